//! What a case keeps of an application: as much as decides what may come next, and as the rules ask about.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use ledger::PrincipalId;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{
    ApplicationId, Asked, Debriefer, Direction, Grade, LateStep, Opinion, Place, PlannedRelease, ReleaseId,
    ReleaseType, RuleAnswer, Tier, Turn, Verdict,
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
    /// What stops it, if it is stopped.
    #[n(9)]
    pub stop: Option<Stop>,
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
}

/// Where an application stands, by what was recorded; what follows from the day is not here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Nobody has decided.
    Applied,
    /// Put off.
    Deferred,
    /// Refused.
    Refused,
    /// Granted, and nothing stops it.
    Granted,
    /// Granted, and stopped by somebody who knows the case.
    Paused,
    /// Granted, and stopped hard.
    Suspended,
    /// Revoked.
    Revoked,
    /// Withdrawn.
    Withdrawn,
    /// The prisoner left the prison.
    Closed,
    /// Decided by several while apart.
    Undecided,
}

impl Status {
    /// Every status, in the order in which lists show them.
    pub const ALL: [Self; 10] = [
        Self::Undecided,
        Self::Applied,
        Self::Deferred,
        Self::Granted,
        Self::Paused,
        Self::Suspended,
        Self::Refused,
        Self::Revoked,
        Self::Withdrawn,
        Self::Closed,
    ];

    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Applied => "Applied",
            Self::Deferred => "Deferred",
            Self::Refused => "Refused",
            Self::Granted => "Granted",
            Self::Paused => "Paused",
            Self::Suspended => "Suspended",
            Self::Revoked => "Revoked",
            Self::Withdrawn => "Withdrawn",
            Self::Closed => "Closed",
            Self::Undecided => "Undecided",
        }
    }

    /// Whether nothing can come of it any more.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Revoked | Self::Withdrawn | Self::Closed)
    }
}

/// Where a release stands, by what was recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReleaseState {
    /// Nobody has gone out.
    Planned,
    /// Out under a decision and a licence.
    Out,
    /// Out, and what it rested on does not stand.
    Recalled,
    /// Back.
    Back,
    /// It will not be.
    Cancelled,
}

/// What a release lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Encode, Decode)]
#[cbor(index_only)]
pub enum Irregular {
    /// Nobody has granted it.
    #[n(0)]
    NotGranted,
    /// It was decided by several while apart.
    #[n(1)]
    Undecided,
    /// It was paused, suspended, revoked or withdrawn.
    #[n(2)]
    Stopped,
    /// No licence was issued since it was granted, or planned as it is.
    #[n(3)]
    NoLicence,
    /// The one before was not looked back on, or its concerns not assessed.
    #[n(4)]
    NotDebriefed,
    /// It was cancelled.
    #[n(5)]
    Cancelled,
}

impl Irregular {
    /// In words, to complete “out although …”.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NotGranted => "nobody has granted it",
            Self::Undecided => "two decisions were made while apart",
            Self::Stopped => "the release was stopped",
            Self::NoLicence => "no licence was issued for it",
            Self::NotDebriefed => "the last release was not debriefed",
            Self::Cancelled => "this release was cancelled",
        }
    }
}

impl Application {
    /// Where it stands.
    pub fn status(&self) -> Status {
        let turn = match self.stop {
            Some(Stop { turn: None, .. }) => return Status::Closed,
            Some(Stop { turn: Some(turn), .. }) => Some(turn),
            None => None,
        };
        match turn {
            Some(Turn::Withdrawn) => return Status::Withdrawn,
            Some(Turn::Revoked) => return Status::Revoked,
            Some(Turn::Paused | Turn::Suspended | Turn::Resumed) | None => {}
        }
        match (self.decisions.as_slice(), turn) {
            ([], _) => Status::Applied,
            ([_, _, ..], _) => Status::Undecided,
            ([Decision { verdict: Verdict::Refused, .. }], _) => Status::Refused,
            ([Decision { verdict: Verdict::Deferred, .. }], _) => Status::Deferred,
            ([Decision { verdict: Verdict::Granted, .. }], Some(Turn::Paused)) => Status::Paused,
            ([Decision { verdict: Verdict::Granted, .. }], Some(Turn::Suspended)) => Status::Suspended,
            ([Decision { verdict: Verdict::Granted, .. }], _) => Status::Granted,
        }
    }

