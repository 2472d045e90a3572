//! A device is removed. What was seen of it counts at every desk, whatever came when; what comes late is kept for an administrator, and counts
//! once they let it. And a device that wrote two histories: one of them counts, when that is decided.

use casework::event::Visibility;
use crypto::Hash;
use ledger::header::Class;
use ledger::sealing::{seal_entry, sign_seal};
use ledger::{Act, Compartment, Mark, VersionVector};
use store::StoreError;
use store::receive::SealedLog;

use crate::support::*;

const YEAR: i64 = 365 * 24 * 60 * MINUTE;

/// When an entry of the lost device is made and comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// Before the removal, and the administrator has it.
    Seen,
    /// Before the removal, and it comes after it.
    Unseen,
    /// After the removal.
    After,
}

/// Ben's device writes a note by hand. `elsewhere`: under the head and key of somebody who stays, who handed them over.
fn writes_by_hand(ben: &mut Desk, elsewhere: Option<&Desk>, back_dated: bool) -> (SealedLog, Mark) {
    let kieran = number("A4417FK");
    let events = [(case(&kieran), Note::new(2, "Written on the train.").written())];
    let mut made = None;
    ben.seals_by_hand(Compartment::General, &events, |place, content| {
        content.recorded -= if back_dated { YEAR } else { 0 };
        place.control = elsewhere.map_or(place.control, |desk| desk.membership().head());
        made = Some((*place, content.clone()));
    });
    let (place, content) = made.unwrap();
    let (ring, membership) = elsewhere.map_or((ben.ring(), ben.membership()), |desk| (desk.ring(), desk.membership()));
    let key = ring.current(membership, Compartment::General).unwrap();
    let entry = seal_entry(&mut seeded(5), &place, key, Class::Normal, &content).unwrap();
    let seal = sign_seal(ben.device_keys(), place.unit, place.device, entry.header.seq, entry.hash);
    let mark = Mark { seq: entry.header.seq, hash: entry.hash };
    (SealedLog { device: place.device, entries: vec![(entry.header_bytes, entry.payload)], seal }, mark)
}

async fn texts(desk: &Desk) -> Vec<String> {
    let notes = desk.notes_of(&number("A4417FK"), Visibility::General).await;
    let mut texts: Vec<String> = notes.into_iter().map(|note| note.text).collect();
    texts.sort();
    texts
}

const BOTH: [&str; 2] = ["Seen before the loss.", "Written on the train."];

async fn the_revocation_matrix(when: When) {
    for (back_dated, new_key) in [(false, false), (false, true), (true, false), (true, true)] {
        let told = format!("{when:?}, back-dated {back_dated}, new key {new_key}");
        let (mut ada, mut ben, mut carys, mut dev) = unit().await;
        let kieran = number("A4417FK");
        ada.meets(&kieran, "Kieran", "Ashdown").await;
        for desk in [&mut ben, &mut carys, &mut dev] {
            desk.hears(&ada).await;
        }
        ben.writes(&kieran, Note::new(1, "Seen before the loss.").written()).await;
        for desk in [&mut ada, &mut carys, &mut dev] {
            desk.hears(&ben).await;
        }
        let early = (when != When::After).then(|| writes_by_hand(&mut ben, None, back_dated));
        if let Some((log, _)) = early.as_ref().filter(|_| when == When::Seen) {
            ada.receive(vec![log.clone()]).await.unwrap();
        }
        ada.removes(ben.index(), ada.frontier().of(ben.index())).await;
        let knowing = when == When::After && new_key;
        let (log, mark) = early.unwrap_or_else(|| writes_by_hand(&mut ben, new_key.then_some(&ada), back_dated));

        // Dev has the entry before he hears of the removal, if that can be; Carys hears of the removal first.
        if !knowing {
            dev.receive(vec![log.clone()]).await.unwrap();
        }
        for desk in [&mut carys, &mut dev] {
            desk.hears_control_of(&ada).await;
        }
        for desk in [&mut ada, &mut carys, &mut dev] {
            desk.receive(vec![log.clone()]).await.unwrap();
        }
        for desk in [&ada, &carys, &dev] {
            let late = desk.late_entries().await.unwrap();
            if when == When::Seen {
                assert_eq!(texts(desk).await, BOTH, "{told}");
                assert!(late.is_empty(), "{told}");
            } else {
                assert_eq!(texts(desk).await, BOTH[..1], "{told}");
                let reasons: Vec<String> = desk.refusals().await.into_iter().map(|(_, why)| why).collect();
                assert_eq!(reasons, ["its device was removed before this could count"], "{told}");
                let [one] = late.as_slice() else { panic!("{told}: {late:?}") };
                assert_eq!((one.device, one.mark, one.knowing), (ben.index(), mark, knowing), "{told}");
                let [said] = one.said.events.as_slice() else { panic!("{told}: {one:?}") };
                let Some(casework::CaseEvent::NoteWritten(note)) = &said.event else { panic!("{told}: {said:?}") };
                assert_eq!((said.number.as_str(), note.text.as_str()), ("A4417FK", BOTH[1]), "{told}");
                assert!(!one.by_roles, "{told}");
                assert_eq!(one.said.recorded.is_some_and(|recorded| recorded < MORNING), back_dated, "{told}");
            }
            desk.is_sound().await;
        }
        assert_same(&told, &carys.folded().await, &dev.folded().await);
        if when == When::Seen {
            continue;
        }

        // An administrator looks at it and lets it count.
        ada.lets_count(ben.index(), vec![mark]).await;
        for desk in [&mut carys, &mut dev] {
            desk.hears_control_of(&ada).await;
        }
        for desk in [&ada, &carys, &dev] {
            assert_eq!(texts(desk).await, BOTH, "{told}");
            assert!(desk.refusals().await.is_empty() && desk.late_entries().await.unwrap().is_empty(), "{told}");
            desk.is_sound().await;
        }
        assert_same(&told, &carys.folded().await, &dev.folded().await);
    }
}

