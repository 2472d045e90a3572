//! What this device has written and the server does not have, oldest first: for whoever wants to know what waits.

use ledger::header::Header;
use sqlx::Row;

use crate::error::StoreError;
use crate::opened::{AsWritten, Opened, open};
use crate::record::Record;
use crate::sync::acknowledged;
use crate::write::place;

/// An entry of this device that the server does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitingEntry {
    /// When it was written, milliseconds since 1970; nothing: this device has lost the key for it.
    pub recorded: Option<i64>,
    /// What is in it.
    pub events: Vec<AsWritten>,
}

impl Record {
    /// Entries of this device that the server does not have, oldest first, so many at most.
    pub async fn waiting(&self, most: u32) -> Result<Vec<WaitingEntry>, StoreError> {
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
                let header = Header::from_bytes(&header).ok_or(StoreError::Corrupt)?;
                let opened = open(self.membership(), self.ring(), own, &header, &payload)?;
                Ok(WaitingEntry {
                    recorded: opened.as_ref().map(|opened| opened.content.recorded),
                    events: opened.map(Opened::as_written).unwrap_or_default(),
                })
            })
            .collect()
    }
}