    /// The decision that stands.
    pub fn decision(&self) -> Option<&Decision> {
        match self.decisions.as_slice() {
            [decision] => Some(decision),
            _ => None,
        }
    }

    /// Whether there is more than one release in it.
    pub fn is_series(&self) -> bool {
        self.releases.iter().filter(|release| !release.cancelled).count() > 1
    }

    /// One of its releases.
    pub fn release(&self, id: ReleaseId) -> Option<&Release> {
        self.releases.iter().find(|release| release.planned.id == id)
    }

    /// What going out under it now would lack.
    pub fn lacks(&self, release: &Release) -> Option<Irregular> {
        match self.status() {
            Status::Granted => {}
            Status::Undecided => return Some(Irregular::Undecided),
            Status::Paused | Status::Suspended | Status::Revoked | Status::Withdrawn | Status::Closed => {
                return Some(Irregular::Stopped);
            }
            Status::Applied | Status::Deferred | Status::Refused => return Some(Irregular::NotGranted),
        }
        let version = self.licence.map_or(0, |licence| licence.version);
        if release.cancelled {
            Some(Irregular::Cancelled)
        } else if version <= release.after_licence {
            Some(Irregular::NoLicence)
        } else if self.releases.iter().any(|before| before.planned.id != release.planned.id && self.is_owed(before)) {
            Some(Irregular::NotDebriefed)
        } else {
            None
        }
    }

    /// Whether somebody came back, and staff have not looked back on it, or have not assessed what was worrying.
    fn is_owed(&self, release: &Release) -> bool {
        if release.state() != ReleaseState::Back {
            return false;
        }
        let looked_back = release.debriefs.iter().any(|debrief| debrief.by == Debriefer::Staff);
        let assessed = self.assessment.as_ref().map(|assessment| assessment.mark.position);
        let unassessed = |debrief: &Debrief| debrief.concern && assessed < Some(debrief.mark.position);
        !looked_back || release.debriefs.iter().any(unassessed)
    }
}

impl Release {
    /// One that is planned.
    pub(crate) const fn new(planned: PlannedRelease, after_licence: u16) -> Self {
        Self {
            planned,
            after_licence,
            cancelled: false,
            left: None,
            returned: None,
            irregular: None,
            late: Vec::new(),
            reported: false,
            debriefs: Vec::new(),
        }
    }

    /// Where it stands. Whoever is said to have come back before they went out is taken to be out: one of the two is wrong, and that is
    /// the safer one.
    pub fn state(&self) -> ReleaseState {
        match (self.left, self.returned) {
            (None, None) if self.cancelled => ReleaseState::Cancelled,
            (None, None) => ReleaseState::Planned,
            (Some(left), Some(returned)) if left.at <= returned.at => ReleaseState::Back,
            (None, Some(_)) => ReleaseState::Back,
            (Some(_), _) if self.irregular.is_some() => ReleaseState::Recalled,
            (Some(_), _) => ReleaseState::Out,
        }
    }

    /// Whether the prisoner is out.
    pub fn is_out(&self) -> bool {
        matches!(self.state(), ReleaseState::Out | ReleaseState::Recalled)
    }

    /// The passage of a direction.
    pub const fn passage(&self, direction: Direction) -> Option<Passage> {
        match direction {
            Direction::Out => self.left,
            Direction::In => self.returned,
        }
    }
}

/// The applications of a case.
pub type Applications = BTreeMap<ApplicationId, Application>;
