//! The handover pack: how it stands, what is written in it, sealing it, and what became of it.

pub use casework::pre_release::{GapCause, PackRecipient, PackStep};
use serde::{Deserialize, Serialize};

use crate::Section;

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
    /// What is left out on purpose, with how many there are.
    pub left_out: Vec<(String, u32)>,
    /// What changed since the last version that this recipient had, in words.
    pub changes: Vec<String>,
    /// Whether it can be sealed.
    pub may_seal: bool,
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
    /// What it holds: name, value, where it comes from, and how it stands.
    pub rows: Vec<(String, String, String, String)>,
    /// What has to be put right or explained.
    pub gaps: Vec<PackGapView>,
    /// The author's own words.
    pub words: Option<String>,
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
    /// Whether it is explained.
    pub explained: bool,
    /// The working, as text.
    pub why: String,
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
    /// Who sealed it.
    pub by: String,
    /// When, local to the minute.
    pub at: String,
    /// What became of it: the step, when, by whom.
    pub steps: Vec<(PackStep, String, String)>,
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
    /// The words that open it, in their order.
    pub words: Vec<String>,
}

/// What the record says of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "verdict")]
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
