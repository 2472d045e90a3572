//! Importing what the prison system exports: first a plan, then, when it is confirmed, one step.

use serde::{Deserialize, Serialize};

use crate::case::MovementView;

/// What was imported before, and what there is to try.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Imports {}

/// What was imported before, and what there is to try.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportsView {
    /// The last import, if there was one.
    pub last: Option<LastImportView>,
    /// How many rows were ever kept aside.
    pub aside: usize,
    /// A plan of this person's was dropped when the window locked. It is said once.
    pub dropped: bool,
    /// The folder of exports that lies beside the demonstration prison.
    pub example: Option<String>,
}

/// An import that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastImportView {
    /// When, in London, to the minute.
    pub at: String,
    /// By whom.
    pub by: String,
    /// The files' names.
    pub files: Vec<String>,
    /// Rows read.
    pub read: usize,
    /// Rows kept aside.
    pub quarantined: usize,
}

/// Reads files or folders and says what importing them would do. Nothing changes; the plan waits to be taken or dropped.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanImport {
    /// Paths.
    pub paths: Vec<String>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlanView {
    /// The files that were read.
    pub files: Vec<PlannedFileView>,
    /// Files of a folder that are no exports by their names.
    pub left_out: Vec<String>,
    /// When the last import was, in London, to the minute.
    pub last: Option<String>,
    /// Rows read: the sum of the next five.
    pub read: usize,
    /// New people with nothing to check.
    pub new: usize,
    /// Changed people with nothing to check.
    pub changed: usize,
    /// Rows that say what they said last time.
    pub unchanged: usize,
    /// New or changed people with something to check.
    pub warned: usize,
    /// Rows kept aside.
    pub quarantined: usize,
    /// How many of the warned are new.
    pub warned_new: usize,
    /// People already here of whom a date of the sentence moves.
    pub dates_moved: usize,
    /// People of whom it says something new that staff had entered.
    pub corrects_staff: usize,
    /// People who come or go.
    pub movements: usize,
    /// What happens, rule by rule: what has to be looked at first.
    pub rules: Vec<PlannedRuleView>,
    /// Of the rows kept aside, how many are of another prison.
    pub other_prison: usize,
    /// The rows kept aside; the first few hundred.
    pub aside: Vec<AsideView>,
}

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedFileView {
    /// Its name.
    pub name: String,
    /// How large it is.
    pub bytes: u64,
    /// When it was last changed, in London, to the minute, as far as the computer knows.
    pub changed: Option<String>,
    /// How it is written.
    pub encoding: Encoding,
    /// How many of its rows are kept aside because some of their letters could be read wrongly.
    pub unreadable: usize,
    /// Whether the same file was imported before.
    pub again: bool,
    /// Whether it was last changed before the last import was taken, so that it may say what no longer stands.
    pub older: bool,
    /// Whether it ends in the middle: then nothing of the plan can be taken.
    pub half_written: bool,
}

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    /// UTF-8, as it should be.
    Utf8,
    /// UTF-16, which is read as well.
    Utf16,
    /// By its bytes the encoding of Western European Windows. That is a guess, so nothing is read by it.
    Windows1252,
    /// Something else.
    Unknown,
}

/// What happens by one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRuleView {
    /// What happens.
    pub then: Then,
    /// The rule in words.
    pub label: String,
    /// How many rows. A row counts once for each rule.
    pub rows: usize,
    /// Who they are.
    pub filter: PlanFilter,
}

/// What happens to what a row says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Then {
    /// It is taken, and somebody should look at it: it has legal weight, or does not fit together.
    Check,
    /// It is taken.
    Take,
    /// It is taken as it came, odd as it is.
    Warn,
    /// Nothing.
    Stay,
}

/// Which people of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanFilter {
    /// New people and people of whom something changes.
    #[default]
    Touched,
    /// New people.
    New,
    /// People already here of whom something changes.
    Changed,
    /// People of whom nothing changes.
    Unchanged,
    /// People of whom a date of the sentence moves, or is taken away.
    DatesMove,
    /// New or changed people of whom something is odd.
    Warned,
    /// People who come or go.
    Moves,
    /// People who leave for good.
    Leaves,
    /// People of whom it says something new that staff had entered.
    CorrectsStaff,
    /// People already here of whom one of these fields changes, by its name in the prison system.
    Fields(Vec<String>),
    /// People of whom this rule warns, unchanged ones too.
    Warning(String),
    /// People who are here and not in the files.
    NotInFile,
}

/// People of the plan that waits, whose dates move furthest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlannedPeople {
    /// Which.
    pub filter: PlanFilter,
    /// How many to leave out first.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

/// People of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPeopleView {
    /// How many there are in all.
    pub all: u32,
    /// Them.
    pub rows: Vec<PlannedPersonView>,
}

/// What an import would do to one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedPersonView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// What would happen.
    pub outcome: PlannedOutcome,
    /// The file and row that say so; nothing for whoever is not in the files.
    pub row: Option<(String, u32)>,
    /// What changes, dates first; of new people what a case begins with.
    pub fields: Vec<FieldChangeView>,
    /// Comings and goings.
    pub movements: Vec<PlannedMovementView>,
    /// What is odd about the row.
    pub warnings: Vec<PlannedWarningView>,
}

/// Something odd about a row that is taken all the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedWarningView {
    /// Whether somebody should look at it.
    pub then: Then,
    /// What is odd and what to do.
    pub message: String,
}

/// What would happen to a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlannedOutcome {
    /// They are new to the record.
    New,
    /// Something changes.
    Changed,
    /// Nothing changes.
    Unchanged,
    /// They are not in the files, and nothing happens to them.
    NotInFile,
}

/// One field's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChangeView {
    /// The field's name in the prison system.
    pub field: String,
    /// What stands.
    pub old: Option<String>,
    /// What the export says; nothing: that there is no value any more.
    pub new: Option<String>,
    /// By how many days a date of the sentence moves.
    pub days: Option<i64>,
    /// Whether what stands was entered by staff.
    pub corrects_staff: bool,
}

/// Somebody's coming or going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedMovementView {
    /// What, when, which way.
    pub movement: MovementView,
    /// The name of the other prison, where one is said.
    pub prison: Option<String>,
}

/// A row kept aside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsideView {
    /// The file's name.
    pub file: String,
    /// Which record of it, from 1.
    pub row: u32,
    /// The prison number as written, where there is something like one.
    pub number: Option<String>,
    /// Why, in words.
    pub reasons: Vec<String>,
}

/// Takes the plan that waits: all of it or nothing. Until it is taken, it goes on waiting.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeImport {}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportDone {
    /// Entries that were written: none, if there was nothing new in it.
    pub entries: usize,
}

/// Stops what is being read or taken: nothing of it stays. The call that is stopped says so.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct StopImport {}

/// Drops the plan that waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DropImport {}

/// Writes rows that were kept aside as CSV; the reply is how many.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportQuarantine {
    /// Where: a file that does not exist yet.
    pub file: String,
    /// Only those of the plan that waits, instead of all that ever were.
    #[serde(default)]
    pub of_plan: bool,
}
