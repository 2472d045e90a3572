//! Who is responsible, and why: as it stands, the decision that made it so, and the rule's own answer with its working.

use api::ResponsibilityView;
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Opening, Why, in_one};
use crate::screens::case::file::File;
use crate::screens::case::tabs::Tab;
use crate::screens::owed::Doing;

#[component]
pub(super) fn Responsible(
    /// Whose file.
    file: File,
    /// Whether it stands in the part that says more.
    #[prop(optional)]
    in_full: bool,
) -> impl IntoView {
    let class = if in_full { "desk-pane desk-pane--accent desk-case__flat" } else { "desk-pane desk-pane--accent" };
    view! {
        <section class=class aria-labelledby="responsible-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="responsible-head">"Who is responsible, and why"</h2>
                {(!in_full).then(|| view! {
                    <button type="button" class="desk-link desk-xs" on:click=move |_| file.kept.tab.set(Tab::Handover)>"Handover"</button>
                })}
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| file.doing.set(Doing::WhatIf)>"What if…"</button>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="responsible-head">
                {move || match file.responsibility.get() {
                    None => view! { <Opening /> }.into_any(),
                    Some(Err(problem)) => view! { <p class="desk-muted">{in_one(&problem)}"."</p> }.into_any(),
                    Some(Ok(view)) => stands(&view),
                }}
            </div>
        </section>
    }
}

fn stands(view: &ResponsibilityView) -> AnyView {
    let decided = view.decided.as_ref().map(|decided| {
        let until = format!(
            "Decided by {} on {}: {}. Looked at again on {}.",
            decided.by,
            dates::long(&decided.on),
            decided.reason.trim_end_matches('.'),
            dates::long(&decided.review)
        );
        view! {
            <div class="desk-answer desk-gap-below"><p class="desk-m"><b>{view.stands.clone()}</b></p><p>{until}</p></div>
            <h3 class="govuk-heading-s">"The rule's own answer"</h3>
        }
    });
    view! { {decided}<Why view=view.calculated.clone() /> }.into_any()
}
