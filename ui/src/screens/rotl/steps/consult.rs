//! One consultee: every step so far, the draft of a letter, and the next step, recorded in place.

use api::{Asked, Consult, ConsultStep, ConsultationView, Consultee, OpenRestrictedReplies, Opinion, Right};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Radios, Sending, Words, empty, typed};
use crate::parts::{ErrorSummary, Sign};
use crate::screens::rotl::application::Open;
use crate::screens::rotl::forms::Tick;
use crate::screens::rotl::steps::beside;
use crate::screens::rotl::steps::consultation::{reply, whom};
use crate::screens::rotl::words;

/// The steps that can be next.
fn offered(one: &ConsultationView) -> Vec<ConsultStep> {
    match (one.not_needed, &one.asked, &one.replied) {
        (true, ..) => vec![ConsultStep::NeededAfterAll],
        (_, None, _) => vec![ConsultStep::Asked, ConsultStep::Replied, ConsultStep::NotNeeded],
        (_, Some(_), None) => vec![ConsultStep::Replied, ConsultStep::Chased, ConsultStep::NotNeeded],
        (_, Some(_), Some(_)) => vec![ConsultStep::Replied, ConsultStep::Asked],
    }
}

#[component]
pub(super) fn One(open: Open, one: ConsultationView) -> impl IntoView {
    let (kind, said) = reply(&one, &open.desk.person.today());
    let head = view! { {whom(&one.with)}": "<Sign kind>{said}</Sign> };
    let steps = one.steps.iter().rev().map(|(day, step, said, by)| {
        view! {
            <li class="moj-timeline__item">
                <div class="moj-timeline__header"><h3 class="moj-timeline__title">{step.words()}</h3>" "<p class="moj-timeline__byline">"by "{by.clone()}</p></div>
                <p class="moj-timeline__date">{dates::long(day)}</p>
                {(!said.is_empty()).then(|| view! { <p class="moj-timeline__description desk-words-kept">{said.clone()}</p> })}
            </li>
        }
    });
    let steps = steps.collect_view();
    let over = open.read(|view| view.status.is_over());
    let may = open.may(Right::ConsultOnRelease) && !over;
    let about = view! {
        <div class="desk-pane__body">
            <p>{one.why.clone()}</p>
            {one.must.then(|| view! { <p class="desk-muted">"The board must have this reply."</p> })}
            <ol class="moj-timeline desk-plain desk-gap-above">{steps}</ol>
            {(!one.draft.is_empty()).then(|| view! { <Letter open text=one.draft.clone() /> })}
            {(one.restricted > 0).then(|| view! { <Restricted open count=one.restricted /> })}
        </div>
    };
    let form = may.then(|| view! { <Step open with=one.with.clone() offered=offered(&one) /> });
    beside("asked-head", head, view! { {about}{form} }.into_any())
}

/// A draft to send by mail. Nothing is sent from here.
#[component]
fn Letter(open: Open, text: String) -> impl IntoView {
    let shown = text.clone();
    let copy = move |_| {
        let copied = page::copy(&text);
        open.desk.speak.say(if copied {
            "Copied. Nothing is sent from here"
        } else {
            "It could not be copied. Select it, and copy it with Ctrl C"
        });
    };
    view! {
        <details class="govuk-details desk-gap-above">
            <summary class="govuk-details__summary"><span class="govuk-details__summary-text">"Draft to send by mail"</span></summary>
            <p class="desk-words-kept">{shown}</p>
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=copy>"Copy the draft"</button>
        </details>
    }
}

/// What was said in confidence: opened for a reason, and that somebody looked is recorded.
#[component]
fn Restricted(open: Open, count: u32) -> impl IntoView {
    let sending = Sending::new("replies");
    let reason = RwSignal::new(String::new());
    let replies = RwSignal::new(None::<Vec<(String, String, String)>>);
    let read = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Give the reason")]) {
            return;
        }
        let (number, id) = open.ids();
        sending.send(OpenRestrictedReplies { number, id, reason: typed(reason).unwrap_or_default() }, move |found| {
            open.desk.speak.say("Opened and recorded");
            replies.try_set(Some(found));
        });
    });
    let counted = if count == 1 { "1 restricted reply".to_owned() } else { format!("{count} restricted replies") };
    let opened = move || {
        replies.get().map(|replies| {
            let lines = replies.into_iter().map(|(day, from, said)| view! {
                <li class="desk-line"><b>{from}</b>", "{dates::long(&day)}<br /><span class="desk-words-kept">{said}</span></li>
            });
            view! { <p class="desk-xs desk-muted">"It is recorded that you opened these."</p><ul class="desk-plain">{lines.collect_view()}</ul> }
        })
    };
    view! {
        <div class="desk-rotl__sealed">
            <p><b>{counted}</b></p>
            {move || if replies.with(Option::is_none) {
                view! {
                    <form novalidate on:submit=move |event| {
                        event.prevent_default();
                        read.run(());
                    }>
                        <ErrorSummary errors=sending.errors />
                        <Line id="replies-reason" label="Why are you opening it?" hint="Your name, the time and this reason are recorded" class="desk-case__full" sending value=reason />
                        <button type="submit" class="govuk-button govuk-button--secondary">"Open it"</button>
                    </form>
                }.into_any()
            } else {
                opened().into_any()
            }}
        </div>
    }
}

