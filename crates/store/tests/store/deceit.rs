//! What does not continue a device's log, or was not sealed by it, is refused whole: nothing of the same delivery is stored.

use casework::event::Visibility;
use crypto::Signature;
use ledger::{Compartment, VersionVector};
use store::StoreError;
use store::receive::SealedLog;

use crate::support::*;

type Alteration = Box<dyn Fn(&mut SealedLog)>;

fn altered(
    what: &'static str,
    expected: &'static str,
    how: impl Fn(&mut SealedLog) + 'static,
) -> (&'static str, &'static str, Alteration) {
    (what, expected, Box::new(how))
}

#[tokio::test]
async fn altered_reordered_missing_and_forged_entries_are_refused_whole() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ada.meets(&kieran, "Kieran", "Ashdown").await;
    carys.hears(&ada).await;
    ben.hears(&ada).await;
    for id in 0..4 {
        ben.writes(&kieran, Note::new(id, "Ben was here.").written()).await;
    }
    carys.writes(&kieran, Note::new(9, "Carys was here.").written()).await;
    let honest = carys.own_log(0).await;
    let log = ben.own_log(0).await;
    let founders = ada.own_device().unwrap().id;

    let alterations = [
        altered("a byte of a header", "entry 2 of device 1", |log| log.entries[1].0[60] ^= 1),
        altered("a header that is none", "the header cannot be read", |log| log.entries[1].0 = vec![0xFF; 40]),
        altered("the last header", "entry 4 of device 1", |log| {
            let mut header = header_of(log, 3);
            header.lamport += 1;
            log.entries[3].0 = header.to_bytes();
        }),
        altered("a byte of a payload", "its payload was altered", |log| log.entries[2].1[5] ^= 1),
        altered("a payload cut short", "its payload was altered", |log| {
            log.entries[2].1.pop();
        }),
        altered("the payload of another entry", "its payload was altered", |log| {
            log.entries[2].1 = log.entries[1].1.clone();
        }),
        altered("a seal of another place", "its seal was not made by its device", |log| {
            log.entries.pop();
        }),
        altered("a seal that is none", "its seal was not made by its device", |log| {
            log.seal = Signature::from_bytes([3; 64]);
        }),
        altered("two entries swapped", "entry 1 should come next, and this is 2", |log| log.entries.swap(0, 1)),
        altered("an entry left out", "entry 2 should come next, and this is 3", |log| {
            log.entries.remove(1);
        }),
        altered("the first entry left out", "entry 1 should come next, and this is 2", |log| {
            log.entries.remove(0);
        }),
        altered("a log under another device's name", "belongs to another unit or another device", move |log| {
            log.device = founders;
            let carried_on = header_of(log, 0);
            let mut header = carried_on;
            header.seq = 2;
            log.entries[0].0 = header.to_bytes();
        }),
        altered("a device that nobody admitted", "not in the unit", |log| {
            log.device = crypto::Hash::from_bytes([5; 32]);
        }),
        altered("a later version's entry", "a later version of Throughcare", |log| {
            let mut header = header_of(log, 0);
            header.version = 9;
            log.entries[0].0 = header.to_bytes();
        }),
        altered("an entry of another unit", "belongs to another unit", |log| {
            let mut header = header_of(log, 0);
            header.unit = ledger::UnitId(crypto::Hash::from_bytes([6; 32]));
            log.entries[0].0 = header.to_bytes();
        }),
    ];
    for (what, expected, alter) in alterations {
        let before = ada.everything().await;
        let mut deceit = log.clone();
        alter(&mut deceit);
        // The honest log of somebody else comes in the same delivery, before and after.
        for delivery in [vec![honest.clone(), deceit.clone()], vec![deceit.clone(), honest.clone()]] {
            let refused = ada.receive(delivery).await;
            let Err(StoreError::Ledger(why)) = &refused else { panic!("{what}: {refused:?}") };
            assert!(why.contains(expected), "{what}: {why}");
            assert_same(what, &before, &ada.everything().await);
            assert_eq!(ada.frontier().of(ben.index()), 0, "{what}: the noted end of the log moved");
        }
    }
    // And the truth is taken afterwards.
    ada.receive(vec![log, honest]).await.unwrap();
    assert_eq!(ada.notes_of(&kieran, Visibility::General).await.len(), 5);
    ada.is_sound().await;
}

