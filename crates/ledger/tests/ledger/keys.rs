//! Who can open what: by cryptography, not by what a screen shows.

use crypto::{AgreementKey, CryptoError, DeviceKeys, Hash, InboxKey};
use ledger::control::{Admission, Envelope, Recipient, envelope_info};
use ledger::header::Header;
use ledger::ring::KeyRing;
use ledger::sealing::{self, SealedEntry};
use ledger::{Act, Class, Compartment, Role, Roles, UnitId, VersionVector};

use crate::office::{ADA, BEN, CARYS, Desk, MORNING, Office, SECOND, content, opens};

fn ring(office: &Office, keys: &DeviceKeys) -> KeyRing {
    KeyRing::of_device(&office.membership, keys).unwrap()
}

/// An entry of Ada's in a compartment, under the key of the day.
fn entry(office: &Office, compartment: Compartment) -> SealedEntry {
    let ring = office.ring();
    let device = office.membership.device(crate::office::FIRST).unwrap();
    let place = sealing::Place {
        unit: office.membership.unit(),
        device: device.id,
        tip: device.start(),
        control: office.membership.head(),
        lamport: 1,
    };
    let key = ring.current(&office.membership, compartment).unwrap();
    let mut rng = crate::office::rng(8);
    sealing::seal_entry(&mut rng, &place, key, Class::Normal, &content(ADA, "The victim lives in Leeds")).unwrap()
}

fn can_open(office: &Office, keys: &DeviceKeys, entry: &SealedEntry) -> bool {
    ring(office, keys).key(&entry.header.kid).is_some_and(|key| opens(key, entry))
}

#[test]
fn what_was_sealed_opens_with_the_key_that_the_header_names() {
    let office = Office::founded();
    let entry = entry(&office, Compartment::General);
    assert_eq!(office.membership.compartment_of(&entry.header.kid), Some(Compartment::General));
    let ring = office.ring();
    let key = ring.key(&entry.header.kid).unwrap();
    let opened = sealing::open_entry(&entry.header, &entry.payload, key).unwrap();
    assert_eq!(opened, content(ADA, "The victim lives in Leeds"));
    let bytes = entry.payload.windows(5).any(|window| window == b"Leeds");
    assert!(!bytes, "the words are not in the sealed bytes");
}

#[test]
fn each_field_of_the_header_is_bound_to_the_payload() {
    let office = Office::founded();
    let entry = entry(&office, Compartment::General);
    let ring = office.ring();
    let key = ring.key(&entry.header.kid).unwrap();
    let other = Hash::from_bytes([7; 32]);
    let changes: [fn(&mut Header, Hash); 9] = [
        |h, _| h.version += 1,
        |h, other| h.unit = UnitId(other),
        |h, other| h.device = other,
        |h, _| h.seq += 1,
        |h, other| h.prev = other,
        |h, other| h.control = other,
        |h, _| h.kid = crypto::Kid::from_bytes([7; 16]),
        |h, _| h.class = Class::Bulk,
        |h, _| h.lamport += 1,
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut header = entry.header.clone();
        change(&mut header, other);
        let verdict = sealing::open_entry(&header, &entry.payload, key);
        assert_eq!(verdict.err(), Some(CryptoError::CannotOpen), "change {at}");
    }
}

#[test]
fn a_keyworker_is_never_given_the_restricted_key() {
    let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
    let (general, restricted) = (entry(&office, Compartment::General), entry(&office, Compartment::Restricted));
    assert!(can_open(&office, &ben, &general));
    assert!(!can_open(&office, &ben, &restricted));

    // Nor by any later key.
    office.rotate(&Compartment::ALL, "Ninety days");
    assert!(can_open(&office, &ben, &general));
    assert!(!can_open(&office, &ben, &restricted));
    let ring = ring(&office, &ben);
    for epoch in office.membership.epochs() {
        assert_eq!(ring.key(&epoch.kid).is_some(), epoch.compartment == Compartment::General);
    }
    assert!(ring.current(&office.membership, Compartment::Restricted).is_none());
}

