//! Where a profile's vault key lives: the operating system's keyring or, only when somebody asks for it, a file. The vault key
//! alone opens nothing; with the passphrase it opens the profile.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crypto::VaultKey;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::error::{AppError, Code};

/// The keyring's name for our entries.
const SERVICE: &str = "uk.throughcare";
/// An unlock prompt may be hidden behind a window: after this long it is said.
const PATIENCE: Duration = Duration::from_secs(20);

/// Which key store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Keystore {
    /// The operating system's keyring.
    System,
    /// A file, unprotected but for the file system's rights.
    File(PathBuf),
}

/// The kind of key store that a profile was made with: a later use of the other kind is noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeystoreKind {
    /// The operating system's keyring.
    System,
    /// A file.
    File,
}

impl Keystore {
    /// From what the environment asks for: nothing, or `file:PATH`.
    pub fn from_setting(setting: Option<&str>) -> Result<Self, AppError> {
        match setting {
            None | Some("") => Ok(Self::System),
            Some(setting) => match setting.strip_prefix("file:") {
                Some(path) if !path.is_empty() => Ok(Self::File(PathBuf::from(path))),
                _ => Err(AppError::input(
                    "THROUGHCARE_KEYSTORE names no key store.",
                    "Leave it unset for the system keyring, or write file:PATH.",
                )),
            },
        }
    }

    /// Its kind.
    pub const fn kind(&self) -> KeystoreKind {
        match self {
            Self::System => KeystoreKind::System,
            Self::File(_) => KeystoreKind::File,
        }
    }

    /// The file, where it is one.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::System => None,
            Self::File(path) => Some(path),
        }
    }

    /// What to warn of.
    pub fn warning(&self) -> Option<String> {
        match self {
            Self::System => None,
            Self::File(path) => Some(format!(
                "the profile's key is kept in the file {}, which is weaker than the system keyring",
                path.display()
            )),
        }
    }

    /// The vault key of a profile.
    pub async fn load(&self, profile: Uuid) -> Result<VaultKey, AppError> {
        let text = match self {
            Self::System => in_keyring(move || entry(profile)?.get_password()).await?,
            Self::File(path) => {
                let mut keys = read_file(path)?;
                Zeroizing::new(keys.remove(&profile.to_string()).ok_or_else(missing)?)
            }
        };
        VaultKey::from_text(&text).map_err(|_| {
            AppError::new(
                Code::Keyring,
                "What the key store holds for this profile is not a key.",
                "Restore a backup with the recovery key.",
            )
        })
    }

    /// Whether the key store can be asked at all, before anybody types a passphrase.
    pub async fn check(&self) -> Result<(), AppError> {
        match self {
            Self::System => match in_keyring(|| entry(Uuid::nil())?.get_password()).await {
                Ok(_) => Ok(()),
                Err(error) if error.message == missing().message => Ok(()),
                Err(error) => Err(error),
            },
            Self::File(_) => Ok(()),
        }
    }

    /// Keeps a profile's vault key.
    pub async fn keep(&self, profile: Uuid, key: &VaultKey) -> Result<(), AppError> {
        let text = key.to_text();
        match self {
            Self::System => {
                in_keyring(move || entry(profile)?.set_password(&text).map(|()| String::new())).await.map(|_| ())
            }
            Self::File(path) => {
                let mut keys = if path.exists() { read_file(path)? } else { BTreeMap::new() };
                keys.insert(profile.to_string(), text.as_str().to_owned());
                write_file(path, &keys)
            }
        }
    }

    /// Forgets a profile's vault key: what was made of it can then only be opened with the recovery key.
    pub async fn forget(&self, profile: Uuid) -> Result<(), AppError> {
        match self {
            Self::System => {
                in_keyring(move || entry(profile)?.delete_credential().map(|()| String::new())).await.map(|_| ())
            }
            Self::File(path) => {
                let mut keys = read_file(path)?;
                keys.remove(&profile.to_string());
                write_file(path, &keys)
            }
        }
    }
}

fn entry(profile: Uuid) -> keyring::Result<keyring::Entry> {
    keyring::Entry::new(SERVICE, &profile.to_string())
}

/// The keyring speaks over a bus and may wait for a person: never on a thread that others need.
async fn in_keyring(
    call: impl FnOnce() -> keyring::Result<String> + Send + 'static,
) -> Result<Zeroizing<String>, AppError> {
    let asked = tokio::task::spawn_blocking(call);
    match tokio::time::timeout(PATIENCE, asked).await {
        Ok(Ok(Ok(text))) => Ok(Zeroizing::new(text)),
        Ok(Ok(Err(error))) => Err(explain(&error)),
        Ok(Err(_)) | Err(_) => Err(AppError::new(
            Code::Keyring,
            "The system keyring did not answer.",
            "Look for its window asking for a password, perhaps behind this one, then try again.",
        )),
    }
}

fn missing() -> AppError {
    AppError::new(
        Code::Keyring,
        "This profile's key is not in the key store of this computer account.",
        "Sign in to the computer as the person who made the profile, or restore a backup with the recovery key.",
    )
}

fn explain(error: &keyring::Error) -> AppError {
    match error {
        keyring::Error::NoEntry => missing(),
        keyring::Error::NoStorageAccess(_) => AppError::new(
            Code::Keyring,
            "The system keyring is locked.",
            "Sign in to the computer again, or unlock the keyring, then try again.",
        ),
        _ => AppError::new(
            Code::Keyring,
            "This computer has no keyring that Throughcare can reach.",
            "Sign in to a desktop session with a keyring. Where there is none, THROUGHCARE_KEYSTORE=file:PATH keeps the key in a file instead, which is weaker.",
        ),
    }
}

fn read_file(path: &Path) -> Result<BTreeMap<String, String>, AppError> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound { missing() } else { AppError::from(error) }
    })?;
    serde_json::from_str(&text).map_err(|_| {
        AppError::new(
            Code::Keyring,
            "The key store's file cannot be read: it is damaged or something else.",
            "Check the path in THROUGHCARE_KEYSTORE, or restore a backup with the recovery key.",
        )
    })
}

fn write_file(path: &Path, keys: &BTreeMap<String, String>) -> Result<(), AppError> {
    let text = serde_json::to_string_pretty(keys).unwrap_or_default();
    crate::profile::write_atomically(path, text.as_bytes())
}
