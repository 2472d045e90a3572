//! The central server's own key: with it the server says how far its log goes. Nothing is sealed to it and it opens nothing.

use crate::{Purpose, Signature, VerifyKey};
use ed25519_dalek::{Signer, SigningKey};
use rand_core::CryptoRng;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// What a server signs with. It signs two kinds of statement and no other, so that it cannot be made to speak for a device.
pub struct ServerKey {
    /// Boxed, so that moving the key leaves no copy behind; it wipes itself.
    signing: Box<SigningKey>,
}

/// Its part wipes itself.
impl ZeroizeOnDrop for ServerKey {}

impl ServerKey {
    /// A new server's key. Takes 32 bytes from `rng`.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_bytes(&seed)
    }

    /// From what [`to_bytes`](Self::to_bytes) gave, which its owner wipes.
    pub fn from_bytes(seed: &[u8; 32]) -> Self {
        Self { signing: Box::new(SigningKey::from_bytes(seed)) }
    }

    /// To be kept where only the server reads.
    pub fn to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.signing.to_bytes())
    }

    /// What the devices know the server by.
    pub fn public(&self) -> VerifyKey {
        VerifyKey::from_bytes(self.signing.verifying_key().to_bytes())
    }

    /// Signs a statement of how far the log of a unit goes.
    pub fn sign_head(&self, head: &[u8]) -> Signature {
        self.sign(Purpose::ServerHead, head)
    }

    /// Signs a statement that the server was restored from a backup.
    pub fn sign_restored(&self, statement: &[u8]) -> Signature {
        self.sign(Purpose::ServerRestored, statement)
    }

    fn sign(&self, purpose: Purpose, message: &[u8]) -> Signature {
        Signature::from_bytes(self.signing.sign(&purpose.bind(message)).to_bytes())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::ServerKey;
    use crate::Purpose;
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng};

    #[test]
    fn what_it_signs_is_worth_something_for_that_purpose_only() {
        let key = ServerKey::make(&mut ChaCha20Rng::seed_from_u64(1));
        let head = key.sign_head(b"words");
        assert_eq!(key.public().verify(Purpose::ServerHead, b"words", &head), Ok(()));
        for other in [Purpose::ServerRestored, Purpose::Seal, Purpose::Control, Purpose::Request] {
            key.public().verify(other, b"words", &head).unwrap_err();
        }
        let restored = key.sign_restored(b"words");
        assert_eq!(key.public().verify(Purpose::ServerRestored, b"words", &restored), Ok(()));
        key.public().verify(Purpose::ServerHead, b"words", &restored).unwrap_err();
    }

    #[test]
    fn comes_back_from_its_bytes() {
        let key = ServerKey::make(&mut ChaCha20Rng::seed_from_u64(2));
        assert_eq!(ServerKey::from_bytes(&key.to_bytes()).public(), key.public());
    }
}
