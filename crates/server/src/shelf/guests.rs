//! What lies at the server for somebody: applications of new devices, and parcels from unit to unit.

use crypto::Hash;
use ledger::UnitId;

use super::ShelfError;
use super::statement::{Connection, Row};

/// An application as it lies here.
pub(crate) struct ArrivalRow {
    /// As it was sent.
    pub(crate) bytes: Vec<u8>,
    /// When it came.
    pub(crate) at: i64,
    /// When its device last asked how it stands.
    pub(crate) seen: i64,
}

impl ArrivalRow {
    fn of(row: &Row) -> Result<Self, ShelfError> {
        Ok(Self { bytes: row.bytes(0)?, at: row.number(1)?, seen: row.number(2)? })
    }
}

/// A parcel without what is in it.
pub(crate) struct ParcelRow {
    pub(crate) id: Hash,
    pub(crate) sender: UnitId,
    pub(crate) bytes: u64,
    pub(crate) at: i64,
    pub(crate) lot: Hash,
    /// Which device of the addressee has claimed the lot.
    pub(crate) claimed: Option<Hash>,
}

impl ParcelRow {
    fn of(row: &Row) -> Result<Self, ShelfError> {
        let (id, sender, lot) = (row.hash(0)?, UnitId(row.hash(1)?), row.hash(4)?);
        Ok(Self { id, sender, bytes: row.whole(2)?, at: row.number(3)?, lot, claimed: row.hash_if_any(5)? })
    }
}

/// How a lot was settled, for good.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lot {
    /// Its addressee has begun to take it.
    Taken,
    /// Its sender has called it back.
    CalledBack,
}

impl Lot {
    const fn number(self) -> i64 {
        match self {
            Self::Taken => 0,
            Self::CalledBack => 1,
        }
    }

    const fn of(number: i64) -> Self {
        if number == Self::Taken.number() { Self::Taken } else { Self::CalledBack }
    }
}

