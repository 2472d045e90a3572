//! What somebody has typed about a pack and has not saved: the answers to its gaps, and their own words in its sections. It stays while they go
//! from section to section, and is kept as a draft like everything that is typed.

use std::collections::BTreeMap;

use api::{ExplainedView, GapCause, Section};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use crate::screens::drafts::{self, Journal};

/// The form of a pack's draft: there is one for each prisoner.
pub(crate) const FORM: &str = "pack";

/// The answer to a gap.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Answer {
    /// Why it is missing.
    pub(super) cause: Option<GapCause>,
    /// What the community offender manager should know or do.
    pub(super) words: String,
}

impl Answer {
    /// As it stands in the record.
    pub(super) fn of(explained: &ExplainedView) -> Self {
        let cause = GapCause::ALL.iter().find(|cause| cause.words() == explained.cause);
        Self { cause: cause.copied(), words: explained.words.clone() }
    }

    /// Whether nothing was answered.
    pub(super) fn is_empty(&self) -> bool {
        self.cause.is_none() && self.words.trim().is_empty()
    }
}

/// Everything of a pack that was typed and is not in the record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Unsaved {
    /// Answers, by what the draft calls the gap.
    gaps: BTreeMap<String, Answer>,
    /// Own words, by section.
    words: BTreeMap<Section, String>,
}

impl Unsaved {
    /// All of its words, for the list of what is unfinished.
    fn text(&self) -> String {
        let answers = self.gaps.values().map(|answer| &answer.words);
        answers
            .chain(self.words.values())
            .map(|words| words.trim())
            .filter(|words| !words.is_empty())
            .collect::<Vec<_>>()
            .join("\n")
    }
}

/// The same, as the screen has it.
#[derive(Clone, Copy)]
pub(super) struct Typed(RwSignal<Unsaved>);

impl Typed {
    /// What was kept before.
    pub(super) fn begin(kept: Unsaved) -> Self {
        Self(RwSignal::new(kept))
    }

    /// Keeps it from now on, for as long as the owner lives.
    pub(super) fn keep(self, number: &str) -> Journal {
        let written = move || {
            let unsaved = self.0.try_get_untracked().filter(|unsaved| *unsaved != Unsaved::default())?;
            drafts::written(unsaved.text(), unsaved)
        };
        Journal::begin(FORM, number, written(), written)
    }

    /// What was answered to a gap, if anything was.
    pub(super) fn answer(self, gap: &str) -> Option<Answer> {
        self.0.with_untracked(|unsaved| unsaved.gaps.get(gap).cloned())
    }

    /// Something else is answered; what is no answer, or stands in the record, is nothing that was typed.
    pub(super) fn set_answer(self, gap: &str, answer: Answer, recorded: Option<&Answer>) {
        let same = answer.is_empty() || recorded == Some(&answer);
        self.change(|unsaved| {
            if same {
                unsaved.gaps.remove(gap);
            } else {
                unsaved.gaps.insert(gap.to_owned(), answer);
            }
        });
    }

    /// The own words in a section, if others than the record's were typed.
    pub(super) fn words(self, section: Section) -> Option<String> {
        self.0.with_untracked(|unsaved| unsaved.words.get(&section).cloned())
    }

    /// Other words were typed; those of the record are nothing that was typed.
    pub(super) fn set_words(self, section: Section, words: String, recorded: &str) {
        let same = words.trim() == recorded.trim();
        self.change(|unsaved| {
            if same {
                unsaved.words.remove(&section);
            } else {
                unsaved.words.insert(section, words);
            }
        });
    }

    /// An answer is in the record now. Another one, typed while it was on its way, is not.
    pub(super) fn forget_answer(self, gap: &str, recorded: &Answer) {
        self.change(|unsaved| {
            if unsaved.gaps.get(gap) == Some(recorded) {
                unsaved.gaps.remove(gap);
            }
        });
    }

    /// The own words of a section are in the record now. Others, typed while they were on their way, are not.
    pub(super) fn forget_words(self, section: Section, recorded: &str) {
        self.change(|unsaved| {
            if unsaved.words.get(&section).is_some_and(|words| words == recorded) {
                unsaved.words.remove(&section);
            }
        });
    }

    fn change(self, change: impl FnOnce(&mut Unsaved)) {
        // Whoever has left meanwhile has left it as it was kept.
        self.0.try_update(change);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(words: &str) -> Answer {
        Answer { cause: Some(GapCause::NotKnownYet), words: words.to_owned() }
    }

    #[test]
    fn what_stands_in_the_record_is_nothing_that_was_typed() {
        let typed = Typed::begin(Unsaved::default());
        typed.set_answer("crn", answer("Asked on 4 January"), None);
        assert_eq!(typed.answer("crn"), Some(answer("Asked on 4 January")));
        typed.set_answer("crn", answer("Asked on 4 January"), Some(&answer("Asked on 4 January")));
        typed.set_words(Section::Risk, " As before ".to_owned(), "As before");
        assert_eq!((typed.answer("crn"), typed.words(Section::Risk)), (None, None));
    }

    #[test]
    fn what_was_typed_while_something_else_was_recorded_is_kept() {
        let typed = Typed::begin(Unsaved::default());
        typed.set_answer("crn", answer("Asked on 4 January, and again"), None);
        typed.forget_answer("crn", &answer("Asked on 4 January"));
        typed.set_words(Section::Risk, "As before, but".to_owned(), "");
        typed.forget_words(Section::Risk, "As before");
        assert!(typed.answer("crn").is_some() && typed.words(Section::Risk).is_some());
        typed.forget_answer("crn", &answer("Asked on 4 January, and again"));
        typed.forget_words(Section::Risk, "As before, but");
        assert_eq!((typed.answer("crn"), typed.words(Section::Risk)), (None, None));
    }

    #[test]
    fn an_answer_without_a_word_is_kept_and_one_without_anything_is_not() {
        let typed = Typed::begin(Unsaved::default());
        typed.set_answer("crn", answer(""), None);
        assert_eq!(typed.answer("crn"), Some(answer("")));
        typed.set_answer("crn", Answer::default(), None);
        assert_eq!(typed.answer("crn"), None);
    }

    #[test]
    fn a_draft_is_read_as_it_was_kept() {
        let mut unsaved = Unsaved::default();
        unsaved.gaps.insert("programme:Thinking Skills".to_owned(), answer("Ask the tutor"));
        unsaved.words.insert(Section::KeyWork, "He talks freely".to_owned());
        let kept = serde_json::to_string(&unsaved).unwrap();
        assert_eq!(serde_json::from_str::<Unsaved>(&kept).unwrap(), unsaved);
        assert_eq!(unsaved.text(), "Ask the tutor\nHe talks freely");
    }
}
