//! One prisoner's record as it comes about, in the order of the record. Every telling checks on the way that what the ledger
//! stores is what was told, that the case comes back from its own bytes, and that what is not applied leaves no trace.

use casework::effect::NotApplied;
use casework::event::{
    ActionAgreed, ActionId, ActionOwner, Allocated, AmendmentId, CaseEvent, FactsRecorded, MovementsRecorded,
    NoteAmended, NoteId, NoteWritten, Post, Visibility,
};
use casework::fact::{Fact, Source, Value};
use casework::field::{Field, FieldKey};
use casework::movement::{Direction, Movement, MovementKind};
use casework::{Case, Effect, Stamp};
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::{Compartment, DeviceIndex, Position, PrincipalId, Role, Roles, VersionVector};
use uuid::Uuid;

/// A member of staff at their own computer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Author {
    pub(crate) device: DeviceIndex,
    pub(crate) principal: PrincipalId,
    pub(crate) roles: Roles,
}

const fn author(device: u32, role: Role) -> Author {
    Author { device: DeviceIndex(device), principal: person(0xa0 + device as u8), roles: Roles::NONE.with(role) }
}

pub(crate) const ADMINISTRATOR: Author = author(0, Role::Administrator);
pub(crate) const CLERK: Author = author(1, Role::CaseAdministrator);
pub(crate) const POM: Author = author(2, Role::Pom);
pub(crate) const KEYWORKER: Author = author(3, Role::Keyworker);
pub(crate) const HEAD: Author = author(4, Role::HeadOfOmuDelivery);
/// A second head of delivery, who covers on other days and works at another computer.
pub(crate) const DEPUTY: Author = author(5, Role::HeadOfOmuDelivery);
/// A third.
pub(crate) const COVER: Author = author(6, Role::HeadOfOmuDelivery);
pub(crate) const GOVERNOR: Author = author(7, Role::Governor);
/// A second governor, at another computer.
pub(crate) const DEPUTY_GOVERNOR: Author = author(8, Role::Governor);
pub(crate) const DUTY_MANAGER: Author = author(9, Role::DutyManager);
pub(crate) const GATE: Author = author(10, Role::GateOfficer);
/// The same gate's other computer.
pub(crate) const SIDE_GATE: Author = author(11, Role::GateOfficer);

pub(crate) const fn person(number: u8) -> PrincipalId {
    PrincipalId(Uuid::from_bytes([number; 16]))
}

pub(crate) const fn note_id(number: u8) -> NoteId {
    NoteId(Uuid::from_bytes([number; 16]))
}

pub(crate) const fn action_id(number: u8) -> ActionId {
    ActionId(Uuid::from_bytes([number; 16]))
}

pub(crate) fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// Who had seen what when they wrote.
#[derive(Debug, Clone)]
pub(crate) enum Saw {
    /// Everything that had been written.
    Everything,
    /// Nothing but what they had written themselves.
    Nothing,
    /// What others had written up to here.
    This(VersionVector),
}

#[derive(Clone, Default)]
pub(crate) struct Story {
    pub(crate) case: Case,
    lamport: u64,
    seqs: [u64; 12],
}

impl Story {
    /// Somebody who has seen everything writes an event.
    pub(crate) fn tell(&mut self, who: Author, event: CaseEvent) -> Vec<Effect> {
        self.write(who, Saw::Everything, event)
    }

    /// Somebody writes an event without having seen anybody else's.
    pub(crate) fn tell_unaware(&mut self, who: Author, event: CaseEvent) -> Vec<Effect> {
        self.write(who, Saw::Nothing, event)
    }

    /// What a reader has seen by now.
    pub(crate) fn so_far(&self) -> VersionVector {
        self.case.heard.clone()
    }

    /// The next event's stamp.
    pub(crate) fn stamp(&mut self, who: Author, saw: Saw) -> Stamp {
        self.lamport += 1;
        let seq = &mut self.seqs[who.device.0 as usize];
        *seq += 1;
        let position = Position { lamport: self.lamport, device: who.device, seq: *seq, event: 0 };
        let minutes = i64::try_from(self.lamport).unwrap();
        Stamp {
            position,
            author: who.principal,
            roles: who.roles,
            refused: None,
            compartment: Compartment::General,
            occurred: Timestamp::from_second(1_795_169_700 + 60 * minutes).unwrap(),
            recorded: Timestamp::from_second(1_795_169_730 + 60 * minutes).unwrap(),
            base: match saw {
                Saw::Everything => self.so_far(),
                Saw::Nothing => VersionVector::new(),
                Saw::This(seen) => seen,
            },
        }
    }

    pub(crate) fn write(&mut self, who: Author, saw: Saw, event: CaseEvent) -> Vec<Effect> {
        let mut stamp = self.stamp(who, saw);
        stamp.compartment = compartment_of(&event, &self.case);
        self.apply(&stamp, event)
    }

    /// Applies an event under a stamp made by hand.
    pub(crate) fn apply(&mut self, stamp: &Stamp, event: CaseEvent) -> Vec<Effect> {
        apply_checked(&mut self.case, stamp, event)
    }

    /// Somebody who has seen everything tries what they may not, or what does not fit.
    pub(crate) fn refused(&mut self, who: Author, event: CaseEvent) -> NotApplied {
        not_applied(&self.tell(who, event)).expect("it was applied")
    }

    pub(crate) fn value(&self, field: Field) -> Value {
        self.case.value(field).cloned().unwrap_or(Value::Nothing)
    }

    pub(crate) fn holder(&self, post: Post) -> Option<PrincipalId> {
        self.case.holder(post).map(|holding| holding.staff)
    }

