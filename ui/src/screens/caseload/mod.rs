//! The caseload: finding and comparing cases. Saved views, filters, the table, and a look at the current case beside it.

mod columns;
mod empty;
mod filters;
mod preview;
mod query;
mod table;
mod views;

use leptos::prelude::*;

use crate::chapters;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::grid;
use crate::page;
use crate::parts::{Failed, Item, Menu};
use crate::route::Place;
use crate::screens::caseload::empty::NoMatch;
use crate::screens::caseload::filters::Filters;
use crate::screens::caseload::preview::Preview;
use crate::screens::caseload::table::{Foot, TABLE, Table};
use crate::screens::caseload::views::Views;
pub(crate) use preview::{about, in_text};
pub(crate) use query::State;

/// Everybody, in a table.
#[component]
pub(crate) fn Caseload() -> impl IntoView {
    let desk = Desk::here();
    let state: State = expect_context();
    heading_focus("Caseload");
    state.allocating.set(false);
    state.come();
    desk.undo.on_done(move || state.refresh());
    desk.standing.on_arrival(move || state.refresh());
    keys(desk, state);
    fetch_what_is_near(state);
    let title = if state.is_of_keyworker() { "My prisoners" } else { "Caseload" };
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">{title}</h1></div>
                <Views state />
                <div class="moj-page-header-actions__actions"><Export state /></div>
            </div>
            <Filters state />
            <div class="desk-split desk-split--caseload">
                <section class="desk-pane" aria-label="Cases">
                    <Cases state />
                    <Foot state />
                </section>
                {move || if state.allocating.get() { view! { <Allocate state /> }.into_any() } else { view! { <Preview state /> }.into_any() }}
            </div>
        </main>
    }
}

/// Those who are selected are given to somebody.
#[component]
fn Allocate(state: State) -> impl IntoView {
    let close = Callback::new(move |()| {
        state.allocating.set(false);
        grid::show(TABLE, state.grid, state.grid.current.get_untracked());
    });
    let recorded = Callback::new(move |()| {
        state.select_none();
        state.refresh();
    });
    chapters::allocate(state.selected.get_untracked().into_iter().collect(), close, recorded)
}

/// The table, or why there is none.
#[component]
fn Cases(state: State) -> impl IntoView {
    let nobody = Memo::new(move |_| state.answered.get() && state.rows.total.get() == 0);
    move || match state.problem.get() {
        Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.ask_anew()) /> }.into_any(),
        None if nobody.get() => view! { <NoMatch state /> }.into_any(),
        None => view! { <Table state /> }.into_any(),
    }
}

#[component]
fn Export(state: State) -> impl IntoView {
    let items = vec![Item::new("Save the rows of this filter as CSV…", move || state.export())];
    view! { <Menu class="govuk-button govuk-button--secondary" items>"Export"</Menu> }
}

/// Opens a case, from where `[` and `]` go on through this list.
pub(crate) fn open(desk: Desk, state: State, index: u32) {
    if let Some(row) = untrack(|| state.rows.get(index)) {
        state.grid.current.set(index);
        desk.route.go(Place::case(row.number.clone()));
    }
}

fn keys(desk: Desk, state: State) {
    let keys = desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next row", "move", by(1));
    keys.on_and_show("k", "Previous row", "move", by(-1));
    keys.show("Space", "Select the current row", Some("select"));
    keys.show("PageDown", "Next page of rows", None);
    keys.show("PageUp", "Previous page of rows", None);
    keys.show("Home", "First row", None);
    keys.show("End", "Last row", None);
    keys.on_and_show("Enter", "Open the current case", "open", move || {
        open(desk, state, state.grid.current.get_untracked())
    });
    keys.on_and_show("/", "Filter this list", "filter", || {
        page::focus("filter-text");
    });
    keys.on("Shift+Enter", "Show the case beside the list", || {
        page::focus("preview");
    });
    keys.show("1–9", "Saved views", Some("views"));
    for number in 1..=9_usize {
        views::key(keys, state, number);
    }
}

/// Whatever is scrolled to is asked for, if it has not come yet.
fn fetch_what_is_near(state: State) {
    Effect::new(move |_| {
        let near = state.grid.on_page.get();
        state.fetch(&near);
    });
}
