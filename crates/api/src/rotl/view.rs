//! Everything of one application, as its screen shows it.

use serde::{Deserialize, Serialize};

use super::{
    Asked, BoardMember, Condition, ConsultStep, Debriefer, Grade, Opinion, Place, ReleaseState, ReleaseStatus,
    ReleaseType, ReviewCause, Risk, RuleAnswer, RuleGroup, Tier, Turn, Verdict,
};
use crate::DerivationView;

/// Everything of one application.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenApplication {
    /// Prison number.
    pub number: String,
    /// Its identifier.
    pub id: String,
}

/// The steps of an application, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// The application itself.
    Application,
    /// Which rules are met.
    Eligibility,
    /// Who is asked.
    Consultation,
    /// Risks and their controls.
    Risk,
    /// The board.
    Board,
    /// The decision.
    Decision,
    /// The licence.
    Licence,
    /// Out and back.
    Releases,
    /// Looking back, and the review of a series.
    Review,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum StageState {
    /// Done.
    Done,
    /// Being done.
    Now,
    /// Not begun.
    Later,
    /// Something is wrong or missing.
    Gap,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageView {
    /// Which.
    pub stage: Stage,
    /// How far it is.
    pub state: StageState,
    /// In a few words, with a day where there is one.
    pub line: String,
}

/// A pattern of releases, as a form has it. Days are ISO or dd/mm/yyyy, times `hh:mm`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pattern {
    /// One release: out on a day at a time, back on a day at a time.
    Single(String, String, String, String),
    /// Several, each as a line: out and back.
    List(Vec<(String, String, String, String)>),
    /// On days of the week (Monday is 0), out and back at a time, from a day to a day.
    Weekly {
        /// Days of the week.
        days: Vec<u8>,
        /// Out at.
        out: String,
        /// Back at: on the same day, or on the next if it is earlier.
        back: String,
        /// From.
        from: String,
        /// Until.
        until: String,
    },
    /// The same with two weeks in turn.
    Fortnightly {
        /// Days of the first week.
        first: Vec<u8>,
        /// Days of the second week.
        second: Vec<u8>,
        /// Out at.
        out: String,
        /// Back at.
        back: String,
        /// From.
        from: String,
        /// Until.
        until: String,
    },
    /// A round of shifts: each day of it is `D` (day), `N` (night) or `R` (rest).
    Shift {
        /// The round.
        round: String,
        /// Out and back on a day shift.
        day: (String, String),
        /// Out and back on a night shift.
        night: (String, String),
        /// From.
        from: String,
        /// Until.
        until: String,
    },
}

/// An application as it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationForm {
    /// Which type.
    pub kind: ReleaseType,
    /// The national code of the reason.
    pub reason: String,
    /// The code of the lawful purpose.
    pub purpose: String,
    /// What it is for, in words.
    pub words: String,
    /// Whether the prisoner asked.
    pub by_prisoner: bool,
    /// When.
    pub pattern: Pattern,
    /// Where to: at least one.
    pub places: Vec<Place>,
    /// The code of who goes along.
    pub escort: String,
    /// The code of how the prisoner travels.
    pub transport: String,
}

/// Everything of one application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationView {
    /// Prison number.
    pub number: String,
    /// “Kieran Ashdown”.
    pub name: String,
    /// Its identifier.
    pub id: String,
    /// As it was last written.
    pub form: ApplicationForm,
    /// Reason, purpose, escort and transport in words.
    pub words: [String; 4],
    /// When, in words.
    pub pattern: String,
    /// Standard or restricted.
    pub tier: Tier,
    /// Why.
    pub tier_why: DerivationView,
    /// Where it stands.
    pub status: ReleaseStatus,
    /// The same in a sentence: “Granted by Rowan Ellis, governor, on 12 November 2026”.
    pub status_line: String,
    /// The steps.
    pub stages: Vec<StageView>,
    /// The rules.
    pub rules: Vec<RuleView>,
    /// From which day each type would be possible, by the formula.
    pub earliest: Vec<EarliestView>,
    /// Who is asked.
    pub consultations: Vec<ConsultationView>,
    /// Who looked at which place.
    pub visits: Vec<VisitView>,
    /// What the record knows that bears on risk: heading and lines.
    pub known: Vec<(String, Vec<String>)>,
    /// The assessments, the newest first.
    pub assessments: Vec<RiskAssessmentView>,
    /// What changed since the last assessment, in words.
    pub changed: Vec<String>,
    /// The boards, the newest first.
    pub boards: Vec<BoardView>,
    /// The decisions, the newest first: several that stand, if they were made while apart.
    pub decisions: Vec<DecisionView>,
    /// Which grade decides here.
    pub demanded: Grade,
    /// Why the signed-in person may not decide, if they may not.
    pub may_not_decide: Option<String>,
    /// With which days a refusal of today begins, where the prison has set any; whoever decides may change them.
    pub if_refused: RefusalDays,
    /// The licences, the newest first.
    pub licences: Vec<LicenceView>,
    /// What a new licence would begin with.
    pub draft_licence: LicenceForm,
    /// What to mind before it is issued, in sentences.
    pub licence_cautions: Vec<String>,
    /// The releases, in order.
    pub releases: Vec<ReleaseView>,
    /// How it was stopped and went on, the newest first.
    pub turns: Vec<TurnView>,
    /// The reviews of the series, the newest first.
    pub reviews: Vec<ReviewView>,
    /// By which day the series is to be reviewed, ISO, and why.
    pub review_due: Option<(String, String)>,
}

/// Where a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RuleState {
    /// Met.
    Met,
    /// Not met.
    NotMet,
    /// Cannot tell.
    CannotTell,
    /// It does not concern this application.
    NotAsked,
}

