//! The whole record against the whole of the server's log: an honest one fits, and of another the first entry that is wrong is named. Neither is
//! changed by looking.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

use jiff::Timestamp;
use ledger::wire::{Batch, LogPage, read, write};
use store::sync::Finding;
use sync::audit::{Audited, audit};
use sync::{Alone, End};
use tests::sea::port::Calm;
use tests::sea::scene::Scene;

/// Ben looks, by way of the liar.
async fn looks(scene: &mut Scene) -> (Audited, Option<Finding>) {
    let time = scene.later();
    let now = move || Timestamp::from_millisecond(time).unwrap();
    let post = Calm(scene.liar.clone());
    audit(&post, &Alone::with(scene.ben.record()), &now, |_, _| {}).await.unwrap()
}

async fn in_step(seed: u64) -> Scene {
    let mut scene = Scene::at_work(seed).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene
}

fn alters(page: &mut LogPage) {
    let mut batch: Batch = read(&page.batches[1]).unwrap();
    let mut payload = batch.entries[0].payload.to_vec();
    payload[30] ^= 1;
    batch.entries[0].payload = payload.into();
    page.batches[1] = write(&batch).into();
}

#[tokio::test]
async fn an_honest_log_fits() {
    let mut scene = in_step(40).await;
    let (audited, finding) = looks(&mut scene).await;
    assert_eq!((audited.entries, audited.cursor, finding), (4, 4, None));
    assert!(audited.control > 0);
    // It changes nothing: the next round goes on from where the last one ended.
    assert_eq!(scene.ben_syncs().await, End::InStep);
}

#[tokio::test]
async fn the_first_entry_that_is_wrong_is_named() {
    let mut scene = in_step(41).await;
    scene.liar.gives(alters);
    let (_, finding) = looks(&mut scene).await;
    assert_eq!(finding.unwrap().what.word(), "altered");

    let mut scene = in_step(42).await;
    scene.liar.shows(|view| view.up_to(2));
    let (_, finding) = looks(&mut scene).await;
    assert_eq!(finding.unwrap().what.word(), "went-back");
    assert!(scene.ben.record().raised().await.unwrap().is_none(), "whoever asked decides what follows");
}
