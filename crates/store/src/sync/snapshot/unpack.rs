//! Starting from a snapshot: its chunks become the batches of the server's log again, which are checked like any others.

use std::collections::BTreeMap;
use std::io::{Error, Write};

use crypto::{Hash, Kid};
use ledger::header::{Header, VERSION, entry_hash, payload_hash};
use ledger::wire::{Batch, BatchEntry, Chunk, Manifest, PackedBatch, PackedEntry, chunk_hash, chunk_info};
use ledger::{Compartment, DeviceIndex, UnitId};
use zstd::stream::write::Decoder;

use crate::opened::Opener;
use crate::record::Record;

/// What a chunk may expand to: much more than a batch, and less than would bring a computer down.
const MOST: usize = 256 << 20;
/// The largest window that the chunks may ask for, as a power of two.
const WINDOW: u32 = 23;

/// A snapshot that is being read.
pub struct Unpacker {
    opener: Opener,
    unit: UnitId,
    cursor: u64,
    kid: Kid,
    chunks: Vec<Chunk>,
    next: usize,
    decoder: Decoder<'static, Bounded>,
    /// The last entry of each device so far.
    ends: BTreeMap<DeviceIndex, (u64, Hash)>,
}

/// Where the expanded bytes go: no more than there may be.
#[derive(Default)]
struct Bounded(Vec<u8>);

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > MOST {
            return Err(Error::other("a chunk expands to more than it may"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Record {
    /// Begins to read the snapshot that a manifest describes. Nothing, if this device has no key for it, or has begun to follow the server's
    /// log already.
    pub fn unpacker(&self, manifest: &Manifest, followed: u64) -> Option<Unpacker> {
        let opener = Opener::of(self);
        let part = manifest.parts.iter().find(|part| part.compartment == Compartment::General)?;
        let fits = manifest.unit == opener.membership.unit() && opener.membership.place(&manifest.control).is_some();
        opener.ring.key(&part.kid).filter(|_| followed == 0 && fits)?;
        let mut decoder = Decoder::new(Bounded::default()).ok()?;
        decoder.window_log_max(WINDOW).ok()?;
        Some(Unpacker {
            unit: manifest.unit,
            cursor: manifest.cursor,
            kid: part.kid,
            chunks: part.chunks.clone(),
            next: 0,
            decoder,
            ends: BTreeMap::new(),
            opener,
        })
    }
}

impl Unpacker {
    /// The hash of the chunk that comes next; nothing, when all were read.
    pub fn wanted(&self) -> Option<Hash> {
        self.chunks.get(self.next).map(|chunk| chunk.hash)
    }

    /// Reads the chunk that comes next: the batches that it completes. Nothing: it is not what the manifest's author made.
    pub fn feed(&mut self, sealed: &[u8]) -> Option<Vec<Batch>> {
        self.chunks.get(self.next).filter(|chunk| chunk_hash(sealed) == chunk.hash)?;
        let number = u32::try_from(self.next).ok()?;
        let info = chunk_info(self.unit, self.cursor, Compartment::General, number);
        let bytes = self.opener.ring.key(&self.kid)?.open_snapshot(&info, sealed).ok()?;
        self.decoder.write_all(&bytes).ok()?;
        self.decoder.flush().ok()?;
        self.next += 1;
        let whole = self.next == self.chunks.len();
        let expanded = std::mem::take(&mut self.decoder.get_mut().0);
        let mut read = minicbor::Decoder::new(&expanded);
        let mut batches = Vec::new();
        loop {
            let start = read.position();
            if start == expanded.len() {
                return Some(batches);
            }
            match read.decode::<PackedBatch>() {
                Ok(packed) => batches.push(self.together(packed)?),
                // The rest of it is in the next chunk.
                Err(error) if error.is_end_of_input() && !whole => {
                    self.decoder.get_mut().0 = expanded.get(start..)?.to_vec();
                    return Some(batches);
                }
                Err(_) => return None,
            }
        }
    }

    /// Puts a batch together.
    fn together(&mut self, packed: PackedBatch) -> Option<Batch> {
        let PackedBatch { device: index, seal, entries } = packed;
        let device = self.opener.membership.device(index)?.clone();
        let (mut seq, mut prev) = self.ends.get(&index).copied().unwrap_or((0, device.admitted_by));
        let mut together = Vec::with_capacity(entries.len());
        for entry in entries {
            seq += 1;
            let entry = match entry {
                PackedEntry::Whole { header, payload } => BatchEntry { header, payload },
                apart => self.entry(device.id, (seq, prev), apart)?,
            };
            prev = entry_hash(&entry.header);
            together.push(entry);
        }
        self.ends.insert(index, (seq, prev));
        Some(Batch { device: device.id, entries: together, seal })
    }

    /// Puts an entry together that was taken apart.
    fn entry(&self, device: Hash, (seq, prev): (u64, Hash), apart: PackedEntry) -> Option<BatchEntry> {
        let PackedEntry::Apart { control, epoch, class, lamport, nonce, content } = apart else { return None };
        let membership = &self.opener.membership;
        let kid = membership.epochs().get(usize::try_from(epoch).ok()?)?.kid;
        let mut header = Header {
            version: VERSION,
            unit: self.unit,
            device,
            seq,
            prev,
            control: membership.head_at(control)?,
            kid,
            payload_hash: prev,
            payload_len: 0,
            class,
            lamport,
        };
        let key = self.opener.ring.key(&kid)?;
        let payload = key.seal_payload_again(&nonce, &header.associated_data(), &content).ok()?;
        header.payload_hash = payload_hash(&payload);
        header.payload_len = u32::try_from(payload.len()).ok()?;
        Some(BatchEntry { header: header.to_bytes().into(), payload: payload.into() })
    }
}
