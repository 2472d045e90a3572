//! Where in the window somebody is. The way is kept in memory and never in the page's address, so that no prison number stands in it;
//! the browser's own back and forward (Alt with the arrow keys, the mouse's side buttons) walk along it.

use api::Stage;
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

/// A screen, with what it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub(crate) enum Screen {
    /// What is owed: by somebody, in their cases, in the unit.
    MyDay,
    /// Everybody, in a table.
    #[default]
    Caseload,
    /// One person.
    Case,
    /// The prisoners of a keyworker, and who is owed a session.
    KeyWork,
    /// A note is being written; with no number, about whom is asked first.
    NewNote,
    /// Something is added to a note that was recorded.
    Amend,
    /// The notes that were begun and not recorded.
    Drafts,
    /// Names, numbers and the words of notes, all that is found.
    Search,
    /// Who has a POM and a keyworker, and who should.
    Allocation,
    /// Who is handed over to the community, when, and what is late.
    Handover,
    /// The handover packs of the unit.
    Packs,
    /// The handover pack of one prisoner.
    Pack,
    /// Applications for release on temporary licence.
    Rotl,
    /// One of them; with no number, for whom is asked first, with none of its own, it is written.
    Application,
    /// How much each POM has.
    Workload,
    /// Who is out on temporary release, who is late, and what has been done about it.
    GateList,
    /// Exports of the prison system, read in.
    Import,
    /// The people of the unit and what they may.
    Staff,
    /// The unit's computers.
    Devices,
    /// What two people recorded while apart, in all cases.
    Conflicts,
    /// Cases that other prisons have sent.
    CasesSent,
    /// Where this computer stands with the server.
    Connection,
    /// What was recorded and not applied.
    Unapplied,
    /// This computer's settings.
    Settings,
}

/// A screen and whom it is about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Place {
    /// The screen.
    pub(crate) screen: Screen,
    /// The prison number that it is about; empty: about nobody.
    pub(crate) number: String,
    /// The note or the application that it is about; empty: about none in particular.
    pub(crate) note: String,
    /// The stage at which the application is opened; nothing: the one in hand.
    pub(crate) stage: Option<Stage>,
}

impl Place {
    /// A screen about nobody in particular.
    pub(crate) const fn of(screen: Screen) -> Self {
        Self { screen, number: String::new(), note: String::new(), stage: None }
    }

    /// Somebody's case file.
    pub(crate) fn case(number: impl Into<String>) -> Self {
        Self { screen: Screen::Case, number: number.into(), note: String::new(), stage: None }
    }

    /// Somebody's handover pack.
    pub(crate) fn pack(number: impl Into<String>) -> Self {
        Self { screen: Screen::Pack, number: number.into(), note: String::new(), stage: None }
    }

    /// A new note about somebody; an empty number asks about whom.
    pub(crate) fn new_note(number: impl Into<String>) -> Self {
        Self { screen: Screen::NewNote, number: number.into(), note: String::new(), stage: None }
    }

    /// An application of somebody for release on temporary licence; an empty one is a new one.
    pub(crate) fn application(number: impl Into<String>, id: impl Into<String>) -> Self {
        Self { screen: Screen::Application, number: number.into(), note: id.into(), stage: None }
    }

    /// The same, at a stage.
    pub(crate) fn application_at(number: impl Into<String>, id: impl Into<String>, stage: Stage) -> Self {
        Self { stage: Some(stage), ..Self::application(number, id) }
    }

    /// Adding to a note of somebody.
    pub(crate) fn amend(number: impl Into<String>, note: impl Into<String>) -> Self {
        Self { screen: Screen::Amend, number: number.into(), note: note.into(), stage: None }
    }
}

/// The way through the window so far.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Route {
    way: RwSignal<Vec<Place>>,
    step: RwSignal<usize>,
}

impl Route {
    /// Begins at a place and listens for back and forward, for as long as the owner lives.
    pub(crate) fn begin(at: Place) -> Self {
        let route = Self { way: RwSignal::new(vec![at]), step: RwSignal::new(0) };
        route.tell_history(false);
        let back_and_forward = window_event_listener(ev::popstate, move |event| {
            let step = event.state().as_f64().map_or(0, index);
            if route.way.with_untracked(|way| step < way.len()) {
                route.step.set(step);
            }
        });
        on_cleanup(move || back_and_forward.remove());
        route
    }

    /// Where somebody is.
    pub(crate) fn place(self) -> Place {
        let step = self.step.get();
        self.way.with(|way| way.get(step).cloned().unwrap_or_default())
    }

    /// Goes on; what lay ahead is forgotten.
    pub(crate) fn go(self, place: Place) {
        if untrack(|| self.place()) == place {
            return;
        }
        let step = self.step.get_untracked() + 1;
        self.way.update(|way| {
            way.truncate(step);
            way.push(place);
        });
        self.step.set(step);
        self.tell_history(true);
    }

    /// Changes whom the screen is about without a further step: the next case of a list is no place to go back to.
    pub(crate) fn swap(self, place: Place) {
        let step = self.step.get_untracked();
        self.way.update(|way| {
            if let Some(here) = way.get_mut(step) {
                *here = place;
            }
        });
    }

    /// Goes back, as the browser's own key does.
    pub(crate) fn back(self) {
        if self.step.get_untracked() > 0
            && let Ok(history) = window().history()
        {
            let _gone = history.back();
        }
    }

    fn tell_history(self, further: bool) {
        let Ok(history) = window().history() else { return };
        let step = JsValue::from(u32::try_from(self.step.get_untracked()).unwrap_or(0));
        // Without the browser's history the screens still work; only its keys do not.
        let _told = if further { history.push_state(&step, "") } else { history.replace_state(&step, "") };
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a small whole number that `tell_history` wrote"
)]
fn index(step: f64) -> usize {
    step as usize
}
