//! Letters: words to one device, from somebody who holds no key of its unit yet.
//!
//! Whoever joins says by letter whose their device is. The form is that of an envelope, around words that are padded. A letter says nothing
//! about its sender: what it says must be signed inside it, or be of no consequence.

use crate::{
    AgreementKey, CryptoError, DeviceKeys,
    envelope::{self, Content},
    padding,
};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

impl AgreementKey {
    /// Seals a letter to whoever holds this key's secret half. `info` must be given again to open it.
    ///
    /// # Errors
    /// `Malformed` if this is not a usable public key.
    pub fn seal_letter<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        info: &[u8],
        letter: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let padded = Zeroizing::new(padding::pad_words(letter)?);
        envelope::seal_bytes(rng, self, Content::Letter, info, &padded)
    }
}

impl DeviceKeys {
    /// Opens a letter that was sealed to this device with the same `info`.
    ///
    /// # Errors
    /// `CannotOpen` if it is for another device, for other `info`, or altered; `Malformed` if it is too short, or if whoever sealed it did
    /// not pad it as they must.
    pub fn open_letter(&self, letter: &[u8], info: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let padded = self.pair().open_letter(letter, info)?;
        Ok(Zeroizing::new(padding::unpad_words(&padded)?.to_vec()))
    }
}
