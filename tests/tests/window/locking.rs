//! Locking: by hand in the middle of a word, and by itself when nobody is there. What was shown is gone, not covered.

use std::time::Duration;

use api::{Code, KeepPreferences, OpenCase, Preferences};

use crate::unit::{KIERAN, computer, finds_kieran, founds, imports, unlocks};

#[tokio::test]
async fn locked_in_the_middle_of_a_word_the_window_keeps_it() {
    let computer = computer();
    let window = computer.opens().await;
    founds(&window).await;
    imports(&computer, &window).await;
    finds_kieran(&window).await;
    window.keys("n").await;
    window.is_at("#note-text").await;
    // No time for what keeps drafts every few seconds
    window.types("He asked about his bank accou").await;
    window.keys("Ctrl+L").await;
    window.reads("Who are you?").await;
    unlocks(&window).await;
    window.reads("You were writing a note about Kieran Ashdown").await;
    window.chooses("Go on writing").await;
    window.is_at("#note-text").await;
    let kept = window.asks("return document.querySelector('#note-text').value").await;
    assert_eq!(kept, "He asked about his bank accou");
    window.closes().await;
}

#[tokio::test]
async fn when_nobody_is_there_the_window_locks_and_what_it_showed_is_gone() {
    let computer = computer();
    let window = computer.opens().await;
    founds(&window).await;
    imports(&computer, &window).await;
    finds_kieran(&window).await;
    let preferences = Preferences { idle_minutes: 1, ..Preferences::default() };
    window.calls(KeepPreferences { preferences }).await.unwrap();
    // A minute in which nobody presses anything
    window.reads_within(Duration::from_secs(120), "Who are you?").await;
    window.reads("1 minute").await;
    let page = window.page.source().await.unwrap();
    assert!(!page.contains("Ashdown") && !page.contains(KIERAN), "nothing of the case is left in the page");
    // The record is closed, and no way back leads to what was shown
    let refused = window.calls(OpenCase { number: KIERAN.to_owned() }).await.unwrap_err();
    assert_eq!(refused.code, Code::Locked);
    window.keys("Alt+ArrowLeft").await;
    window.is_still(Duration::from_millis(500)).await;
    assert!(window.words().await.contains("Who are you?"));
    unlocks(&window).await;
    window.closes().await;
}
