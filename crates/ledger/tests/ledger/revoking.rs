//! Entries of a removed device, and of somebody who lost a role: whatever they name, whenever they come, whatever their clock says and under
//! whichever key they are sealed, what the administrator had seen counts, and nothing beyond it but what an administrator lets count.

use crypto::{DeviceKeys, Hash};
use ledger::control::ControlError;
use ledger::ring::KeyRing;
use ledger::sealing::{self, SealedEntry};
use ledger::{Act, ChainError, Class, Compartment, DeviceIndex, Mark, Refusal, Role, Roles, Tip, VersionVector};
use proptest::prelude::*;

use crate::office::{BEN, Desk, FIRST, MORNING, Office, SECOND, content};

const POM: Roles = Roles::NONE.with(Role::Pom);
const KEYWORKER: Roles = Roles::NONE.with(Role::Keyworker);

/// Ben is a keyworker from now on. `seen`: how much Ada has of his device's log.
fn demotion(office: &mut Office, seen: u64) -> Act {
    let before = office.membership.member(BEN).unwrap().roles();
    let lost = Compartment::ALL.into_iter().filter(|c| before.hold_keys_of(*c) && !KEYWORKER.hold_keys_of(*c));
    let rotations = office.rotations(&lost.collect::<Vec<_>>(), &[SECOND]);
    Act::SetRoles { principal: BEN, roles: KEYWORKER, cutoffs: VersionVector::from_iter([(SECOND, seen)]), rotations }
}

fn demote(office: &mut Office, seen: u64) {
    let act = demotion(office, seen);
    office.act(act);
}

/// Ben's entry `seq`, naming the control entry `named`.
fn worth(office: &Office, seq: u64, named: Hash) -> Result<Roles, Refusal> {
    office.membership.authority(SECOND, seq, &named, BEN).map(|authority| authority.roles)
}

fn mark(seq: u64) -> Mark {
    Mark { seq, hash: Hash::from_bytes([u8::try_from(seq).unwrap(); 32]) }
}

/// When an entry was made and sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// Before the removal, and the administrator had seen it.
    Seen,
    /// Before the removal, and it came after it.
    Unseen,
    /// After the removal.
    After,
}

/// How an entry was made.
#[derive(Debug, Clone, Copy)]
struct Made {
    when: When,
    /// Its clock was set back by a year.
    back_dated: bool,
    /// Somebody who stayed handed the new key over.
    new_key: bool,
}

/// Ben writes an entry in a unit that removes his device, and this is what it is worth.
fn counts(made: Made) -> Result<Result<Roles, Refusal>, ChainError> {
    let (mut office, keys) = Office::with_ben(&[Role::Pom]);
    let mut desk = Desk::new(&office, keys);
    let first = desk.write(&office, "Seen on the wing");
    let before = desk.place(&office);
    let early = (made.when != When::After).then(|| sealed(&office, &desk, before, made));
    let (cutoff, last) = match &early {
        Some(entry) if made.when == When::Seen => (2, entry.hash),
        _ => (1, first.hash),
    };
    office.remove_after(SECOND, cutoff, Some(last));
    let entry = early.unwrap_or_else(|| {
        // Whoever holds the keys of a removed device names the head that suits them.
        let control = if made.new_key { office.membership.head() } else { before.control };
        sealed(&office, &desk, sealing::Place { control, ..before }, made)
    });
    let device = office.membership.device(SECOND).unwrap();
    let mut tip = device.start();
    office.membership.follow(&mut tip, device, &first.header_bytes, Some(&first.payload)).unwrap();
    let header = office.membership.follow(&mut tip, device, &entry.header_bytes, Some(&entry.payload))?;
    Ok(worth(&office, header.seq, header.control))
}

fn sealed(office: &Office, desk: &Desk, place: sealing::Place, made: Made) -> SealedEntry {
    let mut inside = content(BEN, "Worked on the train");
    inside.recorded = if made.back_dated { MORNING - 365 * 86_400_000 } else { MORNING };
    let ring = if made.new_key { office.ring() } else { KeyRing::of_device(&office.membership, &desk.keys).unwrap() };
    let mut epochs = office.membership.epochs().iter().rev().filter(|epoch| epoch.compartment == Compartment::General);
    let key = epochs.find_map(|epoch| Some((epoch.kid, ring.key(&epoch.kid)?))).unwrap();
    sealing::seal_entry(&mut crate::office::rng(31), &place, key, Class::Normal, &inside).unwrap()
}

