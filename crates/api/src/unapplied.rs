//! What was recorded and not applied: reading what it says, recording it again, leaving it as it is. And what waits to be sent.

use serde::{Deserialize, Serialize};

/// What was kept and not applied, newest first: the signed-in person's own, and for those who manage staff everybody's.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Unapplied {}

/// Something that was written, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventView {
    /// The prison number; blank: it is about the unit.
    pub number: String,
    /// The prisoner's name, family name first; blank where it is not known here.
    pub name: String,
    /// What it is, without its words.
    pub what: String,
    /// What it says; blank, where it says nothing more, or is restricted.
    pub words: String,
    /// Whether it is restricted: its words are opened for a reason.
    pub restricted: bool,
}

/// Something that was kept and not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UnappliedView {
    /// Its identifier: its place in the record.
    pub id: String,
    /// What it says.
    pub event: EventView,
    /// Who wrote it.
    pub by: String,
    /// Whether that is the signed-in person.
    pub own: bool,
    /// When it was written down, in London, to the minute, by its device's clock.
    pub recorded: String,
    /// Why it was not applied, in words that go on from “not applied:”.
    pub reason: String,
    /// Whether the signed-in person may record it again, in their own name, as it stands.
    pub again: bool,
    /// What became of it.
    pub dealt_with: Option<DealtWith>,
}

/// What became of something that was not applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DealtWith {
    /// It was recorded again, by somebody who may.
    RecordedAgain,
    /// Somebody looked at it on this device, and left it as it is.
    Left,
}

/// Opens what is restricted of something that was not applied. That somebody looked, and why, is recorded first. The reply is what it says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenUnapplied {
    /// Which.
    pub id: String,
    /// Why.
    pub reason: String,
}

/// Records it again in the signed-in person's name: its first line says who had written it, and when.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RecordAgain {
    /// Which.
    pub id: String,
}

/// Leaves some as they are: on this device they need nobody any more.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LeaveUnapplied {
    /// Which.
    pub ids: Vec<String>,
}

/// What was recorded on this device and waits to be sent, oldest first, a screenful at most.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Waiting {}

/// Something that waits to be sent. Its words are not in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WaitingChangeView {
    /// When it was recorded, in London, to the minute; nothing, where this device has lost the key for it.
    pub recorded: Option<String>,
    /// The prison number; blank: it is restricted, or about the unit.
    pub number: String,
    /// The prisoner's name, family name first; blank where there is no number.
    pub name: String,
    /// What it is.
    pub what: String,
    /// How much more was recorded with it.
    pub more: u32,
}
