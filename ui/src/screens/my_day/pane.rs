//! The current row beside the list: why it is owed, what settles it, what has been done, and its step; or the form of that step.

use std::sync::Arc;
use std::time::Duration;

use api::{DoneView, OwedInCase, OwedRow, Right, WhyOwed, WhyView};
use leptos::prelude::*;

use crate::dates;
use crate::grid;
use crate::parts::{Kind, Sign, Why, in_one};
use crate::route::Place;
use crate::screens::case::level;
use crate::screens::caseload::in_text;
use crate::screens::my_day::list::{TABLE, place};
use crate::screens::my_day::state::State;
use crate::screens::my_day::{by_hand, step};
use crate::screens::owed::{self, Doing, Subject, words};
use crate::{backend, chapters};

/// Whoever runs down the list with a key held does not ask about every row.
const REST: Duration = Duration::from_millis(120);
/// How much of what has been done is shown.
const DONE: usize = 6;

/// What is known of the current row beyond the row.
#[derive(Clone, PartialEq)]
struct Known {
    of: OwedRow,
    why: Result<WhyView, api::Problem>,
    done: Vec<DoneView>,
}

#[component]
pub(super) fn Pane(state: State) -> impl IntoView {
    let row = Memo::new(move |_| state.current());
    let known = RwSignal::new(None::<Arc<Known>>);
    ask_when_resting(row, known);
    let close = Callback::new(move |()| state.leave());
    move || match state.doing.get() {
        Some((of, doing)) => {
            let number = of.number.clone();
            let recorded = Callback::new(move |words: String| state.recorded(number.clone(), words));
            let subject = Subject { number: of.number.clone(), name: Some(in_text(&of.name)), recorded, close };
            chapters::owed_form(subject, doing)
        }
        None => match row.get() {
            Some(row) => read(state, row, known),
            None => nobody(),
        },
    }
}

fn nobody() -> AnyView {
    view! {
            <aside class="desk-pane" id="owed-why" tabindex="-1" aria-label="The current row">
                <p class="desk-pane__body desk-muted">"Choose a row to see why it is owed"</p>
            </aside>
    }
    .into_any()
}

fn ask_when_resting(row: Memo<Option<Arc<OwedRow>>>, known: RwSignal<Option<Arc<Known>>>) {
    let ask = move |of: OwedRow| {
        leptos::task::spawn_local(async move {
            let why = backend::call(WhyOwed { number: of.number.clone(), key: of.key.clone() }).await;
            // What has been done is good to know; without it the row is read all the same.
            let done = backend::call(OwedInCase { number: of.number.clone() }).await.map(|view| view.done);
            if row.try_get_untracked().flatten().is_some_and(|row| *row == of) {
                known.try_set(Some(Arc::new(Known { of, why, done: done.unwrap_or_default() })));
            }
        });
    };
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(before)) = before {
            before.clear();
        }
        let row = row.get()?;
        set_timeout_with_handle(move || ask((*row).clone()), REST).ok()
    });
}