#[test]
fn the_revocation_matrix() {
    for when in [When::Seen, When::Unseen, When::After] {
        for (back_dated, new_key) in [(false, false), (false, true), (true, false), (true, true)] {
            let made = Made { when, back_dated, new_key };
            let expected = if when == When::Seen { Ok(POM) } else { Err(Refusal::DeviceRemoved) };
            assert_eq!(counts(made), Ok(expected), "{made:?}");
        }
    }
}

#[test]
fn a_late_entry_counts_once_an_administrator_lets_it() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    office.remove(SECOND, 12);
    for seq in 13..=15 {
        assert_eq!(worth(&office, seq, before), Err(Refusal::DeviceRemoved));
    }
    office.accept_late(SECOND, vec![mark(14)]);
    assert_eq!(worth(&office, 13, before), Err(Refusal::DeviceRemoved), "each by itself");
    assert_eq!(worth(&office, 14, before), Ok(POM));
    assert_eq!(worth(&office, 15, before), Err(Refusal::DeviceRemoved));
    office.accept_late(SECOND, vec![mark(13), mark(15)]);
    assert_eq!(worth(&office, 13, before), Ok(POM));
    let device = office.membership.device(SECOND).unwrap();
    assert!(!device.is_active() && !device.is_late(15) && device.is_late(16), "it is still removed");
}

#[test]
fn what_is_let_count_is_that_entry_and_no_other_under_its_number() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    office.remove(SECOND, 12);
    office.accept_late(SECOND, vec![mark(14)]);
    let device = office.membership.device(SECOND).unwrap();
    let tip = |hash| Tip { seq: 14, hash, ..device.start() };
    assert_eq!(device.check_end(&tip(mark(14).hash)), Ok(()));
    assert_eq!(device.check_end(&tip(mark(1).hash)), Err(ChainError::NotTheOneSeen));
}

#[test]
fn a_leavers_late_entry_is_judged_by_what_they_were() {
    // Ben's roles were taken first, then his device was removed: his honest work of the day before is of a prison offender manager.
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    let rotations = office.rotations(&Compartment::ALL, &[SECOND]);
    let cutoffs = VersionVector::from_iter([(SECOND, 12)]);
    office.act(Act::SetRoles { principal: BEN, roles: Roles::NONE, cutoffs, rotations });
    let left = office.membership.head();
    office.remove(SECOND, 12);
    office.accept_late(SECOND, vec![mark(13), mark(14)]);
    assert_eq!(worth(&office, 13, before), Ok(POM));
    assert_eq!(worth(&office, 14, left), Err(Refusal::NoRole), "not what names the head at which they had gone");
    assert_eq!(office.membership.authority(SECOND, 13, &before, crate::office::ADA), Err(Refusal::ForeignActor));
}

#[test]
fn what_somebody_wrote_before_they_heard_of_a_change_of_roles_counts_as_it_was_written_once_an_administrator_lets_it() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    demote(&mut office, 12);
    let after = office.membership.head();
    for seq in 13..=15 {
        assert_eq!(worth(&office, seq, before), Ok(KEYWORKER));
    }
    office.accept_late(SECOND, vec![mark(14)]);
    assert_eq!(worth(&office, 13, before), Ok(KEYWORKER), "each by itself");
    assert_eq!(worth(&office, 14, before), Ok(POM));
    assert_eq!(
        worth(&office, 14, after),
        Ok(KEYWORKER),
        "what names the change is judged by it: it gives no role back"
    );
    // What comes later takes nothing back of it, be it another change of roles or a removal.
    demote(&mut office, 3);
    office.remove(SECOND, 5);
    assert_eq!(worth(&office, 4, before), Ok(KEYWORKER));
    assert_eq!(worth(&office, 14, before), Ok(POM));
    assert_eq!(worth(&office, 15, before), Err(Refusal::DeviceRemoved));
    let tip = |hash| Tip { seq: 14, hash, ..office.membership.device(SECOND).unwrap().start() };
    let device = office.membership.device(SECOND).unwrap();
    assert_eq!(device.check_end(&tip(mark(14).hash)), Ok(()));
    assert_eq!(device.check_end(&tip(mark(1).hash)), Err(ChainError::NotTheOneSeen));
}

