//! The control log under attack: by people without the right, by forks, by ghosts, by keys given to the wrong devices. Each
//! attempt has its named refusal and leaves no trace.

use crypto::{DeviceKeys, Hash, Purpose};
use ledger::control::{ControlEntry, ControlError, Recipient, SignedControl, Signer};
use ledger::header::VERSION;
use ledger::sealing;
use ledger::{Act, Compartment, DeviceIndex, Membership, Role, Roles, UnitId, VersionVector};
use proptest::prelude::*;

use crate::office::{ADA, BEN, CARYS, FIRST, MORNING, Office, SECOND, person, roles};

fn carys(office: &Office) -> Act {
    office.hiring(CARYS, "Carys Vaughan", &[Role::Keyworker])
}

/// The next entry as Ada would sign it, written anew with a change and signed by her.
fn rewritten(office: &Office, act: Act, change: impl FnOnce(&mut ControlEntry)) -> SignedControl {
    let mut entry = office.signed(act).entry().unwrap();
    change(&mut entry);
    let body = entry.to_bytes();
    let signature = office.ada.sign(Purpose::Control, &body);
    SignedControl { body: body.into(), signature }
}

mod founding {
    use super::*;

    /// The founding entry with a change, signed by the founding device.
    fn refounded(change: impl FnOnce(&mut ControlEntry)) -> Result<Membership, ControlError> {
        let office = Office::founded();
        let mut entry = office.log[0].entry().unwrap();
        change(&mut entry);
        let body = entry.to_bytes();
        let signature = office.ada.sign(Purpose::Control, &body);
        Membership::found(&SignedControl { body: body.into(), signature })
    }

    fn with(change: impl FnOnce(&mut ledger::control::Founding)) -> Result<Membership, ControlError> {
        refounded(|entry| match &mut entry.act {
            Act::Found(founding) => change(founding),
            _ => panic!("the first entry founds"),
        })
    }

    #[test]
    fn makes_an_administrator_a_device_and_a_key_for_each_compartment() {
        let unit = refounded(|_| ()).unwrap();
        assert_eq!(unit.prison(), "LEI");
        assert_eq!(unit.member(ADA).unwrap().roles(), roles(&[Role::Administrator]));
        assert_eq!(unit.devices().len(), 1);
        assert_eq!(unit.epochs().len(), 2);
        assert_eq!(unit.last_change(), MORNING);
        assert_eq!(unit.next_index(), 1);
    }

    #[test]
    fn names_the_unit_by_its_own_hash() {
        let one = refounded(|_| ()).unwrap();
        let other = refounded(|entry| entry.at += 1).unwrap();
        assert_ne!(one.unit(), other.unit());
        assert_ne!(Hash::from_bytes(*one.unit().0.as_bytes()), one.head(), "the unit's name is no control hash");
    }

    #[test]
    fn needs_an_administrator() {
        assert_eq!(with(|f| f.founder.roles = roles(&[Role::Governor])).err(), Some(ControlError::LastAdministrator));
        assert_eq!(with(|f| f.founder.roles = Roles::NONE).err(), Some(ControlError::LastAdministrator));
    }

    #[test]
    fn needs_one_key_of_each_compartment_for_device_and_recovery() {
        let wrong = Some(ControlError::WrongEnvelopes);
        assert_eq!(with(|f| drop(f.epochs.pop())).err(), wrong);
        assert_eq!(with(|f| f.epochs[1].compartment = Compartment::General).err(), wrong);
        assert_eq!(with(|f| f.epochs.push(f.epochs[0].clone())).err(), wrong);
        assert_eq!(with(|f| drop(f.epochs[0].envelopes.remove(0))).err(), wrong, "none for the device");
        assert_eq!(with(|f| drop(f.epochs[1].envelopes.remove(1))).err(), wrong, "none for recovery");
        assert_eq!(with(|f| f.epochs[1].envelopes[0].to = Recipient::Recovery).err(), wrong);
        assert_eq!(with(|f| f.epochs[0].previous = Some(vec![0; 72].into())).err(), wrong, "there is none before");
    }

    #[test]
    fn is_signed_by_the_device_that_it_names() {
        let office = Office::founded();
        let mut stolen = office.log[0].clone();
        stolen.signature = DeviceKeys::make(&mut crate::office::rng(7)).sign(Purpose::Control, &stolen.body);
        assert_eq!(Membership::found(&stolen), Err(ControlError::BadSignature));
        let mut other_purpose = office.log[0].clone();
        other_purpose.signature = office.ada.sign(Purpose::Seal, &other_purpose.body);
        assert_eq!(Membership::found(&other_purpose), Err(ControlError::BadSignature));
    }