#[tokio::test]
async fn the_revocation_matrix_of_what_was_seen() {
    the_revocation_matrix(When::Seen).await;
}

#[tokio::test]
async fn the_revocation_matrix_of_what_was_on_its_way() {
    the_revocation_matrix(When::Unseen).await;
}

#[tokio::test]
async fn the_revocation_matrix_of_what_was_made_after() {
    the_revocation_matrix(When::After).await;
}

#[tokio::test]
async fn what_was_let_count_before_it_came_counts_when_it_comes_and_nothing_else_under_its_number() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ben.hears(&ada).await;
    carys.hears(&ada).await;
    ada.removes(ben.index(), 0).await;
    let (log, mark) = writes_by_hand(&mut ben, None, false);
    let (other, _) = writes_by_hand(&mut ben, None, true);
    ada.lets_count(ben.index(), vec![mark]).await;
    carys.hears_control_of(&ada).await;

    let refused = carys.receive(vec![other]).await;
    let Err(StoreError::Ledger(why)) = &refused else { panic!("{refused:?}") };
    assert!(why.contains("it is not the entry that an administrator saw"), "{why}");
    carys.receive(vec![log]).await.unwrap();
    assert_eq!(texts(&carys).await, BOTH[1..]);
    assert!(carys.late_entries().await.unwrap().is_empty());
    carys.is_sound().await;
}

#[tokio::test]
async fn when_a_device_last_wrote_is_known() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    assert_eq!(ada.last_written(ben.index()).await.unwrap(), None);
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    ben.hears(&ada).await;
    ben.writes(&kieran, Note::new(1, "One.").written()).await;
    ben.writes(&kieran, Note::new(2, "Two.").written()).await;
    ada.hears(&ben).await;
    assert_eq!(ada.last_written(ben.index()).await.unwrap(), Some(MORNING + 2 * MINUTE));
}

/// Ben's device has written two entries 1: Ada has one history, Carys the other.
async fn two_histories() -> (Desk, Desk, Desk, SealedLog, Mark) {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    for desk in [&mut ben, &mut carys] {
        desk.hears(&ada).await;
    }
    let (other, mark) = writes_by_hand(&mut ben, None, false);
    ben.writes(&kieran, Note::new(1, "Seen before the loss.").written()).await;
    ben.writes(&kieran, Note::new(3, "And more of it.").written()).await;
    ada.hears(&ben).await;
    carys.receive(vec![other.clone()]).await.unwrap();
    (ada, ben, carys, other, mark)
}

