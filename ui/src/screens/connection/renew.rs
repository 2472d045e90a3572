//! Going on under new keys, where the record on this computer was set back or copied. Whoever works here does it, with their passphrase: nobody has
//! to admit them again.

use api::Secret;
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, empty};
use crate::parts::{Bar, Field, Kind, Passphrase, Sign};
use crate::screens::connection::state::{Doing, State};

/// The pane's heading.
const HEAD: &str = "renew-head";

#[component]
pub(super) fn Renew(state: State) -> impl IntoView {
    let is_due = Memo::new(move |_| {
        let reasons = |view: &api::ConnectionView| view.attention.iter().any(|reason| reason.kind == "set-back");
        state.desk.standing.view.with(|view| view.as_deref().is_some_and(reasons))
    });
    let open = Memo::new(move |_| state.doing.get() == Doing::Renewing);
    let act = move || {
        if open.get() {
            return view! { <Renewing state /> }.into_any();
        }
        view! {
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button" id="renew" on:click=move |_| state.begin(Doing::Renewing)>"Go on under new keys…"</button>
            </div>
        }
        .into_any()
    };
    move || {
        is_due.get().then(|| view! {
            <section class="desk-pane desk-settings__pane desk-pane--red" aria-labelledby=HEAD>
                <div class="desk-pane__head">
                    <h2 class="govuk-heading-m" id=HEAD tabindex="-1">"Set back or copied"</h2>
                    <Sign kind=Kind::Not>"Stopped"</Sign>
                </div>
                <div class="desk-pane__body">
                    <p>"The server has more from this computer than is on it, or something else: its disk was restored to an earlier day, or a copy of it is in use somewhere."</p>
                    <p>"Under new keys it goes on as a new computer of yours. What you recorded on it since is sent then, with the times at which you recorded it. A copy that is still in use cannot go on after that."</p>
                </div>
                {act}
            </section>
        })
    }
}

#[component]
fn Renewing(state: State) -> impl IntoView {
    let sending = Sending::new("renew");
    let passphrase = RwSignal::new(String::new());
    page::focus_soon("renew-passphrase");
    let cancel = Callback::new(move |()| {
        state.doing.set(Doing::Nothing);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(passphrase), "passphrase", "Type your passphrase")]) {
            return;
        }
        let call = api::Renew { passphrase: Secret(passphrase.get_untracked()) };
        sending.send(call, move |view| {
            passphrase.try_set(String::new());
            state.desk.standing.take(view);
            state.done("This computer goes on under new keys");
        });
    });
    view! {
        <Form sending act="Go on under new keys" submit cancel>
            <Field id="renew-passphrase" label="Your passphrase" error=sending.errors.of("renew-passphrase")>
                <Passphrase id="renew-passphrase" value=passphrase wrong=sending.errors.at("renew-passphrase") autocomplete="current-password" />
            </Field>
            {move || sending.is_busy().then(|| view! { <Bar what="Going on under new keys" /> })}
        </Form>
    }
}
