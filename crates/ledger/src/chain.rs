//! One device's log: each entry names the one before, so that a missing, altered or reordered entry shows.

use crypto::Purpose;
use crypto::{Hash, Signature, VerifyKey};

use crate::header::{Header, VERSION, entry_hash, payload_hash, seal_message};
use crate::identity::{Seq, UnitId};

/// How far a Lamport number may lie beyond that of its device's entry before. The whole unit counts on from the highest number:
/// a single entry under the last number there is would leave nobody one to write under.
pub const FARTHEST_LEAP: u64 = 1 << 32;

/// The end of a device's log as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tip {
    /// The last entry's number; 0 before the first.
    pub seq: Seq,
    /// The last entry's hash; before the first, of the control entry that admitted the device.
    pub hash: Hash,
    /// The last entry's Lamport number.
    pub lamport: u64,
    /// The place in the control log of the head that the last entry names.
    pub control: u32,
}

/// Why an entry does not continue its device's log.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// The header's bytes are no header, or not in their one canonical form.
    #[error("the header cannot be read")]
    Unreadable,
    /// A later protocol.
    #[error("it was written by a later version of Throughcare")]
    NewerVersion,
    /// It belongs to another unit or device.
    #[error("it belongs to another unit or another device")]
    Foreign,
    /// Entries between are missing, or it comes twice.
    #[error("entry {expected} should come next, and this is {found}")]
    Gap {
        /// The number that should have come.
        expected: Seq,
        /// The number that came.
        found: Seq,
    },
    /// It does not name the entry before it.
    #[error("it does not follow the entry before it: one of the two was altered")]
    Broken,
    /// The payload is not the one that the header names.
    #[error("its payload was altered")]
    PayloadAltered,
    /// Its Lamport number or its control head goes backwards.
    #[error("its place in the order goes backwards")]
    Backwards,
    /// Its Lamport number is further ahead than anybody's work can have brought it.
    #[error("its place in the order is too far ahead")]
    Leap,
    /// An administrator named another entry under its number: the last one seen of a removed device, or the branch of a fork that counts.
    #[error("it is not the entry that an administrator saw under this number")]
    NotTheOneSeen,
    /// It names a control entry from which on the unit takes no such old version.
    #[error("it was written by a version of Throughcare that this unit no longer takes")]
    OlderVersion,
    /// The signature over the log's end does not fit.
    #[error("its seal was not made by its device")]
    BadSeal,
}

impl Tip {
    /// The start of a device's log.
    pub const fn start(admitted_by: Hash, control: u32) -> Self {
        Self { seq: 0, hash: admitted_by, lamport: 0, control }
    }

    /// Checks that an entry continues the log, and moves the tip to it. `control` is the place in the control log of the
    /// head that the header names.
    pub fn follow(
        &mut self,
        unit: UnitId,
        device: Hash,
        header_bytes: &[u8],
        payload: Option<&[u8]>,
        control: impl FnOnce(&Hash) -> Option<u32>,
    ) -> Result<Header, ChainError> {
        // Asked first: a later protocol's header may have another shape.
        if Header::version_of(header_bytes).is_some_and(|version| version > VERSION) {
            return Err(ChainError::NewerVersion);
        }
        let header = Header::from_bytes(header_bytes).ok_or(ChainError::Unreadable)?;
        if header.version != VERSION {
            return Err(ChainError::Unreadable);
        }
        if header.unit != unit || header.device != device {
            return Err(ChainError::Foreign);
        }
        if header.seq != self.seq + 1 {
            return Err(ChainError::Gap { expected: self.seq + 1, found: header.seq });
        }
        if header.prev != self.hash {
            return Err(ChainError::Broken);
        }
        if let Some(payload) = payload
            && (payload_hash(payload) != header.payload_hash || payload.len() as u64 != u64::from(header.payload_len))
        {
            return Err(ChainError::PayloadAltered);
        }
        let control = control(&header.control).filter(|index| *index >= self.control);
        let Some(control) = control.filter(|_| header.lamport > self.lamport) else {
            return Err(ChainError::Backwards);
        };
        if header.lamport - self.lamport > FARTHEST_LEAP {
            return Err(ChainError::Leap);
        }
        *self = Self { seq: header.seq, hash: entry_hash(header_bytes), lamport: header.lamport, control };
        Ok(header)
    }

    /// Checks the device's signature over its log up to this tip.
    pub fn check_seal(
        &self,
        unit: UnitId,
        device: Hash,
        key: &VerifyKey,
        signature: &Signature,
    ) -> Result<(), ChainError> {
        key.verify(Purpose::Seal, &seal_message(unit, device, self.seq, self.hash), signature)
            .map_err(|_| ChainError::BadSeal)
    }
}
