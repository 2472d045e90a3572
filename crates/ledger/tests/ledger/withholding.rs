//! What an administrator keeps from a device that its owner's roles would hold, by keys; and who was not let in at all.

use crypto::{DeviceKeys, Hash};
use ledger::control::{Admission, ControlError};
use ledger::ring::KeyRing;
use ledger::sealing;
use ledger::{Act, Compartment, DeviceIndex, Role, Roles, VersionVector};

use crate::office::{BEN, FIRST, Office, SECOND, roles};

const RESTRICTED: Option<Compartment> = Some(Compartment::Restricted);

/// Whether a device has the key under which is sealed what is written into a compartment now.
fn has(office: &Office, keys: &DeviceKeys, compartment: Compartment) -> bool {
    KeyRing::of_device(&office.membership, keys).unwrap().current(&office.membership, compartment).is_some()
}

fn admission(office: &mut Office, keys: &DeviceKeys, withheld: Option<Compartment>) -> Admission {
    let application = sealing::apply_for(office.membership.unit(), keys);
    let ring = office.ring();
    let (rng, membership) = (&mut office.rng, &office.membership);
    sealing::admission_without(rng, membership, &ring, BEN, application, (None, withheld)).unwrap()
}

/// Ben, whose device is not given what is restricted.
fn without(as_what: &[Role]) -> (Office, DeviceKeys) {
    let mut office = Office::founded();
    office.hire(BEN, "Ben Okafor", as_what);
    let keys = DeviceKeys::make(&mut office.rng);
    let admission = admission(&mut office, &keys, RESTRICTED);
    office.act(Act::AddDevice(admission));
    (office, keys)
}

fn withholding(office: &mut Office, device: DeviceIndex, withheld: Option<Compartment>) -> Act {
    let ring = office.ring();
    sealing::withholding(&mut office.rng, &office.membership, &ring, device, withheld).unwrap()
}

/// Ada sets Ben's roles, with new keys of what he or his device loses by it.
fn set_roles(office: &mut Office, to: Roles) {
    let lost = office.membership.lost_by(BEN, to);
    let ring = office.ring();
    let stays = |device: &ledger::membership::Device, c| device.principal != BEN || device.is_given(c, to);
    let rotations = sealing::rotate(&mut office.rng, &office.membership, &ring, lost, stays).unwrap().starts;
    office.act(Act::SetRoles { principal: BEN, roles: to, cutoffs: VersionVector::new(), rotations });
}

#[test]
fn a_device_has_no_key_of_what_is_withheld_from_it() {
    let (mut office, ben) = without(&[Role::Pom]);
    assert!(has(&office, &ben, Compartment::General) && !has(&office, &ben, Compartment::Restricted));
    let holders: Vec<DeviceIndex> = office.membership.holders(Compartment::Restricted).map(|d| d.index).collect();
    assert_eq!(holders, [FIRST]);
    office.rotate(&[Compartment::Restricted], "Ninety days");
    assert!(!has(&office, &ben, Compartment::Restricted), "nor of the next");
    let keys = DeviceKeys::make(&mut office.rng);
    let everything = admission(&mut office, &keys, None);
    let lying = Admission { withheld: RESTRICTED, ..everything.clone() };
    assert_eq!(office.refuses(Act::AddDevice(lying)), ControlError::WrongEnvelopes, "it is given it all the same");
    let nameless = Admission { withheld: Some(Compartment::General), ..everything };
    assert_eq!(office.refuses(Act::AddDevice(nameless)), ControlError::WrongEnvelopes);
}

#[test]
fn it_is_given_later_and_taken_again() {
    let (mut office, ben) = without(&[Role::Pom]);
    let give = withholding(&mut office, SECOND, None);
    let Act::Withhold { device, withheld, .. } = give.clone() else { panic!("{give:?}") };
    let without_key = Act::Withhold { device, withheld, rotations: Vec::new() };
    assert_eq!(office.refuses(without_key), ControlError::WrongEnvelopes);
    office.act(give);
    assert!(has(&office, &ben, Compartment::Restricted));

    let take = withholding(&mut office, SECOND, RESTRICTED);
    let to_himself = office.signed_by(&ben, take.clone());
    assert_eq!(office.refuses_signed(to_himself), ControlError::NoAuthority);
    office.act(take);
    assert!(!has(&office, &ben, Compartment::Restricted) && has(&office, &ben, Compartment::General));
    let again = Act::Withhold { device: SECOND, withheld: RESTRICTED, rotations: Vec::new() };
    assert_eq!(office.refuses(again), ControlError::NothingToDecide);
    let general = Act::Withhold { device: SECOND, withheld: Some(Compartment::General), rotations: Vec::new() };
    assert_eq!(office.refuses(general), ControlError::WrongEnvelopes);
}

