//! The handover pack: how it stands, what is written in it, sealing it, what became of it, and reading one that came from elsewhere.

pub use casework::pre_release::{GapCause, PackRecipient, PackStep};
use serde::{Deserialize, Serialize};

use crate::{PlanOwner, Secret, Section, TakenBackView};

/// Asks for the packs of the unit: whoever is to have one, and whoever had one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packs {}

/// The packs of the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PacksView {
    /// London's day, ISO.
    pub today: String,
    /// One row for each prisoner, the soonest handed over first.
    pub rows: Vec<PacksRow>,
}

/// A prisoner and how their pack stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PacksRow {
    /// Prison number.
    pub number: String,
    /// Name, last name first.
    pub name: String,
    /// The prison offender manager; nothing if there is none.
    pub pom: Option<String>,
    /// Whether it is for the signed-in person to follow: that is them, or after a release they sealed the last pack.
    pub mine: bool,
    /// For whom the pack is, as far as the record knows; empty if it does not.
    pub to: String,
    /// From when the community is responsible, ISO.
    pub handover: Option<String>,
    /// The earliest release, ISO; of whoever was released, the day of that.
    pub release: Option<String>,
    /// How it stands.
    pub state: PackState,
    /// The newest version that was sealed; nothing if there was none.
    pub version: Option<u32>,
    /// When that was sealed, ISO.
    pub sealed: Option<String>,
}

/// How a pack stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PackState {
    /// Nothing was sealed yet; so many gaps need a word.
    Draft {
        /// How many.
        gaps: u32,
    },
    /// Sealed, and not recorded as sent.
    Sealed,
    /// Sent, and nobody said that it arrived.
    Waiting {
        /// How many facts that it prints changed since it was sealed.
        changed: u32,
    },
    /// Received.
    Received {
        /// How many facts that it prints changed since it was sealed.
        changed: u32,
    },
    /// The newest one went astray or was called back.
    Lost,
}

impl PackState {
    /// How many facts that a pack prints changed since it was sealed, where the community has it or waits for it.
    pub const fn changed(self) -> u32 {
        match self {
            Self::Waiting { changed } | Self::Received { changed } => changed,
            Self::Draft { .. } | Self::Sealed | Self::Lost => 0,
        }
    }
}

/// Asks how the pack of a prisoner stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftPack {
    /// Prison number.
    pub number: String,
}

/// A pack as it would leave now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackDraftView {
    /// The version that it would be.
    pub version: u32,
    /// For whom, as far as the record knows.
    pub to: PackRecipient,
    /// Its sections.
    pub sections: Vec<PackSectionView>,
    /// What is left out on purpose.
    pub left_out: Vec<LeftOutView>,
    /// Restricted items that somebody with the right may put in, one by one; none without the right.
    pub restricted: Vec<RestrictedItem>,
    /// What changed since the last version that this recipient had; nothing if they had none.
    pub since: Option<PackSince>,
    /// What is looked at before it is sealed.
    pub checks: Vec<PackCheck>,
    /// Whether every section is ready or explained.
    pub may_seal: bool,
    /// The handover tasks.
    pub tasks: Vec<PackTask>,
    /// The packs that were sealed, newest first.
    pub sealed: Vec<SealedView>,
}

/// A section of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackSectionView {
    /// Which.
    pub section: Section,
    /// What it is called.
    pub title: String,
    /// How it stands.
    pub state: PackSectionState,
    /// Whether something in it is another than in the last version that this recipient had.
    pub changed: bool,
    /// What it holds.
    pub rows: Vec<PackRow>,
    /// Its lists.
    pub tables: Vec<PackTable>,
    /// What has to be put right or explained, and what was.
    pub gaps: Vec<PackGapView>,
    /// The author's own words.
    pub words: Option<OwnWordsView>,
}

/// How a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PackSectionState {
    /// Nothing is missing.
    Ready,
    /// What is missing is explained.
    Explained,
    /// Something is missing without a word about it.
    Gap,
}

/// A row of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackRow {
    /// What it is called.
    pub name: String,
    /// What it says.
    pub value: String,
    /// What it said before, where that matters to the reader.
    pub was: Option<String>,
    /// Where it comes from.
    pub from: String,
    /// On which day that was so, ISO.
    pub on: Option<String>,
    /// How it stands.
    pub state: PackRowState,
}

/// How a row stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PackRowState {
    /// The record holds it.
    Held,
    /// It is not due yet.
    Later,
    /// It was asked for and has not come.
    Asked,
    /// It is missing.
    Gap,
    /// It is older than it may be.
    Stale,
    /// The record says two things that cannot both be so.
    Contradicts,
}

