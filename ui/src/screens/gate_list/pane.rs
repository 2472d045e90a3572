//! The current row beside the list: how it stands, where the prisoner is and whom to call, what must be done about it; or the form of what is
//! being done.

use std::sync::Arc;
use std::time::Duration;

use api::{GateRow, GateState, Lateness, LatenessView, Problem, Right, Way};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::backend;
use crate::grid;
use crate::icons::{Icon, Shape};
use crate::parts::{Opening, in_one};
use crate::route::Place;
use crate::screens::caseload::in_text;
use crate::screens::gate_list::clock::clock;
use crate::screens::gate_list::concern::AnyConcern;
use crate::screens::gate_list::late::{Steps, Timer};
use crate::screens::gate_list::lines::Group;
use crate::screens::gate_list::moving::Moving;
use crate::screens::gate_list::state::{Doing, State};
use crate::screens::gate_list::step::TakeStep;
use crate::screens::gate_list::{TABLE, act, words};

/// Whoever runs down the list with a key held does not ask about every row.
const REST: Duration = Duration::from_millis(120);

/// What is known of a release beyond its row.
#[derive(Clone, PartialEq)]
pub(super) struct Known {
    of: String,
    answer: Result<LatenessView, Problem>,
}

#[component]
pub(super) fn Pane(state: State) -> impl IntoView {
    // Only the minutes of a row change by themselves: they have places of their own, and do not draw the pane anew.
    let row = Memo::new(move |_| state.current().map(|row| GateRow { minutes: 0, ..(*row).clone() }));
    let known = RwSignal::new(None::<Known>);
    ask_when_resting(state, row, known);
    let known = Memo::new(move |_| known.get());
    move || match state.doing.get() {
        Some((of, Doing::Concern)) => view! { <AnyConcern state row=of /> }.into_any(),
        Some((of, Doing::Steps(steps))) => view! { <TakeStep state row=of steps /> }.into_any(),
        Some((of, doing)) => view! { <Moving state row=of doing /> }.into_any(),
        None => match row.get() {
            Some(row) => read(state, row, known),
            None => view! {
                <aside class="desk-pane desk-grow" id="gate-pane" tabindex="-1" aria-label="The current row">
                    <p class="desk-pane__body desk-muted">"Choose a row to see where somebody is and whom to call"</p>
                </aside>
            }
            .into_any(),
        },
    }
}

/// Asks about the row once somebody rests on it, and again after each act.
fn ask_when_resting(state: State, row: Memo<Option<GateRow>>, known: RwSignal<Option<Known>>) {
    let ask = move |row: GateRow| {
        leptos::task::spawn_local(async move {
            let of = row.release.clone();
            let answer = backend::call(Lateness { number: row.number, id: row.id, release: row.release }).await;
            known.try_set(Some(Known { of, answer }));
        });
    };
    Effect::new(move |before: Option<Option<TimeoutHandle>>| {
        if let Some(Some(before)) = before {
            before.clear();
        }
        state.acts.track();
        let row = row.get()?;
        set_timeout_with_handle(move || ask(row), REST).ok()
    });
}

fn read(state: State, row: GateRow, known: Memo<Option<Known>>) -> AnyView {
    let row = Arc::new(row);
    let group = Group::of(row.state);
    let class = match group {
        Group::Late | Group::Held => "desk-pane desk-pane--red desk-grow",
        Group::Out if row.state == GateState::DueSoon => "desk-pane desk-pane--amber desk-grow",
        _ => "desk-pane desk-pane--accent desk-grow",
    };
    let name = in_text(&row.name);
    let label = format!("{name}, {}", row.number);
    let back_to_row = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            grid::show(TABLE, state.grid, state.grid.current.get_untracked());
        }
    };
    let release = row.release.clone();
    let own = Arc::clone(&row);
    let beyond = move || match known.get().filter(|known| known.of == release).map(|known| known.answer) {
        None => view! { <Opening /> }.into_any(),
        Some(Err(problem)) => view! { <p class="desk-muted">{in_one(&problem)}"."</p> }.into_any(),
        Some(Ok(view)) => beyond(state, &own, view),
    };
    view! {
        <aside class=class id="gate-pane" tabindex="-1" aria-label=label on:keydown=back_to_row>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s">{who(state, &row)}</h2>
                {tag(&row)}
            </div>
            {loud(&row, &name)}
            <div class="desk-pane__body" tabindex="0" role="group" aria-label="How it stands, whom to call, and what has been done">
                {is_out(row.state).then(|| view! { <Timer state release=row.release.clone() /> })}
                {times(state, &row)}
                {beyond}
            </div>
            {buttons(state, &row)}
        </aside>
    }
    .into_any()
}

pub(super) const fn is_out(state: GateState) -> bool {
    matches!(Group::of(state), Group::Late | Group::Out)
}

/// The name, which opens the case for whoever may read it.
fn who(state: State, row: &GateRow) -> AnyView {
    let words = format!("{}, {}", in_text(&row.name), row.number);
    if !state.desk.person.may(Right::ReadCases) {
        return words.into_any();
    }
    let number = row.number.clone();
    view! { <button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::case(number.clone()))>{words}</button> }.into_any()
}

