//! Locking by hand and closing. The page is told first, so that a half-typed note is kept to its last letter; a page that does
//! not answer is not waited for.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use app::desk::Desk;
use tauri::{AppHandle, Emitter, Manager};
use tokio::sync::Notify;

use crate::place::Place;
use crate::window::MAIN;

/// How long the page may take to keep what is being typed.
const PATIENCE: Duration = Duration::from_secs(1);

/// The page's word that what is being typed is kept.
#[derive(Default)]
pub(crate) struct Kept {
    word: Notify,
    leaving: AtomicBool,
}

/// The page has kept what is being typed.
pub(crate) fn kept(app: &AppHandle) {
    app.state::<Kept>().word.notify_waiters();
}

/// Locks.
pub(crate) fn lock(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = app.state::<Desk>().inner().clone();
        ask_to_keep(&app, "lock").await;
        desk.lock().await;
    });
}

/// Closes the record, then the program. What the record is writing is written to its end, behind a window that is gone already.
pub(crate) fn quit(app: &AppHandle) {
    if app.state::<Kept>().leaving.swap(true, Ordering::Relaxed) {
        return;
    }
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = app.state::<Desk>().inner().clone();
        ask_to_keep(&app, "quit").await;
        if let Some(window) = app.get_webview_window(MAIN) {
            app.state::<Place>().keep(&window);
            let _ = window.hide();
        }
        desk.lock().await;
        app.exit(0);
    });
}

async fn ask_to_keep(app: &AppHandle, item: &str) {
    let kept = app.state::<Kept>();
    let word = kept.word.notified();
    if app.emit_to(MAIN, "menu", item).is_ok() {
        let _ = tokio::time::timeout(PATIENCE, word).await;
    }
}
