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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what went wrong by stopping")]

    use super::*;

    /// What chunks at servers hold, and devices of other versions read: it stays as it is, byte for byte.
    #[test]
    fn a_packed_batch_has_the_form_that_it_always_had() {
        let apart = PackedEntry::Apart {
            control: 2,
            epoch: 1,
            class: Class::Bulk,
            lamport: 300,
            nonce: [7; 24],
            content: b"abc".to_vec().into(),
        };
        let whole = PackedEntry::Whole { header: b"h".to_vec().into(), payload: b"pq".to_vec().into() };
        let batch =
            PackedBatch { device: DeviceIndex(1), seal: Signature::from_bytes([9; 64]), entries: vec![apart, whole] };
        let bytes = [
            &[0x83_u8, 0x01, 0x58, 0x40][..],
            &[9; 64],
            &[0x82, 0x82, 0x00, 0x86, 0x02, 0x01, 0x01, 0x19, 0x01, 0x2C, 0x58, 0x18],
            &[7; 24],
            b"\x43abc",
            &[0x82, 0x01, 0x82],
            b"\x41h\x42pq",
        ]
        .concat();
        assert_eq!(crate::wire::write(&batch), bytes);
        assert_eq!(minicbor::decode::<PackedBatch>(&bytes).unwrap(), batch);
    }
}
