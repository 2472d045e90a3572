//! The Edit menu. On Linux the standard items do nothing without a helper library, so WebKit is told what to do instead.

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
