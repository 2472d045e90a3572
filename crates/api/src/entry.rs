//! Coming in and going out, this computer's settings, and a person's own.

use casework::Right;
use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::LockedView;

/// A passphrase on its way: not shown by `Debug`, and wiped from memory when it is dropped.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
#[serde(transparent)]
pub struct Secret(pub String);

/// How things stand: the first call of a window.
#[derive(Serialize, Deserialize)]
pub struct Status {}

/// How things stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusView {
    /// The program's version.
    pub version: String,
    /// Where data lives.
    pub home: String,
    /// Whose records are on this computer, who was here last first.
    pub people: Vec<PersonHere>,
    /// Who is signed in.
    pub signed_in: Option<SignedIn>,
    /// When and why the window locked, if it did.
    pub locked: Option<LockedView>,
    /// What stands in the way of the keyring, if anything.
    pub keyring: Option<String>,
    /// The file that keys are kept in instead of the keyring, if somebody chose that.
    pub key_file: Option<String>,
    /// Whether the demonstration prison has been made.
    pub demonstration: bool,
    /// This computer's preferences.
    pub preferences: Preferences,
}

/// Somebody whose record is on this computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonHere {
    /// Which record.
    pub id: String,
    /// Name.
    pub name: String,
    /// The prison's name.
    pub prison: String,
    /// Whether it is the demonstration prison.
    pub demonstration: bool,
    /// When they were last here, in London, to the minute.
    pub last_here: Option<String>,
    /// How many seconds there are still to wait after wrong passphrases.
    pub wait: u64,
    /// The passphrase, if it is no secret: the demonstration's.
    pub passphrase: Option<String>,
    /// What they do in the unit: of the demonstration's people only, because of anybody else it is in their record, which is locked.
    pub post: Option<String>,
}

/// Who is signed in, and what they may.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Their roles, by their words: `pom`, `keyworker`…
    pub roles: Vec<String>,
    /// The same in words for people.
    pub titles: Vec<String>,
    /// What they may.
    pub rights: Vec<Right>,
    /// Whether this computer was not given the keys of what is restricted, though their roles read it. Their rights have nothing of it then.
    pub restricted_withheld: bool,
    /// The prison's code.
    pub prison: String,
    /// The prison's name.
    pub prison_name: String,
    /// Whether everybody in it is invented.
    pub demonstration: bool,
    /// Today in London, ISO.
    pub today: String,
    /// What to say of this computer's clock.
    pub clock_warning: Option<String>,
    /// How many drafts wait.
    pub drafts: u32,
}

impl SignedIn {
    /// Whether they may.
    pub fn may(&self, right: Right) -> bool {
        self.rights.contains(&right)
    }
}

/// Opens a record.
#[derive(Serialize, Deserialize)]
pub struct Unlock {
    /// Whose, as [`PersonHere::id`] says.
    pub person: String,
    /// Their passphrase.
    pub passphrase: Secret,
}

/// Locks at once.
#[derive(Serialize, Deserialize)]
pub struct Lock {}

/// Somebody pressed a key or moved the pointer.
#[derive(Serialize, Deserialize)]
pub struct StillHere {}

/// The prisons of England and Wales.
#[derive(Serialize, Deserialize)]
pub struct Prisons {}

/// A prison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrisonView {
    /// Code.
    pub code: String,
    /// Name.
    pub name: String,
}

/// How long a passphrase would last.
#[derive(Serialize, Deserialize)]
pub struct JudgePassphrase {
    /// The passphrase.
    pub passphrase: Secret,
    /// The person's name: what somebody would try first.
    pub name: String,
    /// The prison's code, for the same reason.
    pub prison: String,
}

/// How long a passphrase would last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassphraseView {
    /// Whether it will do.
    pub enough: bool,
    /// What to say of it.
    pub advice: String,
}

/// Founds a unit. It counts when the recovery key is confirmed.
#[derive(Serialize, Deserialize)]
pub struct Found {
    /// The prison's code.
    pub prison: String,
    /// The first administrator's name.
    pub name: String,
    /// Their passphrase.
    pub passphrase: Secret,
}

/// A unit that waits for its recovery key to be confirmed.
#[derive(Serialize, Deserialize)]
pub struct FoundedView {
    /// The words of the recovery key, shown once and kept nowhere.
    pub words: Vec<String>,
    /// Which of them are asked for (from 1).
    pub asked: Vec<usize>,
}

/// Types words of the recovery key back.
#[derive(Serialize, Deserialize)]
pub struct ConfirmRecovery {
    /// The words that [`FoundedView::asked`] asks for, in that order.
    pub words: Vec<String>,
}

/// Gives up founding before the recovery key is confirmed: nothing stays.
#[derive(Serialize, Deserialize)]
pub struct AbandonFounding {}

/// Makes the demonstration prison, if it has not been made. Nobody needs to wait for it: it can be opened later.
#[derive(Serialize, Deserialize)]
pub struct MakeDemonstration {}

/// Opens the demonstration prison; the first time it is made.
#[derive(Serialize, Deserialize)]
pub struct OpenDemonstration {}

/// Restores a backup.
#[derive(Serialize, Deserialize)]
pub struct Restore {
    /// The backup's path.
    pub file: String,
    /// The passphrase that was in force when it was made, or from now on (with `recovery`).
    pub passphrase: Secret,
    /// The words of the recovery key, where this computer's key store cannot open it.
    pub recovery: Option<Secret>,
}

/// How this computer's window looks and behaves: nobody's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Preferences {
    /// Lock after so many minutes with no key pressed.
    pub idle_minutes: u32,
    /// Text size, in per cent.
    pub text_size: u32,
    /// No motion.
    pub reduced_motion: bool,
    /// High contrast.
    pub high_contrast: bool,
    /// Row height: `compact`, `standard`, `comfortable`.
    pub row_height: String,
    /// Whether the navigation is folded.
    pub folded: bool,
    /// Whether single letters act as keys.
    pub single_keys: bool,
}

impl Default for Preferences {
    fn default() -> Self {
        Self {
            idle_minutes: 10,
            text_size: 100,
            reduced_motion: false,
            high_contrast: false,
            row_height: "standard".to_owned(),
            folded: false,
            single_keys: true,
        }
    }
}

/// Keeps the preferences.
#[derive(Serialize, Deserialize)]
pub struct KeepPreferences {
    /// Them all.
    pub preferences: Preferences,
}

/// What a person keeps for a screen, such as saved views: in their encrypted record, on this computer.
#[derive(Serialize, Deserialize)]
pub struct Setting {
    /// Which.
    pub name: String,
}

/// Keeps it.
#[derive(Serialize, Deserialize)]
pub struct KeepSetting {
    /// Which.
    pub name: String,
    /// What, as the screen writes it.
    pub value: String,
}

/// Writes a backup.
#[derive(Serialize, Deserialize)]
pub struct BackUp {
    /// Where.
    pub file: String,
    /// The passphrase in force.
    pub passphrase: Secret,
}

/// Stops the backup that is being written: nothing of it stays.
#[derive(Serialize, Deserialize)]
pub struct StopBackUp {}

/// A backup that was written. The last one is kept as the setting [`LAST_BACKUP`], in this form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BackedUp {
    /// When, in London, to the minute.
    pub at: String,
    /// Where.
    pub file: String,
}

/// The setting that says when and where the last backup was written.
pub const LAST_BACKUP: &str = "last-backup";
