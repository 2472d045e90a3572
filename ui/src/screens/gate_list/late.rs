//! Somebody is out: the timer, the time that is left until midnight, and what must be done, by when and on whose authority. Each press is
//! timed and signed.

use std::sync::Arc;
use std::time::Duration;

use api::{GateRow, LateStep, LateStepView, LatenessView};
use leptos::prelude::*;

use crate::parts::{Kind, Sign};
use crate::screens::gate_list::act;
use crate::screens::gate_list::clock::{clock, minutes_between, spoken, stopwatch};
use crate::screens::gate_list::state::{Doing, State};

const SECOND: Duration = Duration::from_secs(1);
/// The time line begins so many minutes before the return is due.
const BEFORE: i64 = 60;
/// The line from end to end, in the units of its picture.
const FROM: i64 = 10;
const LENGTH: i64 = 380;

/// How long until the return, or since it was due. It says nothing by itself: the list announces what has to be heard.
#[component]
pub(super) fn Timer(state: State, release: String) -> impl IntoView {
    let tick = RwSignal::new(0_u32);
    if let Ok(timer) = set_interval_with_handle(
        move || {
            tick.try_update(|tick| *tick = tick.wrapping_add(1));
        },
        SECOND,
    ) {
        on_cleanup(move || timer.clear());
    }
    let late = Memo::new(move |_| {
        tick.track();
        state.seconds_late(&release).unwrap_or(0)
    });
    let minutes = Memo::new(move |_| late.get() / 60);
    let is_late = Memo::new(move |_| late.get() >= 0);
    let said = move || if is_late.get() { "late" } else { "until the return is due" };
    let in_full = move || format!("{} {}", spoken(minutes.get()), said());
    view! {
        <p>
            <span class="desk-bigno" class=("desk-red", move || is_late.get()) role="timer" aria-live="off" aria-label=in_full>{move || stopwatch(late.get())}</span>
            <span class="desk-muted desk-block">{said}</span>
        </p>
    }
}

/// What must be done, and what has been done.
#[component]
pub(super) fn Steps(state: State, row: Arc<GateRow>, view: LatenessView) -> impl IntoView {
    let now = Memo::new(move |_| state.now());
    let (due, midnight) = (view.due.clone(), view.midnight.clone());
    let line = move || now.with(|now| if *now > due { time_line(&due, &midnight, now) } else { None });
    let may = untrack(|| state.may_record());
    let groups: Vec<AnyView> = grouped(&view.steps).into_iter().map(|steps| group(state, &row, steps, may)).collect();
    let own = Arc::clone(&row);
    let more = may.then(|| {
        let begin = move |_| {
            act::begin(state, Arc::clone(&own), Doing::Steps(vec![LateStep::Other, LateStep::InCustody]));
        };
        view! { <button type="button" class="desk-link desk-gap-above" on:click=begin>"Record something else…"</button> }
    });
    view! {
        {line}
        <h3 class="govuk-heading-s desk-gap-above" id="gate-steps" tabindex="-1">"What must be done, and what has been done"</h3>
        {if groups.is_empty() {
            view! { <p class="desk-muted">"Nothing yet: it begins when the return is late."</p> }.into_any()
        } else {
            view! { <ol class="desk-plain desk-moves">{groups}</ol> }.into_any()
        }}
        {more}
        <p class="desk-xs desk-muted desk-gap-above">"After midnight of the day of the return this is a failure to return, not a late return. Each press is timed and signed."</p>
    }
}

/// Steps that one sentence asks for stand together.
fn grouped(steps: &[LateStepView]) -> Vec<Vec<LateStepView>> {
    steps.chunk_by(|one, other| one.line == other.line).map(<[_]>::to_vec).collect()
}

fn group(state: State, row: &Arc<GateRow>, steps: Vec<LateStepView>, may: bool) -> AnyView {
    let asked = steps.first().map(|step| step.line.clone()).unwrap_or_default();
    let by = steps.first().and_then(|step| step.by.clone());
    let settled = steps.iter().any(|step| step.done.is_some());
    let day = untrack(|| state.now());
    let done: Vec<AnyView> = steps.iter().filter_map(|step| done(step, &day)).collect();
    // What was decided can be decided again, and who was called can be called again: that is one more line in the log.
    let open: Vec<LateStep> = steps.iter().map(|step| step.step).collect();
    let again = open.len() > 1;
    let by = (!settled).then_some(by).flatten().map(|by| {
        let day = day.clone();
        move || state_of(&by, &state.now(), &day)
    });
    let press = (may && (!settled || again)).then(|| presses(state, row, open, settled));
    view! {
        <li class="desk-gates__step">
            <span>{asked}</span>
            <span class="desk-num">{by}</span>
            {done}
            {press}
        </li>
    }
    .into_any()
}

