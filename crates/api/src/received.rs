//! Handover packs that came from other prisons: taking one into the record, reading it there, and taking topics over from it.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Takes a pack that came from another prison into the record, as it came.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeepReceivedPack {
    /// The file.
    pub file: String,
    /// The words; empty where it is sealed to this unit.
    pub words: Secret,
    /// The check code that the sender told; empty where nobody told one.
    pub check_code: String,
    /// Whether it has something restricted in it. What is marked as that is found without.
    pub restricted: bool,
}

/// A pack that was taken into the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptPackView {
    /// Whose it is: the prison number.
    pub number: String,
    /// Whether it is new: otherwise it was there, and nothing was changed.
    pub new: bool,
    /// How it stands in the record.
    pub pack: ReceivedRow,
}

/// Asks for the packs of a prisoner that came from other prisons.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedPacks {
    /// Prison number.
    pub number: String,
}

/// A pack that came from another prison.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedRow {
    /// What it is called by: its check code.
    pub id: String,
    /// The prison that it says it comes from.
    pub prison: String,
    /// Which version.
    pub version: u32,
    /// When it was put together, local to the minute.
    pub made: String,
    /// Whether it is the newest of that prison.
    pub newest: bool,
    /// Whether it came sealed to this unit rather than under words.
    pub to_unit: bool,
    /// Whether the sender's check code was compared with it.
    pub compared: bool,
    /// Whether something restricted came with it: then opening it needs a reason.
    pub restricted: bool,
    /// Who took it into the record.
    pub by: String,
    /// When, local to the minute.
    pub at: String,
}

/// Opens a pack that is in the record. That somebody looked at a restricted one, and why, is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenReceivedPack {
    /// Prison number.
    pub number: String,
    /// Which pack.
    pub id: String,
    /// Why it has to be seen, where it is restricted.
    pub reason: String,
}

/// Asks which topics of a pack this unit has recorded nothing about. That somebody looked at those of a restricted one, and why, is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReceivedTopics {
    /// Prison number.
    pub number: String,
    /// Which pack.
    pub id: String,
    /// Why they have to be seen, where the pack is restricted.
    pub reason: String,
}

/// A topic that a pack says something about, and this unit nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReceivedTopic {
    /// By what it is taken over.
    pub key: String,
    /// What it is called.
    pub name: String,
    /// What the pack says of it.
    pub value: String,
    /// Why it cannot be taken over; nothing if it can.
    pub refused: Option<String>,
}

/// Takes topics over from a pack: they are stated in this unit's plan, in the words of the pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TakeTopics {
    /// Prison number.
    pub number: String,
    /// Which pack.
    pub id: String,
    /// Which topics; empty: all that can be.
    pub keys: Vec<String>,
    /// Why the pack has to be opened for that, where it is restricted.
    pub reason: String,
}
