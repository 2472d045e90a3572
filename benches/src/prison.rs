//! The measured unit: the demonstration prison at any size, made by the command line as a user would make it, in a folder that a window
//! can be opened on.

use std::path::{Path, PathBuf};
use std::process::Command;

use app::Session;
use app::clock::SystemClock;
use app::home::{DEMONSTRATION_PASSPHRASE, Home};
use app::keystore::Keystore;
use crypto::{DatabaseKey, Passphrase, ProfileSecrets};
use tempfile::TempDir;

use crate::Failure;

/// A unit.
pub(crate) struct Unit {
    folder: PathBuf,
    /// The folder goes when the unit does, unless it is to be kept.
    _folder: Option<TempDir>,
}

/// Makes a unit, or takes the one that was kept from a run before.
pub(crate) async fn make(people: usize, notes: usize, kept: Option<&Path>) -> Result<Unit, Failure> {
    let unit = Unit::kept_or_new(kept, &format!("{people}-{notes}"))?;
    if unit.is_there() {
        println!("Measuring the unit in {} …", unit.folder.display());
        return Ok(unit);
    }
    println!("Making a unit of {people} people and {notes} notes …");
    let program = std::env::current_exe()?.with_file_name("throughcare-cli");
    let made = Command::new(program)
        .args(["--profile".as_ref(), unit.profile().as_os_str(), "demo".as_ref(), "--alone".as_ref()])
        .args(["--people", &people.to_string(), "--notes", &notes.to_string()])
        .env("THROUGHCARE_KEYSTORE", format!("file:{}", unit.keys().display()))
        .env("THROUGHCARE_PASSPHRASE", DEMONSTRATION_PASSPHRASE)
        .status()?;
    if made.success() { Ok(unit) } else { Err("the unit could not be made".into()) }
}

impl Unit {
    /// Where one is, or is to be.
    pub(crate) fn at(folder: PathBuf) -> Self {
        Self { folder, _folder: None }
    }

    /// The one of this name in the folder where units are kept, or else a new one.
    pub(crate) fn kept_or_new(kept: Option<&Path>, name: &str) -> Result<Self, Failure> {
        let unit = match kept {
            Some(folder) => Self::at(folder.join(name)),
            None => {
                let folder = tempfile::tempdir()?;
                Self { folder: folder.path().to_owned(), _folder: Some(folder) }
            }
        };
        std::fs::create_dir_all(&unit.folder)?;
        Ok(unit)
    }

    /// The same once more: what is written there leaves this one as it is. Neither may be open.
    pub(crate) fn copied(&self) -> Result<Self, Failure> {
        let copy = Self::kept_or_new(None, "")?;
        copy_into(&self.folder, &copy.folder)?;
        Ok(copy)
    }

    /// Whether it was made.
    pub(crate) fn is_there(&self) -> bool {
        self.profile().join("profile.json").is_file()
    }

    /// Where all of it is.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    fn home(&self) -> Home {
        Home::at(self.folder.clone())
    }

    /// The profile's folder.
    pub(crate) fn profile(&self) -> PathBuf {
        self.home().demonstration()
    }

    /// The file that is its key store.
    pub(crate) fn keys(&self) -> PathBuf {
        self.home().demonstration_keystore()
    }

    /// The database's file.
    pub(crate) fn record(&self) -> PathBuf {
        self.profile().join("record.db")
    }

    /// A place for another file, where nothing of a run before is left.
    pub(crate) fn beside(&self, name: &str) -> PathBuf {
        for end in ["", "-wal", "-shm"] {
            // Mostly there is none.
            let _: Result<(), _> = std::fs::remove_file(self.folder.join(format!("{name}{end}")));
        }
        self.folder.join(name)
    }

    /// The passphrase.
    pub(crate) fn passphrase(&self) -> Passphrase {
        Passphrase::new(DEMONSTRATION_PASSPHRASE)
    }

    /// Unlocks it.
    pub(crate) async fn open(&self) -> Result<Session, Failure> {
        let keystore = Keystore::File(self.keys());
        Ok(app::unlock::unlock(&self.profile(), keystore, Box::new(SystemClock), self.passphrase()).await?)
    }

    /// The keys, as unlocking opens them.
    pub(crate) async fn secrets(&self) -> Result<ProfileSecrets, Failure> {
        let card: serde_json::Value = serde_json::from_slice(&std::fs::read(self.profile().join("profile.json"))?)?;
        let profile = card.get("profile").and_then(|id| id.as_str()).unwrap_or_default().parse()?;
        let vault = Keystore::File(self.keys()).load(profile).await?;
        let keys = std::fs::read(self.profile().join("keys"))?;
        Ok(ProfileSecrets::unwrap(&keys, &vault, &self.passphrase())?)
    }

    /// The database key.
    pub(crate) async fn key(&self) -> Result<DatabaseKey, Failure> {
        Ok(self.secrets().await?.database)
    }
}

fn copy_into(from: &Path, to: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_into(&entry.path(), &to)?;
        } else {
            std::fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

/// A new, empty unit.
pub(crate) async fn empty(folder: &Path) -> Result<Session, Failure> {
    let passphrase = Passphrase::new(DEMONSTRATION_PASSPHRASE);
    let founding =
        app::found::Founding { prison: "MDI", staff: "Ada Pike", passphrase: &passphrase, demonstration: true };
    let keystore = Keystore::File(folder.join("keys.json"));
    let (session, _) = app::found::found(&folder.join("profile"), keystore, Box::new(SystemClock), &founding).await?;
    Ok(session)
}
