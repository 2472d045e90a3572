//! One device's log as it arrives at another: whatever is done to it on the way has a name.

use crypto::Hash;
use ledger::chain::{ChainError, Tip};
use ledger::header::{Header, VERSION};
use ledger::sealing::{self, SealedEntry};
use ledger::{Role, UnitId};

use crate::office::{Desk, Office, SECOND};

/// Ben's device, three entries that it wrote, and where its log begins.
struct Arrival {
    office: Office,
    desk: Desk,
    entries: [SealedEntry; 3],
}

fn arrival() -> Arrival {
    let (office, keys) = Office::with_ben(&[Role::Pom]);
    let mut desk = Desk::new(&office, keys);
    let entries = ["Induction done", "Spoke to his sister", "Moved to B wing"].map(|words| desk.write(&office, words));
    Arrival { office, desk, entries }
}

impl Arrival {
    fn start(&self) -> Tip {
        self.office.membership.device(SECOND).unwrap().start()
    }

    /// The tip after the first `count` entries.
    fn after(&self, count: usize) -> Tip {
        let mut tip = self.start();
        for entry in &self.entries[..count] {
            self.follow(&mut tip, entry).unwrap();
        }
        tip
    }

    fn follow(&self, tip: &mut Tip, entry: &SealedEntry) -> Result<Header, ChainError> {
        self.follow_bytes(tip, &entry.header_bytes, &entry.payload)
    }

    fn follow_bytes(&self, tip: &mut Tip, header: &[u8], payload: &[u8]) -> Result<Header, ChainError> {
        let before = *tip;
        let verdict =
            tip.follow(self.office.membership.unit(), self.desk.id, header, Some(payload), |head| self.place(head));
        if verdict.is_err() {
            assert_eq!(*tip, before, "a refused entry moved the tip");
        }
        verdict
    }

    fn place(&self, head: &Hash) -> Option<u32> {
        self.office.membership.place(head)
    }

    /// What the third entry is refused for when its header is written anew with a change.
    fn with_third(&self, change: impl FnOnce(&mut Header)) -> ChainError {
        let mut header = self.entries[2].header.clone();
        change(&mut header);
        let mut tip = self.after(2);
        self.follow_bytes(&mut tip, &header.to_bytes(), &self.entries[2].payload).expect_err("it was followed")
    }
}

#[test]
fn an_untouched_log_is_followed_to_its_end_and_its_seal_fits() {
    let arrival = arrival();
    let tip = arrival.after(3);
    assert_eq!(tip, arrival.desk.tip);
    assert_eq!((tip.seq, tip.lamport), (3, 3));

    let unit = arrival.office.membership.unit();
    let seal = sealing::sign_seal(&arrival.desk.keys, unit, arrival.desk.id, tip.seq, tip.hash);
    let key = arrival.office.membership.device(SECOND).unwrap().public.verify;
    assert_eq!(tip.check_seal(unit, arrival.desk.id, &key, &seal), Ok(()));
}

#[test]
fn a_header_without_its_payload_is_followed_too() {
    let arrival = arrival();
    let mut tip = arrival.start();
    for entry in &arrival.entries {
        let unit = arrival.office.membership.unit();
        tip.follow(unit, arrival.desk.id, &entry.header_bytes, None, |head| arrival.place(head)).unwrap();
    }
    assert_eq!(tip, arrival.desk.tip);
}

#[test]
fn a_missing_entry_is_a_gap() {
    let arrival = arrival();
    let mut tip = arrival.after(1);
    assert_eq!(arrival.follow(&mut tip, &arrival.entries[2]), Err(ChainError::Gap { expected: 2, found: 3 }));
}

#[test]
fn a_log_does_not_begin_in_the_middle_nor_at_zero() {
    let arrival = arrival();
    let mut tip = arrival.start();
    assert_eq!(arrival.follow(&mut tip, &arrival.entries[1]), Err(ChainError::Gap { expected: 1, found: 2 }));
    assert_eq!(arrival.with_third(|header| header.seq = 0), ChainError::Gap { expected: 3, found: 0 });
}

