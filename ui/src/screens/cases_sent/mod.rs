//! Cases that other prisons have sent, with their whole history: looked at, and taken one by one.

mod list;
mod offer;
mod state;
mod taken;

use api::{Code, ConnectionState, Problem};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::{heading_focus, takes_cases};
use crate::grid;
use crate::parts::{Failed, NotTheirs, Opening, in_one};
use crate::route::{Place, Screen};
use crate::screens::cases_sent::list::{List, TABLE};
use crate::screens::cases_sent::offer::Offer;
use crate::screens::cases_sent::state::State;
use crate::screens::cases_sent::taken::Taken;

/// The screen.
#[component]
pub(crate) fn CasesSent() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Cases sent here");
    if !takes_cases(desk) {
        const ABLE: &[&str] = &["head-of-omu-delivery", "administrator"];
        return view! { <NotTheirs what="Cases that come from another prison are taken by the head of OM delivery." able=ABLE /> }.into_any();
    }
    let state = State::open(desk);
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    desk.keys.on_and_show("j", "Next case", "move", by(1));
    desk.keys.on_and_show("k", "Case before", "move", by(-1));
    desk.keys.on("Enter", "Look at the current case", move || state.look());
    desk.keys.on_and_show("Ctrl+Enter", "Take the current case", "take it", move || state.take());
    let again = Callback::new(move |()| state.ask());
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Cases sent here"</h1></div>
                <p class="desk-sub desk-settings__lead">"From other prisons, with their whole history. Each is yours to take, and changes nothing until you do"</p>
                <div class="moj-page-header-actions__actions">
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.ask()>"Look again"</button>
                </div>
            </div>
            {move || match (desk.standing.state(), state.problem.get(), state.answered.get()) {
                (Some(ConnectionState::None), ..) => unconnected(desk).into_any(),
                (_, Some(problem), _) if problem.code == Code::Offline => offline(&problem, again).into_any(),
                (_, Some(problem), _) => view! { <Failed problem again /> }.into_any(),
                (_, None, false) => view! { <Opening /> }.into_any(),
                (_, None, true) => view! { <Panes state /> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

#[component]
fn Panes(state: State) -> impl IntoView {
    view! {
        <div class="desk-split desk-split--staff">
            <List state />
            <div class="desk-stack">
                {move || match state.taken.get() {
                    Some(taken) => view! { <Taken state taken /> }.into_any(),
                    None => view! { <Offer state /> }.into_any(),
                }}
            </div>
        </div>
    }
}

fn unconnected(desk: Desk) -> impl IntoView {
    view! {
        <div class="desk-empty">
            <h2 class="govuk-heading-m">"This unit is connected to no server"</h2>
            <p>"Cases come from other prisons through a server. An administrator connects the unit to it."</p>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.go(Place::of(Screen::Connection))>"Open the connection"</button>
        </div>
    }
}

/// Nothing is wrong: what was sent waits at the server.
fn offline(problem: &Problem, again: Callback<()>) -> impl IntoView + use<> {
    let words = in_one(problem);
    view! {
        <div class="desk-empty">
            <h2 class="govuk-heading-m">"Offline"</h2>
            <p>{words}". What was sent here waits at the server until there is a network."</p>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| again.run(())>"Try again"</button>
        </div>
    }
}
