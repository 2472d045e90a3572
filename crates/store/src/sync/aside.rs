//! Batches that cannot be taken, kept apart with the reason: shown, and tried again when the control log, this program or the log before
//! them has changed. They stand in nobody's way but their own device's.

use std::collections::BTreeSet;

use crypto::Hash;
use jiff::Timestamp;
use ledger::header::{Header, VERSION};
use ledger::membership::Device;
use ledger::wire::{Batch, BatchEntry};
use ledger::{ChainError, DeviceIndex};
use sqlx::{Row, SqliteConnection};

use super::check::{Broken, CheckedEntry, examine};
use super::followed::{End, note_end};
use crate::arrival::{Arrival, Arrivals, MANY};
use crate::error::StoreError;
use crate::opened::Opener;
use crate::receive::{Received, known_header};
use crate::record::Record;
use crate::row::Script;

/// Why a batch cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its device has written something else under the same numbers.
    Forked,
    /// A later version of the program wrote it.
    NewerVersion,
    /// An older version of the program wrote it than the unit takes since the control entry that it names.
    OlderVersion,
    /// It was sealed under a key of which the control log knows nothing.
    UnknownKey,
    /// An administrator named another entry under its number: as the last that was seen of a removed device, or as the branch that counts.
    AnotherLast,
    /// Entries before it are missing here.
    Behind,
    /// It is not what its device sealed.
    Altered,
}

impl Reason {
    const ALL: [Self; 7] = [
        Self::Forked,
        Self::NewerVersion,
        Self::OlderVersion,
        Self::UnknownKey,
        Self::AnotherLast,
        Self::Behind,
        Self::Altered,
    ];

    /// Whether an administrator has decided, so that it stays as it is, as evidence.
    pub const fn is_decided(self) -> bool {
        matches!(self, Self::AnotherLast)
    }

    /// Its word in the database and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Forked => "forked",
            Self::NewerVersion => "newer-version",
            Self::OlderVersion => "older-version",
            Self::UnknownKey => "unknown-key",
            Self::AnotherLast => "another-last",
            Self::Behind => "behind",
            Self::Altered => "altered",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.word() == word)
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Forked => "the device has written something else under the same numbers",
            Self::NewerVersion => "a later version of Throughcare wrote it: update this computer to read it",
            Self::OlderVersion => "an older version of Throughcare wrote it than this unit takes",
            Self::UnknownKey => "it was sealed under a key that this unit does not have",
            Self::AnotherLast => "an administrator has seen, or decided on, another entry under its number",
            Self::Behind => "entries before it have not come yet",
            Self::Altered => "it is not what the device sealed",
        })
    }
}

/// A batch that is kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aside {
    /// Its number on this device.
    pub id: i64,
    /// Whose it is.
    pub device: DeviceIndex,
    /// The number of its first entry.
    pub first: u64,
    /// The number of its last one.
    pub last: u64,
    /// Why.
    pub reason: Reason,
    /// When it came, by this device's clock.
    pub came: Timestamp,
}