impl Connection<'_> {
    /// Keeps an application; a device's next one takes the place of the one before.
    pub(crate) async fn keep_arrival(
        &mut self,
        unit: &UnitId,
        device: &Hash,
        arrival: &[u8],
        now: i64,
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO arrival (unit, device, arrival, at, seen) VALUES ($1, $2, $3, $4, $4) \
                   ON CONFLICT (unit, device) \
                   DO UPDATE SET arrival = excluded.arrival, at = excluded.at, seen = excluded.seen";
        self.change(sql, &[unit.into(), device.into(), arrival.into(), now.into()]).await?;
        Ok(())
    }

    /// How many other devices have applied since a time.
    pub(crate) async fn other_arrivals(&mut self, unit: &UnitId, device: &Hash, since: i64) -> Result<u64, ShelfError> {
        let sql = "SELECT COUNT(*) FROM arrival WHERE unit = $1 AND device <> $2 AND at >= $3";
        self.number(sql, &[unit.into(), device.into(), since.into()]).await
    }

    /// The application of a device, if it came since a time.
    pub(crate) async fn arrival(
        &mut self,
        unit: &UnitId,
        device: &Hash,
        since: i64,
    ) -> Result<Option<ArrivalRow>, ShelfError> {
        let sql = "SELECT arrival, at, seen FROM arrival WHERE unit = $1 AND device = $2 AND at >= $3";
        self.row(sql, &[unit.into(), device.into(), since.into()]).await?.as_ref().map(ArrivalRow::of).transpose()
    }

    /// Notes that a device asked how its application stands.
    pub(crate) async fn see_arrival(&mut self, unit: &UnitId, device: &Hash, now: i64) -> Result<(), ShelfError> {
        let sql = "UPDATE arrival SET seen = $3 WHERE unit = $1 AND device = $2";
        self.change(sql, &[unit.into(), device.into(), now.into()]).await?;
        Ok(())
    }

    /// The applications since a time, the oldest first.
    pub(crate) async fn arrivals(&mut self, unit: &UnitId, since: i64) -> Result<Vec<ArrivalRow>, ShelfError> {
        let sql = "SELECT arrival, at, seen FROM arrival WHERE unit = $1 AND at >= $2 ORDER BY at, device";
        self.rows(sql, &[unit.into(), since.into()]).await?.iter().map(ArrivalRow::of).collect()
    }

    /// Takes an application away.
    pub(crate) async fn drop_arrival(&mut self, unit: &UnitId, device: &Hash) -> Result<(), ShelfError> {
        self.change("DELETE FROM arrival WHERE unit = $1 AND device = $2", &[unit.into(), device.into()]).await?;
        Ok(())
    }

    /// Keeps a parcel; the same one again changes nothing.
    pub(crate) async fn keep_parcel(
        &mut self,
        unit: &UnitId,
        parcel: &ParcelRow,
        sealed: &[u8],
    ) -> Result<(), ShelfError> {
        let sql = "INSERT INTO parcel (unit, id, sender, size, at, lot, bytes) VALUES ($1, $2, $3, $4, $5, $6, $7) \
                   ON CONFLICT (unit, id) DO NOTHING";
        let values = [
            unit.into(),
            (&parcel.id).into(),
            (&parcel.sender).into(),
            parcel.bytes.into(),
            parcel.at.into(),
            (&parcel.lot).into(),
            sealed.into(),
        ];
        self.change(sql, &values).await?;
        Ok(())
    }

    /// The parcels that lie for a unit since a time, the oldest first.
    pub(crate) async fn parcels(&mut self, unit: &UnitId, since: i64) -> Result<Vec<ParcelRow>, ShelfError> {
        let sql = "SELECT p.id, p.sender, p.size, p.at, p.lot, l.device FROM parcel p \
                   LEFT JOIN lot l ON l.sender = p.sender AND l.lot = p.lot AND l.state = 0 \
                   WHERE p.unit = $1 AND p.at >= $2 ORDER BY p.at, p.id";
        self.rows(sql, &[unit.into(), since.into()]).await?.iter().map(ParcelRow::of).collect()
    }

    /// A parcel without what is sealed in it.
    pub(crate) async fn parcel_row(&mut self, unit: &UnitId, id: &Hash) -> Result<Option<ParcelRow>, ShelfError> {
        let sql = "SELECT p.id, p.sender, p.size, p.at, p.lot, l.device FROM parcel p \
                   LEFT JOIN lot l ON l.sender = p.sender AND l.lot = p.lot AND l.state = 0 \
                   WHERE p.unit = $1 AND p.id = $2";
        self.row(sql, &[unit.into(), id.into()]).await?.as_ref().map(ParcelRow::of).transpose()
    }

    /// A parcel with what is sealed in it.
    pub(crate) async fn parcel(
        &mut self,
        unit: &UnitId,
        id: &Hash,
    ) -> Result<Option<(ParcelRow, Vec<u8>)>, ShelfError> {
        let Some(parcel) = self.parcel_row(unit, id).await? else { return Ok(None) };
        let sql = "SELECT bytes FROM parcel WHERE unit = $1 AND id = $2";
        let Some(row) = self.row(sql, &[unit.into(), id.into()]).await? else { return Ok(None) };
        Ok(Some((parcel, row.bytes(0)?)))
    }

    /// Takes a parcel away.
    pub(crate) async fn drop_parcel(&mut self, unit: &UnitId, id: &Hash) -> Result<(), ShelfError> {
        self.change("DELETE FROM parcel WHERE unit = $1 AND id = $2", &[unit.into(), id.into()]).await?;
        Ok(())
    }

    /// How a lot was settled; nothing: it was not yet.
    pub(crate) async fn lot(&mut self, sender: &UnitId, lot: &Hash) -> Result<Option<Lot>, ShelfError> {
        let sql = "SELECT state FROM lot WHERE sender = $1 AND lot = $2";
        let row = self.row(sql, &[sender.into(), lot.into()]).await?;
        row.map(|row| Ok(Lot::of(row.number(0)?))).transpose()
    }

    /// Settles a lot, unless it was settled before, which holds. `by`: which device, when. Says how it is settled.
    pub(crate) async fn settle_lot(
        &mut self,
        sender: &UnitId,
        lot: &Hash,
        state: Lot,
        by: (&Hash, i64),
    ) -> Result<Lot, ShelfError> {
        // Who else settles it at the same time has their row first, or waits for this one.
        let sql = "INSERT INTO lot (sender, lot, state, device, at) VALUES ($1, $2, $3, $4, $5) \
                   ON CONFLICT (sender, lot) DO NOTHING";
        let (device, at) = by;
        self.change(sql, &[sender.into(), lot.into(), state.number().into(), device.into(), at.into()]).await?;
        Ok(self.lot(sender, lot).await?.unwrap_or(state))
    }

    /// Another device of the addressee goes on with what one has claimed.
    pub(crate) async fn hand_lot(&mut self, sender: &UnitId, lot: &Hash, device: &Hash) -> Result<(), ShelfError> {
        let sql = "UPDATE lot SET device = $3 WHERE sender = $1 AND lot = $2 AND state = 0";
        self.change(sql, &[sender.into(), lot.into(), device.into()]).await?;
        Ok(())
    }

    /// Takes away every parcel of a lot.
    pub(crate) async fn drop_lot(&mut self, sender: &UnitId, lot: &Hash) -> Result<(), ShelfError> {
        self.change("DELETE FROM parcel WHERE sender = $1 AND lot = $2", &[sender.into(), lot.into()]).await?;
        Ok(())
    }

    /// Forgets applications and parcels from before a time each. How a lot was settled is never forgotten: a case could be in two prisons.
    pub(crate) async fn forget_guests(&mut self, arrivals: i64, parcels: i64) -> Result<(), ShelfError> {
        self.change("DELETE FROM arrival WHERE at < $1", &[arrivals.into()]).await?;
        self.change("DELETE FROM parcel WHERE at < $1", &[parcels.into()]).await?;
        Ok(())
    }
}
