//! A file that is to be imported: every row is in the plan or set aside, and what was carried out once is done.
#![no_main]

use std::collections::BTreeMap;

use casework::event::{FactsRecorded, MovementsRecorded};
use casework::fact::{Fact, Source};
use casework::identity::PrisonNumber;
use casework::movement::Movement;
use casework::{Case, CaseEvent, Effect, Stamp};
use intake::{Known, Outcome, Plan, PlannedRow, Setting, SourceFile, plan, read};
use jiff::Timestamp;
use jiff::civil::date;
use ledger::{Compartment, DeviceIndex, Position, Role, Roles, VersionVector};
use libfuzzer_sys::fuzz_target;
use throughcare_fuzz::person;

const PRISON: &str = "LEI";

/// The case of a new person once their row was carried out.
fn carried_out(row: &PlannedRow) -> Case {
    let source = Source::Import { run: uuid::Uuid::from_bytes([7; 16]), row: row.row };
    let fact = |(field, value)| Fact { field, value, calculated: None };
    let facts = row.changes.iter().map(|change| fact((change.field.clone(), change.new.clone()))).collect();
    let events = [
        CaseEvent::FactsRecorded(FactsRecorded { source: source.clone(), facts }),
        CaseEvent::MovementsRecorded(MovementsRecorded { source, movements: row.movements.clone() }),
    ];
    let mut case = Case::default();
    for (seq, event) in (1..).zip(events) {
        // As the ledger stores it and every other device reads it.
        let event =
            CaseEvent::decode(event.kind(), CaseEvent::SCHEMA, &event.encode_body()).expect("it was just written");
        let stamp = Stamp {
            position: Position { lamport: seq, device: DeviceIndex(0), seq, event: 0 },
            author: person(1),
            roles: Roles::NONE.with(Role::CaseAdministrator),
            refused: None,
            compartment: Compartment::General,
            occurred: Timestamp::UNIX_EPOCH,
            recorded: Timestamp::UNIX_EPOCH,
            base: VersionVector::new(),
        };
        let mut effects = Vec::new();
        case.apply(&stamp, event, &mut effects);
        assert!(!effects.iter().any(|effect| matches!(effect, Effect::NotApplied(_))), "{effects:?}");
    }
    case
}

/// The record once a plan was carried out.
fn record_of(plan: &Plan) -> BTreeMap<PrisonNumber, Known> {
    let known = |case: Case| Known {
        imported: case.imported().map(|(field, value)| (field.clone(), value.clone())).collect(),
        current: case.facts.iter().map(|(field, standing)| (field.clone(), standing.value.clone())).collect(),
        here: case.is_held_by(PRISON),
        movements: case.movements.iter().map(Movement::key).collect(),
    };
    plan.rows
        .iter()
        .filter(|row| row.outcome == Outcome::New)
        .map(|row| (row.number, known(carried_out(row))))
        .collect()
}

fuzz_target!(|bytes: &[u8]| {
    let file = SourceFile { name: "export".to_owned(), bytes: bytes.to_vec() };
    let Ok(rows) = read(&file) else { return };
    let setting = Setting { prison: PRISON.to_owned(), today: date(2026, 11, 22) };
    let count = rows.len();
    let first = plan(rows.clone(), &BTreeMap::new(), &setting);
    let counts = first.counts();
    assert_eq!(counts.read, count, "a row was dropped");
    assert_eq!(counts.new + counts.changed + counts.unchanged + counts.warned + counts.quarantined, count);
    let _ = first.quarantine_csv();

    let again = plan(rows, &record_of(&first), &setting);
    assert_eq!(again.quarantined, first.quarantined);
    assert!(again.rows.iter().all(|row| row.outcome == Outcome::Unchanged), "{:?}\nthen {:?}", first.rows, again.rows);
});
