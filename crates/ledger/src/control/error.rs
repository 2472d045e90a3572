//! Why the control log, or an entry for its end, is not accepted.

/// Why the control log, or an entry for its end, is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// The bytes are no control entry.
    #[error("it cannot be read, or was written by a later version of Throughcare")]
    Unreadable,
    /// Something in it is larger than it can have to be.
    #[error("it is larger than a control entry can be")]
    TooLarge,
    /// The unit asks for a later version of the protocol.
    #[error("it was written by a version of Throughcare that this unit no longer takes")]
    OlderVersion,
    /// The first entry is not a founding one.
    #[error("the first entry does not found a unit")]
    NotFounded,
    /// It does not follow the entry before.
    #[error("it does not follow the entry before it")]
    OutOfPlace,
    /// The signature does not fit.
    #[error("its signature does not fit its signer")]
    BadSignature,
    /// The signer may not do this.
    #[error("its signer may not do this")]
    NoAuthority,
    /// It speaks of somebody who is not in the unit.
    #[error("it speaks of a person who is not in the unit")]
    UnknownMember,
    /// It speaks of a device that is not in the unit.
    #[error("it speaks of a device that is not in the unit")]
    UnknownDevice,
    /// It admits again what is there already.
    #[error("the person or device is in the unit already")]
    Already,
    /// It would leave nobody who can administer the unit.
    #[error("the unit would be left without an administrator")]
    LastAdministrator,
    /// A key is missing for somebody who should have it, or given to somebody who should not.
    #[error("its keys are not given to exactly the devices that should hold them")]
    WrongEnvelopes,
    /// Its words are not sealed under the key that they should be, or are no sealed words.
    #[error("its words are not sealed under the unit's current key")]
    WrongWords,
    /// The device did not show that it holds its keys.
    #[error("the device did not show that it holds its keys")]
    NoPossession,
    /// The server's address is none.
    #[error("it gives no address of a server")]
    NoAddress,
    /// What it believes is no statement that the unit's server signed of this unit.
    #[error("it believes a statement that the unit's server did not sign")]
    NoStatement,
    /// It decides what is decided already, or what does not have to be.
    #[error("there is nothing of this to decide")]
    NothingToDecide,
    /// An administrator named another entry under the same number before.
    #[error("it contradicts what was decided before about the same device")]
    Contradiction,
}
