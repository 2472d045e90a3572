//! A device's own keys: what it signs with and what epoch keys are sealed to.
//!
//! One set per member of staff and computer. At rest inside [`ProfileSecrets`](crate::ProfileSecrets); and, sealed to the device that takes its
//! place, until the unit knows of that.

use crate::{
    AgreementKey, CryptoError, DevicePublic, EpochKey, Purpose, Signature,
    envelope::{self, Content},
    pair::KeyPair,
    secret::Secret,
};
use rand_core::CryptoRng;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// Bytes of a device's secrets: signing seed, agreement seed, incarnation.
const SECRETS: usize = 32 + 32 + 16;

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

    /// Seals these keys to the device that takes the place of this one, which signs with them that it may: an HPKE envelope of 128 bytes, opened
    /// by [`open_former`](Self::open_former) with the same `info`.
    ///
    /// # Errors
    /// `Malformed` if `to` is not a usable public key.
    pub fn seal_to<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        to: &AgreementKey,
        info: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let (signing, agreement, incarnation) = self.expose();
        let mut secrets = Zeroizing::new(Vec::with_capacity(SECRETS));
        secrets.extend_from_slice(signing);
        secrets.extend_from_slice(agreement);
        secrets.extend_from_slice(incarnation);
        envelope::seal_bytes(rng, to, Content::Device, info, &secrets)
    }

    /// Takes the keys of the device in whose place this one is out of an envelope that was sealed to this one with the same `info`.
    ///
    /// # Errors
    /// `CannotOpen` if it is for another device, for other `info`, or altered; `Malformed` if it holds something else.
    pub fn open_former(&self, envelope: &[u8], info: &[u8]) -> Result<Self, CryptoError> {
        let secrets = self.pair.open_device(envelope, info)?;
        let parts = secrets.split_first_chunk::<32>().and_then(|(signing, rest)| {
            let (agreement, incarnation) = rest.split_first_chunk::<32>()?;
            Some((Secret::copy_of(signing)?, Secret::copy_of(agreement)?, incarnation.try_into().ok()?))
        });
        let (signing, agreement, incarnation) =
            parts.ok_or(CryptoError::Malformed("an envelope without a device's keys"))?;
        Ok(Self::from_parts(&signing, agreement, incarnation))
    }
}