impl Record {
    /// What is kept apart, in the order in which it came.
    pub async fn aside(&self) -> Result<Vec<Aside>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query("SELECT id, device, first, last, reason, came FROM aside ORDER BY id");
        let rows = rows.fetch_all(&mut *connection).await?;
        rows.iter()
            .map(|row| {
                let reason: String = row.try_get(4)?;
                Ok(Aside {
                    id: row.try_get(0)?,
                    device: DeviceIndex(row.try_get(1)?),
                    first: row.try_get::<i64, _>(2)?.unsigned_abs(),
                    last: row.try_get::<i64, _>(3)?.unsigned_abs(),
                    reason: Reason::from_word(&reason).ok_or(StoreError::Corrupt)?,
                    came: Timestamp::from_millisecond(row.try_get(5)?).map_err(|_| StoreError::Corrupt)?,
                })
            })
            .collect()
    }

    /// A batch that is kept apart, as it came.
    pub async fn aside_bytes(&self, id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let select = sqlx::query_scalar("SELECT bytes FROM aside WHERE id = ?").bind(id);
        Ok(select.fetch_optional(&mut *self.reader().await?).await?)
    }

    /// Tries again what is kept apart, where something has changed that it was kept apart for.
    pub async fn retry_aside(&mut self) -> Result<Received, StoreError> {
        let opener = Opener::of(self);
        let control = opener.membership.next_index();
        let reckoning = self.reckoning.clone();
        let mut arrivals = Arrivals::after(&self.tips);
        let mut tx = self.db.begin().await?;
        let rows = sqlx::query(
            "SELECT a.id, a.bytes FROM aside a LEFT JOIN tip t ON t.device = a.device \
             WHERE a.tried_control <> ? OR a.tried_version <> ? OR a.tried_seq <> coalesce(t.seq, 0) ORDER BY a.device, a.first, a.id",
        )
        .bind(control)
        .bind(VERSION)
        .fetch_all(&mut *tx)
        .await?;
        if rows.is_empty() {
            return Ok(Received::default());
        }
        let mut overruled = Overruled::default();
        for row in rows {
            let (id, bytes): (i64, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
            let batch: Batch = ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?;
            let decided = overruled.has(opener.membership.device_by_id(&batch.device), &batch);
            match admit(&mut tx, &opener, &mut arrivals, batch).await? {
                Ok(()) => drop_aside(&mut tx, id).await?,
                Err((device, reason)) => {
                    let reason = if decided { Reason::AnotherLast } else { reason };
                    let seq = arrivals.tips.get(&device).map_or(0, |tip| tip.seq);
                    note_tried(&mut tx, id, reason, (control, seq)).await?;
                }
            }
        }
        readable_again(&mut tx, &arrivals).await?;
        let membership_and_ring = (&*opener.membership, &*opener.ring);
        let settled = arrivals.settle(&mut tx, membership_and_ring, reckoning, Some(MANY)).await?;
        tx.commit().await?;
        let stale = settled.stale;
        let received = self.settled(settled);
        if stale {
            self.rebuild(|_, _| {}).await?;
        }
        Ok(received)
    }
}

/// The hashes of the entries that are kept apart of a device.
pub(super) async fn hashes_aside(
    connection: &mut SqliteConnection,
    device: DeviceIndex,
) -> Result<BTreeSet<Hash>, StoreError> {
    let select = sqlx::query_scalar("SELECT bytes FROM aside WHERE device = ?").bind(device.0);
    let batches: Vec<Vec<u8>> = select.fetch_all(connection).await?;
    let mut hashes = BTreeSet::new();
    for bytes in batches {
        let batch: Batch = ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?;
        hashes.extend(batch.entries.iter().map(BatchEntry::hash));
    }
    Ok(hashes)
}

/// The branches against which an administrator decided, as far as they are tried again.
#[derive(Default)]
struct Overruled {
    /// The last entries of their batches.
    ends: BTreeSet<Hash>,
}

impl Overruled {
    /// Whether a batch belongs to one: it has another entry than the one that was named under its number, or goes on with what does.
    fn has(&mut self, device: Option<&Device>, batch: &Batch) -> bool {
        let Some((device, first)) = device.zip(batch.first()) else { return false };
        let named = |seq: u64| device.marks().find(|mark| mark.seq == seq);
        let contradicts = |(seq, entry): (u64, &BatchEntry)| named(seq).is_some_and(|mark| mark.hash != entry.hash());
        let before =
            batch.entries.first().and_then(|entry| Header::from_bytes(&entry.header)).map(|header| header.prev);
        let is_one =
            before.is_some_and(|before| self.ends.contains(&before)) || (first..).zip(&batch.entries).any(contradicts);
        if is_one {
            self.ends.extend(batch.entries.last().map(BatchEntry::hash));
        }
        is_one
    }
}

/// Takes a batch that continues its device's log as it is here, or says why that cannot be.
pub(super) async fn admit(
    tx: &mut SqliteConnection,
    opener: &Opener,
    arrivals: &mut Arrivals,
    mut batch: Batch,
) -> Result<Result<(), (DeviceIndex, Reason)>, StoreError> {
    let unknown = || StoreError::Ledger("entries of a device that is not in the unit".to_owned());
    let device = opener.membership.device_by_id(&batch.device).ok_or_else(unknown)?;
    let refused = |reason| Ok(Err((device.index, reason)));
    let tip = arrivals.tip(device);
    arrivals.store(tx).await?;
    let mut known = 0;
    for entry in &batch.entries {
        let Some(header) = Header::from_bytes(&entry.header).filter(|header| header.seq <= tip.seq) else { break };
        if known_header(tx, device.index, header.seq).await?.as_deref() != Some(entry.header.as_slice()) {
            return refused(Reason::Forked);
        }
        known += 1;
    }
    batch.entries.drain(..known);
    arrivals.received.known += known;
    if batch.entries.is_empty() {
        return Ok(Ok(()));
    }
    match examine(opener, device, tip, &batch) {
        Ok(entries) => Ok(take(opener, arrivals, device.index, &batch, entries)),
        Err(Broken { seq, error }) => refused(match error {
            ChainError::NewerVersion => Reason::NewerVersion,
            ChainError::OlderVersion => Reason::OlderVersion,
            ChainError::Gap { .. } => Reason::Behind,
            // The first of them names another entry before it than the one that is here.
            ChainError::Broken if seq == tip.seq + 1 => Reason::Forked,
            _ => Reason::Altered,
        }),
    }
}

