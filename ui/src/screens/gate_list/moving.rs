//! Somebody goes out or is back at a time that is given, a time is put right, or somebody goes out although something is lacking.

use std::sync::Arc;

use api::{GateRow, MoveThroughGate, Way};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::screens::caseload::in_text;
use crate::screens::gate_list::act::went;
use crate::screens::gate_list::state::{Doing, State};
use crate::screens::note::time_of_day;

#[component]
pub(super) fn Moving(state: State, row: Arc<GateRow>, doing: Doing) -> impl IntoView {
    let close = Callback::new(move |()| state.leave());
    let title = title(&doing);
    let label = format!("{title}: {}", in_text(&row.name));
    let whose = format!("{}, {}", in_text(&row.name), row.number);
    let form = match doing {
        Doing::Correct(way) => view! { <Timed state row way corrects=true close /> }.into_any(),
        Doing::At(way) => view! { <Timed state row way corrects=false close /> }.into_any(),
        _ => view! { <Although state row close /> }.into_any(),
    };
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" id="gate-pane" aria-label=label>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s">{title}</h2>
                <span class="desk-xs desk-muted">{whose}</span>
            </div>
            {form}
        </section>
    }
}

const fn title(doing: &Doing) -> &'static str {
    match doing {
        Doing::At(Way::In) => "Back at another time",
        Doing::At(Way::Out) => "Went out at another time",
        Doing::Correct(Way::In) => "Correct the time back",
        Doing::Correct(Way::Out) => "Correct the time out",
        _ => "Goes out, although…",
    }
}

/// A time that is given, or put right with a reason.
#[component]
fn Timed(state: State, row: Arc<GateRow>, way: Way, corrects: bool, close: Callback<()>) -> impl IntoView {
    let sending = Sending::new("move");
    let was = match way {
        Way::In => row.returned.clone(),
        Way::Out => row.left.clone(),
    };
    let begins = was.clone().unwrap_or_else(|| untrack(|| state.now()));
    let day = RwSignal::new(dates::typed(&begins));
    let time = RwSignal::new(begins.get(11..16).filter(|_| corrects).unwrap_or_default().to_owned());
    let (why, concern) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    page::focus_soon("move-at");
    let own = Arc::clone(&row);
    let submit = Callback::new(move |()| {
        let Some(at) = London::read(day, time, sending, corrects && empty(why)) else { return };
        let call = MoveThroughGate {
            number: own.number.clone(),
            id: own.id.clone(),
            release: own.release.clone(),
            direction: way,
            at: Some(at.0),
            corrects: typed(why),
            concern: typed(concern),
        };
        let name = in_text(&own.name);
        sending.send(call, move |()| {
            state.doing.set(None);
            state.recorded(if corrects {
                format!("Recorded: the time of {name} is put right")
            } else {
                went(&name, way)
            });
        });
    });
    let was = was.map(|was| {
        let head = if way == Way::In { "Recorded as back" } else { "Recorded as out" };
        view! { <p class="desk-case__now">{head}" "<b>{dates::at_head(&was, "")}</b>". The first entry stays: this is a new line"</p> }
    });
    let asks_concern = way == Way::In && !corrects;
    view! {
        <Form sending act="Record it" submit cancel=close>
            {was}
            <Line id="move-at" label="Time" hint="The time on the wall, such as 16:05" class="govuk-input--width-5" sending value=time />
            <Line id="move-day" label="Day" hint="Such as 14/1/2027" class="govuk-input--width-10" sending value=day />
            {corrects.then(|| view! { <Words id="move-corrects" label="Why is it put right?".to_owned() sending value=why /> })}
            {asks_concern.then(|| view! { <Words id="move-concern" label="Any concern? (optional)".to_owned() sending value=concern /> })}
        </Form>
    }
}

/// A day and a time of London, as a call carries them.
struct London(String);

impl London {
    /// Reads what was typed, and says what is missing.
    fn read(day: RwSignal<String>, time: RwSignal<String>, sending: Sending, no_reason: bool) -> Option<Self> {
        let clock = time.with_untracked(|time| time_of_day(time));
        let date = day.with_untracked(|day| dates::iso_of(day));
        let is_day = dates::Day::read(&date).is_some();
        let lacking = [
            (clock.is_none(), "at", "Give the time, such as 16:05"),
            (!is_day, "day", "Give the day, such as 14/1/2027"),
            (no_reason, "corrects", "Say why it is put right"),
        ];
        if sending.lacks(&lacking) {
            return None;
        }
        Some(Self(format!("{date}T{}", clock?)))
    }
}

/// Somebody goes out now, and something is lacking: who says so, and why. It is recorded, and they stand as recalled for everybody.
#[component]
fn Although(state: State, row: Arc<GateRow>, close: Callback<()>) -> impl IntoView {
    let sending = Sending::new("although");
    let words = RwSignal::new(String::new());
    let name = in_text(&row.name);
    let lacks = row.lacks.clone().unwrap_or_else(|| "something is lacking".to_owned());
    page::focus_soon("although-concern");
    let (own, said) = (Arc::clone(&row), lacks.clone());
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(words), "concern", "Say who decided it, and why")]) {
            return;
        }
        let call = MoveThroughGate {
            number: own.number.clone(),
            id: own.id.clone(),
            release: own.release.clone(),
            direction: Way::Out,
            at: None,
            corrects: None,
            concern: typed(words).map(|words| format!("Out although {said}. {words}")),
        };
        let recorded = format!("Recorded: {} went out although {said}", in_text(&own.name));
        sending.send(call, move |()| {
            state.doing.set(None);
            state.recorded(recorded);
        });
    });
    let warning = format!(
        "{name} may not go out: {lacks}. Whoever goes out all the same stands as recalled on every computer, until the governor has settled it."
    );
    view! {
        <Form sending act=format!("Record: out although {lacks}") submit cancel=close>
            <div class="govuk-inset-text desk-case__weigh desk-gap-below"><b>{warning}</b></div>
            <Words id="although-concern" label="Who decided that, and why?".to_owned() hint="It is recorded with your name and the time" sending value=words />
        </Form>
    }
}
