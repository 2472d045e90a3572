//! The rail of key dates: in time order, with today among them, and what moved.

use std::collections::BTreeMap;

use api::{CaseView, FactView, MovedDate, ResponsibilityView, WhatMovedView};
use leptos::prelude::*;

use crate::dates::{self, Day};
use crate::parts::in_order;
use crate::screens::case::file::{File, value};
use crate::screens::case::tabs::Tab;
use crate::screens::case::words;
use crate::screens::owed::difference;

/// Dates that say where somebody was, or repeat another: they stand in the list of all dates only.
const NOT_ON_IT: [&str; 3] = ["receptionDate", "lastAdmissionDate", "nonDtoReleaseDate"];
/// Names that say no more than the others of their day.
const GENERAL: [&str; 2] = ["releaseDate", "confirmedReleaseDate"];

/// A day on the rail.
struct Stop {
    day: String,
    facts: Vec<FactView>,
    /// What is worked out for the day.
    worked_out: Option<&'static str>,
}

/// The days of the handover, as the rail calls them.
const START: &str = "Community's part begins";
const HANDOVER: &str = "Handover";

#[component]
pub(super) fn Rail(file: File) -> impl IntoView {
    move || {
        let case = file.get()?;
        let responsibility = file.responsibility.with(|answer| answer.as_ref().and_then(|answer| answer.clone().ok()));
        let stops = stops(&case, responsibility.as_deref());
        let today = file.today();
        if stops.is_empty() {
            return Some(none_known(file).into_any());
        }
        let moved = file.moved.with(|moved| moved.as_ref().and_then(|moved| moved.clone().ok())).unwrap_or_default();
        let passed = stops.iter().take_while(|stop| stop.day < today).count();
        let (past, to_come) = stops.split_at_checked(passed).unwrap_or((&[], &[]));
        let release = value(&case, "releaseDate").is_some();
        Some(
            view! {
                <ol class="desk-rail" aria-label="Key dates in order">
                    {past.iter().map(|stop| item(file, &case, stop, &moved, true)).collect_view()}
                    <li class="desk-rail__item desk-rail__item--now">
                        <span class="desk-rail__label">"Today"</span>
                        <span class="desk-rail__date desk-num">{dates::short(&today)}</span>
                        <span class="desk-rail__note">{(!release).then_some("No release date known")}</span>
                    </li>
                    {to_come.iter().map(|stop| item(file, &case, stop, &moved, false)).collect_view()}
                </ol>
            }
            .into_any(),
        )
    }
}

fn stops(case: &CaseView, responsibility: Option<&ResponsibilityView>) -> Vec<Stop> {
    let mut days: BTreeMap<String, Vec<FactView>> = BTreeMap::new();
    let on_it = |fact: &&FactView| words::is_sentence_date(&fact.field) && !NOT_ON_IT.contains(&fact.field.as_str());
    for fact in case.dates.iter().filter(on_it) {
        days.entry(fact.value.clone()).or_default().push(fact.clone());
    }
    for facts in days.values_mut() {
        in_order(facts, |fact| GENERAL.contains(&fact.field.as_str()));
    }
    let mut worked_out: BTreeMap<String, &'static str> = BTreeMap::new();
    if let Some(view) = responsibility {
        worked_out.extend(view.handover_start.clone().map(|day| (day, START)));
        worked_out.extend(view.handover_date.clone().map(|day| (day, HANDOVER)));
    }
    for day in worked_out.keys() {
        days.entry(day.clone()).or_default();
    }
    days.into_iter().map(|(day, facts)| Stop { worked_out: worked_out.get(&day).copied(), day, facts }).collect()
}

/// What moved to the day of a stop.
fn moved_to<'a>(stop: &Stop, moved: &'a WhatMovedView) -> Option<&'a MovedDate> {
    let here = |date: &&MovedDate| date.before.is_some() && date.after.as_ref() == Some(&stop.day);
    let handover = |date: &&MovedDate| date.what.to_lowercase().contains("handover");
    match stop.facts.is_empty() {
        false => moved.dates.iter().find(here),
        true => moved.dates.iter().chain(&moved.deadlines).filter(here).find(handover),
    }
}

fn item(file: File, case: &CaseView, stop: &Stop, moved: &WhatMovedView, past: bool) -> impl IntoView + use<> {
    let moved = moved_to(stop, moved).cloned();
    let label = stop.facts.first().map(|fact| fact.label.clone());
    let label = label.or_else(|| stop.worked_out.map(str::to_owned)).unwrap_or_default();
    // What is worked out opens its working.
    let name = match (stop.facts.is_empty(), stop.worked_out) {
        (true, Some(worked_out)) => view! {
            <button type="button" class="desk-link desk-rail__label" aria-label=format!("{worked_out}: why") on:click=move |_| file.why_responsible()>{worked_out}</button>
        }
        .into_any(),
        _ => view! { <span class="desk-rail__label" title=label.clone()>{label.clone()}</span> }.into_any(),
    };
    let also = stop.worked_out.filter(|_| !stop.facts.is_empty()).map(|worked_out| view! {
        <button type="button" class="desk-link desk-xs" aria-label=format!("{worked_out}: why") on:click=move |_| file.why_responsible()>{worked_out}</button>
    });
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
            {name}
            <span class="desk-rail__date desk-num">{dates::short(&stop.day)}</span>
            {note.map(|note| view! { <span class="desk-rail__note">{note}</span> })}
            {moved.map(|moved| view! {
                <span class="desk-rail__note">"was "<del>{moved.before.as_deref().map(dates::short)}</del></span>
                {moved.days.filter(|days| *days != 0).map(|days| view! { <span class="desk-delta">{difference(days)}</span> })}
            })}
            {also}
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
