//! A computer that waits to be admitted: what it keeps meanwhile, and a look at how its application stands. Each look is one small call, for which
//! the server knows it by the keys in its application; the control log is read again only where it has gone on. It applies again only where its
//! application is gone, or where there are administrators who were not told; whoever was refused, only because somebody wants it.

use std::path::Path;

use crypto::{DeviceKeys, Hash};
use ledger::membership::Device;
use ledger::sealing::{Whose, arrive};
use ledger::{Membership, UnitId};
use serde::{Deserialize, Serialize};
use store::StoreError;
use sync::{Answer, Ask, Asking, Post};
use uuid::Uuid;

use super::line::Line;
use super::reaching::{self, Shown};
use super::{failing, unanswered};
use crate::clock::rng;
use crate::error::{AppError, Code};
use crate::keystore::KeystoreKind;
use crate::profile::{Card, JOINING, Profile, new_card};
use crate::search::local_minute;

/// What a computer waits for: the file `joining.json` beside its keys. Nothing in it is a secret, and no prisoner is named.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Waiting {
    /// The profile that it becomes: under which its key is kept.
    pub profile: Uuid,
    /// The server's address.
    pub server: String,
    /// The certificate of the authority that vouches for it.
    pub authority: Option<String>,
    /// The unit's identifier.
    pub unit: String,
    /// The code of the prison.
    pub prison: String,
    /// Whose it is, as was typed.
    pub name: String,
    /// What the computer is called.
    pub computer: String,
    /// The code that the administrator types.
    pub code: String,
    /// Where its vault key is.
    pub keystore: KeystoreKind,
    /// When it asked, milliseconds since 1970.
    pub asked: i64,
    /// The place of the control log from which on a refusal is of what was asked then.
    #[serde(default)]
    pub refusable_from: u32,
    /// The end of the control log, as it was last looked through.
    #[serde(default)]
    pub control: String,
    /// The administrators' devices that its application speaks to; none, before the server took it.
    #[serde(default)]
    pub told: Vec<String>,
    /// When an administrator refused it, milliseconds since 1970.
    #[serde(default)]
    pub refused: Option<i64>,
    /// Why the server takes nothing for the moment, in its words.
    #[serde(skip)]
    pub held_up: Option<String>,
}

/// What a folder waits for; nothing, if it waits for nothing.
pub fn waiting_in(folder: &Path) -> Option<Waiting> {
    if folder.join("profile.json").exists() {
        return None;
    }
    serde_json::from_slice(&std::fs::read(folder.join(JOINING)).ok()?).ok()
}

impl Waiting {
    /// When an administrator refused it, in London, to the minute.
    pub fn refused_at(&self) -> Option<String> {
        self.refused.map(local_minute)
    }

    /// The unit that it waits for.
    pub(super) fn unit(&self, profile: &Profile) -> Result<UnitId, AppError> {
        self.unit.parse::<Hash>().map(UnitId).map_err(|_| profile.damaged(JOINING))
    }

    /// The card of the profile that it becomes.
    pub(super) fn card(&self) -> Card {
        new_card(self.profile, &self.prison, &self.name, self.keystore, false)
    }

    /// Waits for a server that takes no more for a while as for an administrator. Nothing: it does.
    pub(super) fn bears<T>(&mut self, result: Result<T, AppError>) -> Result<Option<T>, AppError> {
        match result {
            Ok(done) => Ok(Some(done)),
            Err(error) if error.code == Code::Busy => {
                self.held_up = Some(error.message);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Leaves the application for the unit's administrators.
    pub(super) async fn applies(&mut self, line: &Line, to: &Membership, device: &DeviceKeys) -> Result<(), AppError> {
        let whose = Whose { name: self.name.clone(), computer: self.computer.clone() };
        let arrival = arrive(&mut rng(), to, device, &whose).map_err(StoreError::from)?;
        let ask = Ask::Arrive { unit: to.unit(), arrival };
        reaching::asked(line, ask).await?.done().map_err(unanswered)?;
        self.told = administrators(to);
        Ok(())
    }

    /// Looks how the application stands, and does what has to be done about it. The unit, if the device is in it now.
    pub(super) async fn looks(
        &mut self,
        line: &Line,
        unit: UnitId,
        device: &DeviceKeys,
    ) -> Result<Option<Shown>, AppError> {
        let meta = reaching::meta(line).await?;
        let id = device.public().id();
        // Signed by the server's clock: this computer's may be wrong, and nobody has told it so yet.
        let asking = Asking::signed(Ask::Applied { unit, device: id }, device, meta.at);
        let applied = line.ask(&asking).await.and_then(Answer::applied).map_err(unanswered)?;
        let head = reaching::head_of(&applied.head, unit, &meta)?;
        if applied.since.is_some() && head.control.to_string() == self.control {
            return Ok(None);
        }
        let shown = reaching::shown(line, unit, &meta).await?;
        let membership = &shown.membership;
        match membership.device_by_id(&id).map(Device::is_active) {
            Some(true) => return Ok(Some(shown)),
            Some(false) => return Err(failing::removed()),
            None => {}
        }
        let turned_away = membership.turned_away(&id).filter(|turned| turned.place >= self.refusable_from);
        self.refused = turned_away.map(|turned| turned.at);
        let somebody_new = administrators(membership).iter().any(|device| !self.told.contains(device));
        if self.refused.is_none() && (applied.since.is_none() || somebody_new) {
            self.applies(line, membership, device).await?;
        }
        self.control = membership.head().to_string();
        Ok(None)
    }
}

/// The devices of administrators, by their identifiers.
fn administrators(membership: &Membership) -> Vec<String> {
    membership.administrators().map(|device| device.id.to_string()).collect()
}
