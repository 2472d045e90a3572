//! The current case beside the list: who sends it and why, what comes with it, and taking it.

use std::sync::Arc;

use api::CaseOffer;
use leptos::prelude::*;

use crate::dates;
use crate::figures::grouped;
use crate::parts::{ErrorSummary, Kind, Sign, fact};
use crate::screens::cases_sent::state::State;

#[component]
pub(super) fn Offer(state: State) -> impl IntoView {
    let name = move || state.current().map_or_else(|| "No case".to_owned(), |offer| offer.name.clone());
    view! {
        <aside class="desk-pane desk-pane--accent desk-grow" aria-label=name>
            {move || match state.current() {
                None => view! { <p class="desk-pane__body desk-muted">"What comes with a case is shown here before it is taken"</p> }.into_any(),
                Some(offer) => about(state, &offer).into_any(),
            }}
        </aside>
    }
}

fn about(state: State, offer: &Arc<CaseOffer>) -> impl IntoView + use<> {
    let today = state.desk.person.today();
    let comes = format!("{} entries, by the people who wrote them", grouped(offer.entries));
    let since = if offer.later { "they came with the case" } else { "they came with an earlier stay" };
    let known = (offer.known > 0).then(|| fact("Here already", format!("{} of them: {since}", grouped(offer.known))));
    let later = offer
        .later
        .then(|| fact("Later", "The case was taken before. These entries reached that prison’s record afterwards"));
    let taking = offer.taking.clone().map(|colleague| {
        fact("Begun by", format!("{colleague}, at another computer. Take it only if theirs cannot go on"))
    });
    let refused = offer.refused.clone();
    let can = refused.is_none();
    let begins = offer.unit.get(..16).unwrap_or(&offer.unit).to_owned();
    view! {
        <div class="desk-pane__head"><h2 class="govuk-heading-s">{offer.name.clone()}</h2><span class="desk-num desk-muted">{offer.number.clone()}</span></div>
        <div class="desk-pane__body" tabindex="0" role="group" aria-label="What comes with it">
            <div class="desk-case__summary"><ErrorSummary errors=state.sending.errors /></div>
            {refused.map(|why| view! { <p class="desk-staff__then"><Sign kind=Kind::Not>"It cannot be taken"</Sign>" "{why}</p> })}
            <dl class="govuk-summary-list">
                {fact("From", offer.prison.clone())}
                {fact("Sent", format!("{}, by {}", dates::when(&offer.sent, &today), offer.sent_by))}
                {fact("Why", offer.why.clone())}
                {fact("Comes with it", comes)}
                {known}
                {later}
                {taking}
                {fact("Their unit", view! { <span class="desk-mono">{begins}</span> })}
            </dl>
            <p class="desk-xs desk-muted desk-gap-above">"If this unit has never taken a case from them, ring them on a number that you know, and compare the first letters of their unit."</p>
            <p class="desk-gap-above">"What happens when you take it:"</p>
            <ul>
                <li>"The whole file is here from then on, with its authors and their times as they were"</li>
                <li>"What is owed goes on here, and wants somebody: allocate a POM and a keyworker"</li>
                <li>"The prison that sent it can read what it sent, for a while, and write nothing more in it"</li>
            </ul>
        </div>
        {can.then(|| view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button" id="take" on:click=move |_| state.take()>
                    {move || if state.sending.is_busy() { "Taking it…" } else { "Take this case" }}<kbd>"Ctrl Enter"</kbd>
                </button>
            </div>
        })}
    }
}
