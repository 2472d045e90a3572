//! The control log: one short linear chain per unit that says who belongs to it, with which roles, on which devices, under
//! which keys. What an entry may do is decided in `membership`, by every device for itself. What people say in it is sealed (`words`):
//! the server reads no name.

mod error;
mod joining;

use crypto::{Context, Hash, derive_hash};
use crypto::{DevicePublic, Kid, RecoveryPublic, Signature, VerifyKey};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

pub use self::error::ControlError;
pub(crate) use self::joining::prove;
pub use self::joining::{Admission, Application, possession_message, replacement_message};
use crate::identity::{Compartment, DeviceIndex, PrincipalId, Roles, Seq, UnitId};
use crate::version::VersionVector;
use crate::wire::SignedHead;
use crate::words::SealedText;

/// The largest control entry, in bytes: the keys of a unit of two thousand devices.
pub const MOST_CONTROL: usize = 1 << 20;

/// To whom an epoch key is sealed.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Recipient {
    /// A device, by the hash of its public keys.
    #[n(0)]
    Device(#[n(0)] Hash),
    /// Whoever holds the unit's recovery key.
    #[n(1)]
    Recovery,
}

/// An epoch key sealed to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Envelope {
    /// Which key.
    #[n(0)]
    pub kid: Kid,
    /// To whom.
    #[n(1)]
    pub to: Recipient,
    /// The sealed key.
    #[n(2)]
    pub sealed: ByteVec,
}

/// A new key of a compartment, in force from the control entry that carries it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct EpochStart {
    /// Of which compartment.
    #[n(0)]
    pub compartment: Compartment,
    /// Which key.
    #[n(1)]
    pub kid: Kid,
    /// The key, sealed to each device that holds the compartment and to the recovery key.
    #[n(2)]
    pub envelopes: Vec<Envelope>,
    /// The key before, sealed under this one: one envelope opens all history.
    #[n(3)]
    pub previous: Option<ByteVec>,
}

/// A person of the unit.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Person {
    /// Who.
    #[n(0)]
    pub principal: PrincipalId,
    /// Their name.
    #[n(1)]
    pub name: SealedText,
    /// What they are.
    #[n(2)]
    pub roles: Roles,
}

/// What the founding entry says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Founding {
    /// The code of the prison.
    #[n(0)]
    pub prison: String,
    /// The first administrator. Their name is sealed under the first general key, below.
    #[n(1)]
    pub founder: Person,
    /// The founder's device.
    #[n(2)]
    pub device: DevicePublic,
    /// The public half of the recovery key.
    #[n(3)]
    pub recovery: RecoveryPublic,
    /// The first key of each compartment.
    #[n(4)]
    pub epochs: Vec<EpochStart>,
}

/// One entry of a device's log, by its number and its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
pub struct Mark {
    /// Its number.
    #[n(0)]
    pub seq: Seq,
    /// Its hash: another one under the same number is not meant.
    #[n(1)]
    pub hash: Hash,
}

/// The unit's central server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Server {
    /// The key with which it signs how far its log goes.
    #[n(0)]
    pub key: VerifyKey,
    /// Where it is.
    #[n(1)]
    pub url: String,
}

