//! What can go wrong with keys, signatures and sealed data.
//!
//! Deliberately few kinds: *why* something did not open (wrong key, altered byte, wrong associated data) cannot be told
//! apart by cryptography, and telling a reader more than that would only help whoever altered it.

/// Why a cryptographic operation was refused. The texts are for people and hold no secret.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum CryptoError {
    /// The signature is not by this key, over this message, for this purpose.
    #[error("The signature does not match: somebody else signed this, or it was altered afterwards.")]
    BadSignature,
    /// The key is not the one this was sealed with, or the sealed bytes (or what they are bound to) were altered.
    #[error("This could not be opened: either the key or passphrase is the wrong one, or the data was altered.")]
    CannotOpen,
    /// The bytes do not have the shape of what they should be; the text says in which respect.
    #[error("This is not in the form that it should be: {0}.")]
    Malformed(&'static str),
    /// The bytes are in a format that this version of the program does not know yet.
    #[error(
        "This was written by a newer version of Throughcare (format {found}). Update this computer, then try again."
    )]
    NewerVersion {
        /// The format version that the bytes state.
        found: u8,
    },
    /// Passphrase parameters below the floor: opening with them would make guessing cheap.
    #[error("The passphrase protection is set weaker than Throughcare allows, so it was refused.")]
    WeakParameters,
}
