//! The counts as they have come, and over which days somebody asked for them. They survive leaving the screen.

use std::sync::Arc;

use api::{Problem, ReleaseCounts, ReleaseCountsView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Speak;
use crate::parts::clear;
use crate::parts::sending::{Sending, typed};

/// The counts.
#[derive(Clone, Copy)]
pub(in crate::screens::rotl) struct Kept {
    /// Whether they are shown in the place of the list.
    pub(in crate::screens::rotl) shown: RwSignal<bool>,
    /// The first day, as typed; empty: twelve months up to the last.
    pub(super) from: RwSignal<String>,
    /// The last day, as typed; empty: today.
    pub(super) until: RwSignal<String>,
    /// What is wrong with the days.
    pub(super) sending: Sending,
    /// What has come.
    pub(super) view: RwSignal<Option<Arc<ReleaseCountsView>>>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Whether tables stand in the place of drawings.
    pub(super) tables: RwSignal<bool>,
    speak: Speak,
    /// Which question is being asked.
    question: StoredValue<u64>,
}

impl Kept {
    pub(in crate::screens::rotl) fn new(speak: Speak) -> Self {
        Self {
            shown: RwSignal::new(false),
            from: RwSignal::new(String::new()),
            until: RwSignal::new(String::new()),
            sending: Sending::new("period"),
            view: RwSignal::new(None),
            problem: RwSignal::new(None),
            tables: RwSignal::new(false),
            speak,
            question: StoredValue::new(0),
        }
    }

    /// Asks for the days that are typed; what is shown stays until it comes, and where the days are wrong.
    pub(super) fn ask(self) {
        clear(self.problem);
        self.sending.errors.clear();
        self.question.update_value(|question| *question += 1);
        let question = self.question.get_value();
        let asked = ReleaseCounts { from: typed(self.from), until: typed(self.until) };
        leptos::task::spawn_local(async move {
            let answer = backend::call(asked).await;
            if self.question.try_get_value() != Some(question) {
                return;
            }
            match answer {
                Ok(view) => self.take(view),
                Err(mut problem) => match problem.field.take() {
                    Some(field) => {
                        problem.field = Some(format!("period-{field}"));
                        self.sending.errors.show_one(problem);
                    }
                    None => {
                        self.problem.try_set(Some(problem));
                    }
                },
            }
        });
    }

    fn take(self, view: ReleaseCountsView) {
        let again = self.view.with_untracked(Option::is_some);
        let days = format!("Counted from {} to {}", dates::long(&view.from), dates::long(&view.until));
        self.view.set(Some(Arc::new(view)));
        if again {
            self.speak.say(days);
        }
    }
}
