//! The log of a unit: batches as the bytes that were sent, and where the log of each device ends.

use crypto::Hash;
use ledger::wire::Fork;
use ledger::{Seq, Tip, UnitId};

use super::ShelfError;
use super::statement::{Connection, Row};

/// How many batches are looked at to fill one page.
const MOST_OF_A_PAGE: u32 = 1000;

/// Where the log of a device ends, and what the device has sent today.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DeviceRow {
    /// The log's end.
    pub(crate) tip: Tip,
    /// Which day `bytes` counts, in days since 1970.
    pub(crate) day: i64,
    /// How many bytes were sent on that day.
    pub(crate) bytes: u64,
}

/// A batch that is there.
pub(crate) struct BatchRow {
    /// The place of its first entry.
    pub(crate) first: u64,
    /// The number of its first entry in the device's log.
    pub(crate) first_seq: Seq,
    /// As it was sent.
    pub(crate) bytes: Vec<u8>,
}

/// A batch that is to be kept.
pub(crate) struct Filing<'b> {
    pub(crate) device: &'b Hash,
    pub(crate) places: (u64, u64),
    pub(crate) seqs: (Seq, Seq),
    pub(crate) bytes: &'b [u8],
}

impl BatchRow {
    fn of(row: &Row) -> Result<Self, ShelfError> {
        Ok(Self { first: row.whole(0)?, first_seq: row.whole(1)?, bytes: row.bytes(2)? })
    }
}

fn fork(row: &Row) -> Result<Fork, ShelfError> {
    let (standing, sent) = (row.bytes(2)?.into(), row.bytes(3)?.into());
    Ok(Fork { device: row.hash(0)?, seq: row.whole(1)?, standing, sent, at: row.number(4)? })
}

impl Connection<'_> {
    /// Where the log of a device ends, if it has sent anything.
    pub(crate) async fn device(&mut self, unit: &UnitId, device: &Hash) -> Result<Option<DeviceRow>, ShelfError> {
        let sql = "SELECT seq, hash, lamport, control, day, day_bytes FROM device WHERE unit = $1 AND device = $2";
        let Some(row) = self.row(sql, &[unit.into(), device.into()]).await? else { return Ok(None) };
        let tip = Tip { seq: row.whole(0)?, hash: row.hash(1)?, lamport: row.whole(2)?, control: row.small(3)? };
        Ok(Some(DeviceRow { tip, day: row.number(4)?, bytes: row.whole(5)? }))
    }

    /// Writes down where the log of a device ends now.
    pub(crate) async fn set_device(&mut self, unit: &UnitId, device: &Hash, row: &DeviceRow) -> Result<(), ShelfError> {
        let sql = "INSERT INTO device (unit, device, seq, hash, lamport, control, day, day_bytes) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                   ON CONFLICT (unit, device) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, \
                   lamport = excluded.lamport, control = excluded.control, day = excluded.day, day_bytes = excluded.day_bytes";
        let values = [
            unit.into(),
            device.into(),
            row.tip.seq.into(),
            (&row.tip.hash).into(),
            row.tip.lamport.into(),
            row.tip.control.into(),
            row.day.into(),
            row.bytes.into(),
        ];
        self.change(sql, &values).await?;
        Ok(())
    }

    /// Keeps a batch.
    pub(crate) async fn file(&mut self, unit: &UnitId, filing: &Filing<'_>) -> Result<(), ShelfError> {
        let sql = "INSERT INTO batch (unit, first, last, device, first_seq, last_seq, size, bytes) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
        let values = [
            unit.into(),
            filing.places.0.into(),
            filing.places.1.into(),
            filing.device.into(),
            filing.seqs.0.into(),
            filing.seqs.1.into(),
            (filing.bytes.len() as u64).into(),
            filing.bytes.into(),
        ];
        self.change(sql, &values).await?;
        Ok(())
    }

    /// The batches of a device that hold any of its entries from one number to another, in the order of their places.
    pub(crate) async fn batches_of(
        &mut self,
        unit: &UnitId,
        device: &Hash,
        (first, last): (Seq, Seq),
    ) -> Result<Vec<BatchRow>, ShelfError> {
        let sql = "SELECT first, first_seq, bytes FROM batch \
                   WHERE unit = $1 AND device = $2 AND first_seq <= $3 AND last_seq >= $4 ORDER BY first";
        let rows = self.rows(sql, &[unit.into(), device.into(), last.into(), first.into()]).await?;
        rows.iter().map(BatchRow::of).collect()
    }

    /// Batches in the order of the log, whole, from the one that has the place behind `after` on: as many as have `bytes` bytes together,
    /// and one at least. None beyond `cursor`. With the place before the first of them.
    pub(crate) async fn page(
        &mut self,
        unit: &UnitId,
        after: u64,
        cursor: u64,
        bytes: u64,
    ) -> Result<(u64, Vec<Vec<u8>>), ShelfError> {
        let next = after.saturating_add(1);
        let sql = "SELECT first, last, size FROM batch \
                   WHERE unit = $1 AND first >= (SELECT COALESCE(MAX(first), 0) FROM batch WHERE unit = $1 AND first <= $2) \
                   AND last >= $2 AND last <= $3 ORDER BY first LIMIT $4";
        let rows = self.rows(sql, &[unit.into(), next.into(), cursor.into(), MOST_OF_A_PAGE.into()]).await?;
        let mut span = None;
        let mut room = bytes;
        for row in &rows {
            let (first, last, size) = (row.whole(0)?, row.whole(1)?, row.whole(2)?);
            match span {
                None => span = Some((first, last)),
                Some((start, _)) if size <= room => span = Some((start, last)),
                Some(_) => break,
            }
            room = room.saturating_sub(size);
        }
        let Some((first, last)) = span else { return Ok((after, Vec::new())) };
        let sql = "SELECT bytes FROM batch WHERE unit = $1 AND first >= $2 AND first <= $3 ORDER BY first";
        let rows = self.rows(sql, &[unit.into(), first.into(), last.into()]).await?;
        Ok((first.saturating_sub(1), rows.iter().map(|row| row.bytes(0)).collect::<Result<_, _>>()?))
    }

    /// Keeps the two headers of a fork. The first pair is evidence enough.
    pub(crate) async fn keep_fork(
        &mut self,
        unit: &UnitId,
        device: &Hash,
        seq: Seq,
        (standing, sent): (&[u8], &[u8]),
        now: i64,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO fork (unit, device, seq, standing, sent, at) VALUES ($1, $2, $3, $4, $5, $6) \
                   ON CONFLICT (unit, device, seq) DO NOTHING";
        self.change(sql, &[unit.into(), device.into(), seq.into(), standing.into(), sent.into(), now.into()]).await?;
        Ok(())
    }

    /// How many forks of a unit's devices are kept.
    pub(crate) async fn count_forks(&mut self, unit: &UnitId) -> Result<u64, ShelfError> {
        self.number("SELECT COUNT(*) FROM fork WHERE unit = $1", &[unit.into()]).await
    }

    /// The forks of a unit's devices, the oldest first.
    pub(crate) async fn forks(&mut self, unit: &UnitId) -> Result<Vec<Fork>, ShelfError> {
        let sql = "SELECT device, seq, standing, sent, at FROM fork WHERE unit = $1 ORDER BY at, device, seq";
        self.rows(sql, &[unit.into()]).await?.iter().map(fork).collect()
    }
}
