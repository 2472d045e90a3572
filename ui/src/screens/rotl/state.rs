//! The list of applications as it has come, and which of them are shown. It survives leaving the screen.

use std::sync::Arc;

use api::{ApplicationRow, Applications, ApplicationsView, Problem, ReleaseStatus, Right};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::parts::clear;
use crate::route::Place;
use crate::screens::rotl::counts::Kept;

/// The unit's applications.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    /// Only those that stand so; nothing: what something can still come of.
    pub(super) status: RwSignal<Option<ReleaseStatus>>,
    /// Only of one's own cases.
    pub(super) mine: RwSignal<bool>,
    /// What has come.
    pub(super) view: RwSignal<Option<Arc<ApplicationsView>>>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The table.
    pub(super) grid: grid::State,
    /// What they come to in numbers.
    pub(super) counts: Kept,
    /// Which question is being asked.
    question: StoredValue<u64>,
}

impl State {
    /// A POM begins with their own cases, everybody else with all.
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            status: RwSignal::new(None),
            mine: RwSignal::new(desk.person.is("pom")),
            view: RwSignal::new(None),
            problem: RwSignal::new(None),
            grid: grid::State::new(RwSignal::new(0)),
            counts: Kept::new(desk.speak),
            question: StoredValue::new(0),
        }
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn refresh(self) {
        clear(self.problem);
        self.question.update_value(|question| *question += 1);
        let question = self.question.get_value();
        let asked = Applications { status: self.status.get_untracked(), mine: self.mine.get_untracked() };
        leptos::task::spawn_local(async move {
            let answer = backend::call(asked).await;
            if self.question.try_get_value() != Some(question) {
                return;
            }
            match answer {
                Ok(view) => self.take(view),
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn take(self, view: ApplicationsView) {
        let rows = u32::try_from(view.rows.len()).unwrap_or(u32::MAX);
        self.view.set(Some(Arc::new(view)));
        self.grid.total.set(rows);
        if self.grid.current.get_untracked() >= rows {
            self.grid.to_top();
        }
    }

    /// Shows others.
    pub(super) fn show(self, status: Option<ReleaseStatus>) {
        self.status.set(status);
        self.grid.to_top();
        self.refresh();
    }

    /// One's own cases, or all.
    pub(super) fn show_mine(self, mine: bool) {
        self.mine.set(mine);
        self.grid.to_top();
        self.refresh();
    }

    /// A row.
    pub(super) fn row(self, index: u32) -> Option<ApplicationRow> {
        let index = usize::try_from(index).ok()?;
        self.view.with(|view| view.as_ref()?.rows.get(index).cloned())
    }

    /// How many stand so.
    pub(super) fn count(self, status: ReleaseStatus) -> u32 {
        self.view.with(|view| {
            let counts = view.iter().flat_map(|view| &view.counts);
            counts.filter(|(of, _)| *of == status).map(|(_, count)| *count).sum()
        })
    }

    /// Opens the application of a row.
    pub(super) fn open(self, index: u32) {
        if let Some(row) = untrack(|| self.row(index)) {
            self.desk.route.go(Place::application(row.number, row.id));
        }
    }

    /// Begins a new one: for whom is asked first.
    pub(super) fn apply(self) {
        self.desk.route.go(Place::application("", ""));
    }

    /// Whether somebody may write applications.
    pub(super) fn may_apply(self) -> bool {
        self.desk.person.may(Right::ApplyForRelease)
    }
}
