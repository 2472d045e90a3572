//! What a case keeps of an application: as much as decides what may come next, and as the rules ask about. Where it stands follows from
//! that (`standing`).

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use ledger::PrincipalId;
use minicbor::{Decode, Encode};

use super::{
    ApplicationId, Asked, Debriefer, Grade, Irregular, LateStep, Opinion, Place, PlannedRelease, ReleaseType,
    RuleAnswer, Tier, Turn, Verdict,
};
use crate::cbor;
use crate::stamp::Mark;

/// An application as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Application {
    /// Its identifier.
    #[n(0)]
    pub id: ApplicationId,
    /// Which type.
    #[n(1)]
    pub kind: ReleaseType,
    /// Standard or restricted: as the rules said when it was written, and as the record knows by itself.
    #[n(2)]
    pub tier: Tier,
    /// The national code of the reason.
    #[n(3)]
    pub reason: String,
    /// The lawful purpose.
    #[n(4)]
    pub purpose: String,
    /// Where to.
    #[n(5)]
    pub places: Vec<Place>,
    /// Who first wrote it, when.
    #[n(6)]
    pub made: Mark,
    /// Who last wrote it, when.
    #[n(7)]
    pub written: Mark,
    /// The decisions: one that stands, or several that were made while apart.
    #[n(8)]
    pub decisions: Vec<Decision>,
    /// Everything that stops it, in the order of the record.
    #[n(9)]
    pub stops: Vec<Stop>,
    /// The last risk assessment.
    #[n(10)]
    pub assessment: Option<Assessment>,
    /// Everybody who wrote an assessment.
    #[n(11)]
    pub assessors: Vec<PrincipalId>,
    /// Who was asked, and what became of it.
    #[n(12)]
    pub consultations: Vec<Consultation>,
    /// People's answers to rules.
    #[n(13)]
    pub answers: Vec<Answered>,
    /// The last day on which each place was looked at, and whether it will do.
    #[n(14)]
    pub visits: Vec<Visit>,
    /// When a board last met.
    #[n(15)]
    #[cbor(with = "cbor::option_date")]
    pub board: Option<Date>,
    /// The licence in force.
    #[n(16)]
    pub licence: Option<Licence>,
    /// The releases, by when they begin.
    #[n(17)]
    pub releases: Vec<Release>,
    /// When the series was last reviewed.
    #[n(18)]
    #[cbor(with = "cbor::option_date")]
    pub reviewed: Option<Date>,
    /// The watched facts as they stood at that review.
    #[n(19)]
    pub watched: Vec<(String, String)>,
    /// What was applied for: nobody decided on anything beyond it.
    #[n(20)]
    pub bounds: Bounds,
}

/// How far releases can be moved without a new application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Bounds {
    /// When the first one begins.
    #[n(0)]
    #[cbor(with = "cbor::instant")]
    pub from: Timestamp,
    /// When the last one ends.
    #[n(1)]
    #[cbor(with = "cbor::instant")]
    pub until: Timestamp,
    /// The length of the longest in seconds, by the clock on the wall: a day on which the clocks change is no longer than another.
    #[n(2)]
    pub longest: i64,
}

/// A decision.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Decision {
    /// What.
    #[n(0)]
    pub verdict: Verdict,
    /// In which grade.
    #[n(1)]
    pub grade: Grade,
    /// Which grade the prison's settings asked for.
    #[n(2)]
    pub demanded: Grade,
    /// From which day one may apply again, or until which it is put off.
    #[n(3)]
    #[cbor(with = "cbor::option_date")]
    pub again: Option<Date>,
    /// By which day a series is looked at again.
    #[n(4)]
    #[cbor(with = "cbor::option_date")]
    pub review: Option<Date>,
    /// Who decided, when.
    #[n(5)]
    pub mark: Mark,
}

/// What stops an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Stop {
    /// How, or nothing where the prisoner left the prison.
    #[n(0)]
    pub turn: Option<Turn>,
    /// Who stopped it, when.
    #[n(1)]
    pub mark: Mark,
}

