//! What happens, rule by rule: what is taken, what somebody has to look at, what is odd and kept. Each shows whom it concerns.

use std::sync::Arc;

use api::{ImportPlanView, PlannedRuleView, Then};
use leptos::prelude::*;

use crate::figures::{counted, grouped};
use crate::parts::{Kind, Sign};
use crate::screens::import::state::State;

#[component]
pub(super) fn Rules(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let none = plan.rules.is_empty();
    view! {
        <section class="desk-pane" aria-labelledby="rules-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="rules-head">"By rule"</h2>
                <span class="desk-xs desk-muted">"A row can count twice"</span>
            </div>
            <div class="desk-grid" tabindex="0" role="group" aria-labelledby="rules-head">
                {none.then(|| view! { <p class="desk-case__none">"No rule has anything to say: nothing changes."</p> })}
                <table class="govuk-table desk-table" aria-labelledby="rules-head" hidden=none>
                    <thead class="govuk-table__head"><tr>
                        <th scope="col" class="govuk-table__header desk-c-then">"Then"</th>
                        <th scope="col" class="govuk-table__header">"Rule"</th>
                        <th scope="col" class="govuk-table__header desk-right">"Rows"</th>
                    </tr></thead>
                    <tbody class="govuk-table__body">{plan.rules.iter().map(|rule| line(state, rule.clone())).collect_view()}</tbody>
                </table>
            </div>
            <div class="desk-window desk-import__left-out">
                <p>"Nobody is removed because a file leaves them out"</p>
                {(!plan.left_out.is_empty()).then(|| view! { <p class="desk-path">{left_out(&plan.left_out)}</p> })}
            </div>
        </section>
    }
}

/// “1 file of the folder is neither JSON nor CSV: READ ME.txt”.
fn left_out(files: &[String]) -> String {
    const NAMED: usize = 3;
    let names: Vec<&str> =
        files.iter().take(NAMED).map(|path| path.rsplit(['/', '\\']).next().unwrap_or(path)).collect();
    let more = match files.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more)),
    };
    let count = counted(files.len(), "file of the folder is", "files of the folder are");
    format!("{count} neither JSON nor CSV: {}{more}", names.join(", "))
}

fn line(state: State, rule: PlannedRuleView) -> impl IntoView {
    let PlannedRuleView { then, label, rows, filter } = rule;
    let shown = filter.clone();
    let pressed = Memo::new(move |_| state.filter.with(|filter| *filter == shown));
    view! {
        <tr class="govuk-table__row" class=("is-current", move || pressed.get())>
            <td class="govuk-table__cell desk-nowrap">{self::then(then)}</td>
            <td class="govuk-table__cell">
                <button type="button" class="desk-link desk-import__rule" aria-pressed=move || pressed.get().to_string()
                    on:click=move |_| state.narrow(filter.clone())>{label}</button>
            </td>
            <td class="govuk-table__cell desk-right desk-num"><b>{grouped(rows)}</b></td>
        </tr>
    }
}

/// What happens, as a shape and a word.
pub(super) fn then(then: Then) -> AnyView {
    match then {
        Then::Check => view! { <Sign kind=Kind::Soon>"Check"</Sign> }.into_any(),
        Then::Take => view! { <Sign kind=Kind::Met>"Take"</Sign> }.into_any(),
        Then::Warn => view! { <Sign kind=Kind::Later>"Warn"</Sign> }.into_any(),
        Then::Stay => view! { <Sign kind=Kind::Later>"Stay"</Sign> }.into_any(),
    }
}
