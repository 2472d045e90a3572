//! Opening the profile that the arguments name.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use app::clock::SystemClock;
use app::keystore::Keystore;
use app::types::Passphrase;
use app::{AppError, Session};

use crate::output::{Failure, error_line};

/// What opens a demonstration, unless the environment says otherwise.
const DEMONSTRATION: &str = "seven kettles whistle over Wetherby moor";

/// What opening a profile needs.
pub(crate) struct Opener {
    folder: Option<PathBuf>,
    keystore: Keystore,
    passphrase: Option<String>,
}

impl Opener {
    pub(crate) fn new(
        folder: Option<PathBuf>,
        keystore: Option<&str>,
        passphrase: Option<String>,
    ) -> Result<Self, Failure> {
        let keystore = Keystore::from_setting(keystore)?;
        if let Some(warning) = keystore.warning() {
            error_line(&format!("warning: {warning}"));
        }
        Ok(Self { folder: folder.or_else(usual_folder), keystore, passphrase })
    }

    /// The profile's folder.
    pub(crate) fn folder(&self) -> Result<&Path, Failure> {
        self.folder
            .as_deref()
            .ok_or_else(|| AppError::input("No profile was named.", "Name its folder with --profile DIR.").into())
    }

    /// The key store.
    pub(crate) fn keystore(&self) -> Keystore {
        self.keystore.clone()
    }

    /// Works with the unlocked profile and locks it again, whatever came of it: the database's threads have ended before the
    /// process does.
    pub(crate) async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut session = self.open().await?;
        let done = work(&mut session).await;
        if session.is_removed() {
            return Err(session.make_unreadable().await?.refusal().into());
        }
        let locked = session.lock().await;
        let done = done?;
        locked?;
        Ok(done)
    }

    /// The same to change staff or devices: what others have changed comes first.
    pub(crate) async fn governing<T>(
        &self,
        work: impl AsyncFnOnce(&mut Session) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        self.with(async |session| {
            session.catch_up().await?;
            work(session).await
        })
        .await
    }

    /// Unlocks the profile, and says if the clock is behind.
    async fn open(&self) -> Result<Session, Failure> {
        let folder = self.folder()?;
        // A missing profile is said before anybody types a passphrase.
        if !folder.join("profile.json").is_file() {
            app::profile::Profile::open(folder)?;
        }
        let passphrase = self.passphrase("Passphrase: ")?;
        let session = app::unlock::unlock(folder, self.keystore(), Box::new(SystemClock), passphrase).await?;
        if let Some(warning) = session.clock_warning().await? {
            error_line(&format!("warning: {warning}"));
        }
        Ok(session)
    }

    /// The passphrase from the environment, or asked for.
    pub(crate) fn passphrase(&self, prompt: &str) -> Result<Passphrase, Failure> {
        if let Some(passphrase) = &self.passphrase {
            return Ok(Passphrase::new(passphrase));
        }
        if !std::io::stdin().is_terminal() {
            return Err(AppError::input(
                "There is no passphrase.",
                "Set THROUGHCARE_PASSPHRASE, or run this in a terminal to be asked.",
            )
            .into());
        }
        Ok(Passphrase::from(rpassword::prompt_password(prompt)?))
    }

    /// The passphrase of a demonstration: invented people need no secret, so where none is set it is a fixed one.
    pub(crate) fn demonstration_passphrase(&self) -> Passphrase {
        Passphrase::new(self.passphrase.as_deref().unwrap_or(DEMONSTRATION))
    }

    /// The fixed passphrase, if it is the one in force and so has to be shown.
    pub(crate) fn fixed_passphrase(&self) -> Option<&'static str> {
        self.passphrase.is_none().then_some(DEMONSTRATION)
    }

    /// A new passphrase, asked for twice.
    pub(crate) fn new_passphrase(&self) -> Result<Passphrase, Failure> {
        if self.passphrase.is_none() && std::io::stdin().is_terminal() {
            let first = rpassword::prompt_password("New passphrase (five words that do not belong together): ")?;
            if rpassword::prompt_password("The same once more: ")? != first {
                return Err(AppError::input("The two were not the same.", "Nothing was changed. Try again.").into());
            }
            return Ok(Passphrase::from(first));
        }
        self.passphrase("")
    }
}

/// Where a profile usually is.
#[expect(clippy::disallowed_methods, reason = "where a person's data is kept is the system's setting, not ours")]
fn usual_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if cfg!(windows) {
        return variable("LOCALAPPDATA").map(|data| data.join("Throughcare"));
    }
    variable("XDG_DATA_HOME")
        .or_else(|| variable("HOME").map(|home| home.join(".local/share")))
        .map(|data| data.join("throughcare"))
}

/// A text argument, or standard input for `-`.
pub(crate) fn text_argument(text: &str) -> Result<String, Failure> {
    if text != "-" {
        return Ok(text.to_owned());
    }
    let mut read = String::new();
    std::io::stdin().read_to_string(&mut read)?;
    Ok(read.trim_end().to_owned())
}
