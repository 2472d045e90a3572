//! The rail of key dates: in time order, with today among them, and what moved.

use std::collections::BTreeMap;

use api::{CaseView, FactView};
use leptos::prelude::*;

use crate::dates::{self, Day};
use crate::screens::case::file::{File, value};
use crate::screens::case::moved::{Moved, Moves};
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;

/// Dates that say where somebody was, or repeat another: they stand in the list of all dates only.
const NOT_ON_IT: [&str; 3] = ["receptionDate", "lastAdmissionDate", "nonDtoReleaseDate"];
/// Names that say no more than the others of their day.
const GENERAL: [&str; 2] = ["releaseDate", "confirmedReleaseDate"];

/// A day on the rail.
struct Stop {
    day: String,
    facts: Vec<FactView>,
}

#[component]
pub(super) fn Rail(file: File, moves: Moves) -> impl IntoView {
    move || {
        let case = file.get()?;
        let stops = stops(&case);
        let today = file.today();
        if stops.is_empty() {
            return Some(none_known(file).into_any());
        }
        let moved = moves.unchecked();
        let passed = stops.iter().take_while(|stop| stop.day < today).count();
        let (past, to_come) = stops.split_at_checked(passed).unwrap_or((&[], &[]));
        let release = value(&case, "releaseDate").is_some();
        Some(
            view! {
                <ol class="desk-rail" aria-label="Key dates in order">
                    {past.iter().map(|stop| item(&case, stop, &moved, true)).collect_view()}
                    <li class="desk-rail__item desk-rail__item--now">
                        <span class="desk-rail__label">"Today"</span>
                        <span class="desk-rail__date desk-num">{dates::short(&today)}</span>
                        <span class="desk-rail__note">{(!release).then_some("No release date known")}</span>
                    </li>
                    {to_come.iter().map(|stop| item(&case, stop, &moved, false)).collect_view()}
                </ol>
            }
            .into_any(),
        )
    }
}

fn stops(case: &CaseView) -> Vec<Stop> {
    let mut days: BTreeMap<String, Vec<FactView>> = BTreeMap::new();
    let on_it = |fact: &&FactView| words::is_sentence_date(&fact.field) && !NOT_ON_IT.contains(&fact.field.as_str());
    for fact in case.dates.iter().filter(on_it) {
        days.entry(fact.value.clone()).or_default().push(fact.clone());
    }
    for facts in days.values_mut() {
        facts.sort_by_key(|fact| GENERAL.contains(&fact.field.as_str()));
    }
    days.into_iter().map(|(day, facts)| Stop { day, facts }).collect()
}

fn item(case: &CaseView, stop: &Stop, moved: &BTreeMap<String, Moved>, past: bool) -> impl IntoView + use<> {
    let moved = stop.facts.iter().find_map(|fact| moved.get(&fact.field)).cloned();
    let label = stop.facts.first().map(|fact| fact.label.clone()).unwrap_or_default();
    let note = match &moved {
        None => Some(note(case, stop)).filter(|note| !note.is_empty()),
        Some(_) => None,
    };
    let class = match (&moved, past) {
        (Some(_), _) => "desk-rail__item desk-rail__item--moved",
        (None, true) => "desk-rail__item desk-rail__item--past",
        (None, false) => "desk-rail__item",
    };
    let by_hand = stop.facts.iter().any(|fact| fact.source == "staff");
    view! {
        <li class=class>
            <span class="desk-rail__label" title=label.clone()>{label.clone()}</span>
            <span class="desk-rail__date desk-num">{dates::short(&stop.day)}</span>
            {note.map(|note| view! { <span class="desk-rail__note">{note}</span> })}
            {moved.map(|moved| view! {
                <span class="desk-rail__note">"was "<del>{dates::short(&moved.was)}</del></span>
                <span class="desk-delta">{moved.words()}</span>
            })}
            {by_hand.then(|| view! { <span class="desk-rail__note">"by hand"</span> })}
        </li>
    }
}

/// How long the sentence is, under its start; under the others what else falls on the day, for short.
fn note(case: &CaseView, stop: &Stop) -> String {
    if stop.facts.iter().any(|fact| fact.field == "sentenceStartDate") {
        return length(&stop.day, value(case, "sentenceExpiryDate").as_deref()).unwrap_or_default();
    }
    let short: Vec<&str> = stop.facts.iter().filter_map(|fact| words::short_name(&fact.field)).collect();
    if short.contains(&"SED") && short.contains(&"LED") { "SLED".to_owned() } else { short.join(", ") }
}

/// “7 years”, where it is full years.
fn length(start: &str, expiry: Option<&str>) -> Option<String> {
    let (start, after) = (Day::read(start)?, Day::read(expiry?)?.plus(1));
    let years = start.years_until(after);
    let full = start.iso().get(5..) == after.iso().get(5..) && years > 0;
    full.then(|| format!("{years} year{}", if years == 1 { "" } else { "s" }))
}

fn none_known(file: File) -> impl IntoView {
    view! {
        <div class="desk-pane desk-case__flat">
            <div class="desk-pane__body">
                <p><b>"No dates are known."</b>" Nobody can say when release is due. The next import brings them, or "
                <button type="button" class="desk-link" on:click=move |_| file.kept.tab.set(Tab::Dates)>"record them by hand"</button>"."</p>
            </div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::length;

    #[test]
    fn a_sentence_of_full_years_is_said_in_years() {
        assert_eq!(length("2025-07-16", Some("2032-07-15")), Some("7 years".to_owned()));
        assert_eq!(length("2025-07-16", Some("2026-07-15")), Some("1 year".to_owned()));
        assert_eq!(length("2025-07-16", Some("2027-01-01")), None);
        assert_eq!(length("2025-07-16", None), None);
    }
}
