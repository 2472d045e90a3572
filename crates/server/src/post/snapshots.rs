//! Snapshots: sealed chunks by their hashes, and a signed manifest that says which belong together; and attestations, by which other devices say
//! what they have made of one. Whether the state in them is right only devices can tell.

use crypto::Hash;
use ledger::UnitId;
use ledger::wire::{MOST_CHUNK, MOST_MANIFEST, Manifest, PROTOCOL, RefusalCode, SignedManifest, Snapshots, chunk_hash};

use super::{Asked, Caller, Office, Post, Stop, refusal};
use crate::refused::Refused;
use crate::shelf::{AttestationRow, Connection, ShelfError, SnapshotRow};

impl Post {
    /// Keeps a chunk. The same again changes nothing.
    pub async fn put_chunk(&self, unit: &UnitId, asked: &Asked, hash: &Hash) -> Result<(), Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.active()?;
        let body = asked.body(MOST_CHUNK)?;
        if body.len() > MOST_CHUNK {
            return Err(Refused::too_large(MOST_CHUNK));
        }
        if chunk_hash(&body) != *hash {
            return Err(Refused::invalid("The chunk's bytes do not have the hash in its address."));
        }
        office.keep_chunk(unit, hash, &body).await.map_err(refusal)
    }

    /// A chunk, as it was sent.
    pub async fn chunk(&self, unit: &UnitId, asked: &Asked, hash: &Hash) -> Result<Vec<u8>, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.active()?;
        let read = async { office.shelf.read().await?.connection().chunk(unit, hash).await };
        read.await?.ok_or_else(|| Refused::absent("piece of a snapshot"))
    }

    /// Keeps a snapshot's manifest, when all of its chunks are there, in the place of its author's one before. An attestation is kept beside the
    /// snapshot that it is about, in the place of what its author said of it before, and takes no snapshot's place.
    pub async fn put_snapshot(&self, unit: &UnitId, asked: &Asked, id: &Hash) -> Result<(), Refused> {
        let office = &self.office;
        let caller = office.caller(unit, asked).await?.active()?;
        let body = asked.body(MOST_MANIFEST)?;
        if body.len() > MOST_MANIFEST {
            return Err(Refused::too_large(MOST_MANIFEST));
        }
        let signed: SignedManifest = ledger::wire::read(&body).ok_or_else(Refused::unreadable)?;
        let device = caller.membership.device_by_id(&caller.device);
        let manifest = device
            .and_then(|device| signed.verify(&device.public.verify))
            .ok_or_else(|| Refused::invalid("The manifest was not signed by the device that sent it."))?;
        check(unit, &caller, &manifest)?;
        if signed.id() != *id {
            return Err(Refused::invalid("The manifest does not have the identifier in its address."));
        }
        let kept = match manifest.attests() {
            Some(about) => office.keep_attestation(unit, &signed, &manifest, &about).await,
            None => office.keep_snapshot(unit, &signed, &manifest).await,
        };
        kept.map_err(refusal)
    }

    /// The manifests that the server has, those that go furthest first, and what devices say of them.
    pub async fn snapshots(&self, unit: &UnitId, asked: &Asked) -> Result<Snapshots, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.active()?;
        let read = async {
            let mut reading = office.shelf.read().await?;
            let mut connection = reading.connection();
            Ok::<_, ShelfError>((connection.snapshots(unit).await?, connection.attestations(unit).await?))
        };
        let (snapshots, attestations) = read.await?;
        Ok(Snapshots { snapshots: manifests(&snapshots), attestations: manifests(&attestations) })
    }
}

/// Manifests as they were sent.
fn manifests(kept: &[Vec<u8>]) -> Vec<SignedManifest> {
    kept.iter().filter_map(|bytes| ledger::wire::read(bytes)).collect()
}

/// What the server can tell of a manifest.
fn check(unit: &UnitId, caller: &Caller, manifest: &Manifest) -> Result<(), Refused> {
    if manifest.version != PROTOCOL {
        return Err(Refused::update());
    }
    if manifest.unit != *unit || manifest.author != caller.device {
        return Err(Refused::invalid("The manifest is of another unit or another device."));
    }
    if manifest.cursor > caller.row.cursor || caller.membership.place(&manifest.control).is_none() {
        return Err(Refused::invalid("The manifest goes further than the server's log."));
    }
    if !manifest.is_snapshot() && manifest.attests().is_none() {
        return Err(Refused::invalid("The manifest is neither of a snapshot nor about one."));
    }
    Ok(())
}

impl Office {
    async fn keep_chunk(&self, unit: &UnitId, hash: &Hash, bytes: &[u8]) -> Result<(), Stop> {
        let mut writing = self.shelf.begin().await?;
        let mut connection = writing.connection();
        let more = connection.chunk_size(unit, hash).await?.map_or(bytes.len() as u64, |_| 0);
        if connection.chunk_bytes(unit).await?.saturating_add(more) > self.settings.snapshot_bytes {
            let words =
                "The unit's snapshots have used up their room at the server. Old ones are cleared away within a day.";
            return Err(Refused::quota(words, 60 * 60).into());
        }
        connection.keep_chunk(unit, hash, bytes, self.clock.now()).await?;
        Ok(writing.commit().await?)
    }

    async fn keep_snapshot(&self, unit: &UnitId, signed: &SignedManifest, manifest: &Manifest) -> Result<(), Stop> {
        let mut writing = self.shelf.begin().await?;
        let mut connection = writing.connection();
        let chunks: Vec<Hash> = manifest.chunks().map(|chunk| chunk.hash).collect();
        if !has_all(&mut connection, unit, manifest).await? {
            let words = "Pieces of the snapshot are missing. Send them before the manifest.";
            return Err(Refused::new(RefusalCode::Absent, words).into());
        }
        let row = SnapshotRow {
            id: signed.id(),
            author: manifest.author,
            cursor: manifest.cursor,
            at: self.clock.now(),
            manifest: &ledger::wire::write(signed),
        };
        connection.keep_snapshot(unit, &row, &chunks).await?;
        connection.thin_snapshots(unit, self.settings.most_snapshots).await?;
        Ok(writing.commit().await?)
    }

    async fn keep_attestation(
        &self,
        unit: &UnitId,
        signed: &SignedManifest,
        manifest: &Manifest,
        about: &Hash,
    ) -> Result<(), Stop> {
        let mut writing = self.shelf.begin().await?;
        let mut connection = writing.connection();
        if !connection.has_snapshot(unit, about).await? {
            return Err(Refused::absent("snapshot").into());
        }
        let row = AttestationRow { about: *about, author: manifest.author, manifest: &ledger::wire::write(signed) };
        connection.keep_attestation(unit, &row).await?;
        Ok(writing.commit().await?)
    }
}

async fn has_all(connection: &mut Connection<'_>, unit: &UnitId, manifest: &Manifest) -> Result<bool, ShelfError> {
    for chunk in manifest.chunks() {
        if connection.chunk_size(unit, &chunk.hash).await? != Some(u64::from(chunk.bytes)) {
            return Ok(false);
        }
    }
    Ok(true)
}
