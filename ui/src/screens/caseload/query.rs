//! What is asked of the caseload and what has come: it survives leaving the screen, and the case file walks through it.

use std::collections::BTreeSet;
use std::time::Duration;

use api::{CaseRowView, Caseload, CaseloadChoicesView, Filter, Problem, Sort};
use leptos::prelude::*;

use crate::backend;
use crate::dates::Day;
use crate::desk::Desk;
use crate::grid::{self, Rows, WINDOW};
use crate::parts::{Early, clear, save};
use crate::screens::caseload::views::View;

/// The most rows that one answer holds.
const MOST_AT_ONCE: u32 = 500;
/// How long an answer stands before the rest of the list is asked for: whoever types on has asked something else by then.
const REST: Duration = Duration::from_millis(400);
/// The longest list that comes whole. Of a longer one, what is scrolled to.
const WHOLE: u32 = 4_000;

/// The caseload as somebody has set it up.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    /// Whom to show.
    pub(super) filter: RwSignal<Filter>,
    /// In which order.
    pub(super) sort: RwSignal<(Sort, bool)>,
    /// What has come.
    pub(super) rows: Rows<CaseRowView>,
    /// Whether any answer has come yet.
    pub(super) answered: RwSignal<bool>,
    /// Why none could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The table.
    pub(super) grid: grid::State,
    /// The numbers of those who are selected.
    pub(super) selected: RwSignal<BTreeSet<String>>,
    /// What the filters can be set to.
    pub(super) choices: RwSignal<CaseloadChoicesView>,
    /// The views of this person.
    pub(super) views: RwSignal<Vec<View>>,
    /// Whether the less common filters are shown.
    pub(super) more: RwSignal<bool>,
    /// Whether those who are selected are being allocated.
    pub(super) allocating: RwSignal<bool>,
    /// Whether the list was asked for before its screen is there.
    early: Early,
}

impl State {
    /// As it is when somebody comes in: those who are theirs, by name.
    pub(crate) fn new(desk: Desk) -> Self {
        let rows = Rows::new();
        let state = Self {
            desk,
            filter: RwSignal::new(own(desk)),
            sort: RwSignal::new((Sort::Name, false)),
            rows,
            answered: RwSignal::new(false),
            problem: RwSignal::new(None),
            grid: grid::State::new(rows.total),
            selected: RwSignal::new(BTreeSet::new()),
            choices: RwSignal::new(CaseloadChoicesView::default()),
            views: RwSignal::new(Vec::new()),
            more: RwSignal::new(false),
            allocating: RwSignal::new(false),
            early: Early::new(),
        };
        state.views.set(super::views::built_in(state));
        state
    }

    /// Whether this person sees prisoners as a keyworker only.
    pub(super) fn is_of_keyworker(self) -> bool {
        self.desk.person.is("keyworker") && self.desk.person.with(|person| person.roles.len() == 1)
    }

    /// Whether any answer has come yet.
    pub(crate) fn has_come(self) -> bool {
        self.answered.get()
    }

    /// Today in London.
    pub(super) fn today(self) -> Option<Day> {
        Day::read(&self.desk.person.today())
    }

    /// Asks for the list before its screen is there.
    pub(crate) fn ask_early(self) {
        self.early.ask(|| self.refresh());
    }

    /// Somebody comes to the screen.
    pub(super) fn come(self) {
        self.early.come(|| self.refresh());
    }

    /// Asks for everything again: rows that are shown stay until the answer is here. They come first, what the filters can be set to after them.
    pub(super) fn refresh(self) {
        let start = self.grid.seen.get_untracked().start / WINDOW * WINDOW;
        let rows = self.ask_from(start);
        leptos::task::spawn_local(async move {
            rows.await;
            self.ask_for_choices();
            super::views::load(self);
        });
    }

    /// Asks another question, and shows its answer from the top.
    pub(super) fn ask_anew(self) {
        self.grid.to_top();
        if let Some(pane) = crate::page::element(&format!("{}-pane", super::table::TABLE)) {
            pane.set_scroll_top(0);
        }
        leptos::task::spawn_local(self.ask_from(0));
    }

    fn ask_from(self, start: u32) -> impl Future<Output = ()> {
        clear(self.problem);
        let question = self.rows.ask_anew(start);
        async move {
            if self.ask(question, start, true).await {
                self.answered.try_set(true);
                self.fetch(&self.grid.on_page.get_untracked());
                self.bring_the_rest(question);
            }
        }
    }

    /// Asks for the windows around these rows that have not been asked for.
    pub(super) fn fetch(self, near: &std::ops::Range<u32>) {
        if !self.answered.get_untracked() {
            return;
        }
        let question = self.rows.question();
        for start in self.rows.missing(near) {
            leptos::task::spawn_local(async move {
                self.ask(question, start, false).await;
            });
        }
    }

    /// Once somebody rests at an answer, the rest of it comes too: its end, and the neighbours of every case, are then there at once.
    fn bring_the_rest(self, question: u64) {
        let bring = async move {
            while self.rows.question() == question {
                let Some(start) = self.rows.next_missing(WHOLE) else { break };
                if !self.ask(question, start, false).await {
                    break;
                }
            }
        };
        set_timeout(move || leptos::task::spawn_local(bring), REST);
    }

