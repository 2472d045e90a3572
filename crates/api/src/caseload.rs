//! The caseload.

use casework::event::Post;
use serde::{Deserialize, Serialize};

/// What to sort by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// Last name, first name.
    #[default]
    Name,
    /// Prison number.
    Number,
    /// Cell.
    Cell,
    /// Release.
    Release,
    /// Sentence start.
    SentenceStart,
    /// Category.
    Category,
    /// Legal status.
    LegalStatus,
    /// Risk of serious harm.
    Rosh,
    /// Tier.
    Tier,
    /// Last key-work session.
    LastSession,
    /// Last note.
    LastNote,
    /// Open actions.
    OpenActions,
    /// Alerts.
    Alerts,
    /// Incentive level.
    Incentive,
    /// Date of birth.
    DateOfBirth,
}

/// Whom to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    /// Held here (or, if false, gone); nothing: everybody.
    pub here: Option<bool>,
    /// Whose prison offender manager is this member of staff (identifier).
    pub pom: Option<String>,
    /// Whose keyworker is this member of staff (identifier).
    pub keyworker: Option<String>,
    /// Who has nobody in this post.
    pub without: Option<Post>,
    /// Category.
    pub category: Option<String>,
    /// Legal status.
    pub legal_status: Option<String>,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// Tier.
    pub tier: Option<String>,
    /// Who has had no key-work session since the beginning of this day (ISO), or never.
    pub unseen_since: Option<String>,
    /// The first part of the cell: wing, or wing and landing.
    pub cell: Option<String>,
    /// Letters in the name or number.
    pub text: Option<String>,
    /// Released between these dates, both included.
    pub release: Option<(String, String)>,
}

/// A screenful of the caseload.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Caseload {
    /// Whom.
    pub filter: Filter,
    /// In which order; who has no value comes last.
    pub sort: Sort,
    /// Whether the other way round.
    pub descending: bool,
    /// How many rows to leave out first.
    pub offset: u32,
    /// How many rows at most: 500 at the most.
    pub limit: u32,
}

/// A screenful of the caseload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseloadView {
    /// The rows.
    pub rows: Vec<CaseRowView>,
    /// How many rows there are in all.
    pub all: u32,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseRowView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Date of birth.
    pub date_of_birth: Option<String>,
    /// Whether held here.
    pub here: bool,
    /// Cell.
    pub cell: Option<String>,
    /// Legal status.
    pub legal_status: Option<String>,
    /// Category.
    pub category: Option<String>,
    /// Incentive level's code.
    pub incentive: Option<String>,
    /// How many alerts are active.
    pub alerts: i64,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// Tier.
    pub tier: Option<String>,
    /// MAPPA level.
    pub mappa_level: Option<String>,
    /// Release.
    pub release_date: Option<String>,
    /// Sentence start.
    pub sentence_start: Option<String>,
    /// Sentence expiry.
    pub sentence_end: Option<String>,
    /// Community offender manager.
    pub com: Option<String>,
    /// How many notes.
    pub notes: i64,
    /// How many agreed actions are open.
    pub open_actions: i64,
    /// How many conflicts are open.
    pub conflicts: i64,
    /// Prison offender manager.
    pub pom: Option<String>,
    /// Keyworker.
    pub keyworker: Option<String>,
    /// Last key-work session.
    pub last_session: Option<String>,
    /// Last note.
    pub last_note: Option<String>,
}

/// What the filters can be set to.
#[derive(Serialize, Deserialize)]
pub struct CaseloadChoices {}

/// What the filters can be set to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseloadChoicesView {
    /// First parts of cells of people held here.
    pub wings: Vec<String>,
    /// Categories, with what they mean.
    pub categories: Vec<(String, String)>,
    /// Legal statuses.
    pub legal_statuses: Vec<String>,
    /// Levels of risk of serious harm, lowest first.
    pub rosh: Vec<String>,
    /// Tiers.
    pub tiers: Vec<String>,
    /// POMs by identifier and name.
    pub poms: Vec<(String, String)>,
    /// Keyworkers by identifier and name.
    pub keyworkers: Vec<(String, String)>,
}

/// Writes the rows of a filter, in their order, as CSV.
#[derive(Serialize, Deserialize)]
pub struct ExportCaseload {
    /// Whom, in which order. All rows are written.
    pub query: Caseload,
    /// Where: a file that does not exist yet.
    pub file: String,
}
