//! A second start: the window that is open comes to the front, and this start ends before it has begun anything.
//!
//! The single-instance plugin does the same, but only once GTK runs, and then ends the program under GTK's and the bus's threads: now and
//! then that was a crash. So the window is asked first. The plugin is still what answers, and what decides between two starts at once.

/// Whether the program is open in this session already; then its window has been brought to the front.
#[cfg(target_os = "linux")]
pub(crate) fn is_open(identifier: &str) -> bool {
    // Where there is no bus nobody can be asked: the window opens as if it were alone.
    ask(identifier).is_ok()
}

/// Calls the plugin of the program that is open, by the plugin's own names.
#[cfg(target_os = "linux")]
fn ask(identifier: &str) -> zbus::Result<()> {
    let name = format!("{identifier}.SingleInstance");
    let path = format!("/{}", name.replace('.', "/").replace('-', "_"));
    // Neither the arguments nor the folder of a start mean anything to the window.
    let arguments = (Vec::<String>::new(), "");
    let session = zbus::blocking::Connection::session()?;
    session.call_method(Some(name), path, Some("org.SingleInstance.DBus"), "ExecuteCallback", &arguments)?;
    Ok(())
}

/// Windows has no such threads: there the plugin does it.
#[cfg(not(target_os = "linux"))]
pub(crate) fn is_open(_identifier: &str) -> bool {
    false
}
