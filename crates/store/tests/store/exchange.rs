//! Several devices exchange what they wrote, in any order, in parts and twice: who holds the same keys ends with the same
//! tables, and those are what a rebuild makes.

use std::collections::BTreeMap;
use std::task::Poll;

use casework::Field;
use casework::event::{CaseEvent, Contested, Post, Visibility};
use jiff::Timestamp;
use ledger::header::VERSION;
use ledger::wire::MOST_BATCH;
use ledger::{Act, Compartment, Role, Subject, VersionVector};
use rand_chacha::ChaCha20Rng;
use store::receive::{Received, SealedLog};
use store::sync::Reason;

use crate::chance::Chance;
use crate::support::*;

/// One desk gives another a part of what it has: from a random place of each log on, in a random order, some of it twice.
async fn gives(rng: &mut ChaCha20Rng, from: &Desk, to: &mut Desk) {
    let known = to.frontier();
    let after: VersionVector =
        known.iter().map(|(device, seq)| (device, below(rng, usize::try_from(seq).unwrap() + 1) as u64)).collect();
    let mut logs = from.sealed_logs(&after).await.unwrap();
    logs.retain(|_| below(rng, 4) != 0);
    if !logs.is_empty() && below(rng, 3) == 0 {
        logs.push(one_of(rng, &logs));
    }
    for at in (1..logs.len()).rev() {
        logs.swap(at, below(rng, at + 1));
    }
    to.receive(logs).await.unwrap();
}

/// Everybody hears everything.
async fn settle(desks: &mut [Desk]) {
    for _ in 0..2 {
        for at in 0..desks.len() {
            for from in (0..desks.len()).filter(|from| *from != at) {
                let logs = desks[from].sealed_logs(&desks[at].frontier()).await.unwrap();
                desks[at].receive(logs).await.unwrap();
            }
        }
    }
}

async fn a_random_history(seed: u64, steps: usize) {
    let (ada, ben, carys, dev) = unit().await;
    let mut desks = vec![ada, ben, carys, dev];
    let mut chance = Chance::new(seed, 4);
    for _ in 0..steps {
        let at = below(&mut chance.rng, desks.len());
        match below(&mut chance.rng, 10) {
            0..=5 => chance.works(&mut desks[at]).await,
            6 => chance.forges(&mut desks[at]).await,
            _ => {
                let from = (at + 1 + below(&mut chance.rng, desks.len() - 1)) % desks.len();
                let (one, other) = (at.min(from), at.max(from));
                let (left, right) = desks.split_at_mut(other);
                let (one, other) = (&mut left[one], &mut right[0]);
                if at < from {
                    gives(&mut chance.rng, other, one).await;
                } else {
                    gives(&mut chance.rng, one, other).await;
                }
            }
        }
    }
    settle(&mut desks).await;
    let mut folded = Vec::new();
    for desk in &mut desks {
        let live = desk.folded().await;
        desk.is_sound().await;
        desk.rebuild(|_, _| {}).await.unwrap();
        assert_same(&format!("seed {seed}: rebuild at the desk of {}", desk.who), &live, &desk.folded().await);
        desk.is_sound().await;
        desk.reopen().await;
        desk.is_sound().await;
        folded.push(live);
    }
    assert_same(&format!("seed {seed}: Ada and Ben, who hold every key"), &folded[0], &folded[1]);
    assert_same(&format!("seed {seed}: Carys and Dev, who hold the general keys"), &folded[2], &folded[3]);
    let refused = desks[0].refusals().await;
    let refused: BTreeMap<String, usize> = refused.into_iter().fold(BTreeMap::new(), |mut counts, (_, why)| {
        *counts.entry(why).or_default() += 1;
        counts
    });
    assert!(refused.len() > 2, "seed {seed}: a history without refusals shows little: {refused:?}");
}

#[tokio::test]
async fn random_histories_converge_and_equal_their_rebuild_1() {
    a_random_history(11, 120).await;
}

