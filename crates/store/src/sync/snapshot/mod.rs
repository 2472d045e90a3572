//! Snapshots: the server's log of a unit up to a place, packed for the way to a new device.
//!
//! What a new device waits for is not the fold, which does hundreds of thousands of events a second, but the rows that it has to insert, and
//! those are the same whoever folded them (docs/performance.md). So no folded table is sent, and nobody's tables are believed: a snapshot is
//! the entries themselves, taken apart so that they shrink to about a fifth, and put together again byte for byte before every chain, seal
//! and place is checked as in any page of the log. The digests in its manifest tell whether two devices have made the same of it.

mod digest;
mod pack;
mod unpack;

use crypto::Signature;
use ledger::DeviceIndex;
use ledger::header::Class;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

pub use digest::Digester;
pub use pack::Packing;
pub use unpack::Unpacker;

/// A batch, packed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
struct PackedBatch {
    #[n(0)]
    device: DeviceIndex,
    #[n(1)]
    seal: Signature,
    #[n(2)]
    entries: Vec<PackedEntry>,
}

/// An entry, packed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
enum PackedEntry {
    /// Taken apart: what is in it, and what cannot be told from its place in the log.
    #[n(0)]
    Apart {
        /// The place of the control entry that it names.
        #[n(0)]
        control: u32,
        /// The place of its key among the epochs.
        #[n(1)]
        epoch: u32,
        #[n(2)]
        class: Class,
        #[n(3)]
        lamport: u64,
        /// With which nonce it was sealed.
        #[n(4)]
        #[cbor(with = "minicbor::bytes")]
        nonce: [u8; 24],
        #[n(5)]
        content: ByteVec,
    },
    /// As it is: not everybody who may have the snapshot may open it, or it is not as this program would have sealed it.
    #[n(1)]
    Whole {
        #[n(0)]
        header: ByteVec,
        #[n(1)]
        payload: ByteVec,
    },
}
