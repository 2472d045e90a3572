//! What this device has written and the server does not have, oldest first: for whoever wants to know what waits.

use sqlx::Row;

use crate::device::{Said, said};
use crate::error::StoreError;
use crate::record::Record;
use crate::sync::acknowledged;
use crate::write::place;

impl Record {
    /// What the entries of this device say that the server does not have, oldest first, so many at most.
    pub async fn waiting(&self, most: u32) -> Result<Vec<Said>, StoreError> {
        let Some(own) = self.own_device().map(|own| own.index) else { return Ok(Vec::new()) };
        let mut connection = self.reader().await?;
        let after = acknowledged(&mut connection).await?;
        let rows =
            sqlx::query("SELECT header, payload FROM entry WHERE place > ? AND place <= ? ORDER BY place LIMIT ?")
                .bind(place(own, after))
                .bind(place(own, u64::MAX))
                .bind(i64::from(most))
                .fetch_all(&mut *connection)
                .await?;
        rows.iter()
            .map(|row| {
                let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
                said(self.membership(), self.ring(), own, (header.as_slice(), payload.as_slice()))
            })
            .collect()
    }
}