#[tokio::test]
async fn random_histories_converge_and_equal_their_rebuild_2() {
    a_random_history(12, 120).await;
}

#[tokio::test]
async fn random_histories_converge_and_equal_their_rebuild_3() {
    a_random_history(13, 120).await;
}

#[tokio::test]
async fn random_histories_converge_and_equal_their_rebuild_4() {
    a_random_history(14, 120).await;
}

#[tokio::test]
async fn a_keyworkers_device_keeps_restricted_entries_closed() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    let secret = "The gardener Thistlewood knows the address";
    let note = Note::new(1, secret).restricted().agreeing(2, "Thistlewood is told nothing");
    ben.hears(&ada).await;
    ben.writes(&kieran, note.written()).await;
    let again = vec![amended(3, 1, "And Thistlewood again")];
    ben.tries_in(Compartment::Restricted, &kieran, again).await.unwrap();
    ben.writes(&kieran, victim_contact("Olu Thistlewood")).await;

    let logs = ben.sealed_logs(&carys.frontier()).await.unwrap();
    let received = carys.receive(logs).await.unwrap();

    assert_eq!(received, Received { new: 4, known: 0, closed: 3 });
    assert_eq!(carys.is_sound().await.closed, 3);
    for rows in carys.everything().await.values().flatten() {
        assert!(!rows.contains("Thistlewood"), "{rows}");
    }
    assert_eq!(carys.notes_of(&kieran, Visibility::Restricted).await.len(), 0);
    assert!(carys.case(&kieran).await.unwrap().unwrap().victim_contact.is_none());
    assert!(carys.search("Thistlewood", 10, true).await.unwrap().texts.is_empty());

    // Ada, who holds the key, reads them; and gets them from Carys, who cannot.
    ada.hears(&carys).await;
    assert_eq!(ada.notes_of(&kieran, Visibility::Restricted).await[0].text, secret);
    assert_eq!(ada.case(&kieran).await.unwrap().unwrap().victim_contact.unwrap().officer, "Olu Thistlewood");
    ada.is_sound().await;
}

#[tokio::test]
async fn who_becomes_a_prison_offender_manager_can_read_what_was_closed() {
    let (mut ada, _, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, victim_contact("Olu Bright")).await;
    carys.hears(&ada).await;
    assert!(carys.case(&kieran).await.unwrap().unwrap().victim_contact.is_none());

    ada.makes(CARYS, &[Role::Keyworker, Role::Pom], VersionVector::new(), &[]).await;
    ada.rotates(&[Compartment::Restricted], "A new prison offender manager").await;
    carys.hears_control_of(&ada).await;

    assert_eq!(carys.is_sound().await.closed, 0);
    assert_eq!(carys.case(&kieran).await.unwrap().unwrap().victim_contact.unwrap().officer, "Olu Bright");
    assert_same("the new and the old hand", &ada.folded().await, &carys.folded().await);
}

