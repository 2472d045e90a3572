//! The case file: everything known of one person that the signed-in person may see, each fact with where it came from.

pub use casework::FieldKey;
pub use casework::apply::is_risk;
use casework::event::{ActionOwner, EndReason, Post, Visibility};
pub use casework::event::{Contact, VictimContact};
pub use casework::field::{Field, Group, Kind, Merge};
pub use casework::movement::{Direction, MovementKind};
use serde::{Deserialize, Serialize};

use crate::SentAwayView;

/// Opens a case file.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenCase {
    /// Prison number.
    pub number: String,
}

/// More notes of a case, newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Notes {
    /// Prison number.
    pub number: String,
    /// How many at most.
    pub limit: u32,
    /// How many to leave out first.
    pub offset: u32,
}

/// The history of a field, or of all fields and posts, oldest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct History {
    /// Prison number.
    pub number: String,
    /// The field's name in the prison system; nothing: all.
    pub field: Option<String>,
}

/// The restricted notes of a case with their words. That somebody looked, and why, is recorded first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenRestrictedNotes {
    /// Prison number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// The victim liaison officer's details. That somebody looked, and why, is recorded first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenVictimContact {
    /// Prison number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// Records the victim liaison officer.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordVictimContact {
    /// Prison number.
    pub number: String,
    /// Who.
    pub contact: VictimContact,
}

/// Records or corrects a fact by hand.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordFact {
    /// Prison number.
    pub number: String,
    /// The field's name in the prison system.
    pub field: String,
    /// The value.
    pub value: String,
    /// When the source calculated it (dates only).
    pub calculated: Option<String>,
    /// Why.
    pub reason: String,
}

/// Says which of the values written while apart stands.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleConflict {
    /// Prison number.
    pub number: String,
    /// What [`ConflictView::about`] says.
    pub about: String,
    /// Which of [`ConflictView::candidates`], from 0.
    pub candidate: usize,
    /// Why.
    pub reason: String,
}

/// Adds a contact.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AddContact {
    /// Prison number.
    pub number: String,
    /// How they are related.
    pub relationship: String,
    /// Name.
    pub name: String,
    /// Telephone.
    pub phone: Option<String>,
    /// Email.
    pub email: Option<String>,
    /// Address.
    pub address: Option<String>,
}

/// Ends a contact.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EndContact {
    /// Prison number.
    pub number: String,
    /// Which.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Allocates somebody to a post; the reply are things to weigh.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Allocate {
    /// Prison number.
    pub number: String,
    /// The post.
    pub post: Post,
    /// Whom: their identifier.
    pub staff: String,
    /// Why.
    pub reason: String,
}

/// Ends a post.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Deallocate {
    /// Prison number.
    pub number: String,
    /// The post.
    pub post: Post,
    /// Why.
    pub reason: EndReason,
    /// In words.
    pub detail: String,
}

/// A fact with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FactView {
    /// The field's name in the prison system.
    pub field: String,
    /// The field in words.
    pub label: String,
    /// The value: dates ISO, lists as JSON.
    pub value: String,
    /// What a code means.
    pub meaning: Option<String>,
    /// The day on which the source calculated it, ISO.
    pub calculated: Option<String>,
    /// `import` or `staff`.
    pub source: String,
    /// The import and its row.
    pub import: Option<(String, u32)>,
    /// The reason of a member of staff.
    pub reason: Option<String>,
    /// Who recorded it.
    pub by: String,
    /// When it was recorded, in London, to the minute.
    pub recorded: String,
    /// What the prison system says, where staff corrected it.
    pub prison_system_says: Option<String>,
}

/// An active alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlertView {
    /// Code, such as XRF.
    pub code: String,
    /// In words.
    pub label: String,
}

/// Somebody in a post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PostView {
    /// The post.
    pub post: String,
    /// Who.
    pub name: String,
    /// Since when, in London, to the minute.
    pub since: String,
    /// Why.
    pub reason: String,
    /// Allocated by whom.
    pub by: String,
}

/// An open action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OpenActionView {
    /// Identifier.
    pub id: String,
    /// What was agreed.
    pub text: String,
    /// Whose promise.
    pub owner: ActionOwner,
    /// By when, ISO.
    pub due: Option<String>,
    /// In which session.
    pub note: String,
}

