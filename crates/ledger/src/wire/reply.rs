//! What the server answers, and what a device asks with.

use crypto::{Hash, VerifyKey};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::batch::Batch;
use super::head::SignedHead;
use crate::control::SignedControl;
use crate::identity::UnitId;

/// What the server says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Meta {
    /// The versions of the protocol that it speaks, the first and the last.
    #[n(0)]
    pub versions: (u8, u8),
    /// The key with which it signs heads.
    #[n(1)]
    pub key: VerifyKey,
    /// Its clock, in milliseconds since 1970, UTC.
    #[n(2)]
    pub at: i64,
    /// The largest body that it takes, in bytes.
    #[n(3)]
    pub most_bytes: u64,
}

/// What the founder's device registers a unit with.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Registration {
    /// The token that the server's operator gave out, as text. In the body, not in the address or a header: those are logged.
    #[n(0)]
    pub token: String,
    /// The unit's control log, from its founding entry on.
    #[n(1)]
    pub control: Vec<SignedControl>,
}

/// The units of a prison.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Units {
    /// Their identifiers, the oldest first.
    #[n(0)]
    pub units: Vec<UnitId>,
}

/// A part of a unit's control log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ControlPage {
    /// The place of the first of them.
    #[n(0)]
    pub from: u32,
    /// The entries, in order.
    #[n(1)]
    pub entries: Vec<SignedControl>,
    /// How far the unit goes.
    #[n(2)]
    pub head: SignedHead,
}

/// What a device sends of its log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Push {
    /// The head of the control log that the device has.
    #[n(0)]
    pub control: Hash,
    /// Its batches, in order.
    #[n(1)]
    pub batches: Vec<Batch>,
}

/// What the server says when it has kept what was sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Filed {
    /// The place of the last entry that was sent.
    #[n(0)]
    pub place: u64,
    /// How far the unit goes now.
    #[n(1)]
    pub head: SignedHead,
}

/// A part of a unit's log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LogPage {
    /// The place before the first of them.
    #[n(0)]
    pub after: u64,
    /// The batches, in the order of the log, each as its bytes: what was sent is what is kept.
    #[n(1)]
    pub batches: Vec<ByteVec>,
    /// How far the unit goes: further than these, where there is more to fetch.
    #[n(2)]
    pub head: SignedHead,
}

impl LogPage {
    /// The batches, read. Nothing, where one is none.
    pub fn read(&self) -> Option<Vec<Batch>> {
        self.batches.iter().map(|bytes| crate::decode_canonical(bytes)).collect()
    }
}
