//! The handover board: nobody is handed over late or unseen. Four columns, each case in one, and those that lists by date leave out.

mod board;
mod filters;
mod state;
mod table;

use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::parts::{Failed, Opening, WhyOver};
use crate::route::Place;
use crate::screens::handover::board::Board;
use crate::screens::handover::filters::{Filters, LeftOut};
pub(crate) use crate::screens::handover::state::State;
use crate::screens::handover::table::Table;

/// The screen.
#[component]
pub(crate) fn Handover() -> impl IntoView {
    let desk = Desk::here();
    let state: State = expect_context();
    heading_focus("Handover board");
    state.refresh();
    keys(desk, state);
    let come = Memo::new(move |_| state.view.with(Option::is_some));
    // Nothing of the demonstration can be exported.
    let real = desk.person.with(|person| !person.demonstration);
    let as_of = format!("Handover dates as of {}, worked out at each change", dates::long(&desk.person.today()));
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Handover board"</h1></div>
                <p class="desk-sub desk-settings__lead">{as_of}</p>
                <div class="moj-page-header-actions__actions">
                    <div class="desk-seg" role="group" aria-label="How the cases stand">{way(state, false, "Board")}{way(state, true, "Table")}</div>
                    {real.then(|| view! { <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.export()>"Export…"</button> })}
                </div>
            </div>
            <Filters state />
            {move || match state.problem.get() {
                Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.refresh()) /> }.into_any(),
                None if !come.get() => view! { <Opening /> }.into_any(),
                None if state.as_table.get() => view! { <Table state /> }.into_any(),
                None => view! { <Board state /> }.into_any(),
            }}
            <LeftOut state />
        </main>
        <WhyOver asked=state.why />
    }
}

/// One of the ways in which the cases stand.
fn way(state: State, as_table: bool, label: &'static str) -> impl IntoView {
    view! {
        <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || (state.as_table.get() == as_table).to_string()
            on:click=move |_| state.as_table.set(as_table)>{label}</button>
    }
}

fn keys(desk: Desk, state: State) {
    let keys = desk.keys;
    keys.show("ArrowLeft", "Column before", Some("column"));
    keys.show("ArrowRight", "Next column", Some("column"));
    keys.on("t", "As a table, or as a board", move || state.as_table.update(|table| *table = !*table));
    keys.on_and_show("j", "Next card", "card", move || state.step(1));
    keys.on_and_show("k", "Card before", "card", move || state.step(-1));
    keys.on_and_show("Enter", "Open the case of the current card", "open", move || {
        if let Some(card) = state.in_hand() {
            desk.route.go(Place::case(card.number));
        }
    });
    keys.on_and_show("w", "Why the current card is here", "why here", move || state.why());
    keys.on("n", "New note about the prisoner of the current card", move || {
        if let Some(card) = state.in_hand() {
            desk.route.go(Place::new_note(card.number));
        }
    });
}
