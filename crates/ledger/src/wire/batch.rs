//! Batches: what a device sends at once, and what stands in the server's log as one.

use crypto::{Hash, Signature};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use super::MOST_BYTES;
use crate::header::{Header, entry_hash};
use crate::identity::Seq;

/// The largest batch that the server keeps, in bytes: with it alone a reply is still one that a device reads.
pub const MOST_BATCH: usize = MOST_BYTES - (4 << 10);

/// An entry as its device sealed it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BatchEntry {
    /// The header's bytes.
    #[n(0)]
    pub header: ByteVec,
    /// The sealed payload.
    #[n(1)]
    pub payload: ByteVec,
}

/// A run of one device's log, sealed at its end.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Batch {
    /// The device: the hash of its public keys.
    #[n(0)]
    pub device: Hash,
    /// Its entries in order, without gaps; at least one.
    #[n(1)]
    pub entries: Vec<BatchEntry>,
    /// The device's signature over its log up to the last of them.
    #[n(2)]
    pub seal: Signature,
}

impl BatchEntry {
    /// The hash by which the next entry, and the server's log, name it.
    pub fn hash(&self) -> Hash {
        entry_hash(&self.header)
    }
}

impl Batch {
    /// The number of its first entry, as that says; nothing, if it has none that can be read.
    pub fn first(&self) -> Option<Seq> {
        Some(Header::from_bytes(&self.entries.first()?.header)?.seq)
    }

    /// How many bytes its entries have.
    pub fn weight(&self) -> usize {
        self.entries.iter().map(|entry| entry.header.len() + entry.payload.len()).sum()
    }
}
