//! When: once, on days of a list, every week, two weeks in turn, or by a round of shifts.

use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Line, OneOf, Sending};
use crate::screens::rotl::forms::{Group, Tick, take_out, text};
use crate::screens::rotl::steps::apply_fields::{Fields, PATTERNS, Trip};

/// Monday is 0.
const WEEK: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

#[component]
pub(super) fn When(fields: Fields, sending: Sending) -> impl IntoView {
    let patterns = PATTERNS.map(|(value, words)| (value.to_owned(), words.to_owned())).to_vec();
    let chosen = Memo::new(move |_| fields.pattern.get());
    view! {
        <OneOf id="apply-how" label="How often?" sending options=Signal::stored(patterns) value=fields.pattern />
        <Group id="apply-pattern" legend="When?" hint="Days such as 17/05/2027, times such as 08:30, in London's time. A return earlier than the going out is on the next day" sending>
            {move || match chosen.get().as_str() {
                "list" => view! { <Trips fields /> }.into_any(),
                "weekly" => view! { <Weekdays id="apply-first" legend="On which days?" days=fields.first /><Hours fields sending /><Span fields sending /> }.into_any(),
                "fortnightly" => view! {
                    <Weekdays id="apply-first" legend="In the first week" days=fields.first />
                    <Weekdays id="apply-second" legend="In the second week" days=fields.second />
                    <Hours fields sending /><Span fields sending />
                }.into_any(),
                "shift" => view! {
                    <Line id="apply-round" label="The round" hint="D day shift, N night shift, R rest, such as DDDDRR: the first letter is the first day" class="desk-w14" sending value=fields.round />
                    <Hours fields sending />
                    <div class="desk-rotl__pair">
                        <Line id="apply-night-out" label="Night shift: out at" class="govuk-input--width-5" sending value=fields.night_out />
                        <Line id="apply-night-back" label="Back at" class="govuk-input--width-5" sending value=fields.night_back />
                    </div>
                    <Span fields sending />
                }.into_any(),
                _ => view! {
                    <div class="desk-rotl__pair">
                        <Line id="apply-out-on" label="Out on" class="govuk-input--width-10" sending value=fields.out_on />
                        <Line id="apply-out" label="At" class="govuk-input--width-5" sending value=fields.out />
                    </div>
                    <div class="desk-rotl__pair">
                        <Line id="apply-back-on" label="Back on" class="govuk-input--width-10" sending value=fields.back_on />
                        <Line id="apply-back" label="At" class="govuk-input--width-5" sending value=fields.back />
                    </div>
                }.into_any(),
            }}
        </Group>
    }
}

/// Out and back at a time.
#[component]
fn Hours(fields: Fields, sending: Sending) -> impl IntoView {
    view! {
        <div class="desk-rotl__pair">
            <Line id="apply-out" label="Out at" class="govuk-input--width-5" sending value=fields.out />
            <Line id="apply-back" label="Back at" class="govuk-input--width-5" sending value=fields.back />
        </div>
    }
}

/// From a day to a day.
#[component]
fn Span(fields: Fields, sending: Sending) -> impl IntoView {
    view! {
        <div class="desk-rotl__pair">
            <Line id="apply-from" label="From" class="govuk-input--width-10" sending value=fields.from />
            <Line id="apply-until" label="Until" class="govuk-input--width-10" sending value=fields.until />
        </div>
    }
}

#[component]
fn Weekdays(id: &'static str, legend: &'static str, days: RwSignal<Vec<u8>>) -> impl IntoView {
    let tick = |(day, name): (u8, &'static str)| {
        let ticked = Callback::new(move |on: bool| {
            days.update(|days| {
                days.retain(|other| *other != day);
                if on {
                    let place = days.iter().filter(|other| **other < day).count();
                    days.insert(place, day);
                }
            });
        });
        let value = Signal::derive(move || days.with(|days| days.contains(&day)));
        view! { <Tick id=format!("{id}-{day}") label=name value ticked /> }
    };
    view! {
        <fieldset class="govuk-fieldset desk-gap-below">
            <legend class="govuk-fieldset__legend">{legend}</legend>
            <div class="govuk-checkboxes govuk-checkboxes--small desk-rotl__days">{(0_u8..).zip(WEEK).map(tick).collect_view()}</div>
        </fieldset>
    }
}

/// Out and back of each release.
#[component]
fn Trips(fields: Fields) -> impl IntoView {
    let lines = fields.trips;
    let more = move |_| {
        let line = lines.add(Trip::default());
        page::focus_soon(format!("apply-trip-out-on-{line}"));
    };
    view! {
        <ol class="desk-plain">
            <For each=move || lines.numbers() key=|line| *line let(line)>
                <li class="desk-rotl__line desk-rotl__line--trip">
                    {text(lines, line, ("apply-trip-out-on", "Out on"), 1, |trip| &mut trip.out_on)}
                    {text(lines, line, ("apply-trip-out", "At"), 1, |trip| &mut trip.out)}
                    {text(lines, line, ("apply-trip-back-on", "Back on"), 1, |trip| &mut trip.back_on)}
                    {text(lines, line, ("apply-trip-back", "At"), 1, |trip| &mut trip.back)}
                    {take_out(lines, line, ("apply-pattern", "release"))}
                </li>
            </For>
        </ol>
        <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=more>"Add a release"</button>
    }
}
