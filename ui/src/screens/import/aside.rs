//! Rows that cannot be taken: kept aside with the reason, and saved as a table for whoever can correct them.

use std::sync::Arc;

use api::{AsideView, ImportPlanView};
use leptos::prelude::*;

use crate::figures::grouped;
use crate::parts::Empty;
use crate::screens::import::save::SaveAside;
use crate::screens::import::words;

#[component]
pub(super) fn Aside(plan: Arc<ImportPlanView>) -> impl IntoView {
    let none = plan.quarantined == 0;
    let saving = RwSignal::new(false);
    let several = plan.files.len() > 1;
    let listed = plan.aside.len();
    let shown = if listed < plan.quarantined {
        format!("The first {} of {}", grouped(listed), grouped(plan.quarantined))
    } else {
        "With the reason".to_owned()
    };
    view! {
        <section class="desk-pane desk-grow" class=("desk-pane--red", !none) aria-labelledby="aside-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="aside-head">"Rows kept aside"</h2>
                <span class="desk-xs desk-muted desk-num">{(!none).then_some(shown)}</span>
            </div>
            <div class="desk-grid" id="aside-rows" tabindex="0" role="group" aria-labelledby="aside-head" hidden=move || saving.get()>
                {if none {
                    view! { <Empty why="No row is kept aside"><p>"Every row of the file can be taken."</p></Empty> }.into_any()
                } else {
                    table(&plan.aside, several)
                }}
            </div>
            {(!none).then(|| view! {
                <div class="desk-pane__foot desk-import__foot desk-import__saving"><SaveAside of_plan=true open=saving /></div>
            })}
        </section>
    }
}

fn table(rows: &[AsideView], several: bool) -> AnyView {
    let rows = rows.iter().map(|row| line(row, several)).collect_view();
    view! {
        <table class="govuk-table desk-table desk-table--top" aria-labelledby="aside-head">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header desk-c-row">"Row"</th>
                <th scope="col" class="govuk-table__header desk-c-number">"Number"</th>
                <th scope="col" class="govuk-table__header">"Why"</th>
            </tr></thead>
            <tbody class="govuk-table__body">{rows}</tbody>
        </table>
    }
    .into_any()
}

fn line(row: &AsideView, several: bool) -> impl IntoView + use<> {
    let number = match &row.number {
        Some(number) => view! { <b class="desk-mono">{number.clone()}</b> }.into_any(),
        None => view! { <span class="desk-muted">"None"</span> }.into_any(),
    };
    let file =
        several.then(|| view! { <span class="desk-xs desk-muted desk-block desk-path">{row.file.clone()}</span> });
    let reasons = row.reasons.iter().map(|reason| view! { <p>{words::reason(reason)}</p> }).collect_view();
    view! {
        <tr class="govuk-table__row">
            <td class="govuk-table__cell desk-num desk-muted">{row.row}</td>
            <td class="govuk-table__cell">{number}</td>
            <td class="govuk-table__cell desk-import__why">{reasons}{file}</td>
        </tr>
    }
}
