//! The list: when it is due, whom it is about, what for and where, when they went, how they stand, and the act.

use std::sync::Arc;

use api::{GateRow, GateState};
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::figures::counted;
use crate::grid::{self, Cells, Column, Face, Grid};
use crate::parts::{Html, Kind, Sign};
use crate::screens::gate_list::clock::clock;
use crate::screens::gate_list::lines::{Group, Line};
use crate::screens::gate_list::state::State;
use crate::screens::gate_list::{TABLE, act, words};

/// Title and class of each column.
const COLUMNS: [(&str, &str); 6] = [
    ("Due", "desk-gates__due"),
    ("Prisoner", "desk-owed__who"),
    ("What for and where", "desk-c-name"),
    ("Went out", "desk-gates__due"),
    ("How it stands", "desk-gates__state"),
    ("Act", "desk-gates__act desk-right"),
];

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let face = Face {
        cells: Cells::Text(Arc::new(move |place, _| cells(state, place))),
        name: Arc::new(move |place| name(state, place)),
        selected: Arc::new(|_| false),
        open: Callback::new(move |_| act::open(state)),
        select: Callback::new(|_| {}),
    };
    let label = Signal::derive(move || format!("Releases, {}", counted(count(state), "row", "rows")));
    let columns = COLUMNS.map(|(title, class)| Column { head: None, title, class, sorted: None, sort: None });
    // The button of a row is in its text: the list hears of it.
    let pressed = move |event: MouseEvent| {
        if is_button(&event)
            && let Some(place) = grid::row_of(&event)
        {
            press(state, place);
        }
    };
    view! { <div class="desk-owed" on:click=pressed><Grid id=TABLE label state=state.grid columns=columns.to_vec() face /></div> }
}

fn is_button(event: &MouseEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.and_then(|target| target.closest("[data-press]").ok().flatten()).is_some()
}

/// Does the act of a row.
fn press(state: State, place: u32) {
    let Some(row) = untrack(|| state.row(place)) else { return };
    state.grid.current.set(place);
    match Group::of(row.state) {
        Group::ToGo | Group::Held => act::goes_out(state, row),
        Group::Late | Group::Out => act::is_back(state, row),
        Group::Back => {}
    }
}

fn count(state: State) -> usize {
    state.view.with(|view| view.as_ref().map_or(0, |view| view.rows.len()))
}

fn line(state: State, place: u32) -> Option<Line> {
    let place = usize::try_from(place).ok()?;
    state.lines.with(|lines| lines.get(place).cloned())
}

fn cells(state: State, place: u32) -> Html {
    let mut html = Html::default();
    match line(state, place) {
        Some(Line::Head(group, count)) => head(&mut html, group, count),
        Some(Line::Row(row)) => {
            let day = state.view.with(|view| view.as_ref().map(|view| view.day.clone()).unwrap_or_default());
            cells_of(&mut html, &row, &state.now(), &day, state.may_record());
        }
        None => {}
    }
    html
}

fn name(state: State, place: u32) -> String {
    match line(state, place) {
        Some(Line::Head(group, count)) => head_words(group, count),
        Some(Line::Row(row)) => words::spoken(&row, &state.now()),
        None => String::new(),
    }
}

/// “To go out, 7”.
fn head_words(group: Group, count: usize) -> String {
    format!("{}, {count}", group.title())
}

fn head(html: &mut Html, group: Group, count: usize) {
    let class = match group {
        Group::Late | Group::Held => "govuk-table__header desk-owed__cell desk-owed__head desk-owed__head--late",
        _ => "govuk-table__header desk-owed__cell desk-owed__head",
    };
    let words = head_words(group, count);
    html.tag("th scope=\"row\" colspan=\"6\"", [class], |cell| match group {
        Group::Late | Group::Held => cell.sign(Kind::Late, |sign| sign.words(&words)),
        _ => cell.words(&words),
    });
}

fn cell(html: &mut Html, class: &'static str, inside: impl FnOnce(&mut Html)) {
    html.tag("td", ["govuk-table__cell desk-owed__cell", class], inside);
}

fn second(html: &mut Html, words: &str) {
    html.tag("span", ["desk-staff__second desk-xs desk-muted desk-num"], |second| second.words(words));
}

fn cells_of(html: &mut Html, row: &GateRow, now: &str, day: &str, may: bool) {
    let (kind, word) = words::state(row, now);
    let verb = if matches!(row.state, GateState::ToGo | GateState::Held) { "goes out" } else { "back" };
    cell(html, "desk-gates__due desk-num", |cell| {
        cell.tag("b", [""], |due| due.words(&clock(words::next(row), day)));
        second(cell, verb);
    });
    html.tag("th scope=\"row\"", ["govuk-table__header desk-owed__cell desk-owed__who"], |cell| {
        cell.words(&row.name);
        second(cell, &words::cell(row));
    });
    cell(html, "desk-c-name", |cell| {
        cell.words(row.kind.words());
        match words::lacking(row) {
            Some(lacking) => {
                cell.tag("b", ["desk-staff__second desk-xs desk-red"], |second| second.words(&lacking));
            }
            None => second(cell, &words::place(row)),
        }
    });
    cell(html, "desk-gates__due desk-num", |cell| {
        cell.words(&row.left.as_deref().map(|left| clock(left, day)).unwrap_or_default());
    });
    cell(html, "desk-gates__state desk-num", |cell| cell.sign(kind, |sign| sign.words(&word)));
    cell(html, "desk-gates__act desk-right", |cell| {
        if let Some(does) = does(row).filter(|_| may) {
            cell.press(does, &format!("{does}: {}", row.name));
        }
    });
}

/// What the button of a row says.
const fn does(row: &GateRow) -> Option<&'static str> {
    match Group::of(row.state) {
        Group::ToGo => Some("Goes out"),
        Group::Held => Some("Although…"),
        Group::Late | Group::Out => Some("Is back"),
        Group::Back => None,
    }
}

/// How many there are, whether the list is as of now, and by whose clock.
#[component]
pub(super) fn Foot(state: State) -> impl IntoView {
    let all =
        move || format!("{}. Late first, then by what happens next", counted(count(state), "release", "releases"));
    let stale = Memo::new(move |_| state.problem.with(Option::is_some));
    let since = move || state.now().get(11..16).unwrap_or_default().to_owned();
    view! {
        <div class="desk-window desk-owed__foot">
            <span class="desk-num">{all}</span>
            {move || stale.get().then(|| view! { <Sign kind=Kind::Late>"Not read again since "{since}</Sign> })}
            <span class="desk-end">"This list works offline: what you record is timed on this computer"</span>
        </div>
    }
}
