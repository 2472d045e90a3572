//! Finding people, notes and actions.

use serde::{Deserialize, Serialize};

/// Searches names, numbers, notes and actions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Search {
    /// What was typed so far.
    pub words: String,
    /// How many of each kind at most.
    pub limit: u32,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundView {
    /// People, best first.
    pub people: Vec<PersonView>,
    /// Notes and actions, best first.
    pub texts: Vec<TextView>,
}

/// A person found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PersonView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Whether held here.
    pub here: bool,
    /// Why it was found, where the name does not show it.
    pub because: Option<String>,
}

/// A note or action found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TextView {
    /// The note.
    pub note: String,
    /// Whose.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// What kind of note.
    pub kind: String,
    /// When it happened, in London, to the minute (ISO).
    pub occurred: String,
    /// The words around the match.
    pub excerpt: String,
    /// Byte ranges of the words that were looked for.
    pub marks: Vec<(usize, usize)>,
    /// Whether it is an action.
    pub action: bool,
}
