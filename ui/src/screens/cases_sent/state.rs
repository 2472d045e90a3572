//! The cases that wait, as they have come, and the one that is being taken.

use std::sync::Arc;

use api::{CaseOffer, CaseReceivedView, CasesToReceive, Problem, ReceiveCase};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::page;
use crate::parts::clear;
use crate::parts::sending::Sending;
use crate::screens::cases_sent::list::TABLE;
use crate::screens::cases_sent::taken;

/// The cases that wait.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Whether anything has come yet.
    pub(super) answered: RwSignal<bool>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// They, the oldest first.
    pub(super) offers: RwSignal<Vec<Arc<CaseOffer>>>,
    /// The list.
    pub(super) grid: grid::State,
    /// Taking one.
    pub(super) sending: Sending,
    /// The one that was taken last, as long as it is shown.
    pub(super) taken: RwSignal<Option<CaseReceivedView>>,
}

impl State {
    /// Asks which there are.
    pub(super) fn open(desk: Desk) -> Self {
        let offers = RwSignal::new(Vec::<Arc<CaseOffer>>::new());
        let total = RwSignal::new(0);
        Effect::new(move |_| total.set(offers.with(|offers| u32::try_from(offers.len()).unwrap_or(u32::MAX))));
        let state = Self {
            desk,
            answered: RwSignal::new(false),
            problem: RwSignal::new(None),
            offers,
            grid: grid::State::new(total),
            sending: Sending::new("take"),
            taken: RwSignal::new(None),
        };
        state.ask();
        state
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(CasesToReceive {}).await {
                Ok(offers) => {
                    let count = offers.len();
                    if self.offers.try_set(offers.into_iter().map(Arc::new).collect()).is_none() {
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
            // How many wait is shown beside this screen too; and whether there is a network was just tried.
            self.desk.standing.ask();
        });
    }

    /// The case of a row.
    pub(super) fn row(self, index: u32) -> Option<Arc<CaseOffer>> {
        self.offers.with(|offers| offers.get(usize::try_from(index).ok()?).cloned())
    }

    /// The current one.
    pub(super) fn current(self) -> Option<Arc<CaseOffer>> {
        self.row(self.grid.current.get())
    }

    /// Back from the one that was taken to those that wait.
    pub(super) fn look(self) {
        self.taken.set(None);
        page::focus_soon(format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }

    /// Takes the current one, if it can be taken.
    pub(super) fn take(self) {
        let offer = untrack(|| self.current()).filter(|offer| offer.refused.is_none());
        let Some(offer) = offer.filter(|_| self.taken.with_untracked(Option::is_none)) else { return };
        let said = format!("{} is taken: the file is here, with its history", offer.name);
        self.sending.send(ReceiveCase { id: offer.id.clone() }, move |taken| {
            self.taken.set(Some(taken));
            self.desk.toast.show(self.desk.speak, said);
            page::focus_soon(taken::HEAD);
            self.ask();
        });
    }
}
