//! The words that a pack is sealed under: six that one person reads out to another on the telephone.
//!
//! Drawn from the English words of BIP-39, of which no two begin with the same four letters. Left out (`words-left-out.txt`) are those that
//! sound like another word, are spelt otherwise in Britain, or are not to be read out about a prisoner.
//!
//! **How long they hold.** Six of 1,660 words are 64 bits. Whoever has the file can try words without asking anybody. Revision 6 makes each
//! attempt at least 64 rounds, each of some five kilobytes of AES-128-CBC and of SHA-256, SHA-384 or SHA-512. A published measurement by
//! hashcat (mode 10700) is 143,000 attempts in a second for one graphics card, with passwords shorter than these. Half of 2⁶⁴ attempts
//! would take such a card two million years, and a thousand of them two thousand. A seventh word would add what nothing here needs, and one
//! more word to mishear. The words have to be this strong by themselves: that function needs no memory, so it makes no weak word strong.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use bip39::Language;
use rand_core::CryptoRng;
use zeroize::{ZeroizeOnDrop, Zeroizing};

/// How many words there are.
pub const COUNT: usize = 6;
/// From how many letters a beginning stands for its word.
const BEGINNING: usize = 4;
/// The longest word has eight letters; with a blank behind each, the text never grows into a second allocation.
const ROOM: usize = COUNT * 9;

/// The words that can be drawn, in alphabetical order.
static LIST: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let left_out: BTreeSet<&str> = include_str!("words-left-out.txt").split_whitespace().collect();
    Language::English.word_list().iter().copied().filter(|word| !left_out.contains(word)).collect()
});

/// Six words. Shown once, and not kept.
pub struct Words(Zeroizing<String>);

/// Its text wipes itself.
impl ZeroizeOnDrop for Words {}

/// Why what was typed is not six words. Names the word by its place and does not repeat it.
#[derive(Debug, thiserror::Error, Clone, PartialEq, Eq)]
pub enum WordsError {
    /// Too few or too many.
    #[error("A pack is opened with six words; {found} were entered.")]
    WrongCount {
        /// How many were found.
        found: usize,
    },
    /// One is not among those that are used.
    #[error("Word {place} is not one of the words that packs are sealed with. Ask for it again, letter by letter.")]
    UnknownWord {
        /// Which, counting from 1.
        place: usize,
    },
}

impl Words {
    /// New words. Draws four bytes for each from `rng`, seldom more.
    pub fn make<R: CryptoRng + ?Sized>(rng: &mut R) -> Self {
        let mut text = Zeroizing::new(String::with_capacity(ROOM));
        for _ in 0..COUNT {
            append(&mut text, draw(rng));
        }
        Self(text)
    }

    /// Reads words as people type them: any case, whatever stands between them, and for a word its beginning of four letters or more.
    ///
    /// # Errors
    /// How many there were, or which one is unknown.
    pub fn parse(typed: &str) -> Result<Self, WordsError> {
        let words = || typed.split(|sign: char| !sign.is_alphabetic()).filter(|word| !word.is_empty());
        let found = words().count();
        if found != COUNT {
            return Err(WordsError::WrongCount { found });
        }
        let mut text = Zeroizing::new(String::with_capacity(ROOM));
        for (word, place) in words().zip(1..) {
            append(&mut text, known(word).ok_or(WordsError::UnknownWord { place })?);
        }
        Ok(Self(text))
    }

    /// The words, lower case, with single blanks between them: the password of the PDF.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Each word, for the screen.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(' ')
    }
}

fn append(text: &mut String, word: &str) {
    if !text.is_empty() {
        text.push(' ');
    }
    text.push_str(word);
}

/// One word, each as likely as every other: what is beyond the last whole multiple of their number is drawn again.
fn draw<R: CryptoRng + ?Sized>(rng: &mut R) -> &'static str {
    loop {
        let mut bytes = Zeroizing::new([0; 4]);
        rng.fill_bytes(bytes.as_mut_slice());
        let drawn = u64::from(u32::from_le_bytes(*bytes));
        let count = LIST.len() as u64;
        let whole = (1 << 32) - (1 << 32) % count;
        if drawn < whole
            && let Some(word) = usize::try_from(drawn % count).ok().and_then(|place| LIST.get(place))
        {
            return word;
        }
    }
}

/// The word that is meant.
fn known(typed: &str) -> Option<&'static str> {
    let typed = Zeroizing::new(typed.to_lowercase());
    let from = LIST.partition_point(|word| *word < typed.as_str());
    let mut meant = LIST.iter().skip(from).take_while(|word| word.starts_with(typed.as_str()));
    let first = *meant.next()?;
    (first == typed.as_str() || typed.len() >= BEGINNING && meant.next().is_none()).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_long_enough_and_its_words_are_told_apart() {
        assert_eq!(LIST.len(), 1_660);
        assert!((LIST.len() as f64).log2() * COUNT as f64 > 64.0);
        assert!(LIST.iter().all(|word| (3..=8).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase())));
        let beginnings: BTreeSet<_> = LIST.iter().map(|word| word.get(..BEGINNING).unwrap_or(word)).collect();
        assert_eq!(beginnings.len(), LIST.len());
    }

    #[test]
    fn every_word_that_is_left_out_is_one_of_the_list() {
        let left_out: Vec<_> = include_str!("words-left-out.txt").split_whitespace().collect();
        assert!(left_out.is_sorted() && left_out.iter().all(|word| Language::English.find_word(word).is_some()));
        assert_eq!(left_out.len() + LIST.len(), 2_048);
    }

    #[test]
    fn a_word_is_its_own_whole_and_its_own_beginnings() {
        for word in LIST.iter() {
            assert_eq!(known(word), Some(*word));
            for end in BEGINNING..word.len() {
                assert_eq!(known(&word[..end]), Some(*word), "{end}");
            }
        }
        for unknown in ["victim", "prison", "", "a", "zz", "zebras", "abs"] {
            assert_eq!(known(unknown), None, "{unknown}");
        }
    }
}
