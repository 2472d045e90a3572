//! The same file, sealed to another unit's inbox key: no words have to be told, and one altered bit is noticed.
//!
//! Form: `TCPK ‖ version (1) ‖ envelope (80) ‖ nonce (24) ‖ ciphertext ‖ tag (16)`. The envelope holds a fresh key, sealed to the inbox by
//! HPKE; the rest is the PDF, padded and encrypted under that key by XChaCha20-Poly1305, and bound to everything in front of it. Whoever
//! knows an inbox key can write to it, and the envelope does not say who did: the check code, said by the sender, does, as for a pack that
//! came under words.

use crypto::{AgreementKey, CryptoError, InboxKey, PackKey};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

/// How large a file is opened at most, in bytes: padding and overhead add less than an eighth.
pub const LIMIT: usize = crate::LIMIT + crate::LIMIT / 8;

const MAGIC: &[u8; 4] = b"TCPK";
const VERSION: u8 = 1;
/// The bytes that an envelope has.
const ENVELOPE: usize = 80;
/// Nonce and tag, around at least an empty plaintext's length.
const SHORTEST: usize = 24 + 16;

/// Why a file was not opened. The texts are for people and repeat nothing of the file.
#[derive(Debug, thiserror::Error, Clone, Copy, PartialEq, Eq)]
pub enum EnvelopeError {
    /// Larger than any pack is.
    #[error("This file is larger than any pack, so it was not opened. Check that it is the right file.")]
    TooLarge,
    /// Something else.
    #[error(
        "This is not a pack that was sealed to a unit. Check that it is the file that the prison sent, as it came."
    )]
    NotAPack,
    /// A form that this version does not know yet.
    #[error("This was sealed by a later version of Throughcare (form {found}). Update Throughcare to open it.")]
    Newer {
        /// The form's number.
        found: u8,
    },
    /// It ends too early.
    #[error("This pack did not arrive whole, so it was not opened. Ask the prison to send it again.")]
    CutOff,
    /// The key cannot be taken out.
    #[error(
        "This pack was sealed to another unit, or was altered on the way. Ask the prison which unit it was meant for."
    )]
    NotForUs,
    /// The key is there, and what it should open was altered.
    #[error(
        "This pack is for this unit, but it is damaged or was altered on the way. Ask the prison to send it again."
    )]
    Altered,
}

/// Seals a PDF to an inbox. Draws a key, what HPKE needs and a nonce from `rng`.
///
/// # Errors
/// `Malformed` if nothing can be sealed to that key.
pub fn seal_to<R: CryptoRng + ?Sized>(pdf: &[u8], inbox: &AgreementKey, rng: &mut R) -> Result<Vec<u8>, CryptoError> {
    let key = PackKey::make(rng);
    let mut file = header(VERSION).to_vec();
    let envelope = key.seal_to(rng, inbox, &file)?;
    file.extend_from_slice(&envelope);
    let sealed = key.seal(rng, &file, pdf)?;
    file.extend_from_slice(&sealed);
    Ok(file)
}

/// Whether a file says that it is sealed to a unit.
pub fn is_envelope(file: &[u8]) -> bool {
    file.starts_with(MAGIC)
}

/// Opens what [`seal_to`] made with whichever of a unit's inboxes it was sealed to.
///
/// # Errors
/// What the file is instead, or what is wrong with it.
pub fn open_with(file: &[u8], inboxes: &[InboxKey]) -> Result<Zeroizing<Vec<u8>>, EnvelopeError> {
    if file.len() > LIMIT {
        return Err(EnvelopeError::TooLarge);
    }
    let (version, rest) = file.strip_prefix(MAGIC).and_then(<[u8]>::split_first).ok_or(EnvelopeError::NotAPack)?;
    match *version {
        VERSION => {}
        0 => return Err(EnvelopeError::NotAPack),
        found => return Err(EnvelopeError::Newer { found }),
    }
    let (envelope, sealed) =
        rest.split_at_checked(ENVELOPE).filter(|(_, sealed)| sealed.len() >= SHORTEST).ok_or(EnvelopeError::CutOff)?;
    let open = |inbox: &InboxKey| inbox.open_pack_key(envelope, &header(VERSION)).ok();
    let key = inboxes.iter().find_map(open).ok_or(EnvelopeError::NotForUs)?;
    let bound_to = file.get(..file.len() - sealed.len()).unwrap_or_default();
    key.open(bound_to, sealed).map_err(|_| EnvelopeError::Altered)
}

fn header(version: u8) -> [u8; 5] {
    let [a, b, c, d] = *MAGIC;
    [a, b, c, d, version]
}
