//! What the generator says of one prisoner.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use serde::Serialize;
use serde_json::Value;

use crate::sentence::CaseKind;

/// A prisoner, with the document as a prisoner search would give it today and what other systems know.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// Prison number, such as `A1234BC`; nobody else has it, in this unit or the second.
    pub prison_number: String,
    /// Prisoner-search shaped document: the current truth, with null fields and some keys nobody asked for.
    pub document: Value,
    /// Up to three earlier documents, oldest first.
    pub earlier: Vec<Snapshot>,
    /// Movements of the present term, oldest first.
    pub movements: Vec<Movement>,
    /// Risk of serious harm, unless nobody has assessed it.
    pub rosh: Option<Rosh>,
    /// Probation tier, `A` to `D`.
    pub tier: Option<String>,
    /// Multi-agency public protection, if eligible.
    pub mappa: Option<Mappa>,
    /// Community offender manager, if one is known.
    pub com: Option<Com>,
    /// Victim contact scheme; restricted.
    pub victim_contact: Option<VictimContact>,
    /// Family and others outside.
    pub contacts: Vec<Contact>,
    /// Prison offender managers and keyworkers, then and now.
    pub allocations: Vec<Allocation>,
    /// The kind of case.
    pub kind: CaseKind,
    /// What there is to say of their release, by the sections of `phrases/plan.txt`; nothing, while that is far off.
    pub plan: BTreeMap<String, Vec<String>>,
}

/// The document as it was on an earlier day.
#[derive(Clone, Debug, Serialize)]
pub struct Snapshot {
    /// The day on which it was true.
    pub on: Date,
    /// The document of that day.
    pub document: Value,
}

/// Somebody coming or going.
#[derive(Clone, Debug, Serialize)]
pub struct Movement {
    /// London time.
    pub at: DateTime,
    /// `ADM`, `TRN`, `REL`, `CRT` or `TAP`.
    pub kind: String,
    /// `IN` or `OUT`.
    pub direction: String,
    /// NOMIS movement reason.
    pub reason: String,
    /// Prison left; `OUT` or none when from outside.
    pub from: Option<String>,
    /// Prison arrived at; `OUT` or none when to outside.
    pub to: Option<String>,
}

/// Risk of serious harm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rosh {
    /// `LOW`, `MEDIUM`, `HIGH` or `VERY_HIGH`.
    pub level: String,
    /// When it was last assessed.
    pub assessed: Date,
}

/// Multi-agency public protection arrangements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mappa {
    /// 1 registered, 2 violent or other sexual, 3 other dangerous, 4 terrorism.
    pub category: u8,
    /// 1 to 3; none while it is to be set, six months before release at the latest.
    pub level: Option<u8>,
    /// Next review, once there is a level.
    pub review: Option<Date>,
}

/// Community offender manager.
#[derive(Clone, Debug, Serialize)]
pub struct Com {
    /// Full name.
    pub name: String,
    /// Address under a domain kept for examples.
    pub email: String,
    /// Team.
    pub team: String,
    /// Local delivery unit.
    pub ldu: String,
}

/// What the victim liaison officer has told; restricted.
#[derive(Clone, Debug, Serialize)]
pub struct VictimContact {
    /// Victim liaison officer.
    pub vlo_name: String,
    /// Their address under a domain kept for examples.
    pub vlo_email: String,
    /// Their telephone number, from the range kept for drama.
    pub vlo_phone: String,
    /// What the victims have asked for.
    pub scheme_notes: String,
}

/// Somebody in the person's life.
#[derive(Clone, Debug, Serialize)]
pub struct Contact {
    /// Mother, partner, solicitor…
    pub relationship: String,
    /// Full name.
    pub name: String,
    /// Telephone number from the range kept for drama; may be empty.
    pub phone: String,
    /// Invented address; may be empty.
    pub address: String,
}

/// What a member of staff is allocated for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
pub enum AllocationKind {
    /// The responsible or supporting prison offender manager.
    Pom,
    /// A second prison offender manager.
    CoworkingPom,
    /// The keyworker.
    Keyworker,
}

/// Somebody's officer or manager from a day, to a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Allocation {
    /// For what.
    pub kind: AllocationKind,
    /// Index into [`crate::Prison::staff`].
    pub staff: usize,
    /// First day.
    pub from: Date,
    /// Last day, unless it still runs.
    pub to: Option<Date>,
    /// Why it began: `AUTO`, `MANUAL` for keyworkers, words for POMs.
    pub reason: String,
}
