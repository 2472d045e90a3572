//! Why the server does not take something, and what a device needs to go on.

use crypto::Hash;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::Seq;

/// What is wrong. The number is part of the protocol: never changed, only added to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum RefusalCode {
    /// The message cannot be read.
    #[n(0)]
    Unreadable,
    /// The server speaks other versions of the protocol.
    #[n(1)]
    Update,
    /// The request was not signed by a device of the unit, or too long ago.
    #[n(2)]
    Unknown,
    /// The server does not have this unit, arrival, parcel or snapshot.
    #[n(3)]
    Absent,
    /// The control log has moved on: nothing was taken.
    #[n(4)]
    ControlMoved,
    /// The batch does not continue the device's log as the server has it.
    #[n(5)]
    Gap,
    /// The device has written something else under this number: both headers are evidence.
    #[n(6)]
    Fork,
    /// The device was removed before this could count.
    #[n(7)]
    Revoked,
    /// An entry's chain or seal does not hold, or a control entry is not in order.
    #[n(8)]
    Invalid,
    /// It is larger than the server takes at once.
    #[n(9)]
    TooLarge,
    /// The unit or the device has used up what it may keep or send.
    #[n(10)]
    Quota,
    /// The token was used, or is none of this server's.
    #[n(11)]
    Token,
    /// The device's clock is too far from the server's.
    #[n(12)]
    Clock,
    /// The server cannot now. Later it can.
    #[n(13)]
    Later,
    /// What the parcel is a part of was taken by its addressee, or called back by its sender.
    #[n(14)]
    Settled,
}

/// A refusal.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Refusal {
    /// What is wrong.
    #[n(0)]
    pub code: RefusalCode,
    /// What happened and what to do, in plain English, for a person. Names nobody.
    #[n(1)]
    pub words: String,
    /// Where the server's copy of the device's log ends.
    #[n(2)]
    pub tip: Option<(Seq, Hash)>,
    /// The two headers of a fork: the one that stands, and the one that was sent.
    #[n(3)]
    pub fork: Option<(ByteVec, ByteVec)>,
    /// The head of the control log as the server has it.
    #[n(4)]
    pub control: Option<Hash>,
    /// The server's clock, in milliseconds since 1970, UTC.
    #[n(5)]
    pub at: i64,
    /// The versions of the protocol that the server speaks, the first and the last.
    #[n(6)]
    pub versions: (u8, u8),
}
