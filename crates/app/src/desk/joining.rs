//! The calls about devices that come into a unit, at the new computer and at the administrator's; and about a unit that comes back.

use std::path::PathBuf;

use api::{
    AbandonJoining, Admit, AdmitOwner, AdmittedView, ArrivalView, Arrivals, AskAgain, ContinueJoining, Join, Joined,
    JoiningView, Joinings, Recover, Refusals, RefuseArrival, RefusedDeviceView, SignedIn,
};
use crypto::Passphrase;

use super::connection::authority;
use super::{Desk, answers};
use crate::clock::new_id;
use crate::device::Owner;
use crate::error::AppError;
use crate::found::prison_name;
use crate::search::local_minute;
use crate::staff::roles_from_words;
use crate::sync::governing::govern;
use crate::sync::signed_in::reading;
use crate::sync::{
    Joiner, Joining, Recovery, Waiting, abandon, admit_at_the_door, arrivals_there, ask_again, join, nothing_waits,
    recover, resume,
};

answers! {
    Join => JoiningView: |asked, desk| {
        let authority = authority(asked.authority.as_deref())?;
        let passphrase = Passphrase::new(&asked.passphrase.0);
        let id = new_id(desk.0.clock.now());
        let folder = desk.0.home.new_person(id);
        let joining = Joining {
            server: &asked.server,
            authority: authority.as_deref(),
            prison: &asked.prison,
            unit: asked.unit.as_deref(),
            name: &asked.name,
            computer: &asked.computer,
            passphrase: &passphrase,
        };
        let waiting = join(&folder, desk.0.keystore.clone(), desk.0.clock.as_ref(), &desk.0.ways, &joining).await?;
        Ok(view(id.to_string(), waiting))
    };
    Joinings => Vec<JoiningView>: |_asked, desk| {
        let waiting = desk.0.home.waiting();
        Ok(waiting.into_iter().map(|(id, _, waiting)| view(id, waiting)).collect())
    };
    ContinueJoining => Joined: |asked, desk| {
        let folder = desk.waiting(&asked.id)?;
        let (keystore, clock) = (desk.0.keystore.clone(), Box::new(desk.0.clock.clone()));
        let passphrase = Passphrase::new(&asked.passphrase.0);
        match resume(&folder, keystore, clock, &desk.0.ways, passphrase).await? {
            Joiner::In(session) => {
                let _alone = desk.0.opening.lock().await;
                desk.lock().await;
                Ok(Joined::Admitted(Box::new(desk.sit_down(*session).await?)))
            }
            Joiner::Waiting(waiting) => Ok(Joined::Waiting(Box::new(view(asked.id, *waiting)))),
        }
    };
    AskAgain => JoiningView: |asked, desk| {
        let folder = desk.waiting(&asked.id)?;
        let passphrase = Passphrase::new(&asked.passphrase.0);
        let clock = desk.0.clock.as_ref();
        let waiting = ask_again(&folder, &desk.0.keystore, clock, &desk.0.ways, passphrase).await?;
        Ok(view(asked.id, waiting))
    };
    AbandonJoining => (): |asked, desk| abandon(&desk.waiting(&asked.id)?, &desk.0.keystore).await;
    Arrivals => Vec<ArrivalView>: |_asked, desk| {
        let seat = desk.seat().await?;
        let there = arrivals_there(&seat).await?;
        reading(&seat).await?.arrivals_among(&there)
    };
    Admit => AdmittedView: |asked, desk| {
        let turn = desk.governing().await?;
        let there = arrivals_there(&turn.seat).await?;
        let door = reading(&turn.seat).await?.at_the_door_among(&there, &asked.code).await?;
        let device = door.device().to_string();
        let owner = match asked.owner {
            AdmitOwner::Member(id) => Owner::Member(reading(&turn.seat).await?.staff_named(&id)?),
            AdmitOwner::New { name, roles } => {
                Owner::New { name, roles: roles_from_words(roles.iter().map(String::as_str))? }
            }
        };
        let name = admit_at_the_door(&turn.seat, door, owner, asked.computer.as_deref(), asked.restricted).await?;
        Ok(AdmittedView { name, device })
    };
    RefuseArrival => (): |asked, desk| {
        let turn = desk.governing().await?;
        let there = arrivals_there(&turn.seat).await?;
        let decided = {
            let session = reading(&turn.seat).await?;
            session.decides_to_refuse(&session.waits_as_among(&there, &asked.device)?).await?
        };
        govern(&turn.seat, decided).await
    };
    Refusals => Vec<RefusedDeviceView>: |_asked, desk| desk.session().await?.refused_devices().await;
    Recover => SignedIn: |asked, desk| {
        let authority = authority(asked.authority.as_deref())?;
        let passphrase = Passphrase::new(&asked.passphrase.0);
        let folder = desk.0.home.new_person(new_id(desk.0.clock.now()));
        let recovery = Recovery {
            server: &asked.server,
            authority: authority.as_deref(),
            prison: &asked.prison,
            name: &asked.name,
            computer: &asked.computer,
            words: &asked.words.0,
            passphrase: &passphrase,
        };
        let (keystore, clock) = (desk.0.keystore.clone(), Box::new(desk.0.clock.clone()));
        let session = recover(&folder, keystore, clock, &desk.0.ways, &recovery).await?;
        desk.lock().await;
        desk.sit_down(session).await
    };
}

impl Desk {
    /// The folder of a computer that waits.
    fn waiting(&self, id: &str) -> Result<PathBuf, AppError> {
        let mut waiting = self.0.home.waiting().into_iter();
        let found = waiting.find(|(known, ..)| known == id).map(|(_, folder, _)| folder);
        found.ok_or_else(|| nothing_waits(self.0.home.folder()))
    }
}

fn view(id: String, waiting: Waiting) -> JoiningView {
    let refused = waiting.refused_at();
    let Waiting { server, prison, name, computer, code, asked, held_up, .. } = waiting;
    let prison = match prison_name(&prison) {
        "" => prison,
        called => called.to_owned(),
    };
    JoiningView { id, code, prison, name, computer, server, asked: local_minute(asked), refused, held_up }
}
