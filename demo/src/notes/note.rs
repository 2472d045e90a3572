//! What a note is.

use jiff::civil::{Date, DateTime};
use serde::Serialize;

/// A case note.
#[derive(Clone, Debug, Serialize)]
pub struct Note {
    /// Index into [`crate::Prison::people`].
    pub person: usize,
    /// Index into [`crate::Prison::staff`]: somebody in post that day whose role may write this type.
    pub author: usize,
    /// Case-note type.
    pub note_type: String,
    /// Case-note sub-type.
    pub sub_type: String,
    /// When it happened, London time.
    pub occurred: DateTime,
    /// When it was written: minutes later as a rule, days later when it is a late entry.
    pub recorded: DateTime,
    /// What was written; paragraphs are parted by an empty line.
    pub text: String,
    /// What was agreed; only on key-work sessions.
    pub actions: Vec<Action>,
    /// A later correction.
    pub amendment: Option<Amendment>,
    /// Hidden from those without a sensitive view.
    pub sensitive: bool,
    /// Only restricted roles may write it.
    pub restricted: bool,
}

/// Something that an officer or the prisoner has agreed to do.
#[derive(Clone, Debug, Serialize)]
pub struct Action {
    /// What is to be done.
    pub text: String,
    /// True when the prisoner is to do it, false when the keyworker is.
    pub owner_is_prisoner: bool,
    /// By when.
    pub due: Option<Date>,
    /// When it was done, if it was.
    pub done_on: Option<Date>,
    /// How it came out.
    pub outcome: Option<String>,
}

/// A correction: the note itself never changes.
#[derive(Clone, Debug, Serialize)]
pub struct Amendment {
    /// When it was written.
    pub at: DateTime,
    /// Why.
    pub reason: String,
    /// What.
    pub text: String,
}