    #[test]
    fn comes_first_and_once() {
        let out_of_place = Some(ControlError::OutOfPlace);
        assert_eq!(refounded(|entry| entry.index = 1).err(), out_of_place);
        assert_eq!(refounded(|entry| entry.prev = Some(Hash::from_bytes([7; 32]))).err(), out_of_place);
        assert_eq!(refounded(|entry| entry.unit = Some(UnitId(Hash::from_bytes([7; 32])))).err(), out_of_place);
        assert_eq!(refounded(|entry| entry.signer = Signer::Device(FIRST)).err(), out_of_place);
        assert_eq!(refounded(|entry| entry.version = VERSION + 1).err(), out_of_place);

        let mut office = Office::founded();
        let again = office.log[0].entry().unwrap().act;
        assert_eq!(office.refuses(again), ControlError::OutOfPlace);
        let hiring = office.signed(carys(&office));
        assert_eq!(Membership::found(&hiring), Err(ControlError::NotFounded));
        assert_eq!(Membership::of([]), Err((0, ControlError::NotFounded)));
        assert_eq!(Membership::of([&hiring]), Err((0, ControlError::NotFounded)));
    }
}

mod place {
    use super::*;

    #[test]
    fn each_entry_follows_the_one_before() {
        let mut office = Office::founded();
        let wrong = [
            rewritten(&office, carys(&office), |entry| entry.prev = Some(Hash::from_bytes([7; 32]))),
            rewritten(&office, carys(&office), |entry| entry.prev = None),
            rewritten(&office, carys(&office), |entry| entry.index = 2),
            rewritten(&office, carys(&office), |entry| entry.index = 0),
            rewritten(&office, carys(&office), |entry| entry.unit = Some(UnitId(Hash::from_bytes([7; 32])))),
            rewritten(&office, carys(&office), |entry| entry.unit = None),
            rewritten(&office, carys(&office), |entry| entry.version = VERSION + 1),
        ];
        for signed in wrong {
            assert_eq!(office.refuses_signed(signed), ControlError::OutOfPlace);
        }
        office.act(carys(&office));
    }

    #[test]
    fn a_fork_has_no_second_branch() {
        let mut office = Office::founded();
        let one = office.signed(carys(&office));
        let other = office.signed(office.hiring(BEN, "Ben Okafor", &[Role::Administrator]));
        office.offer(one.clone()).unwrap();
        assert_eq!(office.refuses_signed(other), ControlError::OutOfPlace);
        assert_eq!(office.refuses_signed(one), ControlError::OutOfPlace, "nor does it come twice");
    }

    #[test]
    fn a_log_with_a_hole_names_the_place() {
        let mut office = Office::founded();
        office.hire(BEN, "Ben Okafor", &[Role::Pom]);
        office.hire(CARYS, "Carys Vaughan", &[Role::Keyworker]);
        assert_eq!(Membership::of(&office.log).as_ref(), Ok(&office.membership));
        let holed = [&office.log[0], &office.log[2]];
        assert_eq!(Membership::of(holed), Err((1, ControlError::OutOfPlace)));
        let turned = [&office.log[0], &office.log[2], &office.log[1]];
        assert_eq!(Membership::of(turned), Err((1, ControlError::OutOfPlace)));
    }
}

mod signer {
    use super::*;

