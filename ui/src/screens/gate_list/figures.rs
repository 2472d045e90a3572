//! Five figures: late, out, due back that day, to go out, back.

use api::{GateRow, GateState};
use leptos::prelude::*;

use crate::screens::caseload::in_text;
use crate::screens::gate_list::clock::{clock, short};
use crate::screens::gate_list::state::State;

#[component]
pub(super) fn Figures(state: State) -> impl IntoView {
    move || {
        let view = state.view.get()?;
        let [late, out, to_go, due, back] = view.figures;
        let rows = view.rows.as_slice();
        let held = rows.iter().filter(|row| row.state == GateState::Held).count();
        let held = if held > 0 { format!("{held} of them held") } else { String::new() };
        Some(view! {
            <div class="moj-ticket-panel moj-ticket-panel--inline desk-import__figures" role="group" aria-label="Figures of the day">
                {figure("red", late, late > 0, "Late", latest(rows))}
                {figure("blue", out, false, "Out now", overnight(rows, &view.now))}
                {figure("orange", due, false, "Due back today", soonest(rows, &view.now))}
                {figure("grey", to_go, false, "Still to go out", held)}
                {figure("green", back, false, "Back", late_back(rows))}
            </div>
        })
    }
}

fn figure(shade: &'static str, number: u32, red: bool, title: &'static str, about: String) -> AnyView {
    view! {
        <section class=format!("moj-ticket-panel__content moj-ticket-panel__content--{shade} desk-gates__figure") aria-label=title>
            <span class="desk-bigno" class=("desk-red", red)>{number}</span>
            <span><b>{title}</b><span class="desk-xs desk-muted desk-block">{about}</span></span>
        </section>
    }
    .into_any()
}

/// “Lomax, 42 min late”.
fn latest(rows: &[GateRow]) -> String {
    let late = rows.iter().filter(|row| matches!(row.state, GateState::Late | GateState::Failed));
    late.min_by_key(|row| row.minutes)
        .map(|row| format!("{}, {} late", surname(row), short(row.minutes)))
        .unwrap_or_default()
}

fn overnight(rows: &[GateRow], now: &str) -> String {
    let away = |row: &&GateRow| {
        matches!(row.state, GateState::Out | GateState::DueSoon) && row.back.get(..10) != now.get(..10)
    };
    match rows.iter().filter(away).count() {
        0 => String::new(),
        away => format!("{away} of them overnight"),
    }
}

fn soonest(rows: &[GateRow], now: &str) -> String {
    let due = rows.iter().filter(|row| row.state == GateState::DueSoon).min_by_key(|row| row.minutes);
    due.map(|row| format!("Next: {}, {}", surname(row), clock(&row.back, now))).unwrap_or_default()
}

fn late_back(rows: &[GateRow]) -> String {
    let late = |row: &&GateRow| row.state == GateState::Back && row.returned.as_ref().is_some_and(|at| *at > row.back);
    match rows.iter().filter(late).count() {
        0 => String::new(),
        late => format!("{late} of them late"),
    }
}

fn surname(row: &GateRow) -> String {
    row.name.split_once(", ").map_or_else(|| in_text(&row.name), |(surname, _)| surname.to_owned())
}
