//! The whole record against the whole of the server's log: an honest one fits, and of another the first entry that is wrong is named; and where the
//! record itself lacks something, or keeps it apart, that is said too. Neither is changed by looking.

use jiff::Timestamp;
use ledger::header::VERSION;
use ledger::sealing::{Pen, sign_control};
use ledger::wire::{Batch, LogPage, read, write};
use ledger::{Act, Role};
use store::sync::{Compared, Finding, Lacking, Reason, Trouble};
use sync::audit::{AuditError, Audited, audit};
use sync::{Alone, End};
use tests::people::prisoner;
use tests::sea::crew::{Crew, DAWN};
use tests::sea::port::Calm;
use tests::sea::rogue::Rogue;
use tests::sea::scene::{Scene, saves};
use tests::sea::view::View;
use tests::unit::{Office, database_key, imports, loses};
use tests::wire::Wire;

/// Ben looks, by way of the liar.
async fn looks(scene: &mut Scene) -> (Audited, Option<Finding>) {
    tries_to_look(scene).await.unwrap()
}

async fn tries_to_look(scene: &mut Scene) -> Result<(Audited, Option<Finding>), AuditError> {
    let time = scene.later();
    let now = move || Timestamp::from_millisecond(time).unwrap();
    let post = Calm(scene.liar.clone());
    audit(&post, &Alone::with(scene.ben.record()), &now, |_, _| {}).await
}

/// The server is caught when Ben looks: at this. The names of what shows it.
async fn is_caught(scene: &mut Scene, what: &str) -> Vec<String> {
    let (_, finding) = looks(scene).await;
    let finding = finding.unwrap_or_else(|| panic!("{what}: nobody noticed"));
    assert_eq!(finding.what.word(), what, "{}", finding.what);
    finding.exhibits.into_iter().map(|exhibit| exhibit.name).collect()
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
    assert_eq!(audited.compared, Compared::default(), "nothing lacks, and nothing is kept apart");
    assert!(audited.control > 0);
    // It changes nothing: the next round goes on from where the last one ended.
    assert_eq!(scene.ben_syncs().await, End::InStep);
}

#[tokio::test]
async fn the_first_entry_that_is_wrong_is_named() {
    let mut scene = in_step(41).await;
    scene.liar.gives(alters);
    assert_eq!(is_caught(&mut scene, "altered").await, ["batch", "head"]);

    let mut scene = in_step(42).await;
    scene.liar.shows(|view| view.up_to(2));
    assert_eq!(is_caught(&mut scene, "went-back").await, ["head", "head"]);
    assert!(scene.ben.record().raised().await.unwrap().is_none(), "whoever asked decides what follows");
}

/// The log without one of its batches.
fn without(batch: usize) -> impl Fn(View) -> View + Send + 'static {
    move |mut view| {
        view.batches.remove(batch);
        view
    }
}

#[tokio::test]
async fn what_is_left_out_is_named() {
    // The beginning of a device's log: its next entry shows it.
    let mut scene = in_step(43).await;
    for _ in 0..3 {
        scene.carys_writes().await;
    }
    scene.liar.shows(without(0));
    assert_eq!(is_caught(&mut scene, "missing").await, ["batch", "head"]);

    // Its end, with something else there that is as long: at that place Ben knows another log.
    let mut scene = in_step(44).await;
    for _ in 0..2 {
        scene.carys_writes().await;
    }
    scene.liar.shows(without(2));
    assert_eq!(is_caught(&mut scene, "forked").await, ["batch", "head"]);

    // With something that is longer, so that no batch ends there: it shows once all was read.
    let mut scene = in_step(45).await;
    let time = scene.later();
    saves(&mut scene.carys, &mut scene.serial, time, 2).await;
    assert_eq!(scene.carys.syncs(&scene.server, time).await.end, End::InStep);
    scene.liar.shows(without(2));
    let (audited, finding) = looks(&mut scene).await;
    assert_eq!((audited.entries, audited.cursor), (5, 5));
    assert_eq!(finding.unwrap().what.to_string(), "the server left out entry 3 of device 0");
}

#[tokio::test]
async fn another_control_log_is_named() {
    // Another entry in the place of one.
    let mut scene = in_step(46).await;
    let (one, other) = (scene.rotation(), scene.rotation());
    let other = {
        let record = scene.ada.record();
        sign_control(record.membership(), &Pen::Device(record.device_keys()), DAWN, other).unwrap()
    };
    scene.ada_governs(one).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.liar.shows(move |mut view| {
        *view.control.last_mut().unwrap() = other.clone();
        view
    });
    assert_eq!(is_caught(&mut scene, "control-forked").await, ["control", "control"]);

    // The end of it kept back.
    let mut scene = in_step(47).await;
    let act = scene.rotation();
    scene.ada_governs(act).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.liar.shows(|mut view| {
        view.control.pop();
        view
    });
    assert_eq!(is_caught(&mut scene, "stale-control").await, ["head", "head"]);

    // That it goes on is nobody's fault: Ben has to sync first.
    let mut scene = in_step(48).await;
    let act = scene.rotation();
    scene.ada_governs(act).await;
    assert!(matches!(tries_to_look(&mut scene).await, Err(AuditError::Behind)));
    assert_eq!(scene.ben_syncs().await, End::InStep);
    assert_eq!(looks(&mut scene).await.1, None);
}

