//! The unit's computers: which there are, those that ask to join, revoking one, what is kept apart of what they wrote, and new keys for them.

mod admit;
mod apart;
mod arrivals;
mod device;
mod forks;
mod keys;
mod late;
mod list;
mod revoke;
mod state;

use api::Right;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::grid;
use crate::page;
use crate::parts::{Failed, NotTheirs, Opening};
use crate::screens::devices::apart::Apart;
use crate::screens::devices::arrivals::Arrivals;
use crate::screens::devices::device::Current;
use crate::screens::devices::keys::{Keys, Renew};
use crate::screens::devices::list::{FILTER, List, TABLE};
use crate::screens::devices::revoke::Revoke;
use crate::screens::devices::state::{Doing, Shown, State};

/// The screen.
#[component]
pub(crate) fn Devices() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Computers");
    if !desk.person.may(Right::ManageStaff) {
        return view! { <NotTheirs what="The unit’s computers are for administrators." able=&["administrator"] /> }
            .into_any();
    }
    let state = State::open(desk);
    keys(state);
    let come = Memo::new(move |_| state.answered.get());
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Computers"</h1></div>
                <Tabs state />
                <div class="moj-page-header-actions__actions">
                    <Renew state />
                    <KeptApart state />
                    <button type="button" class="govuk-button" on:click=move |_| state.doing.set(Doing::Admitting)>
                        "Admit a computer"<kbd>"A"</kbd>
                    </button>
                </div>
            </div>
            {move || match state.problem.get() {
                Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.ask()) /> }.into_any(),
                None if !come.get() => view! { <Opening /> }.into_any(),
                None => view! { <Panes state /> }.into_any(),
            }}
            {move || state.revoking.get().map(|device| view! { <Revoke state device /> })}
        </main>
    }
    .into_any()
}

#[component]
fn Panes(state: State) -> impl IntoView {
    // Whoever asks to join waits at the other end: their pane is open when somebody comes.
    if untrack(|| state.desk.standing.arrivals()) > 0 {
        state.begin(Doing::Admitting);
    }
    view! {
        <div class="desk-split desk-split--staff">
            <List state />
            <div class="desk-stack">
                {move || match state.doing.get() {
                    Doing::Reading => view! { <Current state /> }.into_any(),
                    Doing::Admitting => view! { <Arrivals state /> }.into_any(),
                    Doing::Apart => view! { <Apart state /> }.into_any(),
                    Doing::Renewing => view! { <Keys state /> }.into_any(),
                }}
            </div>
        </div>
    }
}

#[component]
fn Tabs(state: State) -> impl IntoView {
    view! {
        <div class="desk-bar desk-views" role="group" aria-label="Which computers">
            {Shown::ALL.map(|shown| view! {
                <button type="button" class="desk-chip" aria-pressed=move || (state.shown.get() == shown).to_string() on:click=move |_| state.show(shown)>
                    {shown.words()}" "<b>{move || state.count(shown)}</b>
                </button>
            }).collect_view()}
        </div>
    }
}

/// The way to what is kept apart, with how much of it somebody has to look at.
#[component]
fn KeptApart(state: State) -> impl IntoView {
    let count = move || match state.to_look_at() {
        0 => None,
        count => Some(view! {
            " "<span class="moj-notification-badge">{count}<span class="govuk-visually-hidden">" to look at"</span></span>
        }),
    };
    view! {
        <button type="button" class="govuk-button govuk-button--secondary" id="kept-apart" on:click=move |_| state.doing.set(Doing::Apart)>
            "Entries kept apart"{count}<kbd>"E"</kbd>
        </button>
    }
}

fn keys(state: State) {
    let keys = state.desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next computer", "move", by(1));
    keys.on_and_show("k", "Computer before", "move", by(-1));
    keys.on_and_show("/", "Filter by person or computer", "filter", || {
        page::focus(FILTER);
    });
    keys.on_and_show("a", "Admit a computer that asks to join", "admit", move || state.begin(Doing::Admitting));
    keys.on_and_show("e", "Entries kept apart", "kept apart", move || state.begin(Doing::Apart));
    keys.on_and_show("r", "New keys", "new keys", move || state.begin(Doing::Renewing));
    keys.on_and_show("x", "Revoke the current computer", "revoke", move || state.revoke());
}
