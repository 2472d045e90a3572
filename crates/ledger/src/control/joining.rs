//! How a device comes into the unit: what it shows, and what it is given. Whose it is, the administrator decides who admits it: whoever joins
//! does not know by which identifier the unit knows them.

use crypto::{DevicePublic, Hash, Purpose, Signature};
use minicbor::{Decode, Encode};

use crate::control::{ControlError, Envelope};
use crate::identity::{Compartment, PrincipalId, UnitId};
use crate::words::SealedText;

/// What a new device gives to whoever admits it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub struct Application {
    /// Its public keys.
    #[n(0)]
    pub public: DevicePublic,
    /// Its signature over [`possession_message`], or over [`replacement_message`] if it takes the place of another.
    #[n(1)]
    pub proof: Signature,
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
    /// Its proof, as in [`Application`].
    #[n(2)]
    pub proof: Signature,
    /// The current keys of the compartments that its owner's roles need and that are not withheld from it.
    #[n(3)]
    pub envelopes: Vec<Envelope>,
    /// What its computer is called, if anybody said.
    #[n(4)]
    pub computer: Option<SealedText>,
    /// The compartment whose keys it is not given, whatever its owner's roles hold; nothing: it is given what they hold. What is general is
    /// withheld from nobody: see [`Device::is_given`](crate::membership::Device::is_given).
    #[n(5)]
    pub withheld: Option<Compartment>,
}

impl Application {
    /// The bytes that are sent.
    pub fn to_bytes(&self) -> Vec<u8> {
        crate::encode(self)
    }

    /// Reads an application; only canonical bytes are one.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        crate::decode_canonical(bytes)
    }

    /// Checks that whoever applies to `unit` holds the keys that they show.
    pub fn verify(&self, unit: UnitId) -> Result<(), ControlError> {
        prove(&self.public, &possession_message(unit, &self.public), &self.proof)
    }
}

/// Checks that a device signed that it holds its keys.
pub(crate) fn prove(public: &DevicePublic, message: &[u8], proof: &Signature) -> Result<(), ControlError> {
    public.verify.verify(Purpose::Possession, message, proof).map_err(|_| ControlError::NoPossession)
}

/// What a new device signs to show that it holds its keys. In the founding entry there is no unit yet: the whole is signed.
pub fn possession_message(unit: UnitId, device: &DevicePublic) -> Vec<u8> {
    [unit.0.as_bytes().as_slice(), device.id().as_bytes()].concat()
}

/// What a device signs that takes the place of another of the same owner. It names that one: nobody puts a device that applied to an
/// administrator in the place of their own.
pub fn replacement_message(unit: UnitId, device: &DevicePublic, replaced: Hash) -> Vec<u8> {
    [unit.0.as_bytes().as_slice(), device.id().as_bytes(), replaced.as_bytes()].concat()
}