fn read(state: State, row: Arc<OwedRow>, known: RwSignal<Option<Arc<Known>>>) -> AnyView {
    let today = untrack(|| state.today());
    let (kind, due) = words::due(&row, &today);
    let (class, tag) = match kind {
        Kind::Late => ("desk-pane desk-pane--red desk-preview", "govuk-tag govuk-tag--red"),
        Kind::Soon => ("desk-pane desk-pane--amber desk-preview", "govuk-tag govuk-tag--orange"),
        _ => ("desk-pane desk-pane--accent desk-preview", "govuk-tag govuk-tag--grey"),
    };
    let name = in_text(&row.name);
    let label = format!("{name}: {}", row.what);
    let (number, opened) = (row.number.clone(), row.number.clone());
    let risk = row.rosh.as_deref().map_or_else(
        || "Risk of serious harm not assessed".to_owned(),
        |rosh| format!("Risk of serious harm: {}", level(rosh).to_lowercase()),
    );
    let may = owed::may(state.desk, &row.step);
    let by_hands = state.desk.person.may(Right::SettleByHand);
    let owed_by = format!("Owed by {}, {}", words::owner(&row), words::standing(row.standing));
    let until = row.hard_stop.as_deref().map(|day| format!("After {} it cannot be done any more.", dates::long(day)));
    let own = row.clone();
    let here = move || state.grid.current.get_untracked();
    view! {
        <aside class=class id="owed-why" tabindex="-1" aria-label=label on:keydown=move |event| if event.key() == "Escape" {
            event.prevent_default();
            grid::show(TABLE, state.grid, here());
        }>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s">{row.what.clone()}</h2>
                <strong class=tag>{due}</strong>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-label="Why it is owed, and what has been done">
                <p><button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::case(number.clone()))><b>{name}</b></button>", "{place(&row)}</p>
                <p class="desk-muted">{risk}". "{owed_by}"."</p>
                <h3 class="govuk-heading-s desk-gap-above">"Why this is owed"</h3>
                <p>{row.why.clone()}" Due on "<b class="desk-nowrap">{dates::long(&row.due)}</b>"."</p>
                {until.map(|until| view! { <p><Sign kind=Kind::Soon>{until}</Sign></p> })}
                {move || known.get().filter(|known| known.of == *own).map(|known| beyond(state, &known, &today))}
            </div>
            <div class="desk-pane__foot desk-owed__foot">
                {may.then(|| view! {
                    <button type="button" class="govuk-button" on:click=move |_| step(state, here())>{words::step(&row.step)}<kbd>"D"</kbd></button>
                })}
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.desk.route.go(Place::case(opened.clone()))>"Open case"<kbd>"Enter"</kbd></button>
                {by_hands.then(|| view! {
                    <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| by_hand(state)>"Settle by hand…"<kbd>"S"</kbd></button>
                })}
            </div>
        </aside>
    }
    .into_any()
}

/// The working, and what has been done.
fn beyond(state: State, known: &Known, today: &str) -> AnyView {
    let why = match &known.why {
        Ok(view) => view! { <Why view=view.clone() /> }.into_any(),
        Err(problem) => view! { <p class="desk-muted">{in_one(problem)}"."</p> }.into_any(),
    };
    let of = Arc::new(known.of.clone());
    let take_back = Callback::new(move |(id, what)| state.doing.set(Some((of.clone(), Doing::TakeBack(id, what)))));
    view! { {why}<h3 class="govuk-heading-s desk-gap-above">"What has been done"</h3>{done(&known.done, DONE, today, take_back)} }
        .into_any()
}

/// What has been done, newest first. What was taken back is struck through; what can be, has a way to do it.
pub(crate) fn done(done: &[DoneView], most: usize, today: &str, take_back: Callback<(String, String)>) -> AnyView {
    if done.is_empty() {
        return view! { <p class="desk-muted">"Nothing is recorded yet."</p> }.into_any();
    }
    let lines = done.iter().take(most).map(|done| {
        let how = if done.by_hand { "Settled by hand: " } else { "" };
        let said = done.words.clone().filter(|said| !said.is_empty()).map(|said| format!(": {said}"));
        let by = format!(" {}, {}", done.by, dates::when(&done.recorded, today));
        let what = view! { <b>{dates::short(&done.on)}</b>" "{how}{done.what.clone()}{said} };
        if let Some(withdrawn) = &done.withdrawn {
            let back = format!(" Taken back by {}, {}: {}", withdrawn.by, dates::when(&withdrawn.recorded, today), withdrawn.reason);
            return view! { <li><del>{what}</del><span class="desk-muted">{by}"."{back}</span></li> }.into_any();
        }
        let (id, named) = (done.id.clone(), done.what.clone());
        let label = format!("Take back: {named}, {}", dates::short(&done.on));
        let back = done.may_withdraw.then(|| view! {
            " "<button type="button" class="desk-link" aria-label=label on:click=move |_| take_back.run((id.clone(), named.clone()))>"Take back…"</button>
        });
        view! { <li>{what}<span class="desk-muted">{by}</span>{back}</li> }.into_any()
    });
    let lines = lines.collect_view();
    view! { <ul class="desk-plain desk-lines desk-xs">{lines}</ul> }.into_any()
}
