//! What is owed, in the window: a date moves, somebody sees what moved and why, and settles what is owed by doing it.

use api::{Act, OwedInCase, OwedRow, Owing, Urgency};
use tests::people::page;
use tests::window::Window;

use crate::unit::{KIERAN, computer, finds_kieran, founds, imports, released_on};

async fn owed(window: &Window) -> Vec<OwedRow> {
    window.calls(OwedInCase { number: KIERAN.to_owned() }).await.unwrap().rows
}

fn is_late(rows: &[OwedRow], kind: Owing) -> bool {
    rows.iter().any(|row| row.key.kind == kind && row.urgency == Urgency::Overdue)
}

#[tokio::test]
async fn a_date_moves_and_what_is_owed_is_settled_by_doing_it() {
    let computer = computer();
    computer.desktop.account.file("export.json", page(&[released_on("2028-05-17")]));
    let window = computer.opens().await;
    founds(&window).await;
    imports(&computer, &window).await;

    // Given an export that brings his release forward, then the plan says what deadlines that would move, before anything is saved
    computer.desktop.account.file("later.json", page(&[released_on("2028-02-17")]));
    window.keys("Escape").await;
    window.fills("#path", &computer.desktop.account.text("later.json")).await;
    window.keys("Enter").await;
    window.reads("Nothing has changed yet").await;
    window.chooses("Deadlines move").await;
    window.reads("Deadlines move in 1 case").await;
    window.keys("Ctrl+Enter").await;
    window.sees("#receipt").await;

    // When it is taken, then the case says what moved, and the working of the new date is one key away
    finds_kieran(&window).await;
    window.reads("dates moved").await;
    window.chooses("See what moved").await;
    window.reads("17 May 2028").await;
    window.keys("Escape").await;
    window.keys("w").await;
    window.reads("17 February 2028 less").await;
    window.reads("Copy as text").await;
    window.keys("Escape").await;

    // When what moved is read and a sentence plan is recorded, then neither is owed any more, and what was done is there
    let before = owed(&window).await;
    assert!(before.iter().any(|row| row.key.kind == Owing::DateMoved), "{before:?}");
    assert!(is_late(&before, Owing::FirstPlan), "{before:?}");
    window.chooses("I have checked these").await;
    window.reads("Recorded: you have checked what moved").await;
    window.chooses("Record an act").await;
    let plan = Act::ALL.iter().position(|act| *act == Act::PlanMade).unwrap();
    window.selects("#act-act", &plan.to_string()).await;
    window.fills("#act-words", "The workshop, and a visit from his sister.").await;
    window.keys("Ctrl+Enter").await;
    window.reads("It settles what was owed").await;
    let after = owed(&window).await;
    assert!(after.iter().all(|row| row.key.kind != Owing::DateMoved), "{after:?}");
    assert!(!is_late(&after, Owing::FirstPlan), "{after:?}");
    window.keys("g w").await;
    window.reads("The workshop, and a visit from his sister.").await;
    window.closes().await;
}
