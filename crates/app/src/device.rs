//! A member of staff's own device: applying, being admitted by an administrator, and starting from what the unit has. How the
//! three messages travel is not decided here: by a file today, through the server when there is one.

use std::path::Path;

use casework::Right;
use crypto::{DatabaseKey, DeviceKeys, Passphrase, ProfileSecrets};
use ledger::control::Act;
use ledger::sealing::{Application, admission, apply_for};
use ledger::{PrincipalId, SignedControl, UnitId, VersionVector};
use store::receive::SealedLog;
use store::{Record, StoreError};

use crate::clock::{Clock, new_id, random_bytes, rng};
use crate::error::AppError;
use crate::found::keep_secrets;
use crate::keystore::Keystore;
use crate::profile::{Profile, new_card};
use crate::session::Session;

/// A device that has applied and was not yet admitted.
pub struct Applicant {
    device: DeviceKeys,
    application: Application,
}

impl Applicant {
    /// A new device of a member of staff.
    pub fn make(unit: UnitId, principal: PrincipalId) -> Self {
        let device = DeviceKeys::make(&mut rng());
        let application = apply_for(unit, principal, &device);
        Self { device, application }
    }

    /// What the administrator is given.
    pub const fn application(&self) -> &Application {
        &self.application
    }
}

/// What an admitted device starts from.
pub struct Welcome {
    /// The control log, its own admission included.
    pub control: Vec<SignedControl>,
    /// Every device's log.
    pub logs: Vec<SealedLog>,
    /// Whether everybody in the unit is invented.
    pub demonstration: bool,
}

impl Session {
    /// Admits a device whose application was compared with the device itself.
    pub async fn admit(&mut self, application: Application) -> Result<(), AppError> {
        self.demand(Right::ManageStaff)?;
        let admission =
            admission(&mut rng(), self.membership(), self.record.ring(), application).map_err(StoreError::from)?;
        self.control(Act::AddDevice(admission)).await
    }

    /// What an admitted device starts from.
    pub async fn welcome(&self) -> Result<Welcome, AppError> {
        let control = self.record.control_log().await?;
        let logs = self.record.sealed_logs(&VersionVector::new()).await?;
        Ok(Welcome { control, logs, demonstration: self.card.demonstration })
    }
}

/// Makes the profile of an admitted device.
pub async fn start(
    folder: &Path,
    keystore: Keystore,
    clock: Box<dyn Clock>,
    passphrase: &Passphrase,
    applicant: Applicant,
    welcome: Welcome,
) -> Result<Session, AppError> {
    let membership = ledger::Membership::of(&welcome.control).map_err(|(_, error)| StoreError::from(error))?;
    let Applicant { device, application } = applicant;
    let name = membership.member(application.principal).map(|member| member.name.clone()).unwrap_or_default();
    crate::passphrase::demand(
        passphrase,
        &[&name, membership.prison(), crate::found::prison_name(membership.prison())],
    )?;
    let profile = Profile::make(folder)?;
    let card = new_card(new_id(clock.now()), membership.prison(), &name, keystore.kind(), welcome.demonstration);
    let secrets = ProfileSecrets { database: DatabaseKey::make(&mut rng()), device };
    let secrets = keep_secrets(&profile, &keystore, card.profile, secrets, passphrase).await?;
    let ProfileSecrets { database, device } = secrets;
    let mut record =
        Record::create(&profile.record_path(), &database, device, &welcome.control, random_bytes()).await?;
    record.receive(welcome.logs).await?;
    profile.write_card(&card)?;
    Session::begin(record, profile, card, keystore, clock).await
}
