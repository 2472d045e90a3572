//! Exports of the prison system, read in: first the plan, then, when it is confirmed, one step.

mod alerts;
mod aside;
mod choose;
mod deadlines;
mod figures;
mod go;
mod people;
mod person;
mod plan;
mod receipt;
mod rules;
mod save;
mod state;
mod under_way;
mod words;

use api::{Code, Problem, Right};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::parts::Failed;
use crate::screens::import::choose::Choose;
use crate::screens::import::plan::Plan;
use crate::screens::import::receipt::Receipt;
use crate::screens::import::state::Phase;
pub(crate) use crate::screens::import::state::State;
use crate::screens::import::under_way::UnderWay;

/// The screen.
#[component]
pub(crate) fn Import() -> impl IntoView {
    let desk = Desk::here();
    let state: State = expect_context();
    heading_focus("Import");
    if !desk.person.may(Right::Import) {
        return view! { <main class="desk-main" id="main" tabindex="-1"><MayNot desk /></main> }.into_any();
    }
    state.refresh();
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            {move || match state.phase.get() {
                Phase::Choose => view! { <Choose state /> }.into_any(),
                Phase::Reading => view! { <UnderWay state phase=Phase::Reading /> }.into_any(),
                Phase::Planned => view! { <Plan state /> }.into_any(),
                Phase::Taking => view! { <UnderWay state phase=Phase::Taking /> }.into_any(),
                Phase::Taken => view! { <Receipt state /> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

/// Only some roles read exports in. Whoever comes here all the same is told who does.
#[component]
fn MayNot(desk: Desk) -> impl IntoView {
    let problem = Problem::new(
        Code::NotAllowed,
        "What the prison system exports is read in by case administrators and administrators.",
        "Ask one of them, and look at the caseload for what came in.",
    );
    let back = Callback::new(move |()| desk.route.back());
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Import"</h1></div>
        </div>
        <Failed problem again=back />
    }
}
