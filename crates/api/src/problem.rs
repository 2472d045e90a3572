//! What went wrong, and what the record side says unasked.

use serde::{Deserialize, Serialize};

/// What a screen may want to tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// Something that was given is wrong: the person can correct it.
    Input,
    /// The person may not.
    NotAllowed,
    /// The passphrase is wrong.
    WrongPassphrase,
    /// There is no profile in the folder.
    NoProfile,
    /// There is a profile in the folder already.
    ProfileExists,
    /// Another process has the profile open.
    InUse,
    /// The keyring is missing, locked or empty.
    Keyring,
    /// The record is damaged, foreign or newer.
    Record,
    /// It could not be saved: disk full or read-only.
    CannotSave,
    /// Nobody is signed in: the window locked meanwhile.
    Locked,
    /// The person stopped it: nothing of it stays.
    Stopped,
    /// The case was sent to another prison, and is read here no more.
    Elsewhere,
    /// It needs the server, which cannot be reached: it can be tried again as it is.
    Offline,
    /// The server takes no more for a while: it can be tried again later, as it is.
    Busy,
    /// Anything else.
    Failed,
}

/// A failure in words for the person in front of the screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What to tell apart.
    pub code: Code,
    /// What happened.
    pub message: String,
    /// What to do.
    pub remedy: String,
    /// The field of the form that it concerns.
    #[serde(default)]
    pub field: Option<String>,
}

impl Problem {
    /// A failure with what happened and what to do.
    pub fn new(code: Code, message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { code, message: message.into(), remedy: remedy.into(), field: None }
    }
}

/// What the record side says unasked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum News {
    /// The window locked, by hand or because nobody was there.
    Locked(LockedView),
    /// Something long goes on.
    Progress {
        /// What, in words.
        what: String,
        /// How many are done.
        done: u64,
        /// Of how many.
        of: u64,
    },
    /// Where this device stands with its server is another than it was.
    Connection(Box<crate::ConnectionView>),
    /// Something came in from other devices: what a screen shows may have changed.
    Arrived,
}

/// When and why the window locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LockedView {
    /// When, in London, to the minute.
    pub at: String,
    /// After how many minutes with no key pressed; nothing: by hand.
    pub idle_minutes: Option<u32>,
}