/// By when: to come, or overdue.
fn state_of(by: &str, now: &str, day: &str) -> AnyView {
    let at = clock(by, day);
    if by <= now {
        view! { <Sign kind=Kind::Late>"Overdue, by "{at}</Sign> }.into_any()
    } else {
        view! { <Sign kind=Kind::Soon>"By "{at}</Sign> }.into_any()
    }
}

fn done(step: &LateStepView, day: &str) -> Option<AnyView> {
    let at = clock(step.done.as_deref()?, day);
    let words = step.words.clone().filter(|words| !words.is_empty()).map(|words| format!(": {words}"));
    let line = view! {
        <span class="desk-gates__done"><Sign kind=Kind::Met>"Done "{at}</Sign>" "{step.step.words()}{words}</span>
    };
    Some(line.into_any())
}

/// One step is taken at once, or with words; of several one is chosen.
fn presses(state: State, row: &Arc<GateRow>, steps: Vec<LateStep>, again: bool) -> AnyView {
    let form = {
        let (row, steps) = (Arc::clone(row), steps.clone());
        move |_| act::begin(state, Arc::clone(&row), Doing::Steps(steps.clone()))
    };
    let small = "govuk-button govuk-button--secondary govuk-button--small";
    match steps.as_slice() {
        [step] if !step.needs_words() => {
            let (step, row) = (*step, Arc::clone(row));
            view! {
                <span class="desk-row">
                    <button type="button" class=small on:click=move |_| act::take(state, Arc::clone(&row), step)>{step.words()}</button>
                    <button type="button" class="desk-link desk-xs" aria-label=format!("{}, with words", step.words()) on:click=form>"With words…"</button>
                </span>
            }
            .into_any()
        }
        steps => {
            let words = words_of(steps, again);
            view! { <span class="desk-row"><button type="button" class=small on:click=form>{words}</button></span> }
                .into_any()
        }
    }
}

fn words_of(steps: &[LateStep], again: bool) -> &'static str {
    match (steps.first(), again) {
        (Some(LateStep::CalledPrisoner | LateStep::CalledHost), false) => "Log a call…",
        (Some(LateStep::CalledPrisoner | LateStep::CalledHost), true) => "Log another call…",
        (Some(LateStep::PlanActivated | LateStep::PlanNotActivated), false) => "Record the decision…",
        (Some(LateStep::PlanActivated | LateStep::PlanNotActivated), true) => "Record another decision…",
        _ => "Record it…",
    }
}

/// Where now is between the return and midnight.
fn time_line(due: &str, midnight: &str, now: &str) -> Option<AnyView> {
    let late = minutes_between(due, now)?;
    let left = minutes_between(due, midnight)?;
    let all = BEFORE + left.max(late);
    let at = |minutes: i64| (FROM + LENGTH * (BEFORE + minutes) / all.max(1)).to_string();
    let (due_x, now_x, midnight_x) = (at(0), at(late), at(left));
    let (due, now) = (clock(due, due), clock(now, now));
    let label = format!("Time line: due at {due}, now {now}, {} late, failure to return at midnight", spoken(late));
    let diamond = format!("M{now_x} 8l6 8-6 8-6-8z");
    Some(
        view! {
            <svg class="desk-chart desk-gates__line" viewBox="0 0 400 46" role="img" aria-label=label>
                <line class="desk-gates__rail" x1="10" y1="16" x2="390" y2="16" />
                <line class="desk-gates__late" x1=due_x.clone() y1="16" x2=now_x y2="16" />
                <line class="desk-gates__mark" x1=due_x.clone() y1="6" x2=due_x y2="26" />
                <line class="desk-gates__mark" x1=midnight_x.clone() y1="6" x2=midnight_x y2="26" />
                <path class="desk-gates__now" d=diamond />
                <text x="10" y="42">{due}" due"</text>
                <text class="b" x="390" y="42" text-anchor="end">{if late > left { "after midnight" } else { "midnight" }}</text>
            </svg>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(step: LateStep, line: &str) -> LateStepView {
        LateStepView { step, line: line.to_owned(), by: None, done: None, words: None }
    }

    #[test]
    fn what_one_sentence_asks_for_stands_together() {
        let steps = [
            step(LateStep::CalledPrisoner, "Call"),
            step(LateStep::CalledHost, "Call"),
            step(LateStep::GovernorTold, "Tell the governor"),
        ];
        let counts: Vec<usize> = grouped(&steps).iter().map(Vec::len).collect();
        assert_eq!(counts, [2, 1]);
    }

    #[test]
    fn a_second_call_is_said_to_be_one() {
        let calls = [LateStep::CalledPrisoner, LateStep::CalledHost];
        assert_eq!([words_of(&calls, false), words_of(&calls, true)], ["Log a call…", "Log another call…"]);
        assert_eq!(words_of(&[LateStep::Other], false), "Record it…");
    }
}
