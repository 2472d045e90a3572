//! What is done at the gate, by key and by button alike. Going out and coming back are recorded at once, with the time as it is now.

use std::sync::Arc;

use api::{GateRow, GateState, LateStep, MoveThroughGate, Right, TakeLateStep, Way};
use leptos::prelude::*;

use crate::backend;
use crate::grid;
use crate::page;
use crate::parts::sending::empty;
use crate::route::Place;
use crate::screens::caseload::in_text;
use crate::screens::gate_list::TABLE;
use crate::screens::gate_list::state::{Doing, State};

/// The keys of the list.
pub(super) fn keys(state: State) {
    let (desk, keys) = (state.desk, state.desk.keys);
    keys.on_and_show("j", "Next row", "move", move || grid::step(TABLE, state.grid, 1));
    keys.on_and_show("k", "Previous row", "move", move || grid::step(TABLE, state.grid, -1));
    keys.on("[", "The day before", move || state.other_day(-1));
    keys.on("]", "The day after", move || state.other_day(1));
    if desk.person.may(Right::ReadCases) {
        keys.on("Enter", "Open the case of the current row", move || open(state));
    }
    if desk.person.may(Right::RecordGate) {
        keys.on_and_show("o", "The current row goes out, now", "goes out", move || in_hand(state, goes_out));
        keys.on_and_show("b", "The current row is back, now", "is back", move || in_hand(state, is_back));
        keys.on_and_show("t", "Out or back, at another time", "another time", move || in_hand(state, at_a_time));
        keys.on("x", "Put right when the current row went out or came back", move || in_hand(state, put_right));
        keys.on_and_show("c", "Log a call about the current row", "log a call", move || in_hand(state, log_a_call));
    }
    if desk.person.may(Right::ReportFailure) {
        keys.on("r", "Failure report about the current row", move || in_hand(state, report));
    }
}

fn in_hand(state: State, act: fn(State, Arc<GateRow>)) {
    match untrack(|| state.current()) {
        Some(row) => act(state, row),
        None => state.desk.speak.say("Choose a row first"),
    }
}

/// Opens the case of the current row; for whoever may read none, the pane beside the list is all there is.
pub(super) fn open(state: State) {
    let Some(row) = untrack(|| state.current()) else { return };
    if state.desk.person.may(Right::ReadCases) {
        state.desk.route.go(Place::case(row.number.clone()));
    } else {
        page::focus("gate-pane");
    }
}

/// Says why something is not done, where everybody sees it.
fn refuse(state: State, words: String) {
    state.desk.toast.show(state.desk.speak, words);
}

/// Somebody goes out now. Whoever is held does not, unless somebody says “although”.
pub(super) fn goes_out(state: State, row: Arc<GateRow>) {
    let name = in_text(&row.name);
    match row.state {
        GateState::Held => begin(state, row, Doing::Although),
        GateState::ToGo if is_of_today(state, &row) => now(state, row, Way::Out),
        // What is on another day's list did not happen now.
        GateState::ToGo => begin(state, row, Doing::At(Way::Out)),
        GateState::Back => refuse(state, format!("{name} went out and is back. To put a time right, press X")),
        _ => refuse(state, format!("{name} is out already. To put the time right, press X")),
    }
}

/// Somebody is back now.
pub(super) fn is_back(state: State, row: Arc<GateRow>) {
    let name = in_text(&row.name);
    match row.state {
        GateState::ToGo | GateState::Held => {
            refuse(
                state,
                format!("Nobody has recorded that {name} went out. Record that first, with its time: press T"),
            );
        }
        GateState::Back => refuse(state, format!("{name} is back already. To put the time right, press X")),
        _ => now(state, row, Way::In),
    }
}

fn is_of_today(state: State, row: &GateRow) -> bool {
    untrack(|| state.now()).get(..10) == row.out.get(..10)
}

fn at_a_time(state: State, row: Arc<GateRow>) {
    match row.state {
        GateState::Held => begin(state, row, Doing::Although),
        GateState::ToGo => begin(state, row, Doing::At(Way::Out)),
        GateState::Back => put_right(state, row),
        _ => begin(state, row, Doing::At(Way::In)),
    }
}

/// The last that was recorded is put right.
fn put_right(state: State, row: Arc<GateRow>) {
    match (&row.left, &row.returned) {
        (_, Some(_)) => begin(state, row, Doing::Correct(Way::In)),
        (Some(_), None) => begin(state, row, Doing::Correct(Way::Out)),
        (None, None) => refuse(state, format!("Nothing is recorded of {} yet", in_text(&row.name))),
    }
}

fn log_a_call(state: State, row: Arc<GateRow>) {
    begin(state, row, Doing::Steps(vec![LateStep::CalledPrisoner, LateStep::CalledHost]));
}

/// Opens the failure report.
pub(super) fn report(state: State, row: Arc<GateRow>) {
    if row.left.is_some() {
        state.report.set(Some(row));
    } else {
        refuse(state, format!("{} has not gone out: there is nothing to report", in_text(&row.name)));
    }
}

/// Opens a form in the pane.
pub(super) fn begin(state: State, row: Arc<GateRow>, doing: Doing) {
    state.doing.set(Some((row, doing)));
}

/// Records that somebody went out or came back, now; whoever came back is asked about.
fn now(state: State, row: Arc<GateRow>, direction: Way) {
    let call = MoveThroughGate {
        number: row.number.clone(),
        id: row.id.clone(),
        release: row.release.clone(),
        direction,
        at: None,
        corrects: None,
        concern: None,
    };
    leptos::task::spawn_local(async move {
        match backend::call(call).await {
            Ok(()) => {
                let name = in_text(&row.name);
                state.recorded(went(&name, direction));
                // What somebody has begun to write about another is not taken from them.
                if direction == Way::In && empty(state.concern) {
                    state.doing.try_set(Some((row, Doing::Concern)));
                }
            }
            Err(problem) => failed(state, &problem),
        }
    });
}

/// “Recorded: Peter Lomax is back”.
pub(super) fn went(name: &str, direction: Way) -> String {
    match direction {
        Way::In => format!("Recorded: {name} is back"),
        Way::Out => format!("Recorded: {name} went out"),
    }
}

/// Records a step that needs no words, stamped with now.
pub(super) fn take(state: State, row: Arc<GateRow>, step: LateStep) {
    let call = TakeLateStep {
        number: row.number.clone(),
        id: row.id.clone(),
        release: row.release.clone(),
        step,
        words: String::new(),
    };
    leptos::task::spawn_local(async move {
        match backend::call(call).await {
            Ok(()) => {
                state.desk.toast.show(state.desk.speak, format!("Recorded: {}", step.words()));
                state.acts.update(|acts| *acts += 1);
                state.refresh();
                page::focus_soon("gate-steps");
            }
            Err(problem) => failed(state, &problem),
        }
    });
}

fn failed(state: State, problem: &api::Problem) {
    state.desk.failed(problem);
    state.desk.toast.show_only(format!("Not recorded. {} {}", problem.message, problem.remedy));
}
