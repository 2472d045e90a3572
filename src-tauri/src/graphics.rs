//! A window that can be seen on every computer: WebKitGTK draws nothing, or flickers, with some graphics drivers and in virtual
//! machines. It reads its settings from the environment when it starts, and an environment cannot be changed safely in a running
//! program: so the program starts itself again with them.

/// Without the graphics card's shared buffers in any case: where they fail, the window stays blank.
#[cfg(target_os = "linux")]
const ALWAYS: &[&str] = &["WEBKIT_DISABLE_DMABUF_RENDERER"];
/// With `--safe-graphics`: without the graphics card.
#[cfg(target_os = "linux")]
const SAFE: &[&str] = &["WEBKIT_DISABLE_DMABUF_RENDERER", "WEBKIT_DISABLE_COMPOSITING_MODE"];

/// Sees to it that the variables are set, unless the user has set them to something themselves.
#[cfg(target_os = "linux")]
pub(crate) fn settle(safe: bool) {
    use std::os::unix::process::CommandExt;

    let wanted = if safe { SAFE } else { ALWAYS };
    #[expect(
        clippy::disallowed_methods,
        reason = "these are WebKit's settings, not ours: there is no other way to see them"
    )]
    let missing: Vec<_> = wanted.iter().filter(|name| std::env::var_os(name).is_none()).collect();
    if missing.is_empty() {
        return;
    }
    let Ok(program) = std::env::current_exe() else { return };
    let error = std::process::Command::new(program)
        .args(std::env::args_os().skip(1))
        .envs(missing.into_iter().map(|name| (name, "1")))
        .exec();
    // Only a failure comes back here. Most computers draw well without.
    tracing::warn!(%error, "started without the graphics settings");
}

/// Other systems draw well.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_safe: bool) {}
