//! Who is at the door: devices that wait to be admitted, found by the code that the new device shows. The server passes keys on and introduces
//! none: an administrator types what they were told, and only the device whose keys make that code is admitted. Who is refused is written down.

use api::{ArrivalView, RefusedDeviceView};
use casework::Right;
use crypto::{Hash, JoinCode};
use ledger::membership::Member;
use ledger::sealing::{Applying, Whose, read_arrival, refusal};
use ledger::wire::{Arrival, Arrivals};
use ledger::{About, Act, Roles, UnitId};
use store::StoreError;
use sync::Ask;

use super::governing::Decided;
use super::signed_in::{Alone, Reads, SignedIn, ask, reading};
use super::unanswered;
use crate::apart::apart;
use crate::clock::rng;
use crate::device::{FEWEST_LETTERS, Owner, admit};
use crate::entrusting::{demand_readers, withheld};
use crate::error::AppError;
use crate::search::local_minute;
use crate::session::Session;
use crate::staff::MOST_LETTERS;

/// A computer that has not looked for so many milliseconds: nobody may be there any more.
const OUT_OF_DATE: i64 = 10 * 60 * 1000;

/// Who asked, where there is no letter from them that can be read here.
const UNKNOWN: &str = "Did not say who they are";

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
        self.arrivals_among(&arrivals_there(self).await?)
    }

    /// The same among those that the server has told of.
    pub(crate) fn arrivals_among(&self, there: &Arrivals) -> Result<Vec<ArrivalView>, AppError> {
        Ok(self
            .applying_among(there)?
            .into_iter()
            .map(|(applying, arrival)| self.arrival_view(applying, arrival))
            .collect())
    }

    /// The one device that shows a code, as somebody read it out.
    pub async fn at_the_door(&self, code: &str) -> Result<AtTheDoor, AppError> {
        self.at_the_door_among(&arrivals_there(self).await?, code).await
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
        let waiting: Vec<Applying> = self.applying_among(there)?.into_iter().map(|(applying, _)| applying).collect();
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

    /// The one device that waits whose identifier begins so.
    pub async fn waits_as(&self, beginning: &str) -> Result<AtTheDoor, AppError> {
        self.waits_as_among(&arrivals_there(self).await?, beginning)
    }

    /// The same among those that the server has told of.
    pub(crate) fn waits_as_among(&self, there: &Arrivals, beginning: &str) -> Result<AtTheDoor, AppError> {
        let wanted = beginning.trim().to_lowercase();
        let mut fitting: Vec<AtTheDoor> =
            self.applying_among(there)?.into_iter().map(|(applying, _)| AtTheDoor { applying }).collect();
        fitting.retain(|door| wanted.len() >= FEWEST_LETTERS && door.device().to_string().starts_with(&wanted));
        match (fitting.pop(), fitting.pop()) {
            (Some(door), None) => Ok(door),
            _ => Err(AppError::input("No such computer waits to be admitted.", "Look at the list again.").at("device")),
        }
    }

    /// Admits a device whose code was typed; with that the server lets its application go. `restricted`: whether it is given the keys of what is
    /// restricted, which its owner's roles have to read. Returns the owner's name.
    pub async fn admit_at_the_door(
        &mut self,
        door: AtTheDoor,
        owner: Owner,
        computer: Option<&str>,
        restricted: bool,
    ) -> Result<String, AppError> {
        admit_at_the_door(&Alone::with(self), door, owner, computer, restricted).await
    }

    /// Refuses a device that waits, because it shows another code or nobody knows it: an entry of the control log, so that it stands there for
    /// good, with who said that they are, and the computer hears of it.
    pub async fn refuse_at_the_door(&mut self, door: AtTheDoor) -> Result<(), AppError> {
        let decided = self.decides_to_refuse(&door).await?;
        self.carry_out(decided).await
    }

    /// The decision to do so.
    pub(crate) async fn decides_to_refuse(&self, door: &AtTheDoor) -> Result<Decided, AppError> {
        self.demand(Right::ManageStaff)?;
        let who = door.applying.whose.as_ref().map_or_else(|| UNKNOWN.to_owned(), in_short);
        let (membership, ring) = (self.membership(), self.record.ring());
        let act = refusal(&mut rng(), membership, ring, door.device(), &who).map_err(StoreError::from)?;
        self.decided(act).await
    }

    /// The devices that asked to come in and were refused, the last one first.
    pub async fn refused_devices(&self) -> Result<Vec<RefusedDeviceView>, AppError> {
        self.demand(Right::ManageStaff)?;
        let mut refusals = Vec::new();
        for signed in self.record.control_log().await? {
            let entry = signed.entry().map_err(StoreError::from)?;
            if let Act::Refuse { device, reason } = &entry.act {
                let who = self.record.ring().read(reason, &About::Entry(entry.index)).unwrap_or_default();
                let (at, by) = (local_minute(entry.at), self.signed_by(&entry));
                refusals.push(RefusedDeviceView { device: device.to_string(), who, at, by });
            }
        }
        refusals.reverse();
        Ok(refusals)
    }

    /// The applications that are sound, of devices that are not in the unit yet, as each lies at the server.
    fn applying_among<'t>(&self, there: &'t Arrivals) -> Result<Vec<(Applying, &'t Arrival)>, AppError> {
        self.demand(Right::ManageStaff)?;
        let unit = self.membership().unit();
        let read = |arrival: &'t Arrival| {
            let applying = read_arrival(unit, self.record.device_keys(), arrival)?;
            let known = self.membership().device_by_id(&applying.application.public.id()).is_some();
            (!known).then_some((applying, arrival))
        };
        Ok(there.arrivals.iter().filter_map(read).collect())
    }

    fn arrival_view(&self, applying: Applying, arrival: &Arrival) -> ArrivalView {
        let device = applying.application.public.id();
        let seen = arrival.seen.unwrap_or(arrival.at);
        let refused = self.membership().turned_away(&device).map(|turned| local_minute(turned.at));
        let (name, computer) = applying.whose.map(|whose| (whose.name, whose.computer)).unzip();
        let member = name.as_deref().and_then(|name| self.staff_named(name).ok()).map(|member| member.to_string());
        ArrivalView {
            device: device.to_string(),
            name,
            computer,
            member,
            at: local_minute(arrival.at),
            seen: local_minute(seen),
            out_of_date: self.now().as_millisecond().saturating_sub(seen) >= OUT_OF_DATE,
            refused,
        }
    }
}

