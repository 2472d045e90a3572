//! What is to be said of the connection beside somebody's work: nothing, as long as it is all right.

use api::ConnectionState;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::route::{Place, Screen};
use crate::standing::{line, means};

#[component]
pub(crate) fn ConnectionPanel() -> impl IntoView {
    const HEAD: &str = "connection-panel";
    let desk = Desk::here();
    let today = desk.person.today();
    let tells = Memo::new(move |_| {
        desk.standing.view.with(|view| {
            let view = view.as_ref().filter(|view| has_something_to_say(view.state))?;
            Some((view.state, line(view, &today)))
        })
    });
    move || {
        tells.get().map(|(state, words)| {
            view! {
                <section class="desk-pane desk-pane--amber desk-sync__panel" aria-labelledby=HEAD>
                    <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD>{words}</h2></div>
                    <div class="desk-pane__body">
                        <p>{means(state)}</p>
                        <p><button type="button" class="desk-link" on:click=move |_| desk.route.go(Place::of(Screen::Connection))>"Open the connection"</button></p>
                    </div>
                </section>
            }
        })
    }
}

const fn has_something_to_say(state: ConnectionState) -> bool {
    matches!(state, ConnectionState::Offline | ConnectionState::Attention | ConnectionState::Stopped)
}
