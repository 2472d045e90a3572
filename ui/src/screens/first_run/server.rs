//! Which unit at which server: what joining and coming back ask alike.

use api::{FilePurpose, PrisonView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::parts::{Choosable, Errors, Field, FileField, Find, missing};

/// What the fields know.
#[derive(Clone, Copy)]
pub(super) struct ServerForm {
    pub(super) server: RwSignal<String>,
    pub(super) prison: RwSignal<Option<Choosable>>,
    pub(super) name: RwSignal<String>,
    pub(super) computer: RwSignal<String>,
    /// Which of several units of the prison; asked once the server has said that there are several.
    unit: RwSignal<String>,
    several: RwSignal<bool>,
    authority: RwSignal<String>,
    prisons: RwSignal<Vec<Choosable>>,
    pub(super) errors: Errors,
}

impl ServerForm {
    pub(super) fn new() -> Self {
        let [server, name, computer, unit, authority] = [(); 5].map(|()| RwSignal::new(String::new()));
        let errors = Errors::none();
        let form = Self {
            server,
            prison: RwSignal::new(None),
            name,
            computer,
            unit,
            several: RwSignal::new(false),
            authority,
            prisons: RwSignal::new(Vec::new()),
            errors,
        };
        let which = errors.at("unit");
        Effect::new(move |_| {
            if which.get() {
                form.several.set(true);
            }
        });
        form.ask_for_prisons();
        form
    }

    fn ask_for_prisons(self) {
        leptos::task::spawn_local(async move {
            match backend::call(api::Prisons {}).await {
                Ok(prisons) => {
                    self.prisons.try_set(prisons.into_iter().map(|PrisonView { code, name }| (code, name)).collect());
                }
                Err(problem) => self.errors.show_one(problem),
            }
        });
    }

    /// What is missing. `named`: whether a name has to be given.
    pub(super) fn problems(self, named: bool) -> Vec<Problem> {
        let blank = |value: RwSignal<String>| value.with_untracked(|value| value.trim().is_empty());
        let lacking = [
            (blank(self.server), "server", "Type the server's address, from your administrator"),
            (self.prison.with_untracked(Option::is_none), "prison", "Choose the prison from the list"),
            (named && blank(self.name), "name", "Give your first and last name"),
            (blank(self.computer), "computer", "Say what this computer is called"),
            (self.several.get_untracked() && blank(self.unit), "unit", "Type the first letters of the unit"),
        ];
        lacking.into_iter().filter(|(lacks, ..)| *lacks).map(|(_, field, message)| missing(field, message)).collect()
    }

    /// The prison's code; blank, until one is chosen.
    pub(super) fn prison_code(self) -> String {
        self.prison.with(|prison| prison.as_ref().map(|(code, _)| code.clone()).unwrap_or_default())
    }

    /// What was typed, without the space around it; nothing if there is nothing.
    pub(super) fn unit(self) -> Option<String> {
        some(self.unit)
    }

    /// The same of the certificate.
    pub(super) fn authority(self) -> Option<String> {
        some(self.authority)
    }
}

fn some(value: RwSignal<String>) -> Option<String> {
    value.with_untracked(|value| Some(value.trim()).filter(|value| !value.is_empty()).map(str::to_owned))
}

/// The fields.
#[component]
pub(super) fn ServerFields(
    /// What they know.
    form: ServerForm,
    /// What helps to give the name.
    name_hint: &'static str,
) -> impl IntoView {
    let errors = form.errors;
    view! {
        <Text id="server" label="The server’s address" hint="Your administrator has it, such as https://sync.example.org" value=form.server errors />
        <Find id="prison" label="Prison" hint="Type a part of its name, such as Leeds, or its code" options=form.prisons chosen=form.prison errors />
        {move || form.several.get().then(|| view! {
            <Text id="unit" label="Which unit of that prison" hint="It has several there. Your administrator has the first letters of yours" value=form.unit errors />
        })}
        <Text id="name" label="Your name" hint=name_hint value=form.name errors />
        <Text id="computer" label="What this computer is called" hint="As staff know it, such as OMU-PC-09" value=form.computer errors />
        <details class="govuk-details">
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">"The prison service vouches for its own servers"</span></summary>
            <div class="govuk-details__text">
                <FileField id="authority" label="Certificate of the authority (optional)" hint="A PEM file from your administrator. Without it, the authorities that this computer trusts"
                    value=form.authority purpose=FilePurpose::Certificate errors />
            </div>
        </details>
    }
}

/// A line of text with what helps to fill it in.
#[component]
fn Text(
    id: &'static str,
    label: &'static str,
    hint: &'static str,
    value: RwSignal<String>,
    errors: Errors,
) -> impl IntoView {
    let wrong = errors.at(id);
    view! {
        <Field id label=label.to_owned() hint error=errors.of(id)>
            <input class="govuk-input" class=("govuk-input--error", move || wrong.get()) id=id type="text" autocomplete="off" spellcheck="false"
                autocapitalize="none" aria-invalid=move || wrong.get().to_string()
                aria-describedby=move || if wrong.get() { format!("{id}-hint {id}-error") } else { format!("{id}-hint") }
                prop:value=move || value.get() on:input=move |event| value.set(event_target_value(&event)) />
        </Field>
    }
}
