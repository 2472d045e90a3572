//! My day: one list of what is owed, by day; beside it the working of the current row, what has been done, and the step that settles it.

mod bar;
mod calendar;
mod empty;
mod layout;
mod list;
mod pane;
mod paper;
mod settled;
mod state;

use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::figures::counted;
use crate::frame::heading_focus;
use crate::grid;
use crate::page;
use crate::parts::Failed;
use crate::route::Place;
use crate::screens::my_day::bar::Bar;
use crate::screens::my_day::calendar::Calendar;
use crate::screens::my_day::empty::Nothing;
use crate::screens::my_day::list::{Foot, List, TABLE};
use crate::screens::my_day::pane::Pane;
pub(crate) use crate::screens::my_day::pane::done;
use crate::screens::my_day::paper::{OnPaper, Paper};
pub(crate) use crate::screens::my_day::state::State;
use crate::screens::owed::{self, Doing};
use crate::standing::ConnectionPanel;

/// What is owed.
#[component]
pub(crate) fn MyDay() -> impl IntoView {
    let desk = Desk::here();
    let state: State = expect_context();
    heading_focus("My day");
    state.doing.set(None);
    state.come();
    desk.undo.on_done(move || state.refresh());
    desk.standing.on_arrival(move || state.refresh());
    keys(desk, state);
    // Whatever is scrolled to is asked for, if it has not come yet.
    Effect::new(move |_| {
        state.grid.on_page.track();
        state.fetch();
    });
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"My day"</h1></div>
                <p class="desk-sub desk-settings__lead">{move || summary(state)}</p>
                <div class="moj-page-header-actions__actions"><OnPaper state /><Calendar state /></div>
            </div>
            <Bar state />
            <div class="desk-split desk-split--my-day">
                <section class="desk-pane" aria-label="What is owed">
                    <Owed state />
                    <Foot state />
                </section>
                <div class="desk-stack desk-my-day__beside"><Pane state /><ConnectionPanel /></div>
            </div>
            <Paper state />
        </main>
    }
}

/// The list, or why there is none.
#[component]
fn Owed(state: State) -> impl IntoView {
    let nothing = Memo::new(move |_| state.head.with(|head| head.as_ref().is_some_and(|head| head.all == 0)));
    move || match state.problem.get() {
        Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.refresh()) /> }.into_any(),
        None if nothing.get() => view! { <Nothing state /> }.into_any(),
        None => view! { <List state /> }.into_any(),
    }
}

/// “Thursday 14 January 2027. 15 things owed by you, 4 of them late. 3 more wait on other people”.
fn summary(state: State) -> String {
    let day = dates::with_weekday(&state.today());
    let Some(head) = state.head.get() else { return day };
    let things = |count: u32| counted(usize::try_from(count).unwrap_or(0), "thing", "things");
    let [mine, waiting, ..] = head.by_whose;
    let late = match (state.asked.with(|asked| asked.whose == api::Whose::Mine), head.groups.first()) {
        (true, Some(late)) if *late > 0 => format!(", {late} of them late"),
        _ => String::new(),
    };
    let others = if waiting > 0 { format!(". {waiting} more wait on other people") } else { String::new() };
    format!("{day}. {} owed by you{late}{others}", things(mine))
}

fn keys(desk: Desk, state: State) {
    let keys = desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next row", "move", by(1));
    keys.on_and_show("k", "Previous row", "move", by(-1));
    keys.on_and_show("Enter", "Open the case of the current row", "open", move || {
        open(state, state.grid.current.get_untracked())
    });
    keys.on_and_show("d", "Do the next step of the current row", "do next step", move || {
        step(state, state.grid.current.get_untracked());
    });
    if desk.person.may(api::Right::WriteNotes) {
        keys.on_and_show("n", "New note about the prisoner of the current row", "new note", move || {
            if let Some(number) = state.in_hand() {
                desk.route.go(Place::new_note(number));
            }
        });
    }
    if desk.person.may(api::Right::SettleByHand) {
        keys.on("s", "Settle the current row by hand, for a reason", move || by_hand(state));
    }
    keys.on_and_show("w", "Why the current row is owed", "why", move || {
        state.doing.set(None);
        page::focus_soon("owed-why");
    });
    if !desk.person.with(|person| person.demonstration) {
        keys.on("p", "Print the list", move || paper::print(state));
    }
    keys.show("1–4", "Owed by me, I am waiting for, my cases, the unit", None);
    for number in 1..=4_usize {
        bar::key(keys, state, number);
    }
}

/// Opens the case of a row.
fn open(state: State, place: u32) {
    if let Some(row) = untrack(|| state.row(place)) {
        state.grid.current.set(place);
        state.desk.route.go(Place::case(row.number.clone()));
    }
}

/// Does the next step of a row.
fn step(state: State, place: u32) {
    if let Some(row) = untrack(|| state.row(place)) {
        state.grid.current.set(place);
        if untrack(|| state.settled.by(&row)).is_some() {
            state.desk.speak.say("It is settled");
            return;
        }
        if !owed::may(state.desk, &row.step) {
            state.desk.speak.say(format!("You may not do this: it is owed by {}", owed::words::owner(&row)));
            return;
        }
        let doing = owed::begin(state.desk, state.files, &row);
        state.doing.set((doing != Doing::Nothing).then_some((row, doing)));
    }
}

/// Settles the current row without its act.
fn by_hand(state: State) {
    if let Some(row) = untrack(|| state.current()) {
        let doing = Doing::ByHand(row.key.clone(), row.what.clone());
        state.doing.set(Some((row, doing)));
    }
}
