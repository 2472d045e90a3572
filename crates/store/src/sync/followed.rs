//! The server's log of the unit as far as this device has followed it: how far that is, where each device's log ends in it, and each of
//! its batches.

use std::collections::BTreeMap;

use crypto::Hash;
use ledger::chain::Tip;
use ledger::membership::Device;
use ledger::{DeviceIndex, VersionVector};
use sqlx::{Row, SqliteConnection};

use super::server::{Server, server};
use crate::error::StoreError;
use crate::record::Record;
use crate::row::{Arg, Batch as Rows, Script, Table};
use crate::table::int;

/// How far the server's log was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Followed {
    /// The last place.
    pub cursor: u64,
    /// The running hash up to there.
    pub log: Hash,
    /// Where each device's log ends in it.
    pub(super) ends: BTreeMap<DeviceIndex, End>,
}

/// Where a device's log ends in the server's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    /// The last entry. Of a log that goes on in a later version, the last one before that, but for its number, which is counted.
    pub(super) tip: Tip,
    /// Whether this version can still read it.
    pub(super) readable: bool,
}

/// A batch of the server's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filed {
    /// The place of its last entry.
    pub(super) place: u64,
    /// Whose it is.
    pub(super) device: DeviceIndex,
    /// The number of its last entry.
    pub(super) seq: u64,
    /// The running hash with it.
    pub(super) log: Hash,
}

static FILED: Table = Table { name: "filed", columns: &["place", "device", "seq", "log"], case: None };

impl Followed {
    /// The beginning of a log. `log`: the running hash before its first place.
    pub(super) const fn before_the_first(log: Hash) -> Self {
        Self { cursor: 0, log, ends: BTreeMap::new() }
    }

    /// Where a device's log ends.
    pub(super) fn end(&self, device: &Device) -> End {
        self.ends.get(&device.index).copied().unwrap_or_else(|| End { tip: device.start(), readable: true })
    }

    /// Up to which entry the server's log has a device's.
    pub fn of(&self, device: DeviceIndex) -> u64 {
        self.ends.get(&device).map_or(0, |end| end.tip.seq)
    }
}

impl Record {
    /// The server's log as this device has followed it: the running hash up to a place at which a batch ends; by no place, as far as it goes.
    /// Nothing: there is no server, or no batch ends at that place here.
    pub async fn followed_to(&self, place: Option<u64>) -> Result<Option<(u64, Hash)>, StoreError> {
        let mut connection = self.reader().await?;
        let Some(server) = server(&mut connection).await? else { return Ok(None) };
        match place.filter(|place| *place != server.cursor) {
            None => Ok(Some((server.cursor, server.log))),
            Some(place) => Ok(log_at(&mut connection, place).await?.map(|log| (place, log))),
        }
    }

    /// Up to which entry of each device the server's log has it, as far as it was followed.
    pub async fn filed_of_each(&self) -> Result<VersionVector, StoreError> {
        let mut connection = self.reader().await?;
        let Some(server) = server(&mut connection).await? else { return Ok(VersionVector::new()) };
        let followed = followed(&mut connection, &server).await?;
        Ok(followed.ends.iter().map(|(device, end)| (*device, end.tip.seq)).collect())
    }

    /// The same of the part of that log that ends with the batch in which an entry came. Nothing: that has not been followed so far.
    pub async fn filed_with(&self, device: DeviceIndex, seq: u64) -> Result<Option<VersionVector>, StoreError> {
        let mut connection = self.reader().await?;
        let place: Option<i64> = sqlx::query_scalar("SELECT min(place) FROM filed WHERE device = ? AND seq >= ?")
            .bind(i64::from(device.0))
            .bind(i64::try_from(seq).unwrap_or(i64::MAX))
            .fetch_one(&mut *connection)
            .await?;
        let Some(place) = place else { return Ok(None) };
        let rows = sqlx::query("SELECT device, max(seq) FROM filed WHERE place <= ? GROUP BY device").bind(place);
        let mut filed = VersionVector::new();
        for row in rows.fetch_all(&mut *connection).await? {
            filed.see(DeviceIndex(row.try_get(0)?), row.try_get::<i64, _>(1)?.unsigned_abs());
        }
        Ok(Some(filed))
    }
}

/// As the database has it.
pub(super) async fn followed(connection: &mut SqliteConnection, server: &Server) -> Result<Followed, StoreError> {
    let rows = sqlx::query("SELECT device, seq, hash, lamport, control, readable FROM filed_tip");
    let mut ends = BTreeMap::new();
    for row in rows.fetch_all(connection).await? {
        let hash: Vec<u8> = row.try_get(2)?;
        let tip = Tip {
            seq: row.try_get::<i64, _>(1)?.unsigned_abs(),
            hash: Hash::from_bytes(hash.try_into().map_err(|_| StoreError::Corrupt)?),
            lamport: row.try_get::<i64, _>(3)?.unsigned_abs(),
            control: row.try_get(4)?,
        };
        let readable = row.try_get::<i64, _>(5)? != 0;
        ends.insert(DeviceIndex(row.try_get(0)?), End { tip, readable });
    }
    Ok(Followed { cursor: server.cursor, log: server.log, ends })
}

/// Notes batches that were followed.
pub(super) async fn note_filed(
    tx: &mut SqliteConnection,
    filed: impl IntoIterator<Item = Filed>,
) -> Result<(), StoreError> {
    let mut rows = Rows::default();
    for Filed { place, device, seq, log } in filed {
        let row = vec![int(place), Arg::Int(i64::from(device.0)), int(seq), Arg::Blob(log.as_bytes().to_vec())];
        rows.add(&FILED, row);
    }
    rows.flush(tx).await
}

/// Notes where a device's log ends in the server's.
pub(super) fn note_end(script: &mut Script, device: DeviceIndex, end: &End) {
    let End { tip, readable } = end;
    let values = vec![
        Arg::Int(i64::from(device.0)),
        int(tip.seq),
        Arg::Blob(tip.hash.as_bytes().to_vec()),
        int(tip.lamport),
        Arg::Int(i64::from(tip.control)),
        (*readable).into(),
    ];
    script.add(
        "INSERT OR REPLACE INTO filed_tip (device, seq, hash, lamport, control, readable) VALUES (?, ?, ?, ?, ?, ?)",
        values,
    );
}

/// The running hash at a place at which a batch ends; nothing, if none ends there.
pub(super) async fn log_at(connection: &mut SqliteConnection, place: u64) -> Result<Option<Hash>, StoreError> {
    let place = i64::try_from(place).unwrap_or(i64::MAX);
    let select = sqlx::query_scalar("SELECT log FROM filed WHERE place = ?").bind(place);
    let log: Option<Vec<u8>> = select.fetch_optional(connection).await?;
    log.map(|bytes| Ok(Hash::from_bytes(bytes.try_into().map_err(|_| StoreError::Corrupt)?))).transpose()
}
