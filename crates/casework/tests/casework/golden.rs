//! Every kind of event and every value within one, byte for byte, against `tests/golden/events.json`.
//!
//! A difference means that what is in people's ledgers can no longer be read, or would be read as something else. A form that
//! must change gets a new schema and new vectors *beside* the old. When the comparison fails, the test prints the whole file as
//! it would be now, to be read and, if the change is wanted, put in place by hand.

use casework::Act;
use casework::decision::{DecisionReason, Side};
use casework::event::{
    ActDone, ActWithdrawn, ActionAgreed, ActionOwner, ActionSettled, Allocated, AmendmentId, AssessmentId, CaseEvent,
    ConflictSettled, Contact, ContactEnded, ContactId, Contested, Deallocated, EarlyAllocationAssessed,
    EarlyAllocationDecided, EndReason, FactsRecorded, FigureSet, ImportTaken, ImportedFile, MovementsRecorded,
    NoteAmended, NoteWritten, ParoleReviewRecorded, PomType, Post, QuarantinedRow, ResponsibilityDecided,
    ResponsibilityWithdrawn, RestrictedViewed, ReviewId, SettledByHand, Unreadable, VictimContact, Visibility,
    WorkingPatternSet,
};
use casework::fact::{Fact, Source, Value};
use casework::field::{Field, FieldKey};
use casework::movement::{Direction, Movement, MovementKind};
use data_encoding::HEXLOWER;
use ledger::{DeviceIndex, Position};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::pre_release;
use crate::rotl::{application_id, samples as rotl};
use crate::story::{action_id, by_import, by_staff, date, day, fact, note_id, person};
use crate::transfer;

const EVENTS: &str = include_str!("../golden/events.json");

pub(crate) fn hex(value: &impl minicbor::Encode<()>) -> String {
    HEXLOWER.encode(&minicbor::to_vec(value).unwrap())
}

