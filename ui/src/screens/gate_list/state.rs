//! The gate list as it was last read, the current row, and what is being done about it. It survives leaving the screen, and the navigation
//! counts by it who is late.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use api::{FailureAnswer, GateList, GateListView, GateRow, GateState, LateStep, Problem, Right, Way};
use leptos::prelude::*;

use crate::dates::Day;
use crate::desk::Desk;
use crate::parts::clear;
use crate::screens::gate_list::TABLE;
use crate::screens::gate_list::clock::due_at;
use crate::screens::gate_list::lines::{Line, heads, lines, nearest, place_of};
use crate::screens::gate_list::words::announced;
use crate::{backend, grid, page};

/// How often the list is read again.
const AGAIN: Duration = Duration::from_secs(60);
/// Whoever has just come in sees their first screen before this is asked.
const AT_FIRST: Duration = Duration::from_secs(1);

/// What is being done about a row, in the pane beside the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// Somebody goes out or is back, at a time that is given.
    At(Way),
    /// A time is put right.
    Correct(Way),
    /// Somebody goes out although something is lacking.
    Although,
    /// Somebody has come back: was there any concern?
    Concern,
    /// One of these steps is recorded, with words.
    Steps(Vec<LateStep>),
}

/// The gate list.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    /// The day that is shown; nothing: today.
    pub(super) day: RwSignal<Option<String>>,
    /// What has come.
    pub(super) view: RwSignal<Option<Arc<GateListView>>>,
    /// How it lies in the table.
    pub(super) lines: RwSignal<Arc<Vec<Line>>>,
    /// When it came, by the page's clock.
    read_at: RwSignal<f64>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The table.
    pub(super) grid: grid::State,
    /// What is being done, and about whom: whoever goes on to another row goes on about this one.
    pub(super) doing: RwSignal<Option<(Arc<GateRow>, Doing)>>,
    /// What was worrying about somebody's return, as it is being typed.
    pub(super) concern: RwSignal<String>,
    /// Whose failure report is open.
    pub(super) report: RwSignal<Option<Arc<GateRow>>>,
    /// Reports that were begun, by release.
    pub(super) begun: StoredValue<BTreeMap<String, Vec<FailureAnswer>>>,
    /// How many acts were recorded: what is known of a row is asked for again.
    pub(super) acts: RwSignal<u32>,
    /// How many are late today.
    pub(crate) late: RwSignal<u32>,
}