#[test]
fn it_is_known_which_change_of_roles_cut_an_entry_off() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let before = office.membership.head();
    let cut_off =
        |office: &Office, seq, named| office.membership.cut_off(office.membership.device(SECOND).unwrap(), seq, &named);
    assert_eq!(cut_off(&office, 13, before), None);
    demote(&mut office, 12);
    let after = office.membership.head();
    let change = office.membership.place(&after);
    assert_eq!((cut_off(&office, 12, before), cut_off(&office, 13, before)), (None, change));
    assert_eq!(cut_off(&office, 13, after), None, "its author knew");
    office.accept_late(SECOND, vec![mark(13)]);
    assert_eq!(cut_off(&office, 13, before), None);
    assert_eq!(cut_off(&office, 14, before), change);
}

#[test]
fn only_what_a_change_of_roles_cut_off_is_let_count() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    demote(&mut office, 12);
    let act = office.acceptance(SECOND, vec![mark(12)]);
    assert_eq!(office.refuses(act), ControlError::NothingToDecide, "it had been seen");
    office.equip(BEN);
    let act = office.acceptance(DeviceIndex(2), vec![mark(1)]);
    assert_eq!(office.refuses(act), ControlError::NothingToDecide, "a device that came later knows of it");
    office.accept_late(SECOND, vec![mark(13)]);
    let act = office.acceptance(SECOND, vec![mark(13)]);
    assert_eq!(office.refuses(act), ControlError::NothingToDecide, "it counts already");
}

#[test]
fn only_late_entries_are_let_count_and_only_once() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let nothing = ControlError::NothingToDecide;
    let act = office.acceptance(SECOND, vec![mark(13)]);
    assert_eq!(office.refuses(act), nothing, "the device is not removed: everything counts");
    office.remove(SECOND, 12);
    let wrong = [vec![], vec![mark(12)], vec![mark(14), mark(13)], vec![mark(13), mark(13)], vec![mark(13), mark(2)]];
    for entries in wrong {
        let act = office.acceptance(SECOND, entries.clone());
        assert_eq!(office.refuses(act), nothing, "{entries:?}");
    }
    let act = office.acceptance(DeviceIndex(9), vec![mark(13)]);
    assert_eq!(office.refuses(act), ControlError::UnknownDevice);
    office.accept_late(SECOND, vec![mark(13)]);
    let act = office.acceptance(SECOND, vec![mark(13), mark(14)]);
    assert_eq!(office.refuses(act), nothing);
}

#[test]
fn only_an_administrator_lets_them_count() {
    let (mut office, ben) = Office::with_ben(&[Role::HeadOfOmuDelivery]);
    office.remove(SECOND, 12);
    let act = office.acceptance(SECOND, vec![mark(13)]);
    let signed = office.signed_by(&ben, act.clone());
    assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority, "least of all whoever wrote them");
    let signed = office.signed_by_recovery(act);
    office.offer(signed).unwrap();
}

