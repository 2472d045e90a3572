//! What others wrote, is here, and is not at the server: it came by hand, or the server has lost it. It is offered in pieces, each as its own
//! device sealed it, so that nothing of them has to be kept: cut otherwise the next time, they are the same entries.

use std::collections::{BTreeMap, BTreeSet};

use crypto::Hash;
use jiff::Timestamp;
use ledger::DeviceIndex;
use ledger::header::entry_hash;
use ledger::membership::Device;
use ledger::wire::Batch;
use sqlx::SqliteConnection;

use super::followed::{Followed, followed};
use super::server::server;
use crate::error::StoreError;
use crate::give::run;
use crate::receive::known_header;
use crate::record::Record;

/// For how many milliseconds what the server refused is let be, at the most.
const LONGEST_REST: i64 = 24 * 60 * 60 * 1000;

/// A piece of another device's log, with that device's seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relay {
    /// Whose it is.
    pub device: DeviceIndex,
    /// The number of the entry before its first.
    pub after: u64,
    /// The piece.
    pub batch: Batch,
}

impl Relay {
    /// The number of its last entry.
    pub const fn last(&self) -> u64 {
        self.after + self.batch.entries.len() as u64
    }
}

impl Record {
    /// The next piece of another device's log that the server does not have, of about so many bytes: of removed devices too, and of what does not
    /// count. `ends`: up to which entries the server has said that it has a device's log, where its own log was not followed so far yet.
    pub async fn next_relay(
        &mut self,
        most: usize,
        ends: &BTreeMap<DeviceIndex, u64>,
        now: Timestamp,
    ) -> Result<Option<Relay>, StoreError> {
        let Self { db, identity, tips, .. } = self;
        let connection = db.writer().await?;
        let Some(server) = server(connection).await? else { return Ok(None) };
        let followed = followed(connection, &server).await?;
        let resting = resting(connection, identity.membership.next_index(), now).await?;
        for device in identity.membership.devices() {
            let is_there = tips.get(&device.index).is_none_or(|tip| *tip == followed.end(device).tip);
            if is_there || device.index == identity.own || resting.contains(&device.index) {
                continue;
            }
            let said = ends.get(&device.index).copied();
            let Some(after) = server_has(connection, device, &followed).await?.max(said) else { continue };
            if let Some(log) = run(connection, device, after, most).await? {
                return Ok(Some(Relay { device: device.index, after, batch: log.into() }));
            }
        }
        Ok(None)
    }

    /// Whether this record has an entry of a device's log, as a server names the end of its copy.
    pub async fn has_entry(&mut self, device: DeviceIndex, entry: (u64, Hash)) -> Result<bool, StoreError> {
        let Self { db, identity, .. } = self;
        match identity.membership.device(device) {
            Some(device) => has(db.writer().await?, device, entry).await,
            None => Ok(false),
        }
    }

    /// The server has refused a device's log: it is not offered again for so many seconds, a day at the most, unless the control log goes on.
    pub async fn rest_relay(
        &mut self,
        device: DeviceIndex,
        seconds: Option<u32>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let rest = seconds.map_or(LONGEST_REST, |seconds| LONGEST_REST.min(i64::from(seconds) * 1000));
        let control = self.membership().next_index();
        sqlx::query("INSERT OR REPLACE INTO not_relayed (device, control, until) VALUES (?, ?, ?)")
            .bind(i64::from(device.0))
            .bind(control)
            .bind(now.as_millisecond() + rest)
            .execute(self.db.writer().await?)
            .await?;
        Ok(())
    }
}

/// Whose logs are let be. A time that lies further ahead than anything is let be was noted by a clock that has been set back since.
async fn resting(
    connection: &mut SqliteConnection,
    control: u32,
    now: Timestamp,
) -> Result<BTreeSet<DeviceIndex>, StoreError> {
    let now = now.as_millisecond();
    let select = sqlx::query_scalar("SELECT device FROM not_relayed WHERE control = ? AND until > ? AND until <= ?");
    let devices: Vec<u32> = select.bind(control).bind(now).bind(now + LONGEST_REST).fetch_all(connection).await?;
    Ok(devices.into_iter().map(DeviceIndex).collect())
}

/// Up to which entry the server has a device's log as it is here. Nothing: it has another branch, on which nobody has decided, or one that this
/// version cannot read.
async fn server_has(
    connection: &mut SqliteConnection,
    device: &Device,
    followed: &Followed,
) -> Result<Option<u64>, StoreError> {
    let end = followed.end(device);
    if !end.readable {
        return Ok(None);
    }
    if has(connection, device, (end.tip.seq, end.tip.hash)).await? {
        return Ok(Some(end.tip.seq));
    }
    // Where an administrator decided against what the server has, it has gone back to before that.
    let decided = device.marks().find(|mark| mark.seq <= end.tip.seq);
    Ok(decided.map(|mark| mark.seq.saturating_sub(1)))
}

/// Whether an entry of a device's log is here, or is the start of that log.
async fn has(connection: &mut SqliteConnection, device: &Device, (seq, hash): (u64, Hash)) -> Result<bool, StoreError> {
    if seq == 0 {
        return Ok(hash == device.start().hash);
    }
    let header = known_header(connection, device.index, seq).await?;
    Ok(header.is_some_and(|header| entry_hash(&header) == hash))
}
