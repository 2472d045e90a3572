//! The board as it has come, whose handovers it shows, and the current card. It survives leaving the screen.

use std::sync::Arc;

use api::{Column, ExportHandovers, HandoverBoard, HandoverBoardView, HandoverCard, Problem, Responsibility};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::page;
use crate::parts::{Asked, clear, save};
use crate::screens::handover::table::{TABLE, in_table_order};

/// The columns, in the order in which they stand.
pub(super) const COLUMNS: [Column; 4] =
    [Column::Upcoming, Column::InProgress, Column::ComMissing, Column::TasksOverdue];

/// The handover board.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    /// Whose.
    pub(super) asked: RwSignal<HandoverBoard>,
    /// What has come.
    pub(super) view: RwSignal<Option<Arc<HandoverBoardView>>>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The current card: its column and its place in it.
    pub(super) current: RwSignal<(usize, usize)>,
    /// Whether the cases stand in a table.
    pub(super) as_table: RwSignal<bool>,
    /// The table: its current row.
    pub(super) grid: grid::State,
    /// By which column of the table, and whether the other way round.
    pub(super) sorted: RwSignal<(usize, bool)>,
    /// The rows of the table.
    pub(super) rows: Memo<Arc<Vec<HandoverCard>>>,
    /// The working that stands over the board.
    pub(super) why: RwSignal<Asked>,
}

/// The identifier of a card's name on the page.
pub(super) fn card_id(column: usize, place: usize) -> String {
    format!("card-{column}-{place}")
}

impl State {
    /// Everybody's.
    pub(crate) fn new(desk: Desk) -> Self {
        let (view, sorted) = (RwSignal::new(None::<Arc<HandoverBoardView>>), RwSignal::new((2, false)));
        let rows = Memo::new(move |_| {
            let cards = view.with(|view| view.as_ref().map(|view| view.cards.clone()).unwrap_or_default());
            let (by, descending) = sorted.get();
            Arc::new(in_table_order(cards, by, descending))
        });
        Self {
            desk,
            asked: RwSignal::new(HandoverBoard::default()),
            as_table: RwSignal::new(false),
            grid: grid::State::new(RwSignal::new(0)),
            sorted,
            rows,
            view,
            problem: RwSignal::new(None),
            current: RwSignal::new((0, 0)),
            why: RwSignal::new(None),
        }
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn refresh(self) {
        clear(self.problem);
        let asked = self.asked.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(asked.clone()).await;
            if self.asked.try_get_untracked().as_ref() != Some(&asked) {
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

    fn take(self, view: HandoverBoardView) {
        let all = u32::try_from(view.cards.len()).unwrap_or(u32::MAX);
        self.view.set(Some(Arc::new(view)));
        self.grid.total.set(all);
        if self.grid.current.get_untracked() >= all {
            self.grid.current.set(all.saturating_sub(1));
        }
        let (column, place) = self.current.get_untracked();
        let last = untrack(|| self.count(column)).saturating_sub(1);
        if place > last {
            self.current.set((column, last));
        }
    }

    /// Writes the cases that are shown to a file that the person names.
    pub(super) fn export(self) {
        let board = self.asked.get_untracked();
        save(self.desk, "handovers", move |file| ExportHandovers { board, file });
    }

    /// Shows others.
    pub(super) fn narrow(self, change: impl FnOnce(&mut HandoverBoard)) {
        let before = self.asked.get_untracked();
        self.asked.update(change);
        if self.asked.with_untracked(|after| *after != before) {
            self.current.set((0, 0));
            self.grid.to_top();
            self.refresh();
        }
    }

    /// The cards of a column.
    pub(super) fn cards(self, column: usize) -> Vec<HandoverCard> {
        let Some(own) = COLUMNS.get(column) else { return Vec::new() };
        self.view
            .with(|view| view.iter().flat_map(|view| &view.cards).filter(|card| card.column == *own).cloned().collect())
    }

    fn count(self, column: usize) -> usize {
        let Some(own) = COLUMNS.get(column) else { return 0 };
        self.view.with(|view| view.iter().flat_map(|view| &view.cards).filter(|card| card.column == *own).count())
    }

    /// The current card.
    pub(super) fn in_hand(self) -> Option<HandoverCard> {
        if self.as_table.get_untracked() {
            return self.row(self.grid.current.get_untracked());
        }
        let (column, place) = self.current.get_untracked();
        untrack(|| self.cards(column)).into_iter().nth(place)
    }

    /// A row of the table.
    pub(super) fn row(self, at: u32) -> Option<HandoverCard> {
        let at = usize::try_from(at).ok()?;
        self.rows.try_with_untracked(|rows| rows.get(at).cloned()).flatten()
    }

    /// The next card of the column or row of the table, or the one before.
    pub(super) fn step(self, by: isize) {
        if self.as_table.get_untracked() {
            grid::step(TABLE, self.grid, i64::try_from(by).unwrap_or_default());
            return;
        }
        let (column, place) = self.current.get_untracked();
        let count = untrack(|| self.count(column));
        if let Some(to) = place.checked_add_signed(by).filter(|to| *to < count) {
            self.go(column, to);
        } else {
            self.go(column, place);
        }
    }

    /// The next column that has cards, or the one before.
    pub(super) fn across(self, by: isize) {
        let (column, place) = self.current.get_untracked();
        let mut to = column;
        while let Some(next) = to.checked_add_signed(by).filter(|next| *next < COLUMNS.len()) {
            to = next;
            let count = untrack(|| self.count(to));
            if count > 0 {
                self.go(to, place.min(count - 1));
                return;
            }
        }
    }

    fn go(self, column: usize, place: usize) {
        self.current.set((column, place));
        // A card that is not on the page yet gets there with this one becoming the current.
        page::focus_soon(card_id(column, place));
    }

    /// Shows why the current card is where it is.
    pub(super) fn why(self) {
        let Some(card) = self.in_hand() else { return };
        leptos::task::spawn_local(async move {
            match backend::call(Responsibility { number: card.number }).await {
                Ok(view) => {
                    self.why.try_set(Some((format!("Who is responsible, and why: {}", card.name), view.calculated)));
                }
                Err(problem) => self.desk.failed(&problem),
            }
        });
    }
}
