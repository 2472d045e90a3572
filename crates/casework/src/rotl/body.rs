//! What is written about an application: the bodies of the events. Keys are fixed by golden files; a new version only adds.

use jiff::Timestamp;
use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{
    ApplicationId, ConsultStep, Consultee, Debriefer, Direction, Grade, LateStep, Opinion, ReleaseId, ReleaseType,
    ReviewCause, RuleAnswer, Tier, Turn, Verdict,
};
use crate::cbor;
use crate::event::Visibility;

/// One release as it is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct PlannedRelease {
    /// Its identifier.
    #[n(0)]
    pub id: ReleaseId,
    /// When the prisoner goes out.
    #[n(1)]
    #[cbor(with = "cbor::instant")]
    pub out: Timestamp,
    /// When the prisoner is to be back.
    #[n(2)]
    #[cbor(with = "cbor::instant")]
    pub back: Timestamp,
}

/// Where somebody goes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Place {
    /// What it is called.
    #[n(0)]
    pub name: String,
    /// Its address.
    #[n(1)]
    pub address: String,
    /// Whom to ask for.
    #[n(2)]
    pub contact: String,
    /// Their telephone.
    #[n(3)]
    pub phone: String,
    /// Whether the prisoner stays the night there.
    #[n(4)]
    pub overnight: bool,
}

/// An application: by the prisoner, or for them. Written again before it is decided, it replaces what was written.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RotlApplied {
    /// Its identifier.
    #[n(0)]
    pub id: ApplicationId,
    /// Which type.
    #[n(1)]
    pub kind: ReleaseType,
    /// Standard or restricted, as the rules said.
    #[n(2)]
    pub tier: Tier,
    /// The national code of the reason.
    #[n(3)]
    pub reason: String,
    /// The lawful purpose, as the rules call it.
    #[n(4)]
    pub purpose: String,
    /// What it is for, in words.
    #[n(5)]
    pub words: String,
    /// Whether the prisoner asked; otherwise it is made for them.
    #[n(6)]
    pub by_prisoner: bool,
    /// The pattern of its releases, as a form writes it.
    #[n(7)]
    pub pattern: String,
    /// Every release that follows from the pattern.
    #[n(8)]
    pub releases: Vec<PlannedRelease>,
    /// Where to.
    #[n(9)]
    pub places: Vec<Place>,
    /// The national code of who goes along.
    #[n(10)]
    pub escort: String,
    /// The national code of how the prisoner travels.
    #[n(11)]
    pub transport: String,
}

/// A person's answer where a rule cannot tell, or an exception where it is not met.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RotlRuleAnswered {
    /// About which application.
    #[n(0)]
    pub id: ApplicationId,
    /// The rule's identifier.
    #[n(1)]
    pub rule: String,
    /// The answer.
    #[n(2)]
    pub answer: RuleAnswer,
    /// What they looked at, or why there is an exception.
    #[n(3)]
    pub words: String,
}

/// Whom a consultation is with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
pub struct Asked {
    /// In which capacity.
    #[n(0)]
    pub consultee: Consultee,
    /// Who, where there can be several, or where it is somebody else.
    #[n(1)]
    pub name: String,
}

/// One step with one consultee. A restricted reply is sealed in the restricted compartment; that there is one is said by a step
/// without words.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RotlConsulted {
    /// About which application.
    #[n(0)]
    pub id: ApplicationId,
    /// With whom.
    #[n(1)]
    pub with: Asked,
    /// What was done.
    #[n(2)]
    pub step: ConsultStep,
    /// On which day, in London.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// By when an answer is awaited.
    #[n(4)]
    #[cbor(with = "cbor::option_date")]
    pub due: Option<Date>,
    /// What they think.
    #[n(5)]
    pub opinion: Option<Opinion>,
    /// What was asked or answered, in their words; or why they are not needed.
    #[n(6)]
    pub words: String,
    /// Who may read the words.
    #[n(7)]
    pub visibility: Visibility,
}

/// Somebody looked at a home or a placement.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PlaceVisited {
    /// About which application.
    #[n(0)]
    pub id: ApplicationId,
    /// Which place, by its name.
    #[n(1)]
    pub place: String,
    /// Who went.
    #[n(2)]
    pub by: String,
    /// On which day, in London.
    #[n(3)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Whether it will do.
    #[n(4)]
    pub suitable: bool,
    /// What was found.
    #[n(5)]
    pub words: String,
}

/// One risk, and what is done about it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Risk {
    /// What could happen.
    #[n(0)]
    pub what: String,
    /// How likely, in words.
    #[n(1)]
    pub likely: String,
    /// What harm it would do, in words.
    #[n(2)]
    pub harm: String,
    /// What is done about it; it becomes a condition of the licence.
    #[n(3)]
    pub control: String,
}

/// The risk assessment, whole.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RotlAssessed {
    /// Of which application.
    #[n(0)]
    pub id: ApplicationId,
    /// The risks.
    #[n(1)]
    pub risks: Vec<Risk>,
    /// What protects.
    #[n(2)]
    pub protective: Vec<String>,
    /// The author's judgement.
    #[n(3)]
    pub summary: String,
    /// The facts that are watched, by name and value, as they stood.
    #[n(4)]
    pub watched: Vec<(String, String)>,
}

/// A member of a board and what they said.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct BoardMember {
    /// Their name.
    #[n(0)]
    pub name: String,
    /// As what they came.
    #[n(1)]
    pub capacity: String,
    /// What they think.
    #[n(2)]
    pub opinion: Opinion,
    /// In their words: needed of whoever dissents.
    #[n(3)]
    pub words: String,
}

