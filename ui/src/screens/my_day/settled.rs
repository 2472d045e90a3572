//! A row that is settled does not vanish at once: it is struck through, with the name of whoever settled it, and leaves after a while;
//! never from under the pointer.

use std::time::Duration;

use api::{OwedInCase, OwedKey, OwedRow};
use leptos::prelude::*;
use web_sys::window;

use crate::backend;
use crate::screens::my_day::state::State;

/// For so long it is seen that a row is settled.
const SEEN: Duration = Duration::from_secs(5);
/// Whoever has the pointer on it is waited for.
const AGAIN: Duration = Duration::from_secs(1);

/// One row: whose, what, and by whom it was settled.
type One = (String, OwedKey, String);

/// Rows that were settled and have not gone yet.
#[derive(Clone, Copy)]
pub(super) struct Settled {
    rows: RwSignal<Vec<One>>,
    /// It grows with each, so that the last one is waited for.
    count: StoredValue<u32>,
}

impl Settled {
    /// None.
    pub(super) fn none() -> Self {
        Self { rows: RwSignal::new(Vec::new()), count: StoredValue::new(0) }
    }

    /// By whom a row was settled, if it was.
    pub(super) fn by(self, row: &OwedRow) -> Option<String> {
        self.rows.with(|rows| {
            rows.iter().find(|(number, key, _)| *number == row.number && *key == row.key).map(|(.., by)| by.clone())
        })
    }

    /// The list is asked for anew: nothing waits any more.
    pub(super) fn forget(self) {
        self.count.update_value(|count| *count += 1);
        if self.rows.try_with_untracked(|rows| !rows.is_empty()) == Some(true) {
            self.rows.set(Vec::new());
        }
    }

    /// Looks which of somebody's rows were settled.
    pub(super) fn look(self, state: State, number: String) {
        leptos::task::spawn_local(async move {
            let Ok(view) = backend::call(OwedInCase { number: number.clone() }).await else { return state.refresh() };
            let by = view.done.iter().max_by(|one, other| one.recorded.cmp(&other.recorded));
            let by = by.map(|done| done.by.clone()).unwrap_or_default();
            let owed = |key: &OwedKey| view.rows.iter().any(|row| row.key == *key);
            let listed = state.listed(&number);
            let gone: Vec<One> =
                listed.into_iter().filter(|key| !owed(key)).map(|key| (number.clone(), key, by.clone())).collect();
            if gone.is_empty() {
                return state.refresh();
            }
            state.recount();
            if self.rows.try_update(|rows| rows.extend(gone)).is_none() {
                return;
            }
            let own = self.count.try_update_value(|count| {
                *count += 1;
                *count
            });
            set_timeout(move || self.leave(state, own), SEEN);
        });
    }

    fn leave(self, state: State, own: Option<u32>) {
        if self.count.try_get_value() != own {
            return;
        }
        let under = "tr:hover .desk-owed__settled";
        let held = window().and_then(|window| window.document()).and_then(|page| page.query_selector(under).ok());
        if held.flatten().is_some() {
            set_timeout(move || self.leave(state, own), AGAIN);
        } else {
            state.refresh();
        }
    }
}
