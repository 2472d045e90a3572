//! Coming in: who of this computer, and their passphrase.

mod who;

use std::time::Duration;

use api::{Code, LockedView, PersonHere, Problem, SignedIn, StatusView};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::parts::{Field, Kind, Passphrase, Sign, in_one};
use crate::screens::gate::Gate;
use crate::screens::unlock::who::Who;
use crate::{backend, page};

/// What the form knows.
#[derive(Clone, Copy)]
struct Form {
    people: RwSignal<Vec<PersonHere>>,
    chosen: RwSignal<String>,
    passphrase: RwSignal<String>,
    problem: RwSignal<Option<Problem>>,
    busy: RwSignal<bool>,
    /// How many seconds the chosen person has still to wait.
    wait: RwSignal<u64>,
    enter: Callback<SignedIn>,
}

impl Form {
    fn new(status: &StatusView, enter: Callback<SignedIn>) -> Self {
        let chosen = status.people.first().map(|person| person.id.clone()).unwrap_or_default();
        Self {
            people: RwSignal::new(status.people.clone()),
            chosen: RwSignal::new(chosen),
            passphrase: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            busy: RwSignal::new(false),
            wait: RwSignal::new(status.people.first().map_or(0, |person| person.wait)),
            enter,
        }
    }

    fn person(self) -> Option<PersonHere> {
        let chosen = self.chosen.get();
        self.people.with(|people| people.iter().find(|person| person.id == chosen).cloned())
    }

    fn choose(self, id: String) {
        self.chosen.set(id);
        self.passphrase.set(String::new());
        self.problem.set(None);
        self.wait.set(untrack(|| self.person()).map_or(0, |person| person.wait));
    }

    /// What is said above the passphrase.
    fn error(self) -> Option<String> {
        match self.wait.get() {
            0 => self.problem.get().map(|problem| in_one(&problem)),
            seconds => {
                Some(format!("Wait {seconds} second{} before you try again", if seconds == 1 { "" } else { "s" }))
            }
        }
    }

    fn unlock(self) {
        if self.busy.get_untracked() || self.wait.get_untracked() > 0 {
            page::focus("passphrase");
            return;
        }
        let passphrase = self.passphrase.get_untracked();
        if passphrase.is_empty() {
            self.fail(Problem::new(Code::Input, "Type your passphrase", ""));
            return;
        }
        self.busy.set(true);
        self.problem.set(None);
        let request = api::Unlock { person: self.chosen.get_untracked(), passphrase: api::Secret(passphrase) };
        leptos::task::spawn_local(async move {
            match backend::call(request).await {
                Ok(person) => {
                    self.passphrase.try_set(String::new());
                    self.enter.run(person);
                }
                Err(problem) => {
                    self.busy.try_set(false);
                    self.fail(problem);
                    self.ask_how_long_to_wait().await;
                }
            }
        });
    }

    fn fail(self, problem: Problem) {
        self.problem.try_set(Some(problem));
        page::focus_soon("passphrase");
    }

    async fn ask_how_long_to_wait(self) {
        let Ok(status) = backend::call(api::Status {}).await else { return };
        if self.people.try_set(status.people).is_some() {
            return;
        }
        if let Some(person) = untrack(|| self.person()) {
            self.wait.try_set(person.wait);
        }
    }
}

/// Somebody's own record is opened with their passphrase.
#[component]
pub(crate) fn Unlock(
    /// How things stand.
    status: StatusView,
    /// They are in.
    enter: Callback<SignedIn>,
    /// They are not on the list.
    elsewhere: Callback<()>,
) -> impl IntoView {
    page::set_title("Unlock");
    let form = Form::new(&status, enter);
    count_down(form);
    page::focus_soon("passphrase");
    let prison = status.people.first().map(|person| person.prison.clone()).unwrap_or_default();
    let locked = status.locked.as_ref().map(how_it_locked);
    view! {
        <Gate place=prison version=status.version.clone()>
            <div class="desk-gate__cols desk-gate__cols--unlock">
                <div>
                    <h1 class="govuk-heading-l desk-gate__title">"Unlock"</h1>
                    <p class="desk-m desk-muted desk-gate__lead">
                        {move || form.person().map(|person| person.prison)}{locked.map(|words| format!(". {words}"))}
                    </p>
                    <Door form elsewhere />
                </div>
                <Beside keyring=status.keyring />
            </div>
        </Gate>
    }
}

