//! Who is in the unit, as it has come, and what is being done about one of them.

use std::sync::Arc;

use api::{Problem, StaffMemberView};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::grid;
use crate::page;
use crate::parts::clear;
use crate::parts::in_order;
use crate::screens::staff::list::TABLE;

/// Whom the list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// Who has a role.
    Here,
    /// Who has none any more.
    Left,
}

/// What the pane beside the list shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Doing {
    /// The current person.
    Reading,
    /// Somebody is added.
    Adding,
    /// Somebody's roles are changed.
    Changing(Arc<StaffMemberView>),
    /// It is recorded that somebody has left.
    Leaving(Arc<StaffMemberView>),
}

/// The unit's people.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub(super) desk: Desk,
    /// Whether anything has come yet.
    pub(super) answered: RwSignal<bool>,
    /// Why nothing could.
    pub(super) problem: RwSignal<Option<Problem>>,
    /// Whom the list shows.
    pub(super) shown: RwSignal<Shown>,
    /// Letters of a name.
    pub(super) text: RwSignal<String>,
    /// The rows of the list.
    pub(super) rows: Memo<Vec<Arc<StaffMemberView>>>,
    /// The list.
    pub(super) grid: grid::State,
    /// What the pane beside it shows.
    pub(super) doing: RwSignal<Doing>,
    members: RwSignal<Vec<Arc<StaffMemberView>>>,
}

impl State {
    /// Asks who is in the unit.
    pub(super) fn open(desk: Desk) -> Self {
        let members = RwSignal::new(Vec::<Arc<StaffMemberView>>::new());
        let (shown, text) = (RwSignal::new(Shown::Here), RwSignal::new(String::new()));
        let rows = Memo::new(move |_| {
            let wanted = text.get().trim().to_lowercase();
            let fits = |member: &&Arc<StaffMemberView>| {
                belongs(member, shown.get()) && member.name.to_lowercase().contains(&wanted)
            };
            members.with(|members| members.iter().filter(fits).cloned().collect::<Vec<_>>())
        });
        let total = RwSignal::new(0);
        Effect::new(move |_| total.set(rows.with(|rows| u32::try_from(rows.len()).unwrap_or(u32::MAX))));
        let state = Self {
            desk,
            answered: RwSignal::new(false),
            problem: RwSignal::new(None),
            shown,
            text,
            rows,
            grid: grid::State::new(total),
            doing: RwSignal::new(Doing::Reading),
            members,
        };
        state.ask();
        // Undoing an allocation changes what people hold.
        desk.undo.on_done(move || state.ask());
        state
    }

    /// Asks again; what is shown stays until it comes.
    pub(super) fn ask(self) {
        clear(self.problem);
        leptos::task::spawn_local(async move {
            match backend::call(api::StaffAndCases {}).await {
                Ok(mut members) => {
                    in_order(&mut members, |member| member.name.to_lowercase());
                    if self.members.try_set(members.into_iter().map(Arc::new).collect()).is_none() {
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

    /// Something was recorded about somebody: says so, and shows them when they have come.
    pub(super) fn recorded(self, words: String) {
        self.desk.toast.show(self.desk.speak, words);
        self.read();
        self.ask();
    }

    /// Back from a form to the list.
    pub(super) fn read(self) {
        self.doing.set(Doing::Reading);
        page::focus_soon(format!("{TABLE}-{}", self.grid.current.get_untracked()));
    }

    /// Shows those who are here, or those who have left.
    pub(super) fn show(self, shown: Shown) {
        self.shown.set(shown);
        self.grid.to_top();
        self.doing.set(Doing::Reading);
    }

    /// How many there are.
    pub(super) fn count(self, shown: Shown) -> usize {
        self.members.with(|members| members.iter().filter(|member| belongs(member, shown)).count())
    }

    /// The person of a row.
    pub(super) fn row(self, index: u32) -> Option<Arc<StaffMemberView>> {
        self.rows.with(|rows| rows.get(usize::try_from(index).ok()?).cloned())
    }

    /// The current person.
    pub(super) fn current(self) -> Option<Arc<StaffMemberView>> {
        self.row(self.grid.current.get())
    }

    /// Opens a form, unless one is open: what is typed in it is not thrown away by a key.
    pub(super) fn begin(self, doing: Doing) {
        if self.doing.with_untracked(|now| *now == Doing::Reading) {
            self.doing.set(doing);
        }
    }

    /// Changes the current person's roles.
    pub(super) fn change(self) {
        if let Some(member) = untrack(|| self.current()) {
            self.begin(Doing::Changing(member));
        }
    }

    /// The name of the administrator, where there is no other.
    pub(super) fn only_administrator(self) -> Option<String> {
        self.members.with(|members| {
            let mut able = members.iter().filter(|member| member.roles.iter().any(|role| role == "administrator"));
            match (able.next(), able.next()) {
                (Some(only), None) => Some(only.name.clone()),
                _ => None,
            }
        })
    }

    /// Whether it is the person who sits here.
    pub(super) fn is_self(self, member: &StaffMemberView) -> bool {
        self.desk.person.with(|person| person.id == member.id)
    }
}

fn belongs(member: &StaffMemberView, shown: Shown) -> bool {
    member.roles.is_empty() == (shown == Shown::Left)
}
