//! The unit's packs as they have come, and which of them are shown. It survives leaving the screen.

use std::sync::Arc;

use api::{PackState, Packs, PacksRow, PacksView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::parts::clear;
use crate::route::Place;

/// How a pack stands, without how much of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Something is missing without a word about it.
    Gaps,
    /// It can be sealed.
    Ready,
    /// Sealed, and not recorded as sent.
    Sealed,
    /// Sent, and nobody said that it arrived.
    Waiting,
    /// Received.
    Received,
    /// Sent, and something that it says changed since.
    Changed,
    /// The newest one went astray or was called back.
    Lost,
}

impl Stand {
    /// In the order in which a pack comes by them.
    pub(super) const ALL: [Self; 7] =
        [Self::Gaps, Self::Ready, Self::Sealed, Self::Waiting, Self::Received, Self::Changed, Self::Lost];

    /// Whether a pack stands so. One of which something changed since counts as that too, whether it arrived or not.
    const fn has(self, state: PackState) -> bool {
        match self {
            Self::Gaps => matches!(state, PackState::Draft { gaps: 1.. }),
            Self::Ready => matches!(state, PackState::Draft { gaps: 0 }),
            Self::Sealed => matches!(state, PackState::Sealed),
            Self::Waiting => matches!(state, PackState::Waiting { .. }),
            Self::Received => matches!(state, PackState::Received { .. }),
            Self::Changed => state.changed() > 0,
            Self::Lost => matches!(state, PackState::Lost),
        }
    }

    /// What a view of them is called.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Gaps => "With gaps",
            Self::Ready => "Ready to seal",
            Self::Sealed => "Sealed, not sent",
            Self::Waiting => "Waiting for an answer",
            Self::Received => "Received",
            Self::Changed => "Changed since",
            Self::Lost => "Astray or called back",
        }
    }
}

/// What is looked at beside the list or in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doing {
    /// Nothing.
    Nothing,
    /// A pack that came from elsewhere is read.
    Read,
    /// It is looked up what the record says of a file.
    Check,
    /// How it went for those who were released.
    After,
}

/// The unit's packs.
#[derive(Clone, Copy)]
pub(crate) struct State {
    pub(super) desk: Desk,
    /// Only those that stand so; nothing: all.
    pub(super) stand: RwSignal<Option<Stand>>,
    /// Only of one's own cases.
    pub(super) mine: RwSignal<bool>,
    /// What has come.
    pub(super) view: RwSignal<Option<Arc<PacksView>>>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// The rows that are shown.
    pub(super) rows: Memo<Arc<Vec<PacksRow>>>,
    /// The table.
    pub(super) grid: grid::State,
    /// What is looked at besides.
    pub(super) doing: RwSignal<Doing>,
    /// Whose next version was begun: it opens with the sections rather than with the receipt of the one before.
    pub(super) begun: RwSignal<Option<String>>,
    /// How many of this person's own packs have not arrived, as far as the list has come.
    pub(crate) on_their_way: Memo<usize>,
}

