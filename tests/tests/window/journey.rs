//! From a computer on which nothing was set up to a session that is still there after everything that can happen to a computer. With no
//! network at all: the product needs none.

use std::process::Command;

use crate::unit::{computer, finds_kieran, founds, imports, unlocks, value, writes};

const SESSION: &str = "Saw Kieran in the wing office. He starts in the workshop on Monday.";
const BEFORE: &str = "He rang his sister, and asked about ";
const AFTER: &str = "a visit in the new year.";

/// The journey, in a network of its own in which there is only this computer.
#[test]
fn a_session_is_still_there_after_everything_with_no_network() {
    let inner = "journey::the_journey_itself";
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|id| id.stdout == b"0\n");
    let mut alone = Command::new("unshare");
    alone.args((!is_root).then_some("--map-root-user")).args(["--net", "sh", "-euc"]);
    // WebDriver speaks to the window over the loopback, which is all that there is.
    alone.arg("ip link set lo up; ! ip route get 192.0.2.1 2>/dev/null; exec \"$0\" \"$@\"");
    alone.arg(std::env::current_exe().unwrap()).args(["--exact", inner, "--ignored", "--nocapture"]);
    let ran = alone.output().unwrap();
    let said = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success() && said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "run by the test above, where there is no network"]
async fn the_journey_itself() {
    // Given a unit with three people in it, and a session recorded about one of them
    let computer = computer();
    let window = computer.opens().await;
    founds(&window).await;
    imports(&computer, &window).await;
    finds_kieran(&window).await;
    writes(&window, SESSION).await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded").await;
    window.reads(SESSION).await;

    // When the window is locked and unlocked, then it is there
    window.keys("Ctrl+L").await;
    window.reads("Who are you?").await;
    assert!(!window.words().await.contains("Ashdown"), "nobody is named on the screen of a locked window");
    unlocks(&window).await;
    finds_kieran(&window).await;
    window.reads("workshop on Monday").await;

    // When the program is killed in the middle of a word, then what was typed is offered back
    writes(&window, BEFORE).await;
    window.reads("Draft kept").await;
    computer.kills_the_program();
    drop(window);
    let window = computer.opens().await;
    unlocks(&window).await;
    window.reads("You were writing a note about Kieran Ashdown").await;
    window.chooses("Go on writing").await;
    window.is_at("#note-text").await;
    assert_eq!(value(&window, "#note-text").await, BEFORE);
    window.keys("Ctrl+End").await;
    window.types(AFTER).await;
    window.keys("Ctrl+Enter").await;
    window.reads("Recorded").await;

    // And after a restart all of it is there, and nothing waits
    window.closes().await;
    let window = computer.opens().await;
    unlocks(&window).await;
    window.reads("Ashdown, Kieran").await;
    assert!(!window.words().await.contains("You were writing"), "the draft has become a note");
    finds_kieran(&window).await;
    window.keys("g n").await;
    window.reads(&format!("{BEFORE}{AFTER}")).await;
    window.reads(SESSION).await;
    window.closes().await;
    // And its key is in the keyring, nowhere else
    assert!(computer.desktop.kept().done().stdout.contains("secret = "));
}
