//! Whole histories of several people at several computers, some of whom had not seen what others wrote. What must hold of
//! each: however it arrives, the same record.

use casework::Act;
use casework::case::Case;
use casework::decision::Side;
use casework::effect::{Effect, NotApplied};
use casework::event::{
    ActionSettled, CaseEvent, ConflictSettled, Contact, ContactEnded, ContactId, Contested, Deallocated, EndReason,
    FactsRecorded, MovementsRecorded, NoteWritten, Post, RestrictedViewed, VictimContact, Visibility,
};
use casework::fact::Value;
use casework::field::{Field, FieldKey};
use casework::fold::{Recorded, Unit};
use casework::movement::{Direction, MovementKind};
use casework::pre_release::{PackStep, PlanState, Topic};
use casework::{PrisonNumber, Stamp};
use jiff::Timestamp;
use ledger::{Compartment, DeviceIndex, Position, Refusal, Role, Roles, Subject, VersionVector};
use proptest::collection::vec;
use proptest::prelude::*;
use uuid::Uuid;

use crate::doing::{CHILDREN, POLICE, assessed, by_hand, decided, done, early_decision, parole, withdrawn};
use crate::pre_release;
use crate::rotl::happening::rotl_event;
use crate::story::{
    action, action_id, allocated, amendment, apply_checked, by_import, by_staff, date, fact, movement, not_applied,
    note, person, reread, text,
};
use crate::taking_back::taken_back;

pub(crate) const DEVICES: usize = 4;
const CASES: [&str; 2] = ["A1234BC", "B2345CD"];

/// One step: at a device, after it has perhaps heard from others.
#[derive(Debug, Clone)]
pub(crate) struct Step {
    pub(crate) device: usize,
    pub(crate) hears: Vec<usize>,
    pub(crate) roles: Roles,
    pub(crate) case: usize,
    pub(crate) compartment: Compartment,
    pub(crate) refused: bool,
    pub(crate) event: CaseEvent,
}

fn source() -> impl Strategy<Value = casework::Source> {
    prop_oneof![2 => Just(by_staff()), 1 => (0..4_u8).prop_map(by_import)]
}

fn a_fact() -> impl Strategy<Value = casework::Fact> {
    let dates =
        prop_oneof![Just(date("2027-04-10")), Just(date("2027-05-10")), Just(date("2027-06-10")), Just(Value::Nothing)];
    let words = |choice: &'static [&'static str]| prop::sample::select(choice).prop_map(text);
    prop_oneof![
        4 => (prop::sample::select(&[Field::Release, Field::ParoleEligibility][..]), dates).prop_map(|(f, v)| fact(f, v)),
        2 => words(&["LOW", "HIGH", "VERY_HIGH", "UNHEARD_OF"]).prop_map(|v| fact(Field::Rosh, v)),
        1 => words(&["low", "medium", "high"]).prop_map(|v| fact(Field::ComplexityOfNeed, v)),
        1 => words(&["SENTENCED", "RECALL"]).prop_map(|v| fact(Field::LegalStatus, v)),
        2 => words(&["A-1-001", "B-2-002"]).prop_map(|v| fact(Field::CellLocation, v)),
        1 => words(&["one", "two"]).prop_map(|v| fact(FieldKey::Other("somethingNew".into()), v)),
    ]
}

fn post() -> impl Strategy<Value = Post> {
    prop::sample::select(&[Post::Pom, Post::CoworkingPom, Post::Keyworker][..])
}

fn visibility() -> impl Strategy<Value = Visibility> {
    prop_oneof![4 => Just(Visibility::General), 1 => Just(Visibility::Sensitive), 1 => Just(Visibility::Restricted)]
}

