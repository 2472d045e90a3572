//! The same numbers as tables.

use api::{DaysView, ReleaseCountsView};
use leptos::prelude::*;

/// A table of numbers, each line with its name.
pub(super) fn table(label: &str, first: &str, heads: Vec<String>, lines: Vec<(String, Vec<String>)>) -> AnyView {
    let head = |head: String| view! { <th scope="col" class="govuk-table__header desk-right">{head}</th> };
    let cell = |number: String| view! { <td class="govuk-table__cell desk-right desk-num">{number}</td> };
    let line = |(name, numbers): (String, Vec<String>)| {
        view! {
            <tr class="govuk-table__row">
                <th scope="row" class="govuk-table__header">{name}</th>
                {numbers.into_iter().map(cell).collect_view()}
            </tr>
        }
    };
    view! {
        <table class="govuk-table desk-table desk-rotl__numbers" aria-label=label.to_owned()>
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header">{first.to_owned()}</th>
                {heads.into_iter().map(head).collect_view()}
            </tr></thead>
            <tbody class="govuk-table__body">{lines.into_iter().map(line).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

pub(super) fn progress(view: &ReleaseCountsView) -> AnyView {
    let heads = view.progress.ages.iter().cloned().chain(["All".to_owned()]).collect();
    let line = |(stage, ages): &(String, [u32; 3])| {
        let all = ages.iter().sum::<u32>();
        (stage.clone(), ages.iter().chain([&all]).map(u32::to_string).collect())
    };
    table("In progress by stage and age", "Stage", heads, view.progress.stages.iter().map(line).collect())
}

pub(super) fn failures(view: &ReleaseCountsView) -> AnyView {
    let line = |(kind, count): &(String, u32)| (kind.clone(), vec![count.to_string()]);
    table("Failures by kind", "Kind", vec!["Releases".to_owned()], view.failures.iter().map(line).collect())
}

pub(super) fn days(days: DaysView) -> AnyView {
    let lines = [
        ("Decisions", days.of.to_string()),
        ("Least", days.least.to_string()),
        ("Lower quartile", days.lower.to_string()),
        ("Median", days.median.to_string()),
        ("Upper quartile", days.upper.to_string()),
        ("Most", days.most.to_string()),
    ];
    let lines = lines.map(|(name, number)| (name.to_owned(), vec![number])).to_vec();
    table("Days from application to decision", "Spread", vec!["Days".to_owned()], lines)
}
