//! The unit's devices: which there are, removing one, and what removed ones wrote too late.

use serde::{Deserialize, Serialize};

use crate::Secret;

/// Every device that the unit has or had, in the order in which they came: for those who manage staff.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Devices {}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceView {
    /// Identifier: a hash of its keys.
    pub id: String,
    /// Whose: their identifier.
    pub owner: String,
    /// Whose: their name.
    pub name: String,
    /// What the computer is called, if anybody said.
    pub computer: Option<String>,
    /// When it was admitted, in London, to the minute.
    pub admitted: String,
    /// By whom; nothing: it founded the unit.
    pub admitted_by: Option<String>,
    /// When it last wrote something that has come here, in London, to the minute, by its own clock.
    pub last_entry: Option<String>,
    /// Since when it is no longer in use, and why.
    pub ended: Option<DeviceEnd>,
    /// Whether it is the one that this list is read on.
    pub here: bool,
}

/// That a device is no longer in use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DeviceEnd {
    /// Since when, in London, to the minute.
    pub at: String,
    /// Who ended it.
    pub by: String,
    /// Why; blank, where this device cannot read it.
    pub why: String,
}

/// Removes a device: a stolen or lost one, or one that is given back. What it had written when this device last heard of it counts, nothing
/// else, and it can read nothing that is written from now on. Whoever is signed in gives their passphrase again: it cannot be undone.
#[derive(Serialize, Deserialize)]
pub struct RevokeDevice {
    /// Which: its identifier, or an unmistakable beginning of it.
    pub device: String,
    /// Why.
    pub why: String,
    /// Their passphrase.
    pub passphrase: Secret,
}

/// What removed devices wrote beyond what was seen of them: kept, and without effect.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LateEntries {}

/// A late entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LateEntryView {
    /// Identifier.
    pub id: String,
    /// Of which device: its identifier.
    pub device: String,
    /// Whose device: their name.
    pub name: String,
    /// When it was written, by its device's clock, in London, to the minute; nothing, where this device has no key for it.
    pub recorded: Option<String>,
    /// Whether its author says that they knew of the removal.
    pub knowing: bool,
    /// What is in it: a prison number (blank for the unit) and what was done.
    pub events: Vec<(String, String)>,
}

/// Lets late entries of one device count.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AcceptLate {
    /// Which: their identifiers.
    pub entries: Vec<String>,
    /// Why.
    pub why: String,
}
