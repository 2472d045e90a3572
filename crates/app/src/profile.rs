//! A profile: the folder of one person's device on this computer. Its files: `profile.json` (in the clear: which unit, whose,
//! which key store), `keys` (the wrapped keys), `record.db` (encrypted), `tries` (wrong passphrases), `lock`; `joining.json` until it is
//! admitted, `keys.next` while it goes on under new keys, `removed.json` once its device was removed from the unit.

use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{AppError, Code};
use crate::keystore::KeystoreKind;
use crate::sync::{Removed, Waiting};

/// The version of the profile's files.
const VERSION: u32 = 1;

/// The file that says what a computer waits for that was not admitted yet.
pub(crate) const JOINING: &str = "joining.json";

/// The wrapped keys that come into force as soon as the record goes on under them.
const NEXT_KEYS: &str = "keys.next";

/// The file that says that its device was removed from the unit.
pub(crate) const REMOVED: &str = "removed.json";

/// What is known of a profile before it is unlocked. No prisoner is named here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Card {
    /// The version of the profile's files.
    pub version: u32,
    /// The profile's identifier: under which its key is kept.
    pub profile: Uuid,
    /// The code of the prison.
    pub prison: String,
    /// Whose device it is.
    pub staff: String,
    /// Where its vault key is.
    pub keystore: KeystoreKind,
    /// Whether it is a demonstration with invented people.
    #[serde(default)]
    pub demonstration: bool,
}

/// A profile's folder, held by this process.
#[derive(Debug)]
pub struct Profile {
    folder: PathBuf,
    /// Held for as long as the profile is: the operating system lets it go with the process, however that ends.
    _lock: File,
}

/// Wrong passphrases since the last right one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// How many.
    pub wrong: u32,
    /// When the last one was, milliseconds since 1970.
    pub last: i64,
}

impl Tries {
    /// How many seconds there have to be between the last wrong try and the next.
    pub fn pause(self) -> u64 {
        match self.wrong {
            0 => 0,
            wrong => 1_u64.checked_shl(wrong - 1).unwrap_or(u64::MAX).min(60),
        }
    }

    /// How many seconds are left of it.
    pub fn wait(self, now: Timestamp) -> u64 {
        let since = now.as_millisecond().saturating_sub(self.last).max(0).unsigned_abs() / 1000;
        // A clock set back must not make the wait longer than it ever is.
        self.pause().saturating_sub(since)
    }
}

impl Profile {
    /// Holds a folder for a new profile.
    pub fn make(folder: &Path) -> Result<Self, AppError> {
        make_private_folder(folder)?;
        let profile = Self::hold(folder)?;
        let waits = crate::sync::waiting_in(folder).is_some();
        if profile.card_path().exists() || profile.record_path().exists() || waits {
            return Err(AppError::new(
                Code::ProfileExists,
                format!("There is a profile in {} already.", folder.display()),
                "Choose another folder. Nothing was changed.",
            ));
        }
        Ok(profile)
    }

    /// Holds the profile in a folder.
    pub fn open(folder: &Path) -> Result<Self, AppError> {
        if !folder.join("profile.json").is_file() {
            return Err(AppError::new(
                Code::NoProfile,
                format!("There is no profile in {}.", folder.display()),
                "Found a unit there, restore a backup, or name the right folder with --profile.",
            ));
        }
        if let Some(removed) = Removed::in_folder(folder) {
            return Err(removed.refusal());
        }
        Self::hold(folder)
    }

    /// Holds the folder of a computer that was not admitted yet.
    pub fn open_waiting(folder: &Path) -> Result<Self, AppError> {
        if crate::sync::waiting_in(folder).is_none() {
            return Err(crate::sync::nothing_waits(folder));
        }
        Self::hold(folder)
    }