/// The devices that have asked to be admitted, as they lie at the server for the administrators.
pub(crate) async fn arrivals_there<R: Reads>(at: &R) -> Result<Arrivals, AppError> {
    let unit = {
        let session = reading(at).await?;
        session.demand(Right::ManageStaff)?;
        session.membership().unit()
    };
    ask(at, Ask::Arrivals { unit }).await?.arrivals().map_err(unanswered)
}

/// Admits a device whose code was typed. Returns the owner's name.
pub(crate) async fn admit_at_the_door<S: SignedIn>(
    at: &S,
    door: AtTheDoor,
    owner: Owner,
    computer: Option<&str>,
    restricted: bool,
) -> Result<String, AppError> {
    let roles = match &owner {
        Owner::New { roles, .. } => *roles,
        Owner::Member(member) => reading(at).await?.membership().member(*member).map_or(Roles::NONE, Member::roles),
    };
    demand_readers(restricted, roles)?;
    let Applying { application, whose } = door.applying;
    let said = whose.map(|whose| whose.computer);
    let how = (computer.or(said.as_deref()), withheld(restricted));
    let principal = admit(at, application, owner, how).await?;
    Ok(reading(at).await?.staff_name(principal))
}

/// “Kemi Amadi, OMU-PC-09”, as far as it is of a length that names have: a stranger may have written it.
fn in_short(whose: &Whose) -> String {
    let short = |text: &str| text.chars().take(MOST_LETTERS).collect::<String>();
    format!("{}, {}", short(&whose.name), short(&whose.computer))
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
