//! Finding people, notes and actions.

use serde::{Deserialize, Serialize};

/// Searches names, numbers, notes and actions.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Search {
    /// What was typed so far.
    pub words: String,
    /// How many of each kind at most: people, notes, actions.
    pub limit: u32,
    /// Only among the cases of which the signed-in person is POM, co-working POM or keyworker.
    #[serde(default)]
    pub own: bool,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FoundView {
    /// People, best first.
    pub people: Vec<PersonView>,
    /// Notes and actions, best first.
    pub texts: Vec<TextView>,
    /// How many people there are, also beyond the limit.
    pub people_in_all: u32,
    /// How many notes there are among the newest with the words.
    pub notes_in_all: u32,
    /// Whether there are older ones with the words, which were not read.
    pub older_notes: bool,
    /// How many actions there are among the newest with the words.
    pub actions_in_all: u32,
    /// Whether there are older ones with the words, which were not read.
    pub older_actions: bool,
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
