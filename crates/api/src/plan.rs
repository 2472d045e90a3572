//! What is planned for somebody's release: topic by topic, the reports before release, and how it went afterwards.

pub use casework::pre_release::{Many, Outcome, PathwayAnswer, PlanOwner, PlanState, ReportKind, Section, Topic};
use serde::{Deserialize, Serialize};

/// Asks what is planned for a prisoner's release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenPlan {
    /// Prison number.
    pub number: String,
}

/// Asks for the words of a restricted topic. That somebody looked, and why, is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRestrictedTopic {
    /// Prison number.
    pub number: String,
    /// Which.
    pub topic: Topic,
    /// Why they have to be seen.
    pub reason: String,
}

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
    /// The earliest release, ISO.
    pub release: Option<String>,
    /// From when the community is responsible, ISO.
    pub handover: Option<String>,
    /// The handover meeting, as it stands: who was invited, who came, what was agreed; newest first.
    pub meetings: Vec<HandoverActView>,
    /// What the community offender manager did before release; newest first.
    pub contacts: Vec<HandoverActView>,
    /// How many of those count before this handover.
    pub contacts_counted: u16,
    /// How many are expected.
    pub contacts_expected: u16,
}

/// Something that was done for the handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HandoverActView {
    /// What.
    pub act: casework::Act,
    /// On which day, ISO.
    pub on: String,
    /// Who came and what was agreed, or what it was about.
    pub words: String,
    /// Who recorded it.
    pub by: String,
    /// By which it is taken back.
    pub id: String,
    /// Whether the signed-in person can take it back.
    pub may_withdraw: bool,
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

/// Asks how it went for those who were released in a period of whole days in London.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AfterRelease {
    /// The first day, as typed; nothing: twelve months up to the last.
    pub from: Option<String>,
    /// The last day, as typed; nothing: today.
    pub until: Option<String>,
}

/// Those who were released, and how it went as far as it was reported back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AfterReleaseView {
    /// The first day, ISO.
    pub from: String,
    /// The last day, ISO.
    pub until: String,
    /// Within how many working days the first appointment is to be kept.
    pub working_days: u16,
    /// One row for each, the last released first.
    pub rows: Vec<AfterReleaseRow>,
}

/// Somebody who was released, and how it went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AfterReleaseRow {
    /// Prison number.
    pub number: String,
    /// Name, last name first.
    pub name: String,
    /// The day of release, ISO.
    pub released: String,
    /// Who has the case in the community; empty where nobody is named.
    pub to: String,
    /// Whether the newest pack was received; nothing, where none was sealed.
    pub pack_received: Option<bool>,
    /// By when the first appointment was to be kept, ISO.
    pub appointment_due: String,
    /// Whether it was kept by then; nothing, if nobody reported it.
    pub appointment: Option<bool>,
    /// On which day it was kept or missed, ISO.
    pub appointment_on: Option<String>,
    /// The day of a recall, ISO.
    pub recalled: Option<String>,
    /// Where they live, as far as it was reported.
    pub home: Option<HomeAfter>,
}

/// Where somebody lives after release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum HomeAfter {
    /// In settled accommodation.
    Settled,
    /// In accommodation that is not settled.
    Unsettled,
    /// Nowhere.
    None,
}
