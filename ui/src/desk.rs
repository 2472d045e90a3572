//! What every screen may reach: who is here, where they are, the keys, the live regions, this computer's preferences.

use std::time::Duration;

use api::{Preferences, Problem, Right, SignedIn};
use leptos::prelude::*;

use crate::keys::Keys;
use crate::look::Look;
use crate::page::Room;
use crate::route::{Place, Route, Screen};
use crate::screens::drafts::Journal;
use crate::standing::Standing;
use crate::undo::Undo;
use crate::{backend, page};

/// How long what was done stands on the screen. The key and the palette take it back for longer.
const TOAST: Duration = Duration::from_secs(10);

/// What stands over the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Over {
    /// The command palette.
    Palette,
    /// The list of all keys.
    Keys,
}

/// The two live regions.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Speak {
    /// For what is good to know: saved, counts, drafts.
    pub(crate) polite: RwSignal<String>,
    /// For what went wrong.
    pub(crate) alert: RwSignal<String>,
}

impl Speak {
    /// Says something when the screen reader has nothing else to say.
    pub(crate) fn say(self, words: impl Into<String>) {
        self.polite.try_set(words.into());
    }

    /// Says at once what went wrong.
    pub(crate) fn warn(self, words: impl Into<String>) {
        self.alert.try_set(words.into());
    }
}

/// What was just done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Toast {
    /// In words.
    pub(crate) words: RwSignal<String>,
    /// Whether somebody is at it: it stays until they have left.
    pub(crate) held: RwSignal<bool>,
    /// Which one it is: a later one stays its own time.
    count: RwSignal<u32>,
}

impl Toast {
    fn nothing() -> Self {
        Self { words: RwSignal::new(String::new()), held: RwSignal::new(false), count: RwSignal::new(0) }
    }

    /// Shows what was done, for a while, and says it.
    pub(crate) fn show(self, speak: Speak, words: impl Into<String>) {
        let words = words.into();
        speak.say(words.clone());
        self.show_only(words);
    }

    /// Shows something for a while that is said otherwise.
    pub(crate) fn show_only(self, words: impl Into<String>) {
        self.held.try_set(false);
        if self.words.try_set(words.into()).is_some() {
            return;
        }
        let count = self.count.get_untracked() + 1;
        self.count.set(count);
        self.go_after_a_while(count);
    }

    fn go_after_a_while(self, count: u32) {
        set_timeout(
            move || {
                if self.count.try_get_untracked() != Some(count) {
                    return;
                }
                if self.held.get_untracked() {
                    self.go_after_a_while(count);
                } else {
                    self.words.set(String::new());
                }
            },
            TOAST,
        );
    }
}

/// Who is here and what they may.
#[derive(Clone, Copy)]
pub(crate) struct Person(StoredValue<SignedIn>);

impl Person {
    /// Reads something of them.
    pub(crate) fn with<T>(self, read: impl FnOnce(&SignedIn) -> T) -> T {
        self.0.with_value(read)
    }

    /// Whether they may.
    pub(crate) fn may(self, right: Right) -> bool {
        self.with(|person| person.may(right))
    }

    /// Whether this is one of their roles.
    pub(crate) fn is(self, role: &str) -> bool {
        self.with(|person| person.roles.iter().any(|own| own == role))
    }

    /// Today in London, ISO.
    pub(crate) fn today(self) -> String {
        self.with(|person| person.today.clone())
    }
}

