//! This year's releases and failures, by type.

use api::ReleaseType;
use leptos::prelude::*;

use crate::figures::grouped;
use crate::screens::gate_list::state::State;

#[component]
pub(super) fn Year(state: State) -> impl IntoView {
    let year = Memo::new(move |_| {
        state.view.with(|view| {
            view.as_ref().map(|view| (view.day.get(..4).unwrap_or_default().to_owned(), view.year.clone()))
        })
    });
    move || {
        let (year, counts) = year.get().filter(|(_, counts)| !counts.is_empty())?;
        let title = format!("Releases in {year}");
        Some(view! {
            <section class="desk-pane desk-gates__year" aria-label=title.clone()>
                <table class="govuk-table desk-table" aria-label=title.clone()>
                    <thead class="govuk-table__head"><tr>
                        <th scope="col" class="govuk-table__header">{title.clone()}</th>
                        <th scope="col" class="govuk-table__header desk-right">"Went out"</th>
                        <th scope="col" class="govuk-table__header desk-right">"Failed"</th>
                    </tr></thead>
                    <tbody class="govuk-table__body">{counts.into_iter().map(|(kind, out, failed)| view! {
                        <tr class="govuk-table__row">
                            <th scope="row" class="govuk-table__header">{kind_words(&kind)}</th>
                            <td class="govuk-table__cell desk-right desk-num">{grouped(out)}</td>
                            <td class="govuk-table__cell desk-right desk-num">{grouped(failed)}</td>
                        </tr>
                    }).collect_view()}</tbody>
                </table>
            </section>
        })
    }
}

fn kind_words(code: &str) -> String {
    ReleaseType::from_code(code).map_or_else(|| code.to_owned(), |kind| kind.words().to_owned())
}