    /// How many values are contested over, if any are.
    pub(crate) fn contested(&self) -> Vec<usize> {
        self.case.conflicts.iter().map(|conflict| conflict.candidates.len()).collect()
    }
}

/// Applies an event as any device would, and checks what must hold of every event.
pub(crate) fn apply_checked(case: &mut Case, stamp: &Stamp, event: CaseEvent) -> Vec<Effect> {
    let stored = event.encode_body();
    let read = CaseEvent::decode(event.kind(), CaseEvent::SCHEMA, &stored).unwrap();
    assert_eq!(read, event, "what the ledger stores is not what was told");

    let before = case.clone();
    let mut effects = Vec::new();
    case.apply(stamp, read, &mut effects);

    if not_applied(&effects).is_some() {
        assert_eq!(effects.len(), 1, "what is not applied has no other effect");
        let mut expected = before;
        expected.heard.see(stamp.position.device, stamp.position.seq);
        assert_eq!(*case, expected, "what is not applied left a trace");
    }
    assert!(case.heard.saw(stamp.position.device, stamp.position.seq));
    assert_eq!(reread(case), *case, "the case does not come back from its bytes");
    effects
}

/// A case from its own bytes. The notes that events may speak of are not part of these: whoever folds provides them.
pub(crate) fn reread(case: &Case) -> Case {
    let bytes = minicbor::to_vec(case).unwrap();
    let mut read: Case = minicbor::decode(&bytes).unwrap();
    assert_eq!(minicbor::to_vec(&read).unwrap(), bytes, "a case has two spellings");
    assert!(read.known_notes.is_empty());
    read.known_notes.clone_from(&case.known_notes);
    read
}

pub(crate) fn not_applied(effects: &[Effect]) -> Option<NotApplied> {
    effects.iter().find_map(|effect| match effect {
        Effect::NotApplied(reason) => Some(reason.clone()),
        _ => None,
    })
}

/// Where an honest device seals an event.
pub(crate) fn compartment_of(event: &CaseEvent, case: &Case) -> Compartment {
    let restricted = match event {
        CaseEvent::NoteWritten(note) => note.visibility == Visibility::Restricted,
        CaseEvent::NoteAmended(amended) => case.known_notes.get(&amended.note) == Some(&Visibility::Restricted),
        CaseEvent::ActionSettled(settled) => {
            case.actions.get(&settled.action).is_some_and(|open| open.visibility == Visibility::Restricted)
        }
        CaseEvent::RotlConsulted(consulted) => consulted.visibility == Visibility::Restricted,
        CaseEvent::PlanStated(stated) => stated.topic.is_restricted(),
        CaseEvent::VictimContactRecorded(_) | CaseEvent::RestrictedViewed(_) | CaseEvent::PackRestricted(_) => true,
        _ => false,
    };
    if restricted { Compartment::Restricted } else { Compartment::General }
}

// --- what people write ---

pub(crate) fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

pub(crate) fn date(iso: &str) -> Value {
    Value::Date(day(iso))
}

pub(crate) fn fact(field: impl Into<FieldKey>, value: Value) -> Fact {
    Fact { field: field.into(), value, calculated: None }
}

pub(crate) fn by_staff() -> Source {
    Source::Staff { reason: "Letter from the court".to_owned() }
}

/// Row 1 of a night's import.
pub(crate) fn by_import(night: u8) -> Source {
    Source::Import { run: Uuid::from_bytes([night; 16]), row: 1 }
}

pub(crate) fn stated(field: Field, value: Value) -> CaseEvent {
    CaseEvent::FactsRecorded(FactsRecorded { source: by_staff(), facts: vec![fact(field, value)] })
}

pub(crate) fn imported(night: u8, facts: &[(Field, Value)]) -> CaseEvent {
    let facts = facts.iter().map(|(field, value)| fact(*field, value.clone())).collect();
    CaseEvent::FactsRecorded(FactsRecorded { source: by_import(night), facts })
}

pub(crate) fn note(number: u8, visibility: Visibility) -> NoteWritten {
    NoteWritten {
        id: note_id(number),
        note_type: "OMIC".to_owned(),
        sub_type: "GEN".to_owned(),
        visibility,
        text: "Spoke to him after unlock.".to_owned(),
        place: "LEI".to_owned(),
        actions: Vec::new(),
    }
}

pub(crate) fn action(number: u8) -> ActionAgreed {
    ActionAgreed {
        id: action_id(number),
        text: "Ask the workshop for a place".to_owned(),
        owner: ActionOwner::Staff,
        due: Some(day("2026-12-04")),
    }
}

/// A key-work session in which some actions were agreed.
pub(crate) fn session(number: u8, actions: &[u8]) -> CaseEvent {
    CaseEvent::NoteWritten(NoteWritten {
        note_type: "KA".to_owned(),
        sub_type: "KS".to_owned(),
        actions: actions.iter().map(|number| action(*number)).collect(),
        ..note(number, Visibility::General)
    })
}

pub(crate) fn amendment(number: u8, of: u8) -> CaseEvent {
    CaseEvent::NoteAmended(NoteAmended {
        id: AmendmentId(Uuid::from_bytes([number; 16])),
        note: note_id(of),
        reason: "The wing was wrong".to_owned(),
        text: "It was B wing.".to_owned(),
    })
}

pub(crate) fn allocated(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::Allocated(Allocated { post, staff, reason: "Knows the case".to_owned() })
}

pub(crate) fn movement(on: &str, kind: MovementKind, direction: Direction) -> Movement {
    Movement { at: on.parse().unwrap(), kind, direction, reason: None, from: None, to: None }
}

pub(crate) fn moved(movements: &[Movement]) -> CaseEvent {
    CaseEvent::MovementsRecorded(MovementsRecorded { source: by_import(1), movements: movements.to_vec() })
}
