//! Writing: sealing an entry, signing a log's end, and opening what was sealed. How a unit is founded and governed is in `governing`, how a
//! device joins it in `joining`.

mod governing;
mod joining;

use crypto::Purpose;
use crypto::{CryptoError, DeviceKeys, EpochKey, Hash, Kid, Signature};
use rand_core::CryptoRng;

pub use self::governing::{
    Newcomer, Pen, Rotations, acceptance, belief, found, person, refusal, removal, rotate, rotation, sign_control,
    withholding,
};
pub use self::joining::{
    Applying, Whose, admission, admission_without, apply_for, apply_to_replace, arrive, read_arrival, succession,
};
use crate::chain::Tip;
use crate::content::Content;
pub use crate::control::Application;
use crate::header::{Class, Header, VERSION, entry_hash, payload_hash, seal_message};
use crate::identity::UnitId;

/// An entry as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealedEntry {
    /// The header, read.
    pub header: Header,
    /// The header's bytes.
    pub header_bytes: Vec<u8>,
    /// The sealed payload.
    pub payload: Vec<u8>,
    /// The entry's hash.
    pub hash: Hash,
}

/// Where a new entry goes.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The unit.
    pub unit: UnitId,
    /// The device.
    pub device: Hash,
    /// The end of its log.
    pub tip: Tip,
    /// The head of the control log.
    pub control: Hash,
    /// 1 + the highest Lamport number seen.
    pub lamport: u64,
}

/// Seals one entry under an epoch key.
pub fn seal_entry<R: CryptoRng + ?Sized>(
    rng: &mut R,
    place: &Place,
    (kid, key): (Kid, &EpochKey),
    class: Class,
    content: &Content,
) -> Result<SealedEntry, CryptoError> {
    let mut header = Header {
        version: VERSION,
        unit: place.unit,
        device: place.device,
        seq: place.tip.seq + 1,
        prev: place.tip.hash,
        control: place.control,
        kid,
        payload_hash: place.tip.hash,
        payload_len: 0,
        class,
        lamport: place.lamport,
    };
    let payload = key.seal_payload(rng, &header.associated_data(), &content.to_bytes())?;
    header.payload_hash = payload_hash(&payload);
    header.payload_len = u32::try_from(payload.len()).map_err(|_| CryptoError::Malformed("an entry of over 4 GiB"))?;
    let header_bytes = header.to_bytes();
    let hash = entry_hash(&header_bytes);
    Ok(SealedEntry { header, header_bytes, payload, hash })
}

/// Opens an entry whose chain was checked.
pub fn open_entry(header: &Header, payload: &[u8], key: &EpochKey) -> Result<Content, CryptoError> {
    let plain = key.open_payload(&header.associated_data(), payload)?;
    Content::from_bytes(&plain).ok_or(CryptoError::Malformed("the inside of an entry"))
}

/// Signs a device's log up to an entry.
pub fn sign_seal(keys: &DeviceKeys, unit: UnitId, device: Hash, seq: u64, hash: Hash) -> Signature {
    keys.sign(Purpose::Seal, &seal_message(unit, device, seq, hash))
}
