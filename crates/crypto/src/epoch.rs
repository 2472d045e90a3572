//! Epoch keys: what a unit's entries and snapshots are sealed with, for one compartment and one period.
//!
//! From the epoch's secret one subkey per use is derived, once, when the key comes into memory (the inbox's, which few ask for, when
//! they do). The wrapping subkey encrypts keys and never content; the secret itself encrypts nothing. Starting a new epoch re-encrypts nothing: each
//! key wraps the one before, so that a joiner needs a single envelope to read the history.

use crate::{
    AgreementKey, CryptoError, InboxKey, Kid,
    envelope::{self, Content},
    padding, sealed,
    secret::Secret,
};
use rand_core::CryptoRng;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// The key of one epoch of one compartment. A clone is as secret as the original and wiped like it.
#[derive(Clone)]
pub struct EpochKey {
    secret: Secret,
    payload: Secret,
    snapshot: Secret,
    words: Secret,
    wrapping: Secret,
    kid: Kid,
}

/// Its parts wipe themselves.
impl ZeroizeOnDrop for EpochKey {}

/// What content is sealed as; a payload does not open as a snapshot.
#[derive(Clone, Copy)]
enum Use {
    Payload,
    Snapshot,
}

impl EpochKey {
    /// A new epoch's key. Takes 32 bytes from `rng`.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self::from_secret(Secret::make(rng))
    }

    pub(crate) fn from_secret(secret: Secret) -> Self {
        let derive = |context| Secret::derive(context, &[&secret]);
        let mut kid = [0; 16];
        let commitment = derive("throughcare/epoch-kid/v1");
        kid.iter_mut().zip(commitment.expose()).for_each(|(to, from)| *to = *from);
        Self {
            payload: derive("throughcare/epoch-payload/v1"),
            snapshot: derive("throughcare/epoch-snapshot/v1"),
            words: derive("throughcare/epoch-words/v1"),
            wrapping: derive("throughcare/epoch-wrapping/v1"),
            kid: Kid::from_bytes(kid),
            secret,
        }
    }

    /// The key's public identifier, a commitment to it. Check it before opening: this cipher alone does not stop one
    /// ciphertext from opening under two keys.
    pub fn kid(&self) -> Kid {
        self.kid
    }

    fn subkey(&self, use_: Use) -> &Secret {
        match use_ {
            Use::Payload => &self.payload,
            Use::Snapshot => &self.snapshot,
        }
    }

    /// Seals an entry's payload: padded to its bucket, then `nonce (24) ‖ ciphertext ‖ tag (16)`. `aad` is what the
    /// payload is bound to and must be given again to open it.
    ///
    /// # Errors
    /// `Malformed` if the plaintext is longer than 4 GiB.
    pub fn seal_payload<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        aad: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        self.seal(Use::Payload, rng, aad, plaintext)
    }

    /// Seals a payload as it was sealed before, with the nonce that stood at its beginning: an entry that was taken apart for the way is
    /// put together again, byte for byte. Only to be compared with what was signed: nothing that was never sealed may leave under a nonce
    /// that somebody else chose.
    ///
    /// # Errors
    /// As for [`seal_payload`](Self::seal_payload).
    pub fn seal_payload_again(&self, nonce: &[u8; 24], aad: &[u8], plaintext: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let padded = Zeroizing::new(padding::pad_copy(plaintext)?);
        let mut payload = Vec::with_capacity(sealed::NONCE + padded.len() + sealed::TAG);
        payload.extend_from_slice(nonce);
        sealed::append_encrypted(&mut payload, &self.payload, nonce, aad, &padded)?;
        Ok(payload)
    }

    /// Opens what [`seal_payload`](Self::seal_payload) made.
    ///
    /// # Errors
    /// `CannotOpen` for another key, other `aad` or altered bytes; `Malformed` if too short, or if whoever sealed it
    /// did not pad it as they must.
    pub fn open_payload(&self, aad: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        self.open(Use::Payload, aad, bytes)
    }

    /// Seals a snapshot, like [`seal_payload`](Self::seal_payload) under a subkey of its own.
    ///
    /// # Errors
    /// `Malformed` if the plaintext is longer than 4 GiB.
    pub fn seal_snapshot<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        aad: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        self.seal(Use::Snapshot, rng, aad, plaintext)
    }

    /// Opens what [`seal_snapshot`](Self::seal_snapshot) made.
    ///
    /// # Errors
    /// As for [`open_payload`](Self::open_payload).
    pub fn open_snapshot(&self, aad: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        self.open(Use::Snapshot, aad, bytes)
    }

    fn seal<R: CryptoRng + ?Sized>(
        &self,
        use_: Use,
        rng: &mut R,
        aad: &[u8],
        plaintext: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        let padded = Zeroizing::new(padding::pad_copy(plaintext)?);
        sealed::seal(self.subkey(use_), rng, aad, &padded)
    }

    fn open(&self, use_: Use, aad: &[u8], bytes: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        let padded = sealed::open(self.subkey(use_), aad, bytes)?;
        Ok(Zeroizing::new(padding::unpad(&padded)?.to_vec()))
    }

    /// Seals words that stand among things in the clear, such as somebody's name in the control log: padded to 64 bytes or, beyond that, to
    /// their bucket, then `nonce (24) ‖ ciphertext ‖ tag (16)`, under a subkey of its own.
    ///
    /// # Errors
    /// `Malformed` if the words are longer than 4 GiB.
    pub fn seal_words<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        aad: &[u8],
        words: &str,
    ) -> Result<Vec<u8>, CryptoError> {
        let padded = Zeroizing::new(padding::pad_words(words.as_bytes())?);
        sealed::seal(&self.words, rng, aad, &padded)
    }

    /// Opens what [`seal_words`](Self::seal_words) made.
    ///
    /// # Errors
    /// As for [`open_payload`](Self::open_payload); also `Malformed` if what is inside is no text.
    pub fn open_words(&self, aad: &[u8], bytes: &[u8]) -> Result<String, CryptoError> {
        let padded = sealed::open(&self.words, aad, bytes)?;
        let words = padding::unpad_words(&padded)?.to_vec();
        String::from_utf8(words).map_err(|_| CryptoError::Malformed("sealed words that are no text"))
    }

    /// Wraps the key of the epoch before this one: 72 bytes, `nonce (24) ‖ ciphertext (32) ‖ tag (16)`.
    ///
    /// # Errors
    /// None is expected; the type is that of sealing.
    pub fn wrap_previous<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        previous: &EpochKey,
        aad: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        sealed::seal(&self.wrapping, rng, aad, previous.secret.expose())
    }

    /// Takes out the key that [`wrap_previous`](Self::wrap_previous) put in.
    ///
    /// # Errors
    /// `CannotOpen` for another key, other `aad` or altered bytes; `Malformed` if it is not 72 bytes. Compare the key's
    /// `kid()` with the one that the earlier control entry names.
    pub fn unwrap_previous(&self, bytes: &[u8], aad: &[u8]) -> Result<EpochKey, CryptoError> {
        let secret = sealed::open(&self.wrapping, aad, bytes)?;
        Secret::copy_of(&secret)
            .map(Self::from_secret)
            .ok_or(CryptoError::Malformed("a wrapped epoch key is not 32 bytes long"))
    }

    /// The inbox that belongs to this epoch.
    pub fn derive_inbox(&self) -> InboxKey {
        InboxKey::from_secret(Secret::derive("throughcare/epoch-inbox/v1", &[&self.secret]))
    }

    /// Seals this key to a device or to the recovery key: an HPKE envelope of 80 bytes. `info` says for whom and for
    /// what it is (unit, compartment, epoch, device) and must be given again to open it.
    ///
    /// # Errors
    /// `Malformed` if `to` is not a usable public key.
    pub fn seal_to<R: CryptoRng + ?Sized>(
        &self,
        rng: &mut R,
        to: &AgreementKey,
        info: &[u8],
    ) -> Result<Vec<u8>, CryptoError> {
        envelope::seal(rng, to, Content::Epoch, info, &self.secret)
    }
}
