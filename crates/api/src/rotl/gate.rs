//! The gate: who goes out and comes back, what is done about somebody who is late, and the failure report.

use serde::{Deserialize, Serialize};

use super::{LateStep, Place, ReleaseType, Way};

/// Who goes out, is due back, is out and came back on a day; today if none is named.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct GateList {
    /// The day, ISO.
    pub day: Option<String>,
}

/// The gate list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateListView {
    /// The day, ISO.
    pub day: String,
    /// Now, in London, to the minute.
    pub now: String,
    /// How many: late, out, to go out, due back, back.
    pub figures: [u32; 5],
    /// The rows: late first, then by when the next thing happens.
    pub rows: Vec<GateRow>,
    /// This year's releases and failures, by type.
    pub year: Vec<(String, u32, u32)>,
    /// Whether the signed-in person may record who goes out and comes back.
    pub may_record: bool,
}

/// How a release stands at the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum GateState {
    /// Goes out later.
    ToGo,
    /// May not go out: what it lacks is said.
    Held,
    /// Out.
    Out,
    /// Due back soon, by the prison's figure.
    DueSoon,
    /// Late.
    Late,
    /// After midnight of the day on which they were due.
    Failed,
    /// Out, and what it rested on does not stand.
    Recalled,
    /// Back.
    Back,
}

/// A release at the gate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct GateRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
    /// Which type.
    pub kind: ReleaseType,
    /// When it begins, in London, to the minute.
    pub out: String,
    /// When it ends.
    pub back: String,
    /// Minutes until it ends: negative when late.
    pub minutes: i64,
    /// How it stands.
    pub state: GateState,
    /// When the prisoner went out.
    pub left: Option<String>,
    /// When the prisoner came back.
    pub returned: Option<String>,
    /// What it lacks, to complete “although …”.
    pub lacks: Option<String>,
    /// Where to.
    pub place: Option<String>,
    /// The telephone there.
    pub phone: Option<String>,
}

/// Somebody goes out, or is back. Without a time: now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MoveThroughGate {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
    /// Which way.
    pub direction: Way,
    /// When, in London, as `2026-12-04T08:30`.
    pub at: Option<String>,
    /// Whether it puts right what was recorded before, and why.
    pub corrects: Option<String>,
    /// What was worrying.
    pub concern: Option<String>,
}

/// What is done about somebody who is late.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Lateness {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
}

/// What is done about somebody who is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LatenessView {
    /// “Kieran Ashdown”.
    pub name: String,
    /// Where and to whom: name, contact, telephone.
    pub places: Vec<Place>,
    /// When the return is due, in London, to the minute.
    pub due: String,
    /// When it becomes a failure to return.
    pub midnight: String,
    /// What is to be done: the step, its words, by when (to the minute), when it was done, and what was said.
    pub steps: Vec<LateStepView>,
}

/// A step while somebody is late.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateStepView {
    /// Which.
    pub step: LateStep,
    /// What is to be done, in a sentence, and on whose authority.
    pub line: String,
    /// By when, in London, to the minute.
    pub by: Option<String>,
    /// When it was done.
    pub done: Option<String>,
    /// Whom, and what came of it.
    pub words: Option<String>,
}

/// Records a step while somebody is late. It is stamped with now.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakeLateStep {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
    /// Which.
    pub step: LateStep,
    /// Whom, and what came of it.
    pub words: String,
}

/// The failure report of a release: the questions that are asked by the answers so far, with what is known filled in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct FailureForm {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
    /// What was answered so far; nothing: what is known.
    pub answers: Vec<FailureAnswer>,
}

/// A question of the failure report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureQuestion {
    /// Its national code.
    pub code: String,
    /// What is asked.
    pub words: String,
    /// Whether more than one answer can be given.
    pub several: bool,
    /// The answers that can be given.
    pub answers: Vec<FailureChoice>,
    /// What was answered, or is known.
    pub given: Vec<FailureAnswer>,
    /// Whether it is filled in from what is known.
    pub known: bool,
}

/// An answer that can be given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureChoice {
    /// Its national code.
    pub code: String,
    /// Its words.
    pub words: String,
    /// Whether it needs a remark.
    pub remark: bool,
    /// Whether it needs a day.
    pub date: bool,
}

/// An answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FailureAnswer {
    /// The question's code.
    pub question: String,
    /// The answer's code.
    pub answer: String,
    /// A remark.
    pub remark: String,
    /// A day, as a form has it.
    pub on: Option<String>,
}

/// Records the failure report.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReportFailure {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
    /// The answers: several of one question are several lines.
    pub answers: Vec<FailureAnswer>,
}