    #[test]
    fn only_an_administrator_hires() {
        for role in Role::ALL.into_iter().filter(|role| *role != Role::Administrator) {
            let (mut office, ben) = Office::with_ben(&[role]);
            let signed = office.signed_by(&ben, carys(&office));
            assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority, "{role:?}");
        }
        let (mut office, ben) = Office::with_ben(&[Role::Pom, Role::Administrator]);
        let signed = office.signed_by(&ben, carys(&office));
        office.offer(signed).unwrap();
    }

    #[test]
    fn nobody_makes_themselves_an_administrator() {
        let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
        let promotion = Act::SetRoles {
            principal: BEN,
            roles: roles(&[Role::Administrator]),
            cutoffs: VersionVector::new(),
            rotations: Vec::new(),
        };
        let signed = office.signed_by(&ben, promotion);
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    }

    #[test]
    fn ones_name_needs_ones_key() {
        let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
        let mut signed = office.signed(carys(&office));
        signed.signature = ben.sign(Purpose::Control, &signed.body);
        assert_eq!(office.refuses_signed(signed), ControlError::BadSignature);

        let mut other_purpose = office.signed(carys(&office));
        other_purpose.signature = office.ada.sign(Purpose::Seal, &other_purpose.body);
        assert_eq!(office.refuses_signed(other_purpose), ControlError::BadSignature);
    }

    #[test]
    fn a_device_that_is_not_there_signs_nothing() {
        let mut office = Office::founded();
        let signed = rewritten(&office, carys(&office), |entry| entry.signer = Signer::Device(DeviceIndex(9)));
        assert_eq!(office.refuses_signed(signed), ControlError::UnknownDevice);
    }

    #[test]
    fn founding_gives_no_authority_later() {
        let mut office = Office::founded();
        let signed = rewritten(&office, carys(&office), |entry| entry.signer = Signer::Founder);
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    }

    #[test]
    fn a_removed_administrators_device_signs_nothing() {
        let (mut office, ben) = Office::with_ben(&[Role::Administrator]);
        office.remove(SECOND, 0);
        let signed = office.signed_by(&ben, carys(&office));
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    }

    #[test]
    fn a_former_administrator_signs_nothing() {
        let (mut office, ben) = Office::with_ben(&[Role::Administrator]);
        let rotations = office.rotations(&[Compartment::Restricted], &[SECOND]);
        office.act(Act::SetRoles {
            principal: BEN,
            roles: roles(&[Role::Keyworker]),
            cutoffs: VersionVector::new(),
            rotations,
        });
        let signed = office.signed_by(&ben, carys(&office));
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn no_bit_of_a_signed_entry_can_be_turned(at in any::<prop::sample::Index>(), bit in 0..8_u8) {
            let mut office = Office::founded();
            let honest = office.signed(carys(&office));
            let mut bytes = honest.to_bytes();
            let at = at.index(bytes.len());
            bytes[at] ^= 1_u8 << bit;
            if let Ok(signed) = SignedControl::from_bytes(&bytes) {
                prop_assert!(office.membership.accept(&signed).is_err(), "byte {at} bit {bit}");
            }
            prop_assert_eq!(office.membership.next_index(), 1);
            office.offer(honest).unwrap();
        }
    }
}

mod people {
    use super::*;

    #[test]
    fn are_admitted_once() {
        let mut office = Office::founded();
        office.act(carys(&office));
        assert_eq!(office.refuses(carys(&office)), ControlError::Already);
    }

    #[test]
    fn must_be_known_before_they_are_given_anything() {
        let mut office = Office::founded();
        let act = Act::SetRoles {
            principal: person(9),
            roles: roles(&[Role::Pom]),
            cutoffs: VersionVector::new(),
            rotations: Vec::new(),
        };
        assert_eq!(office.refuses(act), ControlError::UnknownMember);

        let keys = DeviceKeys::make(&mut office.rng);
        let mut admission = office.admission(ADA, &keys);
        admission.principal = person(9);
        assert_eq!(office.refuses(Act::AddDevice(admission)), ControlError::UnknownMember);
    }

    fn leaves(office: &mut Office, roles: Roles) -> ControlError {
        let rotations = office.rotations(&Compartment::ALL, &[FIRST]);
        office.refuses(Act::SetRoles { principal: ADA, roles, cutoffs: VersionVector::new(), rotations })
    }

    #[test]
    fn the_last_administrator_cannot_leave() {
        let mut office = Office::founded();
        assert_eq!(leaves(&mut office, Roles::NONE), ControlError::LastAdministrator);
        assert_eq!(leaves(&mut office, roles(&[Role::HeadOfOmuDelivery])), ControlError::LastAdministrator);
    }

    #[test]
    fn an_administrator_without_a_device_is_none() {
        let mut office = Office::founded();
        office.hire(BEN, "Ben Okafor", &[Role::Administrator]);
        assert_eq!(leaves(&mut office, Roles::NONE), ControlError::LastAdministrator);
        office.equip(BEN);
        let rotations = office.rotations(&Compartment::ALL, &[FIRST]);
        let act = Act::SetRoles { principal: ADA, roles: Roles::NONE, cutoffs: VersionVector::new(), rotations };
        office.act(act);
    }

