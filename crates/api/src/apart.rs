//! What is kept apart of devices' logs, and logs that forked: listed for administrators, who decide which history counts.

use serde::{Deserialize, Serialize};

use crate::EventView;

/// What this device keeps apart, and the forks on which nobody has decided: those that show here, and those that the server has noticed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct KeptApart {}

/// What is kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeptApartView {
    /// Logs that forked, on which nobody has decided.
    pub forks: Vec<ForkView>,
    /// What this device cannot take, in the order in which it came.
    pub batches: Vec<ApartView>,
    /// Whether the server could be asked what it has noticed.
    pub asked: bool,
}

/// A log that forked: its device wrote more than one entry under a number, as one does whose disk was copied, or whose owner cheats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ForkView {
    /// Whose log: the device's identifier.
    pub device: String,
    /// Whose device: their name.
    pub name: String,
    /// What the computer is called, if anybody said.
    pub computer: Option<String>,
    /// The number of the first entry in which the histories differ.
    pub seq: u64,
    /// When the server noticed, in London, to the minute; nothing: it has said nothing of it.
    pub noticed: Option<String>,
    /// The histories, the one that is in this record first.
    pub branches: Vec<BranchView>,
}

/// A history of a device from some entry on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BranchView {
    /// The identifier of its first entry: for that it is decided.
    pub id: String,
    /// Where it is.
    pub place: BranchPlace,
    /// How many entries of it are here.
    pub entries: u64,
    /// What they say, the oldest first: of a hundred at most.
    pub said: Vec<SaidView>,
}

/// Where a history is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BranchPlace {
    /// In this record: what is on the screens is made of it.
    Record,
    /// Here, kept apart.
    Apart,
    /// Not here: the server has noticed it and has nothing but its first header. It can be decided for once somebody has brought it.
    Elsewhere,
}

/// What an entry says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SaidView {
    /// When it was written, by its device's clock, in London, to the minute; nothing, where this device has no key for it.
    pub recorded: Option<String>,
    /// What is in it; nothing, where this device has no key for it.
    pub events: Vec<EventView>,
}

/// Entries of a device that are kept apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ApartView {
    /// Of which device: its identifier.
    pub device: String,
    /// Whose device: their name.
    pub name: String,
    /// What the computer is called, if anybody said.
    pub computer: Option<String>,
    /// The number of the first of them.
    pub first: u64,
    /// The number of the last.
    pub last: u64,
    /// When they came, in London, to the minute.
    pub came: String,
    /// Why: its word, as docs/sync.md lists them.
    pub reason: String,
    /// The same as a sentence.
    pub words: String,
    /// What to do, in a sentence.
    pub remedy: String,
    /// Whether an administrator has decided: they stay as they are, as evidence.
    pub decided: bool,
}

/// Decides which history of a device counts, on every device. The others stay apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Resolve {
    /// Whose log: the device's identifier, or an unmistakable beginning of it.
    pub device: String,
    /// The first entry of the history that counts: its identifier, or an unmistakable beginning of it.
    pub entry: String,
}
