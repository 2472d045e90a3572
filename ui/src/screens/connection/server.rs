//! The server of the unit: which it is; connecting the unit to one, which an administrator does once, and again if it moves.

use api::ConnectionState;
use leptos::prelude::*;

use crate::screens::connection::connect::Connect;
use crate::screens::connection::state::{Doing, State};

#[component]
pub(super) fn Server(state: State, administrator: bool) -> impl IntoView {
    let connected = Memo::new(move |_| state.desk.standing.state().is_some_and(|now| now != ConnectionState::None));
    let connecting = Memo::new(move |_| state.doing.get() == Doing::Connecting);
    let demonstration = state.desk.person.with(|person| person.demonstration);
    let body = move || {
        if demonstration {
            return view! {
                <p>"Not in the demonstration: nothing of it can be sent. In a real unit an administrator connects it here, once, with the address of a server and a token. From then on every computer of the unit sends and fetches by itself. The server can read nothing of what it keeps."</p>
            }
            .into_any();
        }
        match (connected.get(), administrator) {
            (false, true) => view! {
                <p>"Connect the unit once, with the address and the token that whoever runs the server gives you. Everything recorded until now goes up, sealed: the server can read nothing of what it keeps."</p>
            }
            .into_any(),
            (false, false) => view! { <p>"An administrator connects the unit to a server. Until then each computer keeps what is recorded on it."</p> }.into_any(),
            (true, true) => view! { <p>"Every computer of the unit learns from this one where the server is. If it moves, say so here."</p> }.into_any(),
            (true, false) => view! { <p>"The server passes sealed entries on. It can read nothing of what it keeps, and this computer checks all that it gives."</p> }.into_any(),
        }
    };
    let act = move || {
        (administrator && !demonstration && !connecting.get()).then(|| {
        let words = if connected.get() { "The server has moved…" } else { "Connect the unit…" };
        view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button" class=("govuk-button--secondary", move || connected.get()) id="connect" on:click=move |_| state.begin(Doing::Connecting)>{words}</button>
            </div>
        }
    })
    };
    view! {
        <section class="desk-pane desk-settings__pane" aria-labelledby="server-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-m" id="server-head">"The unit’s server"</h2></div>
            <div class="desk-pane__body">{body}</div>
            {act}
            {move || connecting.get().then(|| view! { <Connect state moved=connected.get_untracked() /> })}
        </section>
    }
}
