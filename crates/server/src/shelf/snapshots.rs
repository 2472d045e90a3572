//! Snapshots: manifests, sealed chunks, which chunk belongs to which, and what devices say of each.

use crypto::Hash;
use ledger::UnitId;

use super::ShelfError;
use super::statement::Connection;

/// A manifest that is to be kept.
pub(crate) struct SnapshotRow<'s> {
    pub(crate) id: Hash,
    pub(crate) author: Hash,
    pub(crate) cursor: u64,
    pub(crate) at: i64,
    pub(crate) manifest: &'s [u8],
}

/// What a device says of a snapshot.
pub(crate) struct AttestationRow<'s> {
    pub(crate) about: Hash,
    pub(crate) author: Hash,
    pub(crate) manifest: &'s [u8],
}

impl Connection<'_> {
    /// Keeps a chunk; the same one again is young again.
    pub(crate) async fn keep_chunk(
        &mut self,
        unit: &UnitId,
        hash: &Hash,
        bytes: &[u8],
        now: i64,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO chunk (unit, hash, at, size, bytes) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (unit, hash) DO UPDATE SET at = excluded.at";
        let size = bytes.len() as u64;
        self.change(sql, &[unit.into(), hash.into(), now.into(), size.into(), bytes.into()]).await?;
        Ok(())
    }

    /// A chunk.
    pub(crate) async fn chunk(&mut self, unit: &UnitId, hash: &Hash) -> Result<Option<Vec<u8>>, ShelfError> {
        let sql = "SELECT bytes FROM chunk WHERE unit = $1 AND hash = $2";
        self.row(sql, &[unit.into(), hash.into()]).await?.map(|row| row.bytes(0)).transpose()
    }

    /// How many bytes a chunk has, if it is there.
    pub(crate) async fn chunk_size(&mut self, unit: &UnitId, hash: &Hash) -> Result<Option<u64>, ShelfError> {
        let sql = "SELECT size FROM chunk WHERE unit = $1 AND hash = $2";
        self.row(sql, &[unit.into(), hash.into()]).await?.map(|row| row.whole(0)).transpose()
    }

    /// How many bytes the chunks of a unit have.
    pub(crate) async fn chunk_bytes(&mut self, unit: &UnitId) -> Result<u64, ShelfError> {
        let sql = "SELECT CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM chunk WHERE unit = $1";
        self.number(sql, &[unit.into()]).await
    }

    /// Keeps a manifest with the chunks that belong to it, in the place of its author's one before.
    pub(crate) async fn keep_snapshot(
        &mut self,
        unit: &UnitId,
        snapshot: &SnapshotRow<'_>,
        chunks: &[Hash],
    ) -> Result<(), ShelfError> {
        self.change("DELETE FROM snapshot WHERE unit = $1 AND author = $2", &[unit.into(), (&snapshot.author).into()])
            .await?;
        let sql = "INSERT INTO snapshot (unit, id, author, cursor, at, manifest) VALUES ($1, $2, $3, $4, $5, $6)";
        let values = [
            unit.into(),
            (&snapshot.id).into(),
            (&snapshot.author).into(),
            snapshot.cursor.into(),
            snapshot.at.into(),
            snapshot.manifest.into(),
        ];
        self.change(sql, &values).await?;
        let sql = "INSERT INTO snapshot_chunk (unit, hash, snapshot) VALUES ($1, $2, $3) \
                   ON CONFLICT (unit, hash, snapshot) DO NOTHING";
        for hash in chunks {
            self.change(sql, &[unit.into(), hash.into(), (&snapshot.id).into()]).await?;
        }
        Ok(())
    }

    /// The manifests of a unit, those that go furthest first.
    pub(crate) async fn snapshots(&mut self, unit: &UnitId) -> Result<Vec<Vec<u8>>, ShelfError> {
        let sql = "SELECT manifest FROM snapshot WHERE unit = $1 ORDER BY cursor DESC, at DESC, id";
        self.rows(sql, &[unit.into()]).await?.iter().map(|row| row.bytes(0)).collect()
    }

    /// Whether a snapshot is there.
    pub(crate) async fn has_snapshot(&mut self, unit: &UnitId, id: &Hash) -> Result<bool, ShelfError> {
        let sql = "SELECT COUNT(*) FROM snapshot WHERE unit = $1 AND id = $2";
        Ok(self.number(sql, &[unit.into(), id.into()]).await? > 0)
    }

    /// Forgets the manifests of a unit beyond the `most` that go furthest, and what was said of snapshots that are no longer there.
    pub(crate) async fn thin_snapshots(&mut self, unit: &UnitId, most: u32) -> Result<(), ShelfError> {
        let sql = "DELETE FROM snapshot WHERE unit = $1 AND id NOT IN \
                   (SELECT id FROM snapshot WHERE unit = $1 ORDER BY cursor DESC, at DESC, id LIMIT $2)";
        self.change(sql, &[unit.into(), most.into()]).await?;
        let sql = "DELETE FROM attestation WHERE unit = $1 AND NOT EXISTS (SELECT 1 FROM snapshot \
                   WHERE snapshot.unit = attestation.unit AND snapshot.id = attestation.about)";
        self.change(sql, &[unit.into()]).await?;
        Ok(())
    }

    /// Keeps what a device says of a snapshot, in the place of what it said of it before.
    pub(crate) async fn keep_attestation(
        &mut self,
        unit: &UnitId,
        attestation: &AttestationRow<'_>,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO attestation (unit, about, author, manifest) VALUES ($1, $2, $3, $4) \
                   ON CONFLICT (unit, about, author) DO UPDATE SET manifest = excluded.manifest";
        let AttestationRow { about, author, manifest } = attestation;
        self.change(sql, &[unit.into(), about.into(), author.into(), (*manifest).into()]).await?;
        Ok(())
    }

    /// What devices say of a unit's snapshots.
    pub(crate) async fn attestations(&mut self, unit: &UnitId) -> Result<Vec<Vec<u8>>, ShelfError> {
        let sql = "SELECT manifest FROM attestation WHERE unit = $1 ORDER BY about, author";
        self.rows(sql, &[unit.into()]).await?.iter().map(|row| row.bytes(0)).collect()
    }

    /// Forgets chunks that have belonged to no manifest since a time.
    pub(crate) async fn forget_chunks(&mut self, before: i64) -> Result<(), ShelfError> {
        let sql = "DELETE FROM snapshot_chunk WHERE NOT EXISTS (SELECT 1 FROM snapshot \
                   WHERE snapshot.unit = snapshot_chunk.unit AND snapshot.id = snapshot_chunk.snapshot)";
        self.change(sql, &[]).await?;
        let sql = "DELETE FROM chunk WHERE at < $1 AND NOT EXISTS (SELECT 1 FROM snapshot_chunk \
                   WHERE snapshot_chunk.unit = chunk.unit AND snapshot_chunk.hash = chunk.hash)";
        self.change(sql, &[before.into()]).await?;
        Ok(())
    }
}
