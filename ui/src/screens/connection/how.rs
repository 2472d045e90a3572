//! How it stands, what that means for somebody's work, and why somebody has to look, each with what to do.

use std::sync::Arc;

use api::{AttentionView, ConnectionState, ConnectionView, Right};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::page;
use crate::parts::{Kind, Sign, fact};
use crate::route::{Place, Screen};
use crate::screens::connection::alarms;
use crate::screens::connection::state::{HEAD, State, reaches_out};
use crate::standing::{at, headline, means, needing, sentence};

#[component]
pub(super) fn How(state: State) -> impl IntoView {
    let today = state.desk.person.today();
    let stands = state.desk.standing;
    let title = move || stands.view.with(|view| view.as_ref().map(|view| headline(view, &today)));
    let sign = move || {
        stands.state().map(|state| {
            let (kind, word) = in_a_word(state);
            view! { <Sign kind>{word}</Sign> }
        })
    };
    let today = state.desk.person.today();
    let can = Memo::new(move |_| stands.state().is_some_and(reaches_out));
    view! {
        <section class="desk-pane desk-settings__pane desk-pane--accent" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id=HEAD tabindex="-1">{title}</h2>{sign}</div>
            <div class="desk-pane__body">{move || stands.view.get().map(|view| about(state, &view, &today))}</div>
            {move || can.get().then(|| view! {
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button govuk-button--secondary" aria-disabled=move || state.busy.get().to_string() on:click=move |_| state.now()>
                        {move || if state.busy.get() { "Sending and fetching…" } else { "Send and fetch now" }}<kbd>"S"</kbd>
                    </button>
                    <span class="desk-xs desk-muted">"It happens by itself as soon as there is a network"</span>
                </div>
            })}
        </section>
    }
}

/// The state in a word and a shape.
const fn in_a_word(state: ConnectionState) -> (Kind, &'static str) {
    match state {
        ConnectionState::None => (Kind::Later, "Not connected"),
        ConnectionState::UpToDate => (Kind::Met, "Connected"),
        ConnectionState::Sending => (Kind::Draft, "Connected"),
        ConnectionState::Offline => (Kind::Soon, "Offline"),
        ConnectionState::Attention => (Kind::Late, "Needs attention"),
        ConnectionState::Stopped => (Kind::Not, "Stopped"),
    }
}

fn about(state: State, view: &Arc<ConnectionView>, today: &str) -> AnyView {
    let changes = |count| counted(usize::try_from(count).unwrap_or(usize::MAX), "change", "changes");
    let waits = match view.to_send {
        0 => "Nothing".to_owned(),
        count => changes(count),
    };
    let (server, in_step, offline) = (view.server.clone(), view.in_step.clone(), view.offline_since.clone());
    let facts = server.map(|server| {
        let in_step = in_step.map_or_else(|| "Not yet".to_owned(), |at| dates::at_head(&at, today));
        view! {
            <dl class="govuk-summary-list desk-gap-above">
                {fact("Server", view! { <span class="desk-mono desk-path">{server}</span> })}
                {fact("Up to date as of", in_step)}
                {fact("Waits to be sent", waits)}
                {offline.map(|since| fact("Offline since", dates::at_head(&since, today)))}
            </dl>
        }
    });
    let mut reasons = view.attention.iter().map(|reason| line(state, reason, today)).collect::<Vec<_>>();
    if view.unapplied > 0 {
        reasons.push(not_applied(state, view.unapplied));
    }
    view! {
        <p>{means(view.state)}</p>
        {(!reasons.is_empty()).then(|| view! { <ul class="desk-plain desk-gap-above" aria-label="Why somebody has to look">{reasons}</ul> })}
        {facts}
    }
    .into_any()
}

/// Changes that need somebody, because they were not applied.
fn not_applied(state: State, changes: u32) -> AnyView {
    view! {
        <li class="desk-sync__line">
            <p><Sign kind=Kind::Late>{needing(changes)}</Sign></p>
            <p>"They are kept, and have no effect: whoever wrote them had no right to, or what they are about has gone."</p>
            <button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::of(Screen::Unapplied))>"Read the changes"</button>
        </li>
    }
    .into_any()
}

/// A reason to look: what it is, what to do, and a way there, where there is one.
fn line(state: State, reason: &AttentionView, today: &str) -> AnyView {
    let since = reason.since.as_deref().map(|since| format!(", since {}", at(since, today))).unwrap_or_default();
    let (words, remedy) = (format!("{}{since}", sentence(&reason.words)), reason.remedy.clone());
    let administrator = state.desk.person.may(Right::ManageStaff);
    let way = match (reason.kind.as_str(), administrator) {
        ("alarm", _) => Some(
            view! { <button type="button" class="desk-link" on:click=move |_| { page::focus(alarms::HEAD); }>"See what the server was caught at"</button> }
                .into_any(),
        ),
        ("control" | "difference" | "aside" | "fork", true) => Some(
            view! { <button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::of(Screen::Devices))>"Open the unit’s computers"</button> }
                .into_any(),
        ),
        _ => None,
    };
    view! {
        <li class="desk-sync__line">
            <p><Sign kind=Kind::Late>{words}</Sign></p>
            <p>{remedy}</p>
            {way}
        </li>
    }
    .into_any()
}
