//! The list of what is in conflict: whose case, about what, and since when.

use api::OpenConflictView;
use leptos::prelude::*;

use crate::dates;
use crate::grid::{Face, Listing};
use crate::parts::Empty;
use crate::screens::case::{field_value, sentence};
use crate::screens::conflicts::state::State;

/// The list's identifier.
pub(super) const TABLE: &str = "conflicts";
/// Title and class of each column.
const COLUMNS: [(&str, &str); 2] = [("Prisoner, and about what", "desk-c-name"), ("Met", "desk-w7")];

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let today = state.desk.person.today();
    let own = today.clone();
    let name = move |index| state.row(index).map(|open| spoken(&open, &own)).unwrap_or_default();
    let face = Face::of_rows(move |index| cells(state, index, &today), name, move |_| state.open_case());
    view! {
        <Listing id=TABLE title="Open" rows="Conflicts to settle" class="desk-packs" state=state.grid columns=&COLUMNS face none=none
            foot="The safer value is in force meanwhile" />
    }
}

fn none() -> AnyView {
    view! {
        <Empty why="Nothing is in conflict">
            <p>"When two people record different things about the same prisoner while their computers are apart, it stands here once both have come in. Nothing that either wrote is lost."</p>
        </Empty>
    }
    .into_any()
}

fn cells(state: State, index: u32, today: &str) -> AnyView {
    let Some(open) = state.row(index) else { return ().into_any() };
    let about = sentence(&open.conflict.label);
    let met = last(&open).map(|at| dates::at_head(at, today));
    view! {
        <th scope="row" class="govuk-table__header desk-c-name">{open.name.clone()}<span class="desk-staff__second desk-xs desk-muted">{about}</span></th>
        <td class="govuk-table__cell desk-w7 desk-num">{met}</td>
    }
    .into_any()
}

/// When the later of them was recorded.
fn last(open: &OpenConflictView) -> Option<&str> {
    open.conflict.candidates.iter().map(|candidate| candidate.recorded.as_str()).max()
}

/// The row as a screen reader says it.
fn spoken(open: &OpenConflictView, today: &str) -> String {
    let value = |value: &str| field_value(&open.conflict.about, value);
    let sides: Vec<String> = open
        .conflict
        .candidates
        .iter()
        .map(|candidate| format!("{} by {}", value(&candidate.value), candidate.by))
        .collect();
    let met = last(open).map(|at| format!(", {}", dates::when(at, today))).unwrap_or_default();
    format!("{}, {}, {}: {}{met}", open.name, open.number, open.conflict.label, sides.join(" or "))
}
