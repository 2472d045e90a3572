//! What the record knows of the unit's devices: when each last wrote, and what removed ones wrote that does not count.

use casework::CaseEvent;
use ledger::header::Header;
use ledger::ring::KeyRing;
use ledger::{DeviceIndex, Mark, Membership};
use sqlx::Row;

use crate::error::StoreError;
use crate::opened::open;
use crate::record::Record;
use crate::write::place;

/// How many late entries are told of one device: whoever writes more than that is not at honest work.
const MOST_LATE: i64 = 1_000;

/// What an entry says, as far as there is a key for it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When it was written, by its device's clock, in milliseconds since 1970, UTC. Nothing: this device has no key for it.
    pub recorded: Option<i64>,
    /// What is in it: the case's number (nothing for the unit) and the event's name.
    pub events: Vec<(String, &'static str)>,
}

/// An entry of a removed device beyond the last one that counts. It is kept, and does nothing unless an administrator lets it count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateEntry {
    /// Whose.
    pub device: DeviceIndex,
    /// Which.
    pub mark: Mark,
    /// What it says.
    pub said: Said,
    /// Whether its author says that they knew of the removal.
    pub knowing: bool,
}

/// Reads what an entry says. A header, and the payload that belongs to it.
pub(crate) fn said(
    membership: &Membership,
    ring: &KeyRing,
    device: DeviceIndex,
    (header, payload): (&[u8], &[u8]),
) -> Result<Said, StoreError> {
    let header = Header::from_bytes(header).ok_or(StoreError::Corrupt)?;
    let content = open(membership, ring, device, &header, payload)?.map(|opened| opened.content);
    let events = content.iter().flat_map(|content| &content.events).map(|event| {
        let decoded = CaseEvent::decode(event.kind, event.schema, &event.body);
        (event.subject.as_str().to_owned(), decoded.as_ref().map_or("unknown", CaseEvent::name))
    });
    Ok(Said { events: events.collect(), recorded: content.as_ref().map(|content| content.recorded) })
}

impl Record {
    /// When the last entry of a device was written, by the device's clock, in milliseconds since 1970, UTC. Nothing: there is none, or no key
    /// for it here.
    pub async fn last_written(&self, device: DeviceIndex) -> Result<Option<i64>, StoreError> {
        let Some(tip) = self.tip(device).filter(|tip| tip.seq > 0) else { return Ok(None) };
        let row = sqlx::query("SELECT header, payload FROM entry WHERE place = ?").bind(place(device, tip.seq));
        let Some(row) = row.fetch_optional(&mut *self.reader().await?).await? else { return Ok(None) };
        let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let header = Header::from_bytes(&header).ok_or(StoreError::Corrupt)?;
        let opened = open(self.membership(), self.ring(), device, &header, &payload)?;
        Ok(opened.map(|opened| opened.content.recorded))
    }

    /// The late entries of every removed device that nobody lets count, oldest first: of each device a thousand at most.
    pub async fn late_entries(&self) -> Result<Vec<LateEntry>, StoreError> {
        let membership = self.membership();
        let mut connection = self.reader().await?;
        let mut late = Vec::new();
        for device in membership.devices() {
            let Some((removed_at, cutoff)) = device.removed else { continue };
            let rows =
                sqlx::query("SELECT header, payload FROM entry WHERE place > ? AND place <= ? ORDER BY place LIMIT ?")
                    .bind(place(device.index, cutoff))
                    .bind(place(device.index, u64::MAX))
                    .bind(MOST_LATE)
                    .fetch_all(&mut *connection)
                    .await?;
            for row in rows {
                let (header_bytes, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
                let header = Header::from_bytes(&header_bytes).ok_or(StoreError::Corrupt)?;
                if !device.is_late(header.seq) {
                    continue;
                }
                late.push(LateEntry {
                    device: device.index,
                    mark: Mark { seq: header.seq, hash: ledger::header::entry_hash(&header_bytes) },
                    said: said(membership, self.ring(), device.index, (header_bytes.as_slice(), payload.as_slice()))?,
                    knowing: membership.place(&header.control).is_some_and(|named| named >= removed_at),
                });
            }
        }
        Ok(late)
    }
}
