//! What was decided of each item so far. It is kept by the item's key, which is of its words too: an item that was amended meanwhile is another one,
//! and has to be decided on again.

use std::collections::BTreeMap;

use api::{PaperChoice, PaperDecision, PaperItemView, Problem};
use leptos::prelude::*;

use crate::parts::missing;

/// What was decided of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Choice {
    /// Whether it is given out; nothing: not decided.
    give_out: Option<bool>,
    /// Why it is left out. It stays when somebody chooses otherwise and back again.
    reason: String,
}

/// What was decided of all of them.
#[derive(Clone, Copy)]
pub(super) struct Choices(RwSignal<BTreeMap<String, Choice>>);

impl Choices {
    /// Nothing yet.
    pub(super) fn none() -> Self {
        Self(RwSignal::new(BTreeMap::new()))
    }

    /// The field of an item.
    pub(super) fn field(key: &str) -> String {
        format!("document-{key}")
    }

    /// The field for why it is left out.
    pub(super) fn reason_field(key: &str) -> String {
        format!("document-{key}-reason")
    }

    pub(super) fn given_out(self, key: &str) -> Option<bool> {
        self.0.with(|choices| choices.get(key).and_then(|choice| choice.give_out))
    }

    pub(super) fn reason(self, key: &str) -> String {
        self.0.with(|choices| choices.get(key).map(|choice| choice.reason.clone()).unwrap_or_default())
    }

    pub(super) fn choose(self, key: &str, give_out: bool) {
        self.0.update(|choices| choices.entry(key.to_owned()).or_default().give_out = Some(give_out));
    }

    pub(super) fn say(self, key: &str, reason: String) {
        self.0.update(|choices| choices.entry(key.to_owned()).or_default().reason = reason);
    }

    /// How many of these are decided on.
    pub(super) fn made(self, items: &[PaperItemView]) -> usize {
        items.iter().filter(|item| self.given_out(&item.key).is_some()).count()
    }

    /// What is missing before all of these are decided on.
    pub(super) fn lacking(self, items: &[PaperItemView]) -> Vec<Problem> {
        self.0.with_untracked(|choices| items.iter().filter_map(|item| lacking(item, choices.get(&item.key))).collect())
    }

    /// What was decided on these.
    pub(super) fn decisions(self, items: &[PaperItemView]) -> Vec<PaperDecision> {
        self.0.with_untracked(|choices| {
            items.iter().filter_map(|item| decision(&item.key, choices.get(&item.key)?)).collect()
        })
    }
}

fn lacking(item: &PaperItemView, choice: Option<&Choice>) -> Option<Problem> {
    let (key, what) = (&item.key, &item.what);
    match choice.map(|choice| (choice.give_out, choice.reason.trim())) {
        None | Some((None, _)) => {
            Some(missing(&Choices::field(key), &format!("Choose whether it is given out: {what}")))
        }
        Some((Some(false), "")) => {
            Some(missing(&Choices::reason_field(key), &format!("Say why it is left out: {what}")))
        }
        Some(_) => None,
    }
}

fn decision(key: &str, choice: &Choice) -> Option<PaperDecision> {
    let made = if choice.give_out? {
        PaperChoice::GiveOut
    } else {
        PaperChoice::LeaveOut { reason: choice.reason.trim().to_owned() }
    };
    Some(PaperDecision { key: key.to_owned(), choice: made })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item() -> PaperItemView {
        PaperItemView {
            key: "note-7k2qm9xd".to_owned(),
            what: "Key work".to_owned(),
            at: "2027-01-14T10:31".to_owned(),
            by: "Ben Okafor".to_owned(),
            why: "Marked sensitive".to_owned(),
            words: None,
        }
    }

    #[test]
    fn an_item_lacks_a_choice_and_then_perhaps_a_reason() {
        let choice = |give_out, reason: &str| Choice { give_out, reason: reason.to_owned() };
        let field = |choice: Option<&Choice>| lacking(&item(), choice).and_then(|problem| problem.field);
        assert_eq!(field(None).as_deref(), Some("document-note-7k2qm9xd"));
        assert_eq!(field(Some(&choice(None, "x"))).as_deref(), Some("document-note-7k2qm9xd"));
        assert_eq!(field(Some(&choice(Some(false), " "))).as_deref(), Some("document-note-7k2qm9xd-reason"));
        assert_eq!(field(Some(&choice(Some(false), "Hers"))), None);
        assert_eq!(field(Some(&choice(Some(true), ""))), None);
    }

    #[test]
    fn a_reason_goes_only_with_what_is_left_out() {
        let made = |give_out| decision("a", &Choice { give_out, reason: " Hers ".to_owned() }).map(|made| made.choice);
        assert_eq!(made(None), None);
        assert_eq!(made(Some(true)), Some(PaperChoice::GiveOut));
        assert_eq!(made(Some(false)), Some(PaperChoice::LeaveOut { reason: "Hers".to_owned() }));
    }
}
