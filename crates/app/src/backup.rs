//! Backups: one file that holds a profile's record, encrypted as it is on the disk, with two ways in: the key store and the
//! passphrase together, or the recovery key alone. A restored profile goes on as a new device, because it cannot know how far
//! the old one had gone. No server is needed for that; where the unit has one, the new device comes in there as soon as it answers.

mod manifest;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crypto::{CryptoError, DatabaseKey, DeviceKeys, Passphrase, ProfileSecrets, RecoveryKey};
use jiff::Timestamp;
use ledger::ring::KeyRing;
use ledger::sealing::{Pen, succession};
use ledger::{Membership, SignedControl, UnitId};
use store::entering::{Ground, Successor};
use store::{Record, StoreError};

use self::manifest::Manifest;
use crate::clock::{Clock, new_id, random_bytes, rng};
use crate::error::{AppError, Code};
use crate::found::keep_secrets;
use crate::keystore::Keystore;
use crate::profile::{Card, Profile};
use crate::session::Session;
use crate::sync::Ways;

/// How a backup is opened.
pub enum Opening<'a> {
    /// By the key store of the computer that made it, and the passphrase that the profile then had.
    Passphrase(&'a Passphrase),
    /// By the unit's recovery key, with a passphrase for the restored profile.
    Recovery {
        /// The words.
        words: &'a str,
        /// The new passphrase.
        passphrase: &'a Passphrase,
    },
}

/// What the recovery envelope of a database key is bound to.
fn recovery_info(unit: UnitId) -> Vec<u8> {
    [b"backup".as_slice(), unit.0.as_bytes()].concat()
}

impl Session {
    /// Writes a backup to a file that must not exist. The passphrase that is in force opens it. `told` hears how many bytes are
    /// written and of how many, and says whether to go on; false: it did not, and nothing is left of it.
    pub async fn back_up(
        &mut self,
        target: &Path,
        passphrase: &Passphrase,
        told: impl FnMut(u64, u64) -> bool + Send + 'static,
    ) -> Result<bool, AppError> {
        is_free(target)?;
        let keys = self.profile.keys()?;
        // The database key is not kept in the open record: the passphrase opens it once more.
        let vault = self.keystore.load(self.card.profile).await?;
        let secrets = ProfileSecrets::unwrap(&keys, &vault, passphrase).map_err(|_| wrong_passphrase())?;
        let membership = self.record.membership();
        let recovery = secrets
            .database
            .seal_to(&mut rng(), &membership.recovery().agreement, &recovery_info(membership.unit()))
            .map_err(StoreError::from)?;
        let card = serde_json::to_string(&self.card).unwrap_or_default();
        let unit = membership.unit();
        let head =
            move |length| Manifest { card, keys: keys.into(), recovery: recovery.into(), unit, length }.at_the_head();
        let unfinished = unfinished(target);
        // What a try that was cut off has left. That there is nothing is the rule.
        let _: Result<(), _> = std::fs::remove_file(&unfinished);
        let whole = self.record.copy_after(&unfinished, head, told).await.map_err(|error| no_room(target, error))?;
        if whole {
            std::fs::rename(unfinished, target)?;
        }
        Ok(whole)
    }
}

/// Whether a backup can be written to this place: it is never written over anything.
fn is_free(target: &Path) -> Result<(), AppError> {
    if target.exists() {
        return Err(AppError::input(
            format!("{} exists already.", target.display()),
            "Choose another name: a backup is never overwritten.",
        )
        .at("file"));
    }
    if !target.parent().is_none_or(|folder| folder.as_os_str().is_empty() || folder.is_dir()) {
        return Err(AppError::input(
            format!("{} is in a folder that does not exist.", target.display()),
            "Make the folder, or choose another place.",
        )
        .at("file"));
    }
    Ok(())
}

/// What stands in the way at the place that was chosen. The record itself is well.
fn no_room(target: &Path, error: StoreError) -> AppError {
    match error {
        StoreError::Full => AppError::new(
            Code::CannotSave,
            format!("There is not enough room for {}.", target.display()),
            "Free some space there, or choose another place.",
        )
        .at("file"),
        StoreError::ReadOnly => AppError::new(
            Code::CannotSave,
            format!("{} cannot be written: its folder or disk is read-only.", target.display()),
            "Choose another place.",
        )
        .at("file"),
        other => other.into(),
    }
}

