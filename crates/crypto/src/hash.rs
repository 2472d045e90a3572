//! Hashes, each bound to what it is a hash of, and the short commitment that names an epoch key.
//!
//! BLAKE3 in key-derivation mode: the context is part of the function, so an entry's hash never equals a payload's.

use crate::fixed::fixed_bytes;

fixed_bytes! {
    /// A BLAKE3 hash of 32 bytes, made by [`derive_hash`] or received.
    Hash, 32, "a hash"
}

fixed_bytes! {
    /// The identifier of an epoch key: 16 bytes derived from the key, so that whoever holds the key can check that a
    /// header means it. Finding two keys of one name takes 2⁶⁴ work.
    Kid, 16, "a key identifier"
}

/// What a hash is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Context {
    /// The header of a device's entry; the link of its chain.
    Entry,
    /// The sealed payload of an entry.
    Payload,
    /// An entry of a unit's control log.
    Control,
    /// A unit's founding entry; the result is the unit's identifier.
    Unit,
    /// A device's public keys; the result is the device's identifier.
    Device,
    /// The server's running hash over everything it accepted.
    ServerLog,
    /// A file that was imported.
    Import,
    /// The state that a fold arrived at.
    State,
    /// An entry of an exported calendar; the result is its identifier there.
    CalendarEntry,
    /// What a paper says; its beginning is the check code that is printed on it.
    Paper,
    /// The content of a handover pack, as it is attached; its beginning is the check code on the last page.
    Pack,
    /// A unit's inbox key, as it is sent to other units; its beginning is the code by which two people compare it.
    Inbox,
    /// The body of a request to the central server.
    Request,
    /// A token with which a unit registers at a server, which keeps the hash alone.
    Token,
    /// Something sealed that one unit sends another; the result is its identifier at the server.
    Parcel,
    /// The manifest of a snapshot; the result is its identifier.
    Snapshot,
    /// A sealed chunk of a snapshot; the result is its identifier.
    SnapshotChunk,
    /// A case that one unit sends another, whole, as its sender signed it.
    Transfer,
}

impl Context {
    /// The BLAKE3 context string. Part of every hash ever made: never changed, only added to.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Entry => "throughcare/entry/v1",
            Self::Payload => "throughcare/payload/v1",
            Self::Control => "throughcare/control/v1",
            Self::Unit => "throughcare/unit/v1",
            Self::Device => "throughcare/device/v1",
            Self::ServerLog => "throughcare/server-log/v1",
            Self::Import => "throughcare/import/v1",
            Self::State => "throughcare/state/v1",
            Self::CalendarEntry => "throughcare/calendar-entry/v1",
            Self::Paper => "throughcare/paper/v1",
            Self::Pack => "throughcare/pack/v1",
            Self::Inbox => "throughcare/inbox/v1",
            Self::Request => "throughcare/request/v1",
            Self::Token => "throughcare/token/v1",
            Self::Parcel => "throughcare/parcel/v1",
            Self::Snapshot => "throughcare/snapshot/v1",
            Self::SnapshotChunk => "throughcare/snapshot-chunk/v1",
            Self::Transfer => "throughcare/transfer/v1",
        }
    }
}

/// Hashes a list of byte strings in a context.
///
/// Each part, a single one included, goes in as its length (`u64`, little-endian) followed by its bytes. Thus different
/// lists have different inputs: `["ab", "c"]`, `["a", "bc"]` and `["abc"]` are three hashes.
pub fn derive_hash(context: Context, parts: &[&[u8]]) -> Hash {
    let mut hasher = blake3::Hasher::new_derive_key(context.label());
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    Hash::from_bytes(*hasher.finalize().as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Context, derive_hash};
    use std::collections::BTreeSet;

    const ALL: [Context; 18] = [
        Context::Entry,
        Context::Payload,
        Context::Control,
        Context::Unit,
        Context::Device,
        Context::ServerLog,
        Context::Import,
        Context::State,
        Context::CalendarEntry,
        Context::Paper,
        Context::Pack,
        Context::Inbox,
        Context::Request,
        Context::Token,
        Context::Parcel,
        Context::Snapshot,
        Context::SnapshotChunk,
        Context::Transfer,
    ];

    #[test]
    fn where_one_part_ends_is_part_of_the_hash() {
        let lists: [&[&[u8]]; 7] =
            [&[], &[b""], &[b"", b""], &[b"abc"], &[b"ab", b"c"], &[b"a", b"bc"], &[b"a", b"b", b"c"]];
        let hashes: BTreeSet<_> = lists.iter().map(|parts| derive_hash(Context::Entry, parts)).collect();
        assert_eq!(hashes.len(), lists.len());
    }

    #[test]
    fn contexts_have_nothing_in_common() {
        let hashes: BTreeSet<_> = ALL.iter().map(|context| derive_hash(*context, &[b"same"])).collect();
        assert_eq!(hashes.len(), ALL.len());
        for context in ALL {
            assert!(context.label().starts_with("throughcare/") && context.label().ends_with("/v1"));
        }
    }

    #[test]
    fn is_blake3_in_key_derivation_mode() {
        let by_hand = blake3::derive_key("throughcare/unit/v1", b"\x03\0\0\0\0\0\0\0abc\0\0\0\0\0\0\0\0");
        assert_eq!(derive_hash(Context::Unit, &[b"abc", b""]).as_bytes(), &by_hand);
    }
}
