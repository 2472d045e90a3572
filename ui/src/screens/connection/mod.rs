//! Where this computer stands with the server of its unit: how it stands and what that means, why somebody has to look and what to do, what the
//! server was caught at, connecting the unit, the same by a file on a stick, a comparison with all that the server has, or with what it shows
//! another computer, and the key by which other prisons send cases here.

mod alarm;
mod alarms;
mod aloud;
mod check;
mod connect;
mod how;
mod inbox;
mod renew;
mod server;
mod state;
mod stick;
mod words;

use api::Right;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::{heading_focus, takes_cases};
use crate::parts::{Failed, Opening};
use crate::screens::connection::alarms::Alarms;
use crate::screens::connection::aloud::Aloud;
use crate::screens::connection::check::Check;
use crate::screens::connection::how::How;
use crate::screens::connection::inbox::OwnInbox;
use crate::screens::connection::renew::Renew;
use crate::screens::connection::server::Server;
use crate::screens::connection::state::State;
use crate::screens::connection::stick::Stick;

/// The screen.
#[component]
pub(crate) fn Connection() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Connection");
    let state = State::open(desk);
    desk.keys.on_and_show("s", "Send and fetch now", "send and fetch", move || state.now());
    let known = Memo::new(move |_| desk.standing.view.with(Option::is_some));
    let again = Callback::new(move |()| state.ask());
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Connection"</h1></div>
                <p class="desk-sub desk-settings__lead">"Nothing you do waits for it: what is recorded is saved on this computer first"</p>
            </div>
            {move || match (known.get(), state.problem.get()) {
                (true, _) => view! { <Panes state /> }.into_any(),
                (false, Some(problem)) => view! { <Failed problem again /> }.into_any(),
                (false, None) => view! { <Opening /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Panes(state: State) -> impl IntoView {
    let administrator = state.desk.person.may(Right::ManageStaff);
    view! {
        <div class="desk-split desk-split--settings">
            <div class="desk-stack desk-scroll desk-settings__side">
                <How state />
                <Renew state />
                <Alarms state administrator />
            </div>
            <div class="desk-stack desk-scroll desk-settings__side">
                <Server state administrator />
                <Stick state />
                {administrator.then(|| view! { <Check state /> })}
                <Aloud state />
                {takes_cases(state.desk).then(|| view! { <OwnInbox /> })}
            </div>
        </div>
    }
}
