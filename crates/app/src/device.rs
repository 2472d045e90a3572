//! The unit's devices: how one applies, is admitted by an administrator and starts from what the unit has, and which there are. How the
//! messages travel is not decided here: by a file today, through the server when there is one. Removing one is in `revoking`.

use std::collections::HashMap;
use std::path::Path;

use api::{DeviceEnd, DeviceView};
use casework::Right;
use crypto::{DatabaseKey, DeviceKeys, Hash, Passphrase, ProfileSecrets};
use ledger::control::{Act, ControlEntry, Signer};
use ledger::ring::KeyRing;
use ledger::sealing::{Application, admission_without, apply_for};
use ledger::{About, Compartment, DeviceIndex, PrincipalId, Roles, SignedControl, UnitId, VersionVector};
use store::receive::SealedLog;
use store::{Record, StoreError};

use crate::clock::{Clock, new_id, random_bytes, rng};
use crate::error::AppError;
use crate::found::keep_secrets;
use crate::keystore::Keystore;
use crate::profile::{Profile, new_card};
use crate::search::local_minute;
use crate::session::Session;
use crate::staff::{add_staff, demand_short, tidy};
use crate::sync::SignedIn;
use crate::sync::governing::{Decided, govern};
use crate::sync::signed_in::{Alone, reading};

/// A device that has applied and was not yet admitted.
pub struct Applicant {
    device: DeviceKeys,
    application: Application,
}

impl Applicant {
    /// A new device. Whose it is, whoever admits it decides.
    pub fn make(unit: UnitId) -> Self {
        let device = DeviceKeys::make(&mut rng());
        let application = apply_for(unit, &device);
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

/// Whose an admitted device is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Owner {
    /// Somebody who is in the unit.
    Member(PrincipalId),
    /// Somebody new, who comes into the unit with it.
    New {
        /// First and last name.
        name: String,
        /// What they are.
        roles: Roles,
    },
}

impl Session {
    /// Admits a device whose application was compared with the device itself, with all the keys that its owner's roles hold. `computer`: what it
    /// is called. Returns whose it is.
    pub async fn admit(
        &mut self,
        application: Application,
        owner: Owner,
        computer: Option<&str>,
    ) -> Result<PrincipalId, AppError> {
        admit(&Alone::with(self), application, owner, (computer, None)).await
    }

    /// Whether an application was made for this unit by a device that is not in it.
    fn demand_new(&self, application: &Application) -> Result<(), AppError> {
        let membership = self.membership();
        application.verify(membership.unit()).map_err(|_| {
            AppError::input(
                "This application was not made for this unit by the device that it names.",
                "Start again at the new computer.",
            )
        })?;
        if membership.device_by_id(&application.public.id()).is_some() {
            return Err(AppError::input("This device is in the unit already.", "See the list of devices."));
        }
        Ok(())
    }

    /// The decision to admit a device, by what it is called and without the keys of a compartment.
    async fn decides_to_admit(
        &self,
        application: Application,
        principal: PrincipalId,
        how: (Option<&str>, Option<Compartment>),
    ) -> Result<Decided, AppError> {
        self.demand_new(&application)?;
        let (membership, ring) = (self.membership(), self.record.ring());
        let admission =
            admission_without(&mut rng(), membership, ring, principal, application, how).map_err(StoreError::from)?;
        self.decided(Act::AddDevice(admission)).await
    }

    /// Somebody who can be given a device: a member who has not left.
    fn serving(&self, principal: PrincipalId) -> Result<PrincipalId, AppError> {
        let member = self.membership().member(principal);
        let member = member.ok_or_else(|| {
            AppError::input("This person is not in the unit.", "Add them with the device, with a role.")
        })?;
        if member.roles().is_empty() {
            let message = format!("{} has no role in the unit, so their device could read nothing.", member.name);
            return Err(AppError::input(message, "Give them a role first.").at("owner"));
        }
        Ok(principal)
    }

    /// What an admitted device starts from.
    pub async fn welcome(&self) -> Result<Welcome, AppError> {
        let control = self.record.control_log().await?;
        let logs = self.record.sealed_logs(&VersionVector::new()).await?;
        Ok(Welcome { control, logs, demonstration: self.card.demonstration })
    }

    /// Every device that the unit has or had, in the order in which they came.
    pub async fn devices(&self) -> Result<Vec<DeviceView>, AppError> {
        self.demand(Right::ManageStaff)?;
        let membership = self.membership();
        let mut story = self.device_story().await?;
        let mut views = Vec::new();
        for device in membership.devices() {
            let Told { admitted, admitted_by, ended } = story.remove(&device.index).unwrap_or_default();
            let last = self.record.last_written(device.index).await?;
            views.push(DeviceView {
                id: device.id.to_string(),
                owner: device.principal.to_string(),
                name: self.staff_name(device.principal),
                computer: device.computer.clone(),
                admitted: local_minute(admitted),
                admitted_by,
                last_entry: last.map(local_minute),
                ended,
                restricted: self.holds_restricted(device),
                here: Some(device.index) == self.record.own_device().map(|own| own.index),
            });
        }
        Ok(views)
    }

