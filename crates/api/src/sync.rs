//! The central server: connecting to it, where this device stands with it, what it was caught at, and the same by a file on a stick. How a
//! device joins a unit is in `joining`, how a case goes to another prison in `transfer`.

use serde::{Deserialize, Serialize};

/// Where this device stands with its server.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Connection {}

/// Where this device stands with its server. It says what is true, not what is hoped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ConnectionView {
    /// The server's address; nothing: this device is connected to none.
    pub server: Option<String>,
    /// In one word.
    pub state: ConnectionState,
    /// In one line, as the command line prints it: “In sync as of …”, “Needs attention: …”.
    pub words: String,
    /// How many changes of this device the server does not have.
    pub to_send: u64,
    /// When everything here was last at the server, and everything there was here: in London, to the minute.
    pub in_step: Option<String>,
    /// Since when nobody answers where the server should be, in London, to the minute. Whatever else keeps a device from it is a reason to look.
    pub offline_since: Option<String>,
    /// Why somebody has to look: the gravest reason first.
    pub attention: Vec<AttentionView>,
    /// How many devices wait to be admitted; of administrators' devices only, and as of the last time that it was asked.
    pub arrivals: u32,
    /// How many changes need somebody, because they were not applied: the signed-in person's own, and for those who manage staff everybody's.
    pub unapplied: u32,
    /// How many cases wait that another prison has sent; of those only who may take them, and as of the last time that it was asked.
    pub cases: u32,
}

/// Where a device stands with its server, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ConnectionState {
    /// It is connected to none.
    None,
    /// Everything here is there, and everything there is here.
    UpToDate,
    /// The server is reached, and not everything is where it should be.
    Sending,
    /// Nobody answers where the server should be. Everything goes on without it.
    Offline,
    /// Somebody has to look into something. Work goes on; whether entries go to and fro, the reason says.
    Attention,
    /// Nothing is sent or taken until somebody has looked into it: the server was caught at something, or this device was removed.
    Stopped,
}

/// Why somebody has to look.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttentionView {
    /// Its word: `alarm`, `halted`, `removed`, `set-back`, `update`, `quota`, `unknown`, `refused`, `control`, `not-admitted`, `untrusted`,
    /// `not-the-server`, `busy`, `difference`, `aside`, `clock`, and for administrators `fork`.
    pub kind: String,
    /// In words that go on from “Needs attention:”.
    pub words: String,
    /// Since when it is so, in London, to the minute, where that is known.
    pub since: Option<String>,
    /// What to do about it, in a sentence.
    pub remedy: String,
}

/// A short code of the server's log as this device was shown it, for two people to read out to each other: the same place with another code
/// shows that the server keeps their devices apart.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct HeadCode {
    /// Up to which place: the one that the other has. Nothing: as far as this device has followed the log.
    pub place: Option<u64>,
}

/// The code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HeadCodeView {
    /// Up to which place of the server's log.
    pub place: u64,
    /// Sixteen letters and figures in four groups, such as `K7QF-2M9X-04TB-WE5R`.
    pub code: String,
}

/// Connects the unit to a server, with a token that whoever runs it gave out: for administrators. What was recorded until now goes up.
#[derive(Serialize, Deserialize)]
pub struct Connect {
    /// The server's address, such as `https://sync.example.org`.
    pub server: String,
    /// The token; blank where the unit is registered there already, and the server has only moved.
    pub token: crate::Secret,
    /// The file of the certificate of the authority that vouches for the server, as PEM; nothing: one of those that the system trusts.
    pub authority: Option<String>,
}

/// Sends and fetches now rather than soon.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncNow {}

/// Goes on under new keys, where the record on this computer was set back or copied. What was recorded on it and is not at the server goes up.
#[derive(Serialize, Deserialize)]
pub struct Renew {
    /// The passphrase, under which the new keys are wrapped.
    pub passphrase: crate::Secret,
}

/// What the server was caught at, the newest first.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Alarms {}

/// Something that the server was caught at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AlarmView {
    /// Its number on this device.
    pub id: i64,
    /// Its word: `went-back`, `forked`… as docs/sync.md lists them.
    pub kind: String,
    /// As a sentence.
    pub words: String,
    /// When, in London, to the minute.
    pub at: String,
    /// When the server says, signed, that it was restored from a backup, by its clock: in London, to the minute. Nothing: it says no such thing.
    pub restored: Option<String>,
    /// When it was settled, in London, to the minute; nothing: it is still raised, and nothing is taken from the server.
    pub settled: Option<String>,
}

/// Says that an administrator has looked into what this device or another one has raised: for administrators. The server is then believed again
/// on every device of the unit, each of which reads its log from the beginning, compares it, and sends again what it has lost.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SettleAlarms {
    /// Why.
    pub why: String,
}

/// Writes the evidence of an alarm to a new file, for whoever looks into it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ExportEvidence {
    /// Which alarm.
    pub id: i64,
    /// The file.
    pub file: String,
}

/// Compares the record with what the server has, from the beginning of its log on.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct VerifyAgainstServer {}

/// What the comparison came to.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServerCheckView {
    /// The first thing that the server has done wrong, in words; nothing: nothing is missing, altered or rolled back.
    pub wrong: Option<String>,
    /// What this record lacks of what came from the server, in words; nothing: it has all of it.
    pub lacking: Option<String>,
    /// Entries of the server's log that are kept apart on this computer: they are here, and do not count.
    pub apart: u64,
    /// Entries of the server's log that have not been fetched yet, and so were not compared with the record.
    pub to_fetch: u64,
    /// Entries of the server's log that were compared.
    pub entries: u64,
    /// Entries of the control log that were compared.
    pub control: u64,
    /// Entries of this device that the server does not have yet.
    pub to_send: u64,
    /// How far the server says that its log goes, signed.
    pub cursor: u64,
}

/// Writes what another device lacks to a new file, to be carried there on a stick.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct WriteStick {
    /// The file.
    pub file: String,
    /// A file that came from the other device: only what it lacks is written. Nothing: everything is.
    pub answer_to: Option<String>,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StickWritten {
    /// Entries of the control log.
    pub control: u64,
    /// Entries of devices.
    pub entries: u64,
}

/// Takes in what came on a stick. The same twice changes nothing.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadStick {
    /// The file.
    pub file: String,
}

/// What came on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct StickRead {
    /// Entries of the control log that were new.
    pub control: u64,
    /// Entries of devices that were new.
    pub new: u64,
    /// Entries that were here already.
    pub known: u64,
    /// Of the new ones, how many this device has no key for.
    pub closed: u64,
    /// Batches that cannot be taken yet, or at all.
    pub aside: u64,
}
