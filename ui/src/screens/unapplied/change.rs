//! One change that was not applied: what it says, whose it is and why it does nothing, and what can be done about it.

use api::{DealtWith, EventView, OpenUnapplied, Right, UnappliedView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, empty, typed};
use crate::parts::{Kind, Sign};
use crate::route::Place;
use crate::screens::unapplied::state::{HEAD, State};

#[component]
pub(super) fn Change(state: State, view: UnappliedView) -> impl IntoView {
    let today = state.desk.person.today();
    let UnappliedView { id, event, by, own, recorded, reason, again, dealt_with } = view;
    let EventView { number, name, what, words, restricted } = event;
    let by = if own { "You".to_owned() } else { by };
    let when = format!("{by}, {}", dates::when(&recorded, &today));
    let about = about(&number, &name);
    let label = format!("{what}, {about}, {when}");
    let acts = Acts { id: id.clone(), label, again, left: dealt_with.is_some(), restricted };
    let sign = dealt_with.map(|outcome| match outcome {
        DealtWith::RecordedAgain => view! { <p><Sign kind=Kind::Met>"Recorded again"</Sign></p> }.into_any(),
        DealtWith::Left => view! { <p><Sign kind=Kind::Later>"Left as it is on this computer"</Sign></p> }.into_any(),
    });
    let opened =
        move || state.opened.with(|opened| opened.iter().find(|(of, _)| *of == id).map(|(_, words)| words.clone()));
    view! {
        <li class="desk-sync__line">
            <p><b>{what}</b>", "{whom(state, number, about)}</p>
            <p class="desk-muted desk-num">{when}</p>
            {(!words.is_empty()).then(|| view! { <p class="desk-words-kept">{words}</p> })}
            {move || opened().map(|words| view! { <p class="desk-words-kept">{words}</p> })}
            <p><Sign kind=Kind::Late>{format!("Not applied: {reason}")}</Sign></p>
            {sign}
            {what_can_be_done(state, acts)}
        </li>
    }
}

/// Whom it is about, as text.
fn about(number: &str, name: &str) -> String {
    match (number, name) {
        ("", _) => "about the unit".to_owned(),
        (number, "") => number.to_owned(),
        (number, name) => format!("{name} {number}"),
    }
}

/// The same with a way to the case, for those who read cases.
fn whom(state: State, number: String, about: String) -> AnyView {
    if number.is_empty() || !state.desk.person.may(Right::ReadCases) {
        return about.into_any();
    }
    let go = move |_| state.desk.route.go(Place::case(number.clone()));
    view! { <button type="button" class="desk-link" on:click=go>{about}</button> }.into_any()
}

/// What can be done about one.
struct Acts {
    id: String,
    /// What tells it apart for a screen reader.
    label: String,
    again: bool,
    /// Whether it needs nobody any more.
    left: bool,
    restricted: bool,
}

fn what_can_be_done(state: State, acts: Acts) -> impl IntoView {
    let Acts { id, label, again, left, restricted } = acts;
    let opens = restricted && state.desk.person.may(Right::ReadRestricted);
    let own = id.clone();
    let is_opening = Memo::new(move |_| state.opening.with(|opening| opening.as_deref() == Some(own.as_str())));
    let (to_record, to_open, to_leave, in_form) = (id.clone(), id.clone(), id.clone(), id);
    let [record_label, open_label, leave_label] =
        ["Record again in your name", "Open restricted words", "Leave as it is"].map(|act| format!("{act}: {label}"));
    view! {
        <div class="desk-row desk-row--wrap">
            {again.then(|| view! {
                <button type="button" class="govuk-button govuk-button--small" aria-label=record_label
                    on:click=move |_| state.record_again(to_record.clone())>"Record again in your name"</button>
            })}
            {opens.then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=open_label
                    on:click=move |_| state.opening.set(Some(to_open.clone()))>"Open restricted words…"</button>
            })}
            {(!left).then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=leave_label
                    on:click=move |_| state.leave(vec![to_leave.clone()])>"Leave as it is"</button>
            })}
        </div>
        {again.then(|| view! { <p class="desk-xs desk-muted">"Its first line will say who had written it, when, and why it was not applied"</p> })}
        {move || is_opening.get().then(|| view! { <Door state id=in_form.clone() /> })}
    }
}

/// Restricted words are opened for a reason.
#[component]
fn Door(state: State, id: String) -> impl IntoView {
    let sending = Sending::new("unapplied-open");
    let reason = RwSignal::new(String::new());
    page::focus_soon("unapplied-open-reason");
    let cancel = Callback::new(move |()| {
        state.opening.set(None);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Give the reason")]) {
            return;
        }
        let of = id.clone();
        let call = OpenUnapplied { id: id.clone(), reason: typed(reason).unwrap_or_default() };
        sending.send(call, move |words| {
            state.desk.speak.say("Opened and recorded");
            state.opened.update(|opened| opened.push((of, words)));
            state.opening.set(None);
            page::focus_soon(HEAD);
        });
    });
    view! {
        <Form sending act="Open restricted words" submit cancel>
            <Line id="unapplied-open-reason" label="Why are you opening it?" hint="Your name, the time and this reason are recorded" class="desk-case__full" sending value=reason />
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::about;

    #[test]
    fn whom_it_is_about_is_said_as_far_as_it_is_known() {
        assert_eq!(about("A4417FK", "Ashdown, Kieran"), "Ashdown, Kieran A4417FK");
        assert_eq!(about("A4417FK", ""), "A4417FK");
        assert_eq!(about("", ""), "about the unit");
    }
}
