//! Parcels: what one unit seals to another, such as a case that moves. Any device of a unit that this server knows may send one; those of the
//! addressee who may read restricted material take it. What several parcels are a part of is a lot: its sender calls it back, or its addressee
//! claims it before it takes it in, and whichever comes first holds for good. So no case is in two prisons because both were quick. What was claimed
//! lies here until it is taken away, and more of it may come.

use crypto::Hash;
use ledger::UnitId;
use ledger::wire::{Parcel, ParcelNotice, Parcels, RefusalCode};

use super::{Asked, Post, Stop, refusal};
use crate::refused::Refused;
use crate::shelf::{Lot, ParcelRow};

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
        let (id, bytes) = (parcel.id(), parcel.sealed.len() as u64);
        let row = ParcelRow { id, sender: parcel.from, bytes, at: now, lot: parcel.lot, claimed: None };
        let keep = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            if let Some(row) = connection.parcel_row(to, &row.id).await? {
                // Whoever sends something is not told who takes it.
                return Ok(notice(&ParcelRow { claimed: None, ..row }));
            }
            if connection.lot(&row.sender, &row.lot).await? == Some(Lot::CalledBack) {
                return Err(Stop::Refused(settled()));
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
        Ok(Parcel { from: row.sender, sealed: sealed.into(), at: row.at, lot: row.lot })
    }

    /// Says that the addressee takes what a parcel is a part of: from now on it is not called back. It may be said again, also by another device,
    /// which goes on with it from there.
    pub async fn claim_parcel(&self, unit: &UnitId, asked: &Asked, id: &Hash) -> Result<(), Refused> {
        let office = &self.office;
        let device = office.caller(unit, asked).await?.trusted()?.device;
        let now = office.clock.now();
        let claim = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            let Some(row) = connection.parcel_row(unit, id).await? else {
                return Err(Stop::Refused(Refused::absent("parcel")));
            };
            if connection.settle_lot(&row.sender, &row.lot, Lot::Taken, (&device, now)).await? != Lot::Taken {
                return Err(Stop::Refused(settled()));
            }
            connection.hand_lot(&row.sender, &row.lot, &device).await?;
            writing.commit().await?;
            Ok(())
        };
        claim.await.map_err(refusal)
    }

    /// Calls back what a unit sent, unless its addressee has claimed it. What is not here yet is not taken any more either. It may be said again.
    pub async fn call_back(&self, unit: &UnitId, asked: &Asked, lot: &Hash) -> Result<(), Refused> {
        let office = &self.office;
        let device = office.caller(unit, asked).await?.trusted()?.device;
        let now = office.clock.now();
        let call_back = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            if connection.settle_lot(unit, lot, Lot::CalledBack, (&device, now)).await? != Lot::CalledBack {
                return Err(Stop::Refused(settled()));
            }
            connection.drop_lot(unit, lot).await?;
            writing.commit().await?;
            Ok(())
        };
        call_back.await.map_err(refusal)
    }

    /// Takes a parcel away that has arrived, which claims what it is a part of.
    pub async fn take_parcel(&self, unit: &UnitId, asked: &Asked, id: &Hash) -> Result<(), Refused> {
        let office = &self.office;
        let device = office.caller(unit, asked).await?.trusted()?.device;
        let now = office.clock.now();
        let drop = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            if let Some(row) = connection.parcel_row(unit, id).await? {
                connection.settle_lot(&row.sender, &row.lot, Lot::Taken, (&device, now)).await?;
            }
            connection.drop_parcel(unit, id).await?;
            writing.commit().await
        };
        Ok(drop.await?)
    }
}

fn settled() -> Refused {
    Refused::new(RefusalCode::Settled, "Its addressee has taken this, or its sender has called it back.")
}

fn notice(row: &ParcelRow) -> ParcelNotice {
    let ParcelRow { id, sender, bytes, at, lot, claimed } = *row;
    ParcelNotice { id, from: sender, bytes, at, lot, claimed }
}
