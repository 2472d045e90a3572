//! What an entry is worth by the control log: whose it is, with which roles, and until when it counts.

use crypto::Hash;
use ledger::{Act, Authority, ChainError, Compartment, DeviceIndex, Refusal, Role, Roles, Tip, VersionVector};

use crate::office::{ADA, BEN, FIRST, Office, SECOND, roles};

/// Sets Ben's roles, with what Ada had seen of his device, and new keys of what he may no longer read.
fn set_roles(office: &mut Office, to: Roles, seen: &[(DeviceIndex, u64)]) {
    let before = office.membership.member(BEN).unwrap().roles();
    let lost: Vec<_> =
        Compartment::ALL.into_iter().filter(|c| before.hold_keys_of(*c) && !to.hold_keys_of(*c)).collect();
    let rotations = office.rotations(&lost, &[SECOND]);
    let cutoffs = seen.iter().copied().collect();
    office.act(Act::SetRoles { principal: BEN, roles: to, cutoffs, rotations });
}

/// Ben's entry `seq`, naming the control entry `named`.
fn worth(office: &Office, seq: u64, named: Hash) -> Result<Roles, Refusal> {
    office.membership.authority(SECOND, seq, &named, BEN).map(|authority| {
        assert_eq!(authority.principal, BEN);
        authority.roles
    })
}

const POM: Roles = Roles::NONE.with(Role::Pom);
const KEYWORKER: Roles = Roles::NONE.with(Role::Keyworker);
const BOTH: Roles = POM.with(Role::Keyworker);

#[test]
fn an_entry_is_judged_by_the_roles_at_the_head_that_it_names() {
    let (mut office, _) = Office::with_ben(&[Role::Keyworker]);
    let before = office.membership.head();
    set_roles(&mut office, BOTH, &[]);
    let after = office.membership.head();
    assert_eq!(worth(&office, 1, before), Ok(KEYWORKER), "what somebody is given does not reach back");
    assert_eq!(worth(&office, 2, after), Ok(BOTH));
}

#[test]
fn strangers_and_other_peoples_names_are_refused() {
    let (office, _) = Office::with_ben(&[Role::Pom]);
    let head = office.membership.head();
    let ask = |device, named, actor| office.membership.authority(device, 1, &named, actor);
    assert_eq!(ask(FIRST, head, ADA), Ok(Authority { principal: ADA, roles: roles(&[Role::Administrator]) }));
    assert_eq!(ask(DeviceIndex(9), head, BEN), Err(Refusal::UnknownDevice));
    assert_eq!(ask(SECOND, Hash::from_bytes([7; 32]), BEN), Err(Refusal::UnknownControl));
    assert_eq!(ask(SECOND, head, ADA), Err(Refusal::ForeignActor));
    assert_eq!(ask(FIRST, head, BEN), Err(Refusal::ForeignActor));
}

#[test]
fn before_somebody_came_they_had_no_role() {
    let (office, _) = Office::with_ben(&[Role::Pom]);
    assert_eq!(worth(&office, 1, office.log[0].hash()), Err(Refusal::NoRole));
}

#[test]
fn a_removed_devices_entries_count_up_to_the_cutoff_whatever_they_name() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    office.remove(SECOND, 12);
    let after = office.membership.head();
    for named in [before, after] {
        assert_eq!(worth(&office, 1, named), Ok(POM));
        assert_eq!(worth(&office, 12, named), Ok(POM));
        assert_eq!(worth(&office, 13, named), Err(Refusal::DeviceRemoved));
        assert_eq!(worth(&office, u64::MAX, named), Err(Refusal::DeviceRemoved));
    }
}

#[test]
fn a_removed_device_cannot_put_another_entry_under_the_number_that_was_seen() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let seen = crypto::Hash::from_bytes([7; 32]);
    office.remove_after(SECOND, 12, Some(seen));
    let device = office.membership.device(SECOND).unwrap();
    let tip = |seq, hash| Tip { seq, hash, ..device.start() };
    let other = crypto::Hash::from_bytes([8; 32]);
    assert_eq!(device.check_end(&tip(12, seen)), Ok(()));
    assert_eq!(device.check_end(&tip(12, other)), Err(ChainError::NotTheOneSeen));
    assert_eq!(device.check_end(&tip(11, other)), Ok(()));
}

