//! What is asked of what is owed, and what has come: it survives leaving the screen, and the navigation counts by it.

use std::sync::Arc;

use api::{MyDay, MyDayView, Order, OwedKey, OwedRow, Owing, Problem, Theme, Whose};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid::{self, Rows, WINDOW};
use crate::page;
use crate::parts::{Choosable, Early, clear};
use crate::screens::case::Kept;
use crate::screens::my_day::layout::Layout;
use crate::screens::my_day::list::TABLE;
use crate::screens::my_day::settled::Settled;
use crate::screens::owed::Doing;

/// My day as somebody has set it up.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    /// Where a case file opens.
    pub(super) files: Kept,
    /// Whose, and which of it.
    pub(super) asked: RwSignal<MyDay>,
    /// What the last answer says of all of it; its rows are in [`State::rows`].
    pub(super) head: RwSignal<Option<Arc<MyDayView>>>,
    /// What has come.
    pub(super) rows: Rows<OwedRow>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The table: its places count the heads of groups too.
    pub(super) grid: grid::State,
    /// What the pane beside the list does, and about which row: whoever goes on to another goes on writing about this one.
    pub(super) doing: RwSignal<Option<(Arc<OwedRow>, Doing)>>,
    /// How many things this person owes by the end of the week.
    pub(crate) needs: RwSignal<u32>,
    /// Rows that were settled and have not gone yet.
    pub(super) settled: Settled,
    /// All rows, for paper.
    pub(super) paper: RwSignal<Option<Arc<Vec<OwedRow>>>>,
    /// The people of the unit, for whoever sees what they owe.
    pub(super) staff: RwSignal<Vec<Choosable>>,
    /// Whether the list was asked for before its screen is there.
    early: Early,
}

impl State {
    /// As it is when somebody comes in: what they owe themselves.
    pub(crate) fn new(desk: Desk) -> Self {
        Self {
            desk,
            files: expect_context(),
            asked: RwSignal::new(MyDay::default()),
            head: RwSignal::new(None),
            rows: Rows::new(),
            problem: RwSignal::new(None),
            grid: grid::State::new(RwSignal::new(0)),
            doing: RwSignal::new(None),
            needs: RwSignal::new(0),
            settled: Settled::none(),
            paper: RwSignal::new(None),
            staff: RwSignal::new(Vec::new()),
            early: Early::new(),
        }
    }

    /// Whether any answer has come yet.
    pub(crate) fn has_come(self) -> bool {
        self.head.with(Option::is_some)
    }

    /// How the list lies.
    pub(super) fn layout(self) -> Layout {
        Layout(self.head.with(|head| head.as_ref().map(|head| head.groups).unwrap_or_default()))
    }

    /// London's day, as the record has it.
    pub(super) fn today(self) -> String {
        self.head.with(|head| head.as_ref().map(|head| head.today.clone())).unwrap_or_else(|| self.desk.person.today())
    }

    /// The row at a place.
    pub(super) fn row(self, place: u32) -> Option<Arc<OwedRow>> {
        self.rows.get(self.layout().row(place)?)
    }

    /// The current row.
    pub(super) fn current(self) -> Option<Arc<OwedRow>> {
        self.row(self.grid.current.get())
    }

    /// What is listed of somebody, among the rows that have come.
    pub(super) fn listed(self, number: &str) -> Vec<OwedKey> {
        let all: u32 = untrack(|| self.layout()).0.iter().sum();
        let rows = (0..all).filter_map(|row| untrack(|| self.rows.get(row)));
        rows.filter(|row| row.number == number).map(|row| row.key.clone()).collect()
    }

    /// The prison number of the case in hand.
    pub(crate) fn in_hand(self) -> Option<String> {
        untrack(|| self.current()).map(|row| row.number.clone())
    }

    /// Counts again what this person owes, wherever they are.
    pub(crate) fn recount(self) {
        leptos::task::spawn_local(async move {
            // Without an answer the last count stands; the screen itself says what is wrong.
            if let Ok(view) = backend::call(MyDay { limit: 1, ..MyDay::default() }).await {
                self.count(&view);
            }
        });
    }

    fn count(self, view: &MyDayView) {
        let [overdue, today, week, _] = view.groups;
        let needs = overdue + today + week;
        if self.needs.try_get_untracked().is_some_and(|now| now != needs) {
            self.needs.set(needs);
        }
    }

    /// Asks for the list before its screen is there.
    pub(crate) fn ask_early(self) {
        self.early.ask(|| self.refresh());
    }

    /// Somebody comes to the screen.
    pub(super) fn come(self) {
        self.early.come(|| self.refresh());
    }

