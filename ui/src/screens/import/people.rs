//! Whom a plan concerns: a row for each, whose dates move furthest first, and all that changes of the current one under it.

use std::sync::Arc;

use api::{FieldChangeView, ImportPlanView, PlanFilter, PlannedOutcome, PlannedPersonView, PlannedRuleView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::{counted, grouped};
use crate::grid::{Cells, Column, Face, Grid};
use crate::page;
use crate::screens::case::{field_label, field_value};
use crate::screens::import::deadlines::{Deadlines, how_many};
use crate::screens::import::person::Person;
use crate::screens::import::state::State;
use crate::screens::import::words;

/// The table's identifier.
pub(super) const TABLE: &str = "planned";

#[component]
pub(super) fn People(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let total = state.rows.total;
    let face = Face {
        cells: Cells::View(Arc::new(move |index| cells(state, index))),
        name: Arc::new(move |index| spoken(state, index)),
        selected: Arc::new(|_| false),
        open: Callback::new(|_| {
            page::focus("person");
        }),
        select: Callback::new(|_| {}),
    };
    let rules = plan.clone();
    let title = Memo::new(move |_| state.filter.with(|filter| title(filter, &rules.rules)));
    let label = Signal::derive(move || format!("{}, {}", title.get(), people(total.get())));
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="people-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="people-head">{move || if state.by_deadline.get() { "What deadlines move".to_owned() } else { title.get() }}</h2>
                <span class="desk-xs desk-muted desk-num">{move || (!state.by_deadline.get()).then(|| people(total.get()))}</span>
            </div>
            <Chips state plan />
            <Show when=move || state.by_deadline.get() fallback=move || view! { <Those state face=face.clone() label /> }>
                <Deadlines state />
            </Show>
        </section>
    }
}

/// Whom the filter shows, or why there is nobody.
#[component]
fn Those(state: State, face: Face, label: Signal<String>) -> impl IntoView {
    let total = state.rows.total;
    view! {
            <Show when=move || { total.get() > 0 } fallback=move || view! { <Nobody state /> }>
                <Grid id=TABLE label state=state.grid columns=columns() face=face.clone() />
            </Show>
            <Person state />
            <Foot state />
    }
}

/// Why there is nobody to show.
#[component]
fn Nobody(state: State) -> impl IntoView {
    let why = move || match state.filter.get() {
        PlanFilter::Touched => "Nobody changes",
        PlanFilter::New => "Nobody is new",
        PlanFilter::Changed => "Nobody who is here changes",
        _ => "Nobody",
    };
    view! { <div class="desk-empty"><h3 class="govuk-heading-m">{why}</h3><p>"The record stays as it is."</p></div> }
}

fn people(count: u32) -> String {
    counted(usize::try_from(count).unwrap_or(0), "person", "people")
}

/// What the people that are shown have in common.
fn title(filter: &PlanFilter, rules: &[PlannedRuleView]) -> String {
    let plain = match filter {
        PlanFilter::Touched => "What changes",
        PlanFilter::New => "New here",
        PlanFilter::Changed => "What changes for people already here",
        PlanFilter::Unchanged => "No change",
        PlanFilter::DatesMove => "What dates move",
        PlanFilter::Warned => "Warned",
        PlanFilter::Moves => "Who comes and goes",
        PlanFilter::Leaves => "Who leaves",
        PlanFilter::CorrectsStaff => "Staff had entered something else",
        PlanFilter::NotInFile => "Here, but not in the file",
        PlanFilter::Fields(_) | PlanFilter::Warning(_) => "",
    };
    let rule = || rules.iter().find(|rule| rule.filter == *filter).map(|rule| rule.label.clone());
    if plain.is_empty() { rule().unwrap_or_default() } else { plain.to_owned() }
}

/// The filters that most look for. A rule that was pressed beside them is one more, to be taken off.
#[component]
fn Chips(state: State, plan: Arc<ImportPlanView>) -> impl IntoView {
    let all = words::new(&plan) + words::changed(&plan);
    let chips = [
        ("All that change", all, PlanFilter::Touched),
        ("Dates move", plan.dates_moved, PlanFilter::DatesMove),
        ("Come and go", plan.movements, PlanFilter::Moves),
        ("Warned", plan.warned, PlanFilter::Warned),
        ("Entered by staff", plan.corrects_staff, PlanFilter::CorrectsStaff),
    ];
    let chips = chips.into_iter().filter(|(_, count, filter)| *count > 0 || *filter == PlanFilter::Touched);
    view! {
        <div class="desk-bar desk-import__chips" role="group" aria-label="Whom to show">
            {chips.map(|(label, count, filter)| {
                let shown = filter.clone();
                view! {
                    <button type="button" class="desk-chip" aria-pressed=move || (!state.by_deadline.get() && state.filter.with(|now| *now == shown)).to_string()
                        on:click=move |_| state.narrow(filter.clone())>{label}<b>{grouped(count)}</b></button>
                }
            }).collect_view()}
            <button type="button" class="desk-chip" aria-pressed=move || state.by_deadline.get().to_string() on:click=move |_| state.by_deadline.set(true)>
                "Deadlines move"{move || how_many(state).map(|cases| view! { <b>{grouped(cases)}</b> })}
            </button>
        </div>
    }
}

fn columns() -> Vec<Column> {
    let column = |title, class| Column { head: None, title, class, sorted: None, sort: None };
    vec![
        column("Prisoner", "desk-c-planned"),
        column("What changes", "desk-c-name"),
        column("Moved", "desk-c-moved desk-right"),
    ]
}

