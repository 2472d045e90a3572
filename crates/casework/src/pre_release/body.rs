//! What is written about somebody's release: the bodies of the events. Keys are fixed by golden files; a new version only adds.

use jiff::Timestamp;
use jiff::civil::Date;
use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::{GapCause, Outcome, PackId, PackStep, PlanOwner, PlanState, ReportKind, SealedFor, Section, Topic};
use crate::cbor;

/// Where a topic stands. Stated again for the same topic and name, it replaces what was known.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PlanStated {
    /// Which topic.
    #[n(0)]
    pub topic: Topic,
    /// Which of several: a programme, a document, a need.
    #[n(1)]
    pub about: Option<String>,
    /// Where it stands.
    #[n(2)]
    pub state: PlanState,
    /// What there is to say of it.
    #[n(3)]
    pub words: String,
    /// Who sees to it.
    #[n(4)]
    pub owner: Option<PlanOwner>,
    /// By when.
    #[n(5)]
    #[cbor(with = "cbor::option_date")]
    pub due: Option<Date>,
    /// Since which day it is so, or on which day it is to be.
    #[n(6)]
    #[cbor(with = "cbor::option_date")]
    pub on: Option<Date>,
}

/// What a report says of one pathway.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct PathwayAnswer {
    /// Which pathway.
    #[n(0)]
    pub pathway: Topic,
    /// What is needed there.
    #[n(1)]
    pub words: String,
}

/// A report before release: an answer to each of the seven pathways, or why it was skipped.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ReleaseReportWritten {
    /// Which report.
    #[n(0)]
    pub kind: ReportKind,
    /// On which day, in London.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Pathway by pathway.
    #[n(2)]
    pub answers: Vec<PathwayAnswer>,
    /// Why it was skipped, where it was.
    #[n(3)]
    pub skipped: Option<String>,
}

/// The author's own words in a section of the pack. Blank ones take back what was written.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PackWordsWritten {
    /// In which section.
    #[n(0)]
    pub section: Section,
    /// The words.
    #[n(1)]
    pub words: String,
}

/// Why something is missing from a pack.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct GapExplained {
    /// What is missing, as the rules call it.
    #[n(0)]
    pub gap: String,
    /// Why.
    #[n(1)]
    pub cause: GapCause,
    /// What the community offender manager should know or do.
    #[n(2)]
    pub words: String,
}

/// Whom a pack is for.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
pub struct PackRecipient {
    /// Their name; empty where a team has it.
    #[n(0)]
    pub name: String,
    /// Their team.
    #[n(1)]
    pub team: String,
    /// Their email.
    #[n(2)]
    pub email: String,
    /// Their telephone.
    #[n(3)]
    pub phone: String,
}

/// A version of a pack was sealed: for whom, and what was in it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PackSealed {
    /// Its identifier.
    #[n(0)]
    pub id: PackId,
    /// Which version, from 1.
    #[n(1)]
    pub version: u32,
    /// For whom.
    #[n(2)]
    pub to: PackRecipient,
    /// How it is closed.
    #[n(3)]
    pub sealed_for: SealedFor,
    /// The hash of the file that left.
    #[n(4)]
    pub file: crypto::Hash,
    /// The hash of what it says.
    #[n(5)]
    pub fingerprint: crypto::Hash,
    /// How many pages it has.
    #[n(6)]
    pub pages: u32,
    /// How many of its sections had nothing to explain.
    #[n(7)]
    pub ready: u8,
    /// How many gaps were explained in it.
    #[n(8)]
    pub explained: u32,
    /// What was left out on purpose, and how much of it.
    #[n(9)]
    pub left_out: Vec<(String, u32)>,
    /// What it says, as the attached data, compressed; without what is restricted.
    #[n(10)]
    #[cbor(with = "minicbor::bytes")]
    pub content: Vec<u8>,
}

/// What is restricted and went with a pack all the same, item by item. In the restricted compartment.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PackRestricted {
    /// Which pack.
    #[n(0)]
    pub id: PackId,
    /// What, one by one.
    #[n(1)]
    pub items: Vec<String>,
    /// What the pack says with them, as the attached data, compressed.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub content: Vec<u8>,
}

/// What became of a pack: one step.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PackTraced {
    /// Which pack.
    #[n(0)]
    pub id: PackId,
    /// Which step.
    #[n(1)]
    pub step: PackStep,
    /// How, to whom, or what was said.
    #[n(2)]
    pub words: String,
}

/// A pack of another prison came and was taken into the record, as it came. It changes no fact and no plan.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct PackReceived {
    /// Its identifier, as its sender has it.
    #[n(0)]
    pub id: PackId,
    /// Which version.
    #[n(1)]
    pub version: u32,
    /// When it was put together, as it says.
    #[n(2)]
    #[cbor(with = "cbor::instant")]
    pub made: Timestamp,
    /// The name of the prison that it says it comes from.
    #[n(3)]
    pub prison: String,
    /// The code of that prison.
    #[n(4)]
    pub prison_code: String,
    /// How it was closed.
    #[n(5)]
    pub sealed_for: SealedFor,
    /// The hash of the file that came.
    #[n(6)]
    pub file: crypto::Hash,
    /// The hash of what it says.
    #[n(7)]
    pub fingerprint: crypto::Hash,
    /// Whether the sender's check code was compared with it.
    #[n(8)]
    pub compared: bool,
    /// Whether something restricted came with it: then all of it is in the restricted compartment.
    #[n(9)]
    pub restricted: bool,
    /// What it says, as the attached data, compressed.
    #[n(10)]
    #[cbor(with = "minicbor::bytes")]
    pub content: Vec<u8>,
}

/// How it went after release, as the community reports back.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct OutcomeReported {
    /// What.
    #[n(0)]
    pub outcome: Outcome,
    /// On which day.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Who says so, and what more.
    #[n(2)]
    pub words: String,
}
