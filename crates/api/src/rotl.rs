//! Release on temporary licence: applications, everything of one, the gate list, and what is written about them.

pub use casework::rotl::{
    Asked, BoardMember, Condition, ConsultStep, Consultee, Debriefer, Direction as Way, Grade, LateStep, Opinion,
    Place, ReleaseState, ReleaseType, ReviewCause, Risk, RuleAnswer, Status as ReleaseStatus, Tier, Turn, Verdict,
};
use serde::{Deserialize, Serialize};

use crate::DerivationView;

// --- finding ---

/// The unit's applications, or those of the signed-in person's own cases.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Applications {
    /// Only those that stand so; nothing: everything that something can still come of.
    pub status: Option<ReleaseStatus>,
    /// Only of one's own cases.
    pub mine: bool,
}

/// The unit's applications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationsView {
    /// How many stand how, of those whose cases were asked for.
    pub counts: Vec<(ReleaseStatus, u32)>,
    /// The rows, the soonest release first: 500 at the most.
    pub rows: Vec<ApplicationRow>,
}

/// An application in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationRow {
    /// Prison number.
    pub number: String,
    /// “Ashdown, Kieran”.
    pub name: String,
    /// Cell.
    pub cell: Option<String>,
    /// Its identifier.
    pub id: String,
    /// Which type.
    pub kind: ReleaseType,
    /// Standard or restricted.
    pub tier: Tier,
    /// Where it stands.
    pub status: ReleaseStatus,
    /// What is next, in a few words: “3 of 5 have replied”, “to be decided”, “next out 4 December”.
    pub next: String,
    /// When the next or only release begins, in London, to the minute.
    pub out: Option<String>,
    /// Where to.
    pub place: Option<String>,
    /// When it was made, ISO.
    pub made: String,
}

/// The applications of one prisoner, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ApplicationsOf {
    /// Prison number.
    pub number: String,
}

/// What a form offers: the national lists and the prison's own. The same for as long as the window is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReleaseChoices {}

/// What a form offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReleaseChoicesView {
    /// The reasons by type: code and words.
    pub reasons: Vec<(ReleaseType, Vec<(String, String)>)>,
    /// The lawful purposes: code and words.
    pub purposes: Vec<(String, String)>,
    /// Who goes along: code and words.
    pub escorts: Vec<(String, String)>,
    /// How the prisoner travels: code and words.
    pub transports: Vec<(String, String)>,
    /// The library of conditions: code, family, words.
    pub conditions: Vec<(String, String, String)>,
    /// The prison's number for the day and the night, as the last licence had it.
    pub phone: String,
}

// --- one application ---

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
    /// The licences, the newest first.
    pub licences: Vec<LicenceView>,
    /// What a new licence would begin with.
    pub draft_licence: LicenceForm,
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
    /// Whether it stands: alone, or beside another made while apart.
    pub stands: bool,
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

// --- writing ---

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

// --- the gate ---

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
    /// Due back within half an hour.
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