impl PackRowState {
    /// How it is said.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Held => "held",
            Self::Later => "not due yet",
            Self::Asked => "asked for",
            Self::Gap => "missing",
            Self::Stale => "out of date",
            Self::Contradicts => "contradicts itself",
        }
    }
}

/// A list within a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackTable {
    /// What is in it.
    pub title: String,
    /// The columns' names.
    pub header: Vec<String>,
    /// The cells of each row.
    pub rows: Vec<Vec<String>>,
}

/// The author's own words in a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnWordsView {
    /// The words.
    pub text: String,
    /// Who wrote them.
    pub by: String,
    /// On which day, ISO.
    pub on: String,
}

/// Something that has to be put right or explained.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackGapView {
    /// By what it is explained.
    pub key: String,
    /// What is missing or wrong.
    pub words: String,
    /// What is asked.
    pub question: Option<String>,
    /// Whether it is a conflict of two records: that is settled, not explained.
    pub conflict: bool,
    /// How it was explained.
    pub explained: Option<ExplainedView>,
    /// The working, as text.
    pub why: String,
}

/// Why something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplainedView {
    /// What it is called that is missing.
    pub name: String,
    /// What is missing of it, or wrong.
    pub what: String,
    /// The cause, in words.
    pub cause: String,
    /// What the community offender manager should know or do.
    pub words: String,
    /// Who explained it.
    pub by: String,
    /// On which day, ISO.
    pub on: String,
}

/// Something that is left out on purpose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LeftOutView {
    /// What kind of thing.
    pub what: String,
    /// How many.
    pub count: u32,
    /// Whom its reader asks for it.
    pub ask: String,
}

/// A restricted item that may be put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RestrictedItem {
    /// What tells it apart.
    pub key: String,
    /// What it is, without its words.
    pub what: String,
    /// Of which day, ISO.
    pub on: Option<String>,
}

/// What changed since an earlier version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackSince {
    /// Which version.
    pub version: u32,
    /// When that was made, local to the minute.
    pub made: String,
    /// The changes, in the order of the sections.
    pub changes: Vec<PackChange>,
}

/// A change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackChange {
    /// The section's number.
    pub section: u8,
    /// What changed.
    pub name: String,
    /// What it was, where it was something.
    pub was: Option<String>,
    /// What it is, or how many more there are.
    pub now: String,
}

/// Something that is looked at before a pack is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackCheck {
    /// Whether it is as it should be.
    pub met: bool,
    /// What.
    pub words: String,
}

/// A task of the handover.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackTask {
    /// What.
    pub what: String,
    /// When it was done, ISO; nothing if it was not.
    pub done: Option<String>,
    /// What is said of it: by whom, or by when.
    pub words: String,
}

/// A pack that was sealed, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealedView {
    /// Its identifier.
    pub id: String,
    /// Which version.
    pub version: u32,
    /// For whom.
    pub to: PackRecipient,
    /// The check code that its reader sees.
    pub check_code: String,
    /// The hash of what it says, in groups.
    pub fingerprint: String,
    /// How many pages it has.
    pub pages: u32,
    /// How many of its sections had nothing to explain.
    pub ready: u8,
    /// How many gaps were explained in it.
    pub explained: u32,
    /// Those gaps, in the order of its sections.
    pub gaps: Vec<SentGapView>,
    /// What was left out, and how much of it.
    pub left_out: Vec<(String, u32)>,
    /// Whether it was sealed to another unit's key rather than under six words.
    pub to_unit: bool,
    /// Who sealed it.
    pub by: String,
    /// When, local to the minute.
    pub at: String,
    /// What became of it, oldest first.
    pub steps: Vec<PackStepView>,
}

/// A gap that went out with an explanation: from then on it is something to be done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentGapView {
    /// What is missing, why, and what whoever reads the pack was told to know or do.
    pub explained: ExplainedView,
    /// How it stands in the record now; nothing where it is not asked for any more.
    pub now: Option<PackRowState>,
    /// Who sees to it, where the plan says so.
    pub owner: Option<PlanOwner>,
    /// By when, where the plan says so, ISO.
    pub due: Option<String>,
}

impl SentGapView {
    /// Whether it is still to be done.
    pub const fn is_open(&self) -> bool {
        match self.now {
            Some(PackRowState::Gap | PackRowState::Stale | PackRowState::Contradicts | PackRowState::Asked) => true,
            Some(PackRowState::Held | PackRowState::Later) | None => false,
        }
    }
}

/// What became of a pack: one step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackStepView {
    /// What tells it apart from every other.
    pub id: String,
    /// Which.
    pub step: PackStep,
    /// How, to whom, or what was said.
    pub words: String,
    /// Who recorded it.
    pub by: String,
    /// When, local to the minute.
    pub at: String,
    /// Whether the signed-in person can take it back.
    pub may_take_back: bool,
    /// That it was taken back: then the pack is as if it had not been recorded.
    pub taken_back: Option<TakenBackView>,
}

