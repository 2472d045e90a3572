//! A window that can be seen on every computer: WebKitGTK draws nothing, or flickers, with some graphics drivers and in virtual machines. It
//! reads its settings from the environment, so they are put there before anything else runs that could read it.
//!
//! JavaScriptCore's interpreter of WebAssembly (2.50) now and then comes back from a call to a wrong place, and the page's process ends; `engine`
//! shows the page again. To do without the interpreter (`JSC_useWasmIPInt=0`) is worse: pages then stopped in the middle of building a view.

/// In any case: without the graphics card's shared buffers. Where they fail, the window stays blank.
#[cfg(target_os = "linux")]
const ALWAYS: &[(&str, &str)] = &[("WEBKIT_DISABLE_DMABUF_RENDERER", "1")];
/// With `--safe-graphics`: without the graphics card.
#[cfg(target_os = "linux")]
const SAFE: &[(&str, &str)] = &[("WEBKIT_DISABLE_COMPOSITING_MODE", "1")];

/// Sets the variables, unless the user has set them to something themselves. Only while the program has one thread.
#[cfg(target_os = "linux")]
pub(crate) fn settle(safe: bool) {
    let safe = if safe { SAFE } else { &[] };
    for (name, value) in ALWAYS.iter().chain(safe) {
        if webkit2gtk::glib::setenv(name, value, false).is_err() {
            // Most computers draw well without.
            crate::tell(&format!("{name} could not be set"));
        }
    }
}

/// Other systems draw well.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_safe: bool) {}
