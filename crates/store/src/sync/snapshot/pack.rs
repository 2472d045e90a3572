//! Making a snapshot. It reads beside whoever works with the record, and holds up nobody.

use std::io::Write;

use crypto::{Hash, Kid, Purpose};
use ledger::header::Header;
use ledger::wire::{
    CHUNK_BYTES, Chunk, DeviceEnd, Manifest, PROTOCOL, PackedBatch, PackedEntry, Part, SignedManifest, chunk_hash,
    chunk_info,
};
use ledger::{Compartment, DeviceIndex, UnitId};
use rand_core::CryptoRng;
use sqlx::{Row, SqliteConnection};
use zstd::stream::write::Encoder;

use super::super::followed::{Followed, followed};
use crate::database::Readers;
use crate::error::StoreError;
use crate::opened::Opener;
use crate::rebuild::FOLD_VERSION;
use crate::record::Record;
use crate::write::place;

/// How hard zstd tries.
const LEVEL: i32 = 3;
/// How many batches are read at a time.
const BATCHES: i64 = 64;

/// A snapshot that is being made.
pub struct Packing {
    readers: Readers,
    opener: Opener,
    followed: Followed,
    own: Hash,
    kid: Kid,
    /// Up to which place it is packed.
    packed: u64,
    encoder: Option<Encoder<'static, Vec<u8>>>,
    /// What is packed and not in a chunk yet.
    waiting: Vec<u8>,
    chunks: Vec<Chunk>,
}

impl Record {
    /// Begins a snapshot of the server's log as far as it was followed. Nothing, if there is none, or if a part of it is kept apart here.
    pub async fn packing(&mut self) -> Result<Option<Packing>, StoreError> {
        let Some(server) = self.server().await? else { return Ok(None) };
        let Some(own) = self.own_device().map(|device| device.id) else { return Ok(None) };
        let connection = self.db.writer().await?;
        let followed = followed(connection, &server).await?;
        let aside: i64 = sqlx::query_scalar("SELECT count(*) FROM aside").fetch_one(connection).await?;
        let opener = Opener::of(self);
        let current = opener.ring.current(&opener.membership, Compartment::General).map(|(kid, _)| kid);
        let Some(kid) = current.filter(|_| aside == 0 && followed.cursor > 0) else { return Ok(None) };
        let encoder = Some(Encoder::new(Vec::new(), LEVEL)?);
        let readers = self.db.readers.clone();
        Ok(Some(Packing {
            readers,
            opener,
            followed,
            own,
            kid,
            packed: 0,
            encoder,
            waiting: Vec::new(),
            chunks: Vec::new(),
        }))
    }

    /// Signs a manifest.
    pub fn sign_manifest(&self, manifest: &Manifest) -> SignedManifest {
        let body = manifest.to_bytes();
        let signature = self.identity.device.sign(Purpose::SnapshotManifest, &body);
        SignedManifest { body: body.into(), signature }
    }
}

impl Packing {
    /// The next chunk, sealed; nothing, when all are made.
    pub async fn next_chunk<R: CryptoRng + ?Sized>(&mut self, rng: &mut R) -> Result<Option<Vec<u8>>, StoreError> {
        while self.waiting.len() < CHUNK_BYTES && self.encoder.is_some() {
            self.pack_more().await?;
        }
        if self.waiting.is_empty() {
            return Ok(None);
        }
        let rest = self.waiting.split_off(self.waiting.len().min(CHUNK_BYTES));
        let bytes = std::mem::replace(&mut self.waiting, rest);
        let number = u32::try_from(self.chunks.len()).unwrap_or(u32::MAX);
        let info = chunk_info(self.unit(), self.followed.cursor, Compartment::General, number);
        let key = self.opener.ring.key(&self.kid).ok_or(StoreError::NoKey(Compartment::General.word()))?;
        let sealed = key.seal_snapshot(rng, &info, &bytes)?;
        let bytes = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
        self.chunks.push(Chunk { hash: chunk_hash(&sealed), bytes });
        Ok(Some(sealed))
    }

    /// The manifest, when every chunk is made. `states`: the digest of what each compartment's holders make of it, by compartment. `at`: now, in
    /// milliseconds since 1970.
    pub fn manifest(self, states: &[(Compartment, Hash)], at: i64) -> Manifest {
        let membership = &self.opener.membership;
        let end = |(device, end): (&DeviceIndex, &super::super::followed::End)| {
            let device = membership.device(*device)?;
            Some(DeviceEnd { device: device.id, seq: end.tip.seq, hash: end.tip.hash })
        };
        let frontier = self.followed.ends.iter().filter_map(end).collect();
        let part = |(compartment, state): &(Compartment, Hash)| {
            let general = *compartment == Compartment::General;
            let current = self.opener.ring.current(membership, *compartment).map(|(kid, _)| kid);
            let kid = if general { self.kid } else { current? };
            let chunks = if general { self.chunks.clone() } else { Vec::new() };
            Some(Part { compartment: *compartment, kid, state: *state, chunks })
        };
        Manifest {
            version: PROTOCOL,
            unit: self.unit(),
            cursor: self.followed.cursor,
            log: self.followed.log,
            control: membership.head(),
            frontier,
            schema: FOLD_VERSION,
            parts: states.iter().filter_map(part).collect(),
            about: None,
            author: self.own,
            at,
        }
    }

