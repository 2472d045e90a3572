//! A fictional unit with real databases in temporary folders: Ada Pike founds it, hires people and gives them devices.
//! The same seed gives the same keys, so that a desk can be closed and opened again.

mod desk;
mod events;
mod people;
mod reading;
mod work;

use casework::PrisonNumber;
use jiff::Timestamp;
use ledger::{PrincipalId, Role, Roles};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use uuid::Uuid;

#[allow(unused_imports, reason = "the fixtures serve more than one test program, and not all of them in each")]
pub(crate) use self::{
    desk::{Desk, database_key, founded, founded_with, pragma_of, unit},
    events::{
        Note, allocated, amended, case, contact, contact_ended, date, deallocated, imported, moved, recorded,
        released_on, settled, text, victim_contact, viewed,
    },
    reading::{assert_same, header_of},
};

/// 20 November 2026, 10:15 UTC, in milliseconds.
pub(crate) const MORNING: i64 = 1_795_169_700_000;
pub(crate) const MINUTE: i64 = 60_000;
pub(crate) const PRISON: &str = "LEI";
const SESSION: [u8; 16] = [7; 16];

pub(crate) const ADA: PrincipalId = person(1);
pub(crate) const BEN: PrincipalId = person(2);
pub(crate) const CARYS: PrincipalId = person(3);
pub(crate) const DEV: PrincipalId = person(4);

pub(crate) const fn person(number: u8) -> PrincipalId {
    PrincipalId(Uuid::from_bytes([number; 16]))
}

pub(crate) fn uuid(of: u64) -> Uuid {
    Uuid::from_u64_pair(0x0193_0000_0000_7000, of)
}

pub(crate) fn roles(of: &[Role]) -> Roles {
    of.iter().copied().collect()
}

pub(crate) fn number(text: &str) -> PrisonNumber {
    text.parse().unwrap()
}

/// The fictional person with a serial number.
pub(crate) fn prisoner(serial: usize) -> PrisonNumber {
    number(&format!("A{:04}BC", 1000 + serial))
}

pub(crate) fn clock(minutes: i64) -> Timestamp {
    Timestamp::from_millisecond(MORNING + minutes * MINUTE).unwrap()
}

// Chance --------------------------------------------------------------------------------------------------------------

/// The words that random texts are made of.
pub(crate) const WORDS: [&str; 16] = [
    "family",
    "visit",
    "garden",
    "workshop",
    "letter",
    "calm",
    "worried",
    "sister",
    "court",
    "plan",
    "library",
    "gymnasium",
    "parole",
    "housing",
    "bank",
    "siân",
];

/// A number below a limit.
pub(crate) fn below(rng: &mut ChaCha20Rng, limit: usize) -> usize {
    usize::try_from(rng.next_u64() % limit as u64).unwrap()
}

pub(crate) fn one_of<T: Clone>(rng: &mut ChaCha20Rng, of: &[T]) -> T {
    of[below(rng, of.len())].clone()
}

pub(crate) fn some_words(rng: &mut ChaCha20Rng) -> String {
    (0..3 + below(rng, 6)).map(|_| one_of(rng, &WORDS)).collect::<Vec<_>>().join(" ")
}

pub(crate) fn seeded(seed: u64) -> ChaCha20Rng {
    ChaCha20Rng::seed_from_u64(seed)
}
