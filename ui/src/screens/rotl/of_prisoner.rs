//! The applications of one prisoner, in their case file.

use api::{ApplicationRow, ApplicationsOf, Problem, Right};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::desk::Desk;
use crate::figures::counted;
use crate::parts::{Failed, Opening};
use crate::route::Place;
use crate::screens::rotl::list;

/// The applications of one prisoner, the newest first.
#[component]
pub(crate) fn ApplicationsOfPrisoner(
    /// Whose.
    number: Memo<String>,
    /// Whether they are held here: nothing is begun for whoever is not.
    here: Signal<bool>,
) -> impl IntoView {
    let desk = Desk::here();
    let shown = RwSignal::new(None::<Result<Vec<ApplicationRow>, Problem>>);
    let ask = Callback::new(move |()| {
        let asked = number.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(ApplicationsOf { number: asked.clone() }).await;
            if number.try_get_untracked().as_ref() == Some(&asked) {
                shown.try_set(Some(answer));
            }
        });
    });
    Effect::new(move |_| {
        number.track();
        shown.set(None);
        ask.run(());
    });
    let may = move || desk.person.may(Right::ApplyForRelease) && here.get();
    let count = move || match shown.get() {
        Some(Ok(rows)) => counted(rows.len(), "application", "applications"),
        _ => String::new(),
    };
    let apply = move |_| desk.route.go(Place::application(number.get_untracked(), ""));
    view! {
        <section class="desk-pane desk-grow" aria-labelledby="rotl-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="rotl-head">"Release on temporary licence"</h2>
                <span class="desk-xs desk-muted" role="status">{count}</span>
                {move || may().then(|| view! { <button type="button" class="govuk-button" on:click=apply>"New application"</button> })}
            </div>
            {move || match shown.get() {
                None => view! { <Opening /> }.into_any(),
                Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
                Some(Ok(rows)) if rows.is_empty() => view! {
                    <div class="desk-empty"><h3 class="govuk-heading-m">"Nobody has applied"</h3>
                    <p>"An application is written by the prisoner, or for them. It begins with the type of release and its reason."</p></div>
                }.into_any(),
                Some(Ok(rows)) => table(desk, rows),
            }}
        </section>
    }
}

fn table(desk: Desk, rows: Vec<ApplicationRow>) -> AnyView {
    const HEADS: [&str; 7] = ["Made", "Type", "Tier", "Status", "Next", "Out", "Place"];
    view! {
        <div class="desk-grid" tabindex="0" role="group" aria-labelledby="rotl-head">
            <table class="govuk-table desk-table" aria-labelledby="rotl-head">
                <thead class="govuk-table__head"><tr>
                    {HEADS.map(|head| view! { <th scope="col" class="govuk-table__header">{head}</th> }).into_iter().collect_view()}
                </tr></thead>
                <tbody class="govuk-table__body">{rows.into_iter().map(|row| {
                    let (made, label) = (dates::short(&row.made), format!("Open: {}, made {}", row.kind.words(), dates::long(&row.made)));
                    let columns = list::columns(&row);
                    view! {
                        <tr class="govuk-table__row">
                            <th scope="row" class="govuk-table__header desk-num">
                                <button type="button" class="desk-link" aria-label=label on:click=move |_| desk.route.go(Place::application(row.number.clone(), row.id.clone()))>{made}</button>
                            </th>
                            {columns}
                        </tr>
                    }
                }).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}
