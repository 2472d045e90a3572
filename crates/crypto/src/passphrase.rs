//! A person's passphrase.
//!
//! What it costs to try one is in `cost.rs`; whether one is good enough is judged where passphrases are chosen (`app`).

use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A passphrase as it was typed, in Unicode normalisation form C.
///
/// `é` may arrive from one keyboard as one code point and from another as two; in form C both are the same. Nothing else
/// is changed: case, blanks and look-alikes (which form KC would merge) stay as they were typed.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(Zeroizing<String>);

impl Passphrase {
    /// From what was typed. The buffer it was typed into is its owner's to wipe.
    pub fn new(typed: &str) -> Self {
        // form C is never more than three times as long in UTF-8, so the text never grows into a second allocation
        let mut normalised = Zeroizing::new(String::with_capacity(typed.len().saturating_mul(3)));
        normalised.extend(typed.nfc());
        Self(normalised)
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The text, for whoever judges whether it would be guessed. Not for keeping.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Takes the text over and wipes it.
impl From<String> for Passphrase {
    fn from(typed: String) -> Self {
        Self::new(&Zeroizing::new(typed))
    }
}