/// One event of each kind, with every field filled, and where fields can be empty, one with them empty.
pub(crate) fn samples() -> Vec<CaseEvent> {
    let run = Uuid::from_bytes([0x71; 16]);
    let contact = ContactId(Uuid::from_bytes([0x41; 16]));
    let all_values = vec![
        Fact { field: Field::LastName.into(), value: Value::Text("Ashdown".to_owned()), calculated: None },
        Fact {
            field: Field::ConditionalRelease.into(),
            value: Value::Date(day("2027-05-17")),
            calculated: Some(day("2026-01-09")),
        },
        Fact { field: Field::AdditionalDaysAwarded.into(), value: Value::Integer(-14), calculated: None },
        Fact { field: Field::Recall.into(), value: Value::Flag(true), calculated: None },
        Fact {
            field: Field::Alerts.into(),
            value: Value::Document(r#"[{"alertCode":"XA"}]"#.to_owned()),
            calculated: None,
        },
        Fact { field: Field::Tariff.into(), value: Value::Nothing, calculated: None },
        Fact { field: Field::DateOfBirth.into(), value: Value::Date(day("1961-02-28")), calculated: None },
        Fact { field: FieldKey::Other("somethingNew".into()), value: Value::Flag(false), calculated: None },
    ];
    vec![
        CaseEvent::FactsRecorded(FactsRecorded { source: by_import(0x71), facts: all_values }),
        CaseEvent::FactsRecorded(FactsRecorded { source: by_staff(), facts: vec![fact(Field::Crn, Value::Nothing)] }),
        CaseEvent::MovementsRecorded(MovementsRecorded {
            source: by_import(0x71),
            movements: vec![
                Movement {
                    at: "2026-11-20T10:15:30".parse().unwrap(),
                    kind: MovementKind::Transfer,
                    direction: Direction::In,
                    reason: Some("INT".to_owned()),
                    from: Some("MDI".to_owned()),
                    to: Some("LEI".to_owned()),
                },
                Movement {
                    at: "2026-11-21T00:00".parse().unwrap(),
                    kind: MovementKind::Court,
                    direction: Direction::Out,
                    reason: None,
                    from: None,
                    to: None,
                },
            ],
        }),
        CaseEvent::NoteWritten(NoteWritten {
            id: note_id(0x21),
            note_type: "KA".to_owned(),
            sub_type: "KS".to_owned(),
            visibility: Visibility::General,
            text: "Met on the wing. Siân’s visit went well.".to_owned(),
            place: "LEI".to_owned(),
            actions: vec![
                ActionAgreed {
                    id: action_id(0x31),
                    text: "Ask the workshop".to_owned(),
                    owner: ActionOwner::Staff,
                    due: Some(day("2026-12-04")),
                },
                ActionAgreed {
                    id: action_id(0x32),
                    text: "Write to his sister".to_owned(),
                    owner: ActionOwner::Prisoner,
                    due: None,
                },
            ],
        }),
        CaseEvent::NoteAmended(NoteAmended {
            id: AmendmentId(Uuid::from_bytes([0x22; 16])),
            note: note_id(0x21),
            reason: "Wrong wing".to_owned(),
            text: "It was B wing.".to_owned(),
        }),
        CaseEvent::ActionSettled(ActionSettled {
            action: action_id(0x31),
            done: true,
            outcome: "Starts Monday".to_owned(),
        }),
        CaseEvent::Allocated(Allocated { post: Post::Pom, staff: person(2), reason: "Knows the case".to_owned() }),
        CaseEvent::Deallocated(Deallocated {
            post: Post::Keyworker,
            staff: person(3),
            reason: EndReason::StaffStatusChange,
            detail: Some("On leave from 1 December".to_owned()),
        }),
        CaseEvent::Deallocated(Deallocated {
            post: Post::CoworkingPom,
            staff: person(3),
            reason: EndReason::Manual,
            detail: None,
        }),
        CaseEvent::ContactRecorded(Contact {
            id: contact,
            relationship: "Sister".to_owned(),
            name: "Moira Ashdown".to_owned(),
            phone: Some("0113 496 0000".to_owned()),
            email: Some("moira@example.test".to_owned()),
            address: Some("1 Nowhere Row, Leeds".to_owned()),
        }),
        CaseEvent::ContactRecorded(Contact {
            id: contact,
            relationship: "Solicitor".to_owned(),
            name: "P. Quill".to_owned(),
            phone: None,
            email: None,
            address: None,
        }),
        CaseEvent::ContactEnded(ContactEnded { id: contact, reason: "Moved abroad".to_owned() }),
        CaseEvent::VictimContactRecorded(VictimContact {
            officer: "Nadia Frost".to_owned(),
            email: Some("nadia@example.test".to_owned()),
            phone: None,
            remarks: Some("Tell her before any temporary release.".to_owned()),
        }),
        CaseEvent::ConflictSettled(ConflictSettled {
            contested: Contested::Field(Field::Release.into()),
            value: Some(date("2027-05-17")),
            staff: None,
            reason: "The calculation sheet says so".to_owned(),
        }),
        CaseEvent::ConflictSettled(ConflictSettled {
            contested: Contested::Post(Post::Pom),
            value: None,
            staff: Some(person(2)),
            reason: "Agreed at the morning meeting".to_owned(),
        }),
        CaseEvent::ConflictSettled(ConflictSettled {
            contested: Contested::Application(application_id(1)),
            value: None,
            staff: None,
            reason: "Decided anew".to_owned(),
        }),
        CaseEvent::RestrictedViewed(RestrictedViewed {
            what: "victim-contact".to_owned(),
            reason: "Planning a temporary release".to_owned(),
        }),
        CaseEvent::ImportTaken(ImportTaken {
            run,
            files: vec![ImportedFile { name: "prisoners.json".to_owned(), hash: crypto::Hash::from_bytes([0x72; 32]) }],
            read: 650,
            new: 3,
            changed: 41,
            unchanged: 604,
            warned: 5,
            quarantined: 2,
        }),
        CaseEvent::RowQuarantined(QuarantinedRow {
            run,
            file: "prisoners.json".to_owned(),
            row: 17,
            number: Some("A1234B".to_owned()),
            reasons: vec!["not a prison number".to_owned()],
            raw: r#"{"prisonerNumber":"A1234B"}"#.to_owned(),
        }),
        CaseEvent::RowQuarantined(QuarantinedRow {
            run,
            file: "prisoners.csv".to_owned(),
            row: 18,
            number: None,
            reasons: Vec::new(),
            raw: String::new(),
        }),
    ]
    .into_iter()
    .chain(samples_of_what_is_owed())
    .chain(rotl::samples())
    .chain([sample_of_taking_back()])
    .chain(pre_release::samples())
    .chain(transfer::samples())
    .collect()
}

/// The same of acts, decisions, and what a unit sets for itself.
fn samples_of_what_is_owed() -> Vec<CaseEvent> {
    let assessment = AssessmentId(Uuid::from_bytes([0x51; 16]));
    let review = ReviewId(Uuid::from_bytes([0x52; 16]));
    vec![
        CaseEvent::ActDone(ActDone {
            act: Act::CheckRequested,
            on: day("2026-11-16"),
            about: Some("children's services".to_owned()),
            words: "By e-mail to the front door team".to_owned(),
        }),
        CaseEvent::ActDone(ActDone { act: Act::PomContact, on: day("2026-11-17"), about: None, words: String::new() }),
        CaseEvent::EarlyAllocationAssessed(EarlyAllocationAssessed {
            id: assessment,
            oasys: day("2026-10-02"),
            answers: vec![("high_profile".to_owned(), false), ("mappa_level_2".to_owned(), true)],
            in_window: true,
            reason: "Managed at level 2 since May".to_owned(),
            approved: true,
        }),
        CaseEvent::EarlyAllocationDecided(EarlyAllocationDecided { id: assessment, accepted: true }),
        CaseEvent::ResponsibilityDecided(ResponsibilityDecided {
            side: Side::Community,
            reason: DecisionReason::Other,
            words: "Known to the team in Leeds for years".to_owned(),
            review: day("2027-02-01"),
        }),
        CaseEvent::ResponsibilityWithdrawn(ResponsibilityWithdrawn { reason: "The team was closed".to_owned() }),
        CaseEvent::ParoleReviewRecorded(ParoleReviewRecorded {
            id: review,
            target_hearing: Some(day("2027-06-14")),
            custody_report_due: Some(day("2027-03-01")),
            outcome: Some("Release [*]".to_owned()),
            outcome_received: Some(day("2026-11-19")),
        }),
        CaseEvent::ParoleReviewRecorded(ParoleReviewRecorded {
            id: review,
            target_hearing: None,
            custody_report_due: None,
            outcome: None,
            outcome_received: None,
        }),
        CaseEvent::SettledByHand(SettledByHand {
            kind: "check_request".to_owned(),
            about: Some("children's services".to_owned()),
            since: day("2026-10-01"),
            reason: "He has no children, and no contact with any".to_owned(),
        }),
        CaseEvent::FigureSet(FigureSet {
            name: "oversight".to_owned(),
            value: Some("3 months".to_owned()),
            reason: "Agreed with the governor".to_owned(),
        }),
        CaseEvent::FigureSet(FigureSet { name: "oversight".to_owned(), value: None, reason: "Too often".to_owned() }),
        CaseEvent::WorkingPatternSet(WorkingPatternSet {
            staff: person(2),
            tenths: 6,
            pom_type: Some(PomType::Probation),
        }),
        CaseEvent::WorkingPatternSet(WorkingPatternSet { staff: person(2), tenths: 10, pom_type: None }),
    ]
}

fn sample_of_taking_back() -> CaseEvent {
    CaseEvent::ActWithdrawn(ActWithdrawn {
        of: Position { lamport: 4_711, device: DeviceIndex(2), seq: 300, event: 1 },
        reason: "Meant for another prisoner".to_owned(),
    })
}

#[test]
fn every_kind_of_event() {
    let now: Vec<_> = samples()
        .iter()
        .map(|event| json!({ "kind": event.kind(), "name": event.name(), "body": HEXLOWER.encode(&event.encode_body()) }))
        .collect();
    // The numbers of words, where an event above holds only one of them.
    let posts = [Post::Pom, Post::CoworkingPom, Post::Keyworker];
    let visibilities = [Visibility::General, Visibility::Sensitive, Visibility::Restricted];
    let reasons = [
        EndReason::Manual,
        EndReason::Override,
        EndReason::Released,
        EndReason::Transfer,
        EndReason::StaffStatusChange,
        EndReason::ChangeInComplexityOfNeed,
    ];
    let kinds = [
        MovementKind::Admission,
        MovementKind::Transfer,
        MovementKind::Release,
        MovementKind::Court,
        MovementKind::TemporaryAbsence,
    ];
    let directions = [Direction::In, Direction::Out];
    let owners = [ActionOwner::Prisoner, ActionOwner::Staff];
    let (sides, types) = ([Side::Prison, Side::Community], [PomType::Prison, PomType::Probation]);
    let decisions =
        [DecisionReason::ShortTimeLeft, DecisionReason::CommunityTeam, DecisionReason::Recalled, DecisionReason::Other];
    let now = json!({
        "schema": CaseEvent::SCHEMA,
        "events": now,
        "posts": posts.iter().map(hex).collect::<Vec<_>>(),
        "visibilities": visibilities.iter().map(hex).collect::<Vec<_>>(),
        "reasons for an end": reasons.iter().map(hex).collect::<Vec<_>>(),
        "kinds of movement": kinds.iter().map(hex).collect::<Vec<_>>(),
        "directions": directions.iter().map(hex).collect::<Vec<_>>(),
        "owners of actions": owners.iter().map(hex).collect::<Vec<_>>(),
        "acts": Act::ALL.iter().map(|act| json!({ "act": act, "number": hex(act) })).collect::<Vec<_>>(),
        "sides": sides.iter().map(hex).collect::<Vec<_>>(),
        "reasons for a decision": decisions.iter().map(hex).collect::<Vec<_>>(),
        "types of offender managers": types.iter().map(hex).collect::<Vec<_>>(),
        "words of temporary release": rotl::words(),
        "words of release": pre_release::numbers(),
    });
    let stored: serde_json::Value = serde_json::from_str(EVENTS).unwrap();
    let text = serde_json::to_string_pretty(&now).unwrap();
    assert!(stored == now, "tests/golden/events.json differs. As it would be now:\n{text}\n");
}

#[test]
fn stored_bodies_are_read_as_what_they_were() {
    let stored: serde_json::Value = serde_json::from_str(EVENTS).unwrap();
    let read: Vec<CaseEvent> = stored["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| {
            let body = HEXLOWER.decode(event["body"].as_str().unwrap().as_bytes()).unwrap();
            let kind = u16::try_from(event["kind"].as_u64().unwrap()).unwrap();
            CaseEvent::decode(kind, 1, &body).unwrap()
        })
        .collect();
    assert_eq!(read, samples());
}

