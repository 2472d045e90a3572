//! Who is responsible and from when, decisions about it, the handover board, what would be if, and the load of each POM.

use serde::{Deserialize, Serialize};

use crate::owed::{MovedDate, UnitMovesView, WhyView};

/// Who is responsible for a case, and why.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Responsibility {
    /// Prison number.
    pub number: String,
}

/// Who is responsible for a case, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResponsibilityView {
    /// As it stands, in a sentence: the manager's decision where there is one.
    pub stands: String,
    /// As it was calculated, with the working.
    pub calculated: WhyView,
    /// When the community's part begins, ISO.
    pub handover_start: Option<String>,
    /// When the community is responsible, ISO.
    pub handover_date: Option<String>,
    /// The earliest release date that staff see, ISO, with its working.
    pub earliest_release: (Option<String>, WhyView),
    /// Where early allocation stands, with its working.
    pub early_allocation: WhyView,
    /// Whether a referral for early allocation can be made now, with its working.
    pub referral: WhyView,
    /// Assessments for early allocation, newest first.
    pub assessments: Vec<AssessmentView>,
    /// The manager's decision that stands against the calculation.
    pub decided: Option<DecidedView>,
    /// The parole reviews, newest first.
    pub parole_reviews: Vec<ParoleReviewView>,
    /// Which type of POM is recommended, with its working.
    pub pom_type: WhyView,
    /// Whether the signed-in person may decide against the calculation.
    pub may_decide: bool,
}

/// An assessment for early allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AssessmentView {
    /// Identifier.
    pub id: String,
    /// The day on which it was made, ISO.
    pub made: String,
    /// By whom.
    pub by: String,
    /// What it amounts to, with the working.
    pub outcome: WhyView,
    /// Whether the referral window was open on that day.
    pub in_window: bool,
    /// What the community decided.
    pub accepted: Option<bool>,
    /// Whether the community can still decide.
    pub awaits_decision: bool,
}

/// A manager's decision against the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecidedView {
    /// Whether the community is responsible by it; otherwise the prison.
    pub community: bool,
    /// Why, in words.
    pub reason: String,
    /// By whom.
    pub by: String,
    /// The day on which it was decided, ISO.
    pub on: String,
    /// The day on which it is looked at again, ISO.
    pub review: String,
}

/// A parole review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ParoleReviewView {
    /// Identifier.
    pub id: String,
    /// The day for which the hearing is aimed, ISO.
    pub target_hearing: Option<String>,
    /// When the custody report is due, ISO.
    pub custody_report_due: Option<String>,
    /// The outcome in the Board's words.
    pub outcome: Option<String>,
    /// When it came, ISO.
    pub outcome_received: Option<String>,
}

/// Decides against the calculation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DecideResponsibility {
    /// Prison number.
    pub number: String,
    /// Whether the community is to be responsible; otherwise the prison.
    pub community: bool,
    /// Which reason: `short_time_left`, `community_team`, `recalled` or `other`.
    pub reason: String,
    /// The reason in words: needed where it is another.
    pub words: String,
    /// When it is looked at again.
    pub review: String,
}

/// Withdraws a manager's decision: the calculation stands again.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WithdrawResponsibility {
    /// Prison number.
    pub number: String,
    /// Why.
    pub reason: String,
}

/// The questions of an assessment for early allocation: the national service's name of each, and its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EarlyAllocationQuestions {}

/// Records an assessment for early allocation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AssessEarlyAllocation {
    /// Prison number.
    pub number: String,
    /// The day of the last OASys.
    pub oasys: String,
    /// Answers by the questions' names. The discretionary ones are needed only where none of the others is yes.
    pub answers: Vec<(String, bool)>,
    /// Why, where the community is to decide.
    pub reason: String,
    /// Whether the head of OM delivery approved, where the community is to decide.
    pub approved: bool,
}

/// Records what the community decided on early allocation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordEarlyDecision {
    /// Prison number.
    pub number: String,
    /// Which assessment.
    pub id: String,
    /// Whether it accepted.
    pub accepted: bool,
}

/// Records a parole review, or more about one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordParoleReview {
    /// Prison number.
    pub number: String,
    /// Which; nothing: a new one.
    pub id: Option<String>,
    /// The day for which the hearing is aimed.
    pub target_hearing: Option<String>,
    /// When the custody report is due.
    pub custody_report_due: Option<String>,
    /// The outcome in the Board's words.
    pub outcome: Option<String>,
    /// When it came.
    pub outcome_received: Option<String>,
}

/// A change of the facts that is only imagined.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Change {
    /// Fields by their names in the prison system, with the value that they would have; empty: none.
    pub facts: Vec<(String, String)>,
    /// A shift of every release date by days, for a whole unit.
    pub shift_release: Option<i32>,
    /// Whether early allocation were agreed today.
    pub early_allocation: bool,
    /// The edition of the handover rules.
    pub rules: Option<String>,
    /// Another day than today, ISO.
    pub today: Option<String>,
}

