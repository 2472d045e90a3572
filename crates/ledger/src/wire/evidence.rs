//! What a server was caught at, with what shows it: kept on the device that noticed, and handed as a file to whoever looks into it.

use crypto::VerifyKey;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::UnitId;

/// What is written at the beginning of a file of evidence.
const MAGIC: &[u8] = b"throughcare-evidence/1\n";

/// Something that shows what a server was caught at.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Exhibit {
    /// What it is: `head` (as the server signed it), `batch`, `header`, `control` (entries), `told by` (device and entry).
    #[n(0)]
    pub name: String,
    /// Its bytes, as they came.
    #[n(1)]
    pub bytes: ByteVec,
}

/// What is kept of a detection, and can be handed to whoever looks into it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Evidence {
    /// Of which unit's log.
    #[n(0)]
    pub unit: UnitId,
    /// The key of the server.
    #[n(1)]
    pub server: VerifyKey,
    /// The detection's word.
    #[n(2)]
    pub what: String,
    /// The same as a sentence.
    #[n(3)]
    pub words: String,
    /// When, in milliseconds since 1970, UTC, by this device's clock.
    #[n(4)]
    pub at: i64,
    /// What shows it.
    #[n(5)]
    pub exhibits: Vec<Exhibit>,
}

impl Evidence {
    /// As a file.
    pub fn to_file(&self) -> Vec<u8> {
        [MAGIC, &crate::encode(self)].concat()
    }

    /// Out of a file.
    pub fn from_file(bytes: &[u8]) -> Option<Self> {
        crate::decode_canonical(bytes.strip_prefix(MAGIC)?)
    }
}
