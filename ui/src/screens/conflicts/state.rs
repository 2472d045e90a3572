//! What is in conflict, as it has come.

use std::sync::Arc;

use api::{Conflicts, OpenConflictView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::page;
use crate::parts::clear;
use crate::route::Place;
use crate::screens::conflicts::list::TABLE;

/// What is in conflict.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Whether anything has come yet.
    pub(super) answered: RwSignal<bool>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The list.
    pub(super) grid: grid::State,
    all: RwSignal<Vec<Arc<OpenConflictView>>>,
}

impl State {
    /// Asks what there is, and again whenever other devices have sent something.
    pub(super) fn open(desk: Desk) -> Self {
        let all = RwSignal::new(Vec::<Arc<OpenConflictView>>::new());
        let total = RwSignal::new(0);
        Effect::new(move |_| total.set(all.with(|all| u32::try_from(all.len()).unwrap_or(u32::MAX))));
        let state = Self {
            desk,
            answered: RwSignal::new(false),
            problem: RwSignal::new(None),
            grid: grid::State::new(total),
            all,
        };
        state.ask();
        desk.standing.on_arrival(move || state.ask());
        state
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(Conflicts {}).await {
                Ok(all) => {
                    let count = all.len();
                    if self.all.try_set(all.into_iter().map(Arc::new).collect()).is_none() {
                        if usize::try_from(self.grid.current.get_untracked()).is_ok_and(|current| current >= count) {
                            self.grid.to_top();
                        }
                        self.answered.set(true);
                        grid::take_focus(TABLE, self.grid);
                    }
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// The conflict of a row.
    pub(super) fn row(self, index: u32) -> Option<Arc<OpenConflictView>> {
        self.all.with(|all| all.get(usize::try_from(index).ok()?).cloned())
    }

    /// The current one.
    pub(super) fn current(self) -> Option<Arc<OpenConflictView>> {
        self.row(self.grid.current.get())
    }

    /// Opens the case file of the current one.
    pub(super) fn open_case(self) {
        if let Some(open) = untrack(|| self.current()) {
            self.desk.route.go(Place::case(open.number.clone()));
        }
    }

    /// Back to the list.
    pub(super) fn back(self) {
        page::focus(&format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }

    /// One was settled.
    pub(super) fn settled(self, words: String) {
        self.desk.toast.show(self.desk.speak, words);
        page::focus("main");
        self.ask();
    }
}
