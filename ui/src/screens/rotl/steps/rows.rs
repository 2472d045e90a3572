//! The rows of a stage: one of them is current, J and K go from one to the next, and what hangs on it stands at the right.

use leptos::prelude::*;

use crate::page;
use crate::screens::rotl::application::Open;

/// Puts J, K and D in for rows of which there are so many. `act` is the field in which the next step of the current row begins.
pub(super) fn keys(
    open: Open,
    row: &'static str,
    act: &'static str,
    count: impl Fn() -> usize + Copy + Send + Sync + 'static,
) {
    let step = move |by: isize| {
        move || {
            let at = open.current.get_untracked();
            if let Some(to) = at.checked_add_signed(by).filter(|to| *to < untrack(count)) {
                open.current.set(to);
                page::focus(&format!("{row}-{to}"));
            }
        }
    };
    let keys = open.desk.keys;
    keys.on_and_show("j", "Next row", "rows", step(1));
    keys.on_and_show("k", "Row before", "rows", step(-1));
    keys.on("d", "The next step of the row in hand", move || page::focus_soon(act));
}

/// The name of a row, which makes it the current one.
pub(super) fn name(open: Open, row: &'static str, at: usize, words: String) -> AnyView {
    let current = move || (open.current.get() == at).then_some("true");
    view! {
        <button type="button" class="desk-link desk-rotl__row" id=format!("{row}-{at}") aria-current=current
            on:click=move |_| open.current.set(at) on:focus=move |_| if open.current.get_untracked() != at { open.current.set(at) }>{words}</button>
    }
    .into_any()
}
