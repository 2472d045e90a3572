//! Every change of a case, newest first, with a filter by field.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::HistoryView;
use leptos::prelude::*;

use crate::dates::Day;
use crate::page;
use crate::parts::{Choice, Opening};
use crate::screens::case::fact::source;
use crate::screens::case::file::File;
use crate::screens::case::people::short_post;
use crate::screens::case::words;
use crate::screens::owed::difference;

/// How many changes are put on the page at a time.
const ON_PAGE: usize = 150;

/// A change with what stood before it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    line: HistoryView,
    before: Option<String>,
}

fn label(field: &str) -> String {
    if words::is_post(field) { short_post(field) } else { words::sentence(&words::label(field)) }
}

/// All changes, newest first, each with what stood before it.
fn changes(history: &[HistoryView]) -> Vec<Change> {
    let mut standing: BTreeMap<&str, &str> = BTreeMap::new();
    let mut changes: Vec<Change> = Vec::with_capacity(history.len());
    for line in history {
        let before = standing.get(line.field.as_str()).map(|value| (*value).to_owned());
        if line.stood {
            standing.insert(&line.field, &line.value);
        }
        changes.push(Change { line: line.clone(), before });
    }
    changes.reverse();
    changes
}

#[component]
pub(super) fn Changes(file: File) -> impl IntoView {
    let field = RwSignal::new(String::new());
    let on_page = RwSignal::new(ON_PAGE);
    let all = Memo::new(move |_| file.history().map(|history| Arc::new(changes(&history))));
    let found = Memo::new(move |_| {
        let wanted = field.get();
        let all = all.get()?;
        Some(all.iter().filter(|change| wanted.is_empty() || change.line.field == wanted).cloned().collect::<Vec<_>>())
    });
    let fields = Signal::derive(move || {
        let named: BTreeMap<String, String> = all
            .get()
            .map(|all| all.iter().map(|change| (label(&change.line.field), change.line.field.clone())).collect())
            .unwrap_or_default();
        let all = (String::new(), "All fields".to_owned());
        std::iter::once(all).chain(named.into_iter().map(|(label, field)| (field, label))).collect::<Vec<_>>()
    });
    file.desk.keys.on_and_show("/", "Filter the changes", "filter", || {
        page::focus("history-field");
    });
    let chosen = Callback::new(move |value| {
        on_page.set(ON_PAGE);
        field.set(value);
    });
    let count = move || found.with(|found| found.as_ref().map(|found| words::count(found.len(), "change")));
    view! {
        <section class="desk-pane desk-grow" aria-label="Changes">
            <div class="desk-pane__head desk-bar">
                <Choice id="history-field" label="Field" options=fields value=field chosen />
                <span class="desk-muted desk-xs desk-end" role="status">{count}</span>
            </div>
            <div class="desk-grid desk-case__both" tabindex="0" role="group" aria-label="Changes, newest first">
                {move || match found.get() {
                    None => view! { <Opening /> }.into_any(),
                    Some(found) => table(&found, on_page).into_any(),
                }}
            </div>
        </section>
    }
}

fn table(found: &[Change], on_page: RwSignal<usize>) -> impl IntoView + use<> {
    let rest = found.len().saturating_sub(on_page.get());
    let rows = found.iter().take(on_page.get()).map(row).collect_view();
    view! {
        <table class="govuk-table desk-table desk-table--top" aria-label="Changes">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header desk-case__when">"Recorded"</th><th scope="col" class="govuk-table__header desk-case__what">"What"</th>
                <th scope="col" class="govuk-table__header">"Value"</th><th scope="col" class="govuk-table__header">"Source"</th>
                <th scope="col" class="govuk-table__header desk-case__by">"By"</th>
            </tr></thead>
            <tbody class="govuk-table__body">{rows}</tbody>
        </table>
        {(rest > 0).then(|| view! {
            <p class="desk-case__more"><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| on_page.update(|on_page| *on_page += ON_PAGE)>"Show more ("{rest}" older)"</button></p>
        })}
    }
}

fn row(change: &Change) -> impl IntoView + use<> {
    let Change { line, before } = change;
    let post = words::is_post(&line.field);
    let was = before.as_deref().filter(|before| *before != line.value && !post);
    let days = was.and_then(|was| Some(Day::read(was)?.days_until(Day::read(&line.value)?)));
    let days = days.filter(|_| words::is_sentence_date(&line.field));
    let was = was.map(|was| view! {
        <span class="desk-case__second desk-xs desk-muted">"was "<del>{words::value(&line.field, was)}</del>" "{days.map(|days| view! { <span class="desk-delta">{difference(days)}</span> })}</span>
    });
    let value = if post { line.value.clone() } else { words::value(&line.field, &line.value) };
    view! {
        <tr class="govuk-table__row">
            <td class="govuk-table__cell desk-num">{words::moment(&line.recorded)}</td>
            <th scope="row" class="govuk-table__header">{label(&line.field)}</th>
            <td class="govuk-table__cell desk-case__value">{value}{was}</td>
            <td class="govuk-table__cell">{source(line)}</td>
            <td class="govuk-table__cell">{line.by.clone()}</td>
        </tr>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_knows_what_stood_before_it_and_not_what_was_kept_aside() {
        let line = |value: &str, stood| HistoryView {
            recorded: "2027-01-13T18:40".to_owned(),
            field: "tier".to_owned(),
            value: value.to_owned(),
            source: "import".to_owned(),
            by: "C Boothroyd".to_owned(),
            stood,
        };
        let changes = changes(&[line("A", true), line("B", false), line("C", true)]);
        let before: Vec<_> = changes.iter().map(|change| change.before.as_deref()).collect();
        assert_eq!(before, [Some("A"), Some("A"), None]);
    }
}
