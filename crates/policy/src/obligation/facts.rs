//! What the obligations of a case are made from. As in the handover's facts, `None` is "not recorded".

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::handover;
use crate::risk::Rosh;
use crate::rotl::{Consultee, Trigger};

/// The facts of a case of somebody in custody, or just released.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct CaseFacts {
    /// Whom they are about: the prison number.
    pub person: String,
    /// What the handover rules ask.
    pub handover: handover::Facts,
    /// When the person came to this prison.
    pub received: Option<Date>,
    /// Who works with them.
    pub staff: Staff,
    /// Key work.
    pub key_work: KeyWork,
    /// When the case was last worked on.
    pub last: LastActs,
    /// The handover's tasks, by the day on which each was done.
    pub tasks: HandoverTasks,
    /// The way to release.
    pub release: ReleasePlan,
    /// The handover packs for the community offender manager who has the case now; nothing, where packs are not kept: then none is owed.
    pub packs: Option<Vec<PackFact>>,
    /// Since when something that the pack prints is another than in the version that this community offender manager has.
    pub changed_since: Option<Date>,
    /// How it went after release.
    pub after_release: AfterRelease,
    /// Risk of serious harm.
    pub rosh: Option<Rosh>,
    /// Checks that were asked for. An agency that is not in it was not asked.
    pub checks: Vec<Check>,
    /// Changes of risk that somebody must be told of.
    pub risk_changes: Vec<RiskChange>,
    /// When it was checked whether victims want contact.
    pub victims_checked: Option<Date>,
    /// Dates that moved.
    pub moves: Vec<DateMove>,
    /// Applications for temporary release that are not over, and those with something left to do.
    pub rotl: Vec<RotlFacts>,
    /// What was settled by hand.
    pub by_hand: Vec<ByHand>,
}

/// Who works with somebody.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Staff {
    /// The prison offender manager; after release, whoever sealed the last pack.
    pub pom: Option<String>,
    /// The keyworker.
    pub keyworker: Option<String>,
    /// The community offender manager's name.
    pub com_name: Option<String>,
    /// The community offender manager's e-mail address.
    pub com_email: Option<String>,
}

impl Staff {
    /// Whether the community offender manager is known: by name or by address. There is no other meaning of it.
    pub fn is_com_known(&self) -> bool {
        [&self.com_name, &self.com_email].into_iter().flatten().any(|words| !words.trim().is_empty())
    }
}

/// Key work with somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct KeyWork {
    /// Since when they are eligible here: the reception, or a later change of their complexity of need.
    pub eligible_since: Option<Date>,
    /// When the last session was held.
    pub last_session: Option<Date>,
    /// Whether their complexity of need is high, so that the POM does what a keyworker would.
    pub high_complexity: bool,
}

/// When a case was last worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct LastActs {
    /// A contact by the prison offender manager.
    pub contact: Option<Date>,
    /// An OASys was completed.
    pub oasys: Option<Date>,
    /// A sentence plan was made or reviewed.
    pub plan: Option<Date>,
    /// A manager looked at the case.
    pub oversight: Option<Date>,
}

/// The handover's tasks, by the day on which each was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct HandoverTasks {
    /// Whether the case is of enhanced resourcing; where nobody recorded it, it counts as such.
    pub enhanced: Option<bool>,
    /// The OASys was reviewed.
    pub oasys_reviewed: Option<Date>,
    /// There was contact with the community offender manager.
    pub com_contact: Option<Date>,
    /// The report was sent.
    pub report_sent: Option<Date>,
    /// The meeting was held.
    pub meeting_held: Option<Date>,
}

/// The way to release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReleasePlan {
    /// The pre-release report.
    pub report: Option<Date>,
    /// Whether MAPPA applies.
    pub mappa_applies: Option<bool>,
    /// Whether the person would be homeless.
    pub homeless: Option<bool>,
    /// When they were referred.
    pub referred: Option<Date>,
    /// Whether they are to live in approved premises.
    pub approved_premises: Option<bool>,
    /// When those were applied for.
    pub premises_applied: Option<Date>,
    /// When the licence was approved.
    pub licence_approved: Option<Date>,
    /// When the parole report was sent.
    pub parole_report: Option<Date>,
}