#[test]
fn each_role_is_given_what_the_table_says() {
    let table = [
        (Role::Administrator, true),
        (Role::CaseAdministrator, false),
        (Role::Pom, true),
        (Role::Keyworker, false),
        (Role::HeadOfOmuDelivery, true),
        (Role::Governor, true),
        (Role::DutyManager, false),
        (Role::GateOfficer, false),
        (Role::Auditor, false),
    ];
    assert_eq!(table.map(|(role, _)| role), Role::ALL);
    for (role, restricted) in table {
        let (office, keys) = Office::with_ben(&[role]);
        let ring = ring(&office, &keys);
        assert!(ring.current(&office.membership, Compartment::General).is_some(), "{role:?}");
        assert_eq!(ring.current(&office.membership, Compartment::Restricted).is_some(), restricted, "{role:?}");
    }
}

#[test]
fn somebody_without_a_role_is_given_nothing() {
    let (office, keys) = Office::with_ben(&[]);
    assert_eq!(office.membership.member(BEN).unwrap().roles(), Roles::NONE);
    let ring = ring(&office, &keys);
    assert!(office.membership.epochs().iter().all(|epoch| ring.key(&epoch.kid).is_none()));
}

#[test]
fn a_new_key_leaves_the_history_readable_and_one_envelope_is_enough() {
    let mut office = Office::founded();
    let old = entry(&office, Compartment::Restricted);
    for _ in 0..3 {
        office.rotate(&Compartment::ALL, "Ninety days");
    }
    let new = entry(&office, Compartment::Restricted);
    assert_ne!(old.header.kid, new.header.kid);

    office.hire(BEN, "Ben Okafor", &[Role::Pom]);
    let ben = office.equip(BEN);
    let to_ben = Recipient::Device(ben.public().id());
    let envelopes = office.membership.envelopes().iter().filter(|envelope| envelope.to == to_ben).count();
    assert_eq!(envelopes, 2, "one for each compartment");
    for entry in [&old, &new] {
        assert!(can_open(&office, &ben, entry));
        let recovered = KeyRing::of_recovery(&office.membership, &office.recovery).unwrap();
        assert!(opens(recovered.key(&entry.header.kid).unwrap(), entry));
    }
}

#[test]
fn a_removed_device_opens_nothing_new() {
    let (mut office, ben) = Office::with_ben(&[Role::Pom]);
    let old = entry(&office, Compartment::Restricted);
    office.remove(SECOND, 0);
    for compartment in Compartment::ALL {
        let new = entry(&office, compartment);
        assert!(!can_open(&office, &ben, &new));
        assert!(can_open(&office, &office.ada, &new));
    }
    assert!(can_open(&office, &ben, &old), "what it had, it has: that is for the disk's encryption");
    // Not even out of an envelope that was meant for somebody else.
    for Envelope { kid, to, sealed } in office.membership.envelopes() {
        let to_ben = *to == Recipient::Device(ben.public().id());
        assert_eq!(ben.open_epoch(sealed, &envelope_info(*kid, to)).is_ok(), to_ben);
    }
}

#[test]
fn a_demoted_poms_device_opens_nothing_restricted_that_is_new() {
    let (mut office, ben) = Office::with_ben(&[Role::Pom]);
    let old = entry(&office, Compartment::Restricted);
    let rotations = office.rotations(&[Compartment::Restricted], &[SECOND]);
    office.act(Act::SetRoles {
        principal: BEN,
        roles: Roles::NONE.with(Role::Keyworker),
        cutoffs: VersionVector::new(),
        rotations,
    });
    assert!(can_open(&office, &ben, &old));
    assert!(!can_open(&office, &ben, &entry(&office, Compartment::Restricted)));
    assert!(can_open(&office, &ben, &entry(&office, Compartment::General)));
}

#[test]
fn a_promoted_keyworker_reads_the_restricted_history_from_the_next_key_on() {
    let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
    let old = entry(&office, Compartment::Restricted);
    office.act(Act::SetRoles {
        principal: BEN,
        roles: Roles::NONE.with(Role::Pom),
        cutoffs: VersionVector::new(),
        rotations: Vec::new(),
    });
    assert!(!can_open(&office, &ben, &old), "a role is no key");
    office.rotate(&[Compartment::Restricted], "Ben is a POM now");
    assert!(can_open(&office, &ben, &old));
}