#[tokio::test]
async fn an_entry_by_a_role_without_the_right_is_kept_and_changes_nothing() {
    let (mut ada, _, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, released_on("2027-05-17")).await;
    carys.hears(&ada).await;
    let before = ada.folded().await;

    let log = carys.forges(
        Compartment::General,
        &[
            (case(&kieran), released_on("2026-12-01")),
            (case(&kieran), allocated(Post::Pom, CARYS)),
            (case(&kieran), Note::new(1, "Worried.").sensitive().written()),
            (case(&kieran), victim_contact("Nobody")),
            (Subject::Unit, released_on("2026-12-01")),
            (Subject::Case("none".into()), released_on("2026-12-01")),
        ],
    );
    let received = ada.receive(vec![log]).await.unwrap();

    assert_eq!(received, Received { new: 1, known: 0, closed: 0 });
    let mut refusals = ada.refusals().await;
    refusals.reverse();
    let told: Vec<(&str, &str)> = refusals.iter().map(|(kind, why)| (kind.as_str(), why.as_str())).collect();
    assert_eq!(
        told,
        [
            ("FactsRecorded", "its author had no right to record facts or contacts"),
            ("Allocated", "its author had no right to allocate a prison offender manager"),
            ("NoteWritten", "its author had no right to write sensitive notes"),
            ("VictimContactRecorded", "its author had no right to write restricted material"),
            ("FactsRecorded", "it is filed in the wrong place"),
            ("FactsRecorded", "it is filed in the wrong place"),
        ]
    );
    let after = ada.folded().await;
    // What a reader of the case has heard is part of its state; the rest of it is as before.
    for (table, rows) in &before {
        if !["not_applied", "mention", "tip", "case_state"].contains(&table.as_str()) {
            assert_eq!(rows, &after[table], "{table} changed");
        }
    }
    ada.is_sound().await;
    ada.rebuild(|_, _| {}).await.unwrap();
    assert_same("rebuild", &after, &ada.folded().await);
}

#[tokio::test]
async fn an_entry_in_somebody_elses_name_is_kept_and_changes_nothing() {
    let (mut ada, _, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    carys.hears(&ada).await;
    let events = [(case(&kieran), released_on("2026-12-01"))];
    let (entry, seal) = carys.seals_by_hand(Compartment::General, &events, |_, content| content.actor = ADA);
    let device = carys.own_device().unwrap().id;
    let log = store::receive::SealedLog { device, entries: vec![(entry.header_bytes, entry.payload)], seal };
    ada.receive(vec![log]).await.unwrap();
    assert_eq!(ada.refusals().await[0].1, "it names an author who does not own the device");
    assert_eq!(ada.case(&kieran).await.unwrap().unwrap().date(Field::Release), None);
    ada.is_sound().await;
}

/// An older version of the program keeps what it cannot read, shows that it is there, and does not forget it.
#[tokio::test]
async fn an_event_of_a_later_version_is_kept_and_told() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ben.hears(&ada).await;
    let events = [(case(&kieran), Note::new(1, "One.").written()), (case(&kieran), Note::new(2, "Two.").written())];
    let (entry, seal) = ben.seals_by_hand(Compartment::General, &events, |_, content| {
        content.events[0].kind = 900;
        content.events[1].body = vec![0xFF].into();
    });
    let device = ben.own_device().unwrap().id;
    let log = store::receive::SealedLog { device, entries: vec![(entry.header_bytes, entry.payload)], seal };
    ben.receive(vec![log]).await.unwrap();
    // Another entry makes Ada fold the case again.
    ben.writes(&kieran, Note::new(3, "Three.").written()).await;
    ada.writes(&kieran, Note::new(4, "Four.").written()).await;
    ada.hears(&ben).await;
    ben.hears(&ada).await;
    for desk in [&ada, &ben] {
        let told = desk.refusals().await;
        let told: Vec<(&str, &str)> = told.iter().map(|(kind, why)| (kind.as_str(), why.as_str())).collect();
        let expected = [
            ("unknown", "its bytes do not make sense"),
            ("unknown", "a later version of Throughcare wrote this: update to read it"),
        ];
        assert_eq!(told, expected);
        desk.is_sound().await;
    }
    assert_same("Ada and Ben", &ada.folded().await, &ben.folded().await);
}