fn a_note() -> impl Strategy<Value = NoteWritten> {
    (0..6_u8, visibility(), vec(0..6_u8, 0..3), any::<bool>()).prop_map(|(id, visibility, actions, session)| {
        let mut note = note(id, visibility);
        note.actions = actions.into_iter().map(action).collect();
        if session {
            note.note_type = "KA".to_owned();
            note.sub_type = "KS".to_owned();
        }
        note
    })
}

fn a_contact(id: u8) -> Contact {
    Contact {
        id: ContactId(Uuid::from_bytes([id; 16])),
        relationship: "Sister".to_owned(),
        name: "Moira Ashdown".to_owned(),
        phone: None,
        email: None,
        address: None,
    }
}

fn event() -> impl Strategy<Value = CaseEvent> {
    let movements = vec(
        (
            prop::sample::select(&["2026-10-01T10:00", "2026-10-01T00:00", "2026-11-02T08:00", "2026-11-20T10:15"][..]),
            prop::sample::select(&[MovementKind::Admission, MovementKind::Release, MovementKind::Transfer][..]),
            prop::sample::select(&[Direction::In, Direction::Out][..]),
        )
            .prop_map(|(at, kind, direction)| movement(at, kind, direction)),
        1..3,
    );
    let settlement = prop_oneof![
        2 => a_fact().prop_map(|fact| (Contested::Field(fact.field), Some(fact.value), None)),
        1 => (post(), 0..3_u8).prop_map(|(post, staff)| (Contested::Post(post), None, Some(person(staff)))),
    ];
    prop_oneof![
        6 => (source(), vec(a_fact(), 1..3)).prop_map(|(source, facts)| CaseEvent::FactsRecorded(FactsRecorded { source, facts })),
        1 => (source(), movements)
            .prop_map(|(source, movements)| CaseEvent::MovementsRecorded(MovementsRecorded { source, movements })),
        3 => a_note().prop_map(CaseEvent::NoteWritten),
        2 => (0..9_u8, 0..6_u8).prop_map(|(id, of)| amendment(id, of)),
        2 => (0..6_u8, any::<bool>()).prop_map(|(id, done)| CaseEvent::ActionSettled(ActionSettled {
            action: action_id(id),
            done,
            outcome: "It came to that".to_owned(),
        })),
        4 => (post(), 0..3_u8).prop_map(|(post, staff)| allocated(post, person(staff))),
        1 => (post(), 0..3_u8).prop_map(|(post, staff)| CaseEvent::Deallocated(Deallocated {
            post,
            staff: person(staff),
            reason: EndReason::Manual,
            detail: None,
        })),
        1 => (0..3_u8).prop_map(|id| CaseEvent::ContactRecorded(a_contact(id))),
        1 => (0..3_u8).prop_map(|id| CaseEvent::ContactEnded(ContactEnded {
            id: ContactId(Uuid::from_bytes([id; 16])),
            reason: "Moved".to_owned(),
        })),
        1 => Just(CaseEvent::VictimContactRecorded(VictimContact {
            officer: "Nadia Frost".to_owned(),
            email: None,
            phone: None,
            remarks: None,
        })),
        3 => settlement.prop_map(|(contested, value, staff)| CaseEvent::ConflictSettled(ConflictSettled {
            contested,
            value,
            staff,
            reason: "Agreed at the morning meeting".to_owned(),
        })),
        3 => what_is_owed(),
        8 => rotl_event(),
        3 => about_release(),
        1 => Just(CaseEvent::RestrictedViewed(RestrictedViewed { what: "victim-contact".to_owned(), reason: "Planning".to_owned() })),
    ]
}

