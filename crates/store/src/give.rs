//! Parts of devices' logs, each up to a seal, to be given to somebody else.

use crypto::{DeviceKeys, Signature};
use ledger::header::entry_hash;
use ledger::membership::Device;
use ledger::sealing::sign_seal;
use ledger::{UnitId, VersionVector};
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::receive::{PART_BYTES, SealedLog};
use crate::record::Record;
use crate::write::place;

/// How many entries are read at a time.
const ROWS: usize = 500;

impl Record {
    /// The sealed logs of every device from the places in `after` on: what another device is given.
    pub async fn sealed_logs(&self, after: &VersionVector) -> Result<Vec<SealedLog>, StoreError> {
        let mut connection = self.reader().await?;
        let mut logs = Vec::new();
        for device in self.membership().devices() {
            let mut after = after.of(device.index);
            while let Some(part) = run(&mut connection, device, after, PART_BYTES).await? {
                after += part.entries.len() as u64;
                logs.push(part);
            }
        }
        Ok(logs)
    }
}

/// The part of a device's log that comes after an entry, up to a seal that it has: the last one within so many bytes, or the first one.
pub(crate) async fn run(
    connection: &mut SqliteConnection,
    device: &Device,
    after: u64,
    most: usize,
) -> Result<Option<SealedLog>, StoreError> {
    let mut taken = Taken::default();
    let mut sealed = None;
    read(connection, device, after, &mut taken, |taken, seal| {
        sealed = seal.map(|seal| (taken.entries.len(), seal)).or(sealed);
        taken.bytes < most || sealed.is_none()
    })
    .await?;
    let Some((length, seal)) = sealed else { return Ok(None) };
    let mut entries = taken.entries;
    entries.truncate(length);
    Ok(Some(SealedLog { device: device.id, entries, seal }))
}

/// The same of this device's own log, which it can seal wherever it likes: as much as goes into so many bytes, and one entry at least.
pub(crate) async fn own_run(
    connection: &mut SqliteConnection,
    (unit, device, keys): (UnitId, &Device, &DeviceKeys),
    after: u64,
    most: usize,
) -> Result<Option<SealedLog>, StoreError> {
    let mut taken = Taken::default();
    read(connection, device, after, &mut taken, |taken, _| taken.bytes < most).await?;
    if taken.bytes > most && taken.entries.len() > 1 {
        taken.entries.pop();
    }
    let entries = taken.entries;
    let Some((last, _)) = entries.last() else { return Ok(None) };
    let seal = sign_seal(keys, unit, device.id, after + entries.len() as u64, entry_hash(last));
    Ok(Some(SealedLog { device: device.id, entries, seal }))
}

/// What was read so far.
#[derive(Default)]
struct Taken {
    entries: Vec<(Vec<u8>, Vec<u8>)>,
    bytes: usize,
}

/// Reads entries of a log in order, each with its seal if it has one, until `more` says that it is enough.
async fn read(
    connection: &mut SqliteConnection,
    device: &Device,
    mut after: u64,
    taken: &mut Taken,
    mut more: impl FnMut(&Taken, Option<Signature>) -> bool,
) -> Result<(), StoreError> {
    loop {
        let rows = sqlx::query(
            "SELECT header, payload, seal FROM entry WHERE place > ? AND place <= ? ORDER BY place LIMIT ?",
        )
        .bind(place(device.index, after))
        .bind(place(device.index, u64::MAX))
        .bind(i64::try_from(ROWS).unwrap_or(i64::MAX))
        .fetch_all(&mut *connection)
        .await?;
        for row in &rows {
            let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
            let seal: Option<Vec<u8>> = row.try_get(2)?;
            let seal = seal.map(|bytes| <[u8; 64]>::try_from(bytes).map_err(|_| StoreError::Corrupt)).transpose()?;
            taken.bytes += header.len() + payload.len();
            taken.entries.push((header, payload));
            after += 1;
            if !more(taken, seal.map(Signature::from_bytes)) {
                return Ok(());
            }
        }
        if rows.len() < ROWS {
            return Ok(());
        }
    }
}
