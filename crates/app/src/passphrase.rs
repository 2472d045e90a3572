//! Whether a new passphrase is good enough: judged by how it would be guessed, not by which kinds of characters it has.

use crypto::Passphrase;
use zeroize::Zeroizing;
use zxcvbn::{
    Score,
    feedback::{Suggestion, Warning},
};

use crate::error::AppError;

/// The fewest characters that are accepted.
const FEWEST_CHARACTERS: usize = 12;

/// What is thought of a passphrase before it is taken.
#[derive(Debug, Clone, PartialEq)]
pub struct Judgement {
    /// The number of guesses that somebody would need, as a power of ten; 0 for an empty passphrase.
    pub guesses_log10: f64,
    /// Whether it may be used: at least 12 characters, and a score of 3 or more out of 4 by zxcvbn (over 10⁸ guesses,
    /// each of which Argon2id makes slow).
    pub acceptable: bool,
    /// What to do better, in sentences for the person; empty if there is nothing to say.
    pub advice: Vec<String>,
}

/// Judges a passphrase. `known` are words that somebody would try first: the person's names, the prison's.
pub fn judge(passphrase: &Passphrase, known: &[&str]) -> Judgement {
    let inputs: Vec<&str> = known
        .iter()
        .flat_map(|input| std::iter::once(*input).chain(input.split(|c: char| !c.is_alphanumeric())))
        .collect();
    let whole = zxcvbn::zxcvbn(passphrase.reveal(), &inputs);
    // Known words side by side look long and are guessed at once: what is left without them has to last by itself.
    let left = Zeroizing::new(without(passphrase.reveal(), &inputs));
    let alone = zxcvbn::zxcvbn(&left, &inputs);
    let names_itself = alone.score() < Score::Three && whole.score() >= Score::Three;
    let estimate = if names_itself { alone } else { whole };
    let characters = passphrase.reveal().chars().count();
    let mut advice = Vec::new();
    if characters < FEWEST_CHARACTERS {
        advice.push(format!("Use at least {FEWEST_CHARACTERS} characters; this has {characters}."));
    }
    if names_itself {
        advice.push("Do not build it out of your own name or the prison's.".to_owned());
    }
    if let Some(feedback) = estimate.feedback() {
        advice.extend(feedback.warning().map(|warning| warning_text(warning).to_owned()));
        advice.extend(feedback.suggestions().iter().map(|suggestion| suggestion_text(*suggestion).to_owned()));
    }
    Judgement {
        guesses_log10: estimate.guesses_log10().max(0.0),
        acceptable: estimate.score() >= Score::Three && characters >= FEWEST_CHARACTERS,
        advice,
    }
}

/// The words of a passphrase that are not among the known ones, without what separates them.
fn without(passphrase: &str, known: &[&str]) -> String {
    let words = passphrase.split(|c: char| !c.is_alphanumeric());
    words.filter(|word| !known.iter().any(|known| known.to_lowercase() == word.to_lowercase())).collect()
}

/// Refuses a new passphrase that would not last.
pub(crate) fn demand(passphrase: &Passphrase, known: &[&str]) -> Result<(), AppError> {
    let judgement = judge(passphrase, known);
    if judgement.acceptable {
        return Ok(());
    }
    let advice = if judgement.advice.is_empty() {
        "Use five words that do not belong together.".to_owned()
    } else {
        judgement.advice.join(" ")
    };
    Err(AppError::input("That passphrase would be guessed too soon.", advice).at("passphrase"))
}

fn warning_text(warning: Warning) -> &'static str {
    match warning {
        Warning::StraightRowsOfKeysAreEasyToGuess => "Rows of keys next to each other are easy to guess.",
        Warning::ShortKeyboardPatternsAreEasyToGuess => "Short patterns on the keyboard are easy to guess.",
        Warning::RepeatsLikeAaaAreEasyToGuess => "Repeated characters, such as “aaa”, are easy to guess.",
        Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => {
            "Repeating something, such as “abcabcabc”, is hardly better than writing it once."
        }
        Warning::ThisIsATop10Password => "This is one of the ten most common passwords.",
        Warning::ThisIsATop100Password => "This is one of the hundred most common passwords.",
        Warning::ThisIsACommonPassword => "This is a very common password.",
        Warning::ThisIsSimilarToACommonlyUsedPassword => "This is close to a commonly used password.",
        Warning::SequencesLikeAbcAreEasyToGuess => "Sequences such as “abc” or “6543” are easy to guess.",
        Warning::RecentYearsAreEasyToGuess => "Recent years are easy to guess.",
        Warning::AWordByItselfIsEasyToGuess => "A word by itself is easy to guess.",
        Warning::DatesAreOftenEasyToGuess => "Dates are often easy to guess.",
        Warning::NamesAndSurnamesByThemselvesAreEasyToGuess => {
            "First names and surnames by themselves are easy to guess."
        }
        Warning::CommonNamesAndSurnamesAreEasyToGuess => "Common first names and surnames are easy to guess.",
    }
}