impl State {
    /// With nothing read yet.
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            day: RwSignal::new(None),
            view: RwSignal::new(None),
            lines: RwSignal::new(Arc::new(Vec::new())),
            read_at: RwSignal::new(0.0),
            problem: RwSignal::new(None),
            grid: grid::State::new(RwSignal::new(0)),
            doing: RwSignal::new(None),
            concern: RwSignal::new(String::new()),
            report: RwSignal::new(None),
            begun: StoredValue::new(BTreeMap::new()),
            acts: RwSignal::new(0),
            late: RwSignal::new(0),
        }
    }

    /// Whether any answer has come yet.
    pub(crate) fn has_come(self) -> bool {
        self.view.with(Option::is_some)
    }

    /// For whoever stands at the gate the list is read every minute wherever they are, so that nobody is late unheard.
    pub(crate) fn watch(self) {
        if self.desk.person.may(Right::RecordGate) {
            set_timeout(move || self.refresh(), AT_FIRST);
            self.every_minute();
        }
    }

    /// Reads the list every minute, as long as the owner lives.
    pub(super) fn every_minute(self) {
        if let Ok(timer) = set_interval_with_handle(move || self.refresh(), AGAIN) {
            on_cleanup(move || timer.clear());
        }
    }

    /// Reads the list again; the current row stays the current row.
    pub(super) fn refresh(self) {
        self.read(false);
    }

    /// Something was recorded: says so, and shows where the row stands now.
    pub(super) fn recorded(self, words: impl Into<String>) {
        self.desk.toast.show(self.desk.speak, words);
        self.acts.update(|acts| *acts += 1);
        self.read(true);
    }

    fn read(self, show: bool) {
        let Some(day) = self.day.try_get_untracked() else { return };
        leptos::task::spawn_local(async move {
            let answer = backend::call(GateList { day: day.clone() }).await;
            if self.day.try_get_untracked() != Some(day) {
                return;
            }
            match answer {
                Ok(view) => {
                    clear(self.problem);
                    self.take(view);
                    if show {
                        grid::show(TABLE, self.grid, self.grid.current.get_untracked());
                    }
                }
                // What was read before stays on the screen of whoever is elsewhere; the screen itself says what is wrong.
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    fn take(self, view: GateListView) {
        let is_today = self.day.with_untracked(Option::is_none);
        if is_today {
            self.late.set(view.figures.first().copied().unwrap_or(0));
            self.announce(&view);
        }
        let at = self.grid.current.get_untracked();
        let held = page::focused().is_some_and(|focused| focused.id() == format!("{TABLE}-{at}"));
        let before = untrack(|| self.current()).map(|row| row.release.clone());
        let lines = lines(&view.rows);
        let to = before.and_then(|release| place_of(&lines, &release)).unwrap_or_else(|| nearest(&lines, at));
        let total = u32::try_from(lines.len()).unwrap_or(u32::MAX);
        self.read_at.set(js_sys::Date::now());
        self.grid.heads.set(heads(&lines));
        self.lines.set(Arc::new(lines));
        self.view.set(Some(Arc::new(view)));
        if self.grid.total.get_untracked() != total {
            self.grid.total.set(total);
        }
        if to != at {
            self.grid.current.set(to);
            if held {
                request_animation_frame(move || {
                    page::focus_where_it_is(&format!("{TABLE}-{to}"));
                });
            }
        }
    }

    fn announce(self, view: &GateListView) {
        let said = self.view.with_untracked(|before| {
            before.as_ref().map(|before| announced(&before.rows, &view.rows)).unwrap_or_default()
        });
        if !said.is_empty() {
            self.desk.speak.warn(said.join(". "));
        }
    }

    /// Shows another day: so many days from the one that is shown.
    pub(super) fn other_day(self, by: i64) {
        let shown = self.view.with_untracked(|view| view.as_ref().map(|view| view.day.clone()));
        let Some(day) = shown.as_deref().and_then(Day::read) else { return };
        let to = day.plus(by).iso();
        let today = self.now().get(..10).is_some_and(|today| today == to);
        self.show_day((!today).then_some(to));
    }

    /// Shows a day; nothing: today.
    pub(super) fn show_day(self, day: Option<String>) {
        if self.day.with_untracked(|shown| *shown != day) {
            self.doing.set(None);
            self.day.set(day);
            self.grid.to_top();
            self.refresh();
        }
    }

    /// The row at a place.
    pub(super) fn row(self, place: u32) -> Option<Arc<GateRow>> {
        let place = usize::try_from(place).ok()?;
        self.lines.with(|lines| match lines.get(place) {
            Some(Line::Row(row)) => Some(Arc::clone(row)),
            _ => None,
        })
    }

    /// The current row.
    pub(super) fn current(self) -> Option<Arc<GateRow>> {
        self.row(self.grid.current.get())
    }

    /// Now in London, to the minute, when the list was read.
    pub(super) fn now(self) -> String {
        self.view.with(|view| view.as_ref().map(|view| view.now.clone()).unwrap_or_default())
    }

    /// Whether the person may record who goes out and comes back.
    pub(super) fn may_record(self) -> bool {
        self.view.with(|view| view.as_ref().is_some_and(|view| view.may_record))
    }

    /// How many seconds a release is late by the page's clock: negative before it is due.
    pub(super) fn seconds_late(self, release: &str) -> Option<i64> {
        let place = self.lines.with(|lines| place_of(lines, release))?;
        let row = self.row(place)?;
        let late = matches!(row.state, GateState::Late | GateState::Failed);
        let due = due_at(row.minutes, late, self.read_at.get());
        Some(seconds(js_sys::Date::now() - due))
    }

    /// Leaves what is being done: back to the row.
    pub(super) fn leave(self) {
        self.doing.set(None);
        page::focus_soon(format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }
}

#[expect(clippy::cast_possible_truncation, reason = "whole seconds of some days")]
fn seconds(milliseconds: f64) -> i64 {
    (milliseconds / 1000.0).floor() as i64
}