/// Values in conflict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConflictView {
    /// About what: a field's name, or a post.
    pub about: String,
    /// In words.
    pub label: String,
    /// The values with who wrote them and when.
    pub candidates: Vec<CandidateView>,
    /// Whether it is two decisions on a temporary release: those are not chosen between, whoever may decide decides once more.
    pub decision: bool,
    /// Whether the signed-in person wrote one of the values, and somebody else another: then a third person settles it.
    pub own: bool,
    /// Who may settle it, by name: nobody who wrote one of the values. Blank for two decisions.
    pub settlers: Vec<String>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// The value, or the person's name.
    pub value: String,
    /// Who wrote it, or whose import brought it.
    pub by: String,
    /// When, in London, to the minute.
    pub recorded: String,
}

/// An amendment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AmendmentView {
    /// Why.
    pub reason: String,
    /// The words.
    pub text: String,
    /// Who.
    pub author: String,
    /// When, in London, to the minute.
    pub recorded: String,
}

/// An action of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// Identifier.
    pub id: String,
    /// What was agreed.
    pub text: String,
    /// Whose promise: `prisoner` or `staff`.
    pub owner: String,
    /// By when, ISO.
    pub due: Option<String>,
    /// `open`, `done` or `dropped`.
    pub state: String,
    /// What came of it.
    pub outcome: Option<String>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NoteView {
    /// Identifier.
    pub id: String,
    /// Type.
    pub note_type: String,
    /// Subtype.
    pub sub_type: String,
    /// Both in words.
    pub kind: String,
    /// Who may see it.
    pub visibility: Visibility,
    /// When it happened, in London, to the minute.
    pub occurred: String,
    /// When it was recorded, in London, to the minute.
    pub recorded: String,
    /// By when the unit's server had it, by its own clock, in London, to the minute; nothing: it was not seen there yet.
    pub received: Option<String>,
    /// By how many days it was recorded late: nothing within two days.
    pub late_days: Option<i64>,
    /// Who.
    pub author: String,
    /// Where.
    pub place: String,
    /// The words; nothing where they are restricted and were not opened.
    pub text: Option<String>,
    /// Oldest first.
    pub amendments: Vec<AmendmentView>,
    /// What was agreed.
    pub actions: Vec<ActionView>,
}

/// A movement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovementView {
    /// When, in London, to the second; midnight where only the day is known.
    pub at: String,
    /// What kind.
    pub kind: MovementKind,
    /// Which way.
    pub direction: Direction,
    /// The prison system's reason code, if it gave one.
    pub reason: Option<String>,
    /// From which prison or place.
    pub from: Option<String>,
    /// To which prison or place.
    pub to: Option<String>,
}

impl From<&casework::movement::Movement> for MovementView {
    fn from(movement: &casework::movement::Movement) -> Self {
        Self {
            at: movement.at.to_string(),
            kind: movement.kind,
            direction: movement.direction,
            reason: movement.reason.clone(),
            from: movement.from.clone(),
            to: movement.to.clone(),
        }
    }
}

/// The case file's first screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseView {
    /// Prison number.
    pub number: String,
    /// “Kieran Ashdown”.
    pub name: String,
    /// Whether held here.
    pub here: bool,
    /// Where the case was sent, if it has left.
    pub sent: Option<SentAwayView>,
    /// Active alerts, those that staff must see first.
    pub alerts: Vec<AlertView>,
    /// The dates of the sentence, earliest first.
    pub dates: Vec<FactView>,
    /// Every other fact, by part of the file.
    pub facts: Vec<FactView>,
    /// Who is responsible.
    pub posts: Vec<PostView>,
    /// Movements, newest first.
    pub movements: Vec<MovementView>,
    /// The prisons of the movements, by code.
    pub places: Vec<(String, String)>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Whether a victim liaison officer is recorded; whoever may not know is told nothing.
    pub victim_contact: Option<bool>,
    /// Agreed actions that are open.
    pub open_actions: Vec<OpenActionView>,
    /// Conflicts that are open.
    pub conflicts: Vec<ConflictView>,
    /// How many notes there are.
    pub notes_in_all: u32,
    /// The newest notes.
    pub notes: Vec<NoteView>,
}

/// One statement in the history of a field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryView {
    /// When it was recorded, in London, to the minute.
    pub recorded: String,
    /// The field's name in the prison system, or the post.
    pub field: String,
    /// The value.
    pub value: String,
    /// Where it came from: `import`, or the reason of a member of staff.
    pub source: String,
    /// Who.
    pub by: String,
    /// Whether it stood (otherwise it became one side of a conflict).
    pub stood: bool,
}
