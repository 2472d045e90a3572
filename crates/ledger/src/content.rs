//! What is inside an entry once it is opened: one action by one person, as a few events. The ledger carries the bodies of
//! events without reading them.

use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crypto::{Hash, Signature};

use crate::identity::{PrincipalId, UnitId};
use crate::version::VersionVector;
use crate::wire::{Head, SignedHead};

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Subject {
    /// The unit as a whole.
    Unit,
    /// A case, by its prison number.
    Case(Box<str>),
}

impl Subject {
    /// As it is stored: a case's number, or nothing for the unit.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Unit => "",
            Self::Case(number) => number,
        }
    }

    /// From what is stored.
    #[expect(clippy::should_implement_trait, reason = "every text is a subject: there is no error to return")]
    pub fn from_str(text: &str) -> Self {
        if text.is_empty() { Self::Unit } else { Self::Case(text.into()) }
    }
}

impl<C> Encode<C> for Subject {
    fn encode<W: minicbor::encode::Write>(
        &self,
        e: &mut minicbor::Encoder<W>,
        _: &mut C,
    ) -> Result<(), minicbor::encode::Error<W::Error>> {
        e.str(self.as_str())?.ok()
    }
}

impl<'b, C> Decode<'b, C> for Subject {
    fn decode(d: &mut minicbor::Decoder<'b>, _: &mut C) -> Result<Self, minicbor::decode::Error> {
        Ok(Self::from_str(d.str()?))
    }
}

/// One event.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EventEnvelope {
    /// About whom.
    #[n(0)]
    pub subject: Subject,
    /// The number of its kind.
    #[n(1)]
    pub kind: u16,
    /// The version of its body.
    #[n(2)]
    pub schema: u8,
    /// When it happened, in milliseconds since 1970, UTC.
    #[n(3)]
    pub occurred: i64,
    /// Which version of the case its author was looking at.
    #[n(4)]
    pub base: VersionVector,
    /// Its body.
    #[n(5)]
    pub body: ByteVec,
}

/// The server's head that an author had last accepted: gossip by which a server that forks is caught.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ServerHead {
    /// The server's cursor.
    #[n(0)]
    pub cursor: u64,
    /// The server's running hash at it.
    #[n(1)]
    pub log_hash: Hash,
    /// The rest of what the server signed. Without it, it is what somebody says; with it, it is a proof.
    #[n(2)]
    pub proof: Option<HeadProof>,
}

/// What makes a server's head that somebody tells of a proof against the server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct HeadProof {
    /// The head of the control log.
    #[n(0)]
    pub control: Hash,
    /// When, in milliseconds since 1970, UTC, by the server's clock.
    #[n(1)]
    pub at: i64,
    /// The server's signature over all of it.
    #[n(2)]
    pub signature: Signature,
}

impl ServerHead {
    /// What is told of a head that the server signed.
    pub fn of(signed: &SignedHead) -> Option<Self> {
        let Head { unit: _, cursor, log, control, at } = signed.head()?;
        let proof = Some(HeadProof { control, at, signature: signed.signature });
        Some(Self { cursor, log_hash: log, proof })
    }

    /// The head as the server signed it for a unit, where it was told whole.
    pub fn signed(&self, unit: UnitId) -> Option<SignedHead> {
        let HeadProof { control, at, signature } = self.proof.as_ref()?;
        let head = Head { unit, cursor: self.cursor, log: self.log_hash, control: *control, at: *at };
        Some(SignedHead { body: head.to_bytes().into(), signature: *signature })
    }
}

/// The inside of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Content {
    /// When it was written down, by the device's clock, in milliseconds since 1970, UTC. For people to read: it orders nothing.
    #[n(0)]
    pub recorded: i64,
    /// Who wrote it. Must be the owner of the device.
    #[n(1)]
    pub actor: PrincipalId,
    /// The signed-in session in which it was written.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub session: [u8; 16],
    /// The person's action: a retry of the same action carries the same one.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub command: [u8; 16],
    /// What happened.
    #[n(4)]
    pub events: Vec<EventEnvelope>,
    /// What the author had seen of the other devices since their entry before.
    #[n(5)]
    pub seen: VersionVector,
    /// The server's head last accepted.
    #[n(6)]
    pub server_head: Option<ServerHead>,
}

impl Content {
    /// The bytes that are sealed.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }

    /// Reads the inside of an entry; only canonical bytes are one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        crate::decode_canonical(bytes)
    }
}
