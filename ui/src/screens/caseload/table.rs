//! The table of cases and the line under it.

use std::sync::Arc;

use api::Post;
use leptos::prelude::*;

use crate::figures::{counted, grouped};
use crate::grid::{Cells, Face, Grid};
use crate::screens::allocation::may_allocate;
use crate::screens::caseload::query::State;
use crate::screens::caseload::{columns, open};

/// The table's identifier.
pub(super) const TABLE: &str = "cases";

#[component]
pub(super) fn Table(state: State) -> impl IntoView {
    let desk = state.desk;
    let face = Face {
        cells: Cells::Text(Arc::new(move |index, selected| columns::cells(state, index, selected))),
        name: Arc::new(move |index| columns::spoken(state, index)),
        selected: Arc::new(move |index| {
            state.rows.get(index).is_some_and(|row| state.selected.with(|selected| selected.contains(&row.number)))
        }),
        open: Callback::new(move |index| open(desk, state, index)),
        select: Callback::new(move |index| state.select(index)),
    };
    let label = Signal::derive(move || format!("Cases, {}", summary(state)));
    view! { <Grid id=TABLE label state=state.grid columns=columns::heads(state) face /> }
}

/// “47 cases, sorted by name”.
pub(super) fn summary(state: State) -> String {
    if !state.answered.get() {
        return String::new();
    }
    let total = state.rows.total.get();
    let (sort, descending) = state.sort.get();
    let way = if descending { ", the other way round" } else { "" };
    let cases = counted(usize::try_from(total).unwrap_or(0), "case", "cases");
    format!("{cases}, sorted by {}{way}", columns::sort_words(sort))
}

/// Which rows are seen, how many are selected, how high rows are.
#[component]
pub(super) fn Foot(state: State) -> impl IntoView {
    let rows = move || {
        let seen = state.grid.seen.get();
        let total = state.rows.total.get();
        (!seen.is_empty())
            .then(|| format!("Rows {} to {} of {}", grouped(seen.start + 1), grouped(seen.end), grouped(total)))
    };
    let selected = move || state.selected.with(std::collections::BTreeSet::len);
    let may_allocate = Post::ALL.into_iter().any(|post| may_allocate(state.desk, post));
    let none = move || state.rows.total.get() == 0 || state.problem.with(Option::is_some);
    view! {
        <div class="desk-window" hidden=none>
            <span class="desk-num">{rows}</span>
            <span class="desk-num">{selected}" selected"</span>
            <Show when=move || { selected() > 0 }>
                <button type="button" class="desk-link" on:click=move |_| state.select_none()>"Clear selection"</button>
                {may_allocate.then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| state.allocating.set(true)>"Allocate "{selected}"…"</button>
                })}
            </Show>
            <span class="desk-row desk-end"><label for="row-height">"Row height"</label><RowHeight state /></span>
        </div>
    }
}

#[component]
fn RowHeight(state: State) -> impl IntoView {
    let desk = state.desk;
    let now = move || desk.preferences.with(|own| own.row_height.clone());
    view! {
        <select id="row-height" class="govuk-select desk-select--small" prop:value=now
            on:change=move |event| desk.prefer(|own| own.row_height = event_target_value(&event))>
            {["compact", "standard", "comfortable"].map(|height| view! {
                <option value=height selected=move || now() == height>{columns::rosh_words(height)}</option>
            })}
        </select>
    }
}
