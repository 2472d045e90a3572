//! Five figures that add up. Each shows whom it counts.

use std::sync::Arc;

use api::{ImportPlanView, PlanFilter};
use leptos::prelude::*;

use crate::figures::grouped;
use crate::page;
use crate::screens::import::state::State;
use crate::screens::import::words;

#[component]
pub(super) fn Figures(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let dates = format!("{} in a date", grouped(plan.dates_moved));
    let warned = plan.warned - plan.warned_new;
    let changed = if warned > 0 { format!("{dates}, {} warned", grouped(warned)) } else { dates };
    let new = if plan.warned_new > 0 {
        format!("{} warned", grouped(plan.warned_new))
    } else {
        "They get a case file".to_owned()
    };
    let figure = move |shade, number, title, about, filter| view! { <Figure state shade number title about filter /> };
    view! {
        <div class="moj-ticket-panel moj-ticket-panel--inline desk-import__figures" role="group" aria-label="Rows of the file">
            {figure("grey", plan.read, "Rows read", "All accounted for".to_owned(), PlanFilter::Touched)}
            {figure("grey", plan.unchanged, "No change", "Same as last time".to_owned(), PlanFilter::Unchanged)}
            {figure("blue", words::changed(&plan), "Changed", changed, PlanFilter::Changed)}
            {figure("green", words::new(&plan), "New here", new, PlanFilter::New)}
            <button type="button" class="moj-ticket-panel__content moj-ticket-panel__content--red desk-figure" on:click=|_| {
                page::focus("aside-rows");
            }>
                <span class="desk-bigno" class=("desk-red", plan.quarantined > 0)>{grouped(plan.quarantined)}</span>
                <span><b>"Kept aside"</b><span class="desk-xs desk-muted desk-block">"Not imported, not lost"</span></span>
            </button>
        </div>
    }
}

#[component]
fn Figure(
    state: State,
    /// The colour of its edge.
    shade: &'static str,
    /// The figure.
    number: usize,
    /// What it counts.
    title: &'static str,
    /// What there is to say of it.
    about: String,
    /// Whom it shows.
    filter: PlanFilter,
) -> impl IntoView {
    let shown = filter.clone();
    let pressed = move || state.filter.with(|filter| *filter == shown);
    view! {
        <button type="button" class=format!("moj-ticket-panel__content moj-ticket-panel__content--{shade} desk-figure")
            aria-pressed=move || pressed().to_string() on:click=move |_| state.narrow(filter.clone())>
            <span class="desk-bigno">{grouped(number)}</span>
            <span><b>{title}</b><span class="desk-xs desk-muted desk-block">{about}</span></span>
        </button>
    }
}
