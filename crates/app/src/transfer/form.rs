//! The forms of what goes with a case, as canonical CBOR. Another unit's bytes are read into them, so they are fuzzed: this file stands by itself,
//! because the fuzz targets (`fuzz/fuzz_targets/bundle.rs`) take it without the rest of the crate, which would bring a PDF reader with it.

use casework::event::TransferId;
use casework::transfer::{EventElsewhere, PersonElsewhere};
use crypto::{Hash, Signature};
use ledger::{Compartment, PrincipalId, SignedControl, UnitId};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

/// The version of the form.
pub(super) const VERSION: u8 = 1;

/// A case on its way.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Bundle {
    #[n(0)]
    pub(super) version: u8,
    /// Which move.
    #[n(1)]
    pub(super) id: TransferId,
    /// From which unit, and its prison's code.
    #[n(2)]
    pub(super) from: UnitId,
    #[n(3)]
    pub(super) prison: String,
    /// To which unit.
    #[n(4)]
    pub(super) to: UnitId,
    /// Whose case.
    #[n(5)]
    pub(super) number: String,
    #[n(6)]
    pub(super) name: String,
    /// Why, by whom (of what was heard later: who has posted it), when (in milliseconds since 1970, UTC).
    #[n(7)]
    pub(super) why: String,
    #[n(8)]
    pub(super) sent_by: PrincipalId,
    #[n(9)]
    pub(super) sent: i64,
    /// The control log of the unit that sends it: who was what there.
    #[n(10)]
    pub(super) control: Vec<SignedControl>,
    /// What the people are called whom the events name, their authors included.
    #[n(11)]
    pub(super) people: Vec<PersonElsewhere>,
    /// The events, each for whom it is, in the order of the record.
    #[n(12)]
    pub(super) events: Vec<(Compartment, EventElsewhere)>,
    /// Whether these are only the events that the server heard of after the case was sent: alone they are no case.
    #[n(13)]
    pub(super) later: bool,
}

/// A bundle as the device that sends it signed it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Signed {
    #[n(0)]
    pub(super) body: ByteVec,
    /// The device: the hash of its public keys.
    #[n(1)]
    pub(super) device: Hash,
    #[n(2)]
    pub(super) signature: Signature,
}

/// A piece of a signed bundle.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Piece {
    /// Which move.
    #[n(0)]
    pub(super) id: TransferId,
    /// Which piece, from 0, and of how many.
    #[n(1)]
    pub(super) number: u32,
    #[n(2)]
    pub(super) of: u32,
    /// The hash of the whole.
    #[n(3)]
    pub(super) whole: Hash,
    #[n(4)]
    pub(super) bytes: ByteVec,
}

/// What is in a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(super) struct Sealed {
    /// The key, sealed to the other unit's inbox.
    #[n(0)]
    pub(super) key: ByteVec,
    /// The piece under it.
    #[n(1)]
    pub(super) body: ByteVec,
}
