//! A copy of the database's file, encrypted as it is, under a lock that lets nobody write meanwhile.

use std::fs::File;
use std::io::{Read, Write};
use std::path::Path;

use crate::error::StoreError;
use crate::record::Record;

/// How much is copied before it is told.
const PART: usize = 1024 * 1024;

impl Record {
    /// Copies the database to `target`, which must not exist.
    pub async fn copy_to(&mut self, target: &Path) -> Result<(), StoreError> {
        self.copy_after(target, |_| Vec::new(), |_, _| true).await.map(|_whole| ())
    }

    /// Copies the database to `target`, which must not exist, behind a head that is made from the database's length. `told`
    /// hears how many bytes are copied and of how many, and says whether to go on. False: it did not, and nothing is left.
    pub async fn copy_after(
        &mut self,
        target: &Path,
        head: impl FnOnce(u64) -> Vec<u8> + Send + 'static,
        told: impl FnMut(u64, u64) -> bool + Send + 'static,
    ) -> Result<bool, StoreError> {
        let (source, target) = (self.db.path.clone(), target.to_owned());
        // What is still in the log is merged into the file first; then the lock keeps the file as it is.
        let busy: i64 =
            sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(self.db.writer().await?).await?;
        // Somebody who still reads an older state keeps the newest entries out of the file.
        if busy != 0 {
            return Err(StoreError::Busy);
        }
        let tx = self.db.begin().await?;
        let copying = tokio::task::spawn_blocking(move || {
            let from = File::open(source)?;
            let to = File::create_new(&target)?;
            let copied = copy(from, to, head, told);
            if !matches!(copied, Ok(true)) {
                // Half a copy is none. That it cannot be removed either is no news.
                let _: Result<(), _> = std::fs::remove_file(target);
            }
            copied
        });
        let copied = copying.await.map_err(|_| StoreError::Database("copying stopped".to_owned()))??;
        tx.rollback().await?;
        Ok(copied)
    }
}

fn copy(
    mut from: File,
    mut to: File,
    head: impl FnOnce(u64) -> Vec<u8>,
    mut told: impl FnMut(u64, u64) -> bool,
) -> std::io::Result<bool> {
    let length = from.metadata()?.len();
    to.write_all(&head(length))?;
    let mut part = Vec::with_capacity(PART);
    let mut done = 0;
    while told(done, length) {
        part.clear();
        let read = Read::by_ref(&mut from).take(PART as u64).read_to_end(&mut part)?;
        if read == 0 {
            to.sync_all()?;
            return Ok(true);
        }
        to.write_all(&part)?;
        done += read as u64;
    }
    Ok(false)
}
