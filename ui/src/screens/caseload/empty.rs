//! No case matches: which filter costs most, and one press to take it off.

use api::{Caseload, Sort};
use leptos::prelude::*;

use crate::backend;
use crate::parts::Empty;
use crate::screens::caseload::filters::{self, InForce};
use crate::screens::caseload::query::State;

#[component]
pub(super) fn NoMatch(state: State) -> impl IntoView {
    let offered = RwSignal::new(None::<(InForce, u32)>);
    Effect::new(move |_| {
        offered.set(None);
        let set = filters::set(state);
        let question = state.rows.question();
        leptos::task::spawn_local(async move {
            let best = costs_most(set).await;
            if state.rows.question() == question {
                offered.try_set(best);
            }
        });
    });
    let nothing_set = move || filters::set(state).is_empty();
    view! {
        <Show when=move || !nothing_set() fallback=|| view! {
            <Empty why="No prisoners yet"><p>"An import from the prison system brings them in."</p></Empty>
        }>
            <Empty why="No case matches">
                {move || offered.get().map(|(set, count)| {
                    let without = set.without.clone();
                    view! {
                        <p>"Without “"{set.words.clone()}"” there "{if count == 1 { "is 1".to_owned() } else { format!("are {count}") }}"."</p>
                        <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| {
                            let without = without.clone();
                            state.narrow(move |filter| *filter = without);
                        }>"Remove “"{set.words}"”"</button>
                    }
                })}
            </Empty>
        </Show>
    }
}

/// The filter without which most cases match.
async fn costs_most(set: Vec<InForce>) -> Option<(InForce, u32)> {
    let mut best: Option<(InForce, u32)> = None;
    for one in set {
        let request =
            Caseload { filter: one.without.clone(), sort: Sort::Name, descending: false, offset: 0, limit: 1 };
        let count = backend::call(request).await.map_or(0, |view| view.all);
        if best.as_ref().is_none_or(|(_, most)| count > *most) {
            best = Some((one, count));
        }
    }
    best.filter(|(_, count)| *count > 0)
}
