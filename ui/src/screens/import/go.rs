//! What would be done, once more in words, and the button that does it.

use std::sync::Arc;

use api::ImportPlanView;
use leptos::prelude::*;

use crate::figures::counted;
use crate::parts::Failed;
use crate::screens::import::state::State;
use crate::screens::import::words;

/// What taking a plan would be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taking {
    /// Nothing is taken from a file that ends in the middle.
    HalfWritten,
    /// It was all taken before.
    TheSameAgain,
    /// No row can be taken; those that are kept aside can be listed.
    OnlyAside,
    /// That what stands was confirmed today.
    Confirms,
    /// What it says is new.
    News,
}

impl Taking {
    fn of(plan: &ImportPlanView) -> Self {
        if plan.files.iter().any(|file| file.half_written) {
            Self::HalfWritten
        } else if words::is_the_same_again(plan) {
            Self::TheSameAgain
        } else if words::rows_to_take(plan) == 0 {
            Self::OnlyAside
        } else if words::is_nothing_new(plan) {
            Self::Confirms
        } else {
            Self::News
        }
    }

    const fn can_be_done(self) -> bool {
        !matches!(self, Self::HalfWritten | Self::TheSameAgain)
    }
}

/// Whether the plan that is shown can be taken, and would do anything.
pub(super) fn may_take(state: State) -> bool {
    state.plan.with_untracked(|plan| plan.as_deref().is_some_and(|plan| Taking::of(plan).can_be_done()))
}

#[component]
pub(super) fn Go(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let taking = Taking::of(&plan);
    let problem = move || {
        state.problem.get().map(|problem| {
            let again = Callback::new(move |()| state.take());
            view! { <div id="plan-problem" tabindex="-1"><Failed problem again /></div> }
        })
    };
    let act = taking.can_be_done().then(|| {
        let shade = if taking == Taking::OnlyAside { "govuk-button govuk-button--secondary" } else { "govuk-button" };
        view! { <button type="button" class=shade on:click=move |_| state.take()>{act(taking, &plan)}<kbd>"Ctrl Enter"</kbd></button> }
    });
    view! {
        <section class="desk-pane desk-import__flat" aria-labelledby="go-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="go-head">"Import"</h2></div>
            {problem}
            <div class="desk-pane__body">{what(taking, &plan)}</div>
            <div class="desk-pane__foot desk-import__foot">
                {act}
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.leave()>"Leave it"</button>
            </div>
        </section>
    }
}

fn act(taking: Taking, plan: &ImportPlanView) -> String {
    match taking {
        Taking::OnlyAside => format!("Keep {} aside", counted(plan.quarantined, "row", "rows")),
        _ if plan.files.iter().any(|file| file.older) => "Import anyway".to_owned(),
        _ => format!("Import {}", counted(words::rows_to_take(plan), "row", "rows")),
    }
}

fn what(taking: Taking, plan: &ImportPlanView) -> AnyView {
    let words = match taking {
        Taking::HalfWritten => "Nothing is imported from a file that ends in the middle.".to_owned(),
        Taking::TheSameAgain => "The same again: importing it would change nothing.".to_owned(),
        Taking::OnlyAside => "Nobody changes. The rows can be put on the list of those kept aside.".to_owned(),
        Taking::Confirms => {
            "Nothing in it is new. Importing it records that what stands was confirmed today.".to_owned()
        }
        Taking::News => news(plan),
    };
    view! { <p>{words}</p> }.into_any()
}

/// “13 new people get a case file, 131 people change, 5 rows are kept aside. All of it or nothing.”
fn news(plan: &ImportPlanView) -> String {
    let parts = [
        (words::new(plan), "new person gets a case file", "new people get a case file"),
        (words::changed(plan), "person changes", "people change"),
        (plan.quarantined, "row is kept aside", "rows are kept aside"),
    ];
    let said: Vec<String> = parts
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| counted(count, one, many))
        .collect();
    format!("{}. All of it or nothing.", said.join(", "))
}
