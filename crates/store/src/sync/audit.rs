//! Comparing the whole of the server's log with the record, from its first place on, without changing either: nothing is missing, altered or
//! rolled back, or which is the first entry that is.

use std::collections::BTreeSet;

use ledger::DeviceIndex;
use ledger::wire::{LogPage, log_start};

use super::alarm::{Dishonest, Finding};
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
    /// Devices of whose logs batches are kept apart: what is here of them need not be what the server has.
    apart: BTreeSet<DeviceIndex>,
}

impl Record {
    /// Begins to compare; nothing, without a server.
    pub async fn audit(&mut self) -> Result<Option<Audit>, StoreError> {
        let Some(mut checker) = self.checker().await? else { return Ok(None) };
        let apart = self.aside().await?.into_iter().map(|aside| aside.device).collect();
        let start = Followed::before_the_first(log_start(self.membership().unit()));
        let here = checker.start_at(start);
        Ok(Some(Audit { checker, here, apart }))
    }

    /// Compares a page that was checked with what is here.
    pub async fn compare(&self, audit: &Audit, page: &CheckedPage) -> Result<Option<Finding>, StoreError> {
        for batch in &page.batches {
            let finding = self.compare_batch(audit, batch).await?;
            if let Some(what) = finding {
                let bytes = ledger::wire::write(&batch.batch);
                return Ok(Some(Finding::new(what).with("batch", bytes).with_head(&page.signed)));
            }
        }
        Ok(None)
    }

    async fn compare_batch(&self, audit: &Audit, batch: &CheckedBatch) -> Result<Option<Dishonest>, StoreError> {
        let (filed, device) = (&batch.filed, batch.filed.device);
        let mut connection = self.reader().await?;
        if filed.place <= audit.here.cursor && log_at(&mut connection, filed.place).await? != Some(filed.log) {
            return Ok(Some(Dishonest::Forked { place: filed.place }));
        }
        if audit.apart.contains(&device) {
            return Ok(None);
        }
        for entry in batch.entries.iter().flatten() {
            let seq = entry.tip.seq;
            let here = known_header(&mut connection, device, seq).await?;
            if here.is_some_and(|here| ledger::header::entry_hash(&here) != entry.tip.hash) {
                return Ok(Some(Dishonest::Altered { device, seq }));
            }
        }
        Ok(None)
    }
}

impl Audit {
    /// The last place that was compared.
    pub const fn cursor(&self) -> u64 {
        self.checker.followed().cursor
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
            (first <= last).then(|| Finding::new(Dishonest::Missing { device: *device, first, last }))
        })
    }
}
