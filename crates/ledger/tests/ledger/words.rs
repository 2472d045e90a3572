//! Names and reasons in the control log: the unit's devices read them, the server does not, and they stand for nobody and nothing else.

use crypto::{DeviceKeys, Kid};
use ledger::control::{ControlError, Person, SignedControl};
use ledger::ring::KeyRing;
use ledger::sealing::{self, Newcomer};
use ledger::{About, Act, Compartment, Membership, Role, SealedText};
use proptest::prelude::*;

use crate::office::{ADA, BEN, CARYS, FIRST, MORNING, Office, SECOND, person, rng, roles};

fn ring(office: &Office, keys: &DeviceKeys) -> KeyRing {
    KeyRing::of_device(&office.membership, keys).unwrap()
}

fn hired(office: &Office) -> Person {
    let Act::AddMember(person) = office.hiring(CARYS, "Carys Vaughan", &[Role::Keyworker]) else {
        panic!("it admits somebody")
    };
    person
}

#[test]
fn no_byte_of_the_control_log_names_anybody() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    office.remove(SECOND, 4);
    office.rotate(&Compartment::ALL, "Ninety days");
    let bytes: Vec<u8> = office.log.iter().flat_map(SignedControl::to_bytes).collect();
    for words in ["Ada", "Pike", "Ben", "Okafor", "Left on", "train", "Ninety"] {
        assert!(!bytes.windows(words.len()).any(|window| window == words.as_bytes()), "{words} is in the clear");
    }
    let members = office.membership.members();
    assert!(members.iter().all(|member| member.name.is_empty()), "whoever only checks the log knows nobody's name");
}

#[test]
fn whoever_has_the_keys_reads_every_name_also_those_of_before() {
    let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
    office.rotate(&Compartment::ALL, "Ninety days");
    office.hire(CARYS, "Carys Vaughan", &[Role::Keyworker]);
    let all = ["Ada Pike", "Ben Okafor", "Carys Vaughan"];
    assert_eq!(office.names(&office.ring()), all);
    assert_eq!(office.names(&ring(&office, &ben)), all, "a keyworker holds the general key, which is enough");
    let recovery = KeyRing::of_recovery(&office.membership, &office.recovery).unwrap();
    assert_eq!(office.names(&recovery), all);
    assert_eq!(office.names(&KeyRing::default()), ["", "", ""]);
}

#[test]
fn names_that_were_read_stay_when_the_log_goes_on() {
    let mut office = Office::founded();
    let ring = office.ring();
    office.membership.read_names(&ring);
    office.hire(BEN, "Ben Okafor", &[Role::Pom]);
    let names = |membership: &Membership| membership.members().iter().map(|m| m.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&office.membership), ["Ada Pike", ""]);
    office.membership.read_names(&ring);
    assert_eq!(names(&office.membership), ["Ada Pike", "Ben Okafor"]);
}

#[test]
fn whoever_left_reads_the_names_of_before_and_none_of_after() {
    let (mut office, ben) = Office::with_ben(&[Role::Keyworker]);
    office.remove(SECOND, 0);
    office.hire(CARYS, "Carys Vaughan", &[Role::Keyworker]);
    assert_eq!(office.names(&ring(&office, &ben)), ["Ada Pike", "Ben Okafor", ""]);
}

#[test]
fn whoever_is_removed_does_not_read_why() {
    let (mut office, ben) = Office::with_ben(&[Role::Pom]);
    office.remove(SECOND, 4);
    let entry = office.log.last().unwrap().entry().unwrap();
    let Act::RemoveDevice { reason, .. } = entry.act else { panic!("it removes") };
    let about = About::Entry(entry.index);
    assert_eq!(office.ring().read(&reason, &about).as_deref(), Some("Left on a train"));
    assert_eq!(ring(&office, &ben).read(&reason, &about), None);
}

#[test]
fn words_stand_for_nobody_and_nothing_else() {
    let office = Office::founded();
    let Person { name, .. } = hired(&office);
    let ring = office.ring();
    assert_eq!(ring.read(&name, &About::Person(CARYS)).as_deref(), Some("Carys Vaughan"));
    for about in [About::Person(BEN), About::Computer(office.ada.public().id()), About::Entry(1)] {
        assert_eq!(ring.read(&name, &about), None, "{about:?}");
    }
    // Under another key's name it is another text.
    let renamed = SealedText { kid: office.current_kid(Compartment::Restricted), ..name };
    assert_eq!(ring.read(&renamed, &About::Person(CARYS)), None);
}

#[test]
fn a_name_that_is_moved_to_somebody_else_stays_blank() {
    let mut office = Office::founded();
    let Person { name, roles, .. } = hired(&office);
    office.act(Act::AddMember(Person { principal: person(9), name, roles }));
    assert_eq!(office.names(&office.ring()), ["Ada Pike", ""]);
}

