//! Looking after the record: walking it, making its tables again, and what imports set aside. What was not applied is in `unapplied`.

use casework::Right;
use store::read::QuarantineRow;
use store::verify::{Verified, VerifyError};

use crate::error::{AppError, Code};
use crate::session::Session;

impl Session {
    /// Walks the whole record and names the first thing that is wrong. `progress` hears entries done and in all.
    pub async fn verify(&self, progress: impl FnMut(u64, u64)) -> Result<Verified, AppError> {
        self.record.verify(progress).await.map_err(|error| match error {
            VerifyError::Wrong(what) => AppError::new(
                Code::Record,
                format!("The record is not whole: {what}."),
                "Tables that differ are mended by “rebuild”. Anything else: restore the newest backup into a new folder.",
            ),
            VerifyError::Store(error) => error.into(),
        })
    }

    /// Makes every table and index again from the ledger. `progress` hears entries done and in all.
    pub async fn rebuild(&mut self, progress: impl FnMut(u64, u64)) -> Result<(), AppError> {
        Ok(self.record.rebuild(progress).await?)
    }

    /// Rows that imports set aside, newest first.
    pub async fn quarantine(&self) -> Result<Vec<QuarantineRow>, AppError> {
        self.demand(Right::Import)?;
        Ok(self.record.quarantine().await?)
    }
}
