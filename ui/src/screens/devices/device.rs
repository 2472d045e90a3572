//! The current computer beside the list: whose it is, who admitted it, when it was last heard from, and how it ended.

use std::sync::Arc;

use api::{DeviceEnd, DeviceView, Held};
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
                {device.ended.is_none().then(|| fact("It may hold", held(device.restricted)))}
                {fact("Identifier", view! { <span class="desk-mono">{begins}</span> })}
                {device.ended.as_ref().map(ended)}
            </dl>
            {entrusts(device).map(|give| entrusting(state, device, give))}
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

/// What a computer may hold, and why.
const fn held(restricted: Held) -> &'static str {
    match restricted {
        Held::Administrator => "General and restricted: an administrator’s computer hands the keys out",
        Held::Given => "General and restricted",
        Held::Withheld => "General only. Their roles read restricted items, and it was not given the keys",
        Held::NotTheirs => "General only. Their roles read nothing restricted",
        Held::Foreseen => {
            "General only. Their roles read nothing restricted; should they come to, it is given the keys"
        }
    }
}

/// Whether a computer can be given what is restricted, or have it withheld.
fn entrusts(device: &DeviceView) -> Option<bool> {
    match device.restricted {
        _ if device.ended.is_some() => None,
        Held::Given => Some(false),
        Held::Withheld => Some(true),
        Held::Administrator | Held::NotTheirs | Held::Foreseen => None,
    }
}

fn entrusting(state: State, device: &Arc<DeviceView>, give: bool) -> impl IntoView + use<> {
    let device = device.clone();
    let (act, then) = if give {
        ("Give it restricted items", "It then reads what was restricted before, too.")
    } else {
        (
            "Withhold restricted items",
            "New keys are in force at once, without it. What it had until then, it still reads.",
        )
    };
    view! {
        <p class="desk-gap-above">
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id="entrust" on:click=move |_| state.entrust(&device, give)>{act}</button>
        </p>
        <p class="desk-xs desk-muted">{then}</p>
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_decided_is_offered() {
        let device = |restricted, ended| DeviceView {
            id: "ab12".to_owned(),
            owner: "1".to_owned(),
            name: "Ana Novak".to_owned(),
            computer: None,
            admitted: "2026-11-30T09:00".to_owned(),
            admitted_by: None,
            last_entry: None,
            ended,
            restricted,
            here: false,
        };
        assert_eq!(entrusts(&device(Held::Given, None)), Some(false));
        assert_eq!(entrusts(&device(Held::Withheld, None)), Some(true));
        for held in [Held::Administrator, Held::NotTheirs, Held::Foreseen] {
            assert_eq!(entrusts(&device(held, None)), None, "{held:?}");
        }
        let end = DeviceEnd { at: "2026-12-21T16:05".to_owned(), by: "Ada Pike".to_owned(), why: String::new() };
        assert_eq!(entrusts(&device(Held::Given, Some(end))), None);
    }
}
