//! The program is read in chapters: one that cannot be read says so in the place of its screen, and another try brings it.

use crate::unit::{computer, founds, unlocks};

/// From now on nothing more of the program can be read, or it can again; what the record side is asked goes its usual way.
const CANNOT: &str = "const all = window.readsAll = window.fetch; \
    window.fetch = (what, how) => String(what.url ?? what).endsWith('.wasm') ? Promise.reject(new TypeError('gone')) : all(what, how)";
const CAN: &str = "window.fetch = window.readsAll";

#[tokio::test]
async fn a_screen_whose_chapter_cannot_be_read_says_so_and_can_be_tried_again() {
    let computer = computer();
    let window = computer.opens().await;
    founds(&window).await;
    // The page that asks for the passphrase has read nothing ahead.
    window.keys("Ctrl+L").await;
    window.reads("Who are you?").await;
    window.asks(CANNOT).await;
    unlocks(&window).await;
    window.reads("No prisoners yet").await;
    window.keys("g p").await;
    window.reads("This part of Throughcare could not be read").await;
    window.asks(CAN).await;
    window.chooses("Try again").await;
    window.reads("Changes apply at once").await;
    // The others come too, each when it is opened.
    window.keys("g i").await;
    window.sees("#path").await;
    window.closes().await;
}