    /// What the control log tells of each device.
    async fn device_story(&self) -> Result<HashMap<DeviceIndex, Told>, AppError> {
        let mut story: HashMap<DeviceIndex, Told> = HashMap::new();
        for signed in self.record.control_log().await? {
            let entry = signed.entry().map_err(StoreError::from)?;
            let by = self.signed_by(&entry);
            let mut admitted = |id: &Hash, by| {
                if let Some(device) = self.membership().device_by_id(id) {
                    story.insert(device.index, Told { admitted: entry.at, admitted_by: by, ended: None });
                }
            };
            let ended = match &entry.act {
                Act::Found(founding) => {
                    admitted(&founding.device.id(), None);
                    continue;
                }
                Act::AddDevice(admission) => {
                    admitted(&admission.public.id(), Some(by));
                    continue;
                }
                Act::ReplaceDevice { device, admission } => {
                    admitted(&admission.public.id(), Some(by.clone()));
                    (device, "It goes on under new keys: a backup of it was restored, or its computer was set back or copied".to_owned())
                }
                Act::RemoveDevice { device, reason, .. } => {
                    let why = self.record.ring().read(reason, &About::Entry(entry.index));
                    (device, why.unwrap_or_default())
                }
                _ => continue,
            };
            let (device, why) = ended;
            story.entry(*device).or_default().ended = Some(DeviceEnd { at: local_minute(entry.at), by, why });
        }
        Ok(story)
    }

    /// Who signed an entry of the control log.
    pub(crate) fn signed_by(&self, entry: &ControlEntry) -> String {
        let device = match entry.signer {
            Signer::Recovery => return "the recovery key".to_owned(),
            Signer::Founder => DeviceIndex(0),
            Signer::Device(device) => device,
        };
        self.membership().device(device).map_or_else(String::new, |device| self.staff_name(device.principal))
    }

    /// The one device whose identifier begins so.
    pub fn device_named(&self, beginning: &str) -> Result<DeviceIndex, AppError> {
        let wanted = beginning.trim().to_lowercase();
        let devices = self.membership().devices().iter();
        let found: Vec<_> = devices.filter(|device| device.id.to_string().starts_with(&wanted)).collect();
        match found.as_slice() {
            [one] if wanted.len() >= FEWEST_LETTERS => Ok(one.index),
            [] => Err(AppError::input(
                format!("No device of this unit has an identifier that begins with “{wanted}”."),
                "See “devices” for the identifiers.",
            )
            .at("device")),
            _ => Err(AppError::input(
                format!("“{wanted}” is too short to say which device is meant."),
                "Give more of the identifier that “devices” shows.",
            )
            .at("device")),
        }
    }
}

/// Admits a device, by what it is called and without the keys of a compartment. Returns whose it is.
pub(crate) async fn admit<S: SignedIn>(
    at: &S,
    application: Application,
    owner: Owner,
    (computer, withheld): (Option<&str>, Option<Compartment>),
) -> Result<PrincipalId, AppError> {
    let computer = computer.map(tidy).filter(|computer| !computer.is_empty());
    {
        let session = reading(at).await?;
        session.demand(Right::ManageStaff)?;
        if let Some(computer) = &computer {
            demand_short(computer).map_err(|error| error.at("computer"))?;
        }
        session.demand_new(&application)?;
    }
    let principal = match owner {
        Owner::Member(principal) => reading(at).await?.serving(principal)?,
        Owner::New { name, roles } => add_staff(at, &name, roles).await?,
    };
    let how = (computer.as_deref(), withheld);
    let decided = reading(at).await?.decides_to_admit(application, principal, how).await?;
    govern(at, decided).await?;
    Ok(principal)
}

/// So much of an identifier is typed on purpose.
pub(crate) const FEWEST_LETTERS: usize = 4;

/// What the control log tells of a device.
#[derive(Default)]
struct Told {
    /// When it was admitted, in milliseconds.
    admitted: i64,
    admitted_by: Option<String>,
    ended: Option<DeviceEnd>,
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
    let mut membership = ledger::Membership::of(&welcome.control).map_err(|(_, error)| StoreError::from(error))?;
    let Applicant { device, application } = applicant;
    membership.read_names(&KeyRing::of_device(&membership, &device).map_err(StoreError::from)?);
    let owner = membership.device_by_id(&application.public.id()).and_then(|own| membership.member(own.principal));
    let name = owner.map(|owner| owner.name.clone()).unwrap_or_default();
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
