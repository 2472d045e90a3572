//! A device wrote two entries under one number, and an administrator decided which of the two counts, or named one of them as the last that was
//! seen. Where the other one is here, its branch is set aside: kept as evidence, and no longer a part of the record. The branch that counts
//! comes from whoever has it.

use crypto::Signature;
use jiff::Timestamp;
use ledger::Mark;
use ledger::header::entry_hash;
use ledger::membership::Device;
use ledger::wire::{Batch, BatchEntry};
use sqlx::{Row, SqliteConnection};

use crate::error::StoreError;
use crate::receive::known_header;
use crate::sync::{Reason, put_aside};
use crate::write::place;

/// Sets the branch aside that does not count, if that is the one that is here. Returns whether it was: then the tables have to be made again.
pub(crate) async fn set_aside(
    tx: &mut SqliteConnection,
    device: &Device,
    counts: &Mark,
    decided: Timestamp,
) -> Result<bool, StoreError> {
    let known = known_header(tx, device.index, counts.seq).await?;
    if known.is_none_or(|header| entry_hash(&header) == counts.hash) {
        return Ok(false);
    }
    // Up to there the two branches are one: the other one goes on from it.
    let kept = counts.seq.saturating_sub(1);
    let (after, until) = (place(device.index, kept), place(device.index, u64::MAX));
    let rows = sqlx::query("SELECT header, payload, seal FROM entry WHERE place > ? AND place <= ? ORDER BY place")
        .bind(after)
        .bind(until)
        .fetch_all(&mut *tx)
        .await?;
    let mut entries = Vec::new();
    for (seq, row) in (kept + 1..).zip(rows) {
        let (header, payload): (Vec<u8>, Vec<u8>) = (row.try_get(0)?, row.try_get(1)?);
        entries.push(BatchEntry { header: header.into(), payload: payload.into() });
        if let Some(seal) = row.try_get::<Option<Vec<u8>>, _>(2)? {
            let seal: [u8; 64] = seal.try_into().map_err(|_| StoreError::Corrupt)?;
            let seal = Signature::from_bytes(seal);
            let batch = Batch { device: device.id, entries: std::mem::take(&mut entries), seal };
            put_aside(tx, &batch, (device.index, seq, Reason::Forked), decided).await?;
        }
    }
    let delete = sqlx::query("DELETE FROM entry WHERE place > ? AND place <= ?");
    delete.bind(after).bind(until).execute(tx).await?;
    Ok(true)
}
