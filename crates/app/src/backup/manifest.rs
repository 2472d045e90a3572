//! What stands before the database in a backup. Somebody's file is read into it, so it is fuzzed: this file stands by itself, because the fuzz
//! target (`fuzz/fuzz_targets/backup_manifest.rs`) takes it without the rest of the crate.

use std::io::Read;

use ledger::UnitId;
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

const MAGIC: &[u8; 16] = b"THROUGHCARE-BK-1";
/// A manifest is a few kilobytes.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// What stands before the database in a backup.
#[derive(Debug, Encode, Decode)]
pub(super) struct Manifest {
    /// The profile's card, as JSON.
    #[n(0)]
    pub(super) card: String,
    /// The keys, wrapped under the key store's secret and the passphrase.
    #[n(1)]
    pub(super) keys: ByteVec,
    /// The database key, sealed to the unit's recovery key.
    #[n(2)]
    pub(super) recovery: ByteVec,
    /// The unit, to which the recovery envelope is bound. Who is in it stands in the database only: this part is in the clear.
    #[n(3)]
    pub(super) unit: UnitId,
    /// How long the database is, in bytes.
    #[n(4)]
    pub(super) length: u64,
}

impl Manifest {
    /// As it stands in the file, before the database.
    pub(super) fn at_the_head(&self) -> Vec<u8> {
        let mut manifest = Vec::new();
        // Writing to memory cannot fail.
        let _: Result<(), _> = minicbor::encode(self, &mut manifest);
        let length = u64::try_from(manifest.len()).unwrap_or(u64::MAX).to_be_bytes();
        [MAGIC.as_slice(), &length, &manifest].concat()
    }

    /// Reads it from the beginning of a backup; what comes next is the database. Nothing: it is no whole backup.
    pub(super) fn read(file: &mut impl Read) -> Option<Self> {
        let (mut magic, mut length) = ([0; 16], [0; 8]);
        file.read_exact(&mut magic).ok()?;
        file.read_exact(&mut length).ok()?;
        let length = u64::from_be_bytes(length);
        if magic != *MAGIC || length > MOST_BYTES {
            return None;
        }
        let mut bytes = Vec::new();
        file.take(length).read_to_end(&mut bytes).ok()?;
        minicbor::decode(&bytes).ok()
    }
}
