//! A member who holds the keys of their device, and has put our program aside: they write, seal and sign whatever they like, as far as keys go.

use casework::event::CaseEvent;
use crypto::{DeviceKeys, Hash};
use ledger::chain::Tip;
use ledger::header::{Class, Header, VERSION, entry_hash, payload_hash};
use ledger::ring::KeyRing;
use ledger::sealing::{Pen, sign_control, sign_seal};
use ledger::wire::{Batch, BatchEntry, Push};
use ledger::{
    Act, Compartment, Content, EventEnvelope, Membership, PrincipalId, SignedControl, Subject, VersionVector,
};
use rand_chacha::ChaCha20Rng;
use rand_core::SeedableRng;
use sync::{Ask, Asking};

use super::crew::Crew;
use super::work::prisoner;

/// A member without our program.
pub struct Rogue {
    /// Whom they write as: themselves, until somebody says otherwise.
    pub actor: PrincipalId,
    /// When they say that they write, in milliseconds since 1970.
    pub recorded: i64,
    /// The head of the control log that they say they know.
    pub control: Hash,
    /// The end of their log.
    pub tip: Tip,
    device: Hash,
    keys: DeviceKeys,
    membership: Membership,
    ring: KeyRing,
    rng: ChaCha20Rng,
}

impl Rogue {
    /// One of a crew, at the start of their log. `recorded`: when they say that they write.
    pub fn of(crew: &Crew, who: usize, recorded: i64) -> Self {
        let membership = Membership::of(&crew.log).map_err(|(_, error)| error).unwrap();
        let keys = crew.secrets(who).1;
        let device = membership.device_by_id(&keys.public().id()).unwrap();
        let (actor, tip, control) = (device.principal, device.start(), membership.head());
        let ring = KeyRing::of_device(&membership, &keys).unwrap();
        let rng = ChaCha20Rng::seed_from_u64(0xBAD + who as u64);
        Self { actor, recorded, control, tip, device: keys.public().id(), keys, membership, ring, rng }
    }

    /// They hear of a change to the unit.
    pub fn hears(&mut self, entry: &SignedControl) {
        self.membership.accept(entry).unwrap();
        self.control = self.membership.head();
        self.ring = KeyRing::of_device(&self.membership, &self.keys).unwrap();
    }

    /// The identifier of their device.
    pub const fn device(&self) -> Hash {
        self.device
    }

    /// An event about the first prisoner, as it is written.
    pub fn envelope(&self, event: &CaseEvent) -> EventEnvelope {
        EventEnvelope {
            subject: Subject::Case(prisoner(0).as_str().into()),
            kind: event.kind(),
            schema: CaseEvent::SCHEMA,
            occurred: self.recorded,
            base: VersionVector::new(),
            body: event.encode_body().into(),
        }
    }

    /// The next entry of their log, with one event in it.
    pub fn writes(&mut self, event: &CaseEvent) -> BatchEntry {
        let event = self.envelope(event);
        self.writes_down(event)
    }

    /// The same with an event that may be none.
    pub fn writes_down(&mut self, event: EventEnvelope) -> BatchEntry {
        let content = Content {
            recorded: self.recorded,
            actor: self.actor,
            session: [0x66; 16],
            command: [0x66; 16],
            events: vec![event],
            seen: VersionVector::new(),
            server_head: None,
        };
        self.seals(&content.to_bytes())
    }

    /// The same with anything inside.
    pub fn seals(&mut self, inside: &[u8]) -> BatchEntry {
        let (kid, key) = self.ring.current(&self.membership, Compartment::General).unwrap();
        let mut header = Header {
            version: VERSION,
            unit: self.membership.unit(),
            device: self.device,
            seq: self.tip.seq + 1,
            prev: self.tip.hash,
            control: self.control,
            kid,
            payload_hash: self.tip.hash,
            payload_len: 0,
            class: Class::Normal,
            lamport: self.tip.lamport + 1,
        };
        let payload = key.seal_payload(&mut self.rng, &header.associated_data(), inside).unwrap();
        header.payload_hash = payload_hash(&payload);
        header.payload_len = u32::try_from(payload.len()).unwrap();
        let bytes = header.to_bytes();
        let control = self.membership.place(&self.control).unwrap();
        self.tip = Tip { seq: header.seq, hash: entry_hash(&bytes), lamport: header.lamport, control };
        BatchEntry { header: bytes.into(), payload: payload.into() }
    }

    /// Entries that they have just written, with their seal.
    pub fn sealed(&self, entries: Vec<BatchEntry>) -> Batch {
        let seal = sign_seal(&self.keys, self.membership.unit(), self.device, self.tip.seq, self.tip.hash);
        Batch { device: self.device, entries, seal }
    }

    /// Batches on their way to the server. `control`: the head of the control log as the server has it; `at`: now.
    pub fn sends(&self, batches: Vec<Batch>, control: Hash, at: i64) -> Asking {
        let ask = Ask::Send { unit: self.membership.unit(), push: Push { control, batches } };
        Asking::signed(ask, &self.keys, at)
    }

    /// A change to the unit that they sign, on its way to the server.
    pub fn governs(&self, act: Act, at: i64) -> Asking {
        let entry = sign_control(&self.membership, &Pen::Device(&self.keys), at, act).unwrap();
        Asking::signed(Ask::Govern { unit: self.membership.unit(), entry }, &self.keys, at)
    }

    /// They ask how far the log goes.
    pub fn asks(&self, at: i64) -> Asking {
        Asking::signed(Ask::Head { unit: self.membership.unit() }, &self.keys, at)
    }
}