/// A version of a handover pack that was sealed, and what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PackFact {
    /// Which version, from 1.
    pub version: u32,
    /// When it was sealed.
    pub sealed: Date,
    /// When it was sent.
    #[serde(default)]
    pub sent: Option<Date>,
    /// When the words that open it were given.
    #[serde(default)]
    pub words_given: Option<Date>,
    /// When its receipt was last chased.
    #[serde(default)]
    pub chased: Option<Date>,
    /// When its receipt was acknowledged.
    #[serde(default)]
    pub received: Option<Date>,
    /// When it was found to have gone astray.
    #[serde(default)]
    pub astray: Option<Date>,
    /// When it was recalled.
    #[serde(default)]
    pub recalled: Option<Date>,
}

impl PackFact {
    /// When it went to the community offender manager; nothing, if it did not, went astray or was recalled.
    pub fn gone(&self) -> Option<Date> {
        self.sent.filter(|_| self.astray.is_none() && self.recalled.is_none())
    }
}

/// How it went after release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct AfterRelease {
    /// When the person was released, at the end of the custodial part. Temporary release is not meant.
    pub released: Option<Date>,
    /// When it was recorded how the first appointment went: kept, or not kept and why.
    pub reported: Option<Date>,
}

/// Who is asked for what they know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Agency {
    /// The police, about domestic abuse.
    Police,
    /// Children's services.
    ChildrensServices,
}

impl Agency {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Police, Self::ChildrensServices];

    /// What it is called.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Police => "police, domestic abuse",
            Self::ChildrensServices => "children's services",
        }
    }
}

/// A check that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Check {
    /// Of whom.
    pub agency: Agency,
    /// When.
    pub requested: Date,
    /// When it was last chased.
    pub chased: Option<Date>,
    /// When the answer came.
    pub received: Option<Date>,
}

/// A change of risk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskChange {
    /// When.
    pub on: Date,
    /// Who must be told, and when they were.
    pub tell: Vec<Told>,
}

/// Somebody who must be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Who.
    pub whom: String,
    /// When they were.
    pub on: Option<Date>,
}

/// A date that moved.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateMove {
    /// Which date, as it is called.
    pub what: String,
    /// From.
    pub from: Option<Date>,
    /// To.
    pub to: Option<Date>,
    /// When that became known.
    pub on: Date,
    /// When somebody saw what it moved.
    pub read: Option<Date>,
}

/// An application for temporary release, as far as something is owed for it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RotlFacts {
    /// What tells it apart from the person's others, as a list shows it.
    pub application: String,
    /// When it was made.
    pub applied: Date,
    /// Where it stands.
    pub stage: RotlStage,
    /// Who must be asked, or was.
    pub consultations: Vec<RotlConsultation>,
    /// When the risk assessment was written that stands.
    pub assessed: Option<Date>,
    /// Since when a watched fact is another one than in that assessment.
    pub changed: Option<Date>,
    /// The day for which the board is set.
    pub board: Option<Date>,
    /// When the board sat.
    pub board_held: Option<Date>,
    /// When it was granted, by the decision that stands.
    pub granted: Option<Date>,
    /// When a licence was issued since.
    pub licence_issued: Option<Date>,
    /// Whether it has more than one release.
    pub is_series: bool,
    /// When the series was last reviewed.
    pub last_review: Option<Date>,
    /// What happened because of which it is reviewed.
    pub triggers: Vec<Trigger>,
    /// Its releases: those to come, those under way, and those with something left to do.
    pub releases: Vec<RotlRelease>,
}

/// Where an application stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RotlStage {
    /// To be decided.
    #[default]
    Applied,
    /// Granted.
    Granted,
    /// Paused or suspended.
    Stopped,
    /// Refused, withdrawn, revoked, at its end, or closed.
    Over,
}

/// One of those who must be asked, or were.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RotlConsultation {
    /// Who.
    pub who: Consultee,
    /// When they were asked.
    #[serde(default)]
    pub asked: Option<Date>,
    /// When they were last chased.
    #[serde(default)]
    pub chased: Option<Date>,
    /// Whether nothing more is awaited: they replied, or are not needed.
    #[serde(default)]
    pub is_settled: bool,
}

/// A release under an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RotlRelease {
    /// When the person is to go out, in London.
    pub out: DateTime,
    /// The day on which they are due back.
    pub due: Date,
    /// The day on which they went out.
    #[serde(default)]
    pub went_out: Option<Date>,
    /// The day on which they came back.
    #[serde(default)]
    pub came_back: Option<Date>,
    /// The day on which it failed.
    #[serde(default)]
    pub failed: Option<Date>,
    /// When the failure was reported.
    #[serde(default)]
    pub reported: Option<Date>,
    /// When it was talked through.
    #[serde(default)]
    pub debriefed: Option<Date>,
}

/// Something settled by hand, with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// What.
    pub key: super::Key,
    /// Why. Without a reason it is not settled.
    pub reason: String,
}
