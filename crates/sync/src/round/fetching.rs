//! The log after the cursor, page by page: fetched, checked beside everything else, taken in with the cursor.

use jiff::Timestamp;
use ledger::wire::LogPage;
use store::sync::{CheckedPage, Folded, Server, Taken, Trouble, Unfit};
use store::{Record, StoreError};

use super::{End, Job, PAGE_BYTES, PAGE_BYTES_FAR, Round, Stage, Turn, Work, unit_of};
use crate::ask::Ask;

impl Round {
    pub(super) async fn fetch(
        &mut self,
        record: &mut Record,
        server: &Server,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let reached = self.head.as_ref().map_or(0, |head| head.cursor);
        let behind = reached.saturating_sub(server.cursor);
        if behind == 0 && !server.reading_again && !self.lacks_own(record).await? {
            return Ok(self.to(Stage::Aside));
        }
        if self.fold_later.is_none() {
            let here: u64 = record.frontier().iter().map(|(_, seq)| seq).sum();
            // Where most is new, making all tables once takes less than folding everything as it comes.
            self.fold_later = Some(behind > self.far && behind > here);
        }
        if server.cursor == 0 && behind > self.far && !self.looked_for_snapshot {
            return Ok(self.to(Stage::Snapshots));
        }
        let bytes = if behind > self.far { PAGE_BYTES_FAR } else { PAGE_BYTES };
        self.asks(record, Ask::Log { unit: unit_of(record), after: server.cursor, bytes }, now).await
    }

    /// Whether the server has filed something for this device that did not come back in its log, though nothing is behind: then the log is
    /// looked at once more, and what is missing is found.
    async fn lacks_own(&mut self, record: &mut Record) -> Result<bool, StoreError> {
        if self.looked_for_own || record.filed_came_back().await? {
            return Ok(false);
        }
        self.looked_for_own = true;
        Ok(true)
    }

    pub(super) async fn hear_page(&mut self, record: &mut Record, page: LogPage) -> Result<Turn, StoreError> {
        match record.checker().await? {
            Some(checker) => Ok(Turn::Work(Box::new(Work(Job::Check(Box::new((checker, page))))))),
            None => Ok(self.end(End::NotConnected)),
        }
    }

    /// Takes in what was checked, or sees to why it cannot be.
    pub(super) async fn take(
        &mut self,
        record: &mut Record,
        checked: Result<CheckedPage, Unfit>,
        now: Timestamp,
    ) -> Result<Turn, StoreError> {
        let page = match checked {
            Ok(page) => page,
            Err(unfit) => return self.unfit(record, unfit, now).await,
        };
        self.head = Some(page.head().clone());
        let folded = if self.fold_later == Some(true) { Folded::Later } else { Folded::AtOnce };
        match record.take_page(page, folded, now).await? {
            Taken::Overtaken => {}
            Taken::In { received, aside, stale, alarm, set_back } => {
                self.outcome.received(received);
                self.outcome.aside += aside;
                if stale {
                    // What comes behind it waits for the same rebuild.
                    self.stale = true;
                    self.fold_later = Some(true);
                }
                if set_back {
                    self.trouble = Some(Trouble::SetBack);
                }
                if alarm {
                    return Ok(self.end(End::Alarm));
                }
            }
        }
        self.after_page(record).await
    }

    /// On to the next page; or, when all is here that was to be read again, back to what could not be sent meanwhile.
    async fn after_page(&mut self, record: &mut Record) -> Result<Turn, StoreError> {
        if self.stage == Stage::Chunks {
            return Ok(Turn::Again);
        }
        let Some(server) = record.server().await? else { return Ok(self.end(End::NotConnected)) };
        let reached = self.head.as_ref().map_or(0, |head| head.cursor);
        let done = server.cursor >= reached && !server.reading_again;
        let unsent = done && self.trouble.is_none() && record.unsent().await? > 0;
        Ok(self.to(if unsent { Stage::Send } else { Stage::Fetch }))
    }
}
