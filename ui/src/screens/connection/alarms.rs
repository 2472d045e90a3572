//! What the server was caught at: as long as something is raised, nothing is sent or taken. An administrator settles it, having looked, once for
//! every computer of the unit; whoever else sees it saves the evidence, and tells one.

use api::{ConnectionState, SettleAlarms};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::parts::{Failed, Kind, Sign, Tick};
use crate::screens::connection::alarm::line;
use crate::screens::connection::state::{Doing, State};

/// The pane's heading.
pub(super) const HEAD: &str = "alarms-head";

#[component]
pub(super) fn Alarms(state: State, administrator: bool) -> impl IntoView {
    let raised = Memo::new(move |_| state.alarms.with(|alarms| alarms.iter().any(|alarm| alarm.settled.is_none())));
    let none = Memo::new(move |_| state.alarms.with(Vec::is_empty));
    let again = Callback::new(move |()| state.ask_for_alarms());
    let connected = Memo::new(move |_| state.desk.standing.state().is_some_and(|now| now != ConnectionState::None));
    let foot = move || {
        match (connected.get(), administrator, raised.get()) {
        (true, true, raised) => view! { <Settle state raised /> }.into_any(),
        (_, false, true) => view! {
            <div class="desk-pane__foot">
                <span class="desk-xs desk-muted">"An administrator settles it, once for every computer. Save the evidence, and tell one"</span>
            </div>
        }
        .into_any(),
        _ => ().into_any(),
    }
    };
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
            {foot}
        </section>
    }
}

/// The way to settle what is raised, here or at another computer, and the form.
#[component]
fn Settle(state: State, raised: bool) -> impl IntoView {
    let open = Memo::new(move |_| state.doing.get() == Doing::Settling);
    move || {
        if open.get() {
            return view! { <Settling state /> }.into_any();
        }
        let (words, before) = if raised {
            ("Settle it…", "Save the evidence first, and ask whoever runs the server what happened")
        } else {
            ("Settle it for another computer…", "Where a colleague’s computer has stopped, and this one has not")
        };
        view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button" class=("govuk-button--secondary", !raised) id="settle-alarms"
                    on:click=move |_| state.begin(Doing::Settling)>{words}</button>
                <span class="desk-xs desk-muted">{before}</span>
            </div>
        }
        .into_any()
    }
}

#[component]
fn Settling(state: State) -> impl IntoView {
    let sending = Sending::new("settle");
    let why = RwSignal::new(String::new());
    let looked = RwSignal::new(false);
    page::focus_soon("settle-why");
    let cancel = Callback::new(move |()| {
        state.doing.set(Doing::Nothing);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(why), "why", "Say what happened, and who told you"),
            (!looked.get_untracked(), "looked", "Tick that you have looked into it"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        sending.send(SettleAlarms { why: typed(why).unwrap_or_default() }, move |()| {
            state.done("Settled for every computer. The server’s log is read and compared again")
        });
    });
    view! {
        <Form sending act="Settle it for every computer" submit cancel>
            <p>"Every computer of the unit then reads the server’s log from its beginning, compares it, and sends again what the server has lost. Where it does not fit, this is raised again."</p>
            <p class="desk-gap-below">"If you do not know what happened, leave it: work goes on without the server."</p>
            <Words id="settle-why" label="What happened?".to_owned() hint="Such as: restored from the backup of last night, says the service desk. Every administrator can read it" sending value=why />
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <Tick id="settle-looked" label="I know what happened, from whoever runs the server" value=looked ticked=Callback::new(move |on| looked.set(on)) />
            </div>
        </Form>
    }
}
