//! The recovery key: for the day on which every administrator's device is lost.
//!
//! Made at founding, shown once as 24 words on paper, never stored. The signing and agreement keys are derived from it
//! under two contexts, so that the words alone bring both back. The words are English BIP-39 words, the last of which
//! carries a checksum of 8 bits: a word misread is nearly always noticed.

use crate::{CryptoError, DatabaseKey, EpochKey, Purpose, RecoveryPublic, Signature, pair::KeyPair, secret::Secret};
use bip39::{Language, Mnemonic};
use rand_core::CryptoRng;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// The number of words that hold 32 bytes and a checksum.
const WORDS: usize = 24;

/// The secret half of a unit's recovery key.
pub struct RecoveryKey {
    secret: Secret,
    pair: KeyPair,
}

/// Its parts wipe themselves.
impl ZeroizeOnDrop for RecoveryKey {}

/// Why what was typed is not a recovery key. Names the word by its place and does not repeat it: error texts end up in
/// logs, and a misspelt secret word is nearly the secret word.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum RecoveryWordsError {
    /// Too few or too many words.
    #[error("A recovery key has 24 words; {found} were entered.")]
    WrongCount {
        /// How many words were found.
        found: usize,
    },
    /// One word is not among the 2,048 that are used.
    #[error("Word {place} is not one of the words that a recovery key is made of. Check its spelling on the paper.")]
    UnknownWord {
        /// Which word, counting from 1.
        place: usize,
    },
    /// All words exist, but not together.
    #[error(
        "These 24 words do not belong together. A word was misread for another, or two are in the wrong order: \
         compare each with the paper."
    )]
    WrongChecksum,
}

impl RecoveryKey {
    /// A new recovery key. Takes 32 bytes from `rng`.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        Self::from_secret(Secret::make(rng))
    }

    fn from_secret(secret: Secret) -> Self {
        let signing = Secret::derive("throughcare/recovery-signing/v1", &[&secret]);
        let agreement = Secret::derive("throughcare/recovery-agreement/v1", &[&secret]);
        Self { pair: KeyPair::new(&signing, agreement), secret }
    }

    /// The 24 words, lower case, with single blanks between them. For the screen and the printer, once.
    pub fn to_words(&self) -> Zeroizing<String> {
        // the longest word has 8 letters: the text never grows into a second allocation
        let mut words = Zeroizing::new(String::with_capacity(WORDS * 9));
        // 32 bytes are one of the five lengths that BIP-39 knows, so this is always `Ok`
        if let Ok(mnemonic) = Mnemonic::from_entropy_in(Language::English, self.secret.expose()) {
            for word in mnemonic.words() {
                if !words.is_empty() {
                    words.push(' ');
                }
                words.push_str(word);
            }
        }
        words
    }

    /// Reads words as people type them: any case; blanks, line breaks, hyphens, commas, semicolons and full stops
    /// between them; the numbers of a numbered list are skipped.
    ///
    /// # Errors
    /// Which word is unknown, how many there were, or that they do not belong together.
    pub fn from_words(typed: &str) -> Result<Self, RecoveryWordsError> {
        let mut words = Zeroizing::new(String::with_capacity(typed.len() * 2 + WORDS));
        let mut found = 0;
        for word in typed.split(is_separator).filter(|word| !word.is_empty() && !is_number(word)) {
            words.extend(word.chars().flat_map(char::to_lowercase));
            words.push(' ');
            found += 1;
        }
        if found != WORDS {
            return Err(RecoveryWordsError::WrongCount { found });
        }
        let mnemonic = Mnemonic::parse_in_normalized(Language::English, &words).map_err(|error| match error {
            bip39::Error::UnknownWord(index) => RecoveryWordsError::UnknownWord { place: index + 1 },
            bip39::Error::BadWordCount(found) => RecoveryWordsError::WrongCount { found },
            _ => RecoveryWordsError::WrongChecksum,
        })?;
        let (mut entropy, length) = mnemonic.to_entropy_array();
        let secret = entropy.get(..length).and_then(Secret::copy_of);
        entropy.zeroize();
        secret.map(Self::from_secret).ok_or(RecoveryWordsError::WrongCount { found })
    }

    /// What stands in the control log.
    pub fn public(&self) -> RecoveryPublic {
        RecoveryPublic { verify: self.pair.verify_key(), agreement: self.pair.agreement_key() }
    }

    /// Signs `message` for `purpose` and no other.
    pub fn sign(&self, purpose: Purpose, message: &[u8]) -> Signature {
        self.pair.sign(purpose, message)
    }

    /// Takes an epoch key out of an envelope that was sealed to the recovery key with the same `info`.
    ///
    /// # Errors
    /// `Malformed` if the envelope is not 80 bytes; `CannotOpen` if it is for another key, other `info`, or altered.
    pub fn open_epoch(&self, envelope: &[u8], info: &[u8]) -> Result<EpochKey, CryptoError> {
        self.pair.open_epoch(envelope, info)
    }

    /// Takes a backup's database key out of its recovery slot.
    ///
    /// # Errors
    /// As for [`open_epoch`](Self::open_epoch).
    pub fn open_database_key(&self, envelope: &[u8], info: &[u8]) -> Result<DatabaseKey, CryptoError> {
        self.pair.open_database_key(envelope, info)
    }
}

/// What people put between words, and between the groups of a code; U+2010 to U+2015 are the hyphens and dashes that word processors make.
pub(crate) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | ',' | ';' | '.' | '\u{2010}'..='\u{2015}')
}

/// The place of a word in a numbered list, such as the 7 of "7. abandon".
fn is_number(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}
