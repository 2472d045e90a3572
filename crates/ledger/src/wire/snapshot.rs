//! Snapshots: the server's log of a unit up to a place, packed for the way to a new device and sealed. What a new device waits for is not the
//! fold but the rows that it inserts, whoever folded them; so no folded table is sent and nobody's is believed. The chunks hold the entries
//! themselves, taken apart so that they shrink, and put together again byte for byte before they are checked as in any page of the log. The
//! digests say what the author's device has made of them. What another device has made of them, it says by an *attestation*: a manifest of its
//! own that names the snapshot, and has no chunks.
//!
//! What a chunk holds is sealed under the snapshot key of an epoch (`crypto::EpochKey::seal_snapshot`), bound to [`chunk_info`].

use crypto::{Context, Hash, Kid, Purpose, Signature, VerifyKey, derive_hash};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::{Compartment, Seq, UnitId};

/// How many bytes of the packed log a chunk holds at most, before it is sealed.
pub const CHUNK_BYTES: usize = 1 << 20;

/// How many bytes a sealed chunk has at most: padding adds up to an eighth, sealing a few dozen.
pub const MOST_CHUNK: usize = CHUNK_BYTES + CHUNK_BYTES / 8 + 256;

/// How many bytes a signed manifest has at most: those of a few snapshots, with all that is said of them, are one reply.
pub const MOST_MANIFEST: usize = 512 << 10;

/// Where the log of one device ended.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct DeviceEnd {
    /// The device: the hash of its public keys.
    #[n(0)]
    pub device: Hash,
    /// Its last entry.
    #[n(1)]
    pub seq: Seq,
    /// That entry's hash.
    #[n(2)]
    pub hash: Hash,
}

/// A sealed piece of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Chunk {
    /// The hash of its bytes, by which it is fetched.
    #[n(0)]
    pub hash: Hash,
    /// How many bytes it has, sealed.
    #[n(1)]
    pub bytes: u32,
}

/// What a snapshot says of one compartment.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Part {
    /// Which compartment.
    #[n(0)]
    pub compartment: Compartment,
    /// The epoch key that its chunks are sealed under.
    #[n(1)]
    pub kid: Kid,
    /// The digest of what whoever holds this compartment makes of the log, as every device computes it.
    #[n(2)]
    pub state: Hash,
    /// Its chunks, in order. The packed log is among those of the general compartment: what not everybody may open is whole in it.
    #[n(3)]
    pub chunks: Vec<Chunk>,
}

/// What a snapshot consists of and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Manifest {
    /// The version of the protocol.
    #[n(0)]
    pub version: u8,
    /// Of which unit.
    #[n(1)]
    pub unit: UnitId,
    /// The place in the server's log up to which it goes.
    #[n(2)]
    pub cursor: u64,
    /// The running hash up to there.
    #[n(3)]
    pub log: Hash,
    /// The head of the control log under which it was folded.
    #[n(4)]
    pub control: Hash,
    /// Where each device's log ended, in the order of their admission. An attestation leaves it out: the snapshot that it names has it.
    #[n(5)]
    pub frontier: Vec<DeviceEnd>,
    /// The version of the fold that the digests are of.
    #[n(6)]
    pub schema: u32,
    /// What it consists of, by compartment.
    #[n(7)]
    pub parts: Vec<Part>,
    /// Of an attestation: the snapshot that it is about. Nothing: this is a snapshot.
    #[n(8)]
    pub about: Option<Hash>,
    /// Who made it: a device, by the hash of its public keys.
    #[n(9)]
    pub author: Hash,
    /// When, in milliseconds since 1970, UTC, by the author's clock.
    #[n(10)]
    pub at: i64,
}

/// A manifest as its author signed it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SignedManifest {
    /// The manifest's bytes, exactly as signed.
    #[n(0)]
    pub body: ByteVec,
    /// The author's signature over them.
    #[n(1)]
    pub signature: Signature,
}

/// The snapshots that the server has of a unit, those that go furthest first, and what devices say of them.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Snapshots {
    /// The manifests of the snapshots.
    #[n(0)]
    pub snapshots: Vec<SignedManifest>,
    /// The attestations: of each device one about each snapshot at most.
    #[n(1)]
    pub attestations: Vec<SignedManifest>,
}

impl Manifest {
    /// The bytes that are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }

    /// The chunks of every part.
    pub fn chunks(&self) -> impl Iterator<Item = &Chunk> {
        self.parts.iter().flat_map(|part| &part.chunks)
    }

    /// Whether a device can start from it: it has chunks, and is about no other.
    pub fn is_snapshot(&self) -> bool {
        self.about.is_none() && self.chunks().next().is_some()
    }

    /// The snapshot that it attests; nothing, if it is no attestation. One is small, however large the unit.
    pub fn attests(&self) -> Option<Hash> {
        let small = self.frontier.is_empty() && self.parts.len() <= Compartment::ALL.len();
        self.about.filter(|_| small && self.chunks().next().is_none())
    }

    /// What a device says of this snapshot. `id`: the snapshot's. `states`: what that device has made of the same entries, by compartment. `at`:
    /// now, in milliseconds since 1970, by its clock.
    #[must_use]
    pub fn attestation(&self, id: Hash, author: Hash, states: &[(Compartment, Hash)], at: i64) -> Self {
        let part = |(compartment, state): &(Compartment, Hash)| {
            let of = self.parts.iter().find(|part| part.compartment == *compartment)?;
            Some(Part { compartment: *compartment, kid: of.kid, state: *state, chunks: Vec::new() })
        };
        Self {
            version: self.version,
            unit: self.unit,
            cursor: self.cursor,
            log: self.log,
            control: self.control,
            frontier: Vec::new(),
            schema: self.schema,
            parts: states.iter().filter_map(part).collect(),
            about: Some(id),
            author,
            at,
        }
    }

    /// Whether it says something else of a compartment than another one does.
    pub fn contradicts(&self, other: &Self) -> bool {
        let differs = |one: &Part, two: &Part| one.compartment == two.compartment && one.state != two.state;
        self.parts.iter().any(|one| other.parts.iter().any(|two| differs(one, two)))
    }
}

impl SignedManifest {
    /// The manifest, if `author` signed it.
    pub fn verify(&self, author: &VerifyKey) -> Option<Manifest> {
        author.verify(Purpose::SnapshotManifest, &self.body, &self.signature).ok()?;
        self.manifest()
    }

    /// The manifest, whoever signed it.
    pub fn manifest(&self) -> Option<Manifest> {
        crate::decode_canonical(&self.body)
    }

    /// The identifier of the snapshot, or of the attestation.
    pub fn id(&self) -> Hash {
        derive_hash(Context::Snapshot, &[&self.body])
    }
}

/// The identifier of a sealed chunk.
pub fn chunk_hash(sealed: &[u8]) -> Hash {
    derive_hash(Context::SnapshotChunk, &[sealed])
}

/// What a chunk is bound to when it is sealed: where it belongs, so that the chunks of two snapshots cannot be mixed.
pub fn chunk_info(unit: UnitId, cursor: u64, compartment: Compartment, number: u32) -> Vec<u8> {
    crate::encode(&(unit, cursor, compartment, number))
}