/// Takes the entries of a batch that was examined on top of its device's log as it is here.
pub(super) fn take(
    opener: &Opener,
    arrivals: &mut Arrivals,
    device: DeviceIndex,
    batch: &Batch,
    entries: Vec<CheckedEntry>,
) -> Result<(), (DeviceIndex, Reason)> {
    if entries.iter().any(|entry| !entry.known_key) {
        return Err((device, Reason::UnknownKey));
    }
    let removed = opener.membership.device(device);
    if removed.is_some_and(|removed| entries.iter().any(|entry| removed.check_end(&entry.tip).is_err())) {
        return Err((device, Reason::AnotherLast));
    }
    let last = entries.last().map_or(0, |entry| entry.tip.seq);
    for (entry, sealed) in entries.into_iter().zip(&batch.entries) {
        let CheckedEntry { tip, opened, .. } = entry;
        let (header_bytes, payload) = (sealed.header.to_vec(), sealed.payload.to_vec());
        arrivals.add(Arrival { device, tip, header_bytes, payload, opened });
    }
    arrivals.seal(device, last, batch.seal);
    Ok(())
}

/// Keeps a batch apart.
pub(crate) async fn put_aside(
    tx: &mut SqliteConnection,
    batch: &Batch,
    (device, last, reason): (DeviceIndex, u64, Reason),
    now: Timestamp,
) -> Result<(), StoreError> {
    let number = |seq: u64| i64::try_from(seq).unwrap_or(i64::MAX);
    let first = (last + 1).saturating_sub(batch.entries.len() as u64);
    let bytes = ledger::wire::write(batch);
    // A page that is read again brings what is kept apart already.
    sqlx::query(
        "INSERT INTO aside (device, first, last, reason, came, bytes, tried_control, tried_version, tried_seq) \
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, 0, 0, 0 WHERE NOT EXISTS (SELECT 1 FROM aside WHERE device = ?1 AND bytes = ?6)",
    )
    .bind(i64::from(device.0))
    .bind(number(first))
    .bind(number(last))
    .bind(reason.word())
    .bind(now.as_millisecond())
    .bind(bytes)
    .execute(tx)
    .await?;
    Ok(())
}

async fn drop_aside(tx: &mut SqliteConnection, id: i64) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM aside WHERE id = ?").bind(id).execute(tx).await?;
    Ok(())
}

async fn note_tried(
    tx: &mut SqliteConnection,
    id: i64,
    reason: Reason,
    (control, seq): (u32, u64),
) -> Result<(), StoreError> {
    sqlx::query("UPDATE aside SET reason = ?, tried_control = ?, tried_version = ?, tried_seq = ? WHERE id = ?")
        .bind(reason.word())
        .bind(control)
        .bind(VERSION)
        .bind(i64::try_from(seq).unwrap_or(i64::MAX))
        .bind(id)
        .execute(tx)
        .await?;
    Ok(())
}

/// Logs that a later version wrote on, and of which nothing is kept apart any more, can be followed again.
async fn readable_again(tx: &mut SqliteConnection, arrivals: &Arrivals) -> Result<(), StoreError> {
    let statement = "SELECT device FROM filed_tip WHERE readable = 0 AND device NOT IN (SELECT device FROM aside)";
    let devices: Vec<u32> = sqlx::query_scalar(statement).fetch_all(&mut *tx).await?;
    let mut script = Script::default();
    for device in devices.into_iter().map(DeviceIndex) {
        if let Some(tip) = arrivals.tips.get(&device).copied() {
            note_end(&mut script, device, &End { tip, readable: true });
        }
    }
    script.run(tx).await
}
