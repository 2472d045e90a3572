//! What the server has noticed of logs that forked: a device sent another entry than the one that stands under a number.

use crypto::Hash;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::Seq;

/// Two entries of a device under one number. That it wrote both, the server alone says: a header bears no signature of its own. Whoever decides
/// does so on entries that they have.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Fork {
    /// The device: the hash of its public keys.
    #[n(0)]
    pub device: Hash,
    /// The number.
    #[n(1)]
    pub seq: Seq,
    /// The header of the entry that stands, or stood then.
    #[n(2)]
    pub standing: ByteVec,
    /// The header of the one that was sent.
    #[n(3)]
    pub sent: ByteVec,
    /// When that came, by the server's clock, in milliseconds since 1970, UTC.
    #[n(4)]
    pub at: i64,
}

/// The forks of a unit's devices that the server has noticed, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Forks {
    /// Each with what shows it.
    #[n(0)]
    pub forks: Vec<Fork>,
}
