//! What is sealed to an inbox opens there, and nowhere else, and not if one bit of it is another.

use crypto::{AgreementKey, EpochKey, InboxKey};
use pack::envelope::{EnvelopeError, LIMIT, is_envelope, open_with, seal_to};
use proptest::prelude::*;

use crate::sample::rng;

const PDF: &[u8] = b"%PDF-1.7 a pack of invented people";

fn inbox(seed: u64) -> InboxKey {
    EpochKey::make(&mut rng(seed)).derive_inbox()
}

fn inboxes() -> [InboxKey; 1] {
    [inbox(21)]
}

fn sealed() -> Vec<u8> {
    seal_to(PDF, &inbox(21).public(), &mut rng(22)).expect("a key that can be sealed to")
}

fn refused(file: &[u8]) -> EnvelopeError {
    open_with(file, &inboxes()).expect_err("refused")
}

#[test]
fn it_opens_in_its_inbox_alone() {
    assert!(is_envelope(&sealed()) && !is_envelope(PDF));
    assert_eq!(open_with(&sealed(), &inboxes()).expect("for this inbox").as_slice(), PDF);
    assert_eq!(open_with(&sealed(), &[inbox(23)]).err(), Some(EnvelopeError::NotForUs));
    assert_eq!(open_with(&sealed(), &[]).err(), Some(EnvelopeError::NotForUs));
    assert!(!sealed().windows(8).any(|part| PDF.starts_with(part)));
    let empty = seal_to(b"", &inbox(21).public(), &mut rng(24)).expect("sealed");
    assert!(open_with(&empty, &inboxes()).expect("opened").is_empty());
}

#[test]
fn what_was_sealed_to_an_earlier_inbox_opens_beside_a_newer_one() {
    let both = [inbox(23), inbox(21)];
    assert_eq!(open_with(&sealed(), &both).expect("for the earlier inbox").as_slice(), PDF);
    let mut altered = sealed();
    *altered.last_mut().expect("not empty") ^= 1;
    assert_eq!(open_with(&altered, &both).err(), Some(EnvelopeError::Altered));
}

#[test]
fn the_form_is_fixed() {
    let file = sealed();
    assert_eq!(file[..5], *b"TCPK\x01");
    assert_eq!(file.len(), 5 + 80 + 24 + crypto::padded_len(PDF.len() + 4) + 16);
}

#[test]
fn nothing_is_sealed_to_a_key_that_everybody_can_open() {
    assert!(seal_to(PDF, &AgreementKey::from_bytes([0; 32]), &mut rng(25)).is_err());
}

#[test]
fn what_is_wrong_is_said() {
    let file = sealed();
    assert_eq!(refused(b""), EnvelopeError::NotAPack);
    assert_eq!(refused(b"%PDF-1.7"), EnvelopeError::NotAPack);
    assert_eq!(refused(b"TCPK"), EnvelopeError::NotAPack);
    assert_eq!(refused(b"TCPK\0"), EnvelopeError::NotAPack);
    assert_eq!(refused(&[b"TCPK\x02".as_slice(), &file[5..]].concat()), EnvelopeError::Newer { found: 2 });
    assert_eq!(refused(&file[..100]), EnvelopeError::CutOff);
    assert_eq!(refused(&file[..file.len() - 1]), EnvelopeError::Altered);
    assert_eq!(refused(&[file.as_slice(), &[0]].concat()), EnvelopeError::Altered);
    assert_eq!(refused(&vec![0; LIMIT + 1]), EnvelopeError::TooLarge);
}

#[test]
fn the_body_of_one_does_not_go_with_the_key_of_another() {
    let (one, other) = (sealed(), seal_to(b"%PDF-2.0", &inbox(21).public(), &mut rng(26)).expect("sealed"));
    assert_eq!(refused(&[&one[..85], &other[85..]].concat()), EnvelopeError::Altered);
}

#[test]
fn no_bit_of_it_can_be_another() {
    let file = sealed();
    for at in 0..file.len() * 8 {
        let mut altered = file.clone();
        altered[at / 8] ^= 1 << (at % 8);
        let why = refused(&altered);
        let expected: &[EnvelopeError] = match at / 8 {
            0..4 => &[EnvelopeError::NotAPack],
            4 => &[EnvelopeError::NotAPack, EnvelopeError::Newer { found: altered[4] }],
            5..85 => &[EnvelopeError::NotForUs],
            _ => &[EnvelopeError::Altered],
        };
        assert!(expected.contains(&why), "bit {at}: {why}");
    }
}

proptest! {
    #[test]
    fn no_bytes_open_or_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), ours in any::<bool>()) {
        let file = if ours { [b"TCPK\x01".as_slice(), &bytes].concat() } else { bytes };
        prop_assert!(open_with(&file, &inboxes()).is_err());
    }

    #[test]
    fn no_part_of_it_opens(length in any::<prop::sample::Index>()) {
        let file = sealed();
        prop_assert!(open_with(&file[..length.index(file.len())], &inboxes()).is_err());
    }
}
