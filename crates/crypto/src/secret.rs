//! Thirty-two secret bytes: on the heap, wiped when dropped, without `Debug`.

use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop};

/// A secret of 32 bytes. Boxed, so that moving the key that holds it leaves no copy behind.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct Secret(Box<[u8; 32]>);

impl Secret {
    fn blank() -> Self {
        Self(Box::new([0; 32]))
    }

    /// Random.
    pub(crate) fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut secret = Self::blank();
        rng.fill_bytes(secret.0.as_mut_slice());
        secret
    }

    /// Computed by BLAKE3 in key-derivation mode from secrets of 32 bytes each, one after the other.
    pub(crate) fn derive(context: &'static str, from: &[&Secret]) -> Self {
        let mut secret = Self::blank();
        let mut hasher = blake3::Hasher::new_derive_key(context);
        for part in from {
            hasher.update(part.expose());
        }
        let mut output = hasher.finalize_xof();
        output.fill(secret.0.as_mut_slice());
        output.zeroize();
        hasher.zeroize();
        secret
    }

    /// Copied from a buffer, which its owner wipes; none if it is not 32 bytes.
    pub(crate) fn copy_of(bytes: &[u8]) -> Option<Self> {
        let mut secret = Self::blank();
        if bytes.len() != secret.0.len() {
            return None;
        }
        secret.0.copy_from_slice(bytes);
        Some(secret)
    }

    /// Filled by something that computes 32 bytes in place; none if that fails.
    pub(crate) fn filled<E>(fill: impl FnOnce(&mut [u8; 32]) -> Result<(), E>) -> Result<Self, E> {
        let mut secret = Self::blank();
        fill(&mut secret.0)?;
        Ok(secret)
    }

    /// The bytes, for a primitive to work on.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}
