//! The list of computers: whose each is, what it is called, since when, when it was last heard from, and whether it is trusted.

use api::DeviceView;
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::grid::{Face, Listing};
use crate::parts::{Empty, Kind, Sign};
use crate::screens::devices::state::{Shown, State, computer, holds, silent};
use crate::screens::staff::in_words;

/// The list's identifier.
pub(super) const TABLE: &str = "devices";
/// The filter's identifier.
pub(super) const FILTER: &str = "devices-filter";
/// Title and class of each column.
const COLUMNS: [(&str, &str); 5] = [
    ("Person and role", "desk-c-name"),
    ("Computer, and what it may hold", "desk-c-name"),
    ("Admitted", "desk-w7"),
    ("Last heard from", "desk-w9"),
    ("State", "desk-w9"),
];

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let name = {
        let today = state.desk.person.today();
        move |index| {
            state.row(index).map(|device| spoken(&device, &state.roles(&device.owner), &today)).unwrap_or_default()
        }
    };
    let face = Face::of_rows(move |index| cells(state, index), name, move |_| state.read());
    view! {
        <div class="desk-stack">
            <div class="desk-bar" role="search" aria-label="Filter computers">
                <label class="govuk-visually-hidden" for=FILTER>"Filter by person or computer"</label>
                <input class="govuk-input desk-w14" id=FILTER type="search" placeholder="Person or computer" autocomplete="off" spellcheck="false"
                    prop:value=move || state.text.get() on:input=move |event| state.text.set(event_target_value(&event)) />
                <span class="desk-muted desk-end" role="status">{move || counted(state.rows.with(Vec::len), "computer", "computers")}</span>
            </div>
            <Listing id=TABLE title="Computers" rows="Computers" class="desk-packs" state=state.grid columns=&COLUMNS face none=move || none(state)
                foot="A shared computer is listed once for each person on it" />
        </div>
    }
}

fn none(state: State) -> AnyView {
    let typed = state.text.get();
    if !typed.trim().is_empty() {
        let why = format!("Nobody here and no computer is called “{}”", typed.trim());
        return view! {
            <Empty why><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.text.set(String::new())>"Show all"</button></Empty>
        }
        .into_any();
    }
    let (why, fills) = match state.shown.get() {
        Shown::InUse => ("No computer is in use", "Computers that were admitted to the unit are listed here."),
        Shown::Silent => (
            "Every computer was heard from in the last 14 days",
            "One that has been silent for longer is listed here: lost, broken, or in a drawer with work on it that nobody else has.",
        ),
        Shown::Revoked => (
            "No computer was revoked",
            "What a revoked computer had sent before stays in the record. What it wrote later is kept apart.",
        ),
    };
    view! { <Empty why=why><p>{fills}</p></Empty> }.into_any()
}

fn cells(state: State, index: u32) -> AnyView {
    let Some(device) = state.row(index) else { return ().into_any() };
    let today = state.desk.person.today();
    let roles = in_words(&state.roles(&device.owner));
    let roles = if roles.is_empty() { "Has left".to_owned() } else { roles };
    let (kind, word) = stands(&device, &today);
    let heard = device.last_entry.as_deref().map_or_else(|| "Not yet".to_owned(), |at| lately(at, &today));
    let second = match &device.ended {
        Some(end) => format!("revoked {}", dates::when(&end.at, &today)),
        None => holds(&device).to_owned(),
    };
    view! {
        <th scope="row" class="govuk-table__header desk-c-name">{device.name.clone()}<span class="desk-staff__second desk-xs desk-muted">{roles}</span></th>
        <td class="govuk-table__cell desk-c-name">{computer(&device)}<span class="desk-staff__second desk-xs desk-muted">{second}</span></td>
        <td class="govuk-table__cell desk-w7 desk-num">{dates::short(&device.admitted)}</td>
        <td class="govuk-table__cell desk-w9 desk-num">{heard}</td>
        <td class="govuk-table__cell desk-w9"><Sign kind>{word}</Sign></td>
    }
    .into_any()
}

/// When a computer was last heard from, in the room of a column: the time of day only where it is as good as now.
fn lately(at: &str, today: &str) -> String {
    match dates::days_ago(at, today) {
        Some(0 | 1) => dates::at_head(at, today),
        _ => dates::short(at),
    }
}

/// Whether a computer is trusted, in a word and a shape.
pub(super) fn stands(device: &DeviceView, today: &str) -> (Kind, String) {
    if device.ended.is_some() {
        (Kind::Not, "Revoked".to_owned())
    } else if device.here {
        (Kind::Met, "This one".to_owned())
    } else if let Some(days) = silent(device, today) {
        let never = device.last_entry.is_none();
        (Kind::Late, if never { "Never heard from".to_owned() } else { format!("Silent {}", dates::days(days)) })
    } else {
        (Kind::Met, "Trusted".to_owned())
    }
}

/// The row as a screen reader says it.
fn spoken(device: &DeviceView, roles: &[String], today: &str) -> String {
    let roles = if roles.is_empty() { "has left".to_owned() } else { in_words(roles) };
    let (_, stands) = stands(device, today);
    let heard = match &device.last_entry {
        Some(at) => format!("last heard from {}", dates::when(at, today)),
        None => "not heard from yet".to_owned(),
    };
    let held = if device.ended.is_some() { String::new() } else { format!(", {}", holds(device).to_lowercase()) };
    format!(
        "{}, {roles}, {}{held}, {stands}, admitted {}, {heard}",
        device.name,
        computer(device),
        dates::long(&device.admitted)
    )
}

#[cfg(test)]
mod tests {
    use api::{DeviceEnd, Held};

    use super::*;

    fn device() -> DeviceView {
        DeviceView {
            id: "ab12".to_owned(),
            owner: "1".to_owned(),
            name: "Ana Novak".to_owned(),
            computer: Some("WING-C-PC-02".to_owned()),
            admitted: "2026-11-30T09:00".to_owned(),
            admitted_by: Some("Ada Pike".to_owned()),
            last_entry: Some("2026-12-20T11:14".to_owned()),
            ended: None,
            restricted: Held::NotTheirs,
            here: false,
        }
    }

    #[test]
    fn a_screen_reader_hears_all_that_the_row_shows() {
        assert_eq!(
            spoken(&device(), &["keyworker".to_owned()], "2027-01-14"),
            "Ana Novak, Keyworker, WING-C-PC-02, general only, Silent 25 days, admitted 30 November 2026, last heard from 20 December 2026, 11:14"
        );
        let never = DeviceView { last_entry: None, computer: None, ..device() };
        assert_eq!(
            spoken(&never, &[], "2026-12-01"),
            "Ana Novak, has left, Computer with no name, general only, Trusted, admitted 30 November 2026, not heard from yet"
        );
    }

    #[test]
    fn a_revoked_computer_is_never_called_silent() {
        let end = DeviceEnd { at: "2026-12-21T16:05".to_owned(), by: "Ada Pike".to_owned(), why: String::new() };
        let revoked = DeviceView { ended: Some(end), ..device() };
        assert_eq!(stands(&revoked, "2027-01-14"), (Kind::Not, "Revoked".to_owned()));
    }
}
