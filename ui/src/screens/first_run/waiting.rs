//! Waiting to be admitted: the code, large, to be read out; whether an administrator has admitted this computer is looked at by itself, as long
//! as the passphrase is known. Whoever closes the window meanwhile comes back here.

use std::time::Duration;

use api::{AbandonJoining, AskAgain, Code, ContinueJoining, Joined, JoiningView, Problem, Secret};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::{Head, Setup, Step};
use crate::backend;
use crate::dates;
use crate::page;
use crate::parts::{Bar, ErrorSummary, Errors, Field, Kind, Passphrase, Sign, Spoken, in_one, missing};

/// So often it is looked whether this computer was admitted.
const LOOK_EVERY: Duration = Duration::from_secs(15);
/// Looking takes longer than this only when there is something to fetch.
const QUICKLY: Duration = Duration::from_secs(1);

/// What is known while it waits.
#[derive(Clone, Copy)]
struct Wait {
    setup: Setup,
    joining: StoredValue<JoiningView>,
    /// The passphrase that was chosen, once it is known.
    passphrase: StoredValue<Option<Secret>>,
    /// What is typed of it.
    typed: RwSignal<String>,
    errors: Errors,
    busy: RwSignal<bool>,
    /// Whether looking takes long: what the unit has is being fetched.
    fetches: RwSignal<bool>,
    /// Whether somebody has to do something before it is looked again.
    stopped: StoredValue<bool>,
    /// When an administrator refused this computer.
    refused: RwSignal<Option<String>>,
    /// What came of the last look, in words.
    said: RwSignal<Option<(Kind, String)>>,
    /// Whether the passphrase has to be typed.
    asks: RwSignal<bool>,
}

impl Wait {
    fn begin(setup: Setup, joining: JoiningView, passphrase: Option<Secret>) -> Self {
        Self {
            setup,
            stopped: StoredValue::new(joining.refused.is_some()),
            refused: RwSignal::new(joining.refused.clone()),
            said: RwSignal::new(joining.held_up.as_deref().map(held_up)),
            joining: StoredValue::new(joining),
            asks: RwSignal::new(passphrase.is_none()),
            passphrase: StoredValue::new(passphrase),
            typed: RwSignal::new(String::new()),
            errors: Errors::none(),
            busy: RwSignal::new(false),
            fetches: RwSignal::new(false),
        }
    }

    /// Looks whether this computer was admitted. `by_hand`: because somebody asked for it, who is told whatever comes of it.
    fn look(self, by_hand: bool) {
        if self.stopped.get_value() && !by_hand {
            return;
        }
        let Some((id, passphrase)) = self.begins(by_hand) else { return };
        let request = ContinueJoining { id, passphrase: passphrase.clone() };
        leptos::task::spawn_local(async move {
            let answer = backend::call(request).await;
            self.ends();
            match answer {
                Ok(Joined::Admitted(person)) => {
                    self.typed.try_set(String::new());
                    self.setup.enter.run(*person);
                }
                Ok(Joined::Waiting(joining)) => self.waits_on(*joining, passphrase),
                Err(problem) => self.fails(problem, passphrase),
            }
        });
    }

    /// Asks once more, after a refusal: because somebody wants it.
    fn ask_again(self) {
        let Some((id, passphrase)) = self.begins(true) else { return };
        let request = AskAgain { id, passphrase: passphrase.clone() };
        leptos::task::spawn_local(async move {
            let answer = backend::call(request).await;
            self.ends();
            match answer {
                Ok(joining) => self.waits_on(joining, passphrase),
                Err(problem) => self.fails(problem, passphrase),
            }
        });
    }

    /// What a request needs, unless one is under way or the passphrase is not known.
    fn begins(self, by_hand: bool) -> Option<(String, Secret)> {
        let known = self.passphrase.with_value(Clone::clone);
        let passphrase = known.or_else(|| self.taken_from_the_field(by_hand))?;
        if self.busy.get_untracked() {
            return None;
        }
        self.busy.set(true);
        self.stopped.set_value(false);
        set_timeout(
            move || {
                if self.busy.try_get_untracked() == Some(true) {
                    self.fetches.set(true);
                }
            },
            QUICKLY,
        );
        Some((self.joining.with_value(|joining| joining.id.clone()), passphrase))
    }

    fn ends(self) {
        self.busy.try_set(false);
        self.fetches.try_set(false);
    }

    /// It waits, or was refused: then it is not looked any more.
    fn waits_on(self, joining: JoiningView, passphrase: Secret) {
        self.keep(passphrase);
        let was_refused = joining.refused.is_some();
        self.stopped.try_set_value(was_refused);
        if was_refused {
            self.said.try_set(None);
        } else {
            let (kind, words) = joining.held_up.as_deref().map_or_else(not_yet, held_up);
            self.say(kind, words);
        }
        if self.refused.try_with_untracked(|refused| *refused == joining.refused) == Some(false) {
            self.refused.set(joining.refused);
        }
    }

