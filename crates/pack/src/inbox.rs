//! A unit's inbox key as it is sent to another prison, and the code by which two people make sure on the telephone that it is the same.
//!
//! Form: the prison's code, then the unit's identifier (32 bytes), the key (32 bytes) and the first 6 bytes of a hash over all of it, as 112 signs
//! of Base32 in groups of four: `LEI-7Q4M-K2RD-…`. So one sign that was typed wrong is noticed. That hash shows slips, not deceit: whoever sends
//! another key makes it anew. What shows deceit is the [code](InboxAddress::code), read out by somebody whose voice or telephone number is known.
//! The identifier is in it so that nobody has to ask a server which of a prison's units is meant.

use std::fmt;
use std::str::FromStr;

use crypto::{AgreementKey, Context, Hash, derive_hash};

use crate::base32;
use crate::fingerprint::{CheckCode, Fingerprint};

/// How many signs the identifier, the key and what shows a slip have together.
const SIGNS: usize = 112;
/// So many signs are five bytes.
const GROUP: usize = 8;
const UNIT: usize = 32;
const KEY: usize = 32;
const SUM: usize = 6;
/// How many letters and digits a prison's code has.
const CODE: std::ops::RangeInclusive<usize> = 3..=6;

/// To whom a pack can be sealed, and a case sent: a unit's inbox key, which unit it is, and the code of the prison that says it is theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InboxAddress {
    prison: String,
    unit: Hash,
    key: AgreementKey,
}

impl InboxAddress {
    /// The inbox of a unit. `prison` is its code: `LEI`. `unit`: the hash of its founding entry.
    pub fn new(prison: &str, unit: Hash, key: AgreementKey) -> Self {
        Self { prison: prison.to_owned(), unit, key }
    }

    /// The code of the prison.
    pub fn prison(&self) -> &str {
        &self.prison
    }

    /// Which unit of that prison: the hash of its founding entry.
    pub const fn unit(&self) -> Hash {
        self.unit
    }

    /// The key.
    pub const fn key(&self) -> AgreementKey {
        self.key
    }

    /// What both sides read out: the same code is the same key of the same unit of the same prison.
    pub fn code(&self) -> CheckCode {
        Fingerprint::from(self.hash()).code()
    }

    fn hash(&self) -> Hash {
        derive_hash(Context::Inbox, &[self.prison.as_bytes(), self.unit.as_bytes(), self.key.as_bytes()])
    }

    fn sum(&self) -> [u8; SUM] {
        self.hash().as_bytes().first_chunk().copied().unwrap_or_default()
    }
}

impl fmt::Display for InboxAddress {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.prison)?;
        let bytes = [self.unit.as_bytes().as_slice(), self.key.as_bytes(), &self.sum()].concat();
        for five in bytes.chunks(5) {
            let number = five.iter().fold(0, |number, byte| number << 8 | u64::from(*byte));
            formatter.write_str("-")?;
            base32::write(formatter, number, GROUP)?;
        }
        Ok(())
    }
}

/// Why what was typed is no inbox key.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum InboxError {
    /// Too few or too many.
    #[error(
        "An inbox key is the code of a prison and 28 groups of four letters and digits; this has {found} letters and digits in all. Copy the \
         whole line."
    )]
    WrongLength {
        /// How many there were.
        found: usize,
    },
    /// A sign that is in no key.
    #[error(
        "Sign {place} of the inbox key is neither a digit nor one of its letters. Compare it with the line that was sent."
    )]
    UnknownSign {
        /// Which, counting from 1 without blanks and hyphens.
        place: usize,
    },
    /// All signs could be, but not together.
    #[error(
        "This is not the inbox key as it was sent: a letter or digit of it is another. Compare each group with the line that was sent."
    )]
    Mistyped,
}

impl FromStr for InboxAddress {
    type Err = InboxError;

    /// Reads a key as people type it: any case, with blanks, line breaks and hyphens or without, O for 0, and I or L for 1.
    fn from_str(typed: &str) -> Result<Self, Self::Err> {
        let signs: Vec<char> = typed.chars().filter(|sign| !base32::is_between(*sign)).collect();
        let found = signs.len();
        let length = found.checked_sub(SIGNS).filter(|length| CODE.contains(length));
        let (prison, signs) =
            length.and_then(|length| signs.split_at_checked(length)).ok_or(InboxError::WrongLength { found })?;
        if let Some(at) = prison.iter().position(|sign| !sign.is_ascii_alphanumeric()) {
            return Err(InboxError::UnknownSign { place: at + 1 });
        }
        let mut bytes = Vec::with_capacity(UNIT + KEY + SUM);
        for (at, group) in signs.chunks(GROUP).enumerate() {
            let number = base32::read(group.iter().copied())
                .map_err(|place| InboxError::UnknownSign { place: prison.len() + at * GROUP + place })?;
            bytes.extend(number.to_be_bytes().into_iter().skip(GROUP - 5));
        }
        let whole = InboxError::WrongLength { found };
        let (unit, rest) = bytes.split_first_chunk::<UNIT>().ok_or_else(|| whole.clone())?;
        let (key, sum) = rest.split_first_chunk::<KEY>().ok_or(whole)?;
        let prison: String = prison.iter().map(char::to_ascii_uppercase).collect();
        let address = Self { prison, unit: Hash::from_bytes(*unit), key: AgreementKey::from_bytes(*key) };
        if sum == address.sum() { Ok(address) } else { Err(InboxError::Mistyped) }
    }
}
