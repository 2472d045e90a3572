//! An entry once it is opened, and what opening one needs.

use std::sync::Arc;

use casework::event::{CaseEvent, Unreadable};
use casework::{NotApplied, PrisonNumber, Stamp};
use crypto::Hash;
use jiff::Timestamp;
use ledger::content::{Content, EventEnvelope, Subject};
use ledger::header::{Header, payload_hash};
use ledger::ring::KeyRing;
use ledger::sealing::open_entry;
use ledger::{Compartment, DeviceIndex, Membership, Position, Roles};

use crate::error::StoreError;
use crate::record::Record;

/// An entry, opened, with what its header says of its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opened {
    pub(crate) device: DeviceIndex,
    pub(crate) seq: u64,
    pub(crate) lamport: u64,
    pub(crate) control: Hash,
    pub(crate) compartment: Compartment,
    pub(crate) content: Content,
}

/// One event of an opened entry with its stamp, or the reason why it cannot be read.
pub(crate) struct Read {
    pub(crate) subject: Subject,
    pub(crate) stamp: Stamp,
    pub(crate) event: Result<CaseEvent, NotApplied>,
}

/// An event as its author wrote it, whatever it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsWritten {
    /// About which case; empty: the unit.
    pub number: String,
    /// What it says; nothing: this program cannot read it.
    pub event: Option<CaseEvent>,
    /// For which compartment it was sealed.
    pub compartment: Compartment,
}

impl Opened {
    /// The events as they were written, in their order.
    pub(crate) fn into_written(self) -> Vec<AsWritten> {
        let compartment = self.compartment;
        let written = |envelope: EventEnvelope| AsWritten {
            number: case_of(&envelope.subject)
                .map_or_else(|| envelope.subject.as_str().to_owned(), |number| number.to_string()),
            event: CaseEvent::decode(envelope.kind, envelope.schema, &envelope.body).ok(),
            compartment,
        };
        self.content.events.into_iter().map(written).collect()
    }

    /// The events, stamped with what the control log says of their author.
    pub(crate) fn events(self, membership: &Membership) -> impl Iterator<Item = Read> {
        let Self { device, seq, lamport, control, compartment, content } = self;
        let Content { recorded, actor, events, .. } = content;
        let authority = membership.authority(device, seq, &control, actor);
        let recorded = time(recorded);
        events.into_iter().enumerate().map(move |(at, envelope)| {
            let EventEnvelope { subject, kind, schema, occurred, base, body } = envelope;
            let position = Position { lamport, device, seq, event: u16::try_from(at).unwrap_or(u16::MAX) };
            let (author, roles, refused) = match authority {
                Ok(authority) => (authority.principal, authority.roles, None),
                Err(refusal) => (actor, Roles::NONE, Some(refusal)),
            };
            let stamp =
                Stamp { position, author, roles, refused, compartment, occurred: time(occurred), recorded, base };
            let event = CaseEvent::decode(kind, schema, &body).map_err(|unreadable| match unreadable {
                Unreadable::Newer => NotApplied::Newer,
                Unreadable::Damaged => NotApplied::Damaged,
            });
            Read { subject, stamp, event }
        })
    }
}

fn time(milliseconds: i64) -> Timestamp {
    Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The case that a subject names, however its number is written.
pub(crate) fn case_of(subject: &Subject) -> Option<PrisonNumber> {
    match subject {
        Subject::Unit => None,
        Subject::Case(number) => number.parse().ok(),
    }
}

/// What opening needs, to be shared with other threads.
#[derive(Clone)]
pub(crate) struct Opener {
    pub(crate) membership: Arc<Membership>,
    pub(crate) ring: Arc<KeyRing>,
}

impl Opener {
    pub(crate) fn of(record: &Record) -> Self {
        Self { membership: Arc::clone(&record.identity.membership), ring: Arc::clone(&record.identity.ring) }
    }

    /// Opens an entry.
    pub(crate) fn open(
        &self,
        device: DeviceIndex,
        header: &Header,
        payload: &[u8],
    ) -> Result<Option<Opened>, StoreError> {
        open(&self.membership, &self.ring, device, header, payload)
    }
}

/// Opens an entry. Nothing: there is no key for it here, or its author put something under the key that is no entry. It stays closed
/// then, and its device's log goes on: whoever has no key for it could not tell.
pub(crate) fn open(
    membership: &Membership,
    ring: &KeyRing,
    device: DeviceIndex,
    header: &Header,
    payload: &[u8],
) -> Result<Option<Opened>, StoreError> {
    let Some(key) = ring.key(&header.kid) else { return Ok(None) };
    let Some(compartment) = membership.compartment_of(&header.kid) else { return Ok(None) };
    match open_entry(header, payload, key) {
        Ok(content) => Ok(Some(Opened {
            device,
            seq: header.seq,
            lamport: header.lamport,
            control: header.control,
            compartment,
            content,
        })),
        // Its author's doing: it is what the header names.
        Err(_) if payload_hash(payload) == header.payload_hash => Ok(None),
        Err(error) => Err(StoreError::Ledger(format!("entry {} of device {}: {error}", header.seq, device.0))),
    }
}
