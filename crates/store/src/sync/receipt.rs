//! By when the server had an entry: the time, by its own clock, of the first of its heads seen here that covered it. When something happened and
//! when it was written down, its author says; this is the one time that somebody else vouches for.

use ledger::DeviceIndex;

use crate::error::StoreError;
use crate::record::Record;
use crate::row::{Arg, Script};
use crate::table::int;

/// Notes that a head of a time, in milliseconds since 1970, covered a device's log up to an entry. Of an entry that was covered before, the
/// first time stays.
pub(super) fn note_receipt(script: &mut Script, device: DeviceIndex, seq: u64, at: i64) {
    let device = || Arg::Int(i64::from(device.0));
    script.add(
        "INSERT INTO receipt (device, seq, at) SELECT ?, ?, ? \
         WHERE NOT EXISTS (SELECT 1 FROM receipt WHERE device = ? AND seq >= ?)",
        vec![device(), int(seq), Arg::Int(at), device(), int(seq)],
    );
}

impl Record {
    /// By when the server had an entry, in milliseconds since 1970, UTC, by its own clock. Nothing: it was not seen there yet.
    pub async fn received_by(&self, device: DeviceIndex, seq: u64) -> Result<Option<i64>, StoreError> {
        let first = sqlx::query_scalar("SELECT at FROM receipt WHERE device = ? AND seq >= ? ORDER BY seq LIMIT 1");
        let first = first.bind(i64::from(device.0)).bind(i64::try_from(seq).unwrap_or(i64::MAX));
        Ok(first.fetch_optional(&mut *self.reader().await?).await?)
    }
}
