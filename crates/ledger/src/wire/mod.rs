//! What a device and the central server say to each other, as both mean it: batches of entries, the server's statements of how far its log
//! goes, signed requests, refusals. Canonical CBOR, no I/O and no keys. `docs/protocol.md` has each call.

mod arrival;
mod batch;
mod evidence;
mod fork;
mod head;
mod packed;
mod refusal;
mod reply;
mod request;
mod snapshot;
mod stick;

pub use arrival::{Applied, Arrival, Arrivals, Parcel, ParcelNotice, Parcels, SealedFor};
pub use batch::{Batch, BatchEntry, MOST_BATCH};
pub use evidence::{Evidence, Exhibit};
pub use fork::{Fork, Forks};
pub use head::{Head, Restorations, Restored, SignedHead, SignedRestored, log_after, log_start};
pub use packed::{PackedBatch, PackedEntry};
pub use refusal::{Refusal, RefusalCode};
pub use reply::{ControlPage, Filed, LogPage, Meta, Push, Registration, Units};
pub use request::{CLOCK_TOLERANCE, Credential, CredentialError, request_message};
pub use snapshot::{
    CHUNK_BYTES, Chunk, DeviceEnd, MOST_CHUNK, MOST_MANIFEST, Manifest, Part, SignedManifest, Snapshots, chunk_hash,
    chunk_info,
};
pub use stick::{Have, Item, MOST_ITEM, STICK_MAGIC, next_item};

/// The version of the protocol that this software speaks.
pub const PROTOCOL: u8 = 1;

/// The largest body of a request or a reply that a device sends or reads, in bytes.
pub const MOST_BYTES: usize = 4 << 20;

/// Reads a message; only canonical bytes are one.
pub fn read<'b, T>(bytes: &'b [u8]) -> Option<T>
where
    T: minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    crate::decode_canonical(bytes)
}

/// Writes a message.
pub fn write<T: minicbor::Encode<()>>(message: &T) -> Vec<u8> {
    crate::encode(message)
}