    #[test]
    fn the_last_administrators_device_cannot_be_removed() {
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        let rotations = office.rotations(&Compartment::ALL, &[FIRST]);
        let reason = office.reason("Stolen", &rotations);
        let act = Act::RemoveDevice { device: FIRST, cutoff: 0, reason, rotations, last: None };
        assert_eq!(office.refuses(act), ControlError::LastAdministrator);
    }
}

mod devices {
    use super::*;

    #[test]
    fn a_ghost_cannot_show_that_it_holds_the_keys() {
        let mut office = Office::founded();
        office.hire(BEN, "Ben Okafor", &[Role::Pom]);
        let unit = office.membership.unit();
        let real = DeviceKeys::make(&mut office.rng);
        let ghost = DeviceKeys::make(&mut office.rng);
        let honest = office.admission(BEN, &real);

        let proofs = [
            sealing::apply_for(unit, &ghost).proof,
            sealing::apply_for(UnitId(Hash::from_bytes([7; 32])), &real).proof,
            sealing::apply_to_replace(unit, office.ada.public().id(), &real).proof,
            real.sign(Purpose::Control, &ledger::control::possession_message(unit, &real.public())),
            crypto::Signature::from_bytes([0; 64]),
        ];
        for proof in proofs {
            let admission = ledger::control::Admission { proof, ..honest.clone() };
            assert_eq!(office.refuses(Act::AddDevice(admission)), ControlError::NoPossession);
        }

        // Somebody between swaps the key to which the unit's keys would be sealed.
        let mut swapped = honest.clone();
        swapped.public.agreement = ghost.public().agreement;
        assert_eq!(office.refuses(Act::AddDevice(swapped)), ControlError::NoPossession);
        office.act(Act::AddDevice(honest));
    }

    #[test]
    fn are_admitted_once() {
        let (mut office, ben) = Office::with_ben(&[Role::Pom]);
        let admission = office.admission(BEN, &ben);
        assert_eq!(office.refuses(Act::AddDevice(admission)), ControlError::Already);
    }

    #[test]
    fn are_given_exactly_the_keys_of_their_owners_roles() {
        let mut office = Office::founded();
        office.hire(BEN, "Ben Okafor", &[Role::Keyworker]);
        let keys = DeviceKeys::make(&mut office.rng);
        let honest = office.admission(BEN, &keys);
        assert_eq!(honest.envelopes.len(), 1, "a keyworker is given the key of casework and no other");

        let mut extra = honest.clone();
        let mut restricted = extra.envelopes[0].clone();
        restricted.kid = office.current_kid(Compartment::Restricted);
        extra.envelopes.push(restricted);
        assert_eq!(office.refuses(Act::AddDevice(extra)), ControlError::WrongEnvelopes);

        let mut missing = honest.clone();
        missing.envelopes.clear();
        assert_eq!(office.refuses(Act::AddDevice(missing)), ControlError::WrongEnvelopes);

        let mut twice = honest.clone();
        twice.envelopes.push(twice.envelopes[0].clone());
        assert_eq!(office.refuses(Act::AddDevice(twice)), ControlError::WrongEnvelopes);

        for to in [Recipient::Recovery, Recipient::Device(office.ada.public().id())] {
            let mut elsewhere = honest.clone();
            elsewhere.envelopes[0].to = to;
            assert_eq!(office.refuses(Act::AddDevice(elsewhere)), ControlError::WrongEnvelopes);
        }

        let rotations = office.rotations(&[Compartment::General], &[]);
        let reason = office.reason("Ninety days", &rotations);
        office.act(Act::RotateEpoch { rotations, reason });
        assert_eq!(office.refuses(Act::AddDevice(honest)), ControlError::WrongEnvelopes, "the key is an old one");
    }

    #[test]
    fn are_removed_once_and_only_if_they_exist() {
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        office.remove(SECOND, 0);
        let rotations = office.rotations(&Compartment::ALL, &[]);
        let reason = office.reason("Again", &rotations);
        let again = |device| Act::RemoveDevice {
            device,
            cutoff: 9,
            reason: reason.clone(),
            rotations: rotations.clone(),
            last: None,
        };
        assert_eq!(office.refuses(again(SECOND)), ControlError::Already);
        assert_eq!(office.refuses(again(DeviceIndex(9))), ControlError::UnknownDevice);
    }