#[tokio::test]
async fn a_device_that_writes_two_histories_is_caught() {
    let (mut ada, mut ben, mut carys, _) = unit().await;
    let kieran = number("A4417FK");
    ben.writes(&kieran, Note::new(1, "One story.").written()).await;
    // Sealed over the same end, by the same keys: only the words differ.
    let (start, own) = (ben.own_device().unwrap().start(), ben.own_device().unwrap().id);
    let events = [(case(&kieran), Note::new(2, "Another story.").written())];
    let (entry, seal) = ben.seals_by_hand(Compartment::General, &events, |place, _| {
        place.tip = start;
        place.lamport = 1;
    });
    let other = SealedLog { device: own, entries: vec![(entry.header_bytes, entry.payload)], seal };

    ada.hears(&ben).await;
    carys.receive(vec![other.clone()]).await.unwrap();

    let before = ada.everything().await;
    let told_ada = ada.receive(vec![other]).await;
    let told_carys = carys.receive(ben.sealed_logs(&VersionVector::new()).await.unwrap()).await;
    for told in [told_ada, told_carys] {
        let Err(StoreError::Ledger(why)) = &told else { panic!("{told:?}") };
        assert!(why.contains("device 1 wrote two different entries 1"), "{why}");
    }
    assert_same("the second history", &before, &ada.everything().await);
    ada.is_sound().await;
}

#[tokio::test]
async fn an_entry_that_leaps_ahead_or_goes_back_is_refused() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    ben.writes(&kieran, Note::new(1, "One.").written()).await;
    ada.hears(&ben).await;
    let own = ben.own_device().unwrap().id;
    for (lamport, expected) in [(u64::MAX, "too far ahead"), (1, "goes backwards")] {
        let events = [(case(&kieran), Note::new(2, "Two.").written())];
        let (entry, seal) = ben.seals_by_hand(Compartment::General, &events, |place, _| place.lamport = lamport);
        let log = SealedLog { device: own, entries: vec![(entry.header_bytes, entry.payload)], seal };
        let refused = ada.receive(vec![log]).await;
        let Err(StoreError::Ledger(why)) = &refused else { panic!("{refused:?}") };
        assert!(why.contains(expected), "{why}");
    }
    ada.is_sound().await;
}

/// The payload opens for nobody, or to something that is no content: the log is kept from going on, with the place named.
#[tokio::test]
async fn a_payload_that_does_not_open_is_refused() {
    let (mut ada, mut ben, ..) = unit().await;
    let kieran = number("A4417FK");
    let events = [(case(&kieran), Note::new(1, "One.").written())];
    let (entry, _) = ben.seals_by_hand(Compartment::General, &events, |_, _| {});
    let mut payload = entry.payload;
    let last = payload.len() - 1;
    payload[last] ^= 1;
    let mut header = entry.header;
    header.payload_hash = ledger::header::payload_hash(&payload);
    let hash = ledger::header::entry_hash(&header.to_bytes());
    let own = ben.own_device().unwrap().id;
    let seal = ledger::sealing::sign_seal(ben.device_keys(), ben.membership().unit(), own, 1, hash);
    let refused = ada.receive(vec![SealedLog { device: own, entries: vec![(header.to_bytes(), payload)], seal }]).await;
    let Err(StoreError::Ledger(why)) = &refused else { panic!("{refused:?}") };
    assert!(why.contains("entry 1 of device 1"), "{why}");
    ada.is_sound().await;
}

#[tokio::test]
async fn a_control_entry_that_its_signer_may_not_write_leaves_no_trace() {
    use ledger::sealing::{Newcomer, Pen, person as sealed, sign_control};
    use ledger::{Act, Role};

    let (mut ada, ben, ..) = unit().await;
    let before = ada.everything().await;
    let friend = Newcomer { principal: person(9), name: "A friend", roles: roles(&[Role::Administrator]) };
    let friend = sealed(&mut seeded(9), ben.membership(), ben.ring(), &friend).unwrap();
    let signed =
        sign_control(ben.membership(), &Pen::Device(ben.device_keys()), MORNING, Act::AddMember(friend)).unwrap();
    let refused = ada.extend_control(&signed).await;
    assert!(matches!(refused, Err(StoreError::Control(_))), "{refused:?}");
    assert_same("a friend of Ben's", &before, &ada.everything().await);
    assert!(ada.membership().member(person(9)).is_none());
}