#[test]
fn entries_in_another_order_are_a_gap() {
    let arrival = arrival();
    let mut tip = arrival.after(1);
    assert!(arrival.follow(&mut tip, &arrival.entries[2]).is_err());
    arrival.follow(&mut tip, &arrival.entries[1]).unwrap();
    arrival.follow(&mut tip, &arrival.entries[2]).unwrap();
}

#[test]
fn entries_renumbered_into_another_order_are_broken() {
    let arrival = arrival();
    // The third entry passed off as the second.
    let mut header = arrival.entries[2].header.clone();
    header.seq = 2;
    let mut tip = arrival.after(1);
    let verdict = arrival.follow_bytes(&mut tip, &header.to_bytes(), &arrival.entries[2].payload);
    assert_eq!(verdict, Err(ChainError::Broken));
}

#[test]
fn an_entry_that_comes_twice_is_told_as_such() {
    let arrival = arrival();
    let mut tip = arrival.after(2);
    assert_eq!(arrival.follow(&mut tip, &arrival.entries[1]), Err(ChainError::Gap { expected: 3, found: 2 }));
}

#[test]
fn an_altered_header_breaks_the_link_of_the_next_entry() {
    let mut arrival = arrival();
    arrival.entries[1].header.lamport += 1;
    let altered = arrival.entries[1].header.to_bytes();
    let mut tip = arrival.after(1);
    // Alone it could pass; the entry after it does not name it, and no seal covers it.
    arrival.follow_bytes(&mut tip, &altered, &arrival.entries[1].payload).unwrap();
    assert_eq!(arrival.follow(&mut tip, &arrival.entries[2]), Err(ChainError::Broken));

    let unit = arrival.office.membership.unit();
    let honest = arrival.entries[1].hash;
    let seal = sealing::sign_seal(&arrival.desk.keys, unit, arrival.desk.id, 2, honest);
    let key = arrival.desk.keys.public().verify;
    assert_eq!(tip.check_seal(unit, arrival.desk.id, &key, &seal), Err(ChainError::BadSeal));
}

#[test]
fn an_altered_link_is_broken() {
    let error = arrival().with_third(|header| header.prev = Hash::from_bytes([7; 32]));
    assert_eq!(error, ChainError::Broken);
}

#[test]
fn the_first_entry_must_name_the_devices_admission() {
    let arrival = arrival();
    let mut tip = Tip::start(arrival.office.log[0].hash(), 0);
    assert_eq!(arrival.follow(&mut tip, &arrival.entries[0]), Err(ChainError::Broken));
}

#[test]
fn an_altered_payload_is_named() {
    let arrival = arrival();
    for at in [0, 24, arrival.entries[2].payload.len() - 1] {
        let mut payload = arrival.entries[2].payload.clone();
        payload[at] ^= 1;
        let mut tip = arrival.after(2);
        let verdict = arrival.follow_bytes(&mut tip, &arrival.entries[2].header_bytes, &payload);
        assert_eq!(verdict, Err(ChainError::PayloadAltered));
    }
    let mut tip = arrival.after(2);
    let cut = &arrival.entries[2].payload[1..];
    let verdict = arrival.follow_bytes(&mut tip, &arrival.entries[2].header_bytes, cut);
    assert_eq!(verdict, Err(ChainError::PayloadAltered));
    assert_eq!(arrival.with_third(|header| header.payload_len += 1), ChainError::PayloadAltered);
}

#[test]
fn another_units_or_devices_entry_is_foreign() {
    let arrival = arrival();
    assert_eq!(arrival.with_third(|h| h.unit = UnitId(Hash::from_bytes([7; 32]))), ChainError::Foreign);
    assert_eq!(arrival.with_third(|h| h.device = arrival.office.ada.public().id()), ChainError::Foreign);
}

