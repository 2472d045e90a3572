//! Who has nobody in a post, whom the record suggests, and allocating many at once.

use casework::event::Post;
pub use casework::suggestion::KEYWORKER_ROOM;
use serde::{Deserialize, Serialize};

use crate::AlertView;

/// The setting in which a person's own figure for the room of a keyworker is kept.
pub const ROOM_SETTING: &str = "allocation.room";

/// Who has nobody in a post, whom the record suggests for them, and how many cases each member of staff has in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Allocation {
    /// The post.
    pub post: Post,
    /// For how many cases each member of staff has room; nothing: that does not count.
    pub room: Option<u32>,
}

/// Who has nobody in a post, and who could take them. Whoever is held here is counted once: `here` is `held`, those who wait,
/// and `not_needed`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocationView {
    /// Who has nobody. Those whose holder has left or lost the role come first, then whoever waits longest.
    pub waiting: Vec<WaitingView>,
    /// Who can hold the post, lightest load first.
    pub officers: Vec<OfficerView>,
    /// How many people are held here.
    pub here: u32,
    /// For how many of them somebody holds it who still has the role.
    pub held: u32,
    /// How many need nobody in it: with high complexity of need the POM does the key work.
    pub not_needed: u32,
}

/// Somebody who has nobody in a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Since which day, ISO: since somebody last held the post, or since they came here.
    pub since: Option<String>,
    /// Who is recorded and has left, or lost the role.
    pub still_with: Option<String>,
    /// Their POM.
    pub pom: Option<String>,
    /// Who could take them. For a co-working POM nobody is suggested: that is decided case by case.
    pub suggested: Option<SuggestionView>,
    /// Alerts that somebody has to weigh first, so that nothing is accepted for them unseen.
    pub check_first: Vec<AlertView>,
}

/// Why somebody is suggested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// They held the post for this person before.
    Knows,
    /// Nobody has fewer cases.
    Lightest,
}

/// Somebody who is suggested. Nothing is decided by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionView {
    /// Identifier.
    pub staff: String,
    /// Name.
    pub name: String,
    /// Why.
    pub because: Because,
    /// How many cases they have before this one, those that are suggested before it included.
    pub load: u32,
    /// From which day to which they held the post for this person, ISO.
    pub held: Option<(String, String)>,
    /// When they were last given a case, ISO.
    pub last_given: Option<String>,
    /// The reason as it will be recorded, if this is accepted as it is.
    pub reason: String,
}

/// Somebody who can hold a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfficerView {
    /// Identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// How many people held here they hold it for.
    pub load: u32,
    /// When they were last given a case, ISO.
    pub last_given: Option<String>,
}

/// Allocates many: all of those that can be, or, if it is stopped on the way, none.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AllocateMany {
    /// The post.
    pub post: Post,
    /// Whom to whom.
    pub choices: Vec<ChoiceView>,
    /// Whether whoever holds the post now is replaced. Otherwise a case that somebody took meanwhile is left as it is.
    pub replace: bool,
}

/// Who takes whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChoiceView {
    /// Prison number.
    pub number: String,
    /// Who takes them: their identifier.
    pub staff: String,
    /// Why this person.
    pub reason: String,
}

/// What became of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocatedMany {
    /// How many were allocated.
    pub allocated: u32,
    /// Who was left as they are, and why.
    pub left: Vec<LeftView>,
    /// What to weigh before the first session.
    pub to_weigh: Vec<LeftView>,
}

/// A case of which something has to be said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// What.
    pub why: String,
}

/// Stops allocating: nobody is allocated then. The call that is stopped says so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopAllocating {}
