//! Signatures and public keys: the verifying half, which a server has too.
//!
//! Ed25519 over `label ‖ 0x00 ‖ message`. The label says what the signature is for, so that one obtained for a purpose
//! is worthless for any other. No label contains a zero byte, so label and message cannot be confused.

use crate::{CryptoError, fixed::fixed_bytes};

fixed_bytes! {
    /// An Ed25519 public key: who signed. Whether the bytes are a usable key shows when verifying.
    VerifyKey, 32, "a signing key"
}

fixed_bytes! {
    /// An X25519 public key: to whom an epoch key, a database key, a handover pack's key or a letter is sealed.
    AgreementKey, 32, "an agreement key"
}

fixed_bytes! {
    /// An Ed25519 signature, bound to a [`Purpose`].
    Signature, 64, "a signature"
}

/// What a signature is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A device seals its chain up to an entry.
    Seal,
    /// An entry of the control log.
    Control,
    /// An act by the holder of the recovery key.
    Recovery,
    /// A new device shows that it holds the keys it asks to be added with.
    Possession,
    /// A backup's manifest.
    Backup,
    /// The manifest of a snapshot.
    SnapshotManifest,
    /// The server's statement of how far its log goes.
    ServerHead,
    /// A device's request to the central server.
    Request,
    /// A new device says whose it is.
    Arrival,
    /// The server's statement that it was restored from a backup, and how far its log went then.
    ServerRestored,
    /// A case that one unit sends another.
    Transfer,
}

impl Purpose {
    /// The label that is signed with the message. Part of every signature ever made: never changed, only added to.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Seal => "throughcare/seal/v1",
            Self::Control => "throughcare/control/v1",
            Self::Recovery => "throughcare/recovery/v1",
            Self::Possession => "throughcare/possession/v1",
            Self::Backup => "throughcare/backup/v1",
            Self::SnapshotManifest => "throughcare/snapshot-manifest/v1",
            Self::ServerHead => "throughcare/server-head/v1",
            Self::Request => "throughcare/request/v1",
            Self::Arrival => "throughcare/arrival/v1",
            Self::ServerRestored => "throughcare/server-restored/v1",
            Self::Transfer => "throughcare/transfer/v1",
        }
    }

    /// The bytes that are signed: `label ‖ 0x00 ‖ message`.
    pub(crate) fn bind(self, message: &[u8]) -> Vec<u8> {
        [self.label().as_bytes(), &[0], message].concat()
    }
}

impl VerifyKey {
    /// Checks that this key signed `message` for `purpose`.
    ///
    /// Strict: keys and signatures of small order and non-canonical encodings are refused, so that one signature cannot
    /// be turned into a second valid one.
    ///
    /// # Errors
    /// `BadSignature` for anything else, a key that is none included.
    pub fn verify(&self, purpose: Purpose, message: &[u8], signature: &Signature) -> Result<(), CryptoError> {
        let signature = ed25519_dalek::Signature::from_bytes(signature.as_bytes());
        ed25519_dalek::VerifyingKey::from_bytes(self.as_bytes())
            .and_then(|key| key.verify_strict(&purpose.bind(message), &signature))
            .map_err(|_| CryptoError::BadSignature)
    }
}

#[cfg(test)]
mod tests {
    use super::{Purpose, Signature, VerifyKey};
    use crate::CryptoError;

    #[test]
    fn a_key_of_small_order_signs_nothing() {
        // the neutral element as key and as R, with s = 0, satisfies the lax equation for every message
        let mut neutral = [0; 32];
        neutral[0] = 1;
        let mut signature = [0; 64];
        signature[0] = 1;
        let refused = VerifyKey::from_bytes(neutral).verify(Purpose::Seal, b"any", &Signature::from_bytes(signature));
        assert_eq!(refused, Err(CryptoError::BadSignature));
    }

    #[test]
    fn bytes_that_are_no_point_are_refused_without_a_panic() {
        for byte in 0..=255 {
            let verdict =
                VerifyKey::from_bytes([byte; 32]).verify(Purpose::Control, b"", &Signature::from_bytes([byte; 64]));
            assert_eq!(verdict, Err(CryptoError::BadSignature));
        }
    }

    #[test]
    fn no_label_contains_the_separator() {
        use Purpose::{
            Arrival, Backup, Control, Possession, Recovery, Request, Seal, ServerHead, ServerRestored,
            SnapshotManifest, Transfer,
        };
        let all = [
            Seal,
            Control,
            Recovery,
            Possession,
            Backup,
            SnapshotManifest,
            ServerHead,
            Request,
            ServerRestored,
            Arrival,
            Transfer,
        ];
        let labels: std::collections::BTreeSet<_> = all.iter().map(|purpose| purpose.label()).collect();
        assert_eq!(labels.len(), all.len());
        assert!(labels.iter().all(|label| !label.contains('\0')));
    }
}
