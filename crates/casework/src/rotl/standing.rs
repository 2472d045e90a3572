//! Where an application and its releases stand, by what was recorded; and what going out would lack. What follows from the day is not
//! here.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{
    Application, Bounds, Debriefer, Decision, Direction, Passage, PlannedRelease, Release, ReleaseId, Stop, Turn,
    Verdict,
};
use crate::london;

/// Where an application stands.
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

/// What an application waits for on its way to the gate, in the order of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Awaits {
    /// Somebody who was asked has not replied, and nobody has assessed without it.
    Replies,
    /// The risk is to be assessed.
    Assessment,
    /// The board is to meet.
    Board,
    /// Somebody is to decide.
    Decision,
    /// Two decided while apart: somebody is to decide again.
    AnotherDecision,
    /// The licence is to be issued.
    Licence,
}

impl Awaits {
    /// All of them, in the order of the way.
    pub const ALL: [Self; 6] =
        [Self::Replies, Self::Assessment, Self::Board, Self::Decision, Self::AnotherDecision, Self::Licence];

    /// The stage at which it waits.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Replies => "Consultation",
            Self::Assessment => "Risk assessment",
            Self::Board => "Board",
            Self::Decision => "Decision",
            Self::AnotherDecision => "Two decisions",
            Self::Licence => "Licence",
        }
    }
}

/// Where a release stands.
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
    /// The prisoner had not come back from another one.
    #[n(6)]
    StillOut,
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
            Self::StillOut => "no return was recorded from the one before",
        }
    }
}

impl Application {
    /// Where it stands.
    pub fn status(&self) -> Status {
        let turn = match self.stop() {
            Some(Stop { turn: None, .. }) => return Status::Closed,
            Some(Stop { turn: Some(Turn::Withdrawn), .. }) => return Status::Withdrawn,
            Some(Stop { turn: Some(Turn::Revoked), .. }) => return Status::Revoked,
            Some(Stop { turn: Some(turn), .. }) => Some(*turn),
            None => None,
        };
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

    /// What it waits for; nothing once it is licensed, stopped or over. Whether its day has passed meanwhile is not here.
    pub fn awaits(&self) -> Option<Awaits> {
        match self.status() {
            Status::Undecided => Some(Awaits::AnotherDecision),
            Status::Applied | Status::Deferred if self.assessment.is_none() => {
                let (asked, replied) = self.replies();
                Some(if asked > replied { Awaits::Replies } else { Awaits::Assessment })
            }
            Status::Applied | Status::Deferred if self.board.is_none() => Some(Awaits::Board),
            Status::Applied | Status::Deferred => Some(Awaits::Decision),
            Status::Granted if self.licence.is_none() => Some(Awaits::Licence),
            _ => None,
        }
    }

    /// How many were asked whose reply is needed, and how many of them have replied.
    pub fn replies(&self) -> (usize, usize) {
        let needed = self.consultations.iter().filter(|one| one.asked.is_some() && !one.not_needed);
        needed.fold((0, 0), |(asked, replied), one| (asked + 1, replied + usize::from(one.replied.is_some())))
    }

    /// The hardest of what stops it, and of several the last.
    pub fn stop(&self) -> Option<&Stop> {
        self.stops.iter().max_by_key(|stop| match stop.turn {
            None => 4,
            Some(Turn::Withdrawn) => 3,
            Some(Turn::Revoked) => 2,
            Some(Turn::Suspended) => 1,
            Some(Turn::Paused | Turn::Resumed) => 0,
        })
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

    /// What going out under it now would lack. Whether the prisoner is out under another one, the case knows.
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
        } else if self.releases.iter().any(|before| before.planned.id != release.planned.id && is_owed(before)) {
            Some(Irregular::NotDebriefed)
        } else {
            None
        }
    }
}

/// Whether somebody came back, and staff have not looked back on it, or have not assessed what was worrying.
fn is_owed(release: &Release) -> bool {
    let looked_back = release.debriefs.iter().any(|debrief| debrief.by == Debriefer::Staff);
    let unassessed = release.debriefs.iter().any(|debrief| debrief.concern && !debrief.assessed);
    release.state() == ReleaseState::Back && (!looked_back || unassessed)
}

impl Bounds {
    /// Of what is applied for.
    pub(crate) fn of(releases: &[PlannedRelease]) -> Self {
        Self {
            from: releases.iter().map(|release| release.out).min().unwrap_or_default(),
            until: releases.iter().map(|release| release.back).max().unwrap_or_default(),
            longest: releases.iter().map(length).max().unwrap_or_default(),
        }
    }

    /// Whether a release that is moved is still one that was applied for.
    pub(crate) fn hold(&self, release: &PlannedRelease) -> bool {
        self.from <= release.out && release.back <= self.until && length(release) <= self.longest
    }
}

/// Seconds by the clock on the wall in London.
fn length(release: &PlannedRelease) -> i64 {
    london::local(release.back).duration_since(london::local(release.out)).as_secs()
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
            moved: None,
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
