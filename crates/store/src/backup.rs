//! A copy of the database's file, encrypted as it is, under a lock that lets nobody write meanwhile.

use std::path::Path;

use crate::error::StoreError;
use crate::record::Record;

impl Record {
    /// Copies the database to `target`, which must not exist.
    pub async fn copy_to(&mut self, target: &Path) -> Result<(), StoreError> {
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
            let mut from = std::fs::File::open(source)?;
            let mut to = std::fs::File::create_new(&target)?;
            let copied = std::io::copy(&mut from, &mut to).and_then(|_| to.sync_all());
            if copied.is_err() {
                // Half a copy is none. That it cannot be removed either is no news.
                let _: Result<(), _> = std::fs::remove_file(target);
            }
            copied
        });
        copying.await.map_err(|_| StoreError::Database("copying stopped".to_owned()))??;
        tx.rollback().await?;
        Ok(())
    }
}
