//! What is planned for somebody's release: topic by topic, the reports before release, and how it went afterwards.

pub use casework::pre_release::{Outcome, PathwayAnswer, PlanOwner, PlanState, ReportKind, Section, Topic};
use serde::{Deserialize, Serialize};

/// What is planned for a prisoner's release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PlanView {
    /// Where each topic stands of which something was stated, in the order of the pack.
    pub topics: Vec<TopicView>,
    /// The reports, the last of each kind.
    pub reports: Vec<ReleaseReportView>,
    /// How it went after release, oldest first.
    pub outcomes: Vec<OutcomeView>,
}

/// Where a topic stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicView {
    /// Which.
    pub topic: Topic,
    /// Which of several.
    pub about: Option<String>,
    /// Where it stands.
    pub state: PlanState,
    /// The same as it is called there.
    pub state_words: String,
    /// What there is to say of it; nothing where it is restricted.
    pub words: Option<String>,
    /// Who sees to it.
    pub owner: Option<PlanOwner>,
    /// By when, ISO.
    pub due: Option<String>,
    /// Since which day it is so, or on which day it is to be, ISO.
    pub on: Option<String>,
    /// Who stated it.
    pub by: String,
    /// When it was written down, local to the minute.
    pub recorded: String,
}

/// A report before release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseReportView {
    /// Which.
    pub kind: ReportKind,
    /// On which day, ISO.
    pub on: String,
    /// Pathway by pathway.
    pub answers: Vec<PathwayAnswer>,
    /// Why it was skipped.
    pub skipped: Option<String>,
    /// Who wrote it.
    pub by: String,
}

/// How it went after release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OutcomeView {
    /// What.
    pub outcome: Outcome,
    /// On which day, ISO.
    pub on: String,
    /// Who says so, and what more.
    pub words: String,
    /// Who recorded it.
    pub by: String,
}

/// States where a topic stands: what was known of it is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StateTopic {
    /// Prison number.
    pub number: String,
    /// Which.
    pub topic: Topic,
    /// Which of several; empty where there is one.
    pub about: String,
    /// Where it stands.
    pub state: PlanState,
    /// What there is to say of it.
    pub words: String,
    /// Who sees to it.
    pub owner: Option<PlanOwner>,
    /// By when; empty where nothing is due.
    pub due: String,
    /// Since which day it is so, or on which day it is to be; may be empty.
    pub on: String,
}

/// Writes a report before release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WriteReleaseReport {
    /// Prison number.
    pub number: String,
    /// Which.
    pub kind: ReportKind,
    /// On which day.
    pub on: String,
    /// Pathway by pathway: all seven, unless it is skipped.
    pub answers: Vec<PathwayAnswer>,
    /// Why it is skipped.
    pub skipped: Option<String>,
}

/// Records how it went after release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReportOutcome {
    /// Prison number.
    pub number: String,
    /// What.
    pub outcome: Outcome,
    /// On which day.
    pub on: String,
    /// Who says so, and what more.
    pub words: String,
}
