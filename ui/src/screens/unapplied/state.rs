//! What was not applied, as it has come, and what is being done about it.

use api::{LeaveUnapplied, Problem, RecordAgain, Unapplied, UnappliedView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::figures::counted;
use crate::page;
use crate::parts::clear;
use crate::parts::sending::Sending;

/// The heading of the list: focus goes there when what had it has gone.
pub(super) const HEAD: &str = "unapplied-head";

/// Which of them are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Those that need somebody.
    Open,
    /// Those that were dealt with.
    DealtWith,
}

impl Shown {
    /// In the order of their chips.
    pub(super) const ALL: [Self; 2] = [Self::Open, Self::DealtWith];

    /// What its chip says.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Open => "Need somebody",
            Self::DealtWith => "Dealt with",
        }
    }

    fn has(self, view: &UnappliedView) -> bool {
        view.dealt_with.is_some() == (self == Self::DealtWith)
    }
}

/// What was not applied.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Whether anything has come yet.
    pub(super) answered: RwSignal<bool>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Which are listed.
    pub(super) shown: RwSignal<Shown>,
    /// Doing something about them.
    pub(super) sending: Sending,
    /// The one that is about to be opened for a reason.
    pub(super) opening: RwSignal<Option<String>>,
    /// The restricted words that were opened, each with whose they are.
    pub(super) opened: RwSignal<Vec<(String, String)>>,
    all: RwSignal<Vec<UnappliedView>>,
}

impl State {
    /// Asks which there are.
    pub(super) fn open(desk: Desk) -> Self {
        let state = Self {
            desk,
            answered: RwSignal::new(false),
            problem: RwSignal::new(None),
            shown: RwSignal::new(Shown::Open),
            sending: Sending::new("unapplied"),
            opening: RwSignal::new(None),
            opened: RwSignal::new(Vec::new()),
            all: RwSignal::new(Vec::new()),
        };
        state.ask();
        desk.standing.on_arrival(move || state.ask());
        state
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(Unapplied {}).await {
                Ok(all) => {
                    if self.all.try_set(all).is_none() {
                        self.answered.set(true);
                    }
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Those that are listed, newest first.
    pub(super) fn listed(self) -> Vec<UnappliedView> {
        let shown = self.shown.get();
        self.all.with(|all| all.iter().filter(|view| shown.has(view)).cloned().collect())
    }

    /// How many there are.
    pub(super) fn count(self, shown: Shown) -> usize {
        self.all.with(|all| all.iter().filter(|view| shown.has(view)).count())
    }

    /// Records one again.
    pub(super) fn record_again(self, id: String) {
        self.sending.send(RecordAgain { id }, move |()| self.done("Recorded in your name"));
    }

    /// Leaves some as they are.
    pub(super) fn leave(self, ids: Vec<String>) {
        let said = match ids.len() {
            1 => "Left as it is".to_owned(),
            many => format!("{} left as they are", counted(many, "change", "changes")),
        };
        self.sending.send(LeaveUnapplied { ids }, move |()| self.done(said));
    }

    /// Something was done: says so, and asks again.
    fn done(self, words: impl Into<String>) {
        self.desk.toast.show(self.desk.speak, words);
        page::focus_soon(HEAD);
        self.ask();
    }
}

#[cfg(test)]
mod tests {
    use api::{DealtWith, EventView};

    use super::*;

    #[test]
    fn what_was_dealt_with_needs_nobody_any_more() {
        let event = EventView {
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            what: "Key work: Key work session".to_owned(),
            words: "Works in the laundry".to_owned(),
            restricted: false,
        };
        let mut view = UnappliedView {
            id: "12-1-4-0".to_owned(),
            event,
            by: "Ben Okafor".to_owned(),
            own: false,
            recorded: "2027-01-07T16:20".to_owned(),
            reason: "its author had no right to write sensitive notes".to_owned(),
            again: true,
            dealt_with: None,
        };
        assert!(Shown::Open.has(&view) && !Shown::DealtWith.has(&view));
        view.dealt_with = Some(DealtWith::Left);
        assert!(!Shown::Open.has(&view) && Shown::DealtWith.has(&view));
    }
}