#[tokio::test]
async fn an_entry_older_than_the_unit_takes_is_named() {
    // Given a unit that takes nothing any more of this program's version
    let seed = 49;
    let mut scene = in_step(seed).await;
    let demanded = scene.ada_governs(Act::Require { version: VERSION + 1 }).await;
    assert_eq!(scene.ben_syncs().await, End::Trouble(Trouble::Update), "it asks for no more of the log");
    assert_eq!(looks(&mut scene).await.1, None, "what was written before counts");

    // When somebody goes on all the same, knowing of it, and the server files it
    let mut rogue = Rogue::of(&Crew::of(seed, &[Role::Pom, Role::Pom]), 2, scene.time);
    let index = scene.carys.index();
    rogue.tip = scene.carys.record().tip(index).unwrap();
    rogue.hears(&demanded);
    let entry = rogue.seals(b"whatever it says");
    let batch = rogue.sealed(vec![entry]);
    scene.liar.shows(move |mut view| {
        view.batches.push(batch.clone());
        view
    });

    // Then it is what the server must not have filed
    assert_eq!(is_caught(&mut scene, "altered").await, ["batch", "head"]);
}

#[tokio::test]
async fn an_entry_that_the_record_lacks_is_named() {
    let mut scene = in_step(43).await;
    let ada = scene.ada.index();
    scene.ben.loses(ada, 2).await;
    scene.ben.loses(ada, 3).await;
    let (audited, finding) = looks(&mut scene).await;
    assert_eq!((audited.entries, finding), (4, None), "the server is not to blame");
    let lacking = Some(Lacking { device: ada, seq: 2, entries: 2 });
    assert_eq!(audited.compared, Compared { apart: 0, lacking });
}

#[tokio::test]
async fn what_has_not_been_fetched_yet_is_not_lacking() {
    let mut scene = in_step(44).await;
    scene.ada_writes(2).await;
    let (audited, finding) = looks(&mut scene).await;
    assert_eq!((audited.entries, audited.cursor, finding), (6, 6, None));
    assert_eq!(audited.compared, Compared::default());
}

#[tokio::test]
async fn what_is_kept_apart_is_compared_and_counted() {
    // Given two branches of Carys's log: Ben has the one from a stick, and the server has the other
    let mut scene = in_step(45).await;
    let copy = scene.carys.is_copied().await;
    let time = scene.later();
    saves(&mut scene.carys, &mut scene.serial, time, 1).await;
    let mut file = Vec::new();
    sync::stick::write(scene.carys.record(), None, &mut file).await.unwrap();
    let now = scene.ben.clock(time);
    sync::stick::read(scene.ben.record(), file.as_slice(), now).await.unwrap();
    scene.carys.is_set_back(&copy).await;
    scene.carys_writes().await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    let kept = scene.ben.record().aside().await.unwrap();
    assert_eq!(kept.iter().map(|batch| batch.reason).collect::<Vec<_>>(), [Reason::Forked]);

    let (audited, finding) = looks(&mut scene).await;
    assert_eq!((audited.entries, finding), (5, None));
    assert_eq!(audited.compared, Compared { apart: 1, lacking: None });

    // That something of hers is kept apart hides nothing else of her log.
    let carys = scene.carys.index();
    scene.ben.loses(carys, 1).await;
    let (audited, _) = looks(&mut scene).await;
    let lacking = Some(Lacking { device: carys, seq: 1, entries: 1 });
    assert_eq!(audited.compared, Compared { apart: 1, lacking });
}

/// Through the use-cases: whoever asks is told, and the server is not accused.
#[tokio::test]
async fn who_asks_is_told_what_their_record_lacks() {
    let office = Office::new();
    let wire = Wire::new().await;
    let mut ada = office.founded().await;
    imports(&mut ada, &[prisoner(1)]).await;
    let mut ada = wire.connects(ada).await;
    let key = database_key(ada.folder(), &office.keystore()).await;
    loses(&ada.folder().join("record.db"), &key, 0, 1).await;

    let checked = ada.verify_against_server(|_, _| {}).await.unwrap();
    let lacking = "this record lacks entry 1 of device 0, which has come from the server";
    assert_eq!((checked.wrong, checked.lacking.as_deref()), (None, Some(lacking)));
    assert_eq!((checked.apart, checked.to_fetch, checked.to_send), (0, 0, 0));
    assert!(ada.alarms().await.unwrap().is_empty());
}
