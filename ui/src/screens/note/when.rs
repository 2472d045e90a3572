//! When it happened: today at this time, unless somebody says otherwise. Later than a week, why.

use leptos::prelude::*;

use crate::dates::{self, Day};
use crate::page;
use crate::screens::note::form::Form;
use crate::screens::note::typed;
use crate::screens::note::wrong::WrongAt;

/// Which of the three buttons is pressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Today,
    Yesterday,
    Other,
}

/// When it happened.
#[component]
pub(super) fn When(form: Form) -> impl IntoView {
    let today = form.today();
    let iso = |days: i64| today.plus(days).iso();
    let (now_day, day_before) = (iso(0), iso(-1));
    let other = RwSignal::new(form.body.with_untracked(|body| body.day != now_day && body.day != day_before));
    let which = {
        let now_day = now_day.clone();
        Memo::new(move |_| match (other.get(), form.body.with(|body| body.day == now_day)) {
            (true, _) => Which::Other,
            (false, true) => Which::Today,
            (false, false) => Which::Yesterday,
        })
    };
    let press = move |to: Which| {
        other.set(to == Which::Other);
        let day = match to {
            Which::Today => now_day.clone(),
            Which::Yesterday => day_before.clone(),
            Which::Other => {
                page::focus_soon("note-day");
                String::new()
            }
        };
        form.change(|body| body.day = day);
    };
    let button = move |to: Which, words: &'static str| {
        let press = press.clone();
        view! {
            <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || (which.get() == to).to_string() on:click=move |_| press(to)>{words}</button>
        }
    };
    let (day_error, time_error) = (form.errors.of("note-day"), form.errors.of("note-time"));
    let wrong = move || day_error.with(Option::is_some) || time_error.with(Option::is_some);
    let opened = form.known.with_value(|known| known.now.get(11..16).unwrap_or_default().to_owned());
    let hint = move || {
        let now = form.body.with(|body| body.time == opened) && which.get() == Which::Today;
        if now { "Set to now. Change it if wrong" } else { "The time on the wall, such as 13:45" }
    };
    view! {
        <div class="govuk-form-group desk-write__when" class=("govuk-form-group--error", wrong)>
            <span class="govuk-label govuk-label--s" id="when">"When did it happen?"</span>
            <WrongAt error=day_error id="note-day-error" />
            <WrongAt error=time_error id="note-time-error" />
            <div class="desk-row desk-row--wrap" role="group" aria-labelledby="when">
                <div class="desk-seg">{button(Which::Today, "Today")}{button(Which::Yesterday, "Yesterday")}{button(Which::Other, "Other")}</div>
                <Show when=move || which.get() == Which::Other><OtherDay form today /></Show>
                <label class="govuk-visually-hidden" for="note-time">"Time"</label>
                <input class="govuk-input desk-write__time" class=("govuk-input--error", move || time_error.with(Option::is_some)) id="note-time"
                    type="text" inputmode="numeric" autocomplete="off" aria-describedby="note-time-error when-hint"
                    prop:value=move || form.body.with(|body| body.time.clone())
                    on:input=move |event| form.change(|body| body.time = event_target_value(&event))
                    on:change=move |_| form.change(|body| {
                        if let Some(time) = typed::time(&body.time) {
                            body.time = time;
                        }
                    }) />
            </div>
            <p class="desk-xs desk-muted" id="when-hint">{hint}</p>
        </div>
    }
}

#[component]
fn OtherDay(form: Form, today: Day) -> impl IntoView {
    let error = form.errors.of("note-day");
    view! {
        <label class="govuk-visually-hidden" for="note-day">"Day, such as 21/1/2027"</label>
        <input class="govuk-input desk-write__day" class=("govuk-input--error", move || error.with(Option::is_some)) id="note-day" type="text"
            placeholder="21/1/2027" autocomplete="off" aria-describedby="note-day-error"
            prop:value=move || form.body.with(|body| shown(&body.day))
            on:input=move |event| form.change(|body| body.day = event_target_value(&event))
            on:change=move |_| form.change(|body| {
                if let Some(day) = body.day(today) {
                    body.day = day.iso();
                }
            }) />
    }
}

/// A day that was understood is shown as people write it.
fn shown(day: &str) -> String {
    if day.len() == 10 && day.get(4..5) == Some("-") { dates::short(day) } else { day.to_owned() }
}

/// Why it is recorded so late, where it is.
#[component]
pub(super) fn WhyLate(form: Form) -> impl IntoView {
    let today = form.today();
    let late = Memo::new(move |_| form.body.with(|body| body.is_late(today)));
    let error = form.errors.of("note-late");
    view! {
        <Show when=move || late.get()>
            <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
                <label class="govuk-label govuk-label--s" for="note-late">"Why is it recorded so late?"</label>
                <WrongAt error id="note-late-error" />
                <input class="govuk-input" class=("govuk-input--error", move || error.with(Option::is_some)) id="note-late" type="text"
                    autocomplete="off" aria-describedby="note-late-error late-hint"
                    prop:value=move || form.body.with(|body| body.late.clone())
                    on:input=move |event| form.change(|body| body.late = event_target_value(&event)) />
                <p class="desk-xs desk-muted" id="late-hint">"It happened more than 7 days ago. The reason is recorded with the note"</p>
            </div>
        </Show>
    }
}
