//! A device's own keys: what it signs with and what epoch keys are sealed to.
//!
//! One set per member of staff and computer. At rest only inside [`ProfileSecrets`](crate::ProfileSecrets).

use crate::{CryptoError, DevicePublic, EpochKey, Purpose, Signature, pair::KeyPair, secret::Secret};
use rand_core::CryptoRng;
use zeroize::ZeroizeOnDrop;

/// The secret half of a device's identity.
pub struct DeviceKeys {
    pair: KeyPair,
    incarnation: [u8; 16],
}

/// Its parts wipe themselves.
impl ZeroizeOnDrop for DeviceKeys {}

impl DeviceKeys {
    /// A new device. Takes 80 bytes from `rng`: signing seed, agreement seed, incarnation.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let signing = Secret::make(rng);
        let agreement = Secret::make(rng);
        let mut incarnation = [0; 16];
        rng.fill_bytes(&mut incarnation);
        Self::from_parts(&signing, agreement, incarnation)
    }

    /// From what a profile's slot held.
    pub(crate) fn from_parts(signing: &Secret, agreement: Secret, incarnation: [u8; 16]) -> Self {
        Self { pair: KeyPair::new(signing, agreement), incarnation }
    }

    /// Signing seed, agreement seed and incarnation, to be wrapped.
    pub(crate) fn expose(&self) -> (&[u8; 32], &[u8; 32], &[u8; 16]) {
        let (signing, agreement) = self.pair.expose();
        (signing, agreement, &self.incarnation)
    }

    pub(crate) const fn pair(&self) -> &KeyPair {
        &self.pair
    }

    /// What the others may know; its `id()` is the device's identifier.
    pub fn public(&self) -> DevicePublic {
        DevicePublic {
            verify: self.pair.verify_key(),
            agreement: self.pair.agreement_key(),
            incarnation: self.incarnation,
        }
    }

    /// Signs `message` for `purpose` and no other. Deterministic: the same message gives the same signature.
    pub fn sign(&self, purpose: Purpose, message: &[u8]) -> Signature {
        self.pair.sign(purpose, message)
    }

    /// Takes an epoch key out of an envelope that was sealed to this device with the same `info`.
    ///
    /// # Errors
    /// `Malformed` if the envelope is not 80 bytes; `CannotOpen` if it is for another device, for other `info`, or
    /// altered. Compare the key's `kid()` with the one that the control entry names.
    pub fn open_epoch(&self, envelope: &[u8], info: &[u8]) -> Result<EpochKey, CryptoError> {
        self.pair.open_epoch(envelope, info)
    }
}