    fn fails(self, mut problem: Problem, passphrase: Secret) {
        if problem.code == Code::Offline {
            self.keep(passphrase);
            let words = in_one(&problem);
            return self
                .say(Kind::Soon, format!("Offline: {words}. Your request stands, and it is tried again by itself"));
        }
        if problem.code == Code::WrongPassphrase {
            self.forget();
            problem.field = Some("passphrase".to_owned());
        }
        self.stopped.try_set_value(true);
        self.said.try_set(None);
        self.errors.show_one(problem);
    }

    fn taken_from_the_field(self, by_hand: bool) -> Option<Secret> {
        let typed = self.typed.get_untracked();
        if !typed.is_empty() && by_hand {
            return Some(Secret(typed));
        }
        if by_hand {
            self.errors.show_one(missing("passphrase", "Type the passphrase that you chose"));
        }
        None
    }

    /// It opens what was begun here.
    fn keep(self, passphrase: Secret) {
        self.errors.clear();
        self.passphrase.try_set_value(Some(passphrase));
        self.asks.try_set(false);
    }

    fn forget(self) {
        self.passphrase.try_set_value(None);
        self.asks.try_set(true);
    }

    fn say(self, kind: Kind, words: String) {
        let now = Some((kind, words));
        // What is said already is not said again every fifteen seconds.
        if self.said.try_with_untracked(|said| *said == now) == Some(false) {
            self.said.set(now);
        }
    }

    fn abandon(self) {
        let id = self.joining.with_value(|joining| joining.id.clone());
        leptos::task::spawn_local(async move {
            match backend::call(AbandonJoining { id }).await {
                Ok(()) => self.setup.gave_up_joining(),
                Err(problem) => self.errors.show_one(problem),
            }
        });
    }
}

fn not_yet() -> (Kind, String) {
    (Kind::Later, "Not admitted yet. It is looked at again by itself".to_owned())
}

/// The server takes nothing for the moment.
fn held_up(words: &str) -> (Kind, String) {
    (Kind::Soon, format!("The administrators do not see your request yet. {words}"))
}

/// The code, and what to do with it.
#[component]
pub(super) fn Waiting(setup: Setup, joining: JoiningView, passphrase: Option<Secret>) -> impl IntoView {
    let JoiningView { code, prison, name, computer, server, asked, .. } = joining.clone();
    let wait = Wait::begin(setup, joining, passphrase);
    look_by_itself(wait);
    let asked = dates::at_head(&asked, &page::today());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if wait.refused.with_untracked(Option::is_some) {
            wait.ask_again();
        } else {
            wait.look(true);
        }
    };
    let act = move || if wait.refused.with(Option::is_some) { "Ask again" } else { "Look now" };
    view! {
        <div class="desk-gate__form">
            <Head title="Read this code to your administrator" lead="On the telephone or face to face, never by mail or chat. They type it at their computer, and admit this one. Do not let anybody read a code to you." />
            <form class="desk-door" on:submit=submit novalidate aria-busy=move || wait.busy.get().to_string()>
                <ErrorSummary errors=wait.errors />
                <Spoken id="join-code" what="This screen shows" code />
                <dl class="govuk-summary-list desk-gap-below">
                    {line("For", name)}
                    {line("Unit", prison)}
                    {line("Computer", computer)}
                    {line("Asked", asked)}
                    {line("Server", server)}
                </dl>
                {move || wait.asks.get().then(|| view! {
                    <Field id="passphrase" label="The passphrase that you chose" error=wait.errors.of("passphrase")>
                        <Passphrase id="passphrase" value=wait.typed wrong=wait.errors.at("passphrase") autocomplete="current-password" />
                    </Field>
                })}
                <div role="status" class="desk-gap-below">
                    {move || wait.refused.get().map(|at| turned_away(&at))}
                    {move || wait.said.get().map(|(kind, words)| view! { <Sign kind>{words}</Sign> })}
                </div>
                {move || wait.fetches.get().then(|| view! { <Bar what="Fetching what the unit has" /> })}
                <div class="desk-row desk-row--wide">
                    <button type="submit" class="govuk-button">{act}<kbd>"Enter"</kbd></button>
                    <button type="button" class="desk-link" on:click=move |_| setup.go(Step::Choose)>"Back: it goes on waiting"</button>
                    <button type="button" class="desk-link" on:click=move |_| wait.abandon()>"Give up: nothing stays on this computer"</button>
                </div>
            </form>
        </div>
    }
}

/// An administrator refused this computer.
fn turned_away(at: &str) -> impl IntoView + use<> {
    let words = format!("An administrator refused this computer: {}", dates::said_at(at));
    view! {
        <Sign kind=Kind::Not>{words}</Sign>
        <p class="desk-gap-above">"Ask them why. If it was a mistake, ask again: the code stays the same."</p>
    }
}

fn look_by_itself(wait: Wait) {
    if let Ok(timer) = set_interval_with_handle(move || wait.look(false), LOOK_EVERY) {
        on_cleanup(move || timer.clear());
    }
}

fn line(key: &'static str, value: String) -> impl IntoView {
    view! {
        <div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">{key}</dt><dd class="govuk-summary-list__value desk-path">{value}</dd></div>
    }
}
