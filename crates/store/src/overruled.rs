//! A device wrote two entries under one number, and an administrator decided which of the two counts. Where the other one is here, its branch
//! is set aside: kept as evidence, and no longer a part of the record. The branch that counts comes from whoever has it.

use ledger::header::entry_hash;
use ledger::{DeviceIndex, Mark};
use sqlx::SqliteConnection;

use crate::error::StoreError;
use crate::receive::known_header;
use crate::write::place;

/// Sets the branch aside that does not count, if that is the one that is here. Returns whether it was: then the tables have to be made again.
pub(crate) async fn set_aside(
    tx: &mut SqliteConnection,
    device: DeviceIndex,
    counts: &Mark,
) -> Result<bool, StoreError> {
    let known = known_header(tx, device, counts.seq).await?;
    if known.is_none_or(|header| entry_hash(&header) == counts.hash) {
        return Ok(false);
    }
    // A log ends with a seal. What lies between the last one and the fork is of both branches, and comes again with the other.
    let sealed: Option<i64> =
        sqlx::query_scalar("SELECT max(place) FROM entry WHERE place > ? AND place < ? AND seal IS NOT NULL")
            .bind(place(device, 0))
            .bind(place(device, counts.seq))
            .fetch_one(&mut *tx)
            .await?;
    let kept = sealed.unwrap_or_else(|| place(device, 0));
    for statement in [
        "INSERT INTO overruled (place, header, payload, seal) \
         SELECT place, header, payload, seal FROM entry WHERE place > ? AND place <= ?",
        "DELETE FROM entry WHERE place > ? AND place <= ?",
    ] {
        sqlx::query(statement).bind(kept).bind(place(device, u64::MAX)).execute(&mut *tx).await?;
    }
    Ok(true)
}
