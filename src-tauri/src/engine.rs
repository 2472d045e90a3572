//! What shows the page, WebKit or WebView2: whether it is there, and what it does of itself that a casework window must not.

use tauri::WebviewWindow;

/// How often a page whose process died is shown again by itself. After that something is wrong that another time will not mend.
#[cfg(target_os = "linux")]
const REVIVALS: u32 = 3;

/// Whether there is something to show a page with. Windows keeps it apart from the programs that use it, and it can be missing.
pub(crate) fn check() -> Result<(), String> {
    tauri::webview_version().map(|_| ()).map_err(|_| {
        "Microsoft’s WebView2 Runtime is not installed on this computer. Ask whoever looks after it to install that: Throughcare itself downloads nothing."
            .to_owned()
    })
}

/// Turns off what the window has no use for. A page that was left is not kept in memory: it may show a case, and the record may be
/// locked by then.
#[cfg(target_os = "linux")]
pub(crate) fn settle(window: &WebviewWindow, safe_graphics: bool) -> tauri::Result<()> {
    use webkit2gtk::{
        CacheModel, HardwareAccelerationPolicy, HitTestResultExt, SettingsExt, WebContextExt, WebViewExt,
    };

    window.with_webview(move |webview| {
        let webview = webview.inner();
        if let Some(settings) = WebViewExt::settings(&webview) {
            settings.set_enable_page_cache(false);
            settings.set_enable_webgl(false);
            settings.set_enable_webaudio(false);
            settings.set_enable_media(false);
            settings.set_enable_back_forward_navigation_gestures(false);
            if safe_graphics {
                settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
            }
        }
        // All that the page ever reads is its own few files, once: nothing is worth keeping for another visit.
        if let Some(context) = WebViewExt::context(&webview) {
            context.set_cache_model(CacheModel::DocumentViewer);
        }
        // Where there is nothing to copy and nowhere to paste, the right button would offer to reload and to go back.
        webview.connect_context_menu(|_, _, _, hit| !hit.context_is_editable() && !hit.context_is_selection());
        // The page's process can die (memory runs out) while the record is well: a blank window helps nobody.
        let revived = std::cell::Cell::new(0);
        webview.connect_web_process_terminated(move |webview, _| {
            if revived.get() < REVIVALS {
                revived.set(revived.get() + 1);
                webview.reload();
            }
        });
    })
}

/// Nothing to set right.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_window: &WebviewWindow, _safe_graphics: bool) -> tauri::Result<()> {
    Ok(())
}
