//! What lies at the server for somebody: a new device's application, and what one unit sends another.

use crypto::{Context, Hash, derive_hash};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::SignedHead;
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
    /// The application ([`Application`](crate::control::Application)), as bytes: public keys and the proof that their secret halves are there.
    #[n(0)]
    pub application: ByteVec,
    /// Whose it is, in the words that its owner typed: a letter to each device of an administrator (`ledger::sealing::read_arrival`).
    #[n(1)]
    pub whose: Vec<SealedFor>,
    /// When it came, by the server's clock, in milliseconds since 1970, UTC; 0 in what is sent.
    #[n(2)]
    pub at: i64,
    /// When its device last asked how it stands, to the minute, by the same clock; nothing in what is sent.
    #[n(3)]
    pub seen: Option<i64>,
}

/// How an application stands: to the device that left it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Applied {
    /// Since when it lies at the server, in milliseconds since 1970, UTC; nothing: it lies there no longer.
    #[n(0)]
    pub since: Option<i64>,
    /// How far the unit's logs go. What the administrators decided is in the control log.
    #[n(1)]
    pub head: SignedHead,
}

/// The applications that wait at the server, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Arrivals {
    /// Each as it was sent, with the time at which it came.
    #[n(0)]
    pub arrivals: Vec<Arrival>,
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
    /// What it is a part of: all parcels of that are called back together, or not at all once the addressee has begun to take one of them. A number
    /// that says nothing of what it is.
    #[n(3)]
    pub lot: Hash,
}

impl Parcel {
    /// The parcel's identifier at the server: the same parcel sent again is the same one.
    pub fn id(&self) -> Hash {
        derive_hash(Context::Parcel, &[self.from.0.as_bytes(), &self.sealed])
    }
}

/// That a parcel lies at the server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ParcelNotice {
    /// Which.
    #[n(0)]
    pub id: Hash,
    /// From which unit.
    #[n(1)]
    pub from: UnitId,
    /// How many bytes are sealed in it.
    #[n(2)]
    pub bytes: u64,
    /// When it came, by the server's clock, in milliseconds since 1970, UTC.
    #[n(3)]
    pub at: i64,
    /// What it is a part of.
    #[n(4)]
    pub lot: Hash,
    /// Which device of its addressee has claimed that, the last one if there were several: the hash of its public keys. Nothing: none, or whoever
    /// asks has sent it.
    #[n(5)]
    pub claimed: Option<Hash>,
}

/// The parcels that lie at the server for a unit, the oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Parcels {
    /// What there is; each is fetched by its identifier.
    #[n(0)]
    pub parcels: Vec<ParcelNotice>,
}
