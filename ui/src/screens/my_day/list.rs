//! The list: groups by how near, each row with when it is due, whom it is about, what and why, and its one next step.

use std::sync::Arc;

use api::{OwedRow, Urgency};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::dates;
use crate::figures::{counted, grouped};
use crate::grid::{self, Cells, Column, Face, Grid};
use crate::parts::{Html, Kind, Sign};
use crate::screens::my_day::layout::Line;
use crate::screens::my_day::state::State;
use crate::screens::my_day::{open, step};
use crate::screens::owed::{self, words};

/// The list's identifier.
pub(super) const TABLE: &str = "owed";

/// Title and class of each column.
const COLUMNS: [(&str, &str); 4] = [
    ("Due", "desk-owed__due"),
    ("Prisoner", "desk-owed__who"),
    ("What is owed, and why", "desk-c-name"),
    ("Next step", "desk-owed__step desk-right"),
];

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let face = Face {
        cells: Cells::Text(Arc::new(move |place, _| cells(state, place))),
        name: Arc::new(move |place| spoken(state, place)),
        selected: Arc::new(|_| false),
        open: Callback::new(move |place| open(state, place)),
        select: Callback::new(|_| {}),
    };
    let label = Signal::derive(move || {
        let all = state.head.with(|head| head.as_ref().map_or(0, |head| head.all));
        format!("What is owed, {}", counted(usize::try_from(all).unwrap_or(0), "row", "rows"))
    });
    let columns = COLUMNS.map(|(title, class)| Column { head: None, title, class, sorted: None, sort: None });
    // The button of a row is in its text: the list hears of it.
    let pressed = move |event: MouseEvent| {
        if is_button(&event)
            && let Some(place) = grid::row_of(&event)
        {
            step(state, place);
        }
    };
    view! { <div class="desk-owed" on:click=pressed><Grid id=TABLE label state=state.grid columns=columns.to_vec() face /></div> }
}

fn is_button(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.closest("[data-press]").ok().flatten()).is_some()
}

/// The cells of a place; grey bars where its row has not come yet.
fn cells(state: State, place: u32) -> Html {
    let mut html = Html::default();
    match state.layout().line(place) {
        Some(Line::Head(group)) => head(&mut html, state, group),
        Some(Line::Row(row)) => match state.rows.get(row) {
            Some(row) => match state.settled.by(&row) {
                Some(by) => settled(&mut html, &row, &by),
                None => cells_of(&mut html, &row, &state.today(), owed::may(state.desk, &row.step)),
            },
            None => {
                for (_, class) in COLUMNS {
                    cell(&mut html, class, |cell| cell.tag("i", ["desk-bar-grey"], |_| ()));
                }
            }
        },
        None => {}
    }
    html
}

fn cell(html: &mut Html, class: &'static str, inside: impl FnOnce(&mut Html)) {
    html.tag("td", ["govuk-table__cell desk-owed__cell", class], inside);
}

/// The head of a group, with how many are in it.
fn head(html: &mut Html, state: State, group: usize) {
    let words = head_words(state, group);
    let class = match group {
        0 => "govuk-table__header desk-owed__cell desk-owed__head desk-owed__head--late",
        1 => "govuk-table__header desk-owed__cell desk-owed__head desk-owed__head--today",
        _ => "govuk-table__header desk-owed__cell desk-owed__head",
    };
    html.tag("th scope=\"row\" colspan=\"4\"", [class], |cell| match group {
        0 => cell.sign(Kind::Late, |sign| sign.words(&words)),
        1 => cell.sign(Kind::Soon, |sign| sign.words(&words)),
        _ => cell.words(&words),
    });
}

/// “Due this week, by Sunday 17 January, 7”.
fn head_words(state: State, group: usize) -> String {
    let Some(head) = state.head.get() else { return String::new() };
    let count = grouped(head.groups.get(group).copied().unwrap_or(0));
    match group {
        0 => format!("Overdue, {count}"),
        1 => format!("Due today, {}, {count}", dates::near(&head.today)),
        2 => format!("Due this week, by {}, {count}", dates::near(&head.sunday)),
        _ => format!("Later, {count}"),
    }
}

