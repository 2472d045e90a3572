//! The unit's devices: which there are, removing one, what came too late to count, and the keys that they hold.

use serde::{Deserialize, Serialize};

use crate::{EventView, Secret};

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
    /// When it was last heard from, in London, to the minute: when its last entry was written, by its own clock, though no later than the server had
    /// it. A device in step writes a sign of life each day on which nothing else is written.
    pub last_entry: Option<String>,
    /// Since when it is no longer in use, and why.
    pub ended: Option<DeviceEnd>,
    /// How it stands with what is restricted.
    pub restricted: Held,
    /// Whether it is the one that this list is read on.
    pub here: bool,
}

/// How a device stands with what is restricted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Held {
    /// Its owner's roles read nothing restricted. It is not given, should they come to.
    NotTheirs,
    /// The same, and it is given, should they come to.
    Foreseen,
    /// They do, and it has the keys.
    Given,
    /// They do, and an administrator withholds the keys from it.
    Withheld,
    /// It is an administrator's, who hands the keys out.
    Administrator,
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

/// Gives a device the keys of what is restricted, or withholds them from it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct EntrustDevice {
    /// Which: its identifier, or an unmistakable beginning of it.
    pub device: String,
    /// Whether it is given them.
    pub restricted: bool,
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

/// What removed devices wrote beyond what was seen of them, and what was not applied because its author had lost a role before it came: kept, and
/// without effect.
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
    /// Whether a change of its author's roles cut it off; otherwise the removal of its device.
    pub by_roles: bool,
    /// Whether its author says that they knew of the removal.
    pub knowing: bool,
    /// What is in it; nothing, where this device has no key for it.
    pub events: Vec<EventView>,
}

/// Lets late entries of one device count.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AcceptLate {
    /// Which: their identifiers.
    pub entries: Vec<String>,
    /// Why.
    pub why: String,
}

/// How old the unit's keys are: for administrators.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Keys {}

/// How old the unit's keys are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct KeysView {
    /// Since when the older of the keys that are in force is, in London, to the minute.
    pub since: String,
    /// For how many days that is.
    pub days: u32,
    /// Whether it is so long that new ones are advised.
    pub due: bool,
}

/// Starts new keys of everything, which every device of the unit is given that holds the keys now: by the calendar, or where somebody may have
/// got hold of them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct NewKeys {
    /// Why.
    pub why: String,
}