#[tokio::test]
async fn release_dates_that_two_people_wrote_apart_raise_a_conflict_everywhere() {
    let (mut ada, mut ben, mut carys, mut dev) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    for desk in [&mut ben, &mut carys, &mut dev] {
        desk.hears(&ada).await;
    }
    dev.writes(&kieran, released_on("2027-06-01")).await;
    ben.writes(&kieran, released_on("2027-05-17")).await;

    // Carys hears them one way round, Ada the other, Ben and Dev each from the other.
    carys.hears(&ben).await;
    carys.hears(&dev).await;
    ada.hears(&dev).await;
    ada.hears(&ben).await;
    dev.hears(&ben).await;
    ben.hears(&dev).await;

    for desk in [&ada, &ben, &carys, &dev] {
        let known = desk.case(&kieran).await.unwrap().unwrap();
        assert_eq!(
            known.date(Field::Release),
            Some("2027-05-17".parse().unwrap()),
            "the earlier date is the safer one"
        );
        assert_eq!(known.conflicts.len(), 1);
        assert_eq!(desk.whole_caseload().await[0].conflicts, 1);
        let values: Vec<String> =
            desk.history(&kieran, Some("releaseDate")).await.unwrap().into_iter().map(|fact| fact.value).collect();
        assert_eq!(values.len(), 2, "both stand in the history: {values:?}");
        desk.is_sound().await;
    }
    assert_same("Ada and Ben", &ada.folded().await, &ben.folded().await);

    let settled = CaseEvent::ConflictSettled(casework::event::ConflictSettled {
        contested: Contested::Field(Field::Release.into()),
        value: Some(date("2027-06-01")),
        staff: None,
        reason: "The court confirmed it".to_owned(),
    });
    ada.writes(&kieran, settled).await;
    ben.hears(&ada).await;
    carys.hears(&ben).await;
    for desk in [&ada, &ben, &carys] {
        let known = desk.case(&kieran).await.unwrap().unwrap();
        assert_eq!(known.date(Field::Release), Some("2027-06-01".parse().unwrap()));
        assert_eq!(known.conflicts.len(), 0);
        desk.is_sound().await;
    }
}

#[tokio::test]
async fn a_removed_devices_late_entries_do_not_count() {
    let (mut ada, mut ben, mut carys, mut dev) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    for desk in [&mut ben, &mut carys, &mut dev] {
        desk.hears(&ada).await;
    }
    ben.writes(&kieran, Note::new(1, "Seen before the loss.").written()).await;
    ada.hears(&ben).await;
    // Lost, and somebody goes on writing: Dev hears of that before he hears of the removal, Ada after it.
    ben.writes(&kieran, Note::new(2, "Written by the finder.").written()).await;
    ben.writes(&kieran, released_on("2026-11-21")).await;
    dev.hears(&ben).await;
    assert_eq!(dev.notes_of(&kieran, Visibility::General).await.len(), 2);

    ada.removes(ben.index(), 1).await;
    carys.hears_control_of(&ada).await;
    dev.hears_control_of(&ada).await;
    ada.hears(&dev).await;
    carys.hears(&dev).await;

    for desk in [&ada, &carys, &dev] {
        let texts: Vec<String> =
            desk.notes_of(&kieran, Visibility::General).await.into_iter().map(|note| note.text).collect();
        assert_eq!(texts, ["Seen before the loss."], "at the desk of {}", desk.who);
        assert_eq!(desk.case(&kieran).await.unwrap().unwrap().date(Field::Release), None);
        let refusals = desk.refusals().await;
        assert_eq!(refusals.len(), 2);
        assert!(refusals.iter().all(|(_, why)| why == "its device was removed before this could count"));
        desk.is_sound().await;
    }
    assert_same("Carys and Dev", &carys.folded().await, &dev.folded().await);

    // What is written now is under new keys, and everybody who stays reads it.
    ada.writes(&kieran, Note::new(3, "After the removal.").written()).await;
    carys.hears(&ada).await;
    assert_eq!(carys.notes_of(&kieran, Visibility::General).await.len(), 2);
    carys.is_sound().await;
}

