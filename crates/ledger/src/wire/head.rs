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

/// The running hash before the first place.
pub fn log_start(unit: UnitId) -> Hash {
    derive_hash(Context::ServerLog, &[unit.0.as_bytes()])
}

/// The running hash with an entry at the next place.
pub fn log_after(log: Hash, place: u64, entry: Hash) -> Hash {
    derive_hash(Context::ServerLog, &[log.as_bytes(), &place.to_be_bytes(), entry.as_bytes()])
}
