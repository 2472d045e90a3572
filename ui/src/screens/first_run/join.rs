//! Asking to join: where the unit's server is, who joins, and the passphrase of this computer.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::passphrase::{NewPassphrase, NewPassphraseFields};
use super::server::{ServerFields, ServerForm};
use super::{Head, Setup, Step};
use crate::backend;
use crate::parts::ErrorSummary;

/// What the form knows.
#[derive(Clone, Copy)]
struct Form {
    setup: Setup,
    at: ServerForm,
    passphrase: NewPassphrase,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(setup: Setup) -> Self {
        let at = ServerForm::new();
        let prison = Signal::derive(move || at.prison_code());
        Self { setup, at, passphrase: NewPassphrase::new(at.name.into(), prison), busy: RwSignal::new(false) }
    }

    fn join(self) {
        let mut problems = self.at.problems(true);
        problems.extend(self.passphrase.problems());
        if self.busy.get_untracked() || self.at.errors.show(problems) {
            return;
        }
        self.busy.set(true);
        let passphrase = self.passphrase.secret();
        let request = api::Join {
            server: self.at.server.with_untracked(|server| server.trim().to_owned()),
            authority: self.at.authority(),
            prison: untrack(|| self.at.prison_code()),
            unit: self.at.unit(),
            name: self.at.name.get_untracked(),
            computer: self.at.computer.get_untracked(),
            passphrase: passphrase.clone(),
        };
        leptos::task::spawn_local(async move {
            let asked = backend::call(request).await;
            self.busy.try_set(false);
            match asked {
                Ok(joining) => {
                    self.passphrase.forget();
                    self.setup.waits(joining, Some(passphrase));
                }
                Err(problem) => self.at.errors.show_one(problem),
            }
        });
    }
}

#[component]
pub(super) fn Join(setup: Setup) -> impl IntoView {
    let form = Form::new(setup);
    let errors = form.at.errors;
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.join();
    };
    view! {
        <div class="desk-gate__form">
            <Head title="Join a unit" lead="This computer makes keys of its own and asks to join. An administrator of your unit admits it, once you have read its code to them. For this it needs a network, once." />
            <form class="desk-door" on:submit=submit novalidate aria-busy=move || form.busy.get().to_string()>
                <ErrorSummary errors />
                <ServerFields form=form.at name_hint="First and last name, as your administrator knows you" />
                <NewPassphraseFields new=form.passphrase errors />
                <p class="desk-gap-below">"Nobody can read or reset a passphrase. If you forget it, your administrator admits this computer anew."</p>
                <div class="desk-row desk-row--wide">
                    <button type="submit" class="govuk-button">
                        {move || if form.busy.get() { "Asking…" } else { "Ask to join" }}<kbd>"Enter"</kbd>
                    </button>
                    <button type="button" class="desk-link" on:click=move |_| setup.go(Step::Choose)>"Back"</button>
                </div>
                <p class="govuk-visually-hidden" role="status">{move || form.busy.get().then_some("Asking to join")}</p>
            </form>
        </div>
    }
}
