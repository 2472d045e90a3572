//! An import as far as it has come. It survives leaving the screen: a plan goes on waiting, and what was begun goes on.

use std::sync::Arc;

use api::{Code, ImportPlanView, Imports, ImportsView, PlanFilter, PlannedPeople, PlannedPersonView, Problem};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::grid::{self, Rows, WINDOW};
use crate::parts::Errors;
use crate::route::Screen;
use crate::screens::import::deadlines;
use crate::screens::import::words;
use crate::{backend, page};

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    /// Nothing is chosen.
    Choose,
    /// Files are read.
    Reading,
    /// A plan is on the screen.
    Planned,
    /// It is taken.
    Taking,
    /// It was taken.
    Taken,
}

/// An import.
#[derive(Clone, Copy)]
pub(crate) struct State {
    /// What every screen may reach.
    pub(super) desk: Desk,
    /// How far it is.
    pub(super) phase: RwSignal<Phase>,
    /// Where the file or folder is, as typed or chosen.
    pub(super) path: RwSignal<String>,
    /// What is wrong with that.
    pub(super) errors: Errors,
    /// What was imported before; nothing, until it is known.
    pub(super) before: RwSignal<Option<ImportsView>>,
    /// The plan that waits, is taken, or was.
    pub(super) plan: RwSignal<Option<Arc<ImportPlanView>>>,
    /// Whom of it to show.
    pub(super) filter: RwSignal<PlanFilter>,
    /// Them, as far as they have come.
    pub(super) rows: Rows<PlannedPersonView>,
    /// The table of them.
    pub(super) grid: grid::State,
    /// What deadlines it would move.
    pub(super) deadlines: RwSignal<deadlines::Answer>,
    /// Whether they are shown in place of whom it concerns.
    pub(super) by_deadline: RwSignal<bool>,
    /// Why it could not be taken.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Whether somebody has asked for what goes on to stop.
    pub(super) stopping: RwSignal<bool>,
    /// Whether anything new was in what was taken.
    pub(super) news: RwSignal<bool>,
}

impl State {
    /// Nothing is chosen yet.
    pub(crate) fn new(desk: Desk) -> Self {
        let rows = Rows::new();
        Self {
            desk,
            phase: RwSignal::new(Phase::Choose),
            path: RwSignal::new(String::new()),
            errors: Errors::none(),
            before: RwSignal::new(None),
            plan: RwSignal::new(None),
            filter: RwSignal::new(PlanFilter::Touched),
            rows,
            grid: grid::State::new(rows.total),
            deadlines: RwSignal::new(None),
            by_deadline: RwSignal::new(false),
            problem: RwSignal::new(None),
            stopping: RwSignal::new(false),
            news: RwSignal::new(true),
        }
    }

    /// Asks what was imported before. Without an answer an import can still be made; the places that tell of it stay empty.
    pub(super) fn refresh(self) {
        leptos::task::spawn_local(async move {
            match backend::call(Imports {}).await {
                Ok(before) => {
                    self.before.try_set(Some(before));
                }
                Err(problem) if problem.code == Code::Locked => {}
                Err(problem) => self.desk.failed(&problem),
            }
        });
    }

    /// Reads what is named in the field.
    pub(super) fn read_typed(self) {
        self.read(vec![self.path.get_untracked()]);
    }

    /// Reads files or folders, and shows what importing them would do.
    pub(super) fn read(self, paths: Vec<String>) {
        self.errors.clear();
        self.begin(Phase::Reading);
        leptos::task::spawn_local(async move {
            match backend::call(api::PlanImport { paths }).await {
                Ok(plan) => self.show(plan),
                Err(problem) => {
                    self.phase.try_set(Phase::Choose);
                    if problem.code == Code::Stopped {
                        self.desk.speak.say("Reading was stopped. Nothing was changed");
                        page::focus_soon("path");
                    } else {
                        self.errors.show_one(problem);
                    }
                }
            }
        });
    }

