//! The current computer beside the list: whose it is, who admitted it, when it was last heard from, and how it ended.

use std::sync::Arc;

use api::{DeviceEnd, DeviceView};
use leptos::prelude::*;

use crate::dates;
use crate::parts::{Kind, Sign, fact};
use crate::screens::devices::list::stands;
use crate::screens::devices::state::{State, can_be_revoked, computer, silent};
use crate::screens::staff::in_words;

#[component]
pub(super) fn Current(state: State) -> impl IntoView {
    let name = move || state.current().map_or_else(|| "No computer".to_owned(), |device| computer(&device));
    view! {
        <aside class="desk-pane desk-pane--accent desk-grow" aria-label=name>
            {move || match state.current() {
                None => view! { <p class="desk-pane__body desk-muted">"Choose a computer to see it here"</p> }.into_any(),
                Some(device) => about(state, &device).into_any(),
            }}
        </aside>
    }
}

fn about(state: State, device: &Arc<DeviceView>) -> impl IntoView + use<> {
    let today = state.desk.person.today();
    let (kind, word) = stands(device, &today);
    let roles = in_words(&state.roles(&device.owner));
    let admitted = match &device.admitted_by {
        Some(by) => format!("{}, by {by}", dates::said_at(&device.admitted)),
        None => format!("{}: it founded the unit", dates::said_at(&device.admitted)),
    };
    let heard = match &device.last_entry {
        Some(at) => dates::said_at(at),
        None => "Nothing has come from it yet".to_owned(),
    };
    let quiet = silent(device, &today).map(|days| {
        view! {
            <p class="desk-staff__then">
                {format!("Nothing was heard of it for {}. ", dates::days(days))}
                "Work may wait on it that nobody else has: ask whose it is to connect it. If it is lost, revoke it."
            </p>
        }
    });
    let begins = device.id.get(..8).unwrap_or(&device.id).to_owned();
    view! {
        <div class="desk-pane__head"><h2 class="govuk-heading-s">{computer(device)}</h2><Sign kind>{word}</Sign></div>
        <div class="desk-pane__body" tabindex="0" role="group" aria-label="What is known of it">
            {quiet}
            <dl class="govuk-summary-list">
                {fact("Whose", if roles.is_empty() { format!("{}, who has left", device.name) } else { format!("{}: {roles}", device.name) })}
                {fact("Admitted", admitted)}
                {fact("Last heard from", heard)}
                {fact("Identifier", view! { <span class="desk-mono">{begins}</span> })}
                {device.ended.as_ref().map(ended)}
            </dl>
            {device.here.then(|| view! { <p class="desk-muted desk-gap-above">"You are using this computer. Another administrator revokes it, at theirs."</p> })}
        </div>
        {can_be_revoked(device).then(|| {
            let device = device.clone();
            view! {
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button govuk-button--warning" id="revoke" on:click=move |_| state.revoking.set(Some(device.clone()))>
                        "Revoke this computer…"<kbd>"X"</kbd>
                    </button>
                </div>
            }
        })}
    }
}

fn ended(end: &DeviceEnd) -> AnyView {
    let why = if end.why.trim().is_empty() { "Not readable on this computer".to_owned() } else { end.why.clone() };
    view! {
        {fact("Revoked", view! { <Sign kind=Kind::Not>{format!("{}, by {}", dates::said_at(&end.at), end.by)}</Sign> })}
        {fact("Why", why)}
    }
    .into_any()
}
