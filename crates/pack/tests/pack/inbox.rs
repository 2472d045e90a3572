//! An inbox key comes back however it was typed, and a slip is noticed wherever it is.

use crypto::{AgreementKey, Hash};
use pack::inbox::{InboxAddress, InboxError};
use proptest::prelude::*;

const TEXT: &str = "LEI-3WFH-Y7RZ-3WFH-Y7RZ-3WFH-Y7RZ-3WFH-Y7RZ-3WFH-Y7RZ-3WFH-Y7RZ-3WFN-MPJT-B9D5-\
                    MPJT-B9D5-MPJT-B9D5-MPJT-B9D5-MPJT-B9D5-MPJT-B9D5-MPKV-G8A5-NZ95";
const CODE: &str = "FE11-8PQX-4PM4";

fn address() -> InboxAddress {
    InboxAddress::new("LEI", unit(), AgreementKey::from_bytes([0x5a; 32]))
}

fn unit() -> Hash {
    Hash::from_bytes([0x1f; 32])
}

fn refused(typed: &str) -> InboxError {
    typed.parse::<InboxAddress>().expect_err("no key")
}

#[test]
fn a_key_and_its_code_are_what_they_were() {
    assert_eq!(address().to_string(), TEXT);
    assert_eq!(address().code().to_string(), CODE);
}

#[test]
fn it_is_read_as_people_type_it() {
    for typed in [
        TEXT.to_lowercase(),
        TEXT.replace('-', ""),
        TEXT.replace('-', " "),
        TEXT.replace('-', "\u{2013}"),
        format!("  {}\n", TEXT.replace('-', "\n    ")),
    ] {
        assert_eq!(typed.parse(), Ok(address()), "{typed}");
    }
    let key = AgreementKey::from_bytes([0x5a; 32]);
    assert_eq!((address().prison(), address().unit(), address().key()), ("LEI", unit(), key));
    let other = InboxAddress::new("STC2", unit(), key);
    assert_eq!(other.to_string().parse(), Ok(other));
}

#[test]
fn what_is_no_key_is_said_to_be_none() {
    assert_eq!(refused(""), InboxError::WrongLength { found: 0 });
    assert_eq!(refused("LEI"), InboxError::WrongLength { found: 3 });
    assert_eq!(refused(&TEXT[..TEXT.len() - 1]), InboxError::WrongLength { found: 114 });
    assert_eq!(refused(&format!("{TEXT}0")), InboxError::Mistyped);
    assert_eq!(refused(&format!("{TEXT}{TEXT}")), InboxError::WrongLength { found: 230 });
    assert_eq!(refused(&TEXT.replacen("LEI", "L\u{c9}I", 1)), InboxError::UnknownSign { place: 2 });
    assert_eq!(refused(&TEXT.replacen("LEI", "MDI", 1)), InboxError::Mistyped, "the key of one prison is no other's");
    let unknown = format!("{}U", &TEXT[..TEXT.len() - 1]);
    assert_eq!(refused(&unknown), InboxError::UnknownSign { place: 115 });
}

#[test]
fn any_one_sign_that_is_another_is_noticed() {
    for (at, sign) in TEXT.char_indices().filter(|(_, sign)| *sign != '-') {
        let other = if sign == 'Z' { "Y" } else { "Z" };
        let mistyped = format!("{}{other}{}", &TEXT[..at], &TEXT[at + 1..]);
        assert_eq!(refused(&mistyped), InboxError::Mistyped, "{mistyped}");
    }
}

#[test]
fn the_code_is_of_the_key_of_the_unit_and_of_the_prison() {
    let (code, key) = (address().code(), address().key());
    assert_ne!(InboxAddress::new("MDI", unit(), key).code(), code);
    assert_ne!(InboxAddress::new("LEI", Hash::from_bytes([0x1e; 32]), key).code(), code);
    assert_ne!(InboxAddress::new("LEI", unit(), AgreementKey::from_bytes([0x5b; 32])).code(), code);
}

proptest! {
    #[test]
    fn every_key_comes_back(
        unit in any::<[u8; 32]>(),
        key in any::<[u8; 32]>(),
        prison in "[A-Z]{3}|STC[23]|[A-Z0-9]{3,6}",
    ) {
        let address = InboxAddress::new(&prison, Hash::from_bytes(unit), AgreementKey::from_bytes(key));
        prop_assert_eq!(address.to_string().parse(), Ok(address.clone()));
        prop_assert_eq!(address.to_string().replace('-', " ").to_lowercase().parse(), Ok(address));
    }

    #[test]
    fn two_groups_that_changed_places_are_noticed(key in any::<[u8; 32]>(), one in 1_usize..29, other in 1_usize..29) {
        let text = InboxAddress::new("LEI", Hash::from_bytes(key), AgreementKey::from_bytes(key)).to_string();
        let mut groups: Vec<&str> = text.split('-').collect();
        prop_assume!(groups[one] != groups[other]);
        groups.swap(one, other);
        prop_assert_eq!(refused(&groups.join("-")), InboxError::Mistyped);
    }

    #[test]
    fn no_text_makes_the_reader_panic(typed in "\\PC{0,150}") {
        let _ = typed.parse::<InboxAddress>();
    }
}
