//! What is written about an application.

use serde::{Deserialize, Serialize};

use super::{
    ApplicationForm, Asked, BoardView, ConsultStep, Debriefer, Grade, LicenceForm, Opinion, ReviewView, Risk,
    RuleAnswer, Tier, Turn, Verdict, VisitView,
};
use crate::Secret;

/// Which releases would follow from a form, and what is wrong with it. Nothing is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreviewReleases {
    /// Prison number.
    pub number: String,
    /// The application that is written again, if it is.
    pub id: Option<String>,
    /// The form.
    pub form: ApplicationForm,
}

/// What would follow from a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewReleasesView {
    /// Out and back of each, in London, to the minute.
    pub releases: Vec<(String, String)>,
    /// What to mind, in sentences: a clock change, a limit.
    pub cautions: Vec<String>,
    /// Standard or restricted.
    pub tier: Tier,
}

/// Writes an application, or writes it again. The reply: its identifier.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApplyForRelease {
    /// Prison number.
    pub number: String,
    /// Which is written again; nothing: a new one.
    pub id: Option<String>,
    /// The form.
    pub form: ApplicationForm,
}

/// Answers a rule that cannot tell, or makes an exception to one that is not met.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AnswerRule {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// The answer.
    pub answer: RuleAnswer,
    /// What one looked at, or why there is an exception.
    pub words: String,
}

/// Records a step with a consultee.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Consult {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// With whom.
    pub with: Asked,
    /// What was done.
    pub step: ConsultStep,
    /// On which day.
    pub on: String,
    /// By when an answer is awaited.
    pub due: Option<String>,
    /// What they think.
    pub opinion: Option<Opinion>,
    /// In their words.
    pub words: String,
    /// Whether the words are restricted.
    pub restricted: bool,
}

/// Opens the restricted replies of an application: day (ISO), from whom, words. The view is recorded.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenRestrictedReplies {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Records that somebody looked at a place.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VisitPlace {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// Which, who, when, whether it will do, what was found.
    pub visit: VisitView,
}

/// Records a risk assessment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AssessRelease {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The risks.
    pub risks: Vec<Risk>,
    /// What protects.
    pub protective: Vec<String>,
    /// The judgement.
    pub summary: String,
}

/// Records what a board said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HoldBoard {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The board.
    pub board: BoardView,
}

/// Decides an application.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecideRelease {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// What.
    pub verdict: Verdict,
    /// In which grade.
    pub grade: Grade,
    /// Why: for the prisoner to read.
    pub reasons: String,
    /// Why it differs from the board, if it does.
    pub against_board: Option<String>,
    /// From which day one may apply again, or until which it is put off.
    pub again: Option<String>,
    /// By which day a series is reviewed.
    pub review: Option<String>,
    /// By which day a refusal can be complained of.
    pub complain_by: Option<String>,
}

/// Signs a decision: whoever is signed in gives their passphrase again, so that nobody decides at a desk that somebody has left.
#[derive(Serialize, Deserialize)]
pub struct SignDecision {
    /// What is decided.
    pub decision: DecideRelease,
    /// Their passphrase.
    pub passphrase: Secret,
}

/// Stops an application, or lets it go on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SteerRelease {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// How.
    pub turn: Turn,
    /// Why.
    pub reason: String,
    /// Who was told.
    pub told: Vec<String>,
}

/// Issues a licence. The reply: its version.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct IssueLicence {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// What is in it.
    pub form: LicenceForm,
}

/// A paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// The licence of a version; 0: the newest.
    Licence(u16),
    /// The letter that tells the decision.
    DecisionLetter,
    /// The failure report of a release.
    FailureReport(String),
}

/// Writes a paper as PDF into a file that does not exist yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportPaper {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// Which.
    pub paper: Paper,
    /// Where.
    pub file: String,
}

/// Moves releases, or cancels them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct MoveReleases {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// Which, out (day and time as `2026-12-04T08:30`) and back.
    pub moved: Vec<(String, String, String)>,
    /// Which will not be.
    pub cancelled: Vec<String>,
    /// Why.
    pub reason: String,
}

/// Records who looked back on a release.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Debrief {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// The release.
    pub release: String,
    /// Who.
    pub by: Debriefer,
    /// What they said.
    pub words: String,
    /// Whether anything was worrying.
    pub concern: bool,
}

/// Records the review of a series.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReviewSeries {
    /// Prison number.
    pub number: String,
    /// The application.
    pub id: String,
    /// Why, when, whether it goes on, what was found.
    pub review: ReviewView,
}
