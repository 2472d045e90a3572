//! What the chunks of a snapshot hold: the server's log, with its entries taken apart so that they shrink. Whoever starts from one puts them
//! together again byte for byte (`store::sync::Unpacker`).

use crypto::Signature;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::header::Class;
use crate::identity::DeviceIndex;

/// A batch, packed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PackedBatch {
    /// Whose, by the unit's number of the device.
    #[n(0)]
    pub device: DeviceIndex,
    /// The device's signature over its log up to the last of the entries.
    #[n(1)]
    pub seal: Signature,
    /// Its entries in order.
    #[n(2)]
    pub entries: Vec<PackedEntry>,
}

/// An entry, packed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum PackedEntry {
    /// Taken apart: what is in it, and what cannot be told from its place in the log.
    #[n(0)]
    Apart {
        /// The place of the control entry that it names.
        #[n(0)]
        control: u32,
        /// The place of its key among the epochs.
        #[n(1)]
        epoch: u32,
        /// What kind of entry it is.
        #[n(2)]
        class: Class,
        /// Its number in the order of merging.
        #[n(3)]
        lamport: u64,
        /// With which nonce it was sealed.
        #[n(4)]
        #[cbor(with = "minicbor::bytes")]
        nonce: [u8; 24],
        /// What was sealed.
        #[n(5)]
        content: ByteVec,
    },
    /// As it is: not everybody who may have the snapshot may open it, or it is not as this program would have sealed it.
    #[n(1)]
    Whole {
        /// The header's bytes.
        #[n(0)]
        header: ByteVec,
        /// The sealed payload.
        #[n(1)]
        payload: ByteVec,
    },
}