    /// Asks for a window of rows. Says whether it came.
    async fn ask(self, question: u64, start: u32, first: bool) -> bool {
        match backend::call(self.query(start, WINDOW)).await {
            Ok(view) => {
                let taken = self.rows.take(question, start, view.rows, view.all, first);
                if taken {
                    self.not_past_the_end();
                }
                taken
            }
            Err(problem) => {
                self.rows.forget(question, start);
                if self.rows.question() == question {
                    self.problem.try_set(Some(problem));
                }
                false
            }
        }
    }

    fn not_past_the_end(self) {
        let last = self.rows.total.get_untracked().saturating_sub(1);
        if self.grid.current.get_untracked() > last {
            self.grid.current.set(last);
        }
    }

    /// The question as a call.
    pub(super) fn query(self, offset: u32, limit: u32) -> Caseload {
        let (sort, descending) = self.sort.get_untracked();
        Caseload { filter: self.filter.get_untracked(), sort, descending, offset, limit }
    }

    /// Changes whom to show.
    pub(super) fn narrow(self, change: impl FnOnce(&mut Filter)) {
        let before = self.filter.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.filter.set(after);
            self.ask_anew();
        }
    }

    /// Sorts by a column; by the same column again the other way round.
    pub(super) fn sort_by(self, by: Sort) {
        let (now, descending) = self.sort.get_untracked();
        self.sort.set(if now == by { (by, !descending) } else { (by, largest_first(by)) });
        self.ask_anew();
    }

    /// The current row.
    pub(super) fn current(self) -> Option<std::sync::Arc<CaseRowView>> {
        self.rows.get(self.grid.current.get())
    }

    /// The prison number of the case in hand.
    pub(crate) fn in_hand(self) -> Option<String> {
        untrack(|| self.current()).map(|row| row.number.clone())
    }

    /// The case before or after this one in the list, so many rows further.
    pub(crate) fn neighbour(self, number: &str, by: i64) -> Option<String> {
        let at = self.rows.position(|row| row.number == number)?;
        let to = u32::try_from(i64::from(at) + by).ok()?;
        let row = untrack(|| self.rows.get(to));
        self.fetch(&(to..to.saturating_add(1).min(self.rows.total.get_untracked())));
        let row = row?;
        self.grid.current.set(to);
        Some(row.number.clone())
    }

    /// Where a case is in the list: its place from 1, and how many there are.
    pub(crate) fn place_of(self, number: &str) -> Option<(u32, u32)> {
        let at = self.rows.position(|row| row.number == number)?;
        Some((at + 1, self.rows.total.get_untracked()))
    }

    /// Shows the cases of a member of staff.
    pub(crate) fn show_cases_of(self, staff: &str, as_keyworker: bool) {
        let staff = Some(staff.to_owned());
        let here = Some(true);
        self.filter.set(match as_keyworker {
            true => Filter { here, keyworker: staff, ..Filter::default() },
            false => Filter { here, pom: staff, ..Filter::default() },
        });
        self.ask_anew();
    }

    fn ask_for_choices(self) {
        leptos::task::spawn_local(async move {
            // Without them the lists of the filters are empty; the table itself says what is wrong.
            if let Ok(choices) = backend::call(api::CaseloadChoices {}).await {
                self.choices.try_set(choices);
            }
        });
    }

    /// Selects a row, or not any more.
    pub(super) fn select(self, index: u32) {
        let Some(row) = untrack(|| self.rows.get(index)) else { return };
        self.selected.update(|selected| {
            if !selected.remove(&row.number) {
                selected.insert(row.number.clone());
            }
        });
        self.desk.speak.say(format!("{} selected", self.selected.with_untracked(BTreeSet::len)));
    }

    /// Selects every case of the filter, a screenful at a time.
    pub(super) fn select_all(self) {
        let question = self.rows.question();
        leptos::task::spawn_local(async move {
            let mut numbers = BTreeSet::new();
            loop {
                let offset = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
                let Ok(view) = backend::call(self.query(offset, MOST_AT_ONCE)).await else { break };
                let before = numbers.len();
                numbers.extend(view.rows.into_iter().map(|row| row.number));
                if numbers.len() == before || u32::try_from(numbers.len()).is_ok_and(|count| count >= view.all) {
                    break;
                }
            }
            if self.rows.question() == question {
                self.desk.speak.say(format!("{} selected", numbers.len()));
                self.selected.try_set(numbers);
            }
        });
    }

    /// Selects nobody.
    pub(super) fn select_none(self) {
        self.selected.update(BTreeSet::clear);
    }

    /// Writes all rows of the filter to a file that the person names.
    pub(super) fn export(self) {
        save(self.desk, "caseload", move |file| api::ExportCaseload { query: self.query(0, 0), file });
    }
}

/// Whose cases somebody sees first: their own, where their role has some.
pub(super) fn own(desk: Desk) -> Filter {
    let id = desk.person.with(|person| person.id.clone());
    let mut filter = Filter { here: Some(true), ..Filter::default() };
    if desk.person.is("pom") {
        filter.pom = Some(id);
    } else if desk.person.is("keyworker") {
        filter.keyworker = Some(id);
    }
    filter
}

/// Counts are looked at for the many, risk for the high.
const fn largest_first(sort: Sort) -> bool {
    matches!(sort, Sort::OpenActions | Sort::Alerts | Sort::Rosh)
}