fn suggestion_text(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::UseAFewWordsAvoidCommonPhrases => "Use four or more words that do not make a well-known phrase.",
        Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters => {
            "There is no need for symbols, digits or capital letters."
        }
        Suggestion::AddAnotherWordOrTwo => "Add another word or two; unusual words are better.",
        Suggestion::CapitalizationDoesntHelpVeryMuch => "Capital letters do not help much.",
        Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => {
            "All capital letters are almost as easy to guess as none."
        }
        Suggestion::ReversedWordsArentMuchHarderToGuess => "Words written backwards are not much harder to guess.",
        Suggestion::PredictableSubstitutionsDontHelpVeryMuch => {
            "Swapping letters for look-alikes, such as “@” for “a”, does not help much."
        }
        Suggestion::UseALongerKeyboardPatternWithMoreTurns => "Do not rely on a pattern on the keyboard.",
        Suggestion::AvoidRepeatedWordsAndCharacters => "Avoid repeated words and characters.",
        Suggestion::AvoidSequences => "Avoid sequences.",
        Suggestion::AvoidRecentYears => "Avoid recent years.",
        Suggestion::AvoidYearsThatAreAssociatedWithYou => "Avoid years that have to do with you.",
        Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => "Avoid dates and years that have to do with you.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_good_one_needs_no_advice() {
        let judgement = judge(&Passphrase::new("lantern gravel ostrich ferry"), &["Sarah Jones"]);
        assert!(judgement.acceptable && judgement.advice.is_empty(), "{judgement:?}");
        assert!(judgement.guesses_log10 > 10.0);
    }

    #[test]
    fn short_common_and_own_names_are_refused_in_words() {
        for (typed, hint) in [
            ("", "at least 12 characters; this has 0"),
            ("Tr0ub4dor&3", "at least 12"),
            ("password1234", "very common password"),
            ("aaaaaaaaaaaaaaaa", "Repeated characters"),
            ("qwertyuiop[]", ""),
        ] {
            let judgement = judge(&Passphrase::new(typed), &[]);
            assert!(!judgement.acceptable, "{typed}");
            assert!(judgement.advice.iter().any(|line| line.contains(hint)), "{typed}: {judgement:?}");
            assert!(judgement.guesses_log10 >= 0.0);
        }
        // guessed from the person's own names, even if they come as one string
        let names = ["Wilhelmina Featherstonehaugh"];
        let own = Passphrase::new("wilhelminafeatherstonehaugh");
        assert!(judge(&own, &names).guesses_log10 < judge(&own, &[]).guesses_log10);
        assert!(!judge(&own, &names).acceptable);
    }

    #[test]
    fn the_persons_and_the_prisons_names_add_nothing() {
        let known = ["Ada Pike", "LEI", "Leeds (HMP)"];
        assert!(!judge(&Passphrase::new("ada pike leeds"), &known).acceptable);
        assert!(!judge(&Passphrase::new("Pike-Ada-Leeds-Pike"), &known).acceptable);
        assert!(judge(&Passphrase::new("ada lantern gravel ostrich ferry"), &known).acceptable);
    }

    #[test]
    fn advice_is_british() {
        for typed in ["Password", "drowssap", "p@ssword", "19841984", "John", "abcdefgh", "01/02/1990"] {
            for line in judge(&Passphrase::new(typed), &[]).advice {
                assert!(!line.to_lowercase().contains("capitaliz") && !line.contains("uppercase"), "{line}");
                assert!(line.ends_with('.'), "{line}");
            }
        }
    }
}
