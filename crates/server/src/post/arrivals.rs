//! Arrivals: what a device leaves that wants to join. Nobody knows it yet, so it is little, and it is not kept for long.

use crypto::Hash;
use ledger::control::Application;
use ledger::wire::{Applied, Arrival, Arrivals};
use ledger::{Act, UnitId};

use super::caller::too_often;
use super::{Asked, MINUTE, Office, Post, Stop, refusal, unknown};
use crate::rate::neighbourhood;
use crate::refused::Refused;
use crate::shelf::{ArrivalRow, Connection, ShelfError};

/// The largest application in bytes: the keys of a device, and a few words sealed to each of some dozen administrators.
const MOST_BYTES: usize = 64 << 10;

impl Post {
    /// Leaves an application; a device's next one takes the place of the one before, and the same again changes nothing.
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
        let kept = ledger::wire::write(&Arrival { at: 0, seen: None, ..arrival });
        let keep = async {
            let mut writing = office.shelf.begin().await?;
            let mut connection = writing.connection();
            let since = office.arrivals_since(now);
            let before = connection.arrival(unit, &device, since).await?;
            if before.is_some_and(|before| before.bytes == kept) {
                return Ok(());
            }
            let others = connection.other_arrivals(unit, &device, since).await?;
            if others >= u64::from(office.settings.most_arrivals) {
                let words = "Too many new devices wait for the administrators of this unit. Ask one of them to look at the list.";
                return Err(Stop::Refused(Refused::quota(words, 60 * 60)));
            }
            connection.keep_arrival(unit, &device, &kept, now).await?;
            writing.commit().await?;
            Ok(())
        };
        keep.await.map_err(refusal)
    }

    /// How an application stands, to the device that left it. While it lies here, the device is known by the keys in it, and has the limit of a
    /// device; otherwise whoever asks is a stranger.
    pub async fn applied(&self, unit: &UnitId, asked: &Asked, device: &Hash) -> Result<Applied, Refused> {
        let office = &self.office;
        let now = office.clock.now();
        // In this order: a refusal takes the application away as it comes into the control log, and whoever sees that it is gone is to see why.
        let since = office.arrivals_since(now);
        let kept = async { office.shelf.read().await?.connection().arrival(unit, device, since).await };
        let kept = kept.await?;
        match &kept {
            Some(kept) => office.its_owner(kept, asked, now)?,
            None => office.stranger(asked)?,
        }
        let head = office.sign_head(*unit, &office.unit(unit).await?);
        if kept.as_ref().is_some_and(|kept| now.saturating_sub(kept.seen) >= MINUTE) {
            let see = async {
                let mut writing = office.shelf.begin().await?;
                writing.connection().see_arrival(unit, device, now).await?;
                writing.commit().await
            };
            see.await?;
        }
        Ok(Applied { since: kept.map(|kept| kept.at), head })
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
            .filter_map(|ArrivalRow { bytes, at, seen }| {
                Some(Arrival { at, seen: Some(seen), ..ledger::wire::read::<Arrival>(&bytes)? })
            })
            .collect();
        Ok(Arrivals { arrivals })
    }
}

impl Office {
    /// Whoever asks is the device that left an application.
    fn its_owner(&self, kept: &ArrivalRow, asked: &Asked, now: i64) -> Result<(), Refused> {
        let arrival: Arrival = ledger::wire::read(&kept.bytes).ok_or_else(Refused::later)?;
        let public = Application::from_bytes(&arrival.application).ok_or_else(Refused::later)?.public;
        let shown = asked.credential(now).and_then(|credential| {
            if credential.device != public.id() {
                return Err(unknown("The server tells this to the device that asked to join, and to nobody else."));
            }
            asked.check(credential, &public.verify)
        });
        if let Err(refused) = shown {
            self.stranger(asked)?;
            return Err(refused);
        }
        self.by_device.take(public.id(), now).map_err(too_often)
    }
}

/// Takes the application away that an act deals with: its device is in the unit now, or was refused.
pub(super) async fn deal_with(connection: &mut Connection<'_>, unit: &UnitId, act: &Act) -> Result<(), ShelfError> {
    match act {
        Act::AddDevice(admission) | Act::ReplaceDevice { admission, .. } => {
            connection.drop_arrival(unit, &admission.public.id()).await
        }
        Act::Refuse { device, .. } => connection.drop_arrival(unit, device).await,
        _ => Ok(()),
    }
}
