//! What would be done, once more in words, and the button that does it.

use std::sync::Arc;

use api::ImportPlanView;
use leptos::prelude::*;

use crate::figures::{counted, grouped};
use crate::parts::Failed;
use crate::screens::import::state::State;
use crate::screens::import::words;

/// Whether the plan that is shown can be taken, and would do anything.
pub(super) fn may_take(state: State) -> bool {
    state.plan.with_untracked(|plan| plan.as_deref().is_some_and(can_be_taken))
}

fn can_be_taken(plan: &ImportPlanView) -> bool {
    !plan.files.iter().any(|file| file.half_written) && !words::is_the_same_again(plan)
}

#[component]
pub(super) fn Go(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let problem = move || {
        state.problem.get().map(|problem| {
            let again = Callback::new(move |()| state.take());
            view! { <div id="plan-problem" tabindex="-1"><Failed problem again /></div> }
        })
    };
    let act = can_be_taken(&plan).then(|| {
        view! { <button type="button" class="govuk-button" on:click=move |_| state.take()>{act(&plan)}<kbd>"Ctrl Enter"</kbd></button> }
    });
    view! {
        <section class="desk-pane desk-import__flat" aria-labelledby="go-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="go-head">"Import"</h2></div>
            {problem}
            <div class="desk-pane__body desk-import__what">{what(&plan)}</div>
            <div class="desk-pane__foot">
                {act}
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.leave()>"Leave it"<kbd>"Esc"</kbd></button>
            </div>
        </section>
    }
}

fn act(plan: &ImportPlanView) -> String {
    let rows = words::rows_to_take(plan);
    if rows == 0 {
        return format!("Keep {} aside", counted(plan.quarantined, "row", "rows"));
    }
    if plan.files.iter().any(|file| file.older) {
        return "Import anyway".to_owned();
    }
    format!("Import {}", counted(rows, "row", "rows"))
}

fn what(plan: &ImportPlanView) -> AnyView {
    if plan.files.iter().any(|file| file.half_written) {
        return view! { <p>"Nothing is imported from a file that ends in the middle."</p> }.into_any();
    }
    if words::is_the_same_again(plan) {
        return view! { <p>"The same again: importing it would change nothing."</p> }.into_any();
    }
    if words::is_nothing_new(plan) {
        return view! { <p>"Nothing in it is new. Importing it records that what stands was confirmed today."</p> }
            .into_any();
    }
    let aside = (plan.quarantined > 0).then(|| format!(" {} kept aside.", are(plan.quarantined)));
    view! {
        <p>
            {counted(words::new(plan), "new person gets", "new people get")}" a case file, "
            {counted(words::changed(plan), "person changes", "people change")}"."{aside}
        </p>
        <p class="desk-xs desk-muted">"All of it or nothing. The case files say what moved until somebody has checked it."</p>
    }
    .into_any()
}

fn are(rows: usize) -> String {
    if rows == 1 { "1 row is".to_owned() } else { format!("{} rows are", grouped(rows)) }
}
