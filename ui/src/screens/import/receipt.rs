//! It was imported: what that did, and where to go on.

use api::ImportPlanView;
use leptos::prelude::*;

use crate::figures::counted;
use crate::parts::{Kind, Sign};
use crate::route::{Place, Screen};
use crate::screens::import::save::SaveAside;
use crate::screens::import::state::State;
use crate::screens::import::words;

#[component]
pub(super) fn Receipt(state: State) -> impl IntoView {
    let route = state.desk.route;
    state.desk.keys.on_and_show("Escape", "Another import", "another import", move || state.leave());
    let news = state.news.get_untracked();
    let saving = RwSignal::new(false);
    let ever = move || state.before.with(|before| before.as_ref().map_or(0, |before| before.aside));
    move || {
        let plan = state.plan.get()?;
        let head = if news { words::receipt(&plan) } else { "Nothing new was in it".to_owned() };
        Some(view! {
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Import"</h1></div>
            </div>
            <section class="desk-pane desk-pane--green desk-import__under-way" aria-labelledby="receipt">
                <div class="desk-pane__head"><h2 class="govuk-heading-m" id="receipt" tabindex="-1"><Sign kind=Kind::Met>{head}</Sign></h2></div>
                <div class="desk-pane__body">
                    {if news { done(&plan) } else { view! { <p>"The record had all of it already, so nothing was written."</p> }.into_any() }}
                    <div class="desk-row desk-row--wrap desk-gap-above">
                        <button type="button" class="govuk-button" on:click=move |_| route.go(Place::of(Screen::Caseload))>"Go to the caseload"</button>
                        <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.leave()>"Another import"<kbd>"Esc"</kbd></button>
                    </div>
                </div>
            </section>
            <Show when=move || { ever() > 0 }>
                <section class="desk-pane desk-import__under-way" aria-labelledby="ever-head">
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id="ever-head">"Rows kept aside"</h2></div>
                    <div class="desk-pane__body">
                        <p class="desk-import__before">{move || counted(ever(), "row was", "rows were")}" kept aside by all imports so far, each with the reason and as it came. Have them corrected in the prison system, and import again."</p>
                        <SaveAside of_plan=false open=saving />
                    </div>
                </section>
            </Show>
        })
    }
}

fn done(plan: &ImportPlanView) -> AnyView {
    let people = |count, one, several| (count > 0).then(|| view! { <li>{counted(count, one, several)}</li> });
    view! {
        <ul class="desk-import__done">
            {people(words::new(plan), "new person has a case file and no POM yet", "new people have a case file and no POM yet")}
            {people(words::changed(plan), "person already here changed", "people already here changed")}
            {people(plan.movements, "person came or went", "people came or went")}
            {people(plan.corrects_staff, "person now stands as the prison system says, where staff had entered something else", "people now stand as the prison system says, where staff had entered something else")}
            {people(plan.unchanged, "row was the same as last time", "rows were the same as last time")}
            {people(plan.warned, "person has a warning", "people have a warning")}
        </ul>
        <p class="desk-xs desk-muted">"It is saved on this device. Each case file says what moved until somebody has checked it."</p>
    }
    .into_any()
}
