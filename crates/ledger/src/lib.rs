//! Entries, chains, the control log, the order of merging and verification: what both ends of the wire mean by the same
//! bytes. Pure: no clock, no I/O, no random source. What events *say* is `casework`'s; how entries are kept is `store`'s.
//!
//! Without the feature `seal` only the verifying half exists: a server that links it cannot open or write an entry.

pub mod chain;
pub mod content;
pub mod control;
pub mod header;
pub mod identity;
pub mod membership;
#[cfg(feature = "seal")]
pub mod ring;
#[cfg(feature = "seal")]
pub mod sealing;
pub mod version;
pub mod wire;
pub mod words;

pub use chain::{ChainError, Tip};
pub use content::{Content, EventEnvelope, Subject};
pub use control::{Act, ControlError, Mark, SignedControl};
pub use header::{Class, Header};
pub use identity::{Compartment, DeviceIndex, Position, PrincipalId, Role, Roles, Seq, UnitId};
pub use membership::{Authority, Membership, Refusal};
pub use version::VersionVector;
pub use words::{About, SealedText};

/// Decodes canonical CBOR: what is read must be exactly what would be written, with nothing after it.
pub(crate) fn decode_canonical<'b, T>(bytes: &'b [u8]) -> Option<T>
where
    T: minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    let value: T = minicbor::decode(bytes).ok()?;
    (encode(&value) == bytes).then_some(value)
}

/// Encodes to bytes. Writing to memory cannot fail.
pub(crate) fn encode<T: minicbor::Encode<()>>(value: &T) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _: Result<(), _> = minicbor::encode(value, &mut bytes);
    bytes
}