#[test]
fn there_is_a_sample_of_every_kind() {
    let mut kinds: Vec<u16> = samples().iter().map(CaseEvent::kind).collect();
    kinds.dedup();
    assert_eq!(kinds, (1..=51).collect::<Vec<_>>());
    // Whoever adds a kind adds its sample: the first unused number is still unknown.
    assert_eq!(CaseEvent::decode(52, 1, &[0x80]), Err(Unreadable::Newer));
}

#[test]
fn an_unknown_kind_or_a_newer_schema_waits_for_an_update() {
    let body = samples()[0].encode_body();
    for kind in [0, 52, 1_000, u16::MAX] {
        assert_eq!(CaseEvent::decode(kind, CaseEvent::SCHEMA, &body), Err(Unreadable::Newer), "kind {kind}");
    }
    for event in samples() {
        let body = event.encode_body();
        for schema in [CaseEvent::SCHEMA + 1, u8::MAX] {
            assert_eq!(CaseEvent::decode(event.kind(), schema, &body), Err(Unreadable::Newer), "{}", event.name());
            assert_eq!(CaseEvent::decode(event.kind(), schema, b"anything"), Err(Unreadable::Newer));
        }
    }
}

#[test]
fn a_cut_or_lengthened_body_is_damaged() {
    for event in samples() {
        let body = event.encode_body();
        for cut in 0..body.len() {
            let read = CaseEvent::decode(event.kind(), CaseEvent::SCHEMA, &body[..cut]);
            assert_eq!(read, Err(Unreadable::Damaged), "{} cut to {cut}", event.name());
        }
        let longer = [body.as_slice(), &[0]].concat();
        assert_eq!(CaseEvent::decode(event.kind(), CaseEvent::SCHEMA, &longer), Err(Unreadable::Damaged));
    }
}