    fn show(self, plan: ImportPlanView) {
        self.desk.speak.say(words::plan_spoken(&plan));
        self.filter.set(if plan.dates_moved > 0 { PlanFilter::DatesMove } else { PlanFilter::Touched });
        self.plan.set(Some(Arc::new(plan)));
        self.phase.set(Phase::Planned);
        self.deadlines.set(None);
        self.by_deadline.set(false);
        deadlines::ask(self);
        self.ask_anew();
        page::focus_soon("plan-head");
    }

    fn begin(self, phase: Phase) {
        self.stopping.set(false);
        self.problem.set(None);
        self.phase.set(phase);
        page::focus_soon("main");
    }

    /// What goes on is to stop. The call that is stopped says when it has.
    pub(super) fn stop(self) {
        self.stopping.set(true);
        leptos::task::spawn_local(async move {
            if let Err(problem) = backend::call(api::StopImport {}).await {
                self.desk.failed(&problem);
            }
        });
    }

    /// Takes the plan: all of it or nothing.
    pub(super) fn take(self) {
        if self.phase.get_untracked() != Phase::Planned {
            return;
        }
        self.begin(Phase::Taking);
        leptos::task::spawn_local(async move {
            match backend::call(api::TakeImport {}).await {
                Ok(done) => self.taken(done.entries > 0),
                Err(problem) => self.not_taken(problem),
            }
        });
    }

    fn taken(self, news: bool) {
        self.news.set(news);
        self.phase.set(Phase::Taken);
        self.path.set(String::new());
        self.refresh();
        let words = self.plan.with_untracked(|plan| plan.as_deref().map(words::receipt).unwrap_or_default());
        if untrack(|| self.desk.route.place()).screen == Screen::Import {
            page::focus_soon("receipt");
        } else {
            self.desk.toast.show(self.desk.speak, words);
        }
    }

    fn not_taken(self, problem: Problem) {
        self.phase.set(Phase::Planned);
        if problem.code == Code::Stopped {
            self.desk.speak.say("The import was stopped. Nothing was changed, and the plan still waits");
            page::focus_soon("plan-head");
        } else {
            self.problem.set(Some(problem));
            page::focus_soon("plan-problem");
        }
    }

    /// Drops the plan: another file is chosen, or none.
    pub(super) fn leave(self) {
        let waits = self.phase.get_untracked() == Phase::Planned;
        self.phase.set(Phase::Choose);
        self.plan.set(None);
        self.problem.set(None);
        page::focus_soon("path");
        if waits {
            self.desk.speak.say("The plan was dropped. Nothing was changed");
            leptos::task::spawn_local(async move {
                if let Err(problem) = backend::call(api::DropImport {}).await {
                    self.desk.failed(&problem);
                }
            });
        }
    }

    /// Shows other people of the plan, from the top.
    pub(super) fn narrow(self, filter: PlanFilter) {
        self.by_deadline.set(false);
        if self.filter.get_untracked() != filter {
            self.filter.set(filter);
            self.ask_anew();
        }
    }

    fn ask_anew(self) {
        self.grid.to_top();
        if let Some(pane) = page::element(&format!("{}-pane", super::people::TABLE)) {
            pane.set_scroll_top(0);
        }
        let question = self.rows.ask_anew(0);
        self.ask(question, 0, true);
    }

    /// Asks for the windows around these rows that have not been asked for.
    pub(super) fn fetch(self, near: &std::ops::Range<u32>) {
        let question = self.rows.question();
        for start in self.rows.missing(near) {
            self.ask(question, start, false);
        }
    }

    fn ask(self, question: u64, start: u32, first: bool) {
        let request = PlannedPeople { filter: self.filter.get_untracked(), offset: start, limit: WINDOW };
        leptos::task::spawn_local(async move {
            match backend::call(request).await {
                Ok(view) => {
                    self.rows.take(question, start, view.rows, view.all, first);
                }
                Err(problem) => {
                    self.rows.forget(question, start);
                    if self.rows.question() == question {
                        self.desk.failed(&problem);
                    }
                }
            }
        });
    }
}