/// A rule and its answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuleView {
    /// Its identifier.
    pub id: String,
    /// What it asks.
    pub name: String,
    /// Under which heading it stands.
    pub group: RuleGroup,
    /// Its answer.
    pub state: RuleState,
    /// In a sentence.
    pub line: String,
    /// Whether it bars by itself; otherwise an exception can be made.
    pub hard: bool,
    /// What it rests on: law, national, local, unconfirmed.
    pub standing: String,
    /// Its working.
    pub why: DerivationView,
    /// A person's answer, which stands beside the rule's own.
    pub answered: Option<AnsweredView>,
}

/// A person's answer to a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredView {
    /// The answer.
    pub answer: RuleAnswer,
    /// What they looked at.
    pub words: String,
    /// Who.
    pub by: String,
    /// When, in London, to the minute.
    pub at: String,
}

/// From which day a type would be possible.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarliestView {
    /// Which type.
    pub kind: ReleaseType,
    /// The day, ISO; nothing: cannot tell.
    pub day: Option<String>,
    /// The arithmetic.
    pub why: DerivationView,
}

/// Somebody who is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConsultationView {
    /// Whom.
    pub with: Asked,
    /// Why they are asked, or that somebody added them.
    pub why: String,
    /// Whether the board must have their reply.
    pub must: bool,
    /// When they were asked, ISO.
    pub asked: Option<String>,
    /// By when an answer is awaited, ISO.
    pub due: Option<String>,
    /// When they were last chased, ISO.
    pub chased: Option<String>,
    /// When they replied, ISO.
    pub replied: Option<String>,
    /// What they think.
    pub opinion: Option<Opinion>,
    /// Whether somebody said that they are not needed.
    pub not_needed: bool,
    /// Every step: day (ISO), step, words, by whom.
    pub steps: Vec<(String, ConsultStep, String, String)>,
    /// How many replies are restricted: 0 for whoever may not know.
    pub restricted: u32,
    /// A draft to send, asking or chasing.
    pub draft: String,
}

/// Somebody looked at a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitView {
    /// Which.
    pub place: String,
    /// Who went.
    pub by: String,
    /// When, ISO.
    pub on: String,
    /// Whether it will do.
    pub suitable: bool,
    /// What was found.
    pub words: String,
}

/// A risk assessment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskAssessmentView {
    /// Which version.
    pub version: u16,
    /// Who wrote it.
    pub by: String,
    /// When, in London, to the minute.
    pub at: String,
    /// The risks.
    pub risks: Vec<Risk>,
    /// What protects.
    pub protective: Vec<String>,
    /// The judgement.
    pub summary: String,
}

/// A board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardView {
    /// When, ISO.
    pub on: String,
    /// Who came.
    pub members: Vec<BoardMember>,
    /// The minutes.
    pub minutes: String,
    /// What it recommends.
    pub recommends: Verdict,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DecisionView {
    /// What.
    pub verdict: Verdict,
    /// Who decided.
    pub by: String,
    /// In which grade.
    pub grade: Grade,
    /// When, in London, to the minute.
    pub at: String,
    /// Why.
    pub reasons: String,
    /// Why it differs from the board, if it does.
    pub against_board: Option<String>,
    /// From which day one may apply again, ISO.
    pub again: Option<String>,
    /// By which day a series is reviewed, ISO.
    pub review: Option<String>,
    /// By which day a refusal can be complained of, ISO.
    pub complain_by: Option<String>,
    /// Whether it stands: alone, or beside another made while apart.
    pub stands: bool,
}

/// The days that follow a refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusalDays {
    /// By which day it can be complained of, ISO; nothing: no day is said.
    pub complain_by: Option<String>,
    /// From which day one may apply again, ISO; nothing: no day is said.
    pub again: Option<String>,
}

/// A licence as it is written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceForm {
    /// Conditions, in order.
    pub conditions: Vec<Condition>,
    /// Where the prisoner may not go.
    pub exclusions: Vec<String>,
    /// The prison's number for the day and the night.
    pub phone: String,
    /// Who gets a copy.
    pub copies: Vec<String>,
}

/// A licence that was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceView {
    /// Which version.
    pub version: u16,
    /// Who issued it, by name and post.
    pub issuer: String,
    /// When, in London, to the minute.
    pub at: String,
    /// What is in it.
    pub form: LicenceForm,
    /// What changed since the version before, in words.
    pub changed: Vec<String>,
}

/// A release.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseView {
    /// Its identifier.
    pub id: String,
    /// When it begins, in London, to the minute.
    pub out: String,
    /// When it ends.
    pub back: String,
    /// Where it stands.
    pub state: ReleaseState,
    /// When the prisoner went out.
    pub left: Option<String>,
    /// When the prisoner came back.
    pub returned: Option<String>,
    /// What it lacks, to complete “out although …”, or what going out now would lack.
    pub lacks: Option<String>,
    /// What else is on then, in words.
    pub clash: Option<String>,
    /// Whether a failure was reported.
    pub reported: bool,
    /// Who looked back: who, whether anything was worrying, the words, by whom it was recorded.
    pub debriefs: Vec<(Debriefer, bool, String, String)>,
}

/// An application was stopped, or went on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TurnView {
    /// How.
    pub turn: Turn,
    /// Why.
    pub reason: String,
    /// Who was told.
    pub told: Vec<String>,
    /// Who did it.
    pub by: String,
    /// When, in London, to the minute.
    pub at: String,
}

/// A series was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReviewView {
    /// Why.
    pub cause: ReviewCause,
    /// When, ISO.
    pub on: String,
    /// Whether it went on.
    pub goes_on: bool,
    /// What was found.
    pub words: String,
    /// By whom.
    pub by: String,
}
