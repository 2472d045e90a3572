//! Who is at the door: devices that wait to be admitted, found by the code that the new device shows. The server passes keys on and introduces
//! none: an administrator types what they were told, and only the device whose keys make that code is admitted.

use api::ArrivalView;
use casework::Right;
use crypto::{Hash, JoinCode};
use ledger::UnitId;
use ledger::sealing::{Applying, read_arrival};
use ledger::wire::{Arrival, Arrivals};
use store::StoreError;
use sync::Ask;

use super::unanswered;
use crate::apart::apart;
use crate::device::Owner;
use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;

/// A device at the door, with the code that it must be showing.
pub struct AtTheDoor {
    applying: Applying,
}

impl AtTheDoor {
    /// Its identifier.
    pub fn device(&self) -> Hash {
        self.applying.application.public.id()
    }

    /// Whose it is, as they say.
    pub fn name(&self) -> Option<&str> {
        self.applying.whose.as_ref().map(|whose| whose.name.as_str())
    }
}

impl Session {
    /// The devices that wait to be admitted, the oldest first.
    pub async fn arrivals(&self) -> Result<Vec<ArrivalView>, AppError> {
        self.arrivals_among(&self.lying_there().await?)
    }

    /// The same among those that the server has told of.
    pub(crate) fn arrivals_among(&self, there: &Arrivals) -> Result<Vec<ArrivalView>, AppError> {
        Ok(self.waiting(there)?.into_iter().map(|(applying, at)| self.arrival_view(applying, at)).collect())
    }

    /// The one device that shows a code, as somebody read it out.
    pub async fn at_the_door(&self, code: &str) -> Result<AtTheDoor, AppError> {
        self.at_the_door_among(&self.lying_there().await?, code).await
    }

    /// The same among those that the server has told of.
    pub(crate) async fn at_the_door_among(&self, there: &Arrivals, code: &str) -> Result<AtTheDoor, AppError> {
        let typed: JoinCode = code.parse().map_err(|_| {
            AppError::input(
                "This is not the code of a new computer.",
                "It has eight letters and figures, such as K7QF-2M9X. Ask for it once more.",
            )
            .at("code")
        })?;
        let waiting: Vec<Applying> = self.waiting(there)?.into_iter().map(|(applying, _)| applying).collect();
        let unit = self.membership().unit();
        let mut fitting = apart(move || fitting(unit, typed, waiting)).await?;
        match (fitting.pop(), fitting.pop()) {
            (Some(applying), None) => Ok(AtTheDoor { applying }),
            (Some(_), Some(_)) => Err(AppError::input(
                "Two computers show this code, which does not happen by chance.",
                "Admit neither. Start again at the new computer, and tell whoever runs the server.",
            )
            .at("code")),
            (None, _) => Err(AppError::input(
                "No computer that waits for this unit shows this code.",
                "Compare it once more, letter by letter. If it is right, start again at the new computer: somebody may have put other keys in the place of its own.",
            )
            .at("code")),
        }
    }

    /// Admits a device whose code was typed. Its application is taken from the server then; returns the owner's name.
    pub async fn admit_at_the_door(
        &mut self,
        door: AtTheDoor,
        owner: Owner,
        computer: Option<&str>,
    ) -> Result<String, AppError> {
        let device = door.device();
        let Applying { application, whose } = door.applying;
        let said = whose.map(|whose| whose.computer);
        let computer = computer.or(said.as_deref());
        let principal = self.admit(application, owner, computer).await?;
        // It lapses by itself too.
        if let Err(error) = self.dismiss_arrival(&device).await {
            tracing::info!(code = ?error.code, "an application that was dealt with still lies at the server");
        }
        Ok(self.staff_name(principal))
    }

    /// Takes an application away without admitting anybody.
    pub async fn dismiss_arrival(&self, device: &Hash) -> Result<(), AppError> {
        self.demand(Right::ManageStaff)?;
        let ask = Ask::Dismiss { unit: self.membership().unit(), device: *device };
        self.ask(ask).await?.done().map_err(unanswered)
    }

    /// What lies at the server for the administrators.
    async fn lying_there(&self) -> Result<Arrivals, AppError> {
        self.demand(Right::ManageStaff)?;
        let unit = self.membership().unit();
        self.ask(Ask::Arrivals { unit }).await?.arrivals().map_err(unanswered)
    }

    /// The applications that are sound, of devices that are not in the unit yet, with the time at which each came.
    fn waiting(&self, there: &Arrivals) -> Result<Vec<(Applying, i64)>, AppError> {
        self.demand(Right::ManageStaff)?;
        let unit = self.membership().unit();
        let read = |arrival: &Arrival| {
            let applying = read_arrival(unit, self.record.device_keys(), arrival)?;
            let known = self.membership().device_by_id(&applying.application.public.id()).is_some();
            (!known).then_some((applying, arrival.at))
        };
        Ok(there.arrivals.iter().filter_map(read).collect())
    }

    fn arrival_view(&self, applying: Applying, at: i64) -> ArrivalView {
        let device = applying.application.public.id().to_string();
        let (name, computer) = applying.whose.map(|whose| (whose.name, whose.computer)).unzip();
        let member = name.as_deref().and_then(|name| self.staff_named(name).ok()).map(|member| member.to_string());
        ArrivalView { device, name, computer, member, at: local_minute(at) }
    }
}

/// Those whose keys make a code. A tenth of a second each.
fn fitting(unit: UnitId, typed: JoinCode, waiting: Vec<Applying>) -> Result<Vec<Applying>, AppError> {
    let mut fitting = Vec::new();
    for applying in waiting {
        let device = applying.application.public.id();
        if JoinCode::derive(&unit.0, &device).map_err(StoreError::from)? == typed {
            fitting.push(applying);
        }
    }
    Ok(fitting)
}
