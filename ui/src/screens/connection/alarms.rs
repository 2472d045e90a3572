//! What the server was caught at: as long as something is raised, nothing is sent or taken. An administrator settles it, having looked.

use api::SettleAlarms;
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending};
use crate::parts::{Failed, Kind, Sign, Tick};
use crate::screens::connection::alarm::line;
use crate::screens::connection::state::{Doing, State};

/// The pane's heading.
pub(super) const HEAD: &str = "alarms-head";

#[component]
pub(super) fn Alarms(state: State) -> impl IntoView {
    let raised = Memo::new(move |_| state.alarms.with(|alarms| alarms.iter().any(|alarm| alarm.settled.is_none())));
    let none = Memo::new(move |_| state.alarms.with(Vec::is_empty));
    let again = Callback::new(move |()| state.ask_for_alarms());
    view! {
        <section class="desk-pane desk-settings__pane" class=("desk-pane--red", move || raised.get()) aria-labelledby=HEAD>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-m" id=HEAD tabindex="-1">"What the server was caught at"</h2>
                {move || if raised.get() {
                    view! { <Sign kind=Kind::Not>"Stopped"</Sign> }.into_any()
                } else {
                    view! { <Sign kind=Kind::Met>"Nothing open"</Sign> }.into_any()
                }}
            </div>
            <div class="desk-pane__body">
                {move || match state.alarms_problem.get() {
                    Some(problem) => view! { <Failed problem again /> }.into_any(),
                    None if none.get() => view! {
                        <p>"Nothing. Every computer checks all that the server gives: whether it is whole, unaltered, in its order, and the same for everybody. What does not fit would stand here."</p>
                    }
                    .into_any(),
                    None => view! { <ol class="desk-plain">{state.alarms.get().into_iter().map(|alarm| line(state, alarm)).collect_view()}</ol> }.into_any(),
                }}
            </div>
            {move || raised.get().then(|| view! { <Settle state /> })}
        </section>
    }
}

/// The way to settle what is raised, and the form.
#[component]
fn Settle(state: State) -> impl IntoView {
    let open = Memo::new(move |_| state.doing.get() == Doing::Settling);
    move || {
        if open.get() {
            return view! { <Settling state /> }.into_any();
        }
        view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button" id="settle-alarms" on:click=move |_| state.begin(Doing::Settling)>"Settle it…"</button>
                <span class="desk-xs desk-muted">"Save the evidence first, and ask whoever runs the server what happened"</span>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Settling(state: State) -> impl IntoView {
    let sending = Sending::new("settle");
    let looked = RwSignal::new(false);
    page::focus_soon("settle-looked");
    let cancel = Callback::new(move |()| {
        state.doing.set(Doing::Nothing);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(!looked.get_untracked(), "looked", "Tick that you have looked into it")]) {
            return;
        }
        sending.send(SettleAlarms {}, move |()| {
            state.done("Settled on this computer. The server’s log is read and compared again")
        });
    });
    view! {
        <Form sending act="Settle it on this computer" submit cancel>
            <p>"The server’s log is then read and compared from its beginning, and what it has lost is sent again. If it does not fit, this is raised again."</p>
            <p class="desk-gap-below">"Each computer of the unit settles it for itself. If you do not know what happened, leave it: work goes on without the server."</p>
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <Tick id="settle-looked" label="I know what happened, from whoever runs the server" value=looked ticked=Callback::new(move |on| looked.set(on)) />
            </div>
        </Form>
    }
}
