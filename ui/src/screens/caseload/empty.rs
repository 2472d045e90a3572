//! No case matches: which filter costs most, and one press to take it off. Or there is no case yet, and where they come from.

use api::{Caseload, Filter, Right, Sort};
use leptos::prelude::*;

use crate::backend;
use crate::parts::Empty;
use crate::route::{Place, Screen};
use crate::screens::caseload::filters::{self, InForce};
use crate::screens::caseload::query::State;

#[component]
pub(super) fn NoMatch(state: State) -> impl IntoView {
    let offered = RwSignal::new(None::<(InForce, u32)>);
    let none_yet = RwSignal::new(false);
    Effect::new(move |_| {
        offered.set(None);
        let set = filters::set(state);
        let question = state.rows.question();
        leptos::task::spawn_local(async move {
            let best = costs_most(set).await;
            let none = best.is_none() && count(Filter::default()).await == Some(0);
            if state.rows.question() == question {
                offered.try_set(best);
                none_yet.try_set(none);
            }
        });
    });
    view! {
        <Show when=move || !none_yet.get() fallback=move || view! { <NoneYet state /> }>
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

/// Nobody is in the record at all.
#[component]
fn NoneYet(state: State) -> impl IntoView {
    let desk = state.desk;
    view! {
        <Empty why="No prisoners yet">
            <p>"An import from the prison system brings them in."</p>
            {desk.person.may(Right::Import).then(|| view! {
                <button type="button" class="govuk-button" on:click=move |_| desk.route.go(Place::of(Screen::Import))>"Import"</button>
            })}
        </Empty>
    }
}

/// The filter without which most cases match.
async fn costs_most(set: Vec<InForce>) -> Option<(InForce, u32)> {
    let mut best: Option<(InForce, u32)> = None;
    for one in set {
        let cases = count(one.without.clone()).await.unwrap_or(0);
        if best.as_ref().is_none_or(|(_, most)| cases > *most) {
            best = Some((one, cases));
        }
    }
    best.filter(|(_, cases)| *cases > 0)
}

/// How many cases a filter has, where that can be said.
async fn count(filter: Filter) -> Option<u32> {
    let request = Caseload { filter, sort: Sort::Name, descending: false, offset: 0, limit: 1 };
    backend::call(request).await.ok().map(|view| view.all)
}
