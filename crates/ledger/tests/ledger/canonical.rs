//! One value has one spelling. Bytes that mean the same but are spelt otherwise are refused, because hashes and signatures
//! are over bytes.

use ledger::control::{ControlEntry, ControlError, SignedControl};
use ledger::{Content, Header, Role, VersionVector};
use minicbor::Encoder;

use crate::office::{Desk, Office, content};

fn header() -> Header {
    let (office, keys) = Office::with_ben(&[Role::Pom]);
    Desk::new(&office, keys).write(&office, "Induction done").header
}

#[test]
fn nothing_may_follow() {
    let trailing = |mut bytes: Vec<u8>| {
        bytes.push(0);
        bytes
    };
    let office = Office::founded();
    assert!(Header::from_bytes(&trailing(header().to_bytes())).is_none());
    assert!(Content::from_bytes(&trailing(content(crate::office::ADA, "x").to_bytes())).is_none());
    let signed = &office.log[0];
    assert_eq!(SignedControl::from_bytes(&trailing(signed.to_bytes())), Err(ControlError::Unreadable));
    let body = SignedControl { body: trailing(signed.body.to_vec()).into(), signature: signed.signature };
    assert_eq!(body.entry(), Err(ControlError::Unreadable));
}

#[test]
fn numbers_are_written_in_the_shortest_way() {
    let bytes = header().to_bytes();
    assert_eq!(bytes[..2], [0x8b, 0x01], "eleven fields, the version first");
    let mut longer = vec![0x8b, 0x18, 0x01];
    longer.extend_from_slice(&bytes[2..]);
    assert!(minicbor::decode::<Header>(&longer).is_ok_and(|read| read == header()), "it means the same");
    assert!(Header::from_bytes(&longer).is_none(), "and is refused");
}

#[test]
fn lengths_are_stated() {
    let bytes = header().to_bytes();
    let mut indefinite = vec![0x9f];
    indefinite.extend_from_slice(&bytes[1..]);
    indefinite.push(0xff);
    assert!(minicbor::decode::<Header>(&indefinite).is_ok_and(|read| read == header()), "it means the same");
    assert!(Header::from_bytes(&indefinite).is_none(), "and is refused");
}

#[test]
fn what_is_not_there_is_not_written() {
    // Seven fields, the last of which says in so many words that there is no server's head.
    let whole = content(crate::office::ADA, "x");
    let bytes = whole.to_bytes();
    assert_eq!(bytes[0], 0x86, "six fields: the seventh is not there");
    let mut explicit = bytes;
    explicit[0] = 0x87;
    explicit.push(0xf6);
    assert!(minicbor::decode::<Content>(&explicit).is_ok_and(|read| read == whole), "it means the same");
    assert!(Content::from_bytes(&explicit).is_none(), "and is refused");
}

#[test]
fn unknown_fields_are_refused() {
    let mut longer = header().to_bytes();
    longer[0] += 1;
    longer.push(0);
    assert!(Header::from_bytes(&longer).is_none());

    let office = Office::founded();
    let mut body = office.log[0].body.to_vec();
    body[0] += 1;
    body.push(0);
    let signature = office.ada.sign(crypto::Purpose::Control, &body);
    let signed = SignedControl { body: body.into(), signature };
    assert_eq!(ledger::Membership::found(&signed), Err(ControlError::Unreadable));
}

#[test]
fn what_was_seen_is_listed_in_order_and_once() {
    let vector = |pairs: &[(u32, u64)]| {
        let mut bytes = Vec::new();
        let mut e = Encoder::new(&mut bytes);
        e.map(pairs.len() as u64).unwrap();
        for (device, seq) in pairs {
            e.u32(*device).unwrap().u64(*seq).unwrap();
        }
        minicbor::decode::<VersionVector>(&bytes).ok()
    };
    assert!(vector(&[(0, 4), (1, 2)]).is_some());
    assert_eq!(vector(&[(1, 2), (0, 4)]), None);
    assert_eq!(vector(&[(0, 4), (0, 4)]), None);
    assert!(minicbor::decode::<VersionVector>(&[0xbf, 0x00, 0x04, 0xff]).is_err(), "its length is stated");
}

#[test]
fn a_device_key_has_one_spelling_within_a_control_entry() {
    // The founding device's public keys are a map; the same map with its entries the other way round is another text.
    let office = Office::founded();
    let body = office.log[0].body.to_vec();
    let public = minicbor::to_vec(office.ada.public()).unwrap();
    let at = body.windows(public.len()).position(|window| window == public).expect("the founding entry holds it");
    let (verify, rest) = public[1..].split_at(1 + 2 + 32);
    let (agreement, incarnation) = rest.split_at(1 + 2 + 32);
    let turned = [&public[..1], agreement, verify, incarnation].concat();
    let mut other = body.clone();
    other[at..at + turned.len()].copy_from_slice(&turned);

    let read = |bytes: &[u8]| minicbor::decode::<ControlEntry>(bytes).unwrap();
    assert_eq!(read(&other), read(&body), "it means the same");
    let signature = office.ada.sign(crypto::Purpose::Control, &other);
    assert_eq!(SignedControl { body: other.into(), signature }.entry(), Err(ControlError::Unreadable));
}
