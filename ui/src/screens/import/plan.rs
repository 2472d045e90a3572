//! The plan: everything that a file would do, before it does it.

use leptos::prelude::*;

use crate::grid;
use crate::page;
use crate::screens::import::alerts::Alerts;
use crate::screens::import::aside::Aside;
use crate::screens::import::figures::Figures;
use crate::screens::import::go::{Go, may_take};
use crate::screens::import::people::{People, TABLE};
use crate::screens::import::rules::Rules;
use crate::screens::import::state::State;
use crate::screens::import::words;

#[component]
pub(super) fn Plan(state: State) -> impl IntoView {
    keys(state);
    // Whatever is scrolled to is asked for, if it has not come yet.
    Effect::new(move |_| state.fetch(&state.grid.on_page.get()));
    move || {
        let plan = state.plan.get()?;
        let files = words::files(&plan, &state.desk.person.today());
        Some(view! {
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l" id="plan-head" tabindex="-1">"Import preview"</h1></div>
                <p class="desk-sub desk-import__said"><span class="desk-mono">{files}</span>" "<b class="desk-import__promise">"Nothing has changed yet"</b></p>
                <div class="moj-page-header-actions__actions">
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.leave()>"Choose another file"</button>
                </div>
            </div>
            <Alerts state plan=plan.clone() />
            <Figures state plan=plan.clone() />
            <div class="desk-split desk-split--import">
                <Rules state plan=plan.clone() />
                <People state plan=plan.clone() />
                <div class="desk-stack">
                    <Aside plan=plan.clone() />
                    <Go state plan />
                </div>
            </div>
        })
    }
}

fn keys(state: State) {
    let keys = state.desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next person", "move", by(1));
    keys.on_and_show("k", "Person before", "move", by(-1));
    keys.show("Enter", "Read all that changes of the current person", Some("read"));
    keys.on_and_show("q", "Rows kept aside", "kept aside", || {
        page::focus("aside-rows");
    });
    keys.on_and_show("m", "Whose dates move", "moved dates", move || {
        state.narrow(api::PlanFilter::DatesMove);
        grid::show(TABLE, state.grid, 0);
    });
    keys.on_and_show("d", "Which deadlines move", "deadlines", move || {
        state.by_deadline.set(true);
        page::focus_soon("deadlines");
    });
    keys.on("Ctrl+Enter", "Import the rows", move || {
        if may_take(state) {
            state.take();
        }
    });
    keys.on_and_show("Escape", "Leave it: the plan is dropped", "leave it", move || state.leave());
}
