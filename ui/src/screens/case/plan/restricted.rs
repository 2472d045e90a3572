//! The words of a restricted topic: opened for a reason, which is recorded before anything is shown. They are gone when the pane is left. What else
//! is restricted has the same door.

use api::{OpenRestrictedTopic, Topic};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Line, Sending, empty, typed};
use crate::screens::case::plan::state::{About, Plan};
use crate::screens::case::plan::topic_form::StateTopic;

/// What is said once it is open.
pub(super) const OPENED: &str = "Opened and recorded";

/// How far somebody has come.
#[derive(Clone, PartialEq, Eq)]
enum Seen {
    /// Not opened.
    Closed,
    /// Opened: its words.
    Open(String),
    /// Being changed.
    Changing(String),
}

#[component]
pub(super) fn OpenWords(plan: Plan, topic: Topic) -> impl IntoView {
    let seen = RwSignal::new(Seen::Closed);
    let open = Callback::new(move |(sending, reason): (Sending, String)| {
        sending.send(OpenRestrictedTopic { number: plan.number(), topic, reason }, move |words| {
            plan.file.desk.speak.say(OPENED);
            seen.try_set(Seen::Open(words.unwrap_or_default()));
            page::focus_soon("opened-head");
        });
    });
    move || match seen.get() {
        Seen::Closed => view! { <Door what=topic.words() class="desk-grow" open cancel=plan.cancel() /> }.into_any(),
        Seen::Open(words) => view! { <Opened plan topic words seen /> }.into_any(),
        Seen::Changing(words) => view! { <StateTopic plan topic about=About::Whole opened=Some(words) /> }.into_any(),
    }
}

/// The door of what is restricted: it asks for the reason.
#[component]
pub(super) fn Door(
    /// What is behind it.
    #[prop(into)]
    what: String,
    /// How much room its pane takes.
    class: &'static str,
    /// Opens it, for the reason that was given.
    open: Callback<(Sending, String)>,
    /// Leaves it closed.
    cancel: Callback<()>,
) -> impl IntoView {
    let sending = Sending::new("open");
    let reason = RwSignal::new(String::new());
    page::focus_soon("open-reason");
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Give the reason")]) {
            return;
        }
        if let Some(reason) = typed(reason) {
            open.run((sending, reason));
        }
    });
    view! {
        <section class=format!("desk-pane desk-pane--accent {class}") aria-labelledby="open-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="open-head">"Open: "{what}</h2></div>
            <Form sending act="Open it" submit cancel>
                <Line id="open-reason" label="Why are you opening it?" hint="Your name, the time and this reason are recorded" class="desk-case__full" sending value=reason />
            </Form>
        </section>
    }
}

#[component]
fn Opened(plan: Plan, topic: Topic, words: String, seen: RwSignal<Seen>) -> impl IntoView {
    plan.file.desk.keys.on("Escape", "Close it", move || plan.close());
    let own = words.clone();
    let said = if words.is_empty() { "Nothing more is recorded of it.".to_owned() } else { words };
    let change = untrack(|| plan.may_state(topic)).then(|| {
        view! { <button type="button" class="govuk-button" on:click=move |_| seen.set(Seen::Changing(own.clone()))>"Change"</button> }
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="opened-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="opened-head" tabindex="-1">{topic.words()}</h2></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby="opened-head">
                <p class="desk-xs desk-muted">"It is recorded that you opened this."</p>
                <p class="desk-words-kept">{said}</p>
            </div>
            <div class="desk-pane__foot">
                {change}
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| plan.close()>"Close"<kbd>"Esc"</kbd></button>
            </div>
        </section>
    }
}
