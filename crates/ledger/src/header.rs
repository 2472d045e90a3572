//! An entry's header: in the clear, authenticated, and all that a server ever needs to put entries in order. The hash is over
//! the bytes as received, never over a re-encoding.

use crypto::Kid;
use crypto::{Context, Hash, derive_hash};
use minicbor::{Decode, Encode};

use crate::identity::{Seq, UnitId};

/// The version of the protocol that this software writes.
pub const VERSION: u8 = 1;

/// What an entry carries, as far as a server may know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Class {
    /// One action of one person.
    #[n(0)]
    Normal,
    /// A part of an import.
    #[n(1)]
    Bulk,
    /// Nothing but a sign of life.
    #[n(2)]
    Heartbeat,
    /// A statement about a snapshot.
    #[n(3)]
    Attestation,
}

/// The header of one entry of one device's log.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Header {
    /// The version of the protocol.
    #[n(0)]
    pub version: u8,
    /// Which unit.
    #[n(1)]
    pub unit: UnitId,
    /// Which device: the hash of its public keys.
    #[n(2)]
    pub device: Hash,
    /// Its number in the device's log, from 1 without gaps.
    #[n(3)]
    pub seq: Seq,
    /// The hash of the entry before; for the first one, of the control entry that admitted the device.
    #[n(4)]
    pub prev: Hash,
    /// The head of the control log that the author had accepted.
    #[n(5)]
    pub control: Hash,
    /// Which epoch key seals the payload: a commitment to it, and with that the compartment.
    #[n(6)]
    pub kid: Kid,
    /// The hash of the sealed payload.
    #[n(7)]
    pub payload_hash: Hash,
    /// The length of the sealed payload in bytes.
    #[n(8)]
    pub payload_len: u32,
    /// What it carries.
    #[n(9)]
    pub class: Class,
    /// 1 + the highest number that the author had seen. In the clear, so that devices order alike what they cannot all open.
    #[n(10)]
    pub lamport: u64,
}

impl Header {
    /// The bytes that are stored, hashed and sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }

    /// Reads a header; only canonical bytes are one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        crate::decode_canonical(bytes)
    }

    /// The version of the protocol, of whatever else the bytes consist.
    pub fn version_of(bytes: &[u8]) -> Option<u8> {
        let mut d = minicbor::Decoder::new(bytes);
        d.array().ok()?;
        d.u8().ok()
    }

    /// What the payload is bound to: every field that is known before it is sealed.
    pub fn associated_data(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(224);
        let mut e = minicbor::Encoder::new(&mut bytes);
        // Writing to memory cannot fail.
        let _: Result<(), minicbor::encode::Error<std::convert::Infallible>> = (|| {
            e.array(9)?.u8(self.version)?.encode(self.unit)?.encode(self.device)?.u64(self.seq)?;
            e.encode(self.prev)?.encode(self.control)?.encode(self.kid)?.encode(self.class)?.u64(self.lamport)?.ok()
        })();
        bytes
    }
}

/// The hash by which the next entry and every seal name this one.
pub fn entry_hash(header_bytes: &[u8]) -> Hash {
    derive_hash(Context::Entry, &[header_bytes])
}

/// The hash of a sealed payload.
pub fn payload_hash(payload: &[u8]) -> Hash {
    derive_hash(Context::Payload, &[payload])
}

/// What a device signs to stand by its log up to an entry.
pub fn seal_message(unit: UnitId, device: Hash, seq: Seq, hash: Hash) -> Vec<u8> {
    let mut message = Vec::with_capacity(104);
    message.extend_from_slice(unit.0.as_bytes());
    message.extend_from_slice(device.as_bytes());
    message.extend_from_slice(&seq.to_be_bytes());
    message.extend_from_slice(hash.as_bytes());
    message
}
