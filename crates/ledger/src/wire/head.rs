//! The server's log of a unit: places from 1 without gaps, a running hash over what stands at them, and the statement of how far it goes,
//! which the server signs. Two statements that cannot both be true prove that the server is dishonest or was set back.

use crypto::{Context, Hash, Purpose, Signature, VerifyKey, derive_hash};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::UnitId;

/// How far the server's log of a unit goes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Head {
    /// Of which unit.
    #[n(0)]
    pub unit: UnitId,
    /// The last place; 0 in an empty log.
    #[n(1)]
    pub cursor: u64,
    /// The running hash up to there.
    #[n(2)]
    pub log: Hash,
    /// The head of the control log.
    #[n(3)]
    pub control: Hash,
    /// When, in milliseconds since 1970, UTC, by the server's clock.
    #[n(4)]
    pub at: i64,
}

/// A head as the server signed it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SignedHead {
    /// The head's bytes, exactly as signed.
    #[n(0)]
    pub body: ByteVec,
    /// The server's signature over them.
    #[n(1)]
    pub signature: Signature,
}

impl SignedHead {
    /// The head, if the server signed it.
    pub fn verify(&self, server: &VerifyKey) -> Option<Head> {
        server.verify(Purpose::ServerHead, &self.body, &self.signature).ok()?;
        self.head()
    }

    /// The head, whoever signed it.
    pub fn head(&self) -> Option<Head> {
        crate::decode_canonical(&self.body)
    }
}

impl Head {
    /// The bytes that are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }
}

/// What the server says of a unit's log after it was restored from a backup: it had gone further once, and this is where it goes on. With it
/// a device tells a restored server from a dishonest one, asks a person once, and sends again what the server lost.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Restored {
    /// Of which unit.
    #[n(0)]
    pub unit: UnitId,
    /// The last place that was restored.
    #[n(1)]
    pub cursor: u64,
    /// The running hash up to there.
    #[n(2)]
    pub log: Hash,
    /// The head of the control log that was restored.
    #[n(3)]
    pub control: Hash,
    /// When the operator said so, in milliseconds since 1970, UTC, by the server's clock.
    #[n(4)]
    pub at: i64,
}

/// A statement of a restoration as the server signed it, for a purpose of its own: no head passes for one.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SignedRestored {
    /// The statement's bytes, exactly as signed.
    #[n(0)]
    pub body: ByteVec,
    /// The server's signature over them.
    #[n(1)]
    pub signature: Signature,
}

/// Every restoration of a unit's log, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Restorations {
    /// The statements.
    #[n(0)]
    pub restorations: Vec<SignedRestored>,
}

impl SignedRestored {
    /// The statement, if the server signed it.
    pub fn verify(&self, server: &VerifyKey) -> Option<Restored> {
        server.verify(Purpose::ServerRestored, &self.body, &self.signature).ok()?;
        crate::decode_canonical(&self.body)
    }
}

impl Restored {
    /// The bytes that are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }
}

/// The running hash before the first place.
pub fn log_start(unit: UnitId) -> Hash {
    derive_hash(Context::ServerLog, &[unit.0.as_bytes()])
}

/// The running hash with an entry at the next place.
pub fn log_after(log: Hash, place: u64, entry: Hash) -> Hash {
    derive_hash(Context::ServerLog, &[log.as_bytes(), &place.to_be_bytes(), entry.as_bytes()])
}
