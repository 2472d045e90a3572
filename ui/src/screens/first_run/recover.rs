//! Bringing a unit back from its server on a bare computer, by the words of its recovery key.

use api::Secret;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::passphrase::{NewPassphrase, NewPassphraseFields};
use super::server::{ServerFields, ServerForm};
use super::{Head, Setup, Step};
use crate::backend;
use crate::parts::{Bar, ErrorSummary, Field, missing};

/// What the form knows.
#[derive(Clone, Copy)]
struct Form {
    setup: Setup,
    at: ServerForm,
    words: RwSignal<String>,
    new: NewPassphrase,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(setup: Setup) -> Self {
        let at = ServerForm::new();
        let prison = Signal::derive(move || at.prison_code());
        Self {
            setup,
            at,
            words: RwSignal::new(String::new()),
            new: NewPassphrase::new(at.name.into(), prison),
            busy: RwSignal::new(false),
        }
    }

    fn recover(self) {
        let mut problems = self.at.problems(false);
        if self.words.with_untracked(|words| words.trim().is_empty()) {
            problems.push(missing("words", "Type the words of the recovery key"));
        }
        problems.extend(self.new.problems());
        if self.busy.get_untracked() || self.at.errors.show(problems) {
            return;
        }
        self.busy.set(true);
        let request = api::Recover {
            server: self.at.server.with_untracked(|server| server.trim().to_owned()),
            authority: self.at.authority(),
            prison: untrack(|| self.at.prison_code()),
            unit: self.at.unit(),
            name: self.at.name.get_untracked(),
            computer: self.at.computer.get_untracked(),
            words: Secret(self.words.get_untracked()),
            passphrase: self.new.secret(),
        };
        leptos::task::spawn_local(async move {
            let back = backend::call(request).await;
            self.busy.try_set(false);
            match back {
                Ok(person) => {
                    self.new.forget();
                    self.words.try_set(String::new());
                    self.setup.enter.run(person);
                }
                Err(problem) => self.at.errors.show_one(problem),
            }
        });
    }
}

#[component]
pub(super) fn Recover(setup: Setup) -> impl IntoView {
    let form = Form::new(setup);
    let errors = form.at.errors;
    let wrong = errors.at("words");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.recover();
    };
    view! {
        <div class="desk-gate__form">
            <Head title="Bring a unit back from its server" lead="With the recovery key from the safe, everything that the unit has sent to its server comes back on this computer." />
            <form class="desk-door" on:submit=submit novalidate aria-busy=move || form.busy.get().to_string()>
                <ErrorSummary errors />
                <ServerFields form=form.at name_hint="As which administrator of the unit to go on. Leave it empty where there was only one" />
                <Field id="words" label="The words of the recovery key" hint="In their order, with spaces between. Capital letters do not matter" error=errors.of("words")>
                    <textarea
                        class="govuk-textarea" class=("govuk-textarea--error", move || wrong.get()) id="words" rows="4" autocomplete="off" autocapitalize="none"
                        spellcheck="false" aria-describedby=move || if wrong.get() { "words-hint words-error" } else { "words-hint" }
                        prop:value=move || form.words.get() on:input=move |event| form.words.set(event_target_value(&event))
                    ></textarea>
                </Field>
                <NewPassphraseFields new=form.new errors />
                {move || form.busy.get().then(|| view! { <Bar what="Bringing the unit back" /> })}
                <div class="desk-row desk-row--wide">
                    <button type="submit" class="govuk-button">{move || if form.busy.get() { "Bringing it back…" } else { "Bring it back" }}<kbd>"Enter"</kbd></button>
                    <button type="button" class="desk-link" on:click=move |_| setup.go(Step::Choose)>"Back"</button>
                </div>
                <p class="govuk-visually-hidden" role="status">{move || form.busy.get().then_some("Bringing the unit back")}</p>
            </form>
        </div>
    }
}
