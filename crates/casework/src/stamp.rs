//! What surrounds an event: where it stands in the order, who wrote it with which roles, and what they had seen.

use jiff::Timestamp;
use ledger::{Compartment, Position, PrincipalId, Roles, VersionVector};
use minicbor::{Decode, Encode};

use crate::cbor;

/// What surrounds an event, as the ledger vouches for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Its place in the order.
    pub position: Position,
    /// Who wrote it.
    pub author: PrincipalId,
    /// The author's roles at the point of the control log that the entry names.
    pub roles: Roles,
    /// Why nothing of this entry applies, if the control log says so.
    pub refused: Option<ledger::Refusal>,
    /// What the entry is sealed for.
    pub compartment: Compartment,
    /// When it happened, as the author says.
    pub occurred: Timestamp,
    /// When it was written down, by the device's clock.
    pub recorded: Timestamp,
    /// Which version of the case the author was looking at.
    pub base: VersionVector,
}

impl Stamp {
    /// Whether the author had seen what stands at `earlier`.
    pub fn saw(&self, earlier: &Position) -> bool {
        (earlier.device == self.position.device && earlier.seq <= self.position.seq)
            || self.base.saw(earlier.device, earlier.seq)
    }

    /// The part that a fold keeps with what it wrote.
    pub const fn mark(&self) -> Mark {
        Mark { position: self.position, author: self.author, recorded: self.recorded, occurred: self.occurred }
    }
}

/// Who wrote something that stands, when, and where in the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Mark {
    /// Its place in the order.
    #[n(0)]
    pub position: Position,
    /// Who wrote it.
    #[n(1)]
    pub author: PrincipalId,
    /// When it was written down.
    #[n(2)]
    #[cbor(with = "cbor::instant")]
    pub recorded: Timestamp,
    /// When it happened.
    #[n(3)]
    #[cbor(with = "cbor::instant")]
    pub occurred: Timestamp,
}
