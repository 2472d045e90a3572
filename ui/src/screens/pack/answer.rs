//! Saving what was typed in a section, the own words and the answer to the gap in hand, and going on to the next gap.

use api::{ExplainGap, Section, WritePackWords};
use leptos::prelude::*;

use crate::figures::counted;
use crate::page;
use crate::parts::sending::Sending;
use crate::screens::pack::gap;
use crate::screens::pack::open::Open;
use crate::screens::pack::typed::{Answer, Typed};

/// What is typed in a section, on its way into the record.
#[derive(Clone, Copy)]
pub(super) struct Saving {
    /// The pack.
    pub(super) open: Open,
    /// What was typed and is not in the record.
    pub(super) typed: Typed,
    /// The answer to a gap.
    pub(super) gap: Sending,
    /// The own words.
    pub(super) own: Sending,
    /// Whether what is missing is to be recorded instead of explained.
    pub(super) elsewhere: RwSignal<bool>,
}

impl Saving {
    /// Nothing is on its way.
    pub(super) fn new(open: Open, typed: Typed) -> Self {
        let (gap, own) = (Sending::new("gap"), Sending::new("own"));
        Self { open, typed, gap, own, elsewhere: RwSignal::new(false) }
    }

    /// Saves both, and goes on once they are in the record. Where nothing is answered it says what is missing, unless own words were all that
    /// somebody wanted to write.
    pub(super) fn save_and_next(self) {
        self.gap.errors.clear();
        self.own.errors.clear();
        let section = self.open.section.get_untracked();
        let in_hand = self.open.gap.get_untracked().and_then(|key| untrack(|| self.open.gap_of(&key)));
        let in_hand = in_hand.filter(|gap| !gap.conflict);
        if let (Some(gap), true) = (&in_hand, self.elsewhere.get_untracked()) {
            return gap::record_it(self.open, &gap.key);
        }
        let words = self.typed.words(section);
        let answer = in_hand.as_ref().and_then(|gap| self.typed.answer(&gap.key));
        let waits = |gap: &api::PackGapView| answer.is_some() || (gap.explained.is_none() && words.is_none());
        match in_hand.filter(waits) {
            Some(gap) => {
                let answer = answer.unwrap_or_default();
                let lacking = [
                    (answer.cause.is_none(), "cause", "Say why, or record it"),
                    (answer.words.trim().is_empty(), "words", "Say what the COM should know or do"),
                ];
                if self.gap.lacks(&lacking) {
                    return;
                }
                self.write(section, words, move || self.explain(gap.key, answer));
            }
            None => self.write(section, words, move || self.go_on(None)),
        }
    }

    /// Writes the own words, if there are others than before, and then goes on.
    fn write(self, section: Section, words: Option<String>, then: impl FnOnce() + 'static) {
        let Some(words) = words else { return then() };
        let call = WritePackWords { number: self.open.number(), section, words: words.clone() };
        self.own.send(call, move |()| {
            self.typed.forget_words(section, &words);
            self.open.desk.speak.say("Recorded: your own words");
            self.open.refresh();
            then();
        });
    }

    fn explain(self, key: String, answer: Answer) {
        let Some(cause) = answer.cause else { return };
        let words = answer.words.trim().to_owned();
        let call = ExplainGap { number: self.open.number(), gap: key.clone(), cause, words };
        self.gap.send(call, move |()| {
            self.typed.forget_answer(&key, &answer);
            let left = untrack(|| self.open.gaps()).iter().filter(|(_, gap)| gap.key != key).count();
            let left = match left {
                0 => "Nothing is left to explain".to_owned(),
                left => format!("{} left", counted(left, "gap is", "gaps are")),
            };
            self.open.desk.toast.show(self.open.desk.speak, format!("Recorded: why it is missing. {left}"));
            self.go_on(Some(&key));
            self.open.refresh();
        });
    }

    /// Goes to the next gap that can be answered; where none is left, to the next section. `answered`: the gap that the draft still has, and
    /// that has its answer.
    fn go_on(self, answered: Option<&str>) {
        let gaps = untrack(|| self.open.gaps());
        let open: Vec<_> =
            gaps.into_iter().filter(|(_, gap)| !gap.conflict && Some(gap.key.as_str()) != answered).collect();
        let at = self.open.section.get_untracked();
        let in_hand = self.open.gap.get_untracked();
        let places: Vec<(Section, &str)> = open.iter().map(|(section, gap)| (*section, gap.key.as_str())).collect();
        match next(&places, at, in_hand.as_deref()).and_then(|place| open.get(place)) {
            Some((section, gap)) => self.open.take_in_hand(*section, gap),
            None if answered.is_some() => {
                self.open.gap.set(None);
                page::focus_soon("section-head");
            }
            None => self.open.step(1),
        }
    }
}

/// The place of the gap that comes next: the one after the one in hand, the first of this section or of one behind it, or else the first of all.
fn next(gaps: &[(Section, &str)], at: Section, in_hand: Option<&str>) -> Option<usize> {
    let here = gaps.iter().position(|(_, key)| in_hand == Some(*key));
    let after = match here {
        Some(here) => Some(here + 1).filter(|next| *next < gaps.len()),
        None => gaps.iter().position(|(section, _)| *section >= at),
    };
    after.or((!gaps.is_empty()).then_some(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_are_gone_through_in_turn_and_from_the_last_to_the_first() {
        let gaps = [(Section::Identity, "crn"), (Section::Identity, "com"), (Section::Money, "bank-account")];
        assert_eq!(next(&gaps, Section::Identity, Some("crn")), Some(1));
        assert_eq!(next(&gaps, Section::Identity, Some("com")), Some(2));
        assert_eq!(next(&gaps, Section::Money, Some("bank-account")), Some(0));
    }

    #[test]
    fn from_a_section_without_a_gap_the_next_one_behind_it_comes() {
        let gaps = [(Section::Identity, "crn"), (Section::Money, "bank-account")];
        assert_eq!(next(&gaps, Section::Risk, None), Some(1));
        assert_eq!(next(&gaps, Section::Worry, None), Some(0));
        assert_eq!(next(&[], Section::Risk, None), None);
    }

    #[test]
    fn after_a_gap_was_answered_the_next_of_its_section_comes() {
        let left = [(Section::Identity, "com"), (Section::Money, "bank-account")];
        assert_eq!(next(&left, Section::Identity, Some("crn")), Some(0));
    }
}
