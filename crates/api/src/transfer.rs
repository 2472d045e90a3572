//! A case that goes to another prison: released by the one, taken by the other, through the server and sealed to the other's inbox.

use serde::{Deserialize, Serialize};

/// What would go to another prison with a case, before it goes.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct PreviewSending {
    /// Whose case.
    pub number: String,
}

/// What would go, and what would be ended here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SendingView {
    /// How many entries of the case's history go.
    pub entries: u64,
    /// How many of them are restricted.
    pub restricted: u64,
    /// By how many people they were written.
    pub authors: u64,
    /// What is still owed in the case and goes with it, in words.
    pub owed: Vec<String>,
    /// Why it cannot be sent; nothing: it can.
    pub refused: Option<String>,
    /// Until when it can be read here after it was sent, ISO.
    pub readable_until: String,
}

/// This unit's inbox key, which another prison needs before it can send a case here: for those who may take cases.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Inbox {}

/// Another unit's inbox key, as it was sent: whose it says it is, and its code. Nothing is kept of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReadInbox {
    /// The key.
    pub to: String,
}

/// A unit's inbox key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InboxView {
    /// The name of the prison that it says it is of.
    pub prison: String,
    /// The key in groups, as it is sent: `LEI-7Q4M-K2RD-…`. It is not a secret.
    pub key: String,
    /// Twelve letters and figures in three groups, such as `7Q4M-K2RD-91XA`, for two people to read out to each other: the same code is the same key
    /// of the same unit.
    pub code: String,
}

/// Sends a case to another prison's unit. From then on it can be read here, and nothing is written in it, unless it comes back. It needs no network:
/// the case goes as soon as the server is reached.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SendCase {
    /// Whose.
    pub number: String,
    /// The inbox key of the other unit, as it was sent from there ([`Inbox`]).
    pub to: String,
    /// Why: in the words of the order for the move.
    pub why: String,
}

/// A case that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseSentView {
    /// The other prison's name.
    pub prison: String,
    /// How many entries went.
    pub entries: u64,
    /// Until when it can be read here, ISO.
    pub readable_until: String,
}

/// Calls a case back that was sent and that the other prison has not taken. Whether it has, only the server knows, unless nothing of the case has
/// left this device yet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CallCaseBack {
    /// Whose.
    pub number: String,
    /// Why.
    pub why: String,
}

/// Where a case has gone that is only read here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SentAwayView {
    /// The other prison's name.
    pub prison: String,
    /// When it was sent, in London, to the minute.
    pub at: String,
    /// Who sent it.
    pub by: String,
    /// Until when it can be read here, ISO.
    pub readable_until: String,
    /// Whether it waits on this device, and nothing of it has left.
    pub waits: bool,
    /// Why the server does not take it from this device; nothing: it does, or was not asked yet.
    pub refused: Option<String>,
}

/// The cases that other prisons have sent and nobody has taken yet, and what they heard of later of those that were taken: for those who may take
/// them.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CasesToReceive {}

/// A case that waits to be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseOffer {
    /// Which: the transfer's identifier.
    pub id: String,
    /// The prison number.
    pub number: String,
    /// The prisoner's name.
    pub name: String,
    /// From which prison: its name.
    pub prison: String,
    /// The identifier of the unit that sent it: compared with what that prison says, where nobody knows it yet.
    pub unit: String,
    /// Who sent it.
    pub sent_by: String,
    /// When, in London, to the minute.
    pub sent: String,
    /// Why.
    pub why: String,
    /// How many entries of history come with it.
    pub entries: u64,
    /// How many parcels of it are here, and of how many.
    pub parcels: (u64, u64),
    /// How many of its entries are in this unit's record already.
    pub known: u64,
    /// Whether the case itself was taken before: these are entries that reached its prison's record afterwards.
    pub later: bool,
    /// Who has begun to take it, at another computer; nothing: nobody.
    pub taking: Option<String>,
    /// Why it cannot be taken; nothing: it can.
    pub refused: Option<String>,
}

/// Takes a case that another prison has sent.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ReceiveCase {
    /// Which: the transfer's identifier.
    pub id: String,
}

/// A case that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CaseReceivedView {
    /// The prison number.
    pub number: String,
    /// From which prison: its name.
    pub prison: String,
    /// How many entries of history came.
    pub entries: u64,
    /// What is owed in the case from now on here, in words.
    pub owed: Vec<String>,
}