#[component]
fn Step(open: Open, with: Asked, offered: Vec<ConsultStep>) -> impl IntoView {
    let sending = Sending::new("consult");
    let first = offered.first().copied().unwrap_or(ConsultStep::Asked);
    let step = RwSignal::new(words::place(ConsultStep::ALL, &first));
    let on = RwSignal::new(dates::typed(&open.desk.person.today()));
    let (due, opinion, said) =
        (RwSignal::new(String::new()), RwSignal::new(String::new()), RwSignal::new(String::new()));
    let restricted = RwSignal::new(false);
    let now = Memo::new(move |_| step.with(|step| words::chosen(ConsultStep::ALL, step)).unwrap_or(first));
    let whose = whom(&with);
    let submit = Callback::new(move |()| {
        let now = now.get_untracked();
        let replied = now == ConsultStep::Replied;
        let sealed = replied && restricted.get_untracked();
        let view = opinion.with_untracked(|opinion| words::chosen(Opinion::ALL, opinion)).filter(|_| replied);
        let lacking = [
            (empty(on), "on", "Give the day"),
            (replied && view.is_none(), "opinion", "Say what they think"),
            (replied && empty(said), "words", "Give it in their words"),
            (now == ConsultStep::NotNeeded && empty(said), "words", "Say why they need not be asked"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let (number, id) = open.ids();
        let call = Consult {
            number,
            id,
            with: with.clone(),
            step: now,
            on: typed(on).unwrap_or_default(),
            due: typed(due).filter(|_| matches!(now, ConsultStep::Asked | ConsultStep::Chased)),
            opinion: view,
            words: typed(said).unwrap_or_default(),
            restricted: sealed,
        };
        let words = format!("Recorded: {}, {}", whose, now.words().to_lowercase());
        sending.send(call, move |()| open.recorded(words));
    });
    let options = offered
        .into_iter()
        .map(|one| (words::place(ConsultStep::ALL, &one), one.words().to_owned()))
        .collect::<Vec<_>>();
    let leave = Callback::new(move |()| open.desk.route.back());
    let may_seal = open.may(Right::WriteRestricted);
    let label = Signal::derive(move || match now.get() {
        ConsultStep::Replied => "What they say, in their words".to_owned(),
        ConsultStep::NotNeeded => "Why need they not be asked?".to_owned(),
        _ => "Anything to add? (optional)".to_owned(),
    });
    view! {
        <Form sending act="Record it" submit cancel=leave>
            <OneOf id="consult-step" label="What was done?" sending options=Signal::stored(options) value=step />
            <Line id="consult-on" label="On which day?" hint="Such as 17/11/2026" class="govuk-input--width-10" sending value=on />
            {move || matches!(now.get(), ConsultStep::Asked | ConsultStep::Chased).then(|| view! {
                <Line id="consult-due" label="By when is an answer awaited? (optional)" hint="Left empty: by the prison's own figure" class="govuk-input--width-10" sending value=due />
            })}
            {move || (now.get() == ConsultStep::Replied).then(|| view! {
                <Radios id="consult-opinion" legend="What do they think?" options=words::choices(Opinion::ALL, Opinion::words) sending value=opinion />
            })}
            <Words id="consult-words" label sending value=said />
            {move || (may_seal && now.get() == ConsultStep::Replied).then(|| view! {
                <div class="govuk-checkboxes govuk-checkboxes--small">
                    <Tick id="consult-restricted" label="Intelligence or in confidence: the words go to Restricted" value=restricted
                        ticked=Callback::new(move |on| restricted.set(on)) />
                </div>
            })}
        </Form>
    }
}

/// Somebody whom the rules do not name.
#[component]
pub(super) fn AskSomebody(open: Open) -> impl IntoView {
    let sending = Sending::new("ask");
    let who = RwSignal::new(words::place(Consultee::ALL, &Consultee::Other));
    let name = RwSignal::new(String::new());
    let on = RwSignal::new(dates::typed(&open.desk.person.today()));
    let due = RwSignal::new(String::new());
    page::focus_soon("ask-who");
    let submit = Callback::new(move |()| {
        let consultee = who.with_untracked(|who| words::chosen(Consultee::ALL, who)).unwrap_or(Consultee::Other);
        let unnamed = consultee == Consultee::Other && empty(name);
        if sending.lacks(&[(unnamed, "name", "Say who it is"), (empty(on), "on", "Give the day")]) {
            return;
        }
        let (number, id) = open.ids();
        let with = Asked { consultee, name: typed(name).unwrap_or_default() };
        let words = format!("Recorded: {}, asked", whom(&with));
        let call = Consult {
            number,
            id,
            with,
            step: ConsultStep::Asked,
            on: typed(on).unwrap_or_default(),
            due: typed(due),
            opinion: None,
            words: String::new(),
            restricted: false,
        };
        sending.send(call, move |()| open.recorded(words));
    });
    let form = view! {
        <Form sending act="Record it" submit cancel=open.close()>
            <OneOf id="ask-who" label="In which capacity?" sending options=Signal::stored(words::choices(Consultee::ALL, Consultee::words)) value=who />
            <Line id="ask-name" label="Who? (where there can be several)" class="desk-case__full" sending value=name />
            <Line id="ask-on" label="On which day were they asked?" class="govuk-input--width-10" sending value=on />
            <Line id="ask-due" label="By when is an answer awaited? (optional)" class="govuk-input--width-10" sending value=due />
        </Form>
    };
    beside("ask-head", "Ask somebody else", form.into_any())
}