/// The form itself.
#[component]
fn Door(form: Form, elsewhere: Callback<()>) -> impl IntoView {
    let label = Signal::derive(move || match form.person() {
        Some(person) => format!("Passphrase for {}", person.name),
        None => "Passphrase".to_owned(),
    });
    let error = Signal::derive(move || form.error());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.unlock();
    };
    view! {
        <form class="desk-door" on:submit=submit novalidate aria-busy=move || form.busy.get().to_string()>
            <h2 class="govuk-heading-m" id="who">"Who are you?"</h2>
            <Who form />
            {move || form.person().and_then(|person| person.passphrase).map(|words| view! {
                <div class="govuk-inset-text desk-gap-below">
                    "The demonstration prison is invented, and its passphrase is no secret: "<b class="desk-mono">{words.clone()}</b>" "
                    <button type="button" class="desk-link" on:click=move |_| {
                        form.passphrase.set(words.clone());
                        page::focus_soon("unlock");
                    }>"Fill it in"</button>
                </div>
            })}
            <Field id="passphrase" label error>
                <Passphrase id="passphrase" value=form.passphrase wrong=Signal::derive(move || form.error().is_some()) autocomplete="current-password" />
            </Field>
            <div class="desk-row desk-row--wide">
                <button type="submit" class="govuk-button" id="unlock">
                    {move || if form.busy.get() { "Unlocking…" } else { "Unlock" }}<kbd>"Enter"</kbd>
                </button>
                <button type="button" class="desk-link" on:click=move |_| elsewhere.run(())>"I am not on this list"</button>
            </div>
            <p class="govuk-visually-hidden" role="status">{move || form.busy.get().then_some("Unlocking")}</p>
        </form>
    }
}

/// What to know beside the form.
#[component]
fn Beside(keyring: Option<String>) -> impl IntoView {
    view! {
        <div class="desk-stack desk-gate__side">
            {keyring.map(|words| view! {
                <section class="desk-card desk-card--amber" aria-labelledby="keyring">
                    <h2 class="govuk-heading-s" id="keyring"><Sign kind=Kind::Late>"This computer's keyring"</Sign></h2>
                    <p>{words}</p>
                </section>
            })}
            <section class="desk-card desk-card--plain" aria-labelledby="help">
                <h2 class="govuk-heading-s" id="help">"If you cannot get in"</h2>
                <p>"Nobody can read or reset your passphrase, and no help desk has a copy. An admin of your unit can enrol you again on this computer: only drafts not yet recorded are lost."</p>
            </section>
            <section class="desk-card desk-card--plain" aria-labelledby="leaving">
                <h2 class="govuk-heading-s" id="leaving">"Leaving this desk?"</h2>
                <p>"Press "<kbd>"Ctrl"</kbd>" "<kbd>"L"</kbd>" to lock at once. Names never show in the window title or the taskbar."</p>
            </section>
        </div>
    }
}

fn count_down(form: Form) {
    let tick = move || {
        form.wait.try_update(|wait| *wait = wait.saturating_sub(1));
    };
    if let Ok(timer) = set_interval_with_handle(
        move || {
            if form.wait.try_get_untracked().is_some_and(|wait| wait > 0) {
                tick();
            }
        },
        Duration::from_secs(1),
    ) {
        on_cleanup(move || timer.clear());
    }
}

fn how_it_locked(locked: &LockedView) -> String {
    let time = locked.at.get(11..16).unwrap_or(&locked.at);
    match locked.idle_minutes {
        Some(1) => format!("Locked at {time} after 1 minute with no key pressed"),
        Some(minutes) => format!("Locked at {time} after {minutes} minutes with no key pressed"),
        None => format!("Locked at {time}"),
    }
}