#[test]
fn a_removal_takes_one_device_and_not_its_owner() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    office.equip(BEN);
    office.remove(SECOND, 0);
    let head = office.membership.head();
    assert_eq!(office.membership.authority(DeviceIndex(2), 1, &head, BEN).map(|a| a.roles), Ok(POM));
}

#[test]
fn a_demoted_person_cannot_go_on_under_the_head_once_named() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    set_roles(&mut office, KEYWORKER, &[(SECOND, 12)]);
    let after = office.membership.head();
    assert_eq!(worth(&office, 12, before), Ok(POM), "what the administrator had seen stays what it was");
    assert_eq!(worth(&office, 13, before), Ok(KEYWORKER), "what comes later is judged by the new roles");
    assert_eq!(worth(&office, 13, after), Ok(KEYWORKER));
    assert_eq!(worth(&office, 12, after), Ok(KEYWORKER), "and so is what names the new head");
}

#[test]
fn a_demotion_reaches_a_device_of_which_nothing_had_been_seen() {
    // Ada has seen no entry of Ben's: there is nothing to keep, and whatever turns up later is judged by the new roles.
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    set_roles(&mut office, KEYWORKER, &[]);
    assert_eq!(worth(&office, 1, before), Ok(KEYWORKER));
}

#[test]
fn a_leaver_writes_no_more() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    set_roles(&mut office, Roles::NONE, &[(SECOND, 12)]);
    let after = office.membership.head();
    assert_eq!(worth(&office, 12, before), Ok(POM));
    assert_eq!(worth(&office, 13, before), Err(Refusal::NoRole));
    assert_eq!(worth(&office, 13, after), Err(Refusal::NoRole));
}

#[test]
fn somebody_promoted_again_is_judged_by_the_head_that_they_name() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let at_first = office.membership.head();
    set_roles(&mut office, KEYWORKER, &[(SECOND, 12)]);
    let demoted = office.membership.head();
    set_roles(&mut office, BOTH, &[]);
    let promoted = office.membership.head();
    assert_eq!(worth(&office, 5, at_first), Ok(POM));
    assert_eq!(worth(&office, 20, at_first), Ok(KEYWORKER), "the old head is not good for it");
    assert_eq!(worth(&office, 20, demoted), Ok(KEYWORKER));
    assert_eq!(worth(&office, 20, promoted), Ok(BOTH));
}

#[test]
fn the_last_of_two_demotions_decides() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let at_first = office.membership.head();
    set_roles(&mut office, KEYWORKER, &[(SECOND, 12)]);
    set_roles(&mut office, Roles::NONE, &[(SECOND, 20)]);
    assert_eq!(worth(&office, 12, at_first), Ok(POM));
    assert_eq!(worth(&office, 13, at_first), Ok(KEYWORKER));
    assert_eq!(worth(&office, 20, at_first), Ok(KEYWORKER));
    assert_eq!(worth(&office, 21, at_first), Err(Refusal::NoRole));
}

#[test]
fn a_demotion_out_of_a_compartment_needs_its_new_key() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let act = |rotations| Act::SetRoles {
        principal: BEN,
        roles: KEYWORKER,
        cutoffs: VersionVector::from_iter([(SECOND, 12)]),
        rotations,
    };
    assert_eq!(office.refuses(act(Vec::new())), ledger::ControlError::WrongEnvelopes);
    let general = office.rotations(&[Compartment::General], &[]);
    assert_eq!(office.refuses(act(general)), ledger::ControlError::WrongEnvelopes);
    let still_his = office.rotations(&[Compartment::Restricted], &[]);
    assert_eq!(office.refuses(act(still_his)), ledger::ControlError::WrongEnvelopes);
    let rotations = office.rotations(&[Compartment::Restricted], &[SECOND]);
    office.act(act(rotations));
}
