//! What the gate of the handover pack asks. `None` is "not recorded", or, for a list, "nobody has looked". Topics come by their code and
//! their state as text: which topics there are is not known here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::handover::MappaLevel;
use crate::obligation::Check;
use crate::risk::{Rosh, Tier};

/// The facts.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PackFacts {
    /// The day on which the pack is looked at, London's.
    pub today: Date,
    /// What kind of sentence it is.
    pub sentence: Option<SentenceKind>,
    /// The dates by which the pack is timed.
    pub dates: KeyDates,
    /// Numbers and people.
    pub contacts: Contacts,
    /// Risk.
    pub risk: RiskFacts,
    /// The codes of the alerts that are active.
    pub alerts: Option<BTreeSet<String>>,
    /// Whether an ACCT is open.
    pub acct_open: Option<bool>,
    /// Whether an alert says that the Victim Contact Scheme applies.
    pub victim_scheme: Option<bool>,
    /// Whether a victim liaison officer is known.
    pub vlo: Vlo,
    /// Whether the person would be homeless on release.
    pub homeless: Option<bool>,
    /// Whether they are to live in approved premises.
    pub approved_premises: Option<bool>,
    /// When the sentence plan was made or last reviewed.
    pub plan: Option<Date>,
    /// Key work.
    pub key_work: KeyWorkFacts,
    /// Reports on the way to release.
    pub reports: Reports,
    /// The handover meeting.
    pub meeting: Meeting,
    /// How often the community offender manager saw the person since the pre-release phase began.
    pub com_contacts: u16,
    /// The day of the first appointment after release.
    pub first_appointment: Option<Date>,
    /// Checks that were asked for. An agency that is not in it was not asked.
    pub checks: Vec<Check>,
    /// What is stated of each topic.
    pub topics: Vec<TopicFact>,
    /// Actions that are open.
    pub actions: OpenActions,
    /// How many conflicts are open on each field, by its name in the prison system.
    pub conflicts: BTreeMap<String, u16>,
    /// What was explained.
    pub explanations: Vec<Explained>,
}

/// What kind of sentence it is, as far as the pack asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SentenceKind {
    /// With an end.
    Determinate,
    /// Without one.
    Indeterminate,
    /// Back in prison after a recall.
    Recall,
}

/// The dates by which the pack is timed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeyDates {
    /// When the sentence began.
    pub sentence_start: Option<Date>,
    /// The release by which the handover is reckoned.
    pub release: Option<Date>,
    /// When the licence ends.
    pub licence_end: Option<Date>,
    /// The handover date.
    pub handover: Option<Date>,
}

/// Numbers and people: whether each is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contacts {
    /// The probation case number.
    pub crn: bool,
    /// The PNC number.
    pub pnc: bool,
    /// The community offender manager's name.
    pub com_name: bool,
    /// The community offender manager's e-mail address.
    pub com_email: bool,
}

/// Risk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RiskFacts {
    /// The risk of serious harm.
    pub rosh: Option<Rosh>,
    /// When that was assessed.
    pub rosh_assessed: Option<Date>,
    /// The tier.
    pub tier: Option<Tier>,
    /// Whether MAPPA applies.
    pub mappa_applies: Option<bool>,
    /// The MAPPA category, from 1.
    pub mappa_category: Option<u8>,
    /// The MAPPA level.
    pub mappa_level: Option<MappaLevel>,
    /// When MAPPA is next reviewed.
    pub mappa_review: Option<Date>,
    /// When the last OASys was completed.
    pub oasys: Option<Date>,
    /// When the OASys was last reviewed for a handover.
    pub oasys_reviewed: Option<Date>,
}

/// Whether a victim liaison officer is known, as far as this reader may know it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Vlo {
    /// One is.
    Known,
    /// None is.
    #[default]
    NotKnown,
    /// This reader may not know.
    Closed,
}

/// Key work, as the pack sums it up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeyWorkFacts {
    /// When the last session was held.
    pub last_session: Option<Date>,
    /// How many were held in the last 6 months.
    pub sessions: u16,
    /// Whether complexity of need is high, so that there is no key work.
    pub high_complexity: bool,
}

/// Reports on the way to release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Reports {
    /// The immediate-needs report.
    pub immediate_needs: Option<Date>,
    /// The pre-release report.
    pub pre_release: Option<Date>,
}

/// The handover meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Meeting {
    /// When people were invited to it.
    pub invited: Option<Date>,
    /// When it was held.
    pub held: Option<Date>,
}

/// What is stated of a topic.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TopicFact {
    /// The topic's code, such as `release-address`.
    pub code: String,
    /// Which one, where there can be several: a programme, a need within a pathway.
    pub about: Option<String>,
    /// When it was stated.
    pub on: Date,
    /// Its state's code, such as `support-required`.
    pub state: String,
    /// Whether it has words.
    pub has_words: bool,
    /// Whether somebody is named who sees to it.
    pub has_owner: bool,
    /// By when it is to be done.
    pub due: Option<Date>,
}

/// Actions that are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OpenActions {
    /// How many.
    pub open: u16,
    /// How many of them nobody owns.
    pub without_owner: u16,
    /// How many of them have no date.
    pub without_date: u16,
}

/// Why something is missing, in words that the pack prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Explained {
    /// The key of what is explained.
    pub key: String,
    /// When. On the day of the fact itself it counts as being about it: both are known by their days alone.
    pub on: Date,
}
