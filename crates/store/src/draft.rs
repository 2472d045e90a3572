//! Text being typed: journalled every few seconds by whoever shows the form, and offered back after a crash.

use jiff::Timestamp;
use sqlx::Row;

use crate::error::StoreError;
use crate::record::Record;

/// A draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Which form.
    pub form: String,
    /// About which case; empty: about none.
    pub number: String,
    /// What was typed, as the form keeps it.
    pub body: String,
    /// When it was kept.
    pub kept: Timestamp,
}

impl Record {
    /// Keeps a draft: returns when it is on the disk. A form has one draft per case.
    pub async fn keep_draft(&mut self, form: &str, number: &str, body: &str, now: Timestamp) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO draft (form, number, body, kept_at) VALUES (?, ?, ?, ?)")
            .bind(form.to_owned())
            .bind(number.to_owned())
            .bind(body.to_owned())
            .bind(now.as_millisecond())
            .execute(self.db.writer().await?)
            .await?;
        Ok(())
    }

    /// Forgets a draft, because it was recorded or thrown away.
    pub async fn drop_draft(&mut self, form: &str, number: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM draft WHERE form = ? AND number = ?")
            .bind(form.to_owned())
            .bind(number.to_owned())
            .execute(self.db.writer().await?)
            .await?;
        Ok(())
    }

    /// Every draft, newest first.
    pub async fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        let mut connection = self.reader().await?;
        let rows = sqlx::query("SELECT form, number, body, kept_at FROM draft ORDER BY kept_at DESC, form, number")
            .fetch_all(&mut *connection)
            .await?;
        rows.iter()
            .map(|row| {
                let kept = Timestamp::from_millisecond(row.try_get(3)?).map_err(|_| StoreError::Corrupt)?;
                Ok(Draft { form: row.try_get(0)?, number: row.try_get(1)?, body: row.try_get(2)?, kept })
            })
            .collect()
    }
}
