//! What a case keeps of the plan for a release and of its packs: as much as decides what may come next, and as the rules ask about. The words
//! are in the history (`store`).

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use minicbor::{Decode, Encode};

use super::{Outcome, PackId, PackRecipient, PackStep, PlanOwner, PlanState, ReportKind, SealedFor, Topic};
use crate::cbor;
use crate::fact::Value;
use crate::stamp::Mark;

/// Everything that a case keeps of it.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
pub struct PreRelease {
    /// Where topics stand: those with names by their names.
    #[n(0)]
    pub topics: BTreeMap<(Topic, Option<String>), Planned>,
    /// The last report of each kind.
    #[n(1)]
    pub reports: BTreeMap<ReportKind, Reported>,
    /// What was explained, by what the rules call it.
    #[n(2)]
    pub explained: BTreeMap<String, Mark>,
    /// The packs that were sealed.
    #[n(3)]
    pub packs: BTreeMap<PackId, SealedPack>,
    /// How it went after release, in the order of the record.
    #[n(4)]
    pub outcomes: Vec<ReportedOutcome>,
    /// The packs that came from other prisons, by the fingerprint of what they say.
    #[n(5)]
    pub received: BTreeMap<crypto::Hash, ReceivedPack>,
}

/// Where a topic stands.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Planned {
    /// Its state.
    #[n(0)]
    pub state: PlanState,
    /// Whether there are words to it.
    #[n(1)]
    pub worded: bool,
    /// Who sees to it.
    #[n(2)]
    pub owner: Option<PlanOwner>,
    /// By when.
    #[n(3)]
    #[cbor(with = "cbor::option_date")]
    pub due: Option<Date>,
    /// Since which day it is so, or on which day it is to be.
    #[n(4)]
    #[cbor(with = "cbor::option_date")]
    pub on: Option<Date>,
    /// Who stated it, when.
    #[n(5)]
    pub mark: Mark,
    /// The hash of all that was stated of it, the words included: what says the same has the same.
    #[n(6)]
    pub said: crypto::Hash,
}

/// A report before release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Reported {
    /// On which day.
    #[n(0)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Whether it was skipped, with a reason.
    #[n(1)]
    pub skipped: bool,
    /// Who wrote it, when.
    #[n(2)]
    pub mark: Mark,
}

/// A pack that was sealed, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SealedPack {
    /// Which version.
    #[n(0)]
    pub version: u32,
    /// For whom.
    #[n(1)]
    pub to: PackRecipient,
    /// The hash of the file.
    #[n(2)]
    pub file: crypto::Hash,
    /// The hash of what it says.
    #[n(3)]
    pub fingerprint: crypto::Hash,
    /// Who sealed it, when.
    #[n(4)]
    pub mark: Mark,
    /// What became of it, in the order of the record.
    #[n(5)]
    pub steps: Vec<TracedStep>,
    /// The facts that are another by now than when it was sealed, by the numbers of their fields.
    #[n(6)]
    pub facts: BTreeMap<u16, Changed<Value>>,
    /// The topics of which something else is said by now, by the hash of what was said.
    #[n(7)]
    pub topics: BTreeMap<(Topic, Option<String>), Changed<crypto::Hash>>,
}

/// Something that is another than when a pack was sealed. Once it is the same again, it is kept no longer.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Changed<T> {
    /// What it was then; nothing, where there was nothing.
    #[n(0)]
    pub was: Option<T>,
    /// The day on which it became another.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub since: Date,
}

impl SealedPack {
    /// When a step was last taken.
    pub fn last(&self, step: PackStep) -> Option<&Mark> {
        self.steps.iter().rev().find(|traced| traced.step == step).map(|traced| &traced.mark)
    }

    /// Whether its recipient says that it arrived.
    pub fn is_received(&self) -> bool {
        self.last(PackStep::Received).or_else(|| self.last(PackStep::ReceivedWithQuestions)).is_some()
    }

    /// Whether it is not to be relied on: it went astray, or was called back.
    pub fn is_void(&self) -> bool {
        self.last(PackStep::Astray).or_else(|| self.last(PackStep::Recalled)).is_some()
    }
}

/// A step with a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct TracedStep {
    /// Which.
    #[n(0)]
    pub step: PackStep,
    /// Who recorded it, when.
    #[n(1)]
    pub mark: Mark,
}

/// A pack that came from another prison.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ReceivedPack {
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
    /// The name of the prison.
    #[n(3)]
    pub prison: String,
    /// The code of the prison.
    #[n(4)]
    pub prison_code: String,
    /// How it was closed.
    #[n(5)]
    pub sealed_for: SealedFor,
    /// Whether the sender's check code was compared with it.
    #[n(6)]
    pub compared: bool,
    /// Whether something restricted came with it.
    #[n(7)]
    pub restricted: bool,
    /// Who took it into the record, when.
    #[n(8)]
    pub mark: Mark,
}

/// How it went after release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct ReportedOutcome {
    /// What.
    #[n(0)]
    pub outcome: Outcome,
    /// On which day.
    #[n(1)]
    #[cbor(with = "cbor::date")]
    pub on: Date,
    /// Who recorded it, when.
    #[n(2)]
    pub mark: Mark,
}

impl PreRelease {
    /// The packs that somebody can rely on, the newest version last.
    pub fn standing_packs(&self) -> Vec<(&PackId, &SealedPack)> {
        let mut packs: Vec<_> = self.packs.iter().filter(|(_, pack)| !pack.is_void()).collect();
        packs.sort_by_key(|(_, pack)| (pack.version, pack.mark.position));
        packs
    }

    /// Whether somebody has begun to put a pack together: a gap of it is explained.
    pub fn is_pack_begun(&self) -> bool {
        !self.explained.is_empty()
    }

    /// Whether a pack that came is the newest of its prison: the one put together last, and of those the highest version. In which order they came
    /// does not matter.
    pub fn is_newest_received(&self, pack: &ReceivedPack) -> bool {
        let age = |pack: &ReceivedPack| (pack.made, pack.version, pack.mark.position);
        let of_the_same = self.received.values().filter(|other| other.prison_code == pack.prison_code);
        of_the_same.map(age).max() == Some(age(pack))
    }

    /// The version that the next pack has.
    pub fn next_version(&self) -> u32 {
        self.packs.values().map(|pack| pack.version).max().unwrap_or_default().saturating_add(1)
    }
}