fn tag(row: &GateRow) -> AnyView {
    let (class, words) = match row.state {
        GateState::Failed => ("govuk-tag govuk-tag--red", "Failure to return"),
        GateState::Late => ("govuk-tag govuk-tag--red", "Late"),
        GateState::Recalled => ("govuk-tag govuk-tag--red", "Recalled"),
        GateState::Held => ("govuk-tag govuk-tag--red", "Held"),
        GateState::DueSoon => ("govuk-tag govuk-tag--orange", "Due soon"),
        GateState::Out => ("govuk-tag govuk-tag--blue", "Out"),
        GateState::ToGo => ("govuk-tag govuk-tag--grey", "To go out"),
        GateState::Back => ("govuk-tag govuk-tag--green", "Back"),
    };
    view! { <strong class=class>{words}</strong> }.into_any()
}

/// What must not be overlooked: somebody is out, and what it rested on does not stand; or may not go out.
fn loud(row: &GateRow, name: &str) -> Option<AnyView> {
    let lacks = row.lacks.as_deref()?.trim_end_matches('.').to_owned();
    let said = match row.state {
        GateState::Recalled => {
            format!("Recalled. {name} is out although {lacks}. Have {name} brought back, and tell the governor.")
        }
        GateState::Held => format!("Held. {name} may not go out: {lacks}."),
        _ => format!("{name} went out although {lacks}."),
    };
    let strip = view! {
        <div class="desk-case__conflict desk-gates__loud" role="group" aria-label="Not as it should be"><Icon shape=Shape::Late /><b>{said}</b></div>
    };
    Some(strip.into_any())
}

/// When it begins and ends, and what was recorded of it.
fn times(state: State, row: &GateRow) -> AnyView {
    let day = untrack(|| state.now());
    let at = |iso: &str| clock(iso, &day);
    let planned = format!("{} to {}", at(&row.out), at(&row.back));
    let (_, word) = words::state(row, &day);
    let returned = row.returned.as_ref().map(|_| line("Came back", word));
    let left = row.left.as_deref().map(|left| line("Went out", at(left)));
    view! {
        <dl class="govuk-summary-list desk-gap-above">
            {line("Release", row.kind.words().to_owned())}
            {line("Planned", planned)}
            {left}
            {returned}
        </dl>
    }
    .into_any()
}

fn line(key: &'static str, value: String) -> AnyView {
    view! {
        <div class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{key}</dt>
            <dd class="govuk-summary-list__value desk-num">{value}</dd>
        </div>
    }
    .into_any()
}

/// Where the prisoner is, whom to call, and what must be done.
fn beyond(state: State, row: &Arc<GateRow>, view: LatenessView) -> AnyView {
    let places = view.places.iter().map(|place| {
        let more: Vec<String> = [&place.address, &place.contact].into_iter().filter(|more| !more.is_empty()).cloned().collect();
        let phone = (!place.phone.is_empty()).then(|| view! { <b class="desk-num desk-gates__phone">{place.phone.clone()}</b> });
        view! { <li><b>{place.name.clone()}</b>{phone}<span class="desk-xs desk-muted desk-block">{more.join(", ")}</span></li> }
    });
    let places = places.collect_view();
    let steps = (is_out(row.state) || !view.steps.is_empty())
        .then(|| view! { <Steps state row=Arc::clone(row) view=view.clone() /> });
    view! {
        <h3 class="govuk-heading-s desk-gap-above">"Where, and whom to call"</h3>
        <ul class="desk-plain desk-lines">{places}</ul>
        {steps}
    }
    .into_any()
}

/// What can be done about the row.
fn buttons(state: State, row: &Arc<GateRow>) -> Option<AnyView> {
    let may_record = untrack(|| state.may_record());
    let may_report = state.desk.person.may(Right::ReportFailure) && row.left.is_some();
    let button = |words: &'static str, key: &'static str, class: &'static str, act: fn(State, Arc<GateRow>)| {
        let row = Arc::clone(row);
        let key = (!key.is_empty()).then(|| view! { <kbd>{key}</kbd> });
        view! { <button type="button" class=class on:click=move |_| act(state, Arc::clone(&row))>{words}{key}</button> }
            .into_any()
    };
    let (main, other) =
        ("govuk-button govuk-button--small", "govuk-button govuk-button--secondary govuk-button--small");
    let mut all = Vec::new();
    if may_record {
        match Group::of(row.state) {
            Group::Late | Group::Out => {
                all.push(button("Is back", "B", main, act::is_back));
                all.push(button("Back at…", "T", other, |state, row| act::begin(state, row, Doing::At(Way::In))));
                all.push(button("Correct the time out…", "X", other, |state, row| {
                    act::begin(state, row, Doing::Correct(Way::Out))
                }));
            }
            Group::ToGo => {
                all.push(button("Goes out", "O", main, act::goes_out));
                all.push(button("Went out at…", "T", other, |state, row| {
                    act::begin(state, row, Doing::At(Way::Out))
                }));
            }
            Group::Held => all.push(button(
                "Goes out, although…",
                "O",
                "govuk-button govuk-button--warning govuk-button--small",
                act::goes_out,
            )),
            Group::Back => {
                all.push(button("Correct the time back…", "X", other, |state, row| {
                    act::begin(state, row, Doing::Correct(Way::In))
                }));
                all.push(button("Correct the time out…", "", other, |state, row| {
                    act::begin(state, row, Doing::Correct(Way::Out))
                }));
            }
        }
    }
    if may_report {
        let loud = Group::of(row.state) == Group::Late;
        let class = if loud { "govuk-button govuk-button--warning govuk-button--small" } else { other };
        all.push(button("Failure report…", "R", class, act::report));
    }
    (!all.is_empty()).then(|| view! { <div class="desk-pane__foot desk-owed__foot">{all}</div> }.into_any())
}
