//! All that an import would change of one person: the current row of the list.

use std::sync::Arc;

use api::{FieldChangeView, PlannedOutcome, PlannedPersonView};
use leptos::prelude::*;

use crate::grid;
use crate::route::Place;
use crate::screens::case::field_label;
use crate::screens::caseload::in_text;
use crate::screens::import::people::{TABLE, chip, new_value, old_value};
use crate::screens::import::rules::then;
use crate::screens::import::state::State;
use crate::screens::import::words;

#[component]
pub(super) fn Person(state: State) -> impl IntoView {
    let current = Memo::new(move |_| state.rows.get(state.grid.current.get()));
    let name = move || {
        current.with(|person| person.as_ref().map_or_else(|| "Nobody".to_owned(), |person| in_text(&person.name)))
    };
    let back = move || grid::show(TABLE, state.grid, state.grid.current.get_untracked());
    view! {
        <aside class="desk-import__person" id="person" tabindex="0" aria-label=move || format!("All that changes of {}", name())
            hidden=move || current.with(Option::is_none)
            on:keydown=move |event| if event.key() == "Escape" {
                event.prevent_default();
                back();
            }>
            {move || current.get().map(|person| whole(state, &person))}
        </aside>
    }
}

fn whole(state: State, person: &Arc<PlannedPersonView>) -> impl IntoView + use<> {
    let number = person.number.clone();
    let row = person.row.as_ref().map(|(file, row)| format!("Row {row} of {file}"));
    let known = person.outcome != PlannedOutcome::New;
    view! {
        <div class="desk-row">
            <h3 class="govuk-heading-s">{in_text(&person.name)}</h3>
            <span class="desk-xs desk-muted desk-num">{number.clone()}</span>
            <span class="desk-xs desk-muted desk-end">{row}</span>
            {known.then(|| view! {
                <button type="button" class="desk-link desk-xs" on:click=move |_| state.desk.route.go(Place::case(number.clone()))>"Open the case file"</button>
            })}
        </div>
        <ul class="desk-plain desk-import__changes">
            {person.movements.iter().map(|movement| view! { <li><b>{words::movement(movement)}</b></li> }).collect_view()}
            {person.fields.iter().map(|change| line(change, person.outcome)).collect_view()}
            {person.warnings.iter().map(|warning| view! { <li>{then(warning.then)}" "{warning.message.clone()}</li> }).collect_view()}
            {(person.outcome == PlannedOutcome::NotInFile).then(|| view! { <li>"Nothing happens to whoever is in no file. If they have left, the prison system's next export says so."</li> })}
            {is_quiet(person).then(|| view! { <li class="desk-muted">"The file says what it said last time."</li> })}
        </ul>
    }
}

fn is_quiet(person: &PlannedPersonView) -> bool {
    person.outcome == PlannedOutcome::Unchanged && person.warnings.is_empty()
}

fn line(change: &FieldChangeView, outcome: PlannedOutcome) -> impl IntoView + use<> {
    let was =
        (outcome == PlannedOutcome::Changed).then(|| view! { <span class="desk-muted">{old_value(change)}</span> });
    let by_staff = change.corrects_staff.then(|| view! { <span class="desk-import__staff">"entered by staff"</span> });
    view! {
        <li class="desk-import__change">
            <span class="desk-muted">{field_label(&change.field)}</span>
            <span class="desk-moved"><b>{new_value(change)}</b>{was}{change.days.map(chip)}{by_staff}</span>
        </li>
    }
}
