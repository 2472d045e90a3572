//! What revoked computers wrote beyond what had been seen of them, and what somebody wrote before they heard of a change of their roles: kept, without
//! effect, and accepted one by one, with a reason.

use api::{AcceptLate, LateEntryView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::parts::{Kind, Sign};
use crate::screens::devices::apart::{HEAD, event};
use crate::screens::devices::state::State;

#[component]
pub(super) fn Late(state: State) -> impl IntoView {
    let accepting = RwSignal::new(None::<String>);
    move || {
        let late = state.late.get();
        (!late.is_empty()).then(|| view! {
            <h3 class="govuk-heading-s">"Too late to count"</h3>
            <p class="desk-gap-below">
                {counted(late.len(), "entry", "entries")}" came too late to count. They change nothing. Accept one where you know that its author wrote it honestly before the change."
            </p>
            <ol class="desk-plain">{late.into_iter().map(|entry| line(state, entry, accepting)).collect_view()}</ol>
        })
    }
}

fn line(state: State, entry: LateEntryView, accepting: RwSignal<Option<String>>) -> impl IntoView {
    let today = state.desk.person.today();
    let when = match &entry.recorded {
        Some(at) => format!("By its own clock written {}", dates::when(at, &today)),
        None => "When it was written cannot be read on this computer".to_owned(),
    };
    let knowing = entry.knowing.then(|| {
        view! { <p><Sign kind=Kind::Late>"Its author says that they knew of the revocation"</Sign></p> }
    });
    let why = if entry.by_roles { "It came after a change of their roles" } else { "It came after the revocation" };
    let title = format!("{}, {}", entry.name, entry.device.get(..8).unwrap_or(&entry.device));
    let said = match entry.events.as_slice() {
        [] => view! { <p>"What is in it cannot be read on this computer"</p> }.into_any(),
        events => view! { <ul>{events.iter().map(event).collect_view()}</ul> }.into_any(),
    };
    let (id, own) = (entry.id.clone(), entry.id.clone());
    let open = Memo::new(move |_| accepting.with(|accepting| accepting.as_deref() == Some(own.as_str())));
    let label = format!("Accept the entry of {}", entry.name);
    view! {
        <li class="desk-sync__line">
            <p><b>{title}</b></p>
            <p class="desk-muted desk-num">{when}". "{why}</p>
            {knowing}
            {said}
            {move || if open.get() {
                view! { <Accept state entry=entry.clone() accepting /> }.into_any()
            } else {
                let id = id.clone();
                view! {
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label.clone()
                        on:click=move |_| accepting.set(Some(id.clone()))>"Accept…"</button>
                }
                .into_any()
            }}
        </li>
    }
}

#[component]
fn Accept(state: State, entry: LateEntryView, accepting: RwSignal<Option<String>>) -> impl IntoView {
    let sending = Sending::new("late");
    let why = RwSignal::new(String::new());
    page::focus_soon("late-why");
    let cancel = Callback::new(move |()| {
        accepting.set(None);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(why), "why", "Say why it counts all the same")]) {
            return;
        }
        let call = AcceptLate { entries: vec![entry.id.clone()], why: typed(why).unwrap_or_default() };
        let said = format!("An entry of {} counts", entry.name);
        sending.send(call, move |_| {
            accepting.set(None);
            page::focus_soon(HEAD);
            state.recorded(said);
        });
    });
    view! {
        <Form sending act="Accept this entry" submit cancel>
            <Words id="late-why" label="Why does it count all the same?".to_owned() hint="It then counts on every computer of the unit, with the rights that its author had. That is not taken back"
                sending value=why />
        </Form>
    }
}
