//! Importing what the prison system exports: first a plan, then, when it is confirmed, one step.

use serde::{Deserialize, Serialize};

/// Reads files or folders and says what importing them would do. Nothing changes; the plan waits to be taken or dropped.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PlanImport {
    /// Paths.
    pub paths: Vec<String>,
}

/// What an import would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPlanView {
    /// The files' names.
    pub files: Vec<String>,
    /// Files of a folder that are no exports by their names.
    pub left_out: Vec<String>,
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
    /// People already here of whom a date moves.
    pub dates_moved: usize,
    /// Movements that are not in the record yet.
    pub movements: usize,
    /// Of how many people already here each field changes, by the field in words, most often first.
    pub fields: Vec<(String, usize)>,
    /// New people and people of whom something changes, whose dates move furthest first; the first few hundred.
    pub changes: Vec<PlannedChangeView>,
    /// How many people have changes in all.
    pub changes_in_all: usize,
    /// How many rows each rule warns of, by the rule's name, unchanged rows too. A row counts once for each rule.
    pub warnings: Vec<(String, usize)>,
    /// The rows kept aside; the first few hundred.
    pub aside: Vec<AsideView>,
}

/// One person's changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedChangeView {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Whether they are new to the record.
    pub new: bool,
    /// What changes: the field in words, what stands, what the export says, whether that corrects what staff entered.
    pub fields: Vec<FieldChangeView>,
    /// Movements, in words.
    pub movements: Vec<String>,
    /// What to check, in words.
    pub warnings: Vec<String>,
}

/// One field's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldChangeView {
    /// The field in words.
    pub label: String,
    /// Whether it is a date.
    pub date: bool,
    /// What stands.
    pub old: Option<String>,
    /// What the export says.
    pub new: String,
    /// By how many days a date moves.
    pub days: Option<i64>,
    /// Whether what stands was entered by staff.
    pub corrects_staff: bool,
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

/// Takes the plan that waits: all of it or nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeImport {}

/// Drops the plan that waits.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DropImport {}

/// What an import did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ImportDone {
    /// Entries that were written: none, if there was nothing new in it.
    pub entries: usize,
}

/// Writes the rows that were ever kept aside as CSV; the reply is how many.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportQuarantine {
    /// Where: a file that does not exist yet.
    pub file: String,
}