#[test]
fn order_never_goes_backwards() {
    let arrival = arrival();
    assert_eq!(arrival.with_third(|header| header.lamport = 2), ChainError::Backwards);
    assert_eq!(arrival.with_third(|header| header.lamport = 0), ChainError::Backwards);
}

#[test]
fn the_named_control_head_never_goes_backwards_and_exists() {
    let mut arrival = arrival();
    arrival.office.hire(crate::office::CARYS, "Carys Vaughan", &[Role::Keyworker]);
    let later = arrival.desk.write(&arrival.office, "After the unit grew");
    let mut tip = arrival.after(3);
    arrival.follow(&mut tip, &later).unwrap();

    let mut next = arrival.desk.write(&arrival.office, "And again").header;
    next.control = arrival.entries[0].header.control;
    let unit = arrival.office.membership.unit();
    let id = arrival.desk.id;
    let verdict = tip.follow(unit, id, &next.to_bytes(), None, |head| arrival.place(head));
    assert_eq!(verdict, Err(ChainError::Backwards));

    next.control = Hash::from_bytes([7; 32]);
    let verdict = tip.follow(unit, id, &next.to_bytes(), None, |head| arrival.place(head));
    assert_eq!(verdict, Err(ChainError::Backwards));
}

#[test]
fn an_entry_cannot_use_up_the_numbers_that_order_everybody() {
    let arrival = arrival();
    assert_eq!(arrival.with_third(|header| header.lamport = u64::MAX), ChainError::Leap);
    let mut tip = arrival.after(2);
    let mut header = arrival.entries[2].header.clone();
    header.lamport = tip.lamport + ledger::chain::FARTHEST_LEAP;
    arrival.follow_bytes(&mut tip, &header.to_bytes(), &arrival.entries[2].payload).unwrap();
    assert_eq!(arrival.with_third(|h| h.lamport = 3 + ledger::chain::FARTHEST_LEAP), ChainError::Leap);
}

#[test]
fn a_later_protocol_is_told_from_rubbish() {
    let arrival = arrival();
    assert_eq!(arrival.with_third(|header| header.version = VERSION + 1), ChainError::NewerVersion);

    // A later protocol may well have more fields: eleven become twelve.
    let mut longer = arrival.entries[2].header.to_bytes();
    longer[0] += 1;
    longer[1] = VERSION + 1;
    longer.push(0);
    let mut tip = arrival.after(2);
    let verdict = arrival.follow_bytes(&mut tip, &longer, &arrival.entries[2].payload);
    assert_eq!(verdict, Err(ChainError::NewerVersion));

    for rubbish in [&[][..], &[0x8b], b"throughcare", &arrival.entries[2].header_bytes[1..]] {
        let verdict = arrival.follow_bytes(&mut tip, rubbish, &arrival.entries[2].payload);
        assert_eq!(verdict, Err(ChainError::Unreadable));
    }
}

#[test]
fn a_seal_holds_for_its_device_unit_place_and_hash_only() {
    let arrival = arrival();
    let tip = arrival.after(3);
    let (unit, id) = (arrival.office.membership.unit(), arrival.desk.id);
    let keys = &arrival.desk.keys;
    let key = keys.public().verify;
    let other = Hash::from_bytes([7; 32]);
    let bad = Err(ChainError::BadSeal);

    let wrong = [
        sealing::sign_seal(keys, UnitId(other), id, tip.seq, tip.hash),
        sealing::sign_seal(keys, unit, other, tip.seq, tip.hash),
        sealing::sign_seal(keys, unit, id, tip.seq - 1, tip.hash),
        sealing::sign_seal(keys, unit, id, tip.seq, arrival.entries[1].hash),
        sealing::sign_seal(&arrival.office.ada, unit, id, tip.seq, tip.hash),
        keys.sign(crypto::Purpose::Control, &ledger::header::seal_message(unit, id, tip.seq, tip.hash)),
    ];
    for seal in wrong {
        assert_eq!(tip.check_seal(unit, id, &key, &seal), bad);
    }
}
