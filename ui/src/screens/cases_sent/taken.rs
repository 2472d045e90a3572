//! A case that was taken: what came, what is owed in it from now on, and the way to its file.

use api::CaseReceivedView;
use leptos::prelude::*;

use crate::figures::grouped;
use crate::parts::{Kind, Sign};
use crate::route::Place;
use crate::screens::cases_sent::state::State;

/// The pane's heading.
pub(super) const HEAD: &str = "taken-head";

#[component]
pub(super) fn Taken(state: State, taken: CaseReceivedView) -> impl IntoView {
    let CaseReceivedView { number, prison, entries, owed } = taken;
    let came = format!("{} entries came from {prison}, with their authors and times as they were.", grouped(entries));
    view! {
        <section class="desk-pane desk-pane--green desk-grow" aria-labelledby=HEAD>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id=HEAD tabindex="-1">"Taken: "<span class="desk-num">{number.clone()}</span></h2>
                <Sign kind=Kind::Met>"Here"</Sign>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby=HEAD>
                <p>{came}</p>
                <h3 class="govuk-heading-s desk-gap-above">"Owed here from now on"</h3>
                {if owed.is_empty() {
                    view! { <p class="desk-muted">"Nothing is owed in it"</p> }.into_any()
                } else {
                    view! { <ul>{owed.into_iter().map(|words| view! { <li>{words}</li> }).collect_view()}</ul> }.into_any()
                }}
            </div>
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button" on:click=move |_| state.desk.route.go(Place::case(number.clone()))>"Open the case file"</button>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.look()>"Back to what waits"</button>
            </div>
        </section>
    }
}
