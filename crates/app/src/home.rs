//! Where everything of one computer's user lives: the profiles, the demonstration prison, and how the window looks.

use std::path::{Path, PathBuf};

use api::{PersonHere, Preferences};

use crate::clock::Clock;
use crate::error::AppError;
use crate::found::prison_name;
use crate::profile::{self, Card, Profile};
use crate::search::local_minute;

/// The passphrase of the demonstration prison: its people are invented, so it is no secret.
pub const DEMONSTRATION_PASSPHRASE: &str = "seven kettles whistle over Wetherby moor";

/// The folder within the demonstration's profile where exports lie that can be imported into it.
pub const EXPORTS: &str = "exports";

/// A folder for everything: `people/…` and `demonstration` hold profiles, and the folder itself may be one (the command line's).
#[derive(Debug, Clone)]
pub struct Home(PathBuf);

impl Home {
    /// A folder.
    pub const fn at(folder: PathBuf) -> Self {
        Self(folder)
    }

    /// `$THROUGHCARE_HOME`, or the usual place of a program's data.
    #[expect(clippy::disallowed_methods, reason = "where a person's data is kept is the system's setting, not ours")]
    pub fn usual() -> Result<Self, AppError> {
        let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
        let folder = if cfg!(windows) {
            variable("THROUGHCARE_HOME").or_else(|| variable("LOCALAPPDATA").map(|data| data.join("Throughcare")))
        } else {
            variable("THROUGHCARE_HOME")
                .or_else(|| variable("XDG_DATA_HOME").map(|data| data.join("throughcare")))
                .or_else(|| variable("HOME").map(|home| home.join(".local/share/throughcare")))
        };
        folder.map(Self).ok_or_else(|| {
            AppError::input(
                "There is no folder to keep the records in.",
                "Set THROUGHCARE_HOME to a folder of yours, then start again.",
            )
        })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// The demonstration prison's profile.
    pub fn demonstration(&self) -> PathBuf {
        self.0.join("demonstration")
    }

    /// Where it is made, until it is whole.
    pub fn half_made_demonstration(&self) -> PathBuf {
        self.0.join("demonstration.half-made")
    }

    /// Where the demonstration's key is kept: invented people need no keyring.
    pub fn demonstration_keystore(&self) -> PathBuf {
        self.0.join("demonstration.keystore")
    }

    /// The folder of a profile by its name in [`Self::people`], if there is one.
    pub fn person(&self, id: &str) -> Option<PathBuf> {
        self.profiles().into_iter().find(|folder| self.name(folder) == id)
    }

    /// A folder for a new profile.
    pub fn new_person(&self, id: uuid::Uuid) -> PathBuf {
        self.0.join("people").join(id.to_string())
    }

    /// Whose records are here, who was here last first.
    pub fn people(&self, clock: &dyn Clock) -> Vec<PersonHere> {
        let mut people: Vec<(Option<i64>, PersonHere)> =
            self.profiles().into_iter().filter_map(|folder| self.person_here(&folder, clock)).collect();
        people.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.name.cmp(&b.1.name)));
        people.into_iter().map(|(_, person)| person).collect()
    }

    fn person_here(&self, folder: &Path, clock: &dyn Clock) -> Option<(Option<i64>, PersonHere)> {
        let card = read_card(folder)?;
        let last = profile::last_here(folder);
        let person = PersonHere {
            id: self.name(folder),
            name: card.staff,
            prison: prison_name(&card.prison).to_owned(),
            demonstration: card.demonstration,
            last_here: last.map(local_minute),
            wait: Profile::tries_in(folder).wait(clock.now()),
            passphrase: card.demonstration.then(|| DEMONSTRATION_PASSPHRASE.to_owned()),
        };
        Some((last, person))
    }

    /// A profile's name within this folder: for the profile that is the folder itself, a dot.
    fn name(&self, profile: &Path) -> String {
        match profile.strip_prefix(&self.0) {
            Ok(rest) if rest.as_os_str().is_empty() => ".".to_owned(),
            Ok(rest) => rest.to_string_lossy().replace('\\', "/"),
            Err(_) => String::new(),
        }
    }

    fn profiles(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.0.clone(), self.demonstration()];
        for several in [self.0.join("people"), self.demonstration().join("colleagues")] {
            if let Ok(entries) = std::fs::read_dir(several) {
                folders.extend(entries.filter_map(|entry| Some(entry.ok()?.path())));
            }
        }
        folders.retain(|folder| folder.join("profile.json").is_file() && !folder.join(UNCONFIRMED).exists());
        folders
    }

    /// How the window looks: the standard where nothing was kept, or what was kept cannot be read.
    pub fn preferences(&self) -> Preferences {
        let text = std::fs::read_to_string(self.0.join("preferences.json")).unwrap_or_default();
        serde_json::from_str(&text).map(within_reason).unwrap_or_default()
    }

    /// Keeps how the window looks.
    pub fn keep_preferences(&self, preferences: Preferences) -> Result<(), AppError> {
        profile::make_private_folder(&self.0)?;
        let text = serde_json::to_string_pretty(&within_reason(preferences)).unwrap_or_default();
        profile::write_atomically(&self.0.join("preferences.json"), text.as_bytes())
    }
}

/// Marks a profile whose recovery key was not confirmed yet: it is not offered, and thrown away when founding starts anew.
pub(crate) const UNCONFIRMED: &str = "unconfirmed";

fn read_card(folder: &Path) -> Option<Card> {
    serde_json::from_str(&std::fs::read_to_string(folder.join("profile.json")).ok()?).ok()
}

/// Preferences as they can be carried out, whatever the file says.
fn within_reason(mut preferences: Preferences) -> Preferences {
    preferences.idle_minutes = preferences.idle_minutes.clamp(1, 60);
    preferences.text_size = preferences.text_size.clamp(80, 400);
    if !["compact", "standard", "comfortable"].contains(&preferences.row_height.as_str()) {
        preferences.row_height = Preferences::default().row_height;
    }
    preferences
}