fn cells_of(html: &mut Html, row: &OwedRow, today: &str, may: bool) {
    let (kind, due) = words::due(row, today);
    cell(html, "desk-owed__due desk-num", |cell| match row.urgency {
        Urgency::Overdue | Urgency::Today => cell.sign(kind, |sign| sign.words(&due)),
        _ => cell.words(&due),
    });
    html.tag("th scope=\"row\"", ["govuk-table__header desk-owed__cell desk-owed__who"], |cell| {
        cell.words(&row.name);
        cell.tag("span", ["desk-staff__second desk-xs desk-muted desk-num"], |second| second.words(&place(row)));
    });
    cell(html, "desk-c-name", |cell| {
        cell.words(&row.what);
        cell.tag("span", ["desk-staff__second desk-xs desk-muted"], |second| second.words(&row.why));
    });
    cell(html, "desk-owed__step desk-right", |cell| {
        if may {
            let does = words::step(&row.step);
            cell.press(does, &format!("{does}: {}, {}", row.what, row.name));
        }
    });
}

/// A row that is settled: struck through, and by whom.
fn settled(html: &mut Html, row: &OwedRow, by: &str) {
    let done = format!("Settled by {by}");
    cell(html, "desk-owed__due desk-owed__settled", |cell| cell.sign(Kind::Met, |sign| sign.words("Settled")));
    html.tag("th scope=\"row\"", ["govuk-table__header desk-owed__cell desk-owed__who"], |cell| {
        cell.tag("del", [""], |name| name.words(&row.name));
        cell.tag("span", ["desk-staff__second desk-xs desk-muted desk-num"], |second| second.words(&place(row)));
    });
    cell(html, "desk-c-name", |cell| {
        cell.tag("del", [""], |what| what.words(&row.what));
        cell.tag("span", ["desk-staff__second desk-xs desk-muted"], |second| second.words(&done));
    });
    cell(html, "desk-owed__step", |_| ());
}

/// “A8830EC, C-1-022”.
pub(super) fn place(row: &OwedRow) -> String {
    row.cell.as_ref().map_or_else(|| row.number.clone(), |cell| format!("{}, {cell}", row.number))
}

/// The row as a screen reader says it.
fn spoken(state: State, at: u32) -> String {
    let row = match state.layout().line(at) {
        Some(Line::Head(group)) => return head_words(state, group),
        Some(Line::Row(row)) => state.rows.get(row),
        None => None,
    };
    let Some(row) = row else { return "Opening".to_owned() };
    if let Some(by) = state.settled.by(&row) {
        return format!("Settled by {by}: {}, {}", row.what, row.name);
    }
    let (_, due) = words::due(&row, &state.today());
    let next = words::step(&row.step);
    format!("{due}, {}, {}, {}. {} Next step: {next}", row.name, place(&row), row.what, row.why)
}

/// Which rows are seen, and what cannot be told.
#[component]
pub(super) fn Foot(state: State) -> impl IntoView {
    let rows = move || {
        let layout = state.layout();
        let seen = layout.rows(&state.grid.seen.get());
        (!seen.is_empty()).then(|| {
            let all = state.head.with(|head| head.as_ref().map_or(0, |head| head.all));
            format!("Rows {} to {} of {}", grouped(seen.start + 1), grouped(seen.end), grouped(all))
        })
    };
    let unclear = move || {
        state.head.with(|head| head.as_ref().map(|head| head.unclear_cases).filter(|cases| *cases > 0)).map(|cases| {
            let cases = counted(usize::try_from(cases).unwrap_or(0), "case", "cases");
            view! { <Sign kind=Kind::Ask>"Something cannot be told in "{cases}": their files say what is missing"</Sign> }
        })
    };
    view! {
        <div class="desk-window desk-owed__foot">
            <span class="desk-num">{rows}</span>
            {unclear}
            <span class="desk-end">"Nothing here is decided by software: each line says which rule asks for it"</span>
        </div>
    }
}
