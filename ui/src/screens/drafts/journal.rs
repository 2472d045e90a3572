//! What is being typed is kept every few seconds, and once more when somebody leaves: nobody is ever asked whether to save.

use std::time::Duration;

use api::Problem;
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::screens::drafts::Waiting;

/// How often what is being typed is kept, where it has changed.
const EVERY: Duration = Duration::from_secs(3);

/// How far the record has what is being typed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kept {
    /// Nothing was typed yet.
    Nothing,
    /// All but the last few seconds, at this time.
    At(String),
    /// It could not be kept.
    Failed(Problem),
}

/// Keeps one form.
#[derive(Clone, Copy)]
pub(crate) struct Journal {
    waiting: Waiting,
    /// Which form, about which case.
    of: StoredValue<(String, String)>,
    /// What is to be kept; nothing, if nothing was typed.
    body: Callback<(), Option<String>>,
    /// What the record has, or is about to have.
    last: StoredValue<Option<String>>,
    /// Whether the last try failed.
    again: StoredValue<bool>,
    /// Whether it was recorded or thrown away: nothing is kept any more.
    closed: StoredValue<bool>,
    /// How far it is kept.
    pub(crate) state: RwSignal<Kept>,
}

impl Journal {
    /// Keeps a form from now on, until the owner goes. `last` is what the record has of it.
    pub(crate) fn begin(
        form: &str,
        number: &str,
        last: Option<String>,
        body: impl Fn() -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        let journal = Self {
            waiting: expect_context(),
            of: StoredValue::new((form.to_owned(), number.to_owned())),
            body: Callback::new(move |()| body()),
            last: StoredValue::new(last),
            again: StoredValue::new(false),
            closed: StoredValue::new(false),
            state: RwSignal::new(Kept::Nothing),
        };
        let typing = Desk::here().typing;
        typing.set_value(Some(journal));
        let tick = move || leptos::task::spawn_local(journal.keep());
        let timer = set_interval_with_handle(tick, EVERY);
        on_cleanup(move || {
            if let Ok(timer) = timer {
                timer.clear();
            }
            typing.try_set_value(None);
            // What is to be kept is read now: after this the form is gone.
            leptos::task::spawn_local(journal.keep());
        });
        journal
    }

    /// Keeps what has changed. It is there, or [`Journal::state`] says why not, when this is done.
    pub(crate) fn keep(self) -> impl Future<Output = ()> {
        let change = self.change();
        async move {
            let Some(((form, number), body)) = change else { return };
            let kept = match body {
                Some(body) => {
                    backend::call(api::KeepDraft { form: form.clone(), number: number.clone(), body }).await.map(Some)
                }
                None => {
                    backend::call(api::DropDraft { form: form.clone(), number: number.clone() }).await.map(|()| None)
                }
            };
            match kept {
                Ok(at) => {
                    let first = at.is_some() && self.state.try_get_untracked() == Some(Kept::Nothing);
                    if let Some(at) = &at {
                        self.waiting.saved.try_set(at.clone());
                    }
                    self.state.try_set(at.map_or(Kept::Nothing, Kept::At));
                    self.waiting.unsaved.try_set(None);
                    if self.closed.try_get_value() == Some(true) {
                        // It was recorded while this was on its way.
                        let _dropped = backend::call(api::DropDraft { form, number }).await;
                    }
                    if first || self.state.is_disposed() {
                        self.waiting.refresh();
                    }
                }
                Err(problem) => {
                    self.again.try_set_value(true);
                    self.state.try_set(Kept::Failed(problem));
                    self.waiting.unsaved.try_update(|unsaved| {
                        unsaved.get_or_insert_with(|| self.waiting.saved.get_untracked());
                    });
                }
            }
        }
    }

    /// It was recorded or thrown away: the draft goes, and nothing is kept any more.
    pub(crate) async fn close(self) {
        self.closed.try_set_value(true);
        let Some((form, number)) = self.of.try_get_value() else { return };
        // A draft that stays is offered once more, and can be thrown away there.
        let _dropped = backend::call(api::DropDraft { form, number }).await;
        self.waiting.unsaved.try_set(None);
        self.waiting.refresh();
    }

    /// What the record has not got yet.
    fn change(self) -> Option<((String, String), Option<String>)> {
        if self.closed.try_get_value()? {
            return None;
        }
        let body = self.body.try_run(()).flatten();
        let same = self.last.try_with_value(|last| *last == body)?;
        if same && !self.again.try_get_value()? {
            return None;
        }
        self.last.try_set_value(body.clone());
        self.again.try_set_value(false);
        Some((self.of.try_get_value()?, body))
    }
}