#[tokio::test]
async fn the_history_that_counts_takes_the_place_of_the_other_everywhere() {
    let (mut ada, ben, mut carys, other, mark) = two_histories().await;
    assert!(ada.receive(vec![other]).await.is_err(), "until it is decided, each stays with what it heard first");

    ada.governs(Act::Resolve { device: ben.index(), counts: mark }).await;
    assert_eq!(texts(&ada).await, Vec::<String>::new(), "the other history is no part of the record any more");
    assert_eq!(ada.frontier().of(ben.index()), 0);
    ada.is_sound().await;
    let again = ben.sealed_logs(&VersionVector::new()).await.unwrap();
    let refused = ada.receive(again.clone()).await;
    let Err(StoreError::Ledger(why)) = &refused else { panic!("{refused:?}") };
    assert!(why.contains("it is not the entry that an administrator saw"), "{why}");

    ada.hears(&carys).await;
    assert_eq!(texts(&ada).await, BOTH[1..]);
    carys.hears_control_of(&ada).await;
    assert_eq!(texts(&carys).await, BOTH[1..], "whoever has the one that counts keeps it");
    assert!(carys.receive(again).await.is_err());
    for desk in [&ada, &carys] {
        desk.is_sound().await;
    }
    let kept = ada.aside().await.unwrap();
    assert_eq!(kept.iter().map(|batch| (batch.first, batch.last)).collect::<Vec<_>>(), [(1, 2)], "as evidence");
    assert!(kept.iter().all(|batch| batch.device == ben.index() && batch.reason == store::sync::Reason::Forked));
}

#[tokio::test]
async fn the_device_itself_writes_on_once_it_has_the_history_that_counts() {
    let (mut ada, mut ben, carys, _, mark) = two_histories().await;
    let kieran = number("A4417FK");
    ada.governs(Act::Resolve { device: ben.index(), counts: mark }).await;
    ben.hears_control_of(&ada).await;
    let refused = ben.tries(&kieran, vec![Note::new(9, "A third story.").written()]).await;
    assert!(matches!(refused, Err(store::WriteError::Store(StoreError::Behind))), "{refused:?}");
    ben.hears(&carys).await;
    ben.writes(&kieran, Note::new(9, "Going on.").written()).await;
    assert_eq!(ben.frontier().of(ben.index()), 2);
    ada.hears(&carys).await;
    ada.hears(&ben).await;
    for desk in [&ada, &ben] {
        assert_eq!(texts(desk).await, ["Going on.", "Written on the train."]);
        desk.is_sound().await;
    }
}

#[tokio::test]
async fn a_removal_decides_on_its_last_entry_and_a_verdict_on_what_is_before() {
    let (mut ada, ben, mut carys, ..) = two_histories().await;
    ada.removes(ben.index(), ada.frontier().of(ben.index())).await;
    carys.hears_control_of(&ada).await;
    assert_eq!(texts(&carys).await, BOTH[1..], "what she has is another entry 1: there is no entry 2 yet to compare");
    let logs = ada.sealed_logs(&VersionVector::new()).await.unwrap();
    let of_ben = logs.iter().find(|log| log.device == ben.own_device().unwrap().id).unwrap();
    let first = ledger::header::entry_hash(&of_ben.entries[0].0);
    assert!(carys.receive(logs).await.is_err());
    // The entry in which the two differ has to be named.
    ada.governs(Act::Resolve { device: ben.index(), counts: Mark { seq: 1, hash: first } }).await;
    carys.hears_control_of(&ada).await;
    assert!(texts(&carys).await.is_empty());
    carys.hears(&ada).await;
    assert_eq!(texts(&carys).await, ["And more of it.", "Seen before the loss."]);
    carys.is_sound().await;
}

#[tokio::test]
async fn a_verdict_for_what_is_here_changes_nothing_and_is_kept_when_opened_again() {
    let (mut ada, ben, ..) = two_histories().await;
    let before = ada.folded().await;
    let tip = ada.tip(ben.index()).unwrap();
    ada.governs(Act::Resolve { device: ben.index(), counts: Mark { seq: tip.seq, hash: tip.hash } }).await;
    assert_same("a verdict for what is here", &before, &ada.folded().await);
    ada.reopen().await;
    assert_same("and after opening again", &before, &ada.folded().await);
    let elsewhere = Mark { seq: tip.seq + 1, hash: Hash::from_bytes([7; 32]) };
    ada.governs(Act::Resolve { device: ben.index(), counts: elsewhere }).await;
    assert_same("a verdict for what has not come yet", &before, &ada.folded().await);
    ada.is_sound().await;
}
