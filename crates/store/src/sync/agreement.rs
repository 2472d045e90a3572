//! Whether the unit's devices make the same of the same entries, as far as this device knows: what came of comparing the newest snapshot, kept
//! for whoever asks how things stand.

use crypto::Hash;
use ledger::DeviceIndex;
use ledger::membership::Device;
use minicbor::{Decode, Encode};

use crate::error::StoreError;
use crate::rebuild::FOLD_VERSION;
use crate::record::{Record, get, set};

/// Under which name it is kept.
const SETTING: &str = "agreement";

/// What came of the last comparison.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct Agreement {
    /// The snapshot of which this device has made the same: it need not be folded again to say so.
    #[n(0)]
    pub same: Option<Hash>,
    /// Where devices do not agree.
    #[n(1)]
    pub difference: Option<Difference>,
}

/// Devices that have made something else of the same entries: one of them folds wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Difference {
    /// Whose snapshot it is about.
    #[n(0)]
    pub author: DeviceIndex,
    /// Who has made something else of it, in the order of their admission.
    #[n(1)]
    pub others: Vec<DeviceIndex>,
}

impl Record {
    /// What came of the last comparison. What another version of the fold has found counts no longer.
    pub async fn agreement(&self) -> Result<Agreement, StoreError> {
        let kept = get(&mut *self.reader().await?, SETTING).await?;
        let kept = kept.and_then(|bytes| ledger::wire::read::<(u32, Agreement)>(&bytes));
        Ok(kept.filter(|(fold, _)| *fold == FOLD_VERSION).map(|(_, agreement)| agreement).unwrap_or_default())
    }

    /// Notes what came of a comparison.
    pub async fn note_agreement(&mut self, agreement: Agreement) -> Result<(), StoreError> {
        set(self.db.writer().await?, SETTING, &ledger::wire::write(&(FOLD_VERSION, agreement))).await
    }

    /// Where devices do not agree of those that are still in use: removing the one that is wrong settles it.
    pub async fn difference(&self) -> Result<Option<Difference>, StoreError> {
        let in_use = |device: &DeviceIndex| self.membership().device(*device).is_some_and(Device::is_active);
        let difference = self.agreement().await?.difference.filter(|difference| in_use(&difference.author));
        Ok(difference.and_then(|Difference { author, mut others }| {
            others.retain(in_use);
            (!others.is_empty()).then_some(Difference { author, others })
        }))
    }
}