/// Asks for a pack as its reader will see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewPack {
    /// Prison number.
    pub number: String,
}

/// A pack as its reader sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackPreviewView {
    /// The prison that it comes from.
    pub from: String,
    /// Who sends it, and what they are.
    pub sender: String,
    /// For whom it is.
    pub to: String,
    /// Which version.
    pub version: u32,
    /// When it was put together, local to the minute.
    pub made: String,
    /// The prisoner's name.
    pub name: String,
    /// The prison number.
    pub number: String,
    /// Its parts: the first page's, what changed, the sections, what was left out.
    pub parts: Vec<PackPart>,
}

/// A part of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackPart {
    /// The section's number, if it is one.
    pub section: Option<u8>,
    /// What it is called.
    pub title: String,
    /// What it says, row by row.
    pub rows: Vec<PackRow>,
    /// Its lists.
    pub tables: Vec<PackTable>,
    /// What is missing, and why.
    pub explained: Vec<ExplainedView>,
    /// The author's own words.
    pub words: Option<OwnWordsView>,
}

/// Writes the author's own words in a section; blank ones take them back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WritePackWords {
    /// Prison number.
    pub number: String,
    /// In which section.
    pub section: Section,
    /// The words.
    pub words: String,
}

/// Explains why something is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExplainGap {
    /// Prison number.
    pub number: String,
    /// What is missing, as the draft names it.
    pub gap: String,
    /// Why.
    pub cause: GapCause,
    /// What the community offender manager should know or do.
    pub words: String,
}

/// Draws the words under which a pack is sealed next. They are kept until then, or until the window locks, and never written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawPackWords {
    /// Prison number.
    pub number: String,
}

/// Words that were drawn.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackWordsDrawn {
    /// The words, in their order.
    pub words: Vec<String>,
    /// What the file may be called: no name and no number in it.
    pub file_name: String,
}

/// Seals a pack under the words that were drawn, into a file that does not exist yet.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SealPack {
    /// Prison number.
    pub number: String,
    /// For whom.
    pub to: PackRecipient,
    /// Restricted items that go with it, as the draft names them.
    pub restricted: Vec<String>,
    /// Whether words of restricted items may stand in the author's own words: they were asked.
    pub on_purpose: bool,
    /// The file.
    pub file: String,
    /// The signed-in person's own passphrase.
    pub passphrase: Secret,
}

/// A pack that was just sealed. The words are shown once and kept nowhere.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PackSealedView {
    /// Its identifier.
    pub id: String,
    /// Which version.
    pub version: u32,
    /// The check code that its reader sees.
    pub check_code: String,
    /// How many pages it has.
    pub pages: u32,
    /// The words that open it, in their order; none where it is sealed to another unit's key.
    pub words: Vec<String>,
}

/// Records what became of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TracePack {
    /// Prison number.
    pub number: String,
    /// Which pack; empty: the newest.
    pub id: String,
    /// Which step.
    pub step: PackStep,
    /// How, to whom, or what was said.
    pub words: String,
}

/// Takes back a step of a pack that was recorded by mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TakeBackStep {
    /// Prison number.
    pub number: String,
    /// Which step; empty: the last one of the newest pack.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Writes the receipt of a sealed pack as a PDF.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportReceipt {
    /// Prison number.
    pub number: String,
    /// Which pack.
    pub id: String,
    /// The file, which must not exist.
    pub file: String,
}

/// Asks what the record says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerifyPack {
    /// The file.
    pub file: String,
}

/// What the record says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum PackVerdict {
    /// It left this unit, and no later version did.
    Current {
        /// Which version.
        version: u32,
        /// The check code.
        check_code: String,
        /// When it was sealed, local to the minute.
        at: String,
    },
    /// It left this unit, and is not to be relied on.
    Superseded {
        /// Which version.
        version: u32,
        /// Why, in words.
        why: String,
    },
    /// No pack of this unit has these bytes.
    Unknown,
}

/// Opens a pack that came from elsewhere, to read it: with the words that were given for it, or with this unit's own keys. Nothing is kept.
#[derive(Clone, Serialize, Deserialize)]
pub struct ReadPack {
    /// The file.
    pub file: String,
    /// The words; empty where it is sealed to this unit.
    pub words: Secret,
}

/// A pack that was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedPackView {
    /// What it says.
    pub pack: PackPreviewView,
    /// The check code of that: the sender reads out the same.
    pub check_code: String,
    /// Whether somebody of that prison number is in this unit's record.
    pub known_here: bool,
}
