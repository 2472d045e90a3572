//! Where everything of one computer's user lives: the profiles, the demonstration prison, and how the window looks.

use std::cmp::Reverse;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use api::{PersonHere, Preferences};
use ledger::Role;

use crate::clock::Clock;
use crate::error::AppError;
use crate::found::prison_name;
use crate::profile::{self, Card, Profile};
use crate::search::local_minute;
use crate::sync::Waiting;

/// The passphrase of the demonstration prison: its people are invented, so it is no secret.
pub const DEMONSTRATION_PASSPHRASE: &str = "seven kettles whistle over Wetherby moor";

/// The folder within the demonstration's profile where exports lie that can be imported into it.
pub const EXPORTS: &str = "exports";

/// The folder of the demonstration's colleagues, each called after what they do.
const COLLEAGUES: &str = "demonstration/colleagues";

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

    /// The computers that wait to be admitted, in the order in which they asked: by the folder's name, with the folder.
    pub fn waiting(&self) -> Vec<(String, PathBuf, Waiting)> {
        let Ok(entries) = std::fs::read_dir(self.0.join("people")) else { return Vec::new() };
        let folders = entries.filter_map(|entry| Some(entry.ok()?.path()));
        let mut waiting: Vec<_> = folders
            .filter_map(|folder| {
                let waiting = crate::sync::waiting_in(&folder)?;
                let id = folder.file_name()?.to_str()?.to_owned();
                Some((id, folder, waiting))
            })
            .collect();
        waiting.sort_by_key(|(_, _, waiting)| waiting.asked);
        waiting
    }

    /// Whose records are here, who was here last first.
    pub fn people(&self, clock: &dyn Clock) -> Vec<PersonHere> {
        let mut people: Vec<(Option<i64>, PersonHere)> =
            self.profiles().into_iter().filter_map(|folder| self.person_here(&folder, clock)).collect();
        // The demonstration's colleagues come after whoever they joined, until one of them was here.
        let order = |(last, person): &(Option<i64>, PersonHere)| {
            (Reverse(*last), person.id.starts_with(COLLEAGUES), person.name.clone())
        };
        people.sort_by_cached_key(order);
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
            post: card.demonstration.then(|| self.invented_post(folder).title().to_owned()),
        };
        Some((last, person))
    }

    /// What somebody of the demonstration does: a colleague's folder is called after it.
    fn invented_post(&self, folder: &Path) -> Role {
        let name = if folder == self.demonstration() { None } else { folder.file_name().and_then(OsStr::to_str) };
        name.and_then(Role::from_word).unwrap_or(Role::Administrator)
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
        for several in [self.0.join("people"), self.0.join(COLLEAGUES)] {
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::clock::FixedClock;
    use crate::keystore::KeystoreKind;
    use crate::profile::new_card;

    /// A profile as far as the unlock screen reads it.
    fn sits(home: &Home, folder: &str, staff: &str, demonstration: bool) {
        let folder = home.folder().join(folder);
        std::fs::create_dir_all(&folder).unwrap();
        let card = new_card(Uuid::nil(), "LEI", staff, KeystoreKind::File, demonstration);
        std::fs::write(folder.join("profile.json"), serde_json::to_string(&card).unwrap()).unwrap();
    }

    #[test]
    fn the_demonstration_offers_its_administrator_first_and_says_what_each_colleague_does() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::at(folder.path().to_owned());
        sits(&home, "demonstration", "Ada Pike", true);
        for (role, name) in [("governor", "Aaron Aske"), ("gate-officer", "Abel Byrne"), ("pom", "Zoe Quill")] {
            sits(&home, &format!("demonstration/colleagues/{role}"), name, true);
        }
        sits(&home, "people/6f1c", "Ben Oduya", false);
        let here = home.people(&FixedClock(jiff::Timestamp::UNIX_EPOCH));
        let said: Vec<_> = here.iter().map(|person| (person.name.as_str(), person.post.as_deref())).collect();
        assert_eq!(
            said,
            [
                ("Ada Pike", Some("administrator")),
                ("Ben Oduya", None),
                ("Aaron Aske", Some("governor")),
                ("Abel Byrne", Some("gate officer")),
                ("Zoe Quill", Some("prison offender manager")),
            ]
        );
        // Whoever was here last comes first.
        profile::note_here(&home.folder().join("demonstration/colleagues/gate-officer"), jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(home.people(&FixedClock(jiff::Timestamp::UNIX_EPOCH))[0].name, "Abel Byrne");
    }
}
