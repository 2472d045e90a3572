//! The one window: in its place before it is seen, kept to its own page.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::time::Duration;

use api::News;
use tauri::webview::{NewWindowResponse, PageLoadEvent, WebviewWindowBuilder};
use tauri::{AppHandle, Emitter, Manager, Url, WebviewWindow};

use crate::place::Place;

/// The window's label.
pub(crate) const MAIN: &str = "main";
/// A page that has not loaded afresh after locking is made to: it may hang, with somebody's case on it.
const BLANK_WITHIN: Duration = Duration::from_secs(2);

/// A page whose program runs asks at once how things stand. One that has asked nothing for so long hangs, and is loaded again; the next one is
/// given twice the time, and after so many of them something is wrong that another will not mend.
const ASKS_WITHIN: Duration = Duration::from_secs(15);
const TRIES: u32 = 3;

/// What the pages of the window have done.
#[derive(Default)]
struct Pages {
    /// How many it has begun to load.
    begun: AtomicU64,
    /// Which of them last asked for something.
    heard: AtomicU64,
    /// How many hung, one after the other.
    hung: AtomicU32,
    /// The address of the first.
    first: OnceLock<Url>,
}

impl Pages {
    fn begun(&self) -> u64 {
        self.begun.load(Ordering::Relaxed)
    }
}

/// Makes the window.
pub(crate) fn open(app: &AppHandle, place: Place, safe_graphics: bool) -> tauri::Result<()> {
    app.manage(Pages::default());
    let config = app.config().app.windows.first().cloned().ok_or(tauri::Error::WindowNotFound)?;
    let builder = WebviewWindowBuilder::from_config(app, &config)?
        .on_navigation(is_ours)
        .on_new_window(|_url, _features| NewWindowResponse::Deny)
        .on_download(|_webview, _event| false)
        .on_page_load(|window, page| {
            if page.event() == PageLoadEvent::Started {
                let pages = window.state::<Pages>();
                let _ = pages.first.set(page.url().clone());
                let page = pages.begun.fetch_add(1, Ordering::Relaxed) + 1;
                tauri::async_runtime::spawn(await_its_word(window, page));
            }
        });
    // Nothing that the page shows may reach the disk by way of the browser. Only under WebDriver, which cannot see an incognito
    // window, a folder of its own has to do.
    let builder =
        if under_test() { builder.data_directory(place.folder().join("webdriver")) } else { builder.incognito(true) };
    #[cfg(feature = "test-hooks")]
    let builder = crate::hook::watch(builder);
    let window = builder.build()?;
    crate::engine::settle(&window, safe_graphics)?;
    place.take(&window)?;
    app.manage(place);
    // While its page is being read: a window that comes only with its first screen comes later, and so does the screen.
    window.show().and_then(|()| window.set_focus())
}

/// Another start of the program: the window that there is comes to the front.
pub(crate) fn to_the_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// Tells the page what the record side has to say. After locking the page loads itself afresh, or is made to.
pub(crate) fn tell(app: &AppHandle, news: &News) {
    // A window that is not there has nothing to be told.
    let Some(pages) = app.try_state::<Pages>() else { return };
    // Which page is to go is asked before it is told: it may be gone at once.
    let shown = pages.begun();
    let _ = app.emit_to(MAIN, "news", news);
    if matches!(news, News::Locked(_))
        && let Some(window) = app.get_webview_window(MAIN)
    {
        tauri::async_runtime::spawn(blank(window, shown));
    }
}

async fn blank(window: WebviewWindow, shown: u64) {
    tokio::time::sleep(BLANK_WITHIN).await;
    if window.state::<Pages>().begun() == shown {
        let _ = window.reload();
    }
}

/// The page has asked for something: its program runs.
pub(crate) fn heard(window: &WebviewWindow) {
    let pages = window.state::<Pages>();
    pages.heard.store(pages.begun(), Ordering::Relaxed);
    pages.hung.store(0, Ordering::Relaxed);
}

/// A page whose program does not begin would stay blank for ever, with the record well behind it.
async fn await_its_word(window: WebviewWindow, page: u64) {
    let pages = window.state::<Pages>();
    let hung = pages.hung.load(Ordering::Relaxed);
    tokio::time::sleep(ASKS_WITHIN * 2_u32.saturating_pow(hung)).await;
    let is_heard = pages.heard.load(Ordering::Relaxed) >= page;
    if is_heard || pages.begun() != page || hung >= TRIES {
        return;
    }
    pages.hung.store(hung + 1, Ordering::Relaxed);
    crate::tell("The window’s page did not begin. It is loaded again.");
    if let Some(first) = pages.first.get() {
        let _ = window.navigate(first.clone());
    }
}

/// The window goes nowhere but to its own page.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        // How Windows spells the same.
        "http" | "https" => cfg!(windows) && url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// Whether tauri-driver started the program.
#[expect(clippy::disallowed_methods, reason = "how tauri-driver says that it is there; Tauri itself reads the same")]
fn under_test() -> bool {
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some_and(|value| value == "true")
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn the_window_stays_on_its_own_page() {
        let goes = |url: &str| is_ours(&url.parse().expect("a URL"));
        assert!(goes("tauri://localhost/"));
        assert!(goes("tauri://localhost/index.html?case=A1234BC"));
        for elsewhere in
            ["https://example.org/", "tauri://elsewhere/", "file:///etc/passwd", "data:text/html,x", "about:blank"]
        {
            assert!(!goes(elsewhere), "{elsewhere}");
        }
    }
}