/// The plan for a release, and packs that leave and come, some of which are there already or not at all.
fn about_release() -> impl Strategy<Value = CaseEvent> {
    let topics = prop::sample::select(&[Topic::BankAccount, Topic::ReleaseAddress, Topic::VictimRequests][..]);
    let states = prop::sample::select(&[PlanState::Held, PlanState::Asked, PlanState::Ended][..]);
    let steps = prop::sample::select(PackStep::ALL);
    let prisons = prop::sample::select(&["LEI", "MDI", ""][..]);
    prop_oneof![
        2 => (topics, states).prop_map(|(topic, state)| CaseEvent::PlanStated(pre_release::stated(topic, None, state))),
        1 => (0..3_u8, 1..3_u32).prop_map(|(id, version)| CaseEvent::PackSealed(pre_release::sealed(id, version))),
        1 => (0..3_u8, steps).prop_map(|(id, step)| CaseEvent::PackTraced(pre_release::traced(id, step))),
        2 => (0..4_u8, prisons, 1..4_u32)
            .prop_map(|(id, prison, version)| CaseEvent::PackReceived(pre_release::received(id, prison, version))),
        1 => (0..4_u8).prop_map(|id| CaseEvent::PackReceived(pre_release::received_restricted(id))),
    ]
}

/// Acts and decisions, some of which speak of what is not there.
fn what_is_owed() -> impl Strategy<Value = CaseEvent> {
    let about = prop_oneof![Just(None), Just(Some(POLICE)), Just(Some(CHILDREN))];
    prop_oneof![
        5 => (prop::sample::select(Act::ALL), about).prop_map(|(act, about)| done(act, about)),
        1 => (0..3_u8).prop_map(|id| CaseEvent::EarlyAllocationAssessed(assessed(id))),
        1 => (0..3_u8, any::<bool>()).prop_map(|(id, accepted)| early_decision(id, accepted)),
        1 => any::<bool>().prop_map(|prison| decided(if prison { Side::Prison } else { Side::Community })),
        1 => Just(withdrawn()),
        1 => (0..3_u8).prop_map(|id| CaseEvent::ParoleReviewRecorded(parole(id))),
        1 => prop::sample::select(&["oasys_review", "oversight"][..]).prop_map(by_hand),
        1 => (1..40_u64, 0..8_u32, 1..9_u64).prop_map(|(lamport, device, seq)| {
            taken_back(Position { lamport, device: DeviceIndex(device), seq, event: 0 })
        }),
    ]
}

fn roles() -> impl Strategy<Value = Roles> {
    prop_oneof![
        3 => Just(Roles::NONE.with(Role::Administrator)),
        // In a small prison one person is several things.
        1 => Just(Roles::NONE.with(Role::Administrator).with(Role::Governor)),
        1 => prop::sample::select(&Role::ALL[..]).prop_map(|role| Roles::NONE.with(role)),
    ]
}

fn step() -> impl Strategy<Value = Step> {
    let compartment = prop_oneof![6 => Just(Compartment::General), 1 => Just(Compartment::Restricted)];
    (
        0..DEVICES,
        vec(0..DEVICES, 0..=1),
        roles(),
        prop_oneof![5 => Just(0_usize), 1 => Just(1_usize)],
        compartment,
        prop::bool::weighted(0.03),
        event(),
    )
        .prop_map(|(device, hears, roles, case, compartment, refused, event)| Step {
            device,
            hears,
            roles,
            case,
            compartment,
            refused,
            event,
        })
}

/// What the steps leave in the ledger: each event with what its author had seen.
pub(crate) fn ledger_of(steps: Vec<Step>) -> Vec<Recorded> {
    let mut seen: [VersionVector; DEVICES] = Default::default();
    let mut lamport = [0_u64; DEVICES];
    let mut events = Vec::new();
    for (minutes, step) in steps.into_iter().enumerate() {
        let Step { device, hears, roles, case, compartment, refused, event } = step;
        for other in hears {
            seen[device] = seen[device].iter().chain(seen[other].iter()).collect();
            lamport[device] = lamport[device].max(lamport[other]);
        }
        let index = DeviceIndex(u32::try_from(device).unwrap());
        let seq = seen[device].of(index) + 1;
        lamport[device] += 1;
        let occurred = Timestamp::from_second(1_795_169_700 + 60 * i64::try_from(minutes).unwrap()).unwrap();
        let stamp = Stamp {
            position: Position { lamport: lamport[device], device: index, seq, event: 0 },
            author: person(0xa0 + u8::try_from(device).unwrap()),
            roles,
            refused: refused.then_some(Refusal::DeviceRemoved),
            compartment,
            occurred,
            recorded: occurred,
            base: seen[device].clone(),
        };
        seen[device].see(index, seq);
        events.push(Recorded { subject: Subject::Case(CASES[case].into()), stamp, event });
    }
    events
}

