//! A new device on its way into a unit: what its owner asks for at the new computer, and what an administrator decides; and a unit that is
//! brought back from its server by the recovery key.

use serde::{Deserialize, Serialize};

use crate::{Secret, SignedIn};

/// Asks to join the unit of a prison with this computer. Nobody is signed in yet.
#[derive(Serialize, Deserialize)]
pub struct Join {
    /// The server's address.
    pub server: String,
    /// The file of the certificate of the authority that vouches for the server, as PEM; nothing: one of those that the system trusts.
    pub authority: Option<String>,
    /// The prison's code.
    pub prison: String,
    /// Which unit, by its identifier or a beginning of it, where the server has several of one prison.
    pub unit: Option<String>,
    /// The name of whoever joins, as the administrator knows them.
    pub name: String,
    /// What the computer is called.
    pub computer: String,
    /// The passphrase that will open the record on this computer.
    pub passphrase: Secret,
}

/// What waits on this computer to be admitted.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Joinings {}

/// A computer that waits to be admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct JoiningView {
    /// Which of those on this computer.
    pub id: String,
    /// The code that the administrator types, such as `K7QF-2M9X`: read out to them, in person or on the telephone.
    pub code: String,
    /// The prison's name.
    pub prison: String,
    /// Whose it is, as was typed.
    pub name: String,
    /// What the computer is called.
    pub computer: String,
    /// The server's address.
    pub server: String,
    /// When it asked, in London, to the minute.
    pub asked: String,
    /// When an administrator refused it, in London, to the minute. Then it is not looked any more.
    pub refused: Option<String>,
    /// Why the server takes nothing for the moment, in its words. It is tried again by itself.
    pub held_up: Option<String>,
}

/// Looks whether the computer was admitted; if so, fetches what the unit has and opens it.
#[derive(Serialize, Deserialize)]
pub struct ContinueJoining {
    /// Which, as [`JoiningView::id`] says.
    pub id: String,
    /// The passphrase that was chosen.
    pub passphrase: Secret,
}

/// Whether a computer was admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Joined {
    /// It was, and its record is open.
    Admitted(Box<SignedIn>),
    /// Not yet.
    Waiting(Box<JoiningView>),
}

/// Asks once more with a computer that an administrator refused.
#[derive(Serialize, Deserialize)]
pub struct AskAgain {
    /// Which, as [`JoiningView::id`] says.
    pub id: String,
    /// The passphrase that was chosen.
    pub passphrase: Secret,
}

/// Gives up joining. Nothing stays.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AbandonJoining {
    /// Which, as [`JoiningView::id`] says.
    pub id: String,
}

/// The devices that wait to be admitted: for administrators. No code is shown: it is typed as the new device shows it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Arrivals {}

/// A device that waits to be admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ArrivalView {
    /// Its identifier: a hash of its keys.
    pub device: String,
    /// Whose it is, as they say; nothing, where they did not know this administrator's device.
    pub name: Option<String>,
    /// What they call the computer.
    pub computer: Option<String>,
    /// The member of staff of that name, if there is exactly one: their identifier.
    pub member: Option<String>,
    /// When it came, in London, to the minute.
    pub at: String,
    /// When it last looked whether it was admitted, in London, to the minute: then somebody had Throughcare open there.
    pub seen: String,
    /// Whether that is ten minutes ago or more: nobody may be there who could read the code out.
    pub out_of_date: bool,
    /// When it was refused before, in London, to the minute.
    pub refused: Option<String>,
}

/// Admits the one device that shows a code.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Admit {
    /// The code that the new device shows, as it was read out.
    pub code: String,
    /// Whose it is.
    pub owner: AdmitOwner,
    /// What the computer is called; nothing: as they say.
    pub computer: Option<String>,
    /// Whether it is given the keys of what is restricted, as far as its owner's roles read that.
    pub restricted: bool,
}

/// Whose a new device is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum AdmitOwner {
    /// Somebody who is in the unit: their identifier. Their roles stay as they are.
    Member(String),
    /// Somebody new.
    New {
        /// First and last name.
        name: String,
        /// Roles, by their words: they say which keys the device can be given.
        roles: Vec<String>,
    },
}

/// A device that was admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AdmittedView {
    /// Whose it is.
    pub name: String,
    /// Its identifier.
    pub device: String,
}

/// Refuses a device that waits, because it shows another code or nobody knows it. It is written down; the computer hears of it, and asks again
/// only if its owner wants it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RefuseArrival {
    /// Which, by its identifier.
    pub device: String,
}

/// The devices that were refused, the last one first: for administrators.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Refusals {}

/// That a device was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RefusedDeviceView {
    /// Its identifier: a hash of its keys.
    pub device: String,
    /// Who it said that it is; blank, where that cannot be read on this device.
    pub who: String,
    /// When, in London, to the minute.
    pub at: String,
    /// Who refused it.
    pub by: String,
}

/// Brings a unit back on this computer from its server, by the words of the recovery key.
#[derive(Serialize, Deserialize)]
pub struct Recover {
    /// The server's address.
    pub server: String,
    /// The file of the certificate of the authority that vouches for the server, as PEM; nothing: one of those that the system trusts.
    pub authority: Option<String>,
    /// The prison's code.
    pub prison: String,
    /// Which unit, by its identifier or a beginning of it, where the server has several of one prison.
    pub unit: Option<String>,
    /// As which administrator to go on; blank: as the one, where there is only one.
    pub name: String,
    /// What the computer is called.
    pub computer: String,
    /// The words of the recovery key.
    pub words: Secret,
    /// The passphrase that will open the record on this computer.
    pub passphrase: Secret,
}