impl State {
    /// A POM begins with their own cases, everybody else with all.
    pub(crate) fn new(desk: Desk) -> Self {
        let view = RwSignal::new(None::<Arc<PacksView>>);
        let (stand, mine) = (RwSignal::new(None), RwSignal::new(desk.person.is("pom")));
        let rows = Memo::new(move |_| {
            let (stand, mine) = (stand.get(), mine.get());
            view.with(|view| Arc::new(view.as_ref().map(|view| shown(view, stand, mine)).unwrap_or_default()))
        });
        let on_their_way = Memo::new(move |_| view.with(|view| view.as_ref().map_or(0, |view| not_received(view))));
        Self {
            desk,
            stand,
            mine,
            view,
            problem: RwSignal::new(None),
            rows,
            grid: grid::State::new(RwSignal::new(0)),
            doing: RwSignal::new(Doing::Nothing),
            begun: RwSignal::new(None),
            on_their_way,
        }
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn refresh(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(Packs {}).await {
                Ok(view) => {
                    self.view.try_set(Some(Arc::new(view)));
                    self.fit();
                }
                Err(problem) => {
                    self.problem.try_set(Some(problem));
                }
            }
        });
    }

    /// The table has as many rows as are shown.
    fn fit(self) {
        let rows = u32::try_from(self.rows.with_untracked(|rows| rows.len())).unwrap_or(u32::MAX);
        self.grid.total.set(rows);
        if self.grid.current.get_untracked() >= rows {
            self.grid.to_top();
        }
    }

    /// Shows others.
    pub(super) fn show(self, stand: Option<Stand>) {
        self.stand.set(stand);
        self.grid.to_top();
        self.fit();
    }

    /// One's own cases, or all.
    pub(super) fn show_mine(self, mine: bool) {
        self.mine.set(mine);
        self.grid.to_top();
        self.fit();
    }

    /// A row.
    pub(super) fn row(self, index: u32) -> Option<PacksRow> {
        let index = usize::try_from(index).ok()?;
        self.rows.with(|rows| rows.get(index).cloned())
    }

    /// How many stand so, of those whose cases are shown.
    pub(super) fn count(self, stand: Stand) -> usize {
        let mine = self.mine.get();
        self.view.with(|view| view.as_ref().map_or(0, |view| shown(view, Some(stand), mine).len()))
    }

    /// Opens the pack of a row.
    pub(super) fn open(self, index: u32) {
        if let Some(row) = untrack(|| self.row(index)) {
            self.desk.route.go(Place::pack(row.number));
        }
    }
}

fn shown(view: &PacksView, stand: Option<Stand>, mine: bool) -> Vec<PacksRow> {
    let wanted = |row: &&PacksRow| (!mine || row.mine) && stand.is_none_or(|stand| stand.has(row.state));
    view.rows.iter().filter(wanted).cloned().collect()
}

fn not_received(view: &PacksView) -> usize {
    view.rows.iter().filter(|row| row.mine && !Stand::Received.has(row.state)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn view() -> PacksView {
        let row = |number: &str, mine, state| PacksRow {
            number: number.to_owned(),
            name: "Oyelaran, Tobi".to_owned(),
            pom: None,
            mine,
            to: String::new(),
            handover: None,
            release: None,
            state,
            version: None,
            sealed: None,
        };
        let rows = vec![
            row("A6105FD", true, PackState::Draft { gaps: 3 }),
            row("A6105FE", true, PackState::Draft { gaps: 0 }),
            row("A6105FF", false, PackState::Draft { gaps: 1 }),
            row("A6105FG", true, PackState::Received { changed: 0 }),
            row("A6105FH", false, PackState::Received { changed: 1 }),
            row("A6105FJ", false, PackState::Waiting { changed: 2 }),
        ];
        PacksView { today: "2027-01-14".to_owned(), rows }
    }

    #[test]
    fn a_view_has_those_that_stand_so_of_ones_own_cases_or_of_all() {
        let numbers = |stand, mine| shown(&view(), stand, mine).into_iter().map(|row| row.number).collect::<Vec<_>>();
        assert_eq!(numbers(Some(Stand::Gaps), false), ["A6105FD", "A6105FF"]);
        assert_eq!(numbers(Some(Stand::Gaps), true), ["A6105FD"]);
        assert_eq!(numbers(None, true).len(), 3);
    }

    #[test]
    fn what_changed_is_in_a_view_of_its_own_and_in_the_one_of_how_it_stands() {
        let numbers = |stand| shown(&view(), Some(stand), false).into_iter().map(|row| row.number).collect::<Vec<_>>();
        assert_eq!(numbers(Stand::Changed), ["A6105FH", "A6105FJ"]);
        assert_eq!(numbers(Stand::Received), ["A6105FG", "A6105FH"]);
        assert_eq!(numbers(Stand::Waiting), ["A6105FJ"]);
    }

    #[test]
    fn what_was_received_is_not_on_its_way() {
        assert_eq!(not_received(&view()), 2);
    }
}