    /// Asks for everything again: rows that are shown stay until the answer is here.
    pub(super) fn refresh(self) {
        let seen = self.grid.seen.get_untracked().start;
        let start = untrack(|| self.layout()).row(seen).unwrap_or(0) / WINDOW * WINDOW;
        self.ask_from(start);
    }

    fn ask_anew(self) {
        self.grid.to_top();
        if let Some(pane) = page::element(&format!("{TABLE}-pane")) {
            pane.set_scroll_top(0);
        }
        self.ask_from(0);
    }

    fn ask_from(self, start: u32) {
        clear(self.problem);
        self.settled.forget();
        let question = self.rows.ask_anew(start);
        leptos::task::spawn_local(async move {
            if self.ask(question, start, true).await {
                self.fetch();
            }
        });
    }

    /// Asks for the windows around the rows that are on the page, as far as they have not been asked for.
    pub(super) fn fetch(self) {
        if self.head.try_with_untracked(Option::is_some) != Some(true) {
            return;
        }
        let near = untrack(|| self.layout().rows(&self.grid.on_page.get()));
        let question = self.rows.question();
        for start in self.rows.missing(&near) {
            leptos::task::spawn_local(async move {
                self.ask(question, start, false).await;
            });
        }
    }

    /// Asks for a window of rows. Says whether it came.
    async fn ask(self, question: u64, offset: u32, first: bool) -> bool {
        let Some(asked) = self.asked.try_get_untracked() else { return false };
        let plain = asked.whose == Whose::Mine && asked.theme.is_none() && asked.kind.is_none();
        match backend::call(MyDay { offset, limit: WINDOW, ..asked }).await {
            Ok(mut view) => {
                let rows = std::mem::take(&mut view.rows);
                if !self.rows.take(question, offset, rows, view.all, first) {
                    return false;
                }
                if plain {
                    self.count(&view);
                }
                self.take(view);
                true
            }
            Err(problem) => {
                self.rows.forget(question, offset);
                if self.rows.question() == question {
                    self.problem.try_set(Some(problem));
                }
                false
            }
        }
    }

    fn take(self, view: MyDayView) {
        let layout = Layout(view.groups);
        if self.grid.heads.with_untracked(|heads| *heads != layout.heads()) {
            self.grid.heads.set(layout.heads());
        }
        let current = self.grid.current.get_untracked();
        let nearest = layout.nearest(current);
        if self.head.with_untracked(|head| head.as_deref() != Some(&view)) {
            self.head.set(Some(Arc::new(view)));
        }
        if self.grid.total.get_untracked() != layout.places() {
            self.grid.total.set(layout.places());
        }
        if nearest != current {
            self.grid.current.set(nearest);
        }
    }

    fn change(self, change: impl FnOnce(&mut MyDay)) {
        let before = self.asked.get_untracked();
        let mut after = before.clone();
        change(&mut after);
        if after != before {
            self.doing.set(None);
            self.asked.set(after);
            self.ask_anew();
        }
    }

    /// Shows somebody else's; which kinds, is asked anew.
    pub(super) fn show(self, whose: Whose) {
        self.change(|asked| *asked = MyDay { whose, sort: asked.sort, ..MyDay::default() });
    }

    /// Shows the same in another order.
    pub(super) fn sort(self, sort: Order) {
        self.change(|asked| asked.sort = sort);
    }

    /// Shows one theme, or all.
    pub(super) fn show_theme(self, theme: Option<Theme>) {
        self.change(|asked| {
            asked.theme = theme;
            asked.kind = None;
        });
    }

    /// Shows one kind, or all.
    pub(super) fn show_kind(self, kind: Option<Owing>) {
        self.change(|asked| {
            asked.kind = kind;
            asked.theme = None;
        });
    }

    /// Whether the signed-in person sees what the whole unit owes.
    pub(super) fn sees_unit(self) -> bool {
        self.head.with(|head| head.as_ref().is_some_and(|head| head.sees_unit))
    }

    /// Asks who there is, once, for whoever chooses among them.
    pub(super) fn ask_for_staff(self) {
        if !self.staff.with_untracked(Vec::is_empty) {
            return;
        }
        leptos::task::spawn_local(async move {
            // Without them the list has nobody in it; what the unit owes is there all the same.
            if let Ok(staff) = backend::call(api::Staff {}).await {
                let here = staff.into_iter().filter(|member| !member.roles.is_empty());
                self.staff.try_set(here.map(|member| (member.id, member.name)).collect());
            }
        });
    }

    /// Leaves a form: back to the row.
    pub(super) fn leave(self) {
        self.doing.set(None);
        page::focus_soon(format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }

    /// Something was recorded about somebody: says so, and the rows that it settled go after a while.
    pub(super) fn recorded(self, number: String, words: String) {
        self.desk.toast.show(self.desk.speak, words);
        self.leave();
        self.settled.look(self, number);
    }
}
