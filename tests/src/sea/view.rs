//! What a server shows of a unit: its control log and its batches, and every answer that follows from them, signed. An honest server shows what
//! it has; a hostile one shows something else as well.

use crypto::{Hash, ServerKey};
use ledger::wire::{Batch, ControlPage, Head, LogPage, SignedHead, log_after, log_start, write};
use ledger::{SignedControl, UnitId};

/// How many control entries a page has: few, so that there are several pages.
const CONTROLS: usize = 5;

/// What is shown of a unit.
#[derive(Clone)]
pub struct View {
    /// The unit.
    pub unit: UnitId,
    /// The control log.
    pub control: Vec<SignedControl>,
    /// The batches, in the order of the log.
    pub batches: Vec<Batch>,
}

/// Signs a head.
pub fn sign(key: &ServerKey, head: &Head) -> SignedHead {
    let body = head.to_bytes();
    let signature = key.sign_head(&body);
    SignedHead { body: body.into(), signature }
}

impl View {
    /// How far it goes.
    pub fn head(&self, at: i64) -> Head {
        let (mut cursor, mut log) = (0, log_start(self.unit));
        for entry in self.batches.iter().flat_map(|batch| &batch.entries) {
            cursor += 1;
            log = log_after(log, cursor, entry.hash());
        }
        Head { unit: self.unit, cursor, log, control: self.control_head(), at }
    }

    /// The end of its control log.
    pub fn control_head(&self) -> Hash {
        self.control.last().map_or(self.unit.0, SignedControl::hash)
    }

    /// The same up to a place, at which a batch has to end.
    #[must_use]
    pub fn up_to(mut self, place: u64) -> Self {
        let mut end = 0;
        self.batches.retain(|batch| {
            end += batch.entries.len() as u64;
            end <= place
        });
        self
    }

    /// Batches after a place: so many bytes of them, and one at least.
    pub fn page(&self, after: u64, bytes: u64, head: SignedHead) -> LogPage {
        let (mut end, mut weight) = (0, 0);
        let mut batches = Vec::new();
        for batch in &self.batches {
            end += batch.entries.len() as u64;
            if end <= after {
                continue;
            }
            weight += batch.weight() as u64;
            if weight > bytes && !batches.is_empty() {
                break;
            }
            batches.push(write(batch).into());
        }
        LogPage { after, batches, head }
    }

    /// Control entries behind so many.
    pub fn control_page(&self, after: u32, head: SignedHead) -> ControlPage {
        let entries = self.control.iter().skip(after as usize).take(CONTROLS).cloned().collect();
        ControlPage { from: after, entries, head }
    }
}
