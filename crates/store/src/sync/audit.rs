//! Comparing the whole of the server's log with the record, from its first place on, without changing either: nothing is missing, altered or
//! rolled back, or which is the first entry that is; and whether the record has every entry of the log as far as it was followed.

use std::collections::{BTreeMap, BTreeSet};

use crypto::Hash;
use ledger::DeviceIndex;
use ledger::header::entry_hash;
use ledger::wire::{LogPage, log_start};
use sqlx::SqliteConnection;

use super::alarm::{Dishonest, Finding};
use super::aside::hashes_aside;
use super::check::{CheckedBatch, CheckedPage, Checker};
use super::followed::{Followed, log_at};
use super::head::Unfit;
use crate::error::StoreError;
use crate::receive::known_header;
use crate::record::Record;

/// A comparison under way.
pub struct Audit {
    checker: Checker,
    /// The server's log as it was followed before.
    here: Followed,
    compared: Compared,
}

/// What the record makes of the entries that the server has, as far as its log was followed. None of it is the server's doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Compared {
    /// How many of them are kept apart here, byte for byte: they do not count.
    pub apart: u64,
    /// Those that are not here at all.
    pub lacking: Option<Lacking>,
}

/// Entries that came once and are not in the record, or others under their numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lacking {
    /// Whose the first of them is.
    pub device: DeviceIndex,
    /// Its number.
    pub seq: u64,
    /// How many they are.
    pub entries: u64,
}

impl Record {
    /// Begins to compare; nothing, without a server.
    pub async fn audit(&mut self) -> Result<Option<Audit>, StoreError> {
        let Some(mut checker) = self.checker().await? else { return Ok(None) };
        let start = Followed::before_the_first(log_start(self.membership().unit()));
        let here = checker.start_at(start);
        Ok(Some(Audit { checker, here, compared: Compared::default() }))
    }

    /// Compares a page that was checked with what is here.
    pub async fn compare(&self, audit: &mut Audit, page: &CheckedPage) -> Result<Option<Finding>, StoreError> {
        let mut connection = self.reader().await?;
        let mut aside = KeptAside::default();
        for batch in &page.batches {
            let filed = &batch.filed;
            // What has not been fetched yet need not be here.
            if filed.place > audit.here.cursor {
                break;
            }
            if log_at(&mut connection, filed.place).await? != Some(filed.log) {
                let what = Dishonest::Forked { place: filed.place };
                let bytes = ledger::wire::write(&batch.batch);
                return Ok(Some(Finding::new(what).with("batch", bytes).with_head(&page.signed)));
            }
            compare_batch(&mut connection, &mut audit.compared, &mut aside, batch).await?;
        }
        Ok(None)
    }
}

/// Looks for each entry of a batch that was followed once.
async fn compare_batch(
    connection: &mut SqliteConnection,
    compared: &mut Compared,
    aside: &mut KeptAside,
    CheckedBatch { filed, batch, .. }: &CheckedBatch,
) -> Result<(), StoreError> {
    let device = filed.device;
    let first = (filed.seq + 1).saturating_sub(batch.entries.len() as u64);
    for (seq, entry) in (first..).zip(&batch.entries) {
        let hash = entry.hash();
        let here = known_header(connection, device, seq).await?;
        if here.is_some_and(|here| entry_hash(&here) == hash) {
            continue;
        }
        if aside.has(connection, device, &hash).await? {
            compared.apart += 1;
        } else {
            compared.lacking.get_or_insert(Lacking { device, seq, entries: 0 }).entries += 1;
        }
    }
    Ok(())
}

/// The entries that are kept apart, read where one is looked for: of most devices there are none.
#[derive(Default)]
struct KeptAside(BTreeMap<DeviceIndex, BTreeSet<Hash>>);

impl KeptAside {
    async fn has(
        &mut self,
        connection: &mut SqliteConnection,
        device: DeviceIndex,
        hash: &Hash,
    ) -> Result<bool, StoreError> {
        if let Some(hashes) = self.0.get(&device) {
            return Ok(hashes.contains(hash));
        }
        let hashes = hashes_aside(connection, device).await?;
        let has = hashes.contains(hash);
        self.0.insert(device, hashes);
        Ok(has)
    }
}

impl Audit {
    /// The last place that was compared.
    pub const fn cursor(&self) -> u64 {
        self.checker.followed().cursor
    }

    /// What the record makes of what was compared so far.
    pub const fn compared(&self) -> Compared {
        self.compared
    }

    /// Checks the next page, which takes as long as it takes and needs no record.
    pub fn check(&mut self, page: &LogPage) -> Result<CheckedPage, Unfit> {
        let checked = self.checker.clone().check(page)?;
        self.checker.start_at(checked.followed.clone());
        Ok(checked)
    }

    /// What the log had when it was followed before, and has no longer, once it was compared to its end. What is at a place at which a batch
    /// ended was compared; where none ends there now, this is how it shows.
    pub fn missing(&self) -> Option<Finding> {
        let there = self.checker.followed();
        self.here.ends.iter().find_map(|(device, end)| {
            let (first, last) = (there.of(*device) + 1, end.tip.seq);
            (first <= last && !self.checker.is_decided(*device))
                .then(|| Finding::new(Dishonest::Missing { device: *device, first, last }))
        })
    }
}
