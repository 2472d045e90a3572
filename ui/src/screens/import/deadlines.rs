//! What deadlines an import would move: by kind, and in whose case. Nothing is written.

use std::sync::Arc;

use api::{ImportWouldMove, Problem, UnitMovesView};
use leptos::prelude::*;

use crate::backend;
use crate::parts::{Failed, Opening};
use crate::screens::import::state::State;
use crate::screens::owed::{summary, unit_moves};

/// How many cases come at a time.
const AT_ONCE: u32 = 50;

/// What has come of the question.
pub(super) type Answer = Option<Result<Arc<UnitMovesView>, Problem>>;

/// Asks what the plan that waits would move; or for more cases of it.
pub(super) fn ask(state: State) {
    let plan = state.plan.get_untracked();
    let known = state.deadlines.get_untracked().and_then(Result::ok);
    let offset = known.as_ref().map_or(0, |known| u32::try_from(known.rows.len()).unwrap_or(u32::MAX));
    leptos::task::spawn_local(async move {
        let answer = backend::call(ImportWouldMove { offset, limit: AT_ONCE }).await;
        // What comes too late belongs to a plan that is no longer shown.
        let same = match (state.plan.try_get_untracked().flatten(), &plan) {
            (Some(now), Some(then)) => Arc::ptr_eq(&now, then),
            _ => false,
        };
        if !same {
            return;
        }
        let answer = answer.map(|mut more| {
            if let Some(known) = known {
                let rows = std::mem::take(&mut more.rows);
                more.rows.clone_from(&known.rows);
                more.rows.extend(rows);
            }
            Arc::new(more)
        });
        state.deadlines.try_set(Some(answer));
    });
}

/// In how many cases a deadline would move, where that is known.
pub(super) fn how_many(state: State) -> Option<u32> {
    state.deadlines.get().and_then(Result::ok).map(|view| view.cases)
}

#[component]
pub(super) fn Deadlines(state: State) -> impl IntoView {
    let again = Callback::new(move |()| {
        state.deadlines.set(None);
        ask(state);
    });
    view! {
        <div class="desk-grid" id="deadlines" tabindex="0" role="group" aria-label="What deadlines move">
            {move || match state.deadlines.get() {
                None => view! { <Opening /> }.into_any(),
                Some(Err(problem)) => view! { <Failed problem again /> }.into_any(),
                Some(Ok(view)) => {
                    let more = usize::try_from(view.cases).is_ok_and(|cases| view.rows.len() < cases);
                    view! {
                        <div class="desk-import__deadlines">
                            {unit_moves(&view)}
                            {more.then(|| view! {
                                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| ask(state)>"Show more cases"</button>
                            })}
                        </div>
                    }.into_any()
                }
            }}
        </div>
        <div class="desk-window"><span>{move || state.deadlines.get().and_then(Result::ok).map(|view| summary(&view))}</span><span class="desk-end">"Nothing has changed yet"</span></div>
    }
}
