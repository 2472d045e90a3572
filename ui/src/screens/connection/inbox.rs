//! This unit's inbox key, which another prison needs before it can send a case here, and the code by which two people make sure on the telephone that
//! both have the same.

use api::{Inbox, InboxView, Problem};
use leptos::prelude::*;

use crate::backend;
use crate::desk::Desk;
use crate::page;
use crate::parts::{Kind, Sign, Spoken};

/// The code, once it is shown.
const CODE: &str = "inbox-code";

#[component]
pub(super) fn OwnInbox() -> impl IntoView {
    let answer = RwSignal::new(None::<Result<InboxView, Problem>>);
    let is_shown = Memo::new(move |_| answer.with(|answer| matches!(answer, Some(Ok(_)))));
    let show = move || {
        leptos::task::spawn_local(async move {
            let inbox = backend::call(Inbox {}).await;
            let is_key = inbox.is_ok();
            answer.try_set(Some(inbox));
            if is_key {
                page::focus_soon(CODE);
            }
        });
    };
    let said = move || {
        match answer.get() {
        None => view! { <p>"Another prison needs it before it can send a case here. It works without a network, and is not a secret: send it by e-mail or post."</p> }.into_any(),
        Some(Err(problem)) => none(problem).into_any(),
        Some(Ok(inbox)) => view! { <Shown inbox /> }.into_any(),
    }
    };
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="inbox-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="inbox-head">"Inbox key of this unit"</h2></div>
            <div class="desk-pane__body">{said}</div>
            {move || (!is_shown.get()).then(|| view! {
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button govuk-button--secondary" id="inbox-show" on:click=move |_| show()>"Show the key"</button>
                </div>
            })}
        </section>
    }
}

/// Why there is none to show. The button stays, with the focus on it.
fn none(problem: Problem) -> impl IntoView {
    view! {
        <div role="alert">
            <p><Sign kind=Kind::Not>{problem.message}</Sign></p>
            <p>{problem.remedy}</p>
        </div>
    }
}

/// The key with its code, to be sent and read out.
#[component]
fn Shown(inbox: InboxView) -> impl IntoView {
    let desk = Desk::here();
    let InboxView { key, code, .. } = inbox;
    let shown = key.clone();
    let copy = move |_| {
        let copied = page::copy(&key);
        let said =
            if copied { "The key is copied" } else { "It could not be copied. Select it, and copy it with Ctrl C" };
        desk.toast.show(desk.speak, said);
    };
    view! {
        <Spoken id=CODE what="Its code" code />
        <p>"Send the key, and read out its code on the telephone. Where the other prison types the key, its screen shows the same code, or the key is another one."</p>
        <p class="desk-mono desk-path desk-gap-above" id="inbox-key">{shown}</p>
        <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id="inbox-copy" on:click=copy>"Copy the key"</button>
        <p class="desk-xs desk-muted">"There is another one after new keys have begun, such as when somebody has left the unit. What was sent by an earlier one still comes, but give other prisons the new one."</p>
    }
}
