//! A hostile server: one lie for each line of the table in docs/sync.md. Each is caught by its name, with evidence that can be handed on; and
//! once it is, nothing more is taken from that server but what administrators signed, until one of them believes it again for everybody.

use crypto::{Hash, ServerKey, Signature};
use ledger::header::VERSION;
use ledger::sealing::{self, Newcomer, Pen, sign_control};
use ledger::wire::{Batch, LogPage, read, write};
use ledger::{Act, Header, Membership, Role, Roles, UnitId};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use store::sync::Trouble;
use sync::drive::{Alone, through};
use sync::{End, Round};
use tests::sea::crew::{Crew, DAWN, person};
use tests::sea::port::{Calm, Harbour};
use tests::sea::scene::{Scene, saves};
use tests::sea::ship::Ship;
use tests::sea::view::{View, sign};

/// What a server does to a page that it gives.
type Lie = Box<dyn Fn(&mut LogPage) + Send>;

/// Changes the first batch of a page.
fn first_batch(change: impl Fn(&mut Batch) + Send + 'static) -> impl Fn(&mut LogPage) + Send + 'static {
    move |page| {
        if let Some(first) = page.batches.first_mut() {
            let mut batch: Batch = read(first).unwrap();
            change(&mut batch);
            *first = write(&batch).into();
        }
    }
}

/// Writes another header for the first entry of a batch.
fn rewrites(batch: &mut Batch, change: impl Fn(&mut Header)) {
    let mut header = Header::from_bytes(&batch.entries[0].header).unwrap();
    change(&mut header);
    batch.entries[0].header = header.to_bytes().into();
}

#[tokio::test]
async fn who_is_honest_is_accused_of_nothing() {
    let mut scene = Scene::at_work(1).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.ada_writes(3).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    assert!(scene.ben.record().alarms().await.unwrap().is_empty());
}

#[tokio::test]
async fn altered_entries() {
    let payload = first_batch(|batch| {
        let mut payload = batch.entries[0].payload.to_vec();
        *payload.last_mut().unwrap() ^= 1;
        batch.entries[0].payload = payload.into();
    });
    let seal = first_batch(|batch| batch.seal = Signature::from_bytes([3; 64]));
    let cut = first_batch(|batch| {
        batch.entries.pop();
    });
    let header = first_batch(|batch| {
        let mut header = batch.entries[1].header.to_vec();
        header[90] ^= 1;
        batch.entries[1].header = header.into();
    });
    // A version that there never was.
    let older = first_batch(|batch| rewrites(batch, |header| header.version = VERSION - 1));
    let lies: [Lie; 5] = [Box::new(payload), Box::new(seal), Box::new(cut), Box::new(header), Box::new(older)];
    for (seed, lie) in (10..).zip(lies) {
        let mut scene = Scene::at_work(seed).await;
        scene.liar.gives(lie);
        let evidence = scene.is_caught("altered").await;
        assert!(evidence.exhibits.iter().any(|exhibit| exhibit.name == "batch"));
    }
}

#[tokio::test]
async fn a_batch_that_is_left_out() {
    let mut scene = Scene::at_work(20).await;
    scene.liar.shows(|mut view| {
        view.batches.remove(0);
        view
    });
    scene.is_caught("missing").await;
}

#[tokio::test]
async fn a_batch_of_ones_own_that_was_filed_and_is_not_there() {
    let mut scene = Scene::at_work(21).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    let own = scene.ben.record().own_device().unwrap().id;
    scene.liar.shows(move |mut view| {
        view.batches.retain(|batch| batch.device != own);
        view
    });
    let time = scene.later();
    saves(&mut scene.ben, &mut scene.serial, time, 1).await;
    scene.is_caught("missing").await;
}

#[tokio::test]
async fn places_with_nothing_at_them() {
    let mut scene = Scene::at_work(22).await;
    scene.liar.gives(|page| page.batches.clear());
    scene.is_caught("unfilled").await;
}

#[tokio::test]
async fn another_order_than_the_one_that_is_signed() {
    for (seed, (one, other)) in (30..).zip([(0, 1), (0, 2)]) {
        let mut scene = Scene::at_work(seed).await;
        scene.liar.gives(move |page| {
            if page.batches.len() > 2 {
                page.batches.swap(one, other);
            }
        });
        scene.is_caught("reordered").await;
    }
}

#[tokio::test]
async fn a_log_that_is_shorter_than_it_was() {
    let mut scene = Scene::at_work(40).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.liar.shows(|view| view.up_to(2));
    let evidence = scene.is_caught("went-back").await;
    assert_eq!(evidence.exhibits.iter().filter(|exhibit| exhibit.name == "head").count(), 2, "both heads");
}

#[tokio::test]
async fn a_log_that_is_shorter_than_what_somebody_else_was_shown() {
    let mut scene = Scene::at_work(41).await;
    let mut file = Vec::new();
    sync::stick::write(scene.ada.record(), None, &mut file).await.unwrap();
    let now = scene.ben.clock(scene.time);
    sync::stick::read(scene.ben.record(), file.as_slice(), now).await.unwrap();
    scene.liar.shows(|view| view.up_to(2));
    scene.is_caught("withheld").await;
}

#[tokio::test]
async fn two_logs_for_two_devices_meet_in_what_one_tells_the_other() {
    let mut scene = Scene::at_work(50).await;
    // Ada's last entry tells of the log as it was before Carys wrote: up to there nothing is moved.
    scene.liar.shows(|mut view| {
        view.batches.swap(1, 2);
        view
    });
    assert_eq!(scene.ben_syncs().await, End::InStep, "one log alone contradicts nothing");
    scene.ada_writes(1).await;
    let evidence = scene.is_caught("forked").await;
    assert!(evidence.exhibits.iter().any(|exhibit| exhibit.name == "told by"));
}

#[tokio::test]
async fn two_logs_for_one_device() {
    let mut scene = Scene::at_work(51).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.liar.says(|model, mut head| {
        head.log = Hash::from_bytes([9; 32]);
        sign(model.key(), &head)
    });
    scene.is_caught("forked").await;
}

#[tokio::test]
async fn an_entry_twice() {
    let mut scene = Scene::at_work(60).await;
    scene.liar.shows(|mut view| {
        view.batches.push(view.batches[0].clone());
        view
    });
    scene.is_caught("repeated").await;
}

#[tokio::test]
async fn a_head_of_another_unit_or_another_server() {
    let mut scene = Scene::at_work(61).await;
    scene.liar.says(|model, mut head| {
        head.unit = UnitId(Hash::from_bytes([4; 32]));
        sign(model.key(), &head)
    });
    scene.is_caught("foreign-unit").await;

    let mut scene = Scene::at_work(62).await;
    scene.liar.says(|_, head| sign(&ServerKey::make(&mut ChaCha20Rng::seed_from_u64(99)), &head));
    scene.is_caught("other-key").await;
}

#[tokio::test]
async fn an_entry_or_a_control_entry_of_another_unit() {
    let mut scene = Scene::at_work(63).await;
    let elsewhere = UnitId(Hash::from_bytes([4; 32]));
    scene.liar.gives(first_batch(move |batch| rewrites(batch, |header| header.unit = elsewhere)));
    let evidence = scene.is_caught("foreign-unit").await;
    assert!(evidence.exhibits.iter().any(|exhibit| exhibit.name == "batch"));

    let mut scene = Scene::at_work(64).await;
    let foreign = Crew::of(65, &[Role::Pom]).log.pop().unwrap();
    scene.liar.shows(move |mut view| {
        view.control.push(foreign.clone());
        view
    });
    let evidence = scene.is_caught("foreign-unit").await;
    assert!(evidence.exhibits.iter().any(|exhibit| exhibit.name == "control"));
}

#[tokio::test]
async fn somebody_whom_nobody_admitted() {
    let mut scene = Scene::at_work(70).await;
    // Carys, who is no administrator, signs a friend in, and the server lets it pass.
    let ghost = {
        let (record, rng) = scene.carys.parts();
        let friend = Newcomer { principal: person(9), name: "A friend", roles: Roles::NONE.with(Role::Administrator) };
        let joins = sealing::person(rng, record.membership(), record.ring(), &friend).unwrap();
        let pen = Pen::Device(record.device_keys());
        sign_control(record.membership(), &pen, DAWN, Act::AddMember(joins)).unwrap()
    };
    scene.liar.shows(move |mut view| {
        view.control.push(ghost.clone());
        view
    });
    scene.is_caught("ghost-member").await;

    let mut scene = Scene::at_work(71).await;
    scene.liar.gives(first_batch(|batch| batch.device = Hash::from_bytes([5; 32])));
    scene.is_caught("ghost-member").await;
}

#[tokio::test]
async fn a_control_log_without_its_end() {
    // What an entry names is not there.
    let mut scene = Scene::at_work(80).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    let act = scene.rotation();
    scene.ada_governs(act).await;
    scene.ada_writes(1).await;
    let hides = |mut view: View| {
        view.control.pop();
        view
    };
    scene.liar.shows(hides);
    scene.is_caught("stale-control").await;

    // What was there is not there any more.
    let mut scene = Scene::at_work(81).await;
    let act = scene.rotation();
    scene.ada_governs(act).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.liar.shows(hides);
    scene.is_caught("stale-control").await;
}

#[tokio::test]
async fn two_control_logs() {
    let mut scene = Scene::at_work(82).await;
    let (one, other) = (scene.rotation(), scene.rotation());
    let before: Membership = scene.ada.record().membership().clone();
    scene.ada_governs(one).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    // An administrator who signs two entries for one place, and a server that shows the second one to some.
    let keys = scene.ada.record().device_keys();
    let second = sign_control(&before, &Pen::Device(keys), DAWN, other).unwrap();
    let mut next = before.clone();
    next.accept(&second).unwrap();
    let unlike =
        Act::Server(ledger::control::Server { key: scene.server.public(), url: "https://other.example".into() });
    let third = sign_control(&next, &Pen::Device(keys), DAWN, unlike).unwrap();
    let place = before.next_index() as usize;
    scene.liar.shows(move |mut view| {
        view.control.truncate(place);
        view.control.extend([second.clone(), third.clone()]);
        view
    });
    scene.is_caught("control-forked").await;
}

#[tokio::test]
async fn a_snapshot_is_started_from_and_a_spoilt_one_is_caught() {
    let mut scene = Scene::at_work(90).await;
    for _ in 0..5 {
        scene.ada_writes(3).await;
    }
    let time = scene.later();
    let clock = move || jiff::Timestamp::from_millisecond(time).unwrap();
    let (record, rng) = scene.ada.parts();
    let made = sync::snapshot::publish(&Calm(scene.server.clone()), &Alone::with(record), rng, &clock).await.unwrap();
    assert!(made.is_some());
    scene.carys_writes().await;

    // Honest: Ben starts from it, goes on with the log, and has made the same of it.
    let time = scene.later();
    let clock = move || jiff::Timestamp::from_millisecond(time).unwrap();
    let (record, rng) = scene.ben.parts();
    let post = Calm(scene.liar.clone());
    let outcome = through(Round::new().with_far(3), &post, &Alone::with(record), rng, &clock).await.unwrap().unwrap();
    assert_eq!((outcome.end, outcome.new), (End::InStep, 20));
    let there = sync::snapshot::snapshots(&post, &Alone::with(scene.ben.record()), &clock).await.unwrap();
    let manifest = there.snapshots[0].manifest().unwrap();
    let verdict = sync::snapshot::compare(&Alone::with(scene.ben.record()), &manifest).await.unwrap();
    assert_eq!(verdict, sync::snapshot::Verdict::Same);
    scene.ben.record().verify(|_, _| {}).await.unwrap();

    // Spoilt: the same for a device that begins.
    let mut fresh = Scene { ben: another_ben(&scene, 90).await, ..scene };
    fresh.liar.spoils_chunks();
    let time = fresh.later();
    let clock = move || jiff::Timestamp::from_millisecond(time).unwrap();
    let (record, rng) = fresh.ben.parts();
    let post = Calm(fresh.liar.clone());
    let outcome = through(Round::new().with_far(3), &post, &Alone::with(record), rng, &clock).await.unwrap().unwrap();
    assert_eq!(outcome.end, End::Alarm);
    assert_eq!(fresh.ben.record().raised().await.unwrap().unwrap().evidence.what, "bad-snapshot");
}

/// Ben's device, once more from the start.
async fn another_ben(scene: &Scene, seed: u64) -> Ship {
    Ship::of(&Crew::of(seed, &[Role::Pom, Role::Pom]), seed, 1, &*scene.server).await
}

/// The honest case of a log that is shorter than it was: a backup was put back. It is told, and an administrator settles it once for everybody;
/// what was lost comes again from whoever has it.
#[tokio::test]
async fn a_server_that_was_restored_is_believed_again() {
    let mut scene = Scene::at_work(95).await;
    scene.ada_names_the_server().await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.later();
    scene.server.is_restored(2);
    let evidence = scene.is_caught("went-back").await;
    assert!(evidence.exhibits.iter().any(|exhibit| exhibit.name == "restored"), "what the server says is told");
    let time = scene.later();
    for ship in [&mut scene.ada, &mut scene.carys] {
        assert_eq!(ship.syncs(&scene.server, time).await.end, End::Alarm);
    }

    // Ben and Carys are asked nothing: they hear of it by the control log, which is all that they take until then.
    scene.ada_believes_the_server().await;
    for _ in 0..3 {
        let time = scene.later();
        for ship in [&mut scene.ada, &mut scene.ben, &mut scene.carys] {
            let outcome = ship.syncs(&scene.server, time).await;
            assert_eq!(outcome.end, End::InStep, "{:?}", ship.record().raised().await.unwrap());
        }
    }
    assert_eq!(scene.server.view().head(0).cursor, 4, "everything is there again");
    for ship in [&mut scene.ada, &mut scene.ben, &mut scene.carys] {
        let alarms = ship.record().alarms().await.unwrap();
        assert!(alarms.len() == 1 && alarms[0].settled.is_some());
    }
}

/// What was believed once explains nothing that comes after it, and the log has to be the one that was believed.
#[tokio::test]
async fn a_server_that_lies_after_it_was_believed_is_caught_again() {
    let mut scene = Scene::at_work(98).await;
    scene.ada_names_the_server().await;
    scene.ada_believes_the_server().await;
    // It keeps that back for when it might come in useful.
    scene.liar.shows(|mut view| {
        view.control.pop();
        view
    });
    assert_eq!(scene.ben_syncs().await, End::InStep);
    scene.liar.shows(|view| view.up_to(2));
    scene.is_caught("went-back").await;

    scene.ada_believes_the_server().await;
    scene.liar.shows(|mut view| {
        view.batches.swap(1, 2);
        view
    });
    scene.is_caught("forked").await;

    scene.ada_believes_the_server().await;
    scene.liar.shows(|view| view);
    assert_eq!(scene.ben_syncs().await, End::InStep);
    assert!(scene.ben.record().alarms().await.unwrap().iter().all(|alarm| alarm.settled.is_some()));
    assert_eq!(scene.ben.record().server().await.unwrap().unwrap().cursor, 4);
}

/// A device that stopped brings the server what that has lost of the control log, and hears from it that it was removed.
#[tokio::test]
async fn what_administrators_signed_goes_to_and_fro_by_way_of_a_server_that_was_caught() {
    let mut scene = Scene::at_work(99).await;
    let rotation = scene.rotation();
    scene.ada_governs(rotation).await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    let control = scene.server.view().control;
    scene.later();
    scene.server.loses_control(1);
    scene.server.is_restored(2);
    scene.is_caught("went-back").await;
    assert_eq!(scene.server.view().control, control);

    let (index, before) = (scene.ben.index(), scene.ben.record().membership().next_index());
    let act = {
        let (record, rng) = scene.ada.parts();
        let (membership, seen) = (record.membership(), record.tip(index).unwrap());
        let device = membership.device(index).unwrap();
        sealing::removal(rng, membership, record.ring(), device, &seen, "Left on a train").unwrap()
    };
    scene.ada_governs(act).await;
    assert_eq!(scene.ben_syncs().await, End::Trouble(Trouble::Removed));
    assert_eq!(scene.ben.record().membership().next_index(), before + 1);
    assert!(scene.ben.is_removed());
}

/// What it has lost of a device that is gone, somebody else has.
#[tokio::test]
async fn a_server_that_was_restored_gets_back_what_a_device_wrote_that_is_gone() {
    let mut scene = Scene::at_work(96).await;
    scene.ada_names_the_server().await;
    assert_eq!(scene.ben_syncs().await, End::InStep);
    let (index, carys) = (scene.carys.index(), scene.carys.record().own_device().unwrap().id);
    let act = {
        let (record, rng) = scene.ada.parts();
        let (membership, seen) = (record.membership(), record.tip(index).unwrap());
        let device = membership.device(index).unwrap();
        sealing::removal(rng, membership, record.ring(), device, &seen, "Fell into the canal").unwrap()
    };
    scene.ada_governs(act).await;
    let before = scene.server.view().batches;
    scene.later();
    scene.server.is_restored(2);
    assert!(scene.server.view().batches.iter().all(|batch| batch.device != carys));

    let time = scene.later();
    for ship in [&mut scene.ada, &mut scene.ben] {
        assert_eq!(ship.syncs(&scene.server, time).await.end, End::Alarm);
    }
    scene.ada_believes_the_server().await;
    let mut sent = Vec::new();
    for _ in 0..3 {
        let time = scene.later();
        for ship in [&mut scene.ada, &mut scene.ben] {
            let outcome = ship.syncs(&scene.server, time).await;
            assert_eq!(outcome.end, End::InStep, "{:?}", ship.record().raised().await.unwrap());
            sent.push(outcome.sent);
        }
    }
    let there = scene.server.view();
    assert_eq!(there.head(0).cursor, 4);
    let of_carys = |batches: &[Batch]| batches.iter().find(|batch| batch.device == carys).cloned();
    assert_eq!(of_carys(&there.batches), of_carys(&before), "with her own seal");
    assert_eq!(sent[2..], [0, 0, 0, 0], "what is there is not brought again");
}
