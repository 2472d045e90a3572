//! Whether somebody with an indeterminate sentence was given another one that begins later: then nobody in the community can
//! yet prepare a release.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::case::Case;
use super::facts::SentenceTerm;
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;

/// The terms of one court case.
#[derive(Debug)]
struct Sentence {
    /// When its first term begins, as far as is known.
    start: Option<Date>,
    /// Whether any of its terms is indeterminate.
    indeterminate: bool,
    /// Whether the start of some term is not known.
    incomplete: bool,
}

/// Whether there is an additional indeterminate sentence that starts later than the first.
pub(super) fn has_additional_indeterminate(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let Some(terms) = &case.facts.sentence_terms else {
        return Answer::cannot_tell("the terms of the sentence (whether there is an additional indeterminate one)");
    };
    let sentences = by_court_case(case, terms);
    let mut starts: Vec<Date> = Vec::new();
    let mut incomplete = false;
    for sentence in sentences.iter().filter(|sentence| sentence.indeterminate) {
        starts.extend(sentence.start);
        incomplete |= sentence.incomplete;
    }
    let indeterminate = sentences.iter().filter(|sentence| sentence.indeterminate).count();
    working.uses("Indeterminate sentences (court cases)", indeterminate);
    if indeterminate > 1 && incomplete {
        return Answer::cannot_tell("when each indeterminate sentence starts");
    }
    let (first, last) = (starts.iter().min(), starts.iter().max());
    let Some((first, last)) = first.zip(last).filter(|(first, last)| last > first) else {
        return Answer::Known(false);
    };
    working.step(format_args!(
        "An additional indeterminate sentence starts on {}, after the first on {}.",
        long_date(*last),
        long_date(*first)
    ));
    Answer::Known(true)
}

/// Terms without a court case belong together, as the prison system has it.
fn by_court_case(case: &Case<'_>, terms: &[SentenceTerm]) -> Vec<Sentence> {
    let mut cases: BTreeMap<Option<&str>, Sentence> = BTreeMap::new();
    for term in terms {
        let sentence = cases.entry(term.court_case.as_deref()).or_insert(Sentence {
            start: None,
            indeterminate: false,
            incomplete: false,
        });
        sentence.indeterminate |= is_indeterminate(case, term);
        sentence.incomplete |= term.sentence_start.is_none();
        sentence.start = match (sentence.start, term.sentence_start) {
            (Some(known), Some(start)) => Some(known.min(start)),
            (known, start) => known.or(start),
        };
    }
    cases.into_values().collect()
}

fn is_indeterminate(case: &Case<'_>, term: &SentenceTerm) -> bool {
    let listed = |kind: &String| case.rules.indeterminate_statuses.value.contains(kind);
    term.life == Some(true) || term.kind.as_ref().is_some_and(listed)
}