/// A risk assessment.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Assessment {
    /// Which one, from 1.
    #[n(0)]
    pub version: u16,
    /// The facts that are watched, as they stood.
    #[n(1)]
    pub watched: Vec<(String, String)>,
    /// Who wrote it, when.
    #[n(2)]
    pub mark: Mark,
}

/// What became of asking somebody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Consultation {
    /// Whom.
    #[n(0)]
    pub with: Asked,
    /// When they were asked.
    #[n(1)]
    #[cbor(with = "cbor::option_date")]
    pub asked: Option<Date>,
    /// By when an answer is awaited.
    #[n(2)]
    #[cbor(with = "cbor::option_date")]
    pub due: Option<Date>,
    /// When they were last chased.
    #[n(3)]
    #[cbor(with = "cbor::option_date")]
    pub chased: Option<Date>,
    /// When they replied.
    #[n(4)]
    #[cbor(with = "cbor::option_date")]
    pub replied: Option<Date>,
    /// What they think.
    #[n(5)]
    pub opinion: Option<Opinion>,
    /// Whether somebody said that they are not needed.
    #[n(6)]
    pub not_needed: bool,
}

/// A person's answer to a rule.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Answered {
    /// The rule's identifier.
    #[n(0)]
    pub rule: String,
    /// The answer.
    #[n(1)]
    pub answer: RuleAnswer,
    /// What they looked at.
    #[n(2)]
    pub words: String,
    /// Who answered, when.
    #[n(3)]
    pub mark: Mark,
}

/// When a place was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Visit {
    /// Which.
    #[n(0)]
    pub place: String,
    /// When.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Whether it will do.
    #[n(2)]
    pub suitable: bool,
}

/// The licence in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Licence {
    /// Which version, from 1.
    #[n(0)]
    pub version: u16,
    /// Who issued it, when.
    #[n(1)]
    pub mark: Mark,
}

/// One release.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Release {
    /// When it is planned.
    #[n(0)]
    pub planned: PlannedRelease,
    /// After which version of the licence it was planned so.
    #[n(1)]
    pub after_licence: u16,
    /// Whether it was cancelled.
    #[n(2)]
    pub cancelled: bool,
    /// When the prisoner went out.
    #[n(3)]
    pub left: Option<Passage>,
    /// When the prisoner came back.
    #[n(4)]
    pub returned: Option<Passage>,
    /// What it lacks, where somebody is or was out without what a release rests on.
    #[n(5)]
    pub irregular: Option<Irregular>,
    /// What was done while the prisoner was late: the first of each.
    #[n(6)]
    pub late: Vec<LateStepKept>,
    /// Whether a failure was reported.
    #[n(7)]
    pub reported: bool,
    /// Who looked back on it, and where in the order.
    #[n(8)]
    pub debriefs: Vec<Debrief>,
    /// Who last moved it, when.
    #[n(9)]
    pub moved: Option<Mark>,
}

/// Through the gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Passage {
    /// When.
    #[n(0)]
    #[cbor(with = "cbor::instant")]
    pub at: Timestamp,
    /// Who wrote it down, when.
    #[n(1)]
    pub mark: Mark,
    /// Whether something was worrying.
    #[n(2)]
    pub concern: bool,
}

/// A step that was taken while somebody was late.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct LateStepKept {
    /// What.
    #[n(0)]
    pub step: LateStep,
    /// When.
    #[n(1)]
    #[cbor(with = "cbor::instant")]
    pub at: Timestamp,
}

/// Somebody looked back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Debrief {
    /// Who.
    #[n(0)]
    pub by: Debriefer,
    /// Whether anything was worrying.
    #[n(1)]
    pub concern: bool,
    /// Who wrote it down, when.
    #[n(2)]
    pub mark: Mark,
    /// Whether somebody who had read it has assessed the risk since.
    #[n(3)]
    pub assessed: bool,
}

/// The applications of a case.
pub type Applications = BTreeMap<ApplicationId, Application>;
