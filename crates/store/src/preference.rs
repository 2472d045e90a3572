//! What a person keeps for a screen on this computer.

use sqlx::Row;

use crate::error::StoreError;
use crate::record::Record;

impl Record {
    /// Keeps a preference.
    pub async fn keep_preference(&mut self, name: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO preference (name, value) VALUES (?, ?)")
            .bind(name.to_owned())
            .bind(value.to_owned())
            .execute(self.db.writer().await?)
            .await?;
        Ok(())
    }

    /// a preference that was kept.
    pub async fn preference(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut connection = self.reader().await?;
        let row = sqlx::query("SELECT value FROM preference WHERE name = ?")
            .bind(name.to_owned())
            .fetch_optional(&mut *connection)
            .await?;
        Ok(row.map(|row| row.try_get(0)).transpose()?)
    }
}