/// What every screen may reach.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// Who is here.
    pub(crate) person: Person,
    /// Where they are.
    pub(crate) route: Route,
    /// The keyboard.
    pub(crate) keys: Keys,
    /// The live regions.
    pub(crate) speak: Speak,
    /// What was just done.
    pub(crate) toast: Toast,
    /// Taking it back.
    pub(crate) undo: Undo,
    /// Where this device stands with its server.
    pub(crate) standing: Standing,
    /// What stands over the screen.
    pub(crate) over: RwSignal<Option<Over>>,
    /// This computer's preferences.
    pub(crate) preferences: RwSignal<Preferences>,
    /// The same, to change them.
    pub(crate) look: Look,
    /// What is being typed, if anything: it is kept before the window locks.
    pub(crate) typing: StoredValue<Option<Journal>>,
    /// How much room the window has.
    room: Memo<Room>,
    /// Whether somebody unfolded the navigation of a narrow window.
    unfolded: RwSignal<bool>,
}

/// Where somebody begins: whoever owes things by their role with what they owe, whoever stands at the gate with its list, everybody else with
/// the cases.
fn start(person: &SignedIn) -> Screen {
    const OWES: [&str; 4] = ["pom", "keyworker", "head-of-omu-delivery", "case-administrator"];
    let is = |role: &str| person.roles.iter().any(|own| own == role);
    if OWES.into_iter().any(is) {
        Screen::MyDay
    } else if is("gate-officer") || !person.may(Right::ReadCases) {
        Screen::GateList
    } else {
        Screen::Caseload
    }
}

impl Desk {
    /// For somebody who has just come in.
    pub(crate) fn open(person: SignedIn, look: Look) -> Self {
        let preferences = look.own;
        let characters = Signal::derive(move || preferences.with(|preferences| preferences.single_keys));
        Self {
            route: Route::begin(Place::of(start(&person))),
            person: Person(StoredValue::new(person)),
            keys: Keys::listen(characters),
            speak: Speak { polite: RwSignal::new(String::new()), alert: RwSignal::new(String::new()) },
            toast: Toast::nothing(),
            undo: Undo::nothing(),
            standing: Standing::listen(),
            over: RwSignal::new(None),
            preferences,
            look,
            typing: StoredValue::new(None),
            room: expect_context(),
            unfolded: RwSignal::new(false),
        }
    }

    /// Whether the navigation is folded.
    pub(crate) fn folded(self) -> bool {
        if self.narrow() { !self.unfolded.get() } else { self.preferences.with(|own| own.folded) }
    }

    fn narrow(self) -> bool {
        matches!(self.room.get(), Room::Narrow | Room::Stacked)
    }

    /// Folds it or unfolds it: in a wide window for good, in a narrow one for now.
    pub(crate) fn fold(self) {
        if untrack(|| self.narrow()) {
            self.unfolded.update(|unfolded| *unfolded = !*unfolded);
        } else {
            self.prefer(|own| own.folded = !own.folded);
        }
    }

    /// The one that the frame has opened.
    pub(crate) fn here() -> Self {
        // Every screen is inside the frame, which provides it before anything else.
        expect_context()
    }

    /// Changes a preference, shows it at once, and keeps it.
    pub(crate) fn prefer(self, change: impl FnOnce(&mut Preferences)) {
        self.look.change(change);
    }

    /// Locks at once. The page is loaded afresh whatever comes back.
    pub(crate) fn lock(self) {
        leptos::task::spawn_local(async move {
            self.keep_what_is_typed().await;
            // If the record side cannot answer, the fresh page asks it how things stand.
            let _locked = backend::call(api::Lock {}).await;
            page::reload();
        });
    }

    /// The window is about to lock or close, and waits a moment for what is being typed.
    pub(crate) fn leave(self) {
        leptos::task::spawn_local(async move {
            self.keep_what_is_typed().await;
            // The window does not wait longer than a second, whether it hears this or not.
            let _heard = backend::call(api::DraftsKept {}).await;
        });
    }

    async fn keep_what_is_typed(self) {
        if let Some(journal) = self.typing.try_get_value().flatten() {
            journal.keep().await;
        }
    }

    /// Says what went wrong where no form can show it.
    pub(crate) fn failed(self, problem: &Problem) {
        self.speak.warn(format!("{}. {}", problem.message, problem.remedy));
    }
}
