//! Symmetric sealing: `nonce (24) ‖ ciphertext ‖ tag (16)`, XChaCha20-Poly1305.
//!
//! The nonce is random: with 192 bits no counter has to survive a restored backup or a cloned disk.

use crate::{CryptoError, secret::Secret};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// Bytes of the nonce.
pub(crate) const NONCE: usize = 24;
/// Bytes of the tag behind the ciphertext.
pub(crate) const TAG: usize = 16;

const TOO_SHORT: CryptoError = CryptoError::Malformed("sealed data is shorter than its nonce and tag");

/// Seals `plaintext` under `key`, bound to `aad`, with a nonce from `rng`.
pub(crate) fn seal<R: CryptoRng + ?Sized>(
    key: &Secret,
    rng: &mut R,
    aad: &[u8],
    plaintext: &[u8],
) -> Result<Vec<u8>, CryptoError> {
    let mut nonce = [0; NONCE];
    rng.fill_bytes(&mut nonce);
    let mut sealed = Vec::with_capacity(NONCE + plaintext.len() + TAG);
    sealed.extend_from_slice(&nonce);
    append_encrypted(&mut sealed, key, &nonce, aad, plaintext)?;
    Ok(sealed)
}

/// Opens what [`seal`] made.
pub(crate) fn open(key: &Secret, aad: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>().ok_or(TOO_SHORT)?;
    decrypt(key, nonce, aad, ciphertext)
}

/// Appends `ciphertext ‖ tag` to `to`, for a form that keeps the nonce elsewhere. The nonce must be new and random.
/// `to` should have room, so that no half-made copy of the plaintext is left behind by a reallocation.
pub(crate) fn append_encrypted(
    to: &mut Vec<u8>,
    key: &Secret,
    nonce: &[u8; NONCE],
    aad: &[u8],
    plaintext: &[u8],
) -> Result<(), CryptoError> {
    let start = to.len();
    to.reserve(plaintext.len() + TAG);
    to.extend_from_slice(plaintext);
    let body = to.get_mut(start..).unwrap_or_default();
    let tag = XChaCha20Poly1305::new(key.expose().into())
        .encrypt_inout_detached(nonce.into(), aad, body.into())
        .map_err(|_| CryptoError::Malformed("what is to be sealed is too long for one nonce"))?;
    to.extend_from_slice(&tag);
    Ok(())
}

/// Opens `ciphertext ‖ tag`. The tag is checked before a byte is decrypted.
pub(crate) fn decrypt(
    key: &Secret,
    nonce: &[u8; NONCE],
    aad: &[u8],
    sealed: &[u8],
) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
    let (ciphertext, tag) = sealed.split_last_chunk::<TAG>().ok_or(TOO_SHORT)?;
    let mut plaintext = Zeroizing::new(ciphertext.to_vec());
    XChaCha20Poly1305::new(key.expose().into())
        .decrypt_inout_detached(nonce.into(), aad, plaintext.as_mut_slice().into(), tag.into())
        .map_err(|_| CryptoError::CannotOpen)?;
    Ok(plaintext)
}