/// What a control entry does.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Act {
    /// Founds the unit.
    #[n(0)]
    Found(#[n(0)] Founding),
    /// Admits a member of staff.
    #[n(1)]
    AddMember(#[n(0)] Person),
    /// Changes what somebody is. An empty set: they have left.
    #[n(2)]
    SetRoles {
        /// Who.
        #[n(0)]
        principal: PrincipalId,
        /// What they are from now on.
        #[n(1)]
        roles: Roles,
        /// What the administrator had seen of their devices: later entries are judged by the new roles, whatever they name.
        #[n(2)]
        cutoffs: VersionVector,
        /// New keys, where somebody may no longer read a compartment.
        #[n(3)]
        rotations: Vec<EpochStart>,
    },
    /// Admits a device.
    #[n(3)]
    AddDevice(#[n(0)] Admission),
    /// Removes a device and starts new epochs.
    #[n(4)]
    RemoveDevice {
        /// Which.
        #[n(0)]
        device: DeviceIndex,
        /// Its last entry that counts: what the administrator had seen.
        #[n(1)]
        cutoff: Seq,
        /// Why.
        #[n(2)]
        reason: SealedText,
        /// The new keys.
        #[n(3)]
        rotations: Vec<EpochStart>,
        /// The hash of that entry: another one under the same number is a forgery. Nothing, if none was seen.
        #[n(4)]
        last: Option<Hash>,
    },
    /// Starts new epochs.
    #[n(5)]
    RotateEpoch {
        /// The new keys.
        #[n(0)]
        rotations: Vec<EpochStart>,
        /// Why.
        #[n(1)]
        reason: SealedText,
    },
    /// A device that was restored from a backup, set back or copied goes on under new keys, because it cannot know how far its old log had gone.
    #[n(6)]
    ReplaceDevice {
        /// The old device, which is the author.
        #[n(0)]
        device: DeviceIndex,
        /// The new one, of the same owner.
        #[n(1)]
        admission: Admission,
    },
    /// Says where the unit's server is and by which key it is known. A later one takes its place.
    #[n(7)]
    Server(#[n(0)] Server),
    /// Demands a version of the protocol: nothing older is taken from here on. Written by software that speaks it, once every device does.
    #[n(8)]
    Require {
        /// The oldest version that is still taken.
        #[n(0)]
        version: u8,
    },
    /// Decides which branch of a device's log counts, where the device wrote two entries under one number.
    #[n(9)]
    Resolve {
        /// Whose log.
        #[n(0)]
        device: DeviceIndex,
        /// The entry that counts.
        #[n(1)]
        counts: Mark,
    },
    /// Lets entries count that are beyond the last one that did of a removed device, or of somebody who lost a role: honest work, done before the
    /// change was known there. They count with the roles that their author had at the head that they name.
    #[n(10)]
    AcceptLate {
        /// Of which device.
        #[n(0)]
        device: DeviceIndex,
        /// Which, in the order of their numbers.
        #[n(1)]
        entries: Vec<Mark>,
        /// Why.
        #[n(2)]
        reason: SealedText,
    },
    /// Refuses a device that asked to come into the unit. It can ask again, and be admitted all the same.
    #[n(11)]
    Refuse {
        /// Which: the hash of its public keys.
        #[n(0)]
        device: Hash,
        /// Who it said that it is.
        #[n(1)]
        reason: SealedText,
    },
    /// Withholds the keys of a compartment from a device, or gives them to it.
    #[n(12)]
    Withhold {
        /// From which device.
        #[n(0)]
        device: DeviceIndex,
        /// What is withheld from now on; nothing: it is given what its owner's roles hold.
        #[n(1)]
        withheld: Option<Compartment>,
        /// New keys of it, where with that another set of devices holds them.
        #[n(2)]
        rotations: Vec<EpochStart>,
    },
    /// Believes the server again, for every device: somebody has looked into what it was caught at.
    #[n(13)]
    Believe {
        /// How far its log goes that is believed, as it signed that. What it signed before counts against it no longer.
        #[n(0)]
        head: SignedHead,
        /// Why.
        #[n(1)]
        reason: SealedText,
    },
}

/// Who signs a control entry.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Signer {
    /// The founding device, whose key the founding entry carries.
    #[n(0)]
    Founder,
    /// A device.
    #[n(1)]
    Device(#[n(0)] DeviceIndex),
    /// The holder of the recovery key.
    #[n(2)]
    Recovery,
}

/// A control entry without its signature.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct ControlEntry {
    /// The version of the protocol.
    #[n(0)]
    pub version: u8,
    /// The unit; nothing in the founding entry, whose hash it is.
    #[n(1)]
    pub unit: Option<UnitId>,
    /// Its place, from 0.
    #[n(2)]
    pub index: u32,
    /// The hash of the entry before.
    #[n(3)]
    pub prev: Option<Hash>,
    /// When, in milliseconds since 1970, UTC, by the signer's clock.
    #[n(4)]
    pub at: i64,
    /// Who signs.
    #[n(5)]
    pub signer: Signer,
    /// What it does.
    #[n(6)]
    pub act: Act,
}

/// A control entry as it is stored and sent.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct SignedControl {
    /// The entry's bytes, exactly as signed.
    #[n(0)]
    pub body: ByteVec,
    /// The signer's signature over them.
    #[n(1)]
    pub signature: Signature,
}

impl ControlEntry {
    /// The bytes that are signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }
}

impl SignedControl {
    /// The entry.
    pub fn entry(&self) -> Result<ControlEntry, ControlError> {
        if self.body.len() > MOST_CONTROL {
            return Err(ControlError::TooLarge);
        }
        crate::decode_canonical(&self.body).ok_or(ControlError::Unreadable)
    }

    /// The hash by which the next control entry, and entries of devices, name this one.
    pub fn hash(&self) -> Hash {
        derive_hash(Context::Control, &[&self.body])
    }

    /// The bytes that are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }

    /// Reads what was stored.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, ControlError> {
        crate::decode_canonical(bytes).ok_or(ControlError::Unreadable)
    }
}

/// The unit that a founding entry founds.
pub fn unit_of(founding_body: &[u8]) -> UnitId {
    UnitId(derive_hash(Context::Unit, &[founding_body]))
}

/// What the envelope of an epoch key is bound to.
pub fn envelope_info(kid: Kid, to: &Recipient) -> Vec<u8> {
    crate::encode(&(kid, to))
}