#[test]
fn a_key_that_is_not_what_the_envelope_says_is_not_taken() {
    // Ada, or whoever has her device, gives Ben's new device another key under the right name.
    let mut office = Office::founded();
    office.hire(BEN, "Ben Okafor", &[Role::Keyworker]);
    let ben = DeviceKeys::make(&mut office.rng);
    let Admission { principal, public, proof, computer, withheld, .. } = office.admission(BEN, &ben);
    let to = Recipient::Device(public.id());
    let kid = office.current_kid(Compartment::General);
    let false_key = crypto::EpochKey::make(&mut office.rng);
    let sealed = false_key.seal_to(&mut office.rng, &public.agreement, &envelope_info(kid, &to)).unwrap();
    let envelopes = vec![Envelope { kid, to, sealed: sealed.into() }];
    office.act(Act::AddDevice(Admission { principal, public, proof, envelopes, computer, withheld }));
    assert_eq!(KeyRing::of_device(&office.membership, &ben).err(), Some(CryptoError::CannotOpen));
}

#[test]
fn whoever_is_not_in_the_unit_signs_and_admits_nothing() {
    let mut office = Office::founded();
    let stranger = DeviceKeys::make(&mut office.rng);
    let pen = sealing::Pen::Device(&stranger);
    let act = Act::RotateEpoch { rotations: Vec::new(), reason: office.reason("", &[]) };
    assert!(matches!(sealing::sign_control(&office.membership, &pen, MORNING, act), Err(CryptoError::Malformed(_))));
    let application = sealing::apply_for(office.membership.unit(), &stranger);
    let ring = office.ring();
    let refused = sealing::admission(&mut office.rng, &office.membership, &ring, CARYS, application, None);
    assert!(matches!(refused, Err(CryptoError::Malformed(_))));
}

#[test]
fn nobody_gives_a_key_that_they_do_not_hold() {
    let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
    let keys = DeviceKeys::make(&mut office.rng);
    let application = sealing::apply_for(office.membership.unit(), &keys);
    let ring = ring(&office, &ben);
    let refused = sealing::admission(&mut office.rng, &office.membership, &ring, ADA, application, None);
    assert_eq!(refused, Err(CryptoError::CannotOpen));
    let refused = sealing::rotate(&mut office.rng, &office.membership, &ring, [Compartment::Restricted], |_, _| true);
    assert_eq!(refused.err(), Some(CryptoError::CannotOpen));
}

#[test]
fn a_desk_can_write_in_the_compartments_that_it_holds() {
    let (office, keys) = Office::with_ben(&[Role::Pom]);
    let mut desk = Desk::new(&office, keys);
    let restricted = desk.seal(&office, Compartment::Restricted, &content(BEN, "Call the liaison officer first"));
    assert_eq!(office.membership.compartment_of(&restricted.header.kid), Some(Compartment::Restricted));
    assert!(can_open(&office, &office.ada, &restricted));
}

/// What each inbox that somebody can open is called by outside, the newest first.
fn inboxes(office: &Office, keys: &DeviceKeys) -> Vec<AgreementKey> {
    ring(office, keys).inboxes(&office.membership).iter().map(InboxKey::public).collect()
}

#[test]
fn the_inbox_is_the_units_and_not_a_devices() {
    let (office, ben) = Office::with_ben(&[Role::Pom]);
    let of_ben = ring(&office, &ben).inbox(&office.membership).unwrap().public();
    assert_eq!(office.ring().inbox(&office.membership).unwrap().public(), of_ben);
    let (office, keyworker) = Office::with_ben(&[Role::Keyworker]);
    assert!(ring(&office, &keyworker).inbox(&office.membership).is_none());
    assert!(inboxes(&office, &keyworker).is_empty(), "nor does a keyworker's device open what comes");
}

#[test]
fn whoever_leaves_opens_nothing_that_is_sealed_to_the_next_inbox_and_what_came_before_still_opens() {
    let (mut office, ben) = Office::with_ben(&[Role::Pom]);
    let before = inboxes(&office, &ben);
    office.remove(SECOND, 0);
    let ada = inboxes(&office, &office.ada);
    assert_eq!((ada.len(), before.len()), (2, 1));
    assert_eq!(ada[1..], before, "the earlier one opens as before");
    assert_eq!(inboxes(&office, &ben), before, "the next one is not given to who left");
    assert!(ring(&office, &ben).inbox(&office.membership).is_none());
}