#[test]
fn words_are_under_the_general_key_of_the_day_and_of_the_size_of_words() {
    let (mut office, _) = Office::with_ben(&[Role::Pom]);
    let old = hired(&office);
    office.rotate(&[Compartment::General], "Ninety days");
    assert_eq!(office.refuses(Act::AddMember(old)), ControlError::WrongWords, "the key of yesterday");
    let honest = hired(&office);
    let restricted = office.current_kid(Compartment::Restricted);
    let mut wrong = Vec::new();
    for kid in [restricted, Kid::from_bytes([7; 16])] {
        wrong.push(SealedText { kid, ..honest.name.clone() });
    }
    for length in [0, 103, 2089, 70_000] {
        wrong.push(SealedText { sealed: vec![7; length].into(), ..honest.name.clone() });
    }
    for name in wrong {
        let act = Act::AddMember(Person { name, ..honest.clone() });
        assert_eq!(office.refuses(act), ControlError::WrongWords);
    }

    // The reason of an act that starts a new key is under that one.
    let rotations = office.rotations(&Compartment::ALL, &[SECOND]);
    let reason = office.reason("Stolen", &[]);
    let removal = Act::RemoveDevice { device: SECOND, cutoff: 0, reason: reason.clone(), rotations, last: None };
    assert_eq!(office.refuses(removal), ControlError::WrongWords);
    let rotations = office.rotations(&[Compartment::General], &[]);
    assert_eq!(office.refuses(Act::RotateEpoch { rotations, reason: reason.clone() }), ControlError::WrongWords);
    let rotations = office.rotations(&[Compartment::Restricted], &[]);
    office.act(Act::RotateEpoch { rotations, reason });

    let computer = Some(SealedText { kid: restricted, ..honest.name });
    let new = DeviceKeys::make(&mut office.rng);
    let mut admission = office.admission(BEN, &new);
    admission.computer = computer;
    assert_eq!(office.refuses(Act::AddDevice(admission)), ControlError::WrongWords);
}

#[test]
fn the_founders_name_is_under_the_first_general_key() {
    let office = Office::founded();
    let mut entry = office.log[0].entry().unwrap();
    let Act::Found(founding) = &mut entry.act else { panic!("it founds") };
    let general = founding.epochs.iter().find(|epoch| epoch.compartment == Compartment::General).unwrap().kid;
    assert_eq!(founding.founder.name.kid, general);
    founding.founder.name.kid = founding.epochs.iter().find(|epoch| epoch.kid != general).unwrap().kid;
    let body = entry.to_bytes();
    let signature = office.ada.sign(crypto::Purpose::Control, &body);
    assert_eq!(Membership::found(&SignedControl { body: body.into(), signature }), Err(ControlError::WrongWords));
}

#[test]
fn a_computer_has_a_name_too() {
    let mut office = Office::founded();
    office.hire(BEN, "Ben Okafor", &[Role::Pom]);
    let ben = DeviceKeys::make(&mut office.rng);
    let (application, ring) = (sealing::apply_for(office.membership.unit(), &ben), office.ring());
    let named = Some("OMU laptop 3");
    let admission = sealing::admission(&mut office.rng, &office.membership, &ring, BEN, application, named).unwrap();
    office.act(Act::AddDevice(admission));
    office.membership.read_names(&ring);
    assert_eq!(office.membership.device(SECOND).unwrap().computer.as_deref(), named);
    assert_eq!(office.membership.device(FIRST).unwrap().computer, None, "nobody said what Ada's is called");
}

#[test]
fn words_have_an_end() {
    let mut office = Office::founded();
    let long = "a".repeat(SealedText::MOST_WORDS + 1);
    let ring = office.ring();
    let newcomer = |name| Newcomer { principal: CARYS, name, roles: roles(&[Role::Pom]) };
    assert!(sealing::person(&mut office.rng, &office.membership, &ring, &newcomer(&long)).is_err());
    let fits = &long[1..];
    let person = sealing::person(&mut office.rng, &office.membership, &ring, &newcomer(fits)).unwrap();
    office.act(Act::AddMember(person));
    assert_eq!(office.names(&ring)[1].len(), SealedText::MOST_WORDS);

    let keys = DeviceKeys::make(&mut rng(3));
    let founder = Newcomer { principal: ADA, name: "Ada Pike", roles: roles(&[Role::Administrator]) };
    let recovery = office.recovery.public();
    let founding = sealing::found(&mut rng(4), &keys, &recovery, "Leeds prison", &founder, MORNING).unwrap();
    assert_eq!(Membership::found(&founding), Err(ControlError::TooLarge), "a prison has a code");
    let huge = SignedControl { body: vec![0; ledger::control::MOST_CONTROL + 1].into(), ..founding };
    assert_eq!(huge.entry(), Err(ControlError::TooLarge));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_name_comes_back_and_none_shows_its_length(name in "\\PC{0,20}", other in "\\PC{0,15}") {
        let office = Office::founded();
        let ring = office.ring();
        let sealed = |name: &str| {
            let newcomer = Newcomer { principal: CARYS, name, roles: roles(&[Role::Pom]) };
            sealing::person(&mut rng(5), &office.membership, &ring, &newcomer).unwrap().name
        };
        let read = ring.read(&sealed(&name), &About::Person(CARYS));
        prop_assert_eq!(read.as_deref(), Some(name.as_str()));
        if name.len() <= 60 && other.len() <= 60 {
            prop_assert_eq!(sealed(&name).sealed.len(), sealed(&other).sealed.len());
        }
    }
}
