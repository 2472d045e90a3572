//! Packs for twelve kinds of case, from their content to the sealed file, as other programs find them: what a screen reader reads of each
//! and how each page looks are golden files, to be read and looked at when they change.
//!
//! A change on purpose: run the tests with `PACKS_GOLDEN=write` in the environment, look at every page that `git` says is another, and commit them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what went wrong by stopping"
)]

mod golden;
mod kinds;
mod making;

use pack::content::Pack;
use pack::fingerprint::fingerprint;
use pack::seal::{open_pdf, seal_pdf};
use pack::words::Words;
use proof::{Outcome, Proof};
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;

use golden::Golden;
use kinds::{KINDS, Kind};

/// A pack that was printed and sealed, its words, and the pages as anybody sees them who has those.
struct Sent {
    pack: Pack,
    sealed: Vec<u8>,
    words: Words,
    pages: Proof,
}

impl Sent {
    fn of(pack: Pack) -> Outcome<Self> {
        let mut rng = ChaCha20Rng::seed_from_u64(6);
        let words = Words::make(&mut rng);
        let sealed = seal_pdf(&app::pack::print(&pack)?.pdf, &words, &mut rng)?;
        let pages = Proof::of(&sealed, Some(words.as_str()))?.opened()?;
        Ok(Self { pack, sealed, words, pages })
    }

    /// Only the words open it, in an ordinary program too.
    fn is_sealed(&self) -> Outcome {
        let check = |words| Proof::of(&self.sealed, words)?.qpdf(&["--check"]);
        let checked = String::from_utf8(check(Some(self.words.as_str()))?)?;
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        assert!(!checked.contains("WARNING"), "{checked}");
        for wrong in [None, Some(""), Some("abandon ability able about above absent")] {
            let said = check(wrong).expect_err("closed").to_string();
            assert!(said.contains("invalid password"), "{said}");
        }
        Ok(())
    }

    /// The content is inside, byte for byte, and its check code is on the last page.
    fn carries_its_content(&self) -> Outcome {
        let json = self.pages.qpdf(&["--show-attachment=pack.json"])?;
        assert_eq!(Pack::read(&json)?, self.pack);
        assert_eq!(open_pdf(&self.sealed, &self.words)?.json, json);
        assert!(self.pages.in_reading_order()?.contains(&fingerprint(&json).code().to_string()));
        Ok(())
    }

    /// Tagged, titled, with a heading for each section.
    fn is_for_everybody(&self) -> Outcome {
        self.pages.is_for_everybody(&format!("Handover pack, version {}", self.pack.version))?;
        let structure = self.pages.structure()?;
        let count =
            |part: &str| structure.lines().filter(|line| line.trim().split([' ', ':']).next() == Some(part)).count();
        // Four on the first page, contents, changes; four on the last.
        assert_eq!(count("H1"), self.pack.sections.len() + 10, "{structure}");
        assert!(["Table", "TH", "TD", "Link", "P"].into_iter().all(|part| count(part) > 0), "{structure}");
        Ok(())
    }

    /// The first page has all that is read in a minute, and says which version it replaces.
    fn is_read_in_a_minute(&self) -> Outcome {
        let first = self.pages.text(1, 1)?;
        let replaces = self.pack.since.as_ref().map(|since| format!("This replaces version {} of ", since.version));
        let parts =
            ["Who this is", "The risk", "What must happen in the next 14 days", "Whom to ring", "01632 960 141"];
        for words in parts.into_iter().chain(replaces.as_deref()) {
            assert!(first.contains(words), "“{words}” is not in\n{first}");
        }
        Ok(())
    }

    /// Whoever copies the pages gets the words in the order in which a screen reader reads them: between them only what stands on every page,
    /// and headings of tables again.
    fn is_drawn_in_reading_order(&self, pages: usize) -> Outcome {
        let drawn = self.pages.text(1, pages)?;
        let mut drawn = drawn.chars().filter(|letter| is_compared(*letter));
        for line in self.pages.in_reading_order()?.lines() {
            let mut rest = line.chars().filter(|letter| is_compared(*letter));
            assert!(rest.all(|letter| drawn.any(|other| other == letter)), "out of order: {line}");
        }
        Ok(())
    }
}

/// Not what a line's end does, nor letters that each program turns round in its own way.
fn is_compared(letter: char) -> bool {
    !letter.is_whitespace() && !matches!(letter, '\u{590}'..='\u{8ff}' | '\u{200b}'..='\u{206f}')
}

fn holds((name, pack): Kind) -> Outcome {
    let sent = Sent::of(pack())?;
    sent.is_sealed()?;
    sent.carries_its_content()?;
    sent.is_for_everybody()?;
    sent.is_read_in_a_minute()?;
    let golden = Golden::of(name);
    let pages = golden.shows(&sent.pages)?;
    golden.reads(&sent.pages)?;
    sent.is_drawn_in_reading_order(pages)
}

/// A test for each, so that they run beside one another.
macro_rules! kinds {
    ($($name:ident $at:literal;)*) => {
        $(#[test]
        fn $name() -> Outcome {
            holds(KINDS[$at])
        })*
    };
}

kinds! {
    a_standard_handover 0;
    an_enhanced_handover_under_mappa 1;
    a_life_sentence_before_parole 2;
    a_recall 3;
    an_early_allocation 4;
    nobody_named_in_the_community 5;
    nowhere_to_live 6;
    approved_premises 7;
    an_open_acct_without_consent 8;
    a_long_story 9;
    other_languages_and_words_of_any_shape 10;
    a_second_version_with_much_explained 11;
}

#[test]
fn every_golden_file_is_of_a_kind() -> Outcome {
    golden::are_of(&KINDS.map(|(name, _)| name))
}