    fn unit(&self) -> UnitId {
        self.opener.membership.unit()
    }

    async fn pack_more(&mut self) -> Result<(), StoreError> {
        let mut connection = self.readers.acquire().await?;
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let rows =
            sqlx::query("SELECT place, device, seq FROM filed WHERE place > ? AND place <= ? ORDER BY place LIMIT ?")
                .bind(number(self.packed))
                .bind(number(self.followed.cursor))
                .bind(BATCHES)
                .fetch_all(&mut *connection)
                .await?;
        let Some(mut encoder) = self.encoder.take() else { return Ok(()) };
        for row in &rows {
            let (place, seq) = (row.try_get::<i64, _>(0)?.unsigned_abs(), row.try_get::<i64, _>(2)?.unsigned_abs());
            let entries = place - self.packed;
            let batch = batch(&mut connection, &self.opener, DeviceIndex(row.try_get(1)?), (seq, entries)).await?;
            encoder.write_all(&ledger::wire::write(&batch))?;
            self.packed = place;
        }
        self.waiting.append(encoder.get_mut());
        if self.packed < self.followed.cursor && !rows.is_empty() {
            self.encoder = Some(encoder);
        } else {
            self.waiting.append(&mut encoder.finish()?);
        }
        Ok(())
    }
}

/// A batch of the server's log: so many entries of a device, up to one of them.
async fn batch(
    connection: &mut SqliteConnection,
    opener: &Opener,
    device: DeviceIndex,
    (seq, entries): (u64, u64),
) -> Result<PackedBatch, StoreError> {
    let rows = sqlx::query("SELECT header, payload, seal FROM entry WHERE place > ? AND place <= ? ORDER BY place")
        .bind(place(device, seq.saturating_sub(entries)))
        .bind(place(device, seq))
        .fetch_all(connection)
        .await?;
    let mut packed = Vec::with_capacity(rows.len());
    let mut seal = None;
    for row in rows {
        packed.push(entry(opener, device, row.try_get(0)?, row.try_get(1)?)?);
        seal = row.try_get::<Option<Vec<u8>>, _>(2)?;
    }
    let seal = seal.and_then(|bytes| <[u8; 64]>::try_from(bytes).ok()).ok_or(StoreError::Corrupt)?;
    if packed.len() as u64 != entries {
        return Err(StoreError::Corrupt);
    }
    Ok(PackedBatch { device, seal: crypto::Signature::from_bytes(seal), entries: packed })
}

/// An entry, taken apart where everybody in the unit may open it.
fn entry(
    opener: &Opener,
    device: DeviceIndex,
    header_bytes: Vec<u8>,
    payload: Vec<u8>,
) -> Result<PackedEntry, StoreError> {
    let header = Header::from_bytes(&header_bytes).ok_or(StoreError::Corrupt)?;
    let apart = apart(opener, device, &header, &payload)?;
    Ok(apart.unwrap_or(PackedEntry::Whole { header: header_bytes.into(), payload: payload.into() }))
}

fn apart(
    opener: &Opener,
    device: DeviceIndex,
    header: &Header,
    payload: &[u8],
) -> Result<Option<PackedEntry>, StoreError> {
    let membership = &opener.membership;
    let Some(opened) = opener.open(device, header, payload)? else { return Ok(None) };
    let epoch = membership.epochs().iter().position(|epoch| epoch.kid == header.kid);
    let (Some(control), Some(key), Some(epoch), Some(nonce)) = (
        membership.place(&header.control),
        opener.ring.key(&header.kid).filter(|_| opened.compartment == Compartment::General),
        epoch.and_then(|at| u32::try_from(at).ok()),
        payload.first_chunk::<24>(),
    ) else {
        return Ok(None);
    };
    let content = opened.content.to_bytes();
    // What cannot be put together again goes as it is.
    let again = key.seal_payload_again(nonce, &header.associated_data(), &content)?;
    if again != payload {
        return Ok(None);
    }
    let (class, lamport, nonce) = (header.class, header.lamport, *nonce);
    Ok(Some(PackedEntry::Apart { control, epoch, class, lamport, nonce, content: content.into() }))
}
