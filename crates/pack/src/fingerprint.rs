//! The fingerprint of a pack's content, and its beginning as a code that two people can compare on the telephone.

use std::fmt;
use std::str::FromStr;

use crypto::{Context, Hash, derive_hash};

use crate::base32;

/// How many letters and digits a code has.
const LENGTH: usize = 12;

/// The hash of a pack's JSON, byte for byte as it is attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(Hash);

/// The fingerprint of some JSON.
pub fn fingerprint(json: &[u8]) -> Fingerprint {
    Fingerprint(derive_hash(Context::Pack, &[json]))
}

impl Fingerprint {
    pub(crate) fn of_hash(hash: Hash) -> Self {
        Self(hash)
    }

    /// The whole hash.
    pub fn hash(self) -> Hash {
        self.0
    }

    /// Its beginning, to be printed and read out.
    pub fn code(self) -> CheckCode {
        let (first, _) = self.0.as_bytes().split_first_chunk().unwrap_or((&[0; 8], &[]));
        CheckCode(u64::from_be_bytes(*first) >> 4)
    }
}

/// A fingerprint as a record keeps it.
impl From<Hash> for Fingerprint {
    fn from(hash: Hash) -> Self {
        Self(hash)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// The first 60 bits of a fingerprint: `7Q4M-K2RD-91XA`.
///
/// Enough to tell any two packs apart, and to notice one that was altered: to make another with the same code takes some 2⁶⁰ attempts.
/// The record keeps the whole fingerprint, which is what counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct CheckCode(u64);

impl fmt::Display for CheckCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        base32::write(formatter, self.0, LENGTH)
    }
}

/// Why what was typed is no check code.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum CodeError {
    /// Too few or too many.
    #[error("A check code has 12 letters and digits; {found} were entered.")]
    WrongLength {
        /// How many there were.
        found: usize,
    },
    /// A sign that is in no code.
    #[error("Sign {place} of the check code is neither a digit nor one of its letters. Compare it with the last page.")]
    UnknownSign {
        /// Which, counting from 1 without blanks and hyphens.
        place: usize,
    },
}

impl FromStr for CheckCode {
    type Err = CodeError;

    /// Reads a code as people type it: any case, with blanks and hyphens or without, O for 0, and I or L for 1.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let signs = || typed.chars().filter(|sign| !base32::is_between(*sign));
        let found = signs().count();
        if found != LENGTH {
            return Err(CodeError::WrongLength { found });
        }
        base32::read(signs()).map(Self).map_err(|place| CodeError::UnknownSign { place })
    }
}
