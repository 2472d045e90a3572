//! What lies at the server for somebody: a new device's application, and what one unit sends another.

use crypto::Hash;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::UnitId;

/// Something that only one device can open.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SealedFor {
    /// Which device: the hash of its public keys.
    #[n(0)]
    pub device: Hash,
    /// What is sealed to its agreement key.
    #[n(1)]
    pub sealed: ByteVec,
}

/// A new device's application to a unit, as it lies at the server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Arrival {
    /// The application (`ledger::control::Application`), as bytes: public keys and the proof that their secret halves are there.
    #[n(0)]
    pub application: ByteVec,
    /// Whose it is, in the words that its owner typed: a letter to each device of an administrator (`ledger::sealing::read_arrival`).
    #[n(1)]
    pub whose: Vec<SealedFor>,
    /// When it came, by the server's clock, in milliseconds since 1970, UTC; 0 in what is sent.
    #[n(2)]
    pub at: i64,
}

/// Something that one unit sends another, sealed to the other's inbox.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Parcel {
    /// From which unit.
    #[n(0)]
    pub from: UnitId,
    /// What is sealed.
    #[n(1)]
    pub sealed: ByteVec,
    /// When it came, by the server's clock, in milliseconds since 1970, UTC; 0 in what is sent.
    #[n(2)]
    pub at: i64,
}
