//! What was refused, with the reasons that the prisoner was given, and the way to the application.

use std::sync::Arc;

use api::{RefusalView, ReleaseCountsView};
use leptos::prelude::*;

use crate::dates;
use crate::route::Place;
use crate::screens::rotl::State;
use crate::screens::rotl::counts::pane;

#[component]
pub(super) fn Refusals(state: State, view: Arc<ReleaseCountsView>) -> impl IntoView {
    let refused = usize::try_from(view.decided.refused).unwrap_or(usize::MAX);
    if view.refusals.is_empty() {
        return pane(4, true, view! { <p class="desk-muted">"Nothing was refused in these days"</p> }.into_any());
    }
    let shown = view.refusals.len();
    let many = if shown < refused { format!("The newest {shown} of {refused}") } else { format!("{refused} refused") };
    let inside = view! {
        <p class="desk-xs desk-muted">{many}</p>
        <table class="govuk-table desk-table desk-table--top desk-rotl__refusals" aria-label="Refusals with their reasons">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header desk-rotl__who">"Prisoner"</th>
                <th scope="col" class="govuk-table__header desk-rotl__type">"Type"</th>
                <th scope="col" class="govuk-table__header desk-rotl__out">"Refused"</th>
                <th scope="col" class="govuk-table__header">"Reasons"</th>
            </tr></thead>
            <tbody class="govuk-table__body">{view.refusals.iter().map(|refusal| row(state, refusal)).collect_view()}</tbody>
        </table>
    };
    pane(4, true, inside.into_any())
}

fn row(state: State, refusal: &RefusalView) -> AnyView {
    let (number, id) = (refusal.number.clone(), refusal.id.clone());
    let open = move |_| state.desk.route.go(Place::application(number.clone(), id.clone()));
    let label = format!("Open the application of {}, refused on {}", refusal.name, dates::long(&refusal.on));
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header desk-rotl__who">
                <button type="button" class="desk-link" aria-label=label on:click=open>{refusal.name.clone()}</button>
                <span class="desk-staff__second desk-xs desk-muted desk-num">{refusal.number.clone()}</span>
            </th>
            <td class="govuk-table__cell desk-rotl__type"><abbr title=refusal.kind.words()>{refusal.kind.code()}</abbr></td>
            <td class="govuk-table__cell desk-rotl__out desk-num">{dates::short(&refusal.on)}</td>
            <td class="govuk-table__cell desk-words-kept">{refusal.reasons.clone()}</td>
        </tr>
    }
    .into_any()
}
