//! A check code is read however it was written down, and no two contents share one.

use pack::fingerprint::{CheckCode, CodeError, fingerprint};
use proptest::prelude::*;

use crate::sample::pack;

#[test]
fn a_fingerprint_and_its_code_are_what_they_were() {
    let mark = fingerprint(b"{}");
    assert_eq!(mark.to_string(), "f996f370d75dfb6d1b42ee6073d7b2a2b69df7e8bf7720e1cd0893f96ef62f3f");
    assert_eq!(mark.code().to_string(), "Z6BF-6W6Q-BQXP");
    assert_ne!(fingerprint(&pack().to_json()), mark);
}

#[test]
fn a_code_is_read_as_people_write_it() {
    let code: CheckCode = "0123-4567-89AB".parse().expect("a code");
    for typed in ["0123456789ab", " o123 4567 89AB ", "Oi23–4567–89ab", "0L23.4567.89aB", "0l2 345 678 9ab"] {
        assert_eq!(typed.parse(), Ok(code), "{typed}");
    }
    assert_eq!(code.to_string(), "0123-4567-89AB");
}

#[test]
fn what_is_no_code_is_said_to_be_none() {
    let refused = |typed: &str| typed.parse::<CheckCode>().expect_err("no code");
    assert_eq!(refused(""), CodeError::WrongLength { found: 0 });
    assert_eq!(refused("0123-4567-89A"), CodeError::WrongLength { found: 11 });
    assert_eq!(refused("0123-4567-89ABC"), CodeError::WrongLength { found: 13 });
    assert_eq!(refused("0123-U567-89AB"), CodeError::UnknownSign { place: 5 });
    assert_eq!(refused("0123-4567-89Aé"), CodeError::UnknownSign { place: 12 });
}

proptest! {
    #[test]
    fn every_code_comes_back(json in proptest::collection::vec(any::<u8>(), 0..40)) {
        let code = fingerprint(&json).code();
        let text = code.to_string();
        prop_assert_eq!(text.len(), 14);
        prop_assert!(!text.contains(['I', 'L', 'O', 'U']));
        prop_assert_eq!(text.parse(), Ok(code));
        prop_assert_eq!(text.to_lowercase().replace('-', " ").parse(), Ok(code));
    }

    #[test]
    fn no_text_makes_the_reader_panic(typed in "\\PC{0,40}") {
        let _ = typed.parse::<CheckCode>();
    }
}