/// Restores a backup into a new profile, which goes on as a new device of the same person. Where the unit has a server that answers, the device is
/// in the unit then; otherwise it comes in later, and can be worked with until then.
pub async fn restore(
    source: &Path,
    folder: &Path,
    keystore: Keystore,
    clock: Box<dyn Clock>,
    ways: &Ways,
    opening: Opening<'_>,
) -> Result<Session, AppError> {
    let (manifest, mut file) = read_manifest(source)?;
    let old: Card = serde_json::from_str(&manifest.card).map_err(|_| damaged(source))?;
    let (database, passphrase, authority) = match opening {
        Opening::Passphrase(passphrase) => {
            let vault = keystore.load(old.profile).await?;
            let secrets = ProfileSecrets::unwrap(&manifest.keys, &vault, passphrase).map_err(|_| wrong_passphrase())?;
            (secrets.database, passphrase, Authority::Device(secrets.device))
        }
        Opening::Recovery { words, passphrase } => {
            let key = RecoveryKey::from_words(words).map_err(|error| {
                AppError::input(
                    format!("The recovery key was not understood: {error}."),
                    "Check the words against the sheet.",
                )
                .at("recovery")
            })?;
            crate::passphrase::demand(passphrase, &[&old.staff, &old.prison, crate::found::prison_name(&old.prison)])?;
            let database = key.open_database_key(&manifest.recovery, &recovery_info(manifest.unit)).map_err(|_| {
                AppError::input("This is not the recovery key of this unit.", "Check the sheet's unit.").at("recovery")
            })?;
            (database, passphrase, Authority::Recovery(key))
        }
    };
    let profile = Profile::make(folder)?;
    let record = profile.record_path();
    copy_database(&mut file, &record, manifest.length).map_err(|error| match error.kind() {
        std::io::ErrorKind::UnexpectedEof => damaged(source),
        _ => error.into(),
    })?;
    let (device, now) = (DeviceKeys::make(&mut rng()), clock.now());
    let (admitted, authority) = match admit(&record, &database, &old, authority, &device, now).await {
        Ok(admitted) => admitted,
        Err(error) => {
            std::fs::remove_file(&record)?;
            return Err(error.unwrap_or_else(|| damaged(source)));
        }
    };
    let card = Card { profile: new_id(now), keystore: keystore.kind(), ..old };
    let secrets = ProfileSecrets { database, device };
    let secrets = keep_secrets(&profile, &keystore, card.profile, secrets, passphrase).await?;
    let ProfileSecrets { database, device } = secrets;
    let successor = Successor { device, admitted: &admitted, former: authority.device() };
    let record = Record::open_as(&record, &database, successor, &mut rng(), random_bytes()).await?;
    profile.write_card(&card)?;
    let mut session = Session::begin(record, profile, card, keystore, clock).await?.by_way_of(ways.clone());
    session.come_in(authority.recovery()).await?;
    Ok(session)
}

/// Who admits the restored device.
enum Authority {
    /// The device that was backed up, which it replaces.
    Device(DeviceKeys),
    /// Whoever holds the recovery key.
    Recovery(RecoveryKey),
}

impl Authority {
    const fn device(&self) -> Option<&DeviceKeys> {
        match self {
            Self::Device(keys) => Some(keys),
            Self::Recovery(_) => None,
        }
    }

    fn recovery(self) -> Option<RecoveryKey> {
        match self {
            Self::Device(_) => None,
            Self::Recovery(key) => Some(key),
        }
    }

    /// The same on the ground of a record: a device that never came into the unit admits nobody, but the one may in whose place it was to come.
    fn on(self, ground: &Ground) -> Result<Self, AppError> {
        let Self::Device(keys) = self else { return Ok(self) };
        let keys = ground.authority(keys)?.ok_or_else(|| {
            AppError::input(
                "This backup is of a computer that had not come into the unit yet.",
                "Open it with the recovery key.",
            )
            .at("passphrase")
        })?;
        Ok(Self::Device(keys))
    }
}

/// The control entry that admits a device to the unit of a restored database, and who signed it. No error: the database is not whole.
async fn admit(
    record: &Path,
    database: &DatabaseKey,
    old: &Card,
    authority: Authority,
    device: &DeviceKeys,
    now: Timestamp,
) -> Result<(SignedControl, Authority), Option<AppError>> {
    let failed = |error: CryptoError| Some(StoreError::from(error).into());
    let ground = Record::ground_in(record, database).await.map_err(|error| match error {
        StoreError::NotOurs | StoreError::Corrupt => None,
        other => Some(other.into()),
    })?;
    let authority = authority.on(&ground)?;
    let mut membership = Membership::of(&ground.log).map_err(|(_, error)| Some(StoreError::from(error).into()))?;
    let (pen, ring) = match &authority {
        Authority::Device(keys) => (Pen::Device(keys), KeyRing::of_device(&membership, keys)),
        Authority::Recovery(key) => (Pen::Recovery(key), KeyRing::of_recovery(&membership, key)),
    };
    membership.read_names(&ring.map_err(failed)?);
    let was = authority.device().and_then(|keys| membership.device_by_id(&keys.public().id()));
    let owner = match was {
        Some(was) => Some(was.principal),
        None => membership.members().iter().find(|member| member.name == old.staff).map(|member| member.principal),
    };
    let this = (owner.ok_or(None)?, device);
    let computer = was.and_then(|was| was.computer.as_deref());
    let admitted = succession(&mut rng(), &membership, &pen, this, computer, now.as_millisecond()).map_err(failed)?;
    Ok((admitted, authority))
}

fn read_manifest(source: &Path) -> Result<(Manifest, File), AppError> {
    let mut file = File::open(source).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            AppError::input(format!("{} does not exist.", source.display()), "Check the path of the backup.").at("file")
        } else {
            error.into()
        }
    })?;
    let manifest = Manifest::read(&mut file).ok_or_else(|| damaged(source))?;
    Ok((manifest, file))
}

fn copy_database(from: &mut File, to: &Path, length: u64) -> std::io::Result<()> {
    let mut target = File::create_new(to)?;
    let copied = std::io::copy(&mut from.take(length), &mut target)?;
    if copied != length {
        drop(target);
        std::fs::remove_file(to)?;
        return Err(std::io::ErrorKind::UnexpectedEof.into());
    }
    target.sync_all()
}

fn unfinished(target: &Path) -> std::path::PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".unfinished");
    target.with_file_name(name)
}

fn wrong_passphrase() -> AppError {
    AppError::new(
        Code::WrongPassphrase,
        "That is not the passphrase of this profile.",
        "Check Caps Lock and try again.",
    )
    .at("passphrase")
}

fn damaged(source: &Path) -> AppError {
    AppError::new(
        Code::Record,
        format!("{} is not a whole Throughcare backup.", source.display()),
        "Try another backup. Nothing was changed.",
    )
    .at("file")
}