    fn hold(folder: &Path) -> Result<Self, AppError> {
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(folder.join("lock"))?;
        match lock.try_lock() {
            Ok(()) => Ok(Self { folder: folder.to_owned(), _lock: lock }),
            Err(std::fs::TryLockError::WouldBlock) => Err(AppError::new(
                Code::InUse,
                "This profile is open already, in a window or in another command.",
                "Close it there, or wait until the command has ended, then try again.",
            )),
            Err(std::fs::TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// What is known of it before it is unlocked.
    pub fn card(&self) -> Result<Card, AppError> {
        let text = std::fs::read_to_string(self.card_path())?;
        let card: Card = serde_json::from_str(&text).map_err(|_| self.damaged("profile.json"))?;
        if card.version > VERSION { Err(store::StoreError::Newer.into()) } else { Ok(card) }
    }

    /// Writes what is known of it.
    pub fn write_card(&self, card: &Card) -> Result<(), AppError> {
        let text = serde_json::to_string_pretty(card).unwrap_or_default();
        write_atomically(&self.card_path(), text.as_bytes())
    }

    /// What it waits for, if it was not admitted yet.
    pub(crate) fn joining(&self) -> Result<Waiting, AppError> {
        crate::sync::waiting_in(&self.folder).ok_or_else(|| self.damaged(JOINING))
    }

    /// Notes what it waits for.
    pub(crate) fn write_joining(&self, waiting: &Waiting) -> Result<(), AppError> {
        let text = serde_json::to_string_pretty(waiting).unwrap_or_default();
        write_atomically(&self.folder.join(JOINING), text.as_bytes())
    }

    /// It waits no longer.
    pub(crate) fn forget_joining(&self) -> Result<(), AppError> {
        self.forget_file(JOINING)
    }

    /// Throws the wrapped keys away: nothing opens the record then.
    pub(crate) fn forget_keys(&self) -> Result<(), AppError> {
        self.forget_next_keys()?;
        self.forget_file("keys")
    }

    /// Removes one of its files. That it is not there is as good.
    fn forget_file(&self, name: &str) -> Result<(), AppError> {
        match std::fs::remove_file(self.folder.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// The wrapped keys.
    pub fn keys(&self) -> Result<Vec<u8>, AppError> {
        std::fs::read(self.folder.join("keys")).map_err(|_| self.damaged("keys"))
    }

    /// Writes the wrapped keys.
    pub fn write_keys(&self, keys: &[u8]) -> Result<(), AppError> {
        write_atomically(&self.folder.join("keys"), keys)
    }

    /// The wrapped keys under which the record may go on already: whoever wrote them was interrupted.
    pub(crate) fn next_keys(&self) -> Result<Option<Vec<u8>>, AppError> {
        match std::fs::read(self.folder.join(NEXT_KEYS)) {
            Ok(keys) => Ok(Some(keys)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Writes the wrapped keys under which the record goes on next.
    pub(crate) fn write_next_keys(&self, keys: &[u8]) -> Result<(), AppError> {
        write_atomically(&self.folder.join(NEXT_KEYS), keys)
    }

    /// The record goes on under them: they are the keys from now on.
    pub(crate) fn take_next_keys(&self) -> Result<(), AppError> {
        if let Some(keys) = self.next_keys()? {
            self.write_keys(&keys)?;
        }
        self.forget_next_keys()
    }

    /// Nothing came of them.
    pub(crate) fn forget_next_keys(&self) -> Result<(), AppError> {
        self.forget_file(NEXT_KEYS)
    }

    /// Wrong passphrases since the last right one.
    pub fn tries(&self) -> Tries {
        Self::tries_in(&self.folder)
    }

    /// The same of a profile that nobody holds.
    pub(crate) fn tries_in(folder: &Path) -> Tries {
        let text = std::fs::read_to_string(folder.join("tries")).unwrap_or_default();
        serde_json::from_str(&text).unwrap_or_default()
    }

    /// Notes the wrong passphrases.
    pub fn write_tries(&self, tries: Tries) -> Result<(), AppError> {
        if tries == Tries::default() {
            return self.forget_file("tries");
        }
        let path = self.folder.join("tries");
        write_atomically(&path, serde_json::to_string(&tries).unwrap_or_default().as_bytes())
    }

    /// The database's file.
    pub fn record_path(&self) -> PathBuf {
        self.folder.join("record.db")
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn card_path(&self) -> PathBuf {
        self.folder.join("profile.json")
    }

    pub(crate) fn damaged(&self, file: &str) -> AppError {
        AppError::new(
            Code::Record,
            format!("The file {file} of this profile is missing or damaged."),
            "Restore the newest backup into a new folder.",
        )
    }
}

/// When the profile's person last sat down, milliseconds since 1970.
pub(crate) fn last_here(folder: &Path) -> Option<i64> {
    std::fs::read_to_string(folder.join("last-here")).ok()?.trim().parse().ok()
}

/// Notes that the profile's person sat down. It only orders a list: if it cannot be written, nothing is lost.
pub(crate) fn note_here(folder: &Path, now: Timestamp) {
    if let Err(error) = write_atomically(&folder.join("last-here"), now.as_millisecond().to_string().as_bytes()) {
        tracing::debug!(code = ?error.code, "the last visit could not be noted");
    }
}

/// Makes a folder that only its owner can look into.
pub(crate) fn make_private_folder(folder: &Path) -> Result<(), AppError> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    Ok(builder.create(folder)?)
}

/// A card for a new profile.
pub fn new_card(profile: Uuid, prison: &str, staff: &str, keystore: KeystoreKind, demonstration: bool) -> Card {
    Card { version: VERSION, profile, prison: prison.to_owned(), staff: staff.to_owned(), keystore, demonstration }
}

/// Writes a file as a whole or not at all, readable by its owner only.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<(), AppError> {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let beside = path.with_file_name(name);
    let mut options = OpenOptions::new();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&beside, path)?;
    // The new name is durable once its folder is.
    #[cfg(unix)]
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
