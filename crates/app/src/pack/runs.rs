//! Runs of words that something restricted and another text have in common: whoever lets that text out is asked about it first.

use std::collections::{BTreeMap, HashSet};

/// So many words on end that are the same are no chance.
const RUN: usize = 6;

/// Restricted texts, word by word.
pub(crate) struct RestrictedWords(Vec<Vec<String>>);

/// Every run of words that gives one of them away, by how many words it has. A single word gives nothing away.
pub(crate) struct Runs<'a>(BTreeMap<usize, HashSet<&'a [String]>>);

impl RestrictedWords {
    /// The words of texts.
    pub(crate) fn of<'t>(texts: impl IntoIterator<Item = &'t String>) -> Self {
        Self(texts.into_iter().map(|text| bare(text)).collect())
    }

    /// The same with more texts.
    pub(crate) fn and<'t>(mut self, texts: impl IntoIterator<Item = &'t String>) -> Self {
        self.0.extend(Self::of(texts).0);
        self
    }

    /// What gives them away: six words on end, or all of a text that is shorter.
    pub(crate) fn runs(&self) -> Runs<'_> {
        let mut runs: BTreeMap<usize, HashSet<&[String]>> = BTreeMap::new();
        for text in self.0.iter().filter(|text| text.len() > 1) {
            let length = RUN.min(text.len());
            runs.entry(length).or_default().extend(text.windows(length));
        }
        Runs(runs)
    }
}

impl Runs<'_> {
    /// Whether a text repeats one of them.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let words = bare(text);
        self.0.iter().any(|(length, runs)| words.windows(*length).any(|run| runs.contains(run)))
    }
}

/// The words of a text, without what stands between them.
fn bare(text: &str) -> Vec<String> {
    let words = text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tells(secret: &str, text: &str) -> bool {
        RestrictedWords::of([&secret.to_owned()]).runs().are_in(text)
    }

    #[test]
    fn a_run_of_words_is_found_whatever_stands_between_them() {
        let tells = |text| tells("She asked that he keep away from Larkfield Mill", text);
        assert!(tells("The victim says: “he, keep AWAY from Larkfield Mill”."));
        assert!(!tells("He is to keep away from Larkfield"));
        assert!(!tells("") && !tells("Larkfield Mill"));
    }

    #[test]
    fn what_is_short_is_found_whole_and_one_word_is_no_secret() {
        assert!(tells("P Sandford", "Ring P. Sandford first"));
        assert!(!tells("Sandford", "Ring Sandford first"));
        assert!(!tells("", "anything"));
    }

    #[test]
    fn one_of_several_is_enough() {
        let [note, reply] = ["She asked that he keep away", "Officers saw him in Mill Road"].map(str::to_owned);
        let words = RestrictedWords::of([&note]).and([&reply]);
        let runs = words.runs();
        assert!(runs.are_in("As officers saw him in Mill Road, he stays.") && runs.are_in(&note));
        assert!(!runs.are_in("She saw him in Mill Road"));
    }
}