    #[test]
    fn cannot_be_removed_without_new_keys() {
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        let all = office.rotations(&Compartment::ALL, &[SECOND]);
        for kept in [vec![], vec![all[0].clone()], vec![all[1].clone()]] {
            let reason = office.reason("Lost", &kept);
            let act = Act::RemoveDevice { device: SECOND, cutoff: 0, reason, rotations: kept, last: None };
            assert_eq!(office.refuses(act), ControlError::WrongEnvelopes);
        }
    }

    #[test]
    fn the_new_keys_are_not_given_to_the_device_that_goes() {
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        let rotations = office.rotations(&Compartment::ALL, &[]);
        let reason = office.reason("Lost", &rotations);
        let act = Act::RemoveDevice { device: SECOND, cutoff: 0, reason, rotations, last: None };
        assert_eq!(office.refuses(act), ControlError::WrongEnvelopes);
    }
}

mod rotation {
    use super::*;
    use ledger::control::EpochStart;

    fn rotate(office: &Office, rotations: Vec<EpochStart>) -> Act {
        let reason = office.reason("Ninety days", &rotations);
        Act::RotateEpoch { rotations, reason }
    }

    #[test]
    fn gives_the_key_to_every_holder_and_to_recovery_and_to_nobody_else() {
        let (mut office, _) = Office::with_ben(&[Role::Keyworker]);
        let honest = office.rotations(&[Compartment::Restricted], &[]);
        assert_eq!(honest[0].envelopes.len(), 2, "Ada's device and the recovery key");
        let mut refused = |change: &dyn Fn(&mut EpochStart)| {
            let mut rotation = honest[0].clone();
            change(&mut rotation);
            assert_eq!(office.refuses(rotate(&office, vec![rotation])), ControlError::WrongEnvelopes);
        };
        let ben = DeviceKeys::make(&mut crate::office::rng(7)).public().id();
        refused(&|r| drop(r.envelopes.remove(0)));
        refused(&|r| drop(r.envelopes.remove(1)));
        refused(&|r| r.envelopes.push(r.envelopes[0].clone()));
        refused(&|r| r.envelopes.push(r.envelopes[1].clone()));
        refused(&|r| {
            let mut extra = r.envelopes[0].clone();
            extra.to = Recipient::Device(ben);
            r.envelopes.push(extra);
        });
        refused(&|r| r.envelopes[0].kid = crypto::Kid::from_bytes([7; 16]));
        refused(&|r| r.previous = None);
        office.act(rotate(&office, honest));
    }

    #[test]
    fn never_goes_back_to_an_old_key() {
        let mut office = Office::founded();
        let first = office.rotations(&[Compartment::General], &[]);
        office.act(rotate(&office, first.clone()));
        assert_eq!(office.refuses(rotate(&office, first)), ControlError::WrongEnvelopes);
    }
}

mod replacement {
    use super::*;

    fn replacement(office: &mut Office, ring_of: &DeviceKeys, new: &DeviceKeys, device: DeviceIndex) -> Act {
        let replaced = office.membership.device(device).unwrap().id;
        let application = sealing::apply_to_replace(office.membership.unit(), replaced, new);
        let ring = ledger::ring::KeyRing::of_device(&office.membership, ring_of).unwrap();
        let admission = sealing::admission(&mut office.rng, &office.membership, &ring, BEN, application, None).unwrap();
        Act::ReplaceDevice { device, admission }
    }

    #[test]
    fn a_device_restored_from_a_backup_goes_on_under_new_keys_without_an_administrator() {
        let (mut office, old) = Office::with_ben(&[Role::Keyworker]);
        let new = DeviceKeys::make(&mut office.rng);
        let act = replacement(&mut office, &old, &new, SECOND);
        let signed = office.signed_by(&old, act);
        office.offer(signed).unwrap();

        assert!(!office.membership.device(SECOND).unwrap().is_active());
        let next = office.membership.device_by_id(&new.public().id()).unwrap();
        assert!(next.is_active());
        assert_eq!((next.index, next.principal), (DeviceIndex(2), BEN));
    }

