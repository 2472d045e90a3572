//! The key of one handover pack that goes to another unit: fresh for each file, sealed to that unit's inbox, kept nowhere.

use crate::{
    AgreementKey, CryptoError,
    envelope::{self, Content},
    padding, sealed,
    secret::Secret,
};
use rand_core::CryptoRng;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// The key that one pack is encrypted with, and nothing else.
pub struct PackKey {
    secret: Secret,
}

/// Its part wipes itself.
impl ZeroizeOnDrop for PackKey {}

impl PackKey {
    /// A new key. Takes 32 bytes from `rng`.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self::from_secret(Secret::make(rng))
    }

    pub(crate) fn from_secret(secret: Secret) -> Self {
        Self { secret }
    }

    /// Encrypts the pack: padded to its bucket, then `nonce (24) ‖ ciphertext ‖ tag (16)`. `aad` is what it is bound to and must be
    /// given again to open it.
    ///
    /// # Errors
    /// `Malformed` if the pack is longer than 4 GiB.
    pub fn seal<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        aad: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let padded = Zeroizing::new(padding::pad_copy(plaintext)?);
        sealed::seal(&self.secret, rng, aad, &padded)
    }

    /// Decrypts what [`seal`](Self::seal) made.
    ///
    /// # Errors
    /// `CannotOpen` for another key, other `aad` or altered bytes; `Malformed` if too short, or if whoever sealed it did not pad it as
    /// they must.
    pub fn open(&self, aad: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let padded = sealed::open(&self.secret, aad, bytes)?;
        Ok(Zeroizing::new(padding::unpad(&padded)?.to_vec()))
    }

    /// Seals this key to a unit's inbox: an HPKE envelope of 80 bytes. `info` must be given again to open it.
    ///
    /// # Errors
    /// `Malformed` if `to` is not a usable public key.
    pub fn seal_to<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        to: &AgreementKey,
        info: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        envelope::seal(rng, to, Content::Pack, info, &self.secret)
    }
}
