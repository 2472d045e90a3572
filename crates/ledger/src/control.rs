//! The control log: one short linear chain per unit that says who belongs to it, with which roles, on which devices, under
//! which keys. What an entry may do is decided in `membership`, by every device for itself.

use crypto::{Context, Hash, Purpose, derive_hash};
use crypto::{DevicePublic, Kid, RecoveryPublic, Signature};
use minicbor::bytes::ByteVec;
use minicbor::{Decode, Encode};

use crate::identity::{Compartment, DeviceIndex, PrincipalId, Roles, Seq, UnitId};
use crate::version::VersionVector;

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
    pub name: String,
    /// What they are.
    #[n(2)]
    pub roles: Roles,
}

/// A device with the proof that whoever asked for it holds its keys.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Admission {
    /// Whose.
    #[n(0)]
    pub principal: PrincipalId,
    /// Its public keys.
    #[n(1)]
    pub public: DevicePublic,
    /// Its signature over [`possession_message`].
    #[n(2)]
    pub proof: Signature,
    /// The current keys of the compartments that its owner's roles need.
    #[n(3)]
    pub envelopes: Vec<Envelope>,
}

/// What the founding entry says.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Founding {
    /// The code of the prison.
    #[n(0)]
    pub prison: String,
    /// The first administrator.
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
        reason: String,
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
        reason: String,
    },
    /// A device that was restored from a backup goes on under new keys, because it cannot know how far its old log had gone.
    #[n(6)]
    ReplaceDevice {
        /// The old device, which is the author.
        #[n(0)]
        device: DeviceIndex,
        /// The new one, of the same owner.
        #[n(1)]
        admission: Admission,
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

/// What a new device gives to whoever admits it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Application {
    /// Whose device.
    #[n(0)]
    pub principal: PrincipalId,
    /// Its public keys.
    #[n(1)]
    pub public: DevicePublic,
    /// Its proof that it holds them.
    #[n(2)]
    pub proof: Signature,
}

impl Application {
    /// Checks that whoever applies to `unit` holds the keys that they show.
    pub fn verify(&self, unit: UnitId) -> Result<(), ControlError> {
        self.public
            .verify
            .verify(Purpose::Possession, &possession_message(unit, self.principal, &self.public), &self.proof)
            .map_err(|_| ControlError::NoPossession)
    }
}

/// What a new device signs to show that it holds its keys. In the founding entry there is no unit yet: the whole is signed.
pub fn possession_message(unit: UnitId, principal: PrincipalId, device: &DevicePublic) -> Vec<u8> {
    let mut message = Vec::with_capacity(80);
    message.extend_from_slice(unit.0.as_bytes());
    message.extend_from_slice(principal.0.as_bytes());
    message.extend_from_slice(device.id().as_bytes());
    message
}

/// What the envelope of an epoch key is bound to.
pub fn envelope_info(kid: Kid, to: &Recipient) -> Vec<u8> {
    crate::encode(&(kid, to))
}

/// Why the control log, or an entry for its end, is not accepted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ControlError {
    /// The bytes are no control entry.
    #[error("it cannot be read, or was written by a later version of Throughcare")]
    Unreadable,
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
    /// The device did not show that it holds its keys.
    #[error("the device did not show that it holds its keys")]
    NoPossession,
}
