//! A window that can be seen on every computer: WebKitGTK draws nothing, or flickers, with some graphics drivers and in virtual
//! machines. It reads its settings from the environment, so they are put there before anything else runs that could read it.

/// Without the graphics card's shared buffers in any case: where they fail, the window stays blank.
#[cfg(target_os = "linux")]
const ALWAYS: &[&str] = &["WEBKIT_DISABLE_DMABUF_RENDERER"];
/// With `--safe-graphics`: without the graphics card.
#[cfg(target_os = "linux")]
const SAFE: &[&str] = &["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"];

/// Sets the variables, unless the user has set them to something themselves. Only while the program has one thread.
#[cfg(target_os = "linux")]
pub(crate) fn settle(safe: bool) {
    for name in if safe { SAFE } else { ALWAYS } {
        if webkit2gtk::glib::setenv(name, "1", false).is_err() {
            // Most computers draw well without.
            crate::tell(&format!("{name} could not be set"));
        }
    }
}

/// Other systems draw well.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_safe: bool) {}
