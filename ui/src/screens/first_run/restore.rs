//! Restoring a backup: by the passphrase it was made with on this computer, or by the unit's recovery key.

use api::{FilePurpose, Problem, Secret};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::passphrase::{NewPassphrase, NewPassphraseFields};
use super::{Head, Setup, Step};
use crate::backend;
use crate::parts::{ErrorSummary, Errors, Field, FileField, Passphrase, missing};

/// What the form knows.
#[derive(Clone, Copy)]
struct Form {
    setup: Setup,
    file: RwSignal<String>,
    /// Whether the recovery key opens it.
    by_recovery: RwSignal<bool>,
    passphrase: RwSignal<String>,
    recovery: RwSignal<String>,
    new: NewPassphrase,
    errors: Errors,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(setup: Setup) -> Self {
        let nothing = || Signal::derive(String::new);
        Self {
            setup,
            file: RwSignal::new(String::new()),
            by_recovery: RwSignal::new(false),
            passphrase: RwSignal::new(String::new()),
            recovery: RwSignal::new(String::new()),
            new: NewPassphrase::new(nothing(), nothing()),
            errors: Errors::none(),
            busy: RwSignal::new(false),
        }
    }

    fn problems(self) -> Vec<Problem> {
        let blank = |value: RwSignal<String>| value.with_untracked(|value| value.trim().is_empty());
        let mut problems = Vec::new();
        if blank(self.file) {
            problems.push(missing("file", "Choose the backup file, or type where it is"));
        }
        if self.by_recovery.get_untracked() {
            if blank(self.recovery) {
                problems.push(missing("recovery", "Type the words of the recovery key"));
            }
            problems.extend(self.new.problems());
        } else if self.passphrase.with_untracked(String::is_empty) {
            problems.push(missing("passphrase", "Type the passphrase that the backup was made with"));
        }
        problems
    }

    fn restore(self) {
        if self.busy.get_untracked() || self.errors.show(self.problems()) {
            return;
        }
        self.busy.set(true);
        let by_recovery = self.by_recovery.get_untracked();
        let request = api::Restore {
            file: self.file.get_untracked(),
            passphrase: if by_recovery { self.new.secret() } else { Secret(self.passphrase.get_untracked()) },
            recovery: by_recovery.then(|| Secret(self.recovery.get_untracked())),
        };
        leptos::task::spawn_local(async move {
            let restored = backend::call(request).await;
            self.busy.try_set(false);
            match restored {
                Ok(person) => {
                    self.new.forget();
                    self.passphrase.try_set(String::new());
                    self.recovery.try_set(String::new());
                    self.setup.enter.run(person);
                }
                Err(problem) => self.errors.show_one(problem),
            }
        });
    }
}

#[component]
pub(super) fn Restore(setup: Setup) -> impl IntoView {
    let form = Form::new(setup);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.restore();
    };
    view! {
        <div class="desk-gate__form">
            <Head title="Restore a backup" lead="Everything that was recorded when the backup was written comes back on this computer. The file itself stays as it is." />
            <form class="desk-door" on:submit=submit novalidate aria-busy=move || form.busy.get().to_string()>
                <ErrorSummary errors=form.errors />
                <FileField
                    id="file" label="Backup file" hint="Choose it, or type where it is" value=form.file purpose=FilePurpose::Restore errors=form.errors
                />
                <How form />
                <Show when=move || form.by_recovery.get() fallback=move || view! { <Known form /> }>
                    <Recovery form />
                </Show>
                <div class="desk-row desk-row--wide">
                    <button type="submit" class="govuk-button">{move || if form.busy.get() { "Restoring…" } else { "Restore" }}<kbd>"Enter"</kbd></button>
                    <button type="button" class="desk-link" on:click=move |_| setup.go(Step::Choose)>"Back"</button>
                </div>
                <p class="govuk-visually-hidden" role="status">{move || form.busy.get().then_some("Restoring the backup")}</p>
            </form>
        </div>
    }
}

#[component]
fn How(form: Form) -> impl IntoView {
    let choice = move |id: &'static str, recovery: bool, words: &'static str, hint: &'static str| {
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" type="radio" name="how" id=id aria-describedby=format!("{id}-hint")
                    prop:checked=move || form.by_recovery.get() == recovery
                    on:change=move |_| {
                        form.errors.clear();
                        form.by_recovery.set(recovery);
                    } />
                <label class="govuk-label govuk-radios__label" for=id>{words}<span class="desk-xs desk-muted desk-block" id=format!("{id}-hint")>{hint}</span></label>
            </div>
        }
    };
    view! {
        <fieldset class="govuk-fieldset govuk-form-group">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"How will you open it?"</legend>
            <div class="govuk-radios govuk-radios--small">
                {choice("how-passphrase", false, "With its passphrase", "On the computer that made it, whose keyring has its key")}
                {choice("how-recovery", true, "With the unit's recovery key", "On any computer")}
            </div>
        </fieldset>
    }
}

#[component]
fn Known(form: Form) -> impl IntoView {
    let error = form.errors.of("passphrase");
    view! {
        <Field id="passphrase" label="The passphrase that the backup was made with" error>
            <Passphrase id="passphrase" value=form.passphrase wrong=form.errors.at("passphrase") autocomplete="current-password" />
        </Field>
    }
}

#[component]
fn Recovery(form: Form) -> impl IntoView {
    let wrong = form.errors.at("recovery");
    view! {
        <Field id="recovery" label="The words of the recovery key" hint="In their order, with spaces between. Capital letters do not matter" error=form.errors.of("recovery")>
            <textarea
                class="govuk-textarea" class=("govuk-textarea--error", move || wrong.get()) id="recovery" rows="4" autocomplete="off" autocapitalize="none"
                spellcheck="false" aria-describedby=move || if wrong.get() { "recovery-hint recovery-error" } else { "recovery-hint" }
                prop:value=move || form.recovery.get() on:input=move |event| form.recovery.set(event_target_value(&event))
            ></textarea>
        </Field>
        <NewPassphraseFields new=form.new errors=form.errors />
    }
}