#[tokio::test]
async fn who_loses_a_role_keeps_it_for_what_was_seen_of_them() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ben.hears(&ada).await;
    carys.hears(&ada).await;
    ben.writes(&kieran, released_on("2027-05-17")).await;
    ada.hears(&ben).await;
    ben.writes(&kieran, released_on("2027-05-01")).await;
    carys.hears(&ben).await;

    let cutoffs = [(ben.index(), 1)].into_iter().collect();
    ada.makes(BEN, &[Role::Keyworker], cutoffs, &[Compartment::Restricted]).await;
    ada.hears(&carys).await;
    carys.hears_control_of(&ada).await;

    for desk in [&ada, &carys] {
        let known = desk.case(&kieran).await.unwrap().unwrap();
        assert_eq!(known.date(Field::Release), Some("2027-05-17".parse().unwrap()), "at the desk of {}", desk.who);
        assert_eq!(desk.refusals().await[0].1, "its author had no right to record facts or contacts");
        desk.is_sound().await;
    }
}

#[tokio::test]
async fn an_import_of_hundreds_arrives_in_one_step() {
    let (mut ada, mut ben, ..) = unit().await;
    let own = prisoner(0);
    ben.meets(&own, "Kieran", "Ashdown").await;
    for serial in 0..230 {
        let facts = [(Field::LastName, text("Ashdown")), (Field::Release, date("2027-05-17"))];
        ada.writes(&prisoner(serial), imported(1, 1, facts)).await;
    }
    ben.hears(&ada).await;
    ada.hears(&ben).await;
    assert_eq!(ben.whole_caseload().await.len(), 230);
    assert_same("Ada and Ben", &ada.folded().await, &ben.folded().await);
    ben.is_sound().await;
}

/// Lets work go on for so many steps and then cuts it off.
async fn for_a_while<T>(steps: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = std::pin::pin!(work);
    let mut left = steps;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

/// Cut off anywhere, a step has happened or it has not; and what is found on opening is whole.
#[tokio::test]
async fn work_that_is_cut_off_anywhere_leaves_a_whole_record() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ben.meets(&kieran, "Kieran", "Ashdown").await;
    for serial in 0..210 {
        ada.writes(&prisoner(serial), imported(1, 1, [(Field::LastName, text("Ashdown"))])).await;
    }
    let logs = ada.sealed_logs(&VersionVector::new()).await.unwrap();
    let (mut steps, mut cut, mut half) = (1, 0, 0);
    loop {
        let done = for_a_while(steps, ben.receive(logs.clone())).await;
        ben.reopen().await;
        let received = ben.frontier().of(ada.index());
        assert!(received == 0 || received == 210, "{received} after {steps} steps");
        assert_eq!(ben.whole_caseload().await.len(), if received == 0 { 1 } else { 211 }, "after {steps} steps");
        ben.is_sound().await;
        if let Some(done) = done {
            done.unwrap();
            break;
        }
        cut += 1;
        half += usize::from(received > 0);
        // Once it is stored, it is cut off in the making of the tables: from then on from the state in which it is known.
        if half > 0 {
            break;
        }
        steps += 1 + steps / 4;
    }
    assert!(cut > 5, "it was cut off only {cut} times");

    for steps in 1..40 {
        let about = prisoner(steps);
        let before = ben.frontier().of(ben.index());
        let words = Note::new(steps as u64, "Cut off or not.").agreeing(1_000 + steps as u64, "To be seen").written();
        let cut = for_a_while(steps, ben.tries(&about, vec![words])).await;
        let is_done = cut.is_some_and(|written| written.is_ok());
        ben.reopen().await;
        let written = ben.frontier().of(ben.index()) - before;
        assert!(written == 1 || (written == 0 && !is_done), "{written} entries after {steps} steps");
        assert_eq!(ben.notes_of(&about, Visibility::General).await.len() as u64, written);
    }
    ben.is_sound().await;
}