/// A board met.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct BoardHeld {
    /// On which application.
    #[n(0)]
    pub id: ApplicationId,
    /// On which day, in London.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Who came.
    #[n(2)]
    pub members: Vec<BoardMember>,
    /// The minutes.
    #[n(3)]
    pub minutes: String,
    /// What it recommends.
    #[n(4)]
    pub recommends: Verdict,
}

/// It was decided.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RotlDecided {
    /// On which application.
    #[n(0)]
    pub id: ApplicationId,
    /// What.
    #[n(1)]
    pub verdict: Verdict,
    /// In which grade.
    #[n(2)]
    pub grade: Grade,
    /// Which grade the prison's settings asked for.
    #[n(3)]
    pub demanded: Grade,
    /// Why: for the prisoner to read.
    #[n(4)]
    pub reasons: String,
    /// Where it differs from the board: why.
    #[n(5)]
    pub against_board: Option<String>,
    /// From which day one may apply again, or until which it is put off.
    #[n(6)]
    #[cbor(with = "cbor::option_date")]
    pub again: Option<Date>,
    /// By which day a series is looked at again.
    #[n(7)]
    #[cbor(with = "cbor::option_date")]
    pub review: Option<Date>,
    /// By which day a refusal can be complained of.
    #[n(8)]
    #[cbor(with = "cbor::option_date")]
    pub complain_by: Option<Date>,
}

/// An application was stopped, or goes on.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct RotlSteered {
    /// Which.
    #[n(0)]
    pub id: ApplicationId,
    /// How.
    #[n(1)]
    pub turn: Turn,
    /// Why.
    #[n(2)]
    pub reason: String,
    /// Who was told.
    #[n(3)]
    pub told: Vec<String>,
}

/// A condition of a licence.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct Condition {
    /// Its code in the library, unless it was written for this prisoner.
    #[n(0)]
    pub code: Option<String>,
    /// Its words, as they are printed.
    #[n(1)]
    pub words: String,
}

/// A version of the licence.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LicenceIssued {
    /// Under which application.
    #[n(0)]
    pub id: ApplicationId,
    /// The conditions, in the order in which they are printed.
    #[n(1)]
    pub conditions: Vec<Condition>,
    /// Where the prisoner may not go, in words.
    #[n(2)]
    pub exclusions: Vec<String>,
    /// The prison's number for the day and the night.
    #[n(3)]
    pub phone: String,
    /// Who gets a copy.
    #[n(4)]
    pub copies: Vec<String>,
    /// Who issues it, by name and post.
    #[n(5)]
    pub issuer: String,
}

/// Releases were moved or cancelled after the application.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ReleasesPlanned {
    /// Under which application.
    #[n(0)]
    pub id: ApplicationId,
    /// Those that have other times.
    #[n(1)]
    pub moved: Vec<PlannedRelease>,
    /// Those that will not be.
    #[n(2)]
    pub cancelled: Vec<ReleaseId>,
    /// Why.
    #[n(3)]
    pub reason: String,
}

/// Somebody went out, or came back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct GateMoved {
    /// Under which application.
    #[n(0)]
    pub id: ApplicationId,
    /// Which release.
    #[n(1)]
    pub release: ReleaseId,
    /// Which way.
    #[n(2)]
    pub direction: Direction,
    /// When.
    #[n(3)]
    #[cbor(with = "cbor::instant")]
    pub at: Timestamp,
    /// Whether it puts right what was recorded before, and why; the first stays in the history.
    #[n(4)]
    pub corrects: Option<String>,
    /// What was worrying, if anything was.
    #[n(5)]
    pub concern: Option<String>,
}

/// One step was taken while somebody was late.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct LateStepTaken {
    /// Under which application.
    #[n(0)]
    pub id: ApplicationId,
    /// Which release.
    #[n(1)]
    pub release: ReleaseId,
    /// What.
    #[n(2)]
    pub step: LateStep,
    /// When.
    #[n(3)]
    #[cbor(with = "cbor::instant")]
    pub at: Timestamp,
    /// Whom, and what came of it.
    #[n(4)]
    pub words: String,
}

/// An answer of the failure report.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FailureAnswer {
    /// The question's national code.
    #[n(0)]
    pub question: String,
    /// The answer's national code.
    #[n(1)]
    pub answer: String,
    /// A remark, where the answer asks for one.
    #[n(2)]
    pub remark: String,
    /// A day, where the answer asks for one.
    #[n(3)]
    #[cbor(with = "cbor::option_date")]
    pub on: Option<Date>,
}

/// The temporary release failure report.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct FailureReported {
    /// Under which application.
    #[n(0)]
    pub id: ApplicationId,
    /// Of which release.
    #[n(1)]
    pub release: ReleaseId,
    /// What was answered.
    #[n(2)]
    pub answers: Vec<FailureAnswer>,
}

/// Somebody looked back on a release.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Debriefed {
    /// Under which application.
    #[n(0)]
    pub id: ApplicationId,
    /// On which release.
    #[n(1)]
    pub release: ReleaseId,
    /// Who.
    #[n(2)]
    pub by: Debriefer,
    /// What they said.
    #[n(3)]
    pub words: String,
    /// Whether anything was worrying.
    #[n(4)]
    pub concern: bool,
}

/// A series was reviewed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SeriesReviewed {
    /// Which.
    #[n(0)]
    pub id: ApplicationId,
    /// Why.
    #[n(1)]
    pub cause: ReviewCause,
    /// On which day, in London.
    #[n(2)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Whether it goes on; otherwise it is paused.
    #[n(3)]
    pub goes_on: bool,
    /// What was found.
    #[n(4)]
    pub words: String,
    /// The facts that are watched, as they stood.
    #[n(5)]
    pub watched: Vec<(String, String)>,
}
