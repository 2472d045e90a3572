//! Logs that forked: their device wrote two entries under one number. One of the two histories is in the record, others are kept apart; what they
//! say can be read as far as there are keys, so that an administrator can tell which counts.

use std::collections::BTreeMap;

use crypto::Hash;
use ledger::header::{Header, entry_hash};
use ledger::membership::Device;
use ledger::wire::{Batch, BatchEntry};
use ledger::{DeviceIndex, Mark};
use sqlx::{Row, SqliteConnection};

use super::aside::{Aside, Reason};
use crate::device::{Said, said};
use crate::error::StoreError;
use crate::receive::known_header;
use crate::record::Record;
use crate::write::place;

/// Of so many entries of a history it is told what they say: by then it can be told from the other.
const MOST_TOLD: usize = 100;

/// A number under which a device wrote more than one entry, and on which nobody has decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fork {
    /// Whose log.
    pub device: DeviceIndex,
    /// The number.
    pub seq: u64,
    /// The histories from there on: first the one that is in the record, if any is.
    pub branches: Vec<Branch>,
}

/// What a device's log goes on with after a fork.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Branch {
    /// Its first entry: for that it is decided.
    pub first: Mark,
    /// Whether it is the one that is in the record; the others are kept apart.
    pub in_record: bool,
    /// How many entries of it are here.
    pub entries: u64,
    /// What they say, the oldest first: of a hundred at most.
    pub said: Vec<Said>,
    /// The last of those that are here.
    last: Hash,
}

impl Record {
    /// The forks that show in what is kept apart, on which nobody has decided.
    pub async fn forks(&self) -> Result<Vec<Fork>, StoreError> {
        let mut found: BTreeMap<(DeviceIndex, u64), Vec<Branch>> = BTreeMap::new();
        let mut apart = self.aside().await?;
        apart.retain(|aside| aside.reason == Reason::Forked);
        apart.sort_by_key(|aside| (aside.device, aside.first, aside.id));
        for Aside { id, device, .. } in apart {
            let Some(device) = self.membership().device(device) else { continue };
            let Some(bytes) = self.aside_bytes(id).await? else { continue };
            let batch: Batch = ledger::wire::read(&bytes).ok_or(StoreError::Corrupt)?;
            let mut connection = self.reader().await?;
            if let Some((begins, branch)) = self.branch_apart(&mut connection, device, &batch).await? {
                add(&mut found, device.index, begins, branch);
            }
        }
        let mut forks = Vec::new();
        for ((device, seq), mut branches) in found {
            if !self.is_open(device, seq) {
                continue;
            }
            if let Some(here) = self.branch_in_record(device, seq).await? {
                branches.insert(0, here);
            }
            forks.push(Fork { device, seq, branches });
        }
        Ok(forks)
    }

    /// Whether it can be decided which entry of a device counts under a number: nobody has, and one of them would count.
    pub fn is_open(&self, device: DeviceIndex, seq: u64) -> bool {
        let device = self.membership().device(device);
        device.is_some_and(|device| !device.is_late(seq) && device.marks().all(|mark| mark.seq != seq))
    }

    /// What the record has of a device's log from a number on; nothing, if it does not reach so far.
    pub async fn branch_in_record(&self, device: DeviceIndex, seq: u64) -> Result<Option<Branch>, StoreError> {
        let Some(tip) = self.tip(device).filter(|tip| tip.seq >= seq) else { return Ok(None) };
        let rows =
            sqlx::query("SELECT header, payload FROM entry WHERE place >= ? AND place <= ? ORDER BY place LIMIT ?")
                .bind(place(device, seq))
                .bind(place(device, tip.seq))
                .bind(i64::try_from(MOST_TOLD).unwrap_or(i64::MAX))
                .fetch_all(&mut *self.reader().await?)
                .await?;
        let mut entries = Vec::new();
        for row in rows {
            let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
            entries.push(BatchEntry { header: header.into(), payload: payload.into() });
        }
        let branch = self.branch(device, &entries)?;
        let whole = |branch: Branch| Branch { in_record: true, entries: tip.seq - seq + 1, last: tip.hash, ..branch };
        Ok(branch.map(whole))
    }

    /// What a batch that is kept apart has beyond what the record has too, and the entry that it goes on from.
    async fn branch_apart(
        &self,
        connection: &mut SqliteConnection,
        device: &Device,
        batch: &Batch,
    ) -> Result<Option<(Begins, Branch)>, StoreError> {
        let mut entries = batch.entries.as_slice();
        while let [first, rest @ ..] = entries {
            let Some(header) = Header::from_bytes(&first.header) else { return Ok(None) };
            if known_header(connection, device.index, header.seq).await?.as_deref() == Some(first.header.as_slice()) {
                entries = rest;
                continue;
            }
            let before = hash_at(connection, device, header.seq.saturating_sub(1)).await?;
            let begins = if before == Some(header.prev) { Begins::HereToo } else { Begins::After(header.prev) };
            return Ok(self.branch(device.index, entries)?.map(|branch| (begins, branch)));
        }
        Ok(None)
    }

    /// Entries of a device that follow each other, as a branch of its log.
    fn branch(&self, device: DeviceIndex, entries: &[BatchEntry]) -> Result<Option<Branch>, StoreError> {
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { return Ok(None) };
        let Some(header) = Header::from_bytes(&first.header) else { return Ok(None) };
        let told = entries.iter().take(MOST_TOLD);
        Ok(Some(Branch {
            first: Mark { seq: header.seq, hash: first.hash() },
            in_record: false,
            entries: entries.len() as u64,
            said: told
                .map(|entry| {
                    said(self.membership(), self.ring(), device, (entry.header.as_slice(), entry.payload.as_slice()))
                })
                .collect::<Result<_, _>>()?,
            last: last.hash(),
        }))
    }
}

/// What a branch goes on from.
enum Begins {
    /// From an entry that the record has: there the log forked.
    HereToo,
    /// From another one, which is kept apart or is not here.
    After(Hash),
}

/// Adds a branch to those that are known. What goes on with one of them is a part of it; what has nothing here to go on from cannot be
/// decided for.
fn add(found: &mut BTreeMap<(DeviceIndex, u64), Vec<Branch>>, device: DeviceIndex, begins: Begins, branch: Branch) {
    match begins {
        Begins::HereToo => {
            let branches = found.entry((device, branch.first.seq)).or_default();
            match branches.iter_mut().find(|known| known.first == branch.first) {
                // The same once more, cut elsewhere.
                Some(known) if known.entries < branch.entries => *known = branch,
                Some(_) => {}
                None => branches.push(branch),
            }
        }
        Begins::After(before) => {
            let theirs = found.iter_mut().filter(|((whose, _), _)| *whose == device);
            let known = theirs.flat_map(|(_, branches)| branches).find(|known| known.last == before);
            if let Some(known) = known {
                known.entries += branch.entries;
                known.last = branch.last;
                known.said.extend(branch.said.into_iter().take(MOST_TOLD.saturating_sub(known.said.len())));
            }
        }
    }
}

/// The hash of an entry of a device's log as the record has it, or of where the log begins.
async fn hash_at(connection: &mut SqliteConnection, device: &Device, seq: u64) -> Result<Option<Hash>, StoreError> {
    if seq == 0 {
        return Ok(Some(device.start().hash));
    }
    Ok(known_header(connection, device.index, seq).await?.map(|header| entry_hash(&header)))
}
