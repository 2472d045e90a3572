//! What goes over the wire: one spelling of each message, and one of who asks.

use crypto::{Hash, Purpose};
use ledger::wire::{
    Chunk, Credential, CredentialError, DeviceEnd, Head, Manifest, Parcel, Part, Restored, SignedHead, SignedManifest,
    SignedRestored, chunk_info, read, request_message, write,
};
use ledger::{Compartment, UnitId};

use crate::office::{MORNING, Office};

fn credential(office: &Office) -> Credential {
    let device = office.ada.public().id();
    let message = request_message(device, MORNING, "GET", "/v1/units", b"");
    Credential { device, at: MORNING, signature: office.ada.sign(Purpose::Request, &message) }
}

#[test]
fn a_credential_has_one_spelling() {
    let office = Office::founded();
    let credential = credential(&office);
    let text = credential.to_string();
    assert!(text.starts_with("Throughcare-1 "), "{text}");
    assert_eq!(text.parse(), Ok(credential));
    let later = text.replacen("Throughcare-1", "Throughcare-2", 1);
    assert_eq!(later.parse::<Credential>(), Err(CredentialError::OtherVersion));
    let signed = MORNING.to_string();
    for wrong in [
        String::new(),
        "Bearer token".to_owned(),
        format!("{text} more"),
        format!(" {text}"),
        text.replace(' ', "  "),
        text.replace(&signed, &format!("+{signed}")),
        text.replace(&signed, &format!("0{signed}")),
        text.replacen("Throughcare-1", "Throughcare-01", 1),
        text.to_uppercase(),
    ] {
        assert_eq!(wrong.parse::<Credential>(), Err(CredentialError::Unreadable), "{wrong}");
    }
}

#[test]
fn everything_that_is_asked_is_in_what_is_signed() {
    let device = Hash::from_bytes([1; 32]);
    let message = |at, method, target, body| request_message(device, at, method, target, body);
    let asked = message(1, "GET", "/v1/units", b"");
    for other in [
        message(2, "GET", "/v1/units", b""),
        message(1, "PUT", "/v1/units", b""),
        message(1, "GET", "/v1/units?", b""),
        message(1, "GET", "/v1/units", b"0"),
        request_message(Hash::from_bytes([2; 32]), 1, "GET", "/v1/units", b""),
    ] {
        assert_ne!(asked, other);
    }
}

#[test]
fn a_head_does_not_pass_for_a_restoration_nor_the_other_way() {
    let office = Office::founded();
    let (unit, control) = (office.membership.unit(), office.membership.head());
    let key = office.ada.public().verify;
    let log = Hash::from_bytes([4; 32]);
    let head = Head { unit, cursor: 3, log, control, at: MORNING };
    let restored = Restored { unit, cursor: 3, log, control, at: MORNING };
    assert_eq!(head.to_bytes(), restored.to_bytes(), "their purposes tell them apart, not their bytes");

    let body = head.to_bytes();
    let signed = SignedHead { signature: office.ada.sign(Purpose::ServerHead, &body), body: body.clone().into() };
    assert_eq!(signed.verify(&key), Some(head));
    let forged = SignedRestored { body: signed.body, signature: signed.signature };
    assert_eq!(forged.verify(&key), None);
    let signed = SignedRestored { signature: office.ada.sign(Purpose::ServerRestored, &body), body: body.into() };
    assert_eq!(signed.verify(&key), Some(restored));
    let forged = SignedHead { body: signed.body, signature: signed.signature };
    assert_eq!(forged.verify(&key), None);
}

#[test]
fn a_manifest_comes_back_and_is_its_authors() {
    let office = Office::founded();
    let unit = office.membership.unit();
    let hash = Hash::from_bytes([5; 32]);
    let manifest = Manifest {
        version: 1,
        unit,
        cursor: 9,
        log: hash,
        control: office.membership.head(),
        frontier: vec![DeviceEnd { device: office.ada.public().id(), seq: 9, hash }],
        schema: 5,
        parts: vec![Part {
            compartment: Compartment::General,
            kid: office.current_kid(Compartment::General),
            state: hash,
            chunks: vec![Chunk { hash, bytes: 7 }],
        }],
        about: None,
        author: office.ada.public().id(),
        at: MORNING,
    };
    let body = manifest.to_bytes();
    let signature = office.ada.sign(Purpose::SnapshotManifest, &body);
    let signed = SignedManifest { body: body.into(), signature };
    let again: SignedManifest = read(&write(&signed)).unwrap();
    assert_eq!(again.verify(&office.ada.public().verify), Some(manifest.clone()));
    assert_eq!(again.verify(&office.recovery.public().verify), None);
    let altered = Manifest { cursor: 8, ..manifest.clone() };
    let altered = SignedManifest { body: altered.to_bytes().into(), signature };
    assert_eq!(altered.verify(&office.ada.public().verify), None);
    assert_ne!(altered.id(), signed.id());

    // What others say of it is about it, and is nothing to start from.
    assert!(manifest.is_snapshot() && manifest.attests().is_none());
    let ben = Hash::from_bytes([6; 32]);
    let says = |state| manifest.attestation(signed.id(), ben, &[(Compartment::General, state)], MORNING);
    let (same, other) = (says(hash), says(ben));
    assert!(!same.is_snapshot() && same.attests() == Some(signed.id()));
    assert!(!same.contradicts(&manifest) && other.contradicts(&manifest) && other.contradicts(&same));
    let unknown = manifest.attestation(signed.id(), ben, &[(Compartment::Restricted, ben)], MORNING);
    assert!(unknown.parts.is_empty(), "the snapshot says nothing of that");
    for neither in [
        Manifest { about: None, ..same.clone() },
        Manifest { parts: manifest.parts.clone(), ..same.clone() },
        Manifest { frontier: manifest.frontier.clone(), ..same.clone() },
    ] {
        assert!(!neither.is_snapshot() && neither.attests().is_none());
    }

    let places = [(9, Compartment::General, 0), (9, Compartment::General, 1), (9, Compartment::Restricted, 0)];
    let infos: std::collections::BTreeSet<_> =
        places.iter().map(|(cursor, compartment, number)| chunk_info(unit, *cursor, *compartment, *number)).collect();
    assert_eq!(infos.len(), places.len());
}

#[test]
fn the_same_parcel_has_the_same_identifier() {
    let from = UnitId(Hash::from_bytes([1; 32]));
    let parcel = Parcel { from, sealed: vec![1, 2, 3].into(), at: 0, lot: from.0 };
    assert_eq!(Parcel { at: MORNING, ..parcel.clone() }.id(), parcel.id());
    assert_ne!(Parcel { sealed: vec![1, 2].into(), ..parcel.clone() }.id(), parcel.id());
    assert_ne!(Parcel { from: UnitId(Hash::from_bytes([2; 32])), ..parcel.clone() }.id(), parcel.id());
    assert_eq!(read::<Parcel>(&[write(&parcel), vec![0]].concat()), None, "nothing stands behind a message");
}
