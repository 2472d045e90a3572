//! The entries in conflict, side by side: the value, who recorded it and when, and which is in force meanwhile.

use api::ConflictView;
use leptos::prelude::*;

use crate::screens::case::{field_value, moment};

/// The names of the sides.
pub(super) const SIDES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

#[component]
pub(crate) fn Sides(
    /// What is in conflict.
    conflict: ConflictView,
    /// Which of its values is in force, from 0.
    in_force: Option<usize>,
) -> impl IntoView {
    let side = |(at, (candidate, side)): (usize, (&api::CandidateView, &'static str))| {
        let value = field_value(&conflict.about, &candidate.value);
        let stands = in_force == Some(at);
        view! {
            <section class=if stands { "desk-pane desk-pane--accent" } else { "desk-pane" }>
                <div class="desk-pane__head">
                    <h3 class="govuk-heading-s">{side}": "{value}</h3>
                    {if stands {
                        view! { <strong class="govuk-tag govuk-tag--blue">"In force until settled"</strong> }.into_any()
                    } else {
                        view! { <strong class="govuk-tag govuk-tag--grey">"Kept aside"</strong> }.into_any()
                    }}
                </div>
                <div class="desk-pane__body"><p><b>{candidate.by.clone()}</b></p><p class="desk-muted desk-num">{moment(&candidate.recorded)}</p></div>
            </section>
        }
    };
    let sides = conflict.candidates.iter().zip(SIDES).enumerate().map(side).collect_view();
    view! { <div class="desk-case__sides">{sides}</div> }
}