/// A new device starts from years of entries in parts, and makes its tables once at the end; if it is stopped before that,
/// on opening.
#[tokio::test]
async fn years_that_arrive_in_parts_are_folded_at_the_end() {
    let (mut ada, mut ben, mut carys, mut dev) = unit().await;
    for serial in 0..30 {
        ada.meets(&prisoner(serial % 10), "Kieran", "Ashdown").await;
        ada.writes(&prisoner(serial % 10), Note::new(serial as u64, "Another year.").written()).await;
        if serial % 10 == 9 {
            for desk in [&mut ben, &mut carys, &mut dev] {
                let logs = ada.sealed_logs(&desk.frontier()).await.unwrap();
                desk.receive_unfolded(logs).await.unwrap();
            }
        }
    }
    ben.rebuild(|_, _| {}).await.unwrap();
    assert_same("Ben, who made his tables at the end", &ada.folded().await, &ben.folded().await);
    carys.drop_dead();
    carys.open().await.unwrap();
    assert_same("Carys, who was stopped before that", &ada.folded().await, &carys.folded().await);
    for desk in [&ben, &carys] {
        desk.is_sound().await;
    }
    // Not made at all: `verify` says so.
    let told = dev.verify(|_, _| {}).await.unwrap_err().to_string();
    assert!(told.contains("run rebuild"), "{told}");
}

#[tokio::test]
async fn hearing_the_same_again_changes_nothing() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ada.writes(&kieran, Note::new(1, "A note.").written()).await;
    ben.hears(&ada).await;
    let before = ben.everything().await;
    let logs = ada.sealed_logs(&VersionVector::new()).await.unwrap();
    let received = ben.receive([logs.clone(), logs].concat()).await.unwrap();
    assert_eq!(received, Received { new: 0, known: 4, closed: 0 });
    assert_same("hearing it again", &before, &ben.everything().await);
    assert!(ada.sealed_logs(&ben.frontier()).await.unwrap().is_empty(), "nothing is left to say");
}

#[tokio::test]
async fn much_that_was_written_at_once_is_given_and_passed_on_in_parts() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    let words = "He wants to see his sister. ".repeat(1_500);
    let notes = (10..110).map(|serial| Note::new(serial, &words).written()).collect();
    ada.tries(&kieran, notes).await.unwrap();
    let is_one_request = |part: &SealedLog| {
        let bytes: usize = part.entries.iter().map(|(header, payload)| header.len() + payload.len()).sum();
        bytes < MOST_BATCH / 2
    };
    let given = ada.sealed_logs(&ben.frontier()).await.unwrap();
    assert!(given.len() > 2 && given.iter().all(is_one_request), "{} parts", given.len());
    ben.receive(given).await.unwrap();
    let passed_on = ben.sealed_logs(&carys.frontier()).await.unwrap();
    assert!(passed_on.len() > 2 && passed_on.iter().all(is_one_request), "{} parts", passed_on.len());
    carys.receive(passed_on).await.unwrap();
    assert_same("in parts", &ada.folded().await, &carys.folded().await);
}

#[tokio::test]
async fn whoever_is_not_updated_yet_writes_what_is_still_taken() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ben.hears(&ada).await;
    // The unit demands a version that this program does not speak.
    ada.governs(Act::Require { version: VERSION + 1 }).await;
    ben.hears_control_of(&ada).await;
    ben.writes(&kieran, Note::new(1, "Before the update.").written()).await;
    ada.hears(&ben).await;
    assert_eq!(ada.notes_of(&kieran, Visibility::General).await.len(), 1);

    // What names the demand, and is older all the same, is kept apart.
    let log = ben.forges(Compartment::General, &[(case(&kieran), Note::new(2, "Against it.").written())]);
    ada.take_given(vec![log.into()], Timestamp::from_millisecond(MORNING).unwrap()).await.unwrap();
    let kept = ada.aside().await.unwrap();
    assert_eq!(kept.iter().map(|batch| batch.reason).collect::<Vec<_>>(), [Reason::OlderVersion]);
    assert_eq!(ada.notes_of(&kieran, Visibility::General).await.len(), 1);
    for desk in [&ada, &ben] {
        desk.is_sound().await;
    }
}
