//! A signing key and an agreement key that belong to one holder: a device, or the recovery key.

use crate::{
    AgreementKey, CryptoError, DatabaseKey, EpochKey, Purpose, Signature, VerifyKey,
    envelope::{self, Content},
    secret::Secret,
};
use ed25519_dalek::{Signer, SigningKey};
use zeroize::Zeroizing;

/// Both secrets with their public halves, computed once.
pub(crate) struct KeyPair {
    /// Boxed for the same reason as [`Secret`]; it wipes itself.
    signing: Box<SigningKey>,
    agreement: Secret,
    agreement_key: AgreementKey,
}

impl KeyPair {
    /// From the Ed25519 seed and the agreement seed.
    pub(crate) fn new(signing: &Secret, agreement: Secret) -> Self {
        let agreement_key = envelope::derive_agreement_key(&agreement);
        Self { signing: Box::new(SigningKey::from_bytes(signing.expose())), agreement, agreement_key }
    }

    pub(crate) fn verify_key(&self) -> VerifyKey {
        VerifyKey::from_bytes(self.signing.verifying_key().to_bytes())
    }

    pub(crate) fn agreement_key(&self) -> AgreementKey {
        self.agreement_key
    }

    /// The Ed25519 seed and the agreement seed, to be wrapped.
    pub(crate) fn expose(&self) -> (&[u8; 32], &[u8; 32]) {
        (self.signing.as_bytes(), self.agreement.expose())
    }

    pub(crate) fn sign(&self, purpose: Purpose, message: &[u8]) -> Signature {
        Signature::from_bytes(self.signing.sign(&purpose.bind(message)).to_bytes())
    }

    pub(crate) fn open_epoch(&self, envelope: &[u8], info: &[u8]) -> Result<EpochKey, CryptoError> {
        envelope::open(&self.agreement, Content::Epoch, info, envelope).map(EpochKey::from_secret)
    }

    pub(crate) fn open_database_key(&self, envelope: &[u8], info: &[u8]) -> Result<DatabaseKey, CryptoError> {
        envelope::open(&self.agreement, Content::Database, info, envelope).map(DatabaseKey::from_secret)
    }

    pub(crate) fn open_letter(&self, envelope: &[u8], info: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        envelope::open_bytes(&self.agreement, Content::Letter, info, envelope)
    }

    pub(crate) fn open_device(&self, envelope: &[u8], info: &[u8]) -> Result<Zeroizing<Vec<u8>>, CryptoError> {
        envelope::open_bytes(&self.agreement, Content::Device, info, envelope)
    }
}
