//! The gate list: who is out, who is late, and what has been done about it. Out and back take two keys: to the row, and the act.

mod act;
mod clock;
mod concern;
mod export;
mod figures;
mod late;
mod lines;
mod list;
mod moving;
mod pane;
mod question;
mod report;
mod sheet;
mod state;
mod step;
mod words;
mod year;

use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::grid;
use crate::parts::{Empty, Failed, Opening};
use crate::screens::gate_list::figures::Figures;
use crate::screens::gate_list::list::{Foot, List};
use crate::screens::gate_list::pane::Pane;
use crate::screens::gate_list::report::Report;
pub(crate) use crate::screens::gate_list::state::State;
use crate::screens::gate_list::year::Year;

/// The table's identifier.
const TABLE: &str = "gate";

/// The screen.
#[component]
pub(crate) fn AtTheGate() -> impl IntoView {
    let desk = Desk::here();
    let state: State = expect_context();
    heading_focus("Gate list");
    state.doing.set(None);
    state.report.set(None);
    state.day.set(None);
    state.refresh();
    if !desk.person.may(api::Right::RecordGate) {
        state.every_minute();
    }
    on_cleanup(move || {
        // Whoever watches from elsewhere watches today.
        state.day.try_set(None);
    });
    let come = Memo::new(move |_| state.view.with(Option::is_some));
    // A list that is here stays when it cannot be read again: its foot says so. It asks the list itself and not `come`: what is shown depends on
    // both, and would not hear of `come` if this had been asked first and stayed as it was.
    let missing = Memo::new(move |_| if state.view.with(Option::is_some) { None } else { state.problem.get() });
    let report = Memo::new(move |_| state.report.get());
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            {move || match (report.get(), missing.get()) {
                (Some(row), _) => view! { <Report state row /> }.into_any(),
                (None, Some(problem)) => view! {
                    <Head state />
                    <Failed problem again=Callback::new(move |()| state.refresh()) />
                }.into_any(),
                (None, None) if !come.get() => view! { <Head state /><Opening /> }.into_any(),
                (None, None) => view! { <Day state /> }.into_any(),
            }}
        </main>
    }
}

/// The screen's head: the day and the time, and the days around it.
#[component]
fn Head(state: State) -> impl IntoView {
    let said = move || {
        state.view.with(|view| {
            view.as_ref().map(|view| {
                let time = view.now.get(11..16).unwrap_or_default();
                let is_today = view.now.get(..10) == Some(view.day.as_str());
                let day = dates::with_weekday(&view.day);
                if is_today {
                    format!("{day}, {time}")
                } else {
                    format!("{day}. Now it is {}, {time}", dates::near(&view.now))
                }
            })
        })
    };
    let today = move || state.day.with(Option::is_none);
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Gate list"</h1></div>
            <p class="desk-sub desk-settings__lead">{said}</p>
            <div class="moj-page-header-actions__actions">
                <div class="desk-seg" role="group" aria-label="Day">
                    <button type="button" class="desk-chip desk-chip--tall" on:click=move |_| state.other_day(-1)>"Day before"</button>
                    <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || today().to_string()
                        on:click=move |_| state.show_day(None)>"Today"</button>
                    <button type="button" class="desk-chip desk-chip--tall" on:click=move |_| state.other_day(1)>"Day after"</button>
                </div>
            </div>
        </div>
    }
}

/// A day: its figures, its list, and the current row beside it.
#[component]
fn Day(state: State) -> impl IntoView {
    act::keys(state);
    let nobody = Memo::new(move |_| state.lines.with(|lines| lines.is_empty()));
    grid::take_focus(TABLE, state.grid);
    view! {
        <Head state />
        <Figures state />
        <div class="desk-split desk-split--my-day">
            <section class="desk-pane" aria-label="Releases">
                {move || if nobody.get() {
                    view! {
                        <Empty why="Nobody goes out or comes back on this day">
                            <p>"Releases stand here once they are granted and planned. Whoever is still out stands here on every day."</p>
                        </Empty>
                    }.into_any()
                } else {
                    view! { <List state /> }.into_any()
                }}
                <Foot state />
            </section>
            <div class="desk-stack">
                <Pane state />
                <Year state />
            </div>
        </div>
    }
}
