//! What people do on their ships: notes, release dates and allocations that contradict each other where two write them apart, and settling what
//! does.

use casework::case::Candidate;
use casework::event::{Allocated, CaseEvent, ConflictSettled, FactsRecorded, NoteId, NoteWritten, Post, Visibility};
use casework::{Fact, Field, PrisonNumber, Source, Value};
use jiff::Timestamp;
use ledger::header::Class;
use ledger::{Compartment, Subject};
use store::read::NoteQuery;
use store::{Action, NewEvent, WriteError};
use uuid::Uuid;

use super::crew::person;
use super::ship::Ship;

/// How many prisoners there are.
const PEOPLE: u64 = 5;

/// The prisoner with a serial number.
pub fn prisoner(serial: u64) -> PrisonNumber {
    format!("A{:04}BC", 1000 + serial).parse().unwrap()
}

/// Everybody.
pub fn everybody() -> impl Iterator<Item = PrisonNumber> {
    (0..PEOPLE).map(prisoner)
}

/// Something that was written and said to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Whose note.
    pub about: PrisonNumber,
    /// Which.
    pub note: NoteId,
}

/// Something happens on a ship. A note that was saved is told.
pub async fn happens(ship: &mut Ship, serial: u64, at: i64) -> Option<Saved> {
    let about = prisoner(ship.below(PEOPLE));
    let now = ship.clock(at);
    if ship.below(4) == 0 {
        let day = format!("2027-{:02}-{:02}", 1 + ship.below(12), 1 + ship.below(28));
        let fact = Fact { field: Field::Release.into(), value: Value::Date(day.parse().unwrap()), calculated: None };
        let source = Source::Staff { reason: "Seen on the warrant".to_owned() };
        writes(ship, &about, now, CaseEvent::FactsRecorded(FactsRecorded { source, facts: vec![fact] })).await;
        return None;
    }
    let (note, event) = noted(ship, serial, Visibility::General);
    writes(ship, &about, now, event).await.then_some(Saved { about, note })
}

/// Something restricted is written, by whoever holds the keys of that.
pub async fn confides(ship: &mut Ship, serial: u64, at: i64) {
    let record = ship.record();
    if record.ring().current(record.membership(), Compartment::Restricted).is_none() {
        return;
    }
    let about = prisoner(ship.below(PEOPLE));
    let now = ship.clock(at);
    let event = noted(ship, serial, Visibility::Restricted).1;
    writes_in(ship, Compartment::Restricted, &about, now, event).await;
}

/// A note of somebody on a ship.
fn noted(ship: &Ship, serial: u64, visibility: Visibility) -> (NoteId, CaseEvent) {
    let id = NoteId(Uuid::from_u64_pair(0x0193_0000_0000_7000 + ship.who as u64, serial));
    let note = NoteWritten {
        id,
        note_type: "GEN".to_owned(),
        sub_type: "OSE".to_owned(),
        visibility,
        text: format!("Note {serial} of ship {}", ship.who),
        place: "LEI".to_owned(),
        actions: Vec::new(),
    };
    (id, CaseEvent::NoteWritten(note))
}

/// Somebody decides: which of several values stands, where that is open, or who holds a post. `staff`: how many there are.
pub async fn decides(ship: &mut Ship, staff: u64, at: i64) {
    let about = prisoner(ship.below(PEOPLE));
    let now = ship.clock(at);
    let case = ship.record().case(&about).await.unwrap().unwrap_or_default();
    let event = match case.conflicts.first() {
        Some(conflict) => {
            let chosen = usize::try_from(ship.below(conflict.candidates.len() as u64)).unwrap();
            let Candidate { value, staff, .. } = conflict.candidates[chosen].clone();
            let (contested, reason) = (conflict.contested.clone(), "Seen on the warrant".to_owned());
            CaseEvent::ConflictSettled(ConflictSettled { contested, value, staff, reason })
        }
        None => {
            let staff = person(usize::try_from(ship.below(staff)).unwrap());
            CaseEvent::Allocated(Allocated { post: Post::Pom, staff, reason: "Has room".to_owned() })
        }
    };
    writes(ship, &about, now, event).await;
}

/// Whether it was saved: what somebody's role may not do, the record refuses.
pub async fn writes(ship: &mut Ship, about: &PrisonNumber, now: Timestamp, event: CaseEvent) -> bool {
    writes_in(ship, Compartment::General, about, now, event).await
}

async fn writes_in(
    ship: &mut Ship,
    compartment: Compartment,
    about: &PrisonNumber,
    now: Timestamp,
    event: CaseEvent,
) -> bool {
    let event = NewEvent { subject: Subject::Case(about.as_str().into()), occurred: now, event, base: None };
    let mut command = [0; 16];
    rand_core::Rng::fill_bytes(&mut ship.rng, &mut command);
    let action = Action { compartment, class: Class::Normal, command, events: vec![event] };
    let (record, rng) = ship.parts();
    match record.write(rng, now, vec![action], |_| {}).await {
        Ok(_) => true,
        Err(WriteError::NotApplied(_)) => false,
        Err(other) => panic!("{other}"),
    }
}

/// The notes of somebody that a ship has.
pub async fn notes(ship: &mut Ship, about: &PrisonNumber) -> Vec<NoteId> {
    let query =
        NoteQuery { visibility: Visibility::General, note_type: None, sub_type: None, offset: 0, limit: 10_000 };
    let rows = ship.record().notes(about, &query).await.unwrap();
    rows.into_iter().map(|row| row.id).collect()
}

/// The conflicts that a ship has, of everybody.
pub async fn conflicts(ship: &mut Ship) -> Vec<String> {
    let mut found = Vec::new();
    for number in everybody() {
        if let Some(case) = ship.record().case(&number).await.unwrap() {
            found.push(format!("{number}: {:?}", case.conflicts));
        }
    }
    found
}
