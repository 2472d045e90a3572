//! What a pane shows when it has nothing to show: opening, empty, failed. Each says why, and what to do.

use std::time::Duration;

use api::{Code, Problem};
use leptos::prelude::*;

/// Records come from this computer: before this nothing is said, after this bars and a word.
const NOTHING_FOR: Duration = Duration::from_millis(100);

/// Something is being opened.
#[component]
pub(crate) fn Opening() -> impl IntoView {
    let late = RwSignal::new(false);
    let timer = set_timeout_with_handle(
        move || {
            late.try_set(true);
        },
        NOTHING_FOR,
    );
    on_cleanup(move || {
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
    view! {
        <div class="desk-opening" aria-busy="true">
            <Show when=move || late.get()>
                <p class="desk-muted">"Opening…"</p>
                <div class="desk-bars" aria-hidden="true"><i></i><i></i><i></i></div>
            </Show>
        </div>
    }
}

/// Takes a problem back. Where there was none, whatever stands in its place is not drawn anew.
pub(crate) fn clear(problem: RwSignal<Option<Problem>>) {
    if problem.try_with_untracked(Option::is_some) == Some(true) {
        problem.set(None);
    }
}

/// There is nothing, and this is why.
#[component]
pub(crate) fn Empty(
    /// Why it is empty.
    #[prop(into)]
    why: String,
    /// What would fill it.
    children: Children,
) -> impl IntoView {
    view! {
        <div class="desk-empty">
            <h2 class="govuk-heading-m">{why}</h2>
            {children()}
        </div>
    }
}

/// It could not be shown: what happened, what to do, and another try.
#[component]
pub(crate) fn Failed(
    /// What happened.
    problem: Problem,
    /// Another try.
    again: Callback<()>,
) -> impl IntoView {
    let may_not = problem.code == Code::NotAllowed;
    let title = if may_not { "You may not open this".to_owned() } else { problem.message.clone() };
    let detail = may_not.then(|| view! { <p>{problem.message.clone()}</p> });
    view! {
        <div class="desk-empty" role="alert">
            <h2 class="govuk-heading-m">{title}</h2>
            {detail}
            <p>{problem.remedy}</p>
            {(!may_not).then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| again.run(())>"Try again"</button>
            })}
        </div>
    }
}