    #[test]
    fn the_old_keys_do_nothing_more() {
        let (mut office, old) = Office::with_ben(&[Role::Administrator]);
        let new = DeviceKeys::make(&mut office.rng);
        let act = replacement(&mut office, &old, &new, SECOND);
        let signed = office.signed_by(&old, act);
        office.offer(signed).unwrap();

        let hiring = office.signed_by(&old, carys(&office));
        assert_eq!(office.refuses_signed(hiring), ControlError::NoAuthority);
        let third = DeviceKeys::make(&mut office.rng);
        let again = replacement(&mut office, &new, &third, SECOND);
        let signed = office.signed_by(&old, again);
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    }

    #[test]
    fn a_leaver_does_not_come_back_on_a_new_device() {
        let (mut office, old) = Office::with_ben(&[Role::Keyworker]);
        let rotations = office.rotations(&[Compartment::General], &[SECOND]);
        office.act(Act::SetRoles { principal: BEN, roles: Roles::NONE, cutoffs: VersionVector::new(), rotations });
        let new = DeviceKeys::make(&mut office.rng);
        let act = replacement(&mut office, &old, &new, SECOND);
        let signed = office.signed_by(&old, act);
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
    }

    #[test]
    fn replaces_nobody_elses_device() {
        let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
        let new = DeviceKeys::make(&mut office.rng);
        let act = replacement(&mut office, &ben, &new, FIRST);
        let signed = office.signed_by(&ben, act);
        assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority, "Ben is no administrator");

        let act = replacement(&mut office, &ben, &new, FIRST);
        assert_eq!(office.refuses(act), ControlError::NoAuthority, "and Ada's place is not Ben's to take");
    }

    #[test]
    fn the_new_device_shows_that_it_holds_its_keys() {
        let (mut office, old) = Office::with_ben(&[Role::Keyworker]);
        let new = DeviceKeys::make(&mut office.rng);
        let Act::ReplaceDevice { device, mut admission } = replacement(&mut office, &old, &new, SECOND) else {
            panic!("it replaces")
        };
        let unit = office.membership.unit();
        let proofs = [
            sealing::apply_to_replace(unit, old.public().id(), &old).proof,
            // Whoever finds a device's application to the administrators cannot put it in the place of their own.
            sealing::apply_for(unit, &new).proof,
            sealing::apply_to_replace(unit, office.ada.public().id(), &new).proof,
        ];
        for proof in proofs {
            admission.proof = proof;
            let signed = office.signed_by(&old, Act::ReplaceDevice { device, admission: admission.clone() });
            assert_eq!(office.refuses_signed(signed), ControlError::NoPossession);
        }
    }
}

mod recovery {
    use super::*;
    use ledger::ring::KeyRing;

    #[test]
    fn admits_a_device_when_every_administrators_is_lost() {
        let mut office = Office::founded();
        let new = DeviceKeys::make(&mut office.rng);
        let application = sealing::apply_for(office.membership.unit(), &new);
        let ring = KeyRing::of_recovery(&office.membership, &office.recovery).unwrap();
        let admission = sealing::admission(&mut office.rng, &office.membership, &ring, ADA, application, None).unwrap();
        let signed = office.signed_by_recovery(Act::AddDevice(admission));
        office.offer(signed).unwrap();

        let ring = KeyRing::of_device(&office.membership, &new).unwrap();
        for compartment in Compartment::ALL {
            assert!(ring.current(&office.membership, compartment).is_some());
        }
        let signed = office.signed_by(&new, carys(&office));
        office.offer(signed).unwrap();
    }

    #[test]
    fn needs_the_recovery_key_used_for_recovery() {
        let mut office = Office::founded();
        let honest = office.signed_by_recovery(carys(&office));
        let other = crypto::RecoveryKey::make(&mut office.rng);
        for signature in [
            other.sign(Purpose::Recovery, &honest.body),
            office.recovery.sign(Purpose::Control, &honest.body),
            office.ada.sign(Purpose::Recovery, &honest.body),
        ] {
            let signed = SignedControl { body: honest.body.clone(), signature };
            assert_eq!(office.refuses_signed(signed), ControlError::BadSignature);
        }
        office.offer(honest).unwrap();
    }

    #[test]
    fn cannot_take_the_last_administrator_away_either() {
        let mut office = Office::founded();
        let rotations = office.rotations(&Compartment::ALL, &[FIRST]);
        let reason = office.reason("Lost", &rotations);
        let act = Act::RemoveDevice { device: FIRST, cutoff: 0, reason, rotations, last: None };
        let signed = office.signed_by_recovery(act);
        assert_eq!(office.refuses_signed(signed), ControlError::LastAdministrator);
    }
}
