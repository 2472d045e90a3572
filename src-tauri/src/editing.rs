//! What a person expects of every text field: the Edit menu and the right button. On Linux the menu's own standard items do nothing
//! without a helper library, and WebKit's context menu offers to reload and go back: both are set right here.

use tauri::menu::{Submenu, SubmenuBuilder};
use tauri::{AppHandle, WebviewWindow, Wry};

/// Item, words, keys, and what WebKit calls it.
#[cfg(target_os = "linux")]
const ITEMS: &[(&str, &str, &str, &str)] = &[
    ("edit-undo", "&Undo", "CmdOrCtrl+Z", "Undo"),
    ("edit-redo", "&Redo", "CmdOrCtrl+Shift+Z", "Redo"),
    ("edit-cut", "Cu&t", "CmdOrCtrl+X", "Cut"),
    ("edit-copy", "&Copy", "CmdOrCtrl+C", "Copy"),
    ("edit-paste", "&Paste as plain text", "CmdOrCtrl+V", "PasteAsPlainText"),
    ("edit-select-all", "Select &all", "CmdOrCtrl+A", "SelectAll"),
];

/// The Edit menu.
#[cfg(target_os = "linux")]
pub(crate) fn menu(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    let mut menu = SubmenuBuilder::new(app, "&Edit");
    for (name, words, keys, _) in ITEMS {
        if matches!(*name, "edit-cut" | "edit-select-all") {
            menu = menu.separator();
        }
        menu = menu.item(&tauri::menu::MenuItem::with_id(app, *name, words, true, Some(keys))?);
    }
    menu.build()
}

/// The Edit menu.
#[cfg(not(target_os = "linux"))]
pub(crate) fn menu(app: &AppHandle) -> tauri::Result<Submenu<Wry>> {
    SubmenuBuilder::new(app, "&Edit").undo().redo().separator().cut().copy().paste().separator().select_all().build()
}

/// Does what an item of the Edit menu says, if it is one.
#[cfg(target_os = "linux")]
pub(crate) fn done(window: &WebviewWindow, item: &str) -> bool {
    use webkit2gtk::WebViewExt;

    let Some((.., command)) = ITEMS.iter().find(|(name, ..)| *name == item) else { return false };
    let _ = window.with_webview(|webview| webview.inner().execute_editing_command(command));
    true
}

/// Does what an item of the Edit menu says, if it is one: here the system does.
#[cfg(not(target_os = "linux"))]
pub(crate) fn done(_window: &WebviewWindow, _item: &str) -> bool {
    false
}

/// Turns off what a casework window has no use for. A page that was left is not kept in memory: it may show a case, and the record
/// may be locked by then.
#[cfg(target_os = "linux")]
pub(crate) fn settle(window: &WebviewWindow, safe_graphics: bool) -> tauri::Result<()> {
    use webkit2gtk::{HardwareAccelerationPolicy, HitTestResultExt, SettingsExt, WebViewExt};

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
        // Where there is nothing to copy and nowhere to paste, the right button has nothing to offer.
        webview.connect_context_menu(|_, _, _, hit| !hit.context_is_editable() && !hit.context_is_selection());
    })
}

/// Nothing to set right.
#[cfg(not(target_os = "linux"))]
pub(crate) fn settle(_window: &WebviewWindow, _safe_graphics: bool) -> tauri::Result<()> {
    Ok(())
}