/// What an administrator, or fate, does next to Ben's device.
#[derive(Debug, Clone)]
enum Step {
    Remove(u64),
    Demote(u64),
    Accept(Vec<u64>),
    Resolve(u64, u8),
    Rotate,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        (0..8_u64).prop_map(Step::Remove),
        (1..8_u64).prop_map(Step::Demote),
        proptest::collection::vec(1..12_u64, 0..4).prop_map(Step::Accept),
        (0..12_u64, 1..4_u8).prop_map(|(seq, hash)| Step::Resolve(seq, hash)),
        Just(Step::Rotate),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// In whatever order it is decided: what counted up to the cut-off and what was let count is all that counts, and all that counts as it was
    /// written; a number that was named once never has another hash; and the log folds anew to the same unit.
    #[test]
    fn decisions_never_contradict_each_other(steps in proptest::collection::vec(step(), 0..12)) {
        let (mut office, _) = Office::with_ben(&[Role::Pom]);
        let named = office.membership.head();
        let mut cutoff = None;
        let mut demoted: Option<u64> = None;
        let mut accepted = std::collections::BTreeSet::new();
        let mut marks = std::collections::BTreeMap::new();
        for step in steps {
            let act = match &step {
                Step::Remove(at) => {
                    let rotations = office.rotations(&Compartment::ALL, &[SECOND]);
                    let reason = office.reason("Left on a train", &rotations);
                    Act::RemoveDevice { device: SECOND, cutoff: *at, reason, rotations, last: None }
                }
                Step::Demote(at) => demotion(&mut office, *at),
                Step::Accept(numbers) => office.acceptance(SECOND, numbers.iter().map(|seq| mark(*seq)).collect()),
                Step::Resolve(seq, hash) => {
                    Act::Resolve { device: SECOND, counts: Mark { seq: *seq, hash: Hash::from_bytes([*hash; 32]) } }
                }
                Step::Rotate => {
                    office.rotate(&[Compartment::General], "Ninety days");
                    continue;
                }
            };
            let before = office.membership.clone();
            let signed = office.signed(act);
            if office.offer(signed).is_err() {
                prop_assert_eq!(&office.membership, &before);
                continue;
            }
            match step {
                Step::Remove(at) => {
                    prop_assert_eq!(cutoff.replace(at), None);
                }
                Step::Demote(at) => demoted = Some(demoted.map_or(at, |before| before.min(at))),
                Step::Accept(numbers) => {
                    for seq in numbers {
                        let was_cut_off = [cutoff, demoted].into_iter().flatten().any(|last| seq > last);
                        prop_assert!(was_cut_off && accepted.insert(seq));
                        let before = marks.insert(seq, mark(seq).hash);
                        prop_assert!(before.is_none_or(|before| before == mark(seq).hash));
                    }
                }
                Step::Resolve(seq, hash) => {
                    prop_assert_eq!(marks.insert(seq, Hash::from_bytes([hash; 32])), None);
                }
                Step::Rotate => {}
            }
        }
        let device = office.membership.device(SECOND).unwrap();
        for seq in 1..14 {
            let beyond = |last: Option<u64>| last.is_some_and(|last| seq > last) && !accepted.contains(&seq);
            let expected = match (beyond(cutoff), beyond(demoted)) {
                (true, _) => Err(Refusal::DeviceRemoved),
                (false, true) => Ok(KEYWORKER),
                (false, false) => Ok(POM),
            };
            prop_assert_eq!(worth(&office, seq, named), expected, "entry {}", seq);
            for hash in (0..14).map(|byte| Hash::from_bytes([byte; 32])) {
                let fits = marks.get(&seq).is_none_or(|marked| *marked == hash);
                prop_assert_eq!(device.check_end(&Tip { seq, hash, ..device.start() }).is_ok(), fits);
            }
        }
        let folded = ledger::Membership::of(&office.log);
        prop_assert_eq!(folded.as_ref(), Ok(&office.membership));
        prop_assert!(office.membership.device(FIRST).unwrap().is_active());
    }
}

#[test]
fn a_removed_device_is_given_nothing_more() {
    let (mut office, ben) = Office::with_ben(&[Role::Pom]);
    office.remove(SECOND, 12);
    office.accept_late(SECOND, vec![mark(13)]);
    office.rotate(&Compartment::ALL, "Ninety days");
    let ring = KeyRing::of_device(&office.membership, &ben).unwrap();
    for compartment in Compartment::ALL {
        assert!(ring.current(&office.membership, compartment).is_none(), "that some work counts gives no key back");
    }
    let back = DeviceKeys::make(&mut office.rng);
    let application = sealing::apply_to_replace(office.membership.unit(), ben.public().id(), &back);
    let own = office.ring();
    let admission = sealing::admission(&mut office.rng, &office.membership, &own, BEN, application, None).unwrap();
    let signed = office.signed_by(&ben, Act::ReplaceDevice { device: SECOND, admission });
    assert_eq!(office.refuses_signed(signed), ControlError::NoAuthority);
}
