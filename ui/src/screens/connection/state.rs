//! What the screen knows beside how the connection stands: what the server was caught at, and which form is open. One is at a time.

use api::{AlarmView, Alarms, ConnectionState, Problem, SyncNow};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::page;
use crate::parts::clear;

/// The heading of how it stands: whoever leaves a form comes back there.
pub(super) const HEAD: &str = "how-head";

/// The form that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// None.
    Nothing,
    /// The unit is connected to a server.
    Connecting,
    /// The evidence of an alarm is saved.
    Evidence(i64),
    /// What the server was caught at is settled.
    Settling,
    /// This computer goes on under new keys.
    Renewing,
    /// A file for another computer is written.
    Writing,
    /// A file of another computer is taken in.
    Reading,
    /// The code at the number of another computer is asked for.
    Comparing,
}

/// What the screen knows.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Why it could not be asked how it stands.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// What the server was caught at, the newest first.
    pub(super) alarms: RwSignal<Vec<AlarmView>>,
    /// Why that could not be read.
    pub(super) alarms_problem: RwSignal<Option<Problem>>,
    /// The form that is open.
    pub(super) doing: RwSignal<Doing>,
    /// Whether it is being sent and fetched because somebody asked for it.
    pub(super) busy: RwSignal<bool>,
}

impl State {
    /// Asks how it stands.
    pub(super) fn open(desk: Desk) -> Self {
        let state = Self {
            desk,
            problem: RwSignal::new(None),
            alarms: RwSignal::new(Vec::new()),
            alarms_problem: RwSignal::new(None),
            doing: RwSignal::new(Doing::Nothing),
            busy: RwSignal::new(false),
        };
        state.ask();
        // A server that is caught at something while somebody looks is shown with it.
        let stopped = Memo::new(move |_| desk.standing.state() == Some(ConnectionState::Stopped));
        Effect::new(move |_| {
            stopped.track();
            state.ask_for_alarms();
        });
        state
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(api::Connection {}).await {
                Ok(view) => self.desk.standing.take(view),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Asks what the server was caught at.
    pub(super) fn ask_for_alarms(self) {
        clear(self.alarms_problem);
        leptos::task::spawn_local(async move {
            match backend::call(Alarms {}).await {
                Ok(alarms) => {
                    self.alarms.try_set(alarms);
                }
                Err(problem) => {
                    self.alarms_problem.try_set(Some(problem));
                }
            }
        });
    }

    /// Sends and fetches now.
    pub(super) fn now(self) {
        let can = untrack(|| self.desk.standing.state()).is_some_and(reaches_out);
        if !can || self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        leptos::task::spawn_local(async move {
            let answer = backend::call(SyncNow {}).await;
            self.busy.try_set(false);
            if let Err(problem) = answer {
                self.desk.failed(&problem);
                self.desk.toast.show_only(format!("{} {}", problem.message, problem.remedy));
            }
            self.ask();
        });
    }

    /// Opens a form in the place of the one that is open.
    pub(super) fn begin(self, doing: Doing) {
        self.doing.set(doing);
    }

    /// Leaves the form.
    pub(super) fn leave(self) {
        self.doing.set(Doing::Nothing);
        page::focus_soon(HEAD);
    }

    /// Something was done: says so, and reads again.
    pub(super) fn done(self, words: impl Into<String>) {
        self.leave();
        self.desk.toast.show(self.desk.speak, words);
        self.ask();
        self.ask_for_alarms();
    }
}

/// Whether there is anything to send to and to fetch from now.
pub(super) const fn reaches_out(state: ConnectionState) -> bool {
    !matches!(state, ConnectionState::None | ConnectionState::Stopped)
}