#[test]
fn a_role_that_comes_later_brings_no_key_that_is_withheld() {
    let (mut office, ben) = without(&[Role::Keyworker]);
    set_roles(&mut office, Roles::NONE.with(Role::Pom));
    office.rotate(&[Compartment::Restricted], "Ben is a POM now");
    assert!(!has(&office, &ben, Compartment::Restricted));
    // Nobody holds it who did not before, so that nothing has to start anew.
    let (mut office, ben) = without(&[Role::Keyworker]);
    let give = withholding(&mut office, SECOND, None);
    assert!(matches!(&give, Act::Withhold { rotations, .. } if rotations.is_empty()));
    office.act(give);
    set_roles(&mut office, Roles::NONE.with(Role::Pom));
    office.rotate(&[Compartment::Restricted], "Ben is a POM now");
    assert!(has(&office, &ben, Compartment::Restricted));
}

#[test]
fn an_administrator_hands_keys_out_and_so_has_them() {
    let (mut office, ben) = without(&[Role::Administrator, Role::Pom]);
    assert!(has(&office, &ben, Compartment::Restricted));
    // Once he is none any more, it is withheld.
    let pom = roles(&[Role::Pom]);
    assert_eq!(office.membership.lost_by(BEN, pom), [Compartment::Restricted]);
    let kept = Act::SetRoles { principal: BEN, roles: pom, cutoffs: VersionVector::new(), rotations: Vec::new() };
    assert_eq!(office.refuses(kept), ControlError::WrongEnvelopes);
    set_roles(&mut office, pom);
    assert!(!has(&office, &ben, Compartment::Restricted) && has(&office, &ben, Compartment::General));
}

#[test]
fn a_restored_device_does_not_come_to_keys_by_it() {
    let (mut office, ben) = without(&[Role::Pom]);
    let new = DeviceKeys::make(&mut office.rng);
    let application = sealing::apply_to_replace(office.membership.unit(), ben.public().id(), &new);
    let ring = KeyRing::of_device(&office.membership, &ben).unwrap();
    let (rng, membership) = (&mut office.rng, &office.membership);
    let honest = sealing::admission_without(rng, membership, &ring, BEN, application, (None, RESTRICTED)).unwrap();
    let greedy = Admission { withheld: None, ..honest.clone() };
    let signed = office.signed_by(&ben, Act::ReplaceDevice { device: SECOND, admission: greedy });
    assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    let signed = office.signed_by(&ben, Act::ReplaceDevice { device: SECOND, admission: honest });
    office.offer(signed).unwrap();
    office.rotate(&[Compartment::Restricted], "Ninety days");
    assert!(!has(&office, &new, Compartment::Restricted));
}

#[test]
fn a_device_that_goes_takes_only_the_keys_along_that_it_had() {
    let (mut office, _) = without(&[Role::Pom]);
    let before = office.current_kid(Compartment::Restricted);
    let seen = office.membership.device(SECOND).unwrap().start();
    let ring = office.ring();
    let device = office.membership.device(SECOND).unwrap();
    let removal = sealing::removal(&mut office.rng, &office.membership, &ring, device, &seen, "Lost").unwrap();
    office.act(removal);
    assert_eq!(office.current_kid(Compartment::Restricted), before);
}

#[test]
fn a_refusal_stands_and_is_not_for_ever() {
    let mut office = Office::founded();
    office.hire(BEN, "Ben Okafor", &[Role::Pom]);
    let ben = DeviceKeys::make(&mut office.rng);
    let id = ben.public().id();
    assert_eq!(office.membership.turned_away(&id), None);
    for _ in 0..2 {
        let place = office.membership.next_index();
        let ring = office.ring();
        let refusal =
            sealing::refusal(&mut office.rng, &office.membership, &ring, id, "Ben Okafor, OMU-PC-09").unwrap();
        office.act(refusal);
        assert_eq!(office.membership.turned_away(&id).unwrap().place, place);
    }
    assert_eq!(office.membership.turned_away(&Hash::from_bytes([7; 32])), None);
    let admission = admission(&mut office, &ben, None);
    office.act(Act::AddDevice(admission));
    let ring = office.ring();
    let refusal = sealing::refusal(&mut office.rng, &office.membership, &ring, id, "Ben Okafor").unwrap();
    assert_eq!(office.refuses(refusal), ControlError::Already, "whoever is in is removed, not refused");
}