/// The cells of a row; grey bars where it has not come yet.
fn cells(state: State, index: u32) -> AnyView {
    let Some(person) = state.rows.get(index) else {
        return columns()
            .into_iter()
            .map(|column| view! { <td class=format!("govuk-table__cell desk-import__two {}", column.class)><i class="desk-bar-grey"></i></td> })
            .collect_view()
            .into_any();
    };
    let days = headline(&person).and_then(|change| change.days);
    view! {
        <th scope="row" class="govuk-table__header desk-import__two desk-c-planned">
            {person.name.clone()}<span class="desk-xs desk-muted desk-block desk-import__number">{person.number.clone()}</span>
        </th>
        <td class="govuk-table__cell desk-import__two desk-c-name">{what(&person)}</td>
        <td class="govuk-table__cell desk-import__two desk-c-moved desk-right">{days.map(chip)}</td>
    }
    .into_any()
}

/// The change that a row begins with: the date that moves furthest, or else the first.
pub(super) fn headline(person: &PlannedPersonView) -> Option<&FieldChangeView> {
    let furthest = person.fields.iter().max_by_key(|change| change.days.map_or(0, i64::unsigned_abs));
    furthest.filter(|change| change.days.is_some()).or_else(|| person.fields.first())
}

fn what(person: &PlannedPersonView) -> AnyView {
    let more = words::besides(person);
    match (person.outcome, person.movements.first(), headline(person)) {
        (PlannedOutcome::NotInFile, ..) => "Nothing: they stay as they are".into_any(),
        (PlannedOutcome::Unchanged, ..) => match person.warnings.first() {
            Some(warning) => view! { "No change"<span class="desk-xs desk-muted desk-block desk-import__second">{warning.message.clone()}</span> }.into_any(),
            None => "No change".into_any(),
        },
        (PlannedOutcome::New, came, _) => {
            let came = came.map_or_else(|| "No arrival is said".to_owned(), words::movement);
            view! { <b>"New here"</b><span class="desk-xs desk-muted desk-block desk-import__second">{came}</span> }.into_any()
        }
        // Somebody who leaves matters more than what else changes with it.
        (PlannedOutcome::Changed, Some(movement), change) if change.is_none_or(|change| change.days.is_none()) => {
            view! { <b>{words::movement(movement)}</b><span class="desk-xs desk-muted desk-block desk-import__second">{more}</span> }.into_any()
        }
        (PlannedOutcome::Changed, _, Some(change)) => view! {
            {field_label(&change.field)}" "<b>{new_value(change)}</b>
            <span class="desk-xs desk-muted desk-block desk-import__second">{old_value(change)}" "{more}</span>
        }.into_any(),
        (PlannedOutcome::Changed, _, None) => ().into_any(),
    }
}

/// What the export says; dates as in tables.
pub(super) fn new_value(change: &FieldChangeView) -> String {
    change.new.as_ref().map_or_else(|| "none any more".to_owned(), |value| value_words(&change.field, value))
}

/// What stands, struck through.
pub(super) fn old_value(change: &FieldChangeView) -> AnyView {
    match &change.old {
        Some(old) => view! { "was "<del>{value_words(&change.field, old)}</del> }.into_any(),
        None => "not known before".into_any(),
    }
}

fn value_words(field: &str, value: &str) -> String {
    match dates::Day::read(value) {
        Some(day) if value.len() == 10 => day.short(),
        _ => field_value(field, value),
    }
}

/// “−170 d”, with the words hidden in it.
pub(super) fn chip(days: i64) -> impl IntoView {
    let sign = if days < 0 { "−" } else { "+" };
    view! {
        <span class="desk-delta desk-num"><span aria-hidden="true">{sign}{days.abs()}" d"</span><span class="govuk-visually-hidden">{words::moved(days)}</span></span>
    }
}

/// The row as a screen reader says it.
fn spoken(state: State, index: u32) -> String {
    let Some(person) = state.rows.get(index) else { return "Opening".to_owned() };
    let change = headline(&person).filter(|_| person.outcome == PlannedOutcome::Changed).map(|change| {
        let was =
            change.old.as_ref().map(|old| format!(", was {}", value_words(&change.field, old))).unwrap_or_default();
        let moved = change.days.map(|days| format!(", {}", words::moved(days))).unwrap_or_default();
        format!(", {} {}{was}{moved}", field_label(&change.field), new_value(change))
    });
    let movement = person.movements.first().map(|movement| format!(", {}", words::movement(movement)));
    let outcome = match person.outcome {
        PlannedOutcome::New => ", new here",
        PlannedOutcome::Unchanged => ", no change",
        PlannedOutcome::NotInFile => ", not in the file, stays",
        PlannedOutcome::Changed => "",
    };
    let rest = words::besides(&person);
    let rest = if rest.is_empty() { rest } else { format!(", {rest}") };
    format!(
        "{}, {}{outcome}{}{}{rest}",
        person.name,
        person.number,
        change.unwrap_or_default(),
        movement.unwrap_or_default()
    )
}

/// Which rows are seen, and in which order they stand.
#[component]
fn Foot(state: State) -> impl IntoView {
    let rows = move || {
        let seen = state.grid.seen.get();
        let total = state.rows.total.get();
        (!seen.is_empty())
            .then(|| format!("Rows {} to {} of {}", grouped(seen.start + 1), grouped(seen.end), grouped(total)))
    };
    view! {
        <div class="desk-window" hidden=move || state.rows.total.get() == 0>
            <span class="desk-num">{rows}</span>
            <span class="desk-end">"Dates that move furthest first"</span>
        </div>
    }
}
