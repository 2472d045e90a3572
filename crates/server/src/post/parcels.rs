//! Parcels: what one unit seals to another, such as a case that moves. Any device of a unit that this server knows may send one; those of the
//! addressee who may read restricted material take it.

use crypto::Hash;
use ledger::UnitId;
use ledger::wire::{Parcel, ParcelNotice, Parcels};

use super::{Asked, Post, Stop, refusal};
use crate::refused::Refused;
use crate::shelf::ParcelRow;

impl Post {
    /// Leaves a parcel for a unit. The same again is the same parcel.
    pub async fn send_parcel(&self, to: &UnitId, asked: &Asked) -> Result<ParcelNotice, Refused> {
        let office = &self.office;
        // Whose device has to have signed is in the parcel: read first, believed after.
        let parcel: Parcel =
            ledger::wire::read(&asked.body(office.settings.most_bytes)?).ok_or_else(Refused::unreadable)?;
        office.caller(&parcel.from, asked).await?.active()?;
        office.unit(to).await?;
        let now = office.clock.now();
        let row = ParcelRow { id: parcel.id(), sender: parcel.from, bytes: parcel.sealed.len() as u64, at: now };
        let keep = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            if let Some((row, _)) = connection.parcel(to, &row.id).await? {
                return Ok(notice(&row));
            }
            let lying = connection.parcels(to, office.parcels_since(now)).await?;
            if lying.len() >= office.settings.most_parcels as usize {
                let words =
                    "Too much lies at the server for the other unit. Tell it to take its parcels, then send again.";
                return Err(Stop::Refused(Refused::quota(words, 60 * 60)));
            }
            connection.keep_parcel(to, &row, &parcel.sealed).await?;
            writing.commit().await?;
            Ok(notice(&row))
        };
        keep.await.map_err(refusal)
    }

    /// What lies for a unit.
    pub async fn parcels(&self, unit: &UnitId, asked: &Asked) -> Result<Parcels, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.active()?;
        let since = office.parcels_since(office.clock.now());
        let read = async { office.shelf.read().await?.connection().parcels(unit, since).await };
        Ok(Parcels { parcels: read.await?.iter().map(notice).collect() })
    }

    /// A parcel.
    pub async fn parcel(&self, unit: &UnitId, asked: &Asked, id: &Hash) -> Result<Parcel, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.trusted()?;
        let read = async { office.shelf.read().await?.connection().parcel(unit, id).await };
        let (row, sealed) = read.await?.ok_or_else(|| Refused::absent("parcel"))?;
        Ok(Parcel { from: row.sender, sealed: sealed.into(), at: row.at })
    }

    /// Takes a parcel away that has arrived.
    pub async fn take_parcel(&self, unit: &UnitId, asked: &Asked, id: &Hash) -> Result<(), Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.trusted()?;
        let drop = async {
            let mut writing = office.shelf.begin().await?;
            writing.connection().drop_parcel(unit, id).await?;
            writing.commit().await
        };
        Ok(drop.await?)
    }
}

fn notice(row: &ParcelRow) -> ParcelNotice {
    ParcelNotice { id: row.id, from: row.sender, bytes: row.bytes, at: row.at }
}
