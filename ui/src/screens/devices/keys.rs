//! New keys of everything, by the calendar or where somebody may have got hold of the old ones; and how old those are.

use api::NewKeys;
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::devices::state::{Doing, State};

/// The pane's heading.
const HEAD: &str = "keys-head";

/// The way to new keys: it says when they are due.
#[component]
pub(super) fn Renew(state: State) -> impl IntoView {
    let due = Memo::new(move |_| state.keys.with(|keys| keys.as_ref().is_some_and(|keys| keys.due)));
    view! {
        <button type="button" class="govuk-button govuk-button--secondary" id="new-keys" on:click=move |_| state.doing.set(Doing::Renewing)>
            {move || if due.get() { "New keys are due…" } else { "New keys…" }}<kbd>"R"</kbd>
        </button>
    }
}

#[component]
pub(super) fn Keys(state: State) -> impl IntoView {
    let sending = Sending::new("keys");
    let why = RwSignal::new(String::new());
    let today = state.desk.person.today();
    let age = move || {
        state.keys.with(|keys| {
            keys.as_ref().map(|keys| {
                let began = dates::when(&keys.since, &today);
                let advice = if keys.due { " New ones are advised after 90 days." } else { "" };
                format!("Those in force began {began}, {} ago.{advice}", dates::days(i64::from(keys.days)))
            })
        })
    };
    page::focus_soon("keys-why");
    let cancel = Callback::new(move |()| state.read());
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(why), "why", "Say why new keys begin")]) {
            return;
        }
        sending.send(NewKeys { why: typed(why).unwrap_or_default() }, move |()| {
            state.read();
            state.recorded("New keys are in force".to_owned());
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">"New keys"</h2></div>
            <Form sending act="Begin new keys" submit cancel>
                <p class="desk-num">{age}</p>
                <p>"What is written from now on, no old key opens. Every computer that is in use gets the new keys when it next connects; nobody has to do anything."</p>
                <p class="desk-gap-below">"What was written before stays as it is. Revoking a computer begins new keys by itself: this is for when a key may have been copied and no computer is missing, and every 90 days."</p>
                <Words id="keys-why" label="Why?".to_owned() hint="Every administrator can read it" sending value=why />
            </Form>
        </section>
    }
}