/// What would be if: a case, or the whole unit. Nothing is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WhatIf {
    /// Prison number; nothing: the unit.
    pub number: Option<String>,
    /// What were different.
    pub change: Change,
}

/// What would be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WhatIfView {
    /// For a case: responsibility as it is and as it would be, with the working of the latter.
    pub case: Option<(String, WhyView)>,
    /// For a case: what would move.
    pub moves: Vec<MovedDate>,
    /// For the unit: what would move.
    pub unit: Option<UnitMovesView>,
}

/// The editions of the handover rules: identifier, since when in words.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RuleEditions {}

/// Whose handovers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverBoard {
    /// Only the cases of this POM (identifier).
    pub pom: Option<String>,
    /// Only the signed-in person's own.
    pub mine: bool,
    /// Only cases that lists by date leave out.
    pub left_out: bool,
    /// Only cases of this community team.
    pub team: Option<String>,
}

/// Writes what a board shows as a table for a spreadsheet. The reply: how many cases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportHandovers {
    /// Which cases.
    pub board: HandoverBoard,
    /// Where: a file that does not exist yet.
    pub file: String,
}

/// Where a case is on the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Column {
    /// In the next eight weeks, no COM yet.
    Upcoming,
    /// A COM named or supporting, or handed over in the last 28 days.
    InProgress,
    /// No COM two days and more after the date.
    ComMissing,
    /// A task is overdue.
    TasksOverdue,
}

impl Column {
    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Upcoming => "Upcoming, no COM yet",
            Self::InProgress => "In progress",
            Self::ComMissing => "COM missing",
            Self::TasksOverdue => "Tasks overdue",
        }
    }
}

/// The handover board.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandoverBoardView {
    /// Cards by column, each case in one: red columns longest first, the others soonest first.
    pub cards: Vec<HandoverCard>,
    /// How many of the cases lists by date leave out: past tariff, supporting with a hearing far off, recalled, open conditions.
    pub left_out: Vec<(String, u32)>,
    /// How many of the cases have no POM here.
    pub without_pom: u32,
    /// How many cases cannot be told.
    pub unclear: u32,
    /// POMs by identifier and name.
    pub poms: Vec<(String, String)>,
    /// The community teams of the cases, whichever of them are asked for.
    pub teams: Vec<String>,
}

/// A case on the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandoverCard {
    /// Where.
    pub column: Column,
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// POM.
    pub pom: Option<String>,
    /// COM by name or address.
    pub com: Option<String>,
    /// The community team, or the delivery unit where no team is known.
    pub team: Option<String>,
    /// Risk of serious harm.
    pub rosh: Option<String>,
    /// The handover date, ISO.
    pub handover: Option<String>,
    /// Days to the handover date (positive) or since what is late fell due (negative).
    pub days: Option<i64>,
    /// What stands out, in words: Past tariff, Recalled, Open conditions, Moved 172 days earlier, Decided by a manager.
    pub marks: Vec<String>,
    /// Tasks done, of how many.
    pub tasks: (u8, u8),
    /// What is late, in words.
    pub late: Option<String>,
}

/// The load of each POM.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Workload {}

/// The load of each POM.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkloadView {
    /// One row for each POM, the most loaded first.
    pub rows: Vec<LoadView>,
    /// How the weights come about, in sentences.
    pub how: Vec<String>,
    /// Cases that nobody has.
    pub without_pom: u32,
}

/// The load of a POM.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LoadView {
    /// Identifier.
    pub staff: String,
    /// Name.
    pub name: String,
    /// `prison` or `probation`, if that is recorded.
    pub pom_type: Option<String>,
    /// Cases as responsible POM.
    pub responsible: u32,
    /// Cases as supporting POM.
    pub supporting: u32,
    /// Cases as co-working POM.
    pub coworking: u32,
    /// Cases by tier: A, B, C, D, none.
    pub tiers: [u32; 5],
    /// Cases of high or very high risk.
    pub high_risk: u32,
    /// Cases of low or medium risk with high need.
    pub low_risk_high_need: u32,
    /// Cases handed over in the next eight weeks.
    pub handovers: u32,
    /// The load: the sum of the cases' weights, in hundredths of an ordinary case.
    pub load: u32,
    /// The room: in hundredths of an ordinary case, by the working pattern.
    pub room: u32,
    /// The working pattern, in tenths of a full week.
    pub tenths: u8,
    /// Things that are late.
    pub overdue: u32,
}

/// Sets how much of a week a POM works, and of which type they are.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SetWorkingPattern {
    /// Who (identifier).
    pub staff: String,
    /// In tenths of a full week.
    pub tenths: u8,
    /// `prison` or `probation`.
    pub pom_type: Option<String>,
}
