//! Events of a case, in few words.

use casework::event::{
    ActionAgreed, ActionId, ActionOwner, ActionSettled, Allocated, AmendmentId, CaseEvent, Contact, ContactId,
    Deallocated, EndReason, FactsRecorded, MovementsRecorded, NoteAmended, NoteId, NoteWritten, Post, RestrictedViewed,
    VictimContact, Visibility,
};
use casework::movement::{Direction, Movement, MovementKind};
use casework::{Fact, Field, PrisonNumber, Source, Value};
use ledger::{Compartment, PrincipalId, Subject};

use super::{PRISON, uuid};

pub(crate) fn text(of: &str) -> Value {
    Value::Text(of.to_owned())
}

pub(crate) fn date(of: &str) -> Value {
    Value::Date(of.parse().unwrap())
}

pub(crate) fn case(about: &PrisonNumber) -> Subject {
    Subject::Case(about.as_str().into())
}

pub(super) fn compartment_of(event: &CaseEvent) -> Compartment {
    match event {
        CaseEvent::NoteWritten(note) if note.visibility == Visibility::Restricted => Compartment::Restricted,
        CaseEvent::VictimContactRecorded(_) | CaseEvent::RestrictedViewed(_) => Compartment::Restricted,
        _ => Compartment::General,
    }
}

fn stated(facts: impl IntoIterator<Item = (Field, Value)>, source: Source) -> CaseEvent {
    let facts = facts.into_iter().map(|(field, value)| Fact { field: field.into(), value, calculated: None });
    CaseEvent::FactsRecorded(FactsRecorded { source, facts: facts.collect() })
}

/// Facts that a member of staff records.
pub(crate) fn recorded(facts: impl IntoIterator<Item = (Field, Value)>) -> CaseEvent {
    stated(facts, Source::Staff { reason: "Seen on the warrant".to_owned() })
}

/// Facts of an import.
pub(crate) fn imported(run: u64, row: u32, facts: impl IntoIterator<Item = (Field, Value)>) -> CaseEvent {
    stated(facts, Source::Import { run: uuid(run), row })
}

pub(crate) fn released_on(day: &str) -> CaseEvent {
    recorded([(Field::Release, date(day))])
}

pub(crate) fn moved(day: &str, kind: MovementKind, direction: Direction) -> CaseEvent {
    let movement = Movement {
        at: format!("{day}T09:30:00").parse().unwrap(),
        kind,
        direction,
        reason: Some("N".to_owned()),
        from: Some("MDI".to_owned()),
        to: Some(PRISON.to_owned()),
    };
    let source = Source::Staff { reason: "The reception book".to_owned() };
    CaseEvent::MovementsRecorded(MovementsRecorded { source, movements: vec![movement] })
}

/// A note to be written.
#[derive(Clone)]
pub(crate) struct Note(pub(crate) NoteWritten);

impl Note {
    pub(crate) fn new(id: u64, words: &str) -> Self {
        Self(NoteWritten {
            id: NoteId(uuid(id)),
            note_type: "GEN".to_owned(),
            sub_type: "OSE".to_owned(),
            visibility: Visibility::General,
            text: words.to_owned(),
            place: PRISON.to_owned(),
            actions: Vec::new(),
        })
    }

    /// A key-work session.
    pub(crate) fn session(mut self) -> Self {
        "KA".clone_into(&mut self.0.note_type);
        "KS".clone_into(&mut self.0.sub_type);
        self
    }

    pub(crate) fn seen_by(mut self, visibility: Visibility) -> Self {
        self.0.visibility = visibility;
        self
    }

    pub(crate) fn sensitive(self) -> Self {
        self.seen_by(Visibility::Sensitive)
    }

    pub(crate) fn restricted(self) -> Self {
        self.seen_by(Visibility::Restricted)
    }

    pub(crate) fn agreeing(mut self, id: u64, words: &str) -> Self {
        self.0.actions.push(ActionAgreed {
            id: ActionId(uuid(id)),
            text: words.to_owned(),
            owner: ActionOwner::Prisoner,
            due: Some("2026-12-04".parse().unwrap()),
        });
        self
    }

    pub(crate) fn written(self) -> CaseEvent {
        CaseEvent::NoteWritten(self.0)
    }
}

pub(crate) fn amended(id: u64, note: u64, words: &str) -> CaseEvent {
    CaseEvent::NoteAmended(NoteAmended {
        id: AmendmentId(uuid(id)),
        note: NoteId(uuid(note)),
        reason: "The date was wrong".to_owned(),
        text: words.to_owned(),
    })
}

pub(crate) fn settled(action: u64, done: bool, outcome: &str) -> CaseEvent {
    CaseEvent::ActionSettled(ActionSettled { action: ActionId(uuid(action)), done, outcome: outcome.to_owned() })
}

pub(crate) fn allocated(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::Allocated(Allocated { post, staff, reason: "Knows the wing".to_owned() })
}

pub(crate) fn deallocated(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::Deallocated(Deallocated { post, staff, reason: EndReason::Manual, detail: None })
}

pub(crate) fn contact(id: u64, name: &str) -> CaseEvent {
    CaseEvent::ContactRecorded(Contact {
        id: ContactId(uuid(id)),
        relationship: "Sister".to_owned(),
        name: name.to_owned(),
        phone: Some("0113 496 0000".to_owned()),
        email: None,
        address: None,
    })
}

pub(crate) fn contact_ended(id: u64) -> CaseEvent {
    CaseEvent::ContactEnded(casework::event::ContactEnded {
        id: ContactId(uuid(id)),
        reason: "Asked not to be called".to_owned(),
    })
}

pub(crate) fn victim_contact(officer: &str) -> CaseEvent {
    CaseEvent::VictimContactRecorded(VictimContact {
        officer: officer.to_owned(),
        email: None,
        phone: None,
        remarks: Some("Asks for an exclusion zone".to_owned()),
    })
}

pub(crate) fn viewed(what: &str) -> CaseEvent {
    CaseEvent::RestrictedViewed(RestrictedViewed { what: what.to_owned(), reason: "Before the board".to_owned() })
}