#[test]
fn a_field_of_a_later_version_is_kept_under_its_number() {
    let later = minicbor::decode::<FieldKey>(&minicbor::to_vec(999_u16).unwrap()).unwrap();
    assert_eq!(later, FieldKey::Other("field-999".into()));
    let by_name = minicbor::decode::<FieldKey>(&minicbor::to_vec("releaseDate").unwrap()).unwrap();
    assert_eq!(by_name, FieldKey::Known(Field::Release), "a key that has become known is read as the known one");
}

#[test]
fn times_and_dates_that_do_not_exist_are_damaged() {
    let moved = |days: i32, seconds: u32| {
        let mut body = Vec::new();
        let mut e = minicbor::Encoder::new(&mut body);
        e.array(2).unwrap().encode(by_staff()).unwrap().array(1).unwrap().array(3).unwrap();
        e.array(2).unwrap().i32(days).unwrap().u32(seconds).unwrap().u8(0).unwrap().u8(1).unwrap();
        CaseEvent::decode(2, 1, &body)
    };
    assert!(moved(20_000, 86_399).is_ok());
    assert_eq!(moved(20_000, 86_400), Err(Unreadable::Damaged));
    assert_eq!(moved(20_000, u32::MAX), Err(Unreadable::Damaged));
    assert_eq!(moved(i32::MAX, 0), Err(Unreadable::Damaged));
    assert_eq!(moved(i32::MIN, 0), Err(Unreadable::Damaged));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_arrives_as_a_body_is_read_or_damaged(
        which in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), byte in any::<u8>(), insert in any::<bool>()
    ) {
        let samples = samples();
        let event = which.get(&samples);
        let mut body = event.encode_body();
        let at = at.index(body.len());
        if insert { body.insert(at, byte) } else { body[at] = byte }
        for kind in 1..=39 {
            match CaseEvent::decode(kind, CaseEvent::SCHEMA, &body) {
                Ok(read) => {
                    // What can be read can be written and read again.
                    let again = CaseEvent::decode(kind, CaseEvent::SCHEMA, &read.encode_body());
                    prop_assert_eq!(again, Ok(read));
                }
                Err(reason) => prop_assert_eq!(reason, Unreadable::Damaged),
            }
        }
    }
}

#[test]
fn sources_are_told_apart() {
    assert_ne!(hex(&by_staff()), hex(&Source::Staff { reason: String::new() }));
    assert_eq!(hex(&Source::Staff { reason: String::new() }), "82018160");
    assert_eq!(hex(&Source::Import { run: Uuid::nil(), row: 7 }), format!("82008250{}07", "00".repeat(16)));
}
