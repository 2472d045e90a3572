//! The window's menus. What concerns a screen goes to the page as the event `menu` with the item's name; the rest is done here.

use tauri::menu::{Menu, MenuItem, Submenu, SubmenuBuilder};
use tauri::{AppHandle, Emitter, Manager, Wry};

use crate::window::MAIN;
use crate::{editing, leaving};

/// Builds them.
pub(crate) fn build(app: &AppHandle) -> tauri::Result<Menu<Wry>> {
    let item = |name: &str, words: &str, keys: Option<&str>| MenuItem::with_id(app, name, words, true, keys);
    let file = SubmenuBuilder::new(app, "&File")
        .item(&item("lock", "&Lock now", Some("CmdOrCtrl+L"))?)
        .item(&item("back-up", "&Back up now…", None)?)
        .separator()
        .item(&item("quit", "&Quit", Some("CmdOrCtrl+Q"))?)
        .build()?;
    let view = SubmenuBuilder::new(app, "&View")
        .item(&item("zoom-in", "&Larger text", Some("CmdOrCtrl+="))?)
        .item(&item("zoom-out", "&Smaller text", Some("CmdOrCtrl+-"))?)
        .item(&item("zoom-reset", "&Usual size", Some("CmdOrCtrl+0"))?)
        .build()?;
    let help = SubmenuBuilder::new(app, "&Help")
        .item(&item("keys", "&Keys", Some("F1"))?)
        .item(&item("about", "&About Throughcare", None)?)
        .build()?;
    let edit: Submenu<Wry> = editing::menu(app)?;
    Menu::with_items(app, &[&file, &edit, &view, &help])
}

/// Does what an item says.
pub(crate) fn chosen(app: &AppHandle, item: &str) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    match item {
        "lock" => leaving::lock(app),
        "quit" => leaving::quit(app),
        item if editing::done(&window, item) => {}
        item => {
            let _ = app.emit_to(MAIN, "menu", item);
        }
    }
}
