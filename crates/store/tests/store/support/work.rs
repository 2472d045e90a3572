//! What is written at a desk: through the store, and by hand past it.

use casework::event::CaseEvent;
use casework::{Field, PrisonNumber};
use ledger::content::{Content, EventEnvelope};
use ledger::header::Class;
use ledger::sealing::{Place, SealedEntry, seal_entry, sign_seal};
use ledger::{Compartment, Subject, VersionVector};
use store::receive::SealedLog;
use store::{Action, NewEvent, WriteError, Written};

use super::desk::Desk;
use super::events::{compartment_of, recorded, text};
use super::{MINUTE, MORNING, PRISON, SESSION, clock};

impl Desk {
    /// Writes events about somebody, as one action.
    pub(crate) async fn tries(&mut self, about: &PrisonNumber, events: Vec<CaseEvent>) -> Result<Written, WriteError> {
        let compartment = events.first().map_or(Compartment::General, compartment_of);
        self.tries_in(compartment, about, events).await
    }

    pub(crate) async fn tries_in(
        &mut self,
        compartment: Compartment,
        about: &PrisonNumber,
        events: Vec<CaseEvent>,
    ) -> Result<Written, WriteError> {
        self.tries_about(compartment, Subject::Case(about.as_str().into()), events).await
    }

    pub(crate) async fn tries_about(
        &mut self,
        compartment: Compartment,
        subject: Subject,
        events: Vec<CaseEvent>,
    ) -> Result<Written, WriteError> {
        self.minutes += 1;
        let now = clock(self.minutes);
        let new = |event| NewEvent { subject: subject.clone(), occurred: now, event, base: None };
        let events = events.into_iter().map(new).collect();
        let action = Action { compartment, class: Class::Normal, command: [9; 16], events };
        let mut rng = self.rng.clone();
        let written = self.write(&mut rng, now, vec![action], |_| {}).await;
        self.rng = rng;
        written
    }

    /// Writes an event that must be taken.
    pub(crate) async fn writes(&mut self, about: &PrisonNumber, event: CaseEvent) {
        self.tries(about, vec![event]).await.unwrap();
    }

    /// Records who somebody is.
    pub(crate) async fn meets(&mut self, about: &PrisonNumber, first: &str, last: &str) {
        let facts = [
            (Field::FirstName, text(first)),
            (Field::LastName, text(last)),
            (Field::PrisonId, text(PRISON)),
            (Field::CellLocation, text("A-1-003")),
        ];
        self.writes(about, recorded(facts)).await;
    }

    /// Seals an entry by hand, without asking the fold: as a program would that ignores the rules.
    pub(crate) fn forges(&mut self, compartment: Compartment, events: &[(Subject, CaseEvent)]) -> SealedLog {
        let (entry, seal) = self.seals_by_hand(compartment, events, |_, _| {});
        let device = self.own_device().unwrap().id;
        SealedLog { device, entries: vec![(entry.header_bytes, entry.payload)], seal }
    }

    pub(crate) fn seals_by_hand(
        &mut self,
        compartment: Compartment,
        events: &[(Subject, CaseEvent)],
        change: impl FnOnce(&mut Place, &mut Content),
    ) -> (SealedEntry, crypto::Signature) {
        self.minutes += 1;
        let now = MORNING + self.minutes * MINUTE;
        let device = self.own_device().unwrap().clone();
        let lamport = self.membership().devices().iter().filter_map(|device| self.tip(device.index));
        let lamport = lamport.map(|tip| tip.lamport).max().unwrap() + 1;
        let (unit, control) = (self.membership().unit(), self.membership().head());
        let tip = self.tip(device.index).unwrap();
        let mut at = Place { unit, device: device.id, tip, control, lamport };
        let envelope = |(subject, event): &(Subject, CaseEvent)| EventEnvelope {
            subject: subject.clone(),
            kind: event.kind(),
            schema: CaseEvent::SCHEMA,
            occurred: now,
            base: VersionVector::new(),
            body: event.encode_body().into(),
        };
        let mut content = Content {
            recorded: now,
            actor: self.who,
            session: SESSION,
            command: [8; 16],
            events: events.iter().map(envelope).collect(),
            seen: VersionVector::new(),
            server_head: None,
        };
        change(&mut at, &mut content);
        let mut rng = self.rng.clone();
        let key = self.ring().current(self.membership(), compartment).expect("this device holds no such key");
        let entry = seal_entry(&mut rng, &at, key, Class::Normal, &content).unwrap();
        let seal = sign_seal(self.device_keys(), unit, device.id, entry.header.seq, entry.hash);
        self.rng = rng;
        (entry, seal)
    }
}
