//! A row for each POM: their cases by part, tier and risk, what is late, and the load against the room.

use std::sync::Arc;

use api::{LoadView, WorkloadView};
use leptos::prelude::*;

use crate::parts::{Empty, Kind, Sign};
use crate::screens::allocation::Share;
use crate::screens::workload::{Doing, State, may_set};

#[component]
pub(super) fn Table(state: State, view: Arc<WorkloadView>) -> impl IntoView {
    if view.rows.is_empty() {
        return view! { <Empty why="No POM works here yet"><p>"An administrator gives the role, under Staff and roles."</p></Empty> }.into_any();
    }
    let whole = view.rows.iter().map(|row| row.load.max(row.room)).max().unwrap_or(1);
    let heads = ["Cases", "Tiers A, B, C, D, none", "High risk", "Low risk, high need", "Handovers", "Late"];
    view! {
        <div class="desk-grid desk-workload" tabindex="0" role="group" aria-label="POMs, the most loaded first">
            <table class="govuk-table desk-table desk-table--top" aria-label="POMs, the most loaded first">
                <thead class="govuk-table__head"><tr>
                    <th scope="col" class="govuk-table__header">"POM"</th>
                    <th scope="col" class="govuk-table__header desk-alloc__bar">"Load"</th>
                    {heads.map(|head| view! { <th scope="col" class="govuk-table__header desk-right">{head}</th> }).into_iter().collect_view()}
                    <th scope="col" class="govuk-table__header"><span class="govuk-visually-hidden">"Acts"</span></th>
                </tr></thead>
                <tbody class="govuk-table__body">{view.rows.iter().map(|row| line(state, row, whole)).collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(state: State, load: &LoadView, whole: u32) -> AnyView {
    let kind = match load.pom_type.as_deref() {
        Some("prison") => "prison officer",
        Some("probation") => "probation officer",
        _ => "type not recorded",
    };
    let pattern = format!("{kind}, {} of a full week", tenths(load.tenths));
    let over = load.load.saturating_sub(load.room);
    let parts =
        format!("{} responsible, {} supporting, {} co-working", load.responsible, load.supporting, load.coworking);
    let all = load.responsible + load.supporting + load.coworking;
    let tiers = load.tiers.map(|tier| tier.to_string()).join(", ");
    let (own, overdue) = (load.clone(), load.overdue);
    let label = format!("Change the working pattern of {}", load.name);
    let number = |count: u32| view! { <td class="govuk-table__cell desk-right desk-num">{count}</td> };
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header">{load.name.clone()}<span class="desk-staff__second desk-xs desk-muted">{pattern}</span></th>
            <td class="govuk-table__cell desk-alloc__bar">
                <Share of=whole part=load.load />
                <span class="desk-num">{cases(load.load)}" of "{cases(load.room)}</span>
                {(over > 0).then(|| view! { " "<Sign kind=Kind::Late>{cases(over)}" over"</Sign> })}
            </td>
            <td class="govuk-table__cell desk-right desk-num">{all}<span class="desk-staff__second desk-xs desk-muted">{parts}</span></td>
            <td class="govuk-table__cell desk-right desk-num">{tiers}</td>
            {number(load.high_risk)}
            {number(load.low_risk_high_need)}
            {number(load.handovers)}
            <td class="govuk-table__cell desk-right desk-num">{if overdue > 0 {
                view! { <Sign kind=Kind::Late>{overdue}</Sign> }.into_any()
            } else {
                view! { <span class="desk-muted">"0"</span> }.into_any()
            }}</td>
            <td class="govuk-table__cell desk-right">{may_set(state.desk).then(|| view! {
                <button type="button" class="desk-link desk-xs" aria-label=label on:click=move |_| state.doing.set(Doing::Pattern(own.clone()))>"Change"</button>
            })}</td>
        </tr>
    }
    .into_any()
}

/// Hundredths of an ordinary case as cases: “33.1”.
fn cases(hundredths: u32) -> String {
    format!("{}.{}", hundredths / 100, hundredths % 100 / 10)
}

/// “0.8”.
pub(super) fn tenths(tenths: u8) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn loads_are_said_in_ordinary_cases_and_weeks_in_parts_of_one() {
        assert_eq!([cases(3310), cases(95), cases(0)], ["33.1", "0.9", "0.0"]);
        assert_eq!([tenths(10), tenths(8)], ["1.0", "0.8"]);
    }
}
