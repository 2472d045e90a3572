//! What the record knows of the unit's devices: when each last wrote, whether this one has been silent, and what does not count because its device
//! was removed, or its author lost a role, before it had come.

use jiff::Timestamp;
use ledger::header::Header;
use ledger::ring::KeyRing;
use ledger::{Compartment, DeviceIndex, Mark, Membership, SignedControl};
use sqlx::Row;

use crate::error::StoreError;
use crate::opened::{AsWritten, Opened, open};
use crate::record::Record;
use crate::write::place;

/// How many late entries are told of one device: whoever writes more than that is not at honest work.
const MOST_LATE: i64 = 1_000;

/// Whoever has written nothing for so long says that they are there, in milliseconds.
const SILENCE: u64 = 24 * 60 * 60 * 1000;

/// What an entry says, as far as there is a key for it here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// When it was written, by its device's clock, in milliseconds since 1970, UTC. Nothing: this device has no key for it.
    pub recorded: Option<i64>,
    /// What is in it; nothing, too, where this device has no key for it.
    pub events: Vec<AsWritten>,
}

impl Said {
    /// Whether it is a sign of life: nothing happened in it that could count.
    pub fn is_a_sign_of_life(&self) -> bool {
        self.recorded.is_some() && self.events.is_empty()
    }
}

/// An entry of a removed device beyond the last one that counts, or one that was not applied because its author had lost a role before it came.
/// It is kept, and does nothing unless an administrator lets it count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateEntry {
    /// Whose.
    pub device: DeviceIndex,
    /// Which.
    pub mark: Mark,
    /// What it says.
    pub said: Said,
    /// Whether a change of its author's roles cut it off; otherwise the removal of its device.
    pub by_roles: bool,
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
    let opened = open(membership, ring, device, &header, payload)?;
    let recorded = opened.as_ref().map(|opened| opened.content.recorded);
    Ok(Said { recorded, events: opened.map(Opened::into_written).unwrap_or_default() })
}

impl Record {
    /// When the last entry of a device was written, in milliseconds since 1970, UTC: by the device's clock, though no later than the server had
    /// it by its own. Nothing: there is none, or no key for it here.
    pub async fn last_written(&self, device: DeviceIndex) -> Result<Option<i64>, StoreError> {
        let Some(written) = self.last_recorded(device).await? else { return Ok(None) };
        let received = self.received_by(device, self.frontier().of(device)).await?;
        Ok(Some(received.map_or(written, |received| written.min(received))))
    }

    /// Whether this device has written nothing for a day, by its own clock, and can: then it says that it is there, so that nobody takes a computer
    /// for lost on which somebody only reads.
    pub async fn is_silent(&self, now: Timestamp) -> Result<bool, StoreError> {
        let Some(own) = self.own_device() else { return Ok(false) };
        let end = self.frontier().of(own.index);
        let has_key = self.ring().current(self.membership(), Compartment::General).is_some();
        if !has_key || own.last_mark().is_some_and(|mark| mark.seq > end) {
            return Ok(false);
        }
        let since = match self.last_recorded(own.index).await? {
            Some(written) => Some(written),
            None => self.admitted(own.admitted_at).await?,
        };
        Ok(since.is_none_or(|since| now.as_millisecond().abs_diff(since) >= SILENCE))
    }

    /// When a control entry was signed, by its signer's clock.
    async fn admitted(&self, place: u32) -> Result<Option<i64>, StoreError> {
        let log = self.control_log().await?;
        let entry = log.get(place as usize).map(SignedControl::entry).transpose()?;
        Ok(entry.map(|entry| entry.at))
    }

    /// When the last entry of a device was written, by the device's clock.
    async fn last_recorded(&self, device: DeviceIndex) -> Result<Option<i64>, StoreError> {
        let Some(tip) = self.tip(device).filter(|tip| tip.seq > 0) else { return Ok(None) };
        let row = sqlx::query("SELECT header, payload FROM entry WHERE place = ?").bind(place(device, tip.seq));
        let Some(row) = row.fetch_optional(&mut *self.reader().await?).await? else { return Ok(None) };
        let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        let header = Header::from_bytes(&header).ok_or(StoreError::Corrupt)?;
        let opened = open(self.membership(), self.ring(), device, &header, &payload)?;
        Ok(opened.map(|opened| opened.content.recorded))
    }

    /// The late entries of every device that nobody lets count, oldest first: of each device a thousand at most.
    pub async fn late_entries(&self) -> Result<Vec<LateEntry>, StoreError> {
        let membership = self.membership();
        let mut connection = self.reader().await?;
        let mut late = Vec::new();
        for device in membership.devices() {
            let beyond = |seq: Option<u64>| place(device.index, seq.unwrap_or(u64::MAX));
            let cut_off = membership.cut_off_beyond(device);
            if device.removed.is_none() && cut_off.is_none() {
                continue;
            }
            let rows = sqlx::query(
                "SELECT header, payload FROM entry WHERE (place > ?1 AND place <= ?2) OR place IN \
                 (SELECT (device << 32) | seq FROM not_applied WHERE device = ?3 AND seq > ?4) ORDER BY place LIMIT ?5",
            )
            .bind(beyond(device.removed.map(|(_, cutoff)| cutoff)))
            .bind(beyond(None))
            .bind(i64::from(device.index.0))
            .bind(cut_off.map_or(i64::MAX, |seq| i64::try_from(seq).unwrap_or(i64::MAX)))
            .bind(MOST_LATE)
            .fetch_all(&mut *connection)
            .await?;
            for row in rows {
                let (header_bytes, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
                let header = Header::from_bytes(&header_bytes).ok_or(StoreError::Corrupt)?;
                let by_roles = !device.is_late(header.seq);
                if by_roles && membership.cut_off(device, header.seq, &header.control).is_none() {
                    continue;
                }
                let said = said(membership, self.ring(), device.index, (header_bytes.as_slice(), payload.as_slice()))?;
                if said.is_a_sign_of_life() {
                    continue;
                }
                let removed_at = device.removed.map(|(removed_at, _)| removed_at);
                let named = membership.place(&header.control);
                late.push(LateEntry {
                    device: device.index,
                    mark: Mark { seq: header.seq, hash: ledger::header::entry_hash(&header_bytes) },
                    said,
                    by_roles,
                    knowing: !by_roles && named.zip(removed_at).is_some_and(|(named, removed)| named >= removed),
                });
            }
        }
        Ok(late)
    }
}