fn history() -> impl Strategy<Value = Vec<Recorded>> {
    vec(step(), 1..40).prop_map(ledger_of)
}

fn case<'a>(unit: &'a Unit, number: &str) -> Option<&'a Case> {
    unit.cases.get(&number.parse::<PrisonNumber>().unwrap())
}

/// Folds one case event by event through its own bytes, as a device does that keeps cases between sessions.
fn folded_through_bytes(events: &[Recorded], number: &str) -> (Case, Vec<Vec<Effect>>) {
    let mut events: Vec<_> = events.iter().filter(|event| event.subject.as_str() == number).cloned().collect();
    events.sort_by_key(|event| event.stamp.position);
    let mut case = Case::default();
    let mut all = Vec::new();
    for Recorded { stamp, event, .. } in events {
        all.push(apply_checked(&mut case, &stamp, event));
        case = reread(&case);
    }
    (case, all)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_same_events_give_the_same_unit_in_whatever_order_they_arrived(
        (events, shuffled) in history().prop_flat_map(|events| (Just(events.clone()), Just(events).prop_shuffle()))
    ) {
        prop_assert_eq!(Unit::of(shuffled), Unit::of(events));
    }

    #[test]
    fn folding_on_from_a_kept_case_is_folding_from_the_beginning(events in history()) {
        let unit = Unit::of(events.clone());
        for number in CASES {
            let (kept, _) = folded_through_bytes(&events, number);
            prop_assert_eq!(kept, case(&unit, number).cloned().unwrap_or_default());
        }
    }

    #[test]
    fn the_order_of_the_record_puts_causes_first(events in history()) {
        for one in &events {
            for other in &events {
                let (a, b) = (&one.stamp, &other.stamp);
                if a.position != b.position && b.saw(&a.position) {
                    prop_assert!(a.position < b.position);
                    prop_assert!(!a.saw(&b.position), "nobody saw what came of their own words");
                }
            }
        }
    }

    /// What is contested: at least two values, the safest of which stands.
    #[test]
    fn while_a_conflict_is_open_the_safest_value_stands(events in history()) {
        let unit = Unit::of(events);
        for case in unit.cases.values() {
            for conflict in &case.conflicts {
                prop_assert!(conflict.candidates.len() >= 2);
                let dates = || conflict.candidates.iter().filter_map(|c| c.value.as_ref().and_then(Value::date));
                match &conflict.contested {
                    Contested::Field(FieldKey::Known(field @ (Field::Release | Field::ParoleEligibility))) => {
                        prop_assert_eq!(case.date(*field), dates().min());
                    }
                    Contested::Field(FieldKey::Known(Field::Rosh)) => {
                        let level = |value: Option<&str>| {
                            ["LOW", "MEDIUM", "HIGH", "VERY_HIGH"].iter().position(|known| Some(*known) == value)
                        };
                        let texts = conflict.candidates.iter().map(|c| c.value.as_ref().and_then(Value::text));
                        prop_assert_eq!(level(case.text(Field::Rosh)), texts.map(level).max().flatten());
                    }
                    Contested::Field(FieldKey::Known(Field::CellLocation) | FieldKey::Other(_)) => {
                        prop_assert!(false, "what has no legal weight is contested");
                    }
                    Contested::Application(id) => {
                        let decisions = case.applications.get(id).map(|application| application.decisions.len());
                        prop_assert_eq!(decisions, Some(conflict.candidates.len()));
                    }
                    Contested::Field(_) | Contested::Post(_) => {}
                }
            }
        }
    }

    /// Of every event something is said: it did something, or it is shown with the reason why not, or it repeats what is known.
    #[test]
    fn nothing_is_silently_lost(events in history()) {
        for number in CASES {
            let (case, effects) = folded_through_bytes(&events, number);
            let mut of_this: Vec<_> = events.iter().filter(|event| event.subject.as_str() == number).collect();
            of_this.sort_by_key(|event| event.stamp.position);
            prop_assert_eq!(of_this.len(), effects.len());
            let mut notes = 0;
            for (recorded, effects) in of_this.into_iter().zip(&effects) {
                let applied = not_applied(effects).is_none();
                match &recorded.event {
                    CaseEvent::FactsRecorded(body) if applied => {
                        let stated = effects.iter().filter(|effect| matches!(effect, Effect::FactStated { .. })).count();
                        prop_assert_eq!(stated, body.facts.len());
                    }
                    CaseEvent::NoteWritten(body) if applied => {
                        notes += 1;
                        prop_assert!(effects.contains(&Effect::NoteWritten(body.clone())));
                    }
                    CaseEvent::MovementsRecorded(_) | CaseEvent::Allocated(_) if applied => {}
                    _ => prop_assert!(!effects.is_empty()),
                }
                if recorded.stamp.refused.is_some() {
                    prop_assert_eq!(not_applied(effects), Some(NotApplied::Refused(Refusal::DeviceRemoved)));
                }
            }
            prop_assert_eq!(case.notes, notes);
        }
    }

    /// One holder of each post at most, and no keyworker where the need is complex.
    #[test]
    fn posts_stay_in_order(events in history()) {
        for case in Unit::of(events).cases.values() {
            let posts: Vec<_> = case.posts.iter().map(|holding| holding.post).collect();
            let mut once = posts.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(&posts, &once);
            prop_assert!(!(case.has_high_complexity() && posts.contains(&Post::Keyworker)));
            prop_assert!(case.movements.windows(2).all(|pair| pair[0] <= pair[1]));
        }
    }

    /// A device without the restricted key folds the same case, but for what is restricted.
    #[test]
    fn whoever_cannot_open_what_is_restricted_sees_the_same_of_the_rest(events in history()) {
        let all = Unit::of(events.clone());
        let general = events.into_iter().filter(|event| event.stamp.compartment == Compartment::General).collect();
        let general = Unit::of(general);
        for number in CASES {
            let (Some(of_all), Some(of_general)) = (case(&all, number), case(&general, number)) else { continue };
            prop_assert_eq!(&of_all.facts, &of_general.facts);
            prop_assert_eq!(&of_all.posts, &of_general.posts);
            prop_assert_eq!(&of_all.movements, &of_general.movements);
            prop_assert_eq!(&of_all.contacts, &of_general.contacts);
            prop_assert_eq!(&of_all.conflicts, &of_general.conflicts);
            prop_assert_eq!(&of_all.applications, &of_general.applications);
        }
    }
}

#[test]
fn a_subject_that_is_no_prison_number_is_shown_and_makes_no_case() {
    let mut events = ledger_of(vec![Step {
        device: 0,
        hears: Vec::new(),
        roles: Roles::NONE.with(Role::Administrator),
        case: 0,
        compartment: Compartment::General,
        refused: false,
        event: CaseEvent::NoteWritten(note(1, Visibility::General)),
    }]);
    events[0].subject = Subject::Case("nobody".into());
    let mut unit = Unit::default();
    let mut said = Vec::new();
    unit.fold(events, |_, _, effects| said.append(effects));
    assert_eq!(said, [Effect::NotApplied(NotApplied::Misfiled)]);
    assert!(unit.cases.is_empty());
}
