//! What `make bench` needs of the window and nobody else may have, so it is in no build that is shipped: the demonstration prison opened
//! without hands, and word of when its rows have been painted. No other record can be opened this way; the demonstration's passphrase
//! is no secret.

use std::io::Write;

use api::{Call, OpenDemonstration};
use app::desk::Desk;
use tauri::webview::WebviewWindowBuilder;
use tauri::{AppHandle, Manager, WebviewWindow, Wry};
use tokio::sync::OnceCell;

/// What the page calls when the first rows have been painted, with the time in milliseconds since 1970.
const PAINTED: &str = "hook.Painted";
/// Watches the page for them.
const WATCH: &str = include_str!("hook.js");

/// Whether the demonstration prison is open.
#[derive(Default)]
struct Opening(OnceCell<()>);

#[expect(clippy::disallowed_methods, reason = "not a setting: what is shipped must not list it among its own")]
fn wanted() -> bool {
    std::env::var_os("THROUGHCARE_OPEN_DEMONSTRATION").is_some_and(|value| value == "1")
}

/// Begins to open the demonstration prison, while the window is being made.
pub(crate) fn begin(app: &AppHandle, desk: Desk) {
    if wanted() {
        app.manage(Opening::default());
        let app = app.clone();
        tauri::async_runtime::spawn(async move { open(&app.state::<Opening>(), &desk).await });
    }
}

/// Lets the page say when its first rows have been painted.
pub(crate) fn watch<'a>(builder: WebviewWindowBuilder<'a, Wry, AppHandle>) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    if wanted() { builder.initialization_script(WATCH) } else { builder }
}

/// Hands the page's word on, or waits until the demonstration prison is open: whatever else the page asks comes after that. Says
/// whether the call was for the bench.
pub(crate) async fn answers(window: &WebviewWindow, desk: &Desk, name: &str, body: &str) -> bool {
    let Some(opening) = window.try_state::<Opening>() else { return false };
    if name == PAINTED {
        // Where nobody listens there is nothing to measure.
        let _ = writeln!(std::io::stdout(), "painted {body}");
        return true;
    }
    open(&opening, desk).await;
    false
}

async fn open(opening: &Opening, desk: &Desk) {
    let opens = async || {
        if let Err(problem) = desk.answer(OpenDemonstration::NAME, b"{}").await {
            crate::tell(&format!("The demonstration prison did not open: {}", problem.message));
        }
    };
    opening.0.get_or_init(opens).await;
}
