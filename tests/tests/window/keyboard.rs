//! The same by keyboard alone: whatever is pressed here is a key. Scripts only look.

use serde_json::Value;
use tests::command::PASSPHRASE;
use tests::window::Window;

use crate::unit::{KIERAN, asked_words, computer, finds_kieran, sheet, unlocks};

/// No screen has more stops than this on the way from one thing to the next.
const STOPS: usize = 60;
const SESSION: &str = "Saw Kieran on the landing. All well with his sister.";

#[tokio::test]
async fn a_unit_is_founded_and_a_session_recorded_by_keyboard_alone() {
    let computer = computer();
    let window = computer.opens().await;
    // A unit, with the recovery key confirmed
    tabs_to(&window, "[aria-labelledby=found] button").await;
    window.keys("Enter").await;
    tabs_to(&window, "#prison").await;
    window.types("Leeds").await;
    window.keys("ArrowDown Enter Tab").await;
    window.is_at("#name").await;
    window.types("Ada Pike").await;
    tabs_to(&window, "#passphrase").await;
    window.types(PASSPHRASE).await;
    tabs_to(&window, "#passphrase-again").await;
    window.types(PASSPHRASE).await;
    window.keys("Enter").await;
    let sheet = sheet(&window).await;
    tabs_to(&window, ".desk-gate__form .govuk-button").await;
    window.keys("Enter").await;
    window.sees("#word-first").await;
    for (field, word) in asked_words(&window, &sheet).await {
        tabs_to(&window, &format!("#{field}")).await;
        window.types(&word).await;
    }
    window.keys("Enter").await;
    window.reads("No prisoners yet").await;
    // People, from a file by its path
    window.keys("g i").await;
    tabs_to(&window, "#path").await;
    window.types(&computer.desktop.account.text("export.json")).await;
    window.keys("Enter").await;
    window.reads("Nothing has changed yet").await;
    window.keys("Ctrl+Enter").await;
    window.sees("#receipt").await;
    // A session about one of them
    finds_kieran(&window).await;
    window.keys("n").await;
    window.is_at("#note-text").await;
    tabs(&window, "Shift+Tab", "[name=what]").await;
    while !matches(&window, "#what-session:checked").await {
        window.keys("ArrowUp").await;
    }
    tabs_to(&window, "#note-text").await;
    window.types(SESSION).await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded").await;
    // Through the file by its letters, back to where it was opened, and to the list
    for (keys, seen) in
        [("g d", "#dates-head"), ("g p", "#posts-head"), ("g h", "#history-field"), ("g n", "#notes-pane")]
    {
        window.keys(keys).await;
        window.sees(seen).await;
    }
    window.reads(SESSION).await;
    window.keys("Escape").await;
    window.sees_no("#case-identity").await;
    window.keys("g c").await;
    window.sees("#cases-0").await;
    // Down the list and into the case that stands there
    window.keys("j j k Enter").await;
    window.sees("#case-identity").await;
    // Round the regions of the window
    for region in ["#foot", "#top", "#nav", "#main"] {
        window.keys("F6").await;
        window.is_at(region).await;
    }
    // All keys are a key away, and the list of them leaves by another
    window.keys("?").await;
    window.reads("Keys that work here").await;
    window.keys("Escape").await;
    window.sees_no("[role=dialog]").await;
    // Lock and come back
    window.keys("Ctrl+L").await;
    window.reads("Who are you?").await;
    unlocks(&window).await;
    finds_kieran(&window).await;
    window.keys("g n").await;
    window.reads(SESSION).await;
    window.reads(KIERAN).await;
    window.closes().await;
}

/// Goes on with Tab until the focus is on what a selector finds.
pub(crate) async fn tabs_to(window: &Window, selector: &str) {
    tabs(window, "Tab", selector).await;
}

/// The same with the key that goes there or back.
pub(crate) async fn tabs(window: &Window, key: &str, selector: &str) {
    window.sees(selector).await;
    for _ in 0..STOPS {
        if matches(window, selector).await {
            return;
        }
        window.keys(key).await;
    }
    panic!("{key} never came to {selector}. The page says:\n{}", window.words().await);
}

/// Whether the focus is on what a selector finds.
pub(crate) async fn matches(window: &Window, selector: &str) -> bool {
    window.asks(&format!("return document.activeElement.matches('{selector}')")).await == Value::Bool(true)
}
