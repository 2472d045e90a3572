//! Founding a unit: the prison, the first administrator, and a passphrase.

use api::{PrisonView, Problem};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::passphrase::{NewPassphrase, NewPassphraseFields};
use super::sheet::Words;
use super::{Head, Setup, Step};
use crate::backend;
use crate::parts::{Choosable, ErrorSummary, Errors, Field, Find, missing};

/// What the form knows.
#[derive(Clone, Copy)]
struct Form {
    setup: Setup,
    prisons: RwSignal<Vec<Choosable>>,
    prison: RwSignal<Option<Choosable>>,
    name: RwSignal<String>,
    /// The prison's name typed out, where this computer has a unit of it already.
    again: RwSignal<String>,
    passphrase: NewPassphrase,
    errors: Errors,
    busy: RwSignal<bool>,
}

impl Form {
    fn new(setup: Setup) -> Self {
        let prison = RwSignal::new(None::<Choosable>);
        let name = RwSignal::new(String::new());
        let code = Signal::derive(move || {
            prison.with(|prison| prison.as_ref().map(|(code, _)| code.clone()).unwrap_or_default())
        });
        Self {
            setup,
            prisons: RwSignal::new(Vec::new()),
            prison,
            name,
            again: RwSignal::new(String::new()),
            passphrase: NewPassphrase::new(name.into(), code),
            errors: Errors::none(),
            busy: RwSignal::new(false),
        }
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

    /// Whose unit of the chosen prison is on this computer already.
    fn founded_already(self) -> Option<(String, String)> {
        let (_, prison) = self.prison.get()?;
        self.setup.status.with_value(|status| {
            let there = status.people.iter().find(|person| !person.demonstration && person.prison == prison)?;
            Some((prison, there.name.clone()))
        })
    }

    fn problems(self) -> Vec<Problem> {
        let mut problems = Vec::new();
        if self.prison.with_untracked(Option::is_none) {
            problems.push(missing("prison", "Choose the prison from the list"));
        }
        let confirmed = |prison: &str| self.again.with_untracked(|again| again.trim().eq_ignore_ascii_case(prison));
        if untrack(|| self.founded_already()).is_some_and(|(prison, _)| !confirmed(&prison)) {
            problems.push(missing("again", "Type the prison's name as it is written above"));
        }
        if self.name.with_untracked(|name| name.trim().is_empty()) {
            problems.push(missing("name", "Give your first and last name"));
        }
        problems.extend(self.passphrase.problems());
        problems
    }

    fn found(self) {
        if self.busy.get_untracked() || self.errors.show(self.problems()) {
            return;
        }
        let Some((prison, _)) = self.prison.get_untracked() else { return };
        self.busy.set(true);
        let request = api::Found { prison, name: self.name.get_untracked(), passphrase: self.passphrase.secret() };
        leptos::task::spawn_local(async move {
            let founded = backend::call(request).await;
            self.busy.try_set(false);
            match founded {
                Ok(founded) => {
                    self.passphrase.forget();
                    self.setup.words.try_set(Some(Words { words: founded.words, asked: founded.asked }));
                    self.setup.go(Step::Sheet);
                }
                Err(problem) => self.errors.show_one(problem),
            }
        });
    }
}

#[component]
pub(super) fn Found(setup: Setup) -> impl IntoView {
    let form = Form::new(setup);
    form.ask_for_prisons();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.found();
    };
    view! {
        <div class="desk-gate__form">
            <Head title="Found a unit" lead="You become its first administrator, and can make others administrators afterwards." />
            <form class="desk-door" on:submit=submit novalidate aria-busy=move || form.busy.get().to_string()>
                <ErrorSummary errors=form.errors />
                <Find
                    id="prison" label="Prison" hint="Type a part of its name, such as Leeds, or its code"
                    options=form.prisons chosen=form.prison errors=form.errors
                />
                <Again form />
                <Field id="name" label="Your name" hint="First and last name, as colleagues know you" error=form.errors.of("name")>
                    <input
                        class="govuk-input" class=("govuk-input--error", move || form.errors.at("name").get()) id="name" type="text"
                        autocomplete="name" spellcheck="false"
                        aria-describedby=move || if form.errors.at("name").get() { "name-hint name-error" } else { "name-hint" }
                        prop:value=move || form.name.get() on:input=move |event| form.name.set(event_target_value(&event))
                    />
                </Field>
                <NewPassphraseFields new=form.passphrase errors=form.errors />
                <p class="desk-gap-below">"Nobody can read or reset a passphrase. If you forget it, only the recovery key opens the records."</p>
                <div class="desk-row desk-row--wide">
                    <button type="submit" class="govuk-button">
                        {move || if form.busy.get() { "Founding…" } else { "Found the unit" }}<kbd>"Enter"</kbd>
                    </button>
                    <button type="button" class="desk-link" on:click=move |_| setup.go(Step::Choose)>"Back"</button>
                </div>
                <p class="govuk-visually-hidden" role="status">{move || form.busy.get().then_some("Founding the unit")}</p>
            </form>
        </div>
    }
}

/// The warning that this computer has a unit of this prison already.
#[component]
fn Again(form: Form) -> impl IntoView {
    let already = Memo::new(move |_| form.founded_already());
    move || {
        already.get().map(|(prison, name)| {
            view! {
                <div class="govuk-inset-text desk-gap-below">
                    <p><b>{format!("This computer has a unit of {prison} already, {name}'s.")}</b>" A second one knows nothing of the first, and the two can never become one."</p>
                </div>
                <Field id="again" label=format!("To found another all the same, type “{prison}”") error=form.errors.of("again")>
                    <input
                        class="govuk-input" class=("govuk-input--error", move || form.errors.at("again").get()) id="again" type="text" autocomplete="off"
                        spellcheck="false" aria-describedby=move || form.errors.at("again").get().then_some("again-error")
                        prop:value=move || form.again.get() on:input=move |event| form.again.set(event_target_value(&event))
                    />
                </Field>
            }
        })
    }
}
