//! What forms in panes have in common: pressing the button says what is missing, nothing typed is cleared, and what the record refuses
//! is said at the top with a link to its field.

use api::{Call, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::parts::{ErrorSummary, Errors, Field, missing};

/// A form on its way. Its fields are called `{form}-{name}`, with the names that the call has for them.
#[derive(Clone, Copy)]
pub(crate) struct Sending {
    form: &'static str,
    /// What is wrong.
    pub(crate) errors: Errors,
    busy: RwSignal<bool>,
}

impl Sending {
    /// A form that nothing has been done with.
    pub(crate) fn new(form: &'static str) -> Self {
        Self { form, errors: Errors::none(), busy: RwSignal::new(false) }
    }

    /// Says everything that is missing, and whether anything is: each with whether it is, its field and what to say.
    pub(crate) fn lacks(self, lacking: &[(bool, &str, &str)]) -> bool {
        let problems = lacking.iter().filter(|(lacks, ..)| *lacks);
        self.errors
            .show(problems.map(|(_, name, message)| missing(&format!("{}-{name}", self.form), message)).collect())
    }

    /// Whether it is on its way.
    pub(crate) fn is_busy(self) -> bool {
        self.busy.get()
    }

    /// Sends it, once, and goes on if it was taken.
    pub(crate) fn send<C: Call>(self, call: C, done: impl FnOnce(C::Reply) + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        self.errors.clear();
        leptos::task::spawn_local(async move {
            let answer = backend::call(call).await;
            self.busy.try_set(false);
            match answer {
                Ok(reply) => done(reply),
                Err(problem) => self.refused(problem),
            }
        });
    }

    fn refused(self, mut problem: Problem) {
        problem.field = problem.field.map(|name| format!("{}-{name}", self.form));
        self.errors.show_one(problem);
    }
}

/// A form in a pane beside what it is about: its summary, its fields, and what it does. Ctrl Enter does it from anywhere, Esc leaves it.
#[component]
pub(crate) fn Form(
    /// What is sent.
    sending: Sending,
    /// What the button says.
    #[prop(into)]
    act: Signal<String>,
    /// Does it.
    submit: Callback<()>,
    /// Leaves it.
    cancel: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let keys = Desk::here().keys;
    keys.on_and_show("Ctrl+Enter", act.get_untracked(), "record", move || submit.run(()));
    keys.on("Escape", "Leave the form", move || cancel.run(()));
    view! {
        <form class="desk-case__form" novalidate on:submit=move |event| {
            event.prevent_default();
            submit.run(());
        }>
            <div class="desk-pane__body">
                <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
                {children()}
            </div>
            <div class="desk-pane__foot">
                <button type="submit" class="govuk-button">{move || act.get()}<kbd>"Ctrl Enter"</kbd></button>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| cancel.run(())>"Cancel"<kbd>"Esc"</kbd></button>
            </div>
        </form>
    }
}

/// One line of text.
#[component]
pub(crate) fn Line(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// Its class of width.
    #[prop(optional)]
    class: &'static str,
    /// The form.
    sending: Sending,
    /// What stands in it.
    value: RwSignal<String>,
) -> impl IntoView {
    let error = sending.errors.of(id);
    view! {
        <Field id label=label.to_owned() hint error>
            <input class=format!("govuk-input {class}") class=("govuk-input--error", move || error.with(Option::is_some)) id=id type="text"
                autocomplete="off" aria-describedby=described(id, hint, error) aria-invalid=move || error.with(Option::is_some).to_string()
                prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event)) />
        </Field>
    }
}

/// A few lines of text.
#[component]
pub(crate) fn Words(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    #[prop(into)]
    label: Signal<String>,
    /// What helps to fill it in.
    #[prop(optional)]
    hint: &'static str,
    /// The form.
    sending: Sending,
    /// What stands in it.
    value: RwSignal<String>,
) -> impl IntoView {
    let error = sending.errors.of(id);
    view! {
        <Field id label hint error>
            <textarea class="govuk-textarea" class=("govuk-textarea--error", move || error.with(Option::is_some)) id=id rows="3" spellcheck="true"
                aria-describedby=described(id, hint, error) aria-invalid=move || error.with(Option::is_some).to_string()
                prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event))></textarea>
        </Field>
    }
}

/// One of a list.
#[component]
pub(crate) fn OneOf(
    /// The field's identifier.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// What helps to choose.
    #[prop(optional)]
    hint: &'static str,
    /// The form.
    sending: Sending,
    /// Values with the words for them.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// What is chosen.
    value: RwSignal<String>,
) -> impl IntoView {
    let error = sending.errors.of(id);
    view! {
        <Field id label=label.to_owned() hint error>
            <select class="govuk-select desk-case__full" class=("govuk-select--error", move || error.with(Option::is_some)) id=id
                aria-describedby=described(id, hint, error) prop:value=move || {
                    options.track();
                    value.get()
                } on:change=move |event| value.set(event_target_value(&event))>
                {move || options.get().into_iter().map(|(option, words)| {
                    let here = option.clone();
                    view! { <option value=option selected=move || value.get() == here>{words}</option> }
                }).collect_view()}
            </select>
        </Field>
    }
}

/// One of a few, all of them seen.
#[component]
pub(crate) fn Radios(
    /// The group's identifier: the first of its radios has it, so that errors lead there.
    id: &'static str,
    /// What is asked.
    #[prop(into)]
    legend: String,
    /// A further class, such as one that puts them into columns.
    #[prop(optional)]
    class: &'static str,
    /// Values with the words for them.
    options: Vec<(String, String)>,
    /// The form.
    sending: Sending,
    /// What is chosen.
    value: RwSignal<String>,
) -> impl IntoView {
    let error = sending.errors.of(id);
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <fieldset class="govuk-fieldset">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">{legend}</legend>
                {move || error.get().map(|error| view! {
                    <p class="govuk-error-message"><span class="govuk-visually-hidden">"Error: "</span>{error}</p>
                })}
                <div class=format!("govuk-radios govuk-radios--small {class}")>
                    {options.into_iter().enumerate().map(|(at, (option, words))| {
                        let own = if at == 0 { id.to_owned() } else { format!("{id}-{at}") };
                        let (here, chosen) = (option.clone(), option.clone());
                        view! {
                            <div class="govuk-radios__item">
                                <input class="govuk-radios__input" type="radio" id=own.clone() name=id value=option
                                    prop:checked=move || value.get() == here on:change=move |_| value.set(chosen.clone()) />
                                <label class="govuk-label govuk-radios__label" for=own>{words}</label>
                            </div>
                        }
                    }).collect_view()}
                </div>
            </fieldset>
        </div>
    }
}

fn described(id: &'static str, hint: &'static str, error: Signal<Option<String>>) -> impl Fn() -> Option<String> {
    move || {
        let hint = (!hint.is_empty()).then(|| format!("{id}-hint"));
        let error = error.with(Option::is_some).then(|| format!("{id}-error"));
        match (hint, error) {
            (Some(hint), Some(error)) => Some(format!("{hint} {error}")),
            (hint, error) => hint.or(error),
        }
    }
}

/// Whether nothing was typed or chosen.
pub(crate) fn empty(value: RwSignal<String>) -> bool {
    typed(value).is_none()
}

/// What was typed, without the space around it; nothing if there is nothing.
pub(crate) fn typed(value: RwSignal<String>) -> Option<String> {
    value.with_untracked(|value| Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned))
}
