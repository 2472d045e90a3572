//! A new passphrase: typed twice, and judged while it is typed by how it would be guessed.

use std::time::Duration;

use api::{JudgePassphrase, PassphraseView, Problem, Secret};
use leptos::prelude::*;

use crate::backend;
use crate::parts::{Errors, Field, Kind, Passphrase, Sign, missing};

/// It is judged when nothing was typed for so long.
const PAUSE: Duration = Duration::from_millis(300);
const FIRST: &str = "passphrase";
const SECOND: &str = "passphrase-again";

/// A new passphrase, and whose it will be: that is what somebody would try first.
#[derive(Clone, Copy)]
pub(super) struct NewPassphrase {
    first: RwSignal<String>,
    second: RwSignal<String>,
    judged: RwSignal<Option<PassphraseView>>,
    name: Signal<String>,
    prison: Signal<String>,
}

impl NewPassphrase {
    pub(super) fn new(name: Signal<String>, prison: Signal<String>) -> Self {
        let (first, second) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let new = Self { first, second, judged: RwSignal::new(None), name, prison };
        new.judge_as_it_is_typed();
        new
    }

    fn judge_as_it_is_typed(self) {
        let typing = StoredValue::new(0_u32);
        Effect::new(move |_| {
            let request = JudgePassphrase {
                passphrase: Secret(self.first.get()),
                name: self.name.get(),
                prison: self.prison.get(),
            };
            let this = typing.try_update_value(|count| {
                *count += 1;
                *count
            });
            if request.passphrase.0.is_empty() {
                self.judged.set(None);
                return;
            }
            let request = StoredValue::new_local(Some(request));
            set_timeout(
                move || {
                    let request = request.try_update_value(Option::take).flatten();
                    let Some(request) = request.filter(|_| typing.try_get_value() == this) else { return };
                    leptos::task::spawn_local(async move {
                        // Without a judgement nothing is said: the record judges again when the passphrase is given.
                        if let Ok(judged) = backend::call(request).await
                            && typing.try_get_value() == this
                        {
                            self.judged.try_set(Some(judged));
                        }
                    });
                },
                PAUSE,
            );
        });
    }

    /// What stands in the way of it.
    pub(super) fn problems(self) -> Vec<Problem> {
        let (first, second) = (self.first.get_untracked(), self.second.get_untracked());
        if first.is_empty() {
            return vec![missing(FIRST, "Choose a passphrase")];
        }
        let judged = self.judged.get_untracked();
        if let Some(judged) = judged.filter(|judged| !judged.enough) {
            let mut problem = missing(FIRST, "That passphrase would be guessed too soon");
            problem.remedy = judged.advice;
            return vec![problem];
        }
        if first == second { Vec::new() } else { vec![missing(SECOND, "The two passphrases are not the same")] }
    }

    pub(super) fn secret(self) -> Secret {
        Secret(self.first.get_untracked())
    }

    /// It was used: it does not stay.
    pub(super) fn forget(self) {
        self.first.try_set(String::new());
        self.second.try_set(String::new());
    }
}

/// Two fields and what is thought of the first.
#[component]
pub(super) fn NewPassphraseFields(new: NewPassphrase, errors: Errors) -> impl IntoView {
    view! {
        <Field
            id=FIRST label="New passphrase" error=errors.of(FIRST)
            hint="At least 12 characters, and hard to guess: five words that do not belong together are good. You may paste it."
        >
            <Passphrase id=FIRST value=new.first wrong=errors.at(FIRST) autocomplete="new-password" hinted=true />
            <p class="desk-judged" role="status">{move || new.judged.get().map(said)}</p>
        </Field>
        <Field id=SECOND label="Type the passphrase again" error=errors.of(SECOND)>
            <Passphrase id=SECOND value=new.second wrong=errors.at(SECOND) autocomplete="new-password" />
        </Field>
    }
}

fn said(judged: PassphraseView) -> impl IntoView {
    let (kind, word) = if judged.enough { (Kind::Met, "This will do") } else { (Kind::Soon, "Not enough yet") };
    view! { <Sign kind>{word}</Sign>" "{judged.advice} }
}
