//! Arrivals: what a device leaves that wants to join. Nobody knows it yet, so it is little, and it is not kept for long.

use ledger::UnitId;
use ledger::control::Application;
use ledger::wire::{Arrival, Arrivals};

use super::caller::too_often;
use super::{Asked, Post, Stop, refusal};
use crate::rate::neighbourhood;
use crate::refused::Refused;

/// The largest application in bytes: the keys of a device, and a few words sealed to each of some dozen administrators.
const MOST_BYTES: usize = 64 << 10;

impl Post {
    /// Leaves an application; a device's next one takes the place of the one before.
    pub async fn arrive(&self, unit: &UnitId, asked: &Asked) -> Result<(), Refused> {
        let office = &self.office;
        let now = office.clock.now();
        office.arrivals_by_address.take(neighbourhood(asked.from), now).map_err(too_often)?;
        if asked.sent.len() > MOST_BYTES {
            return Err(Refused::too_large(MOST_BYTES));
        }
        let arrival: Arrival = ledger::wire::read(&asked.body(MOST_BYTES)?).ok_or_else(Refused::unreadable)?;
        let application = Application::from_bytes(&arrival.application).ok_or_else(Refused::unreadable)?;
        application
            .verify(*unit)
            .map_err(|error| Refused::invalid(format!("The application was not taken: {error}.")))?;
        let device = application.public.id();
        let (_, membership) = office.membership(unit).await?;
        if membership.device_by_id(&device).is_some() {
            return Err(Refused::invalid("This device is in the unit already."));
        }
        let kept = Arrival { at: 0, ..arrival };
        let keep = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            let others = connection.other_arrivals(unit, &device, office.arrivals_since(now)).await?;
            if others >= u64::from(office.settings.most_arrivals) {
                let words = "Too many new devices wait for the administrators of this unit. Ask one of them to look at the list.";
                return Err(Stop::Refused(Refused::quota(words, 60 * 60)));
            }
            connection.keep_arrival(unit, &device, &ledger::wire::write(&kept), now).await?;
            writing.commit().await?;
            Ok(())
        };
        keep.await.map_err(refusal)
    }

    /// The applications that wait, to administrators.
    pub async fn arrivals(&self, unit: &UnitId, asked: &Asked) -> Result<Arrivals, Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.administrator()?;
        let since = office.arrivals_since(office.clock.now());
        let read = async { office.shelf.read().await?.connection().arrivals(unit, since).await };
        let kept = read.await?;
        let arrivals = kept
            .into_iter()
            .filter_map(|(bytes, at)| Some(Arrival { at, ..ledger::wire::read::<Arrival>(&bytes)? }))
            .collect();
        Ok(Arrivals { arrivals })
    }

    /// Takes an application away that was dealt with.
    pub async fn dismiss(&self, unit: &UnitId, asked: &Asked, device: &crypto::Hash) -> Result<(), Refused> {
        let office = &self.office;
        office.caller(unit, asked).await?.administrator()?;
        let drop = async {
            let mut writing = office.shelf.begin().await?;
            writing.connection().drop_arrival(unit, device).await?;
            writing.commit().await
        };
        Ok(drop.await?)
    }
}
