//! Settling something without its act, for a reason: this one only; the next of its kind is owed again.

use api::{OwedKey, SettleByHand};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::owed::subject::{Subject, pane};

#[component]
pub(super) fn ByHand(subject: Subject, key: OwedKey, what: String) -> impl IntoView {
    let sending = Sending::new("by-hand");
    let reason = RwSignal::new(String::new());
    page::focus_soon("by-hand-reason");
    let (number, recorded, settled_by) = (subject.number.clone(), subject.recorded, key.kind.settled_by());
    let named = what.clone();
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why it is settled without being done")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let said = format!("Recorded. Settled by hand: {named}");
        let call = SettleByHand { number: number.clone(), key: key.clone(), reason };
        sending.send(call, move |()| recorded.run(said));
    });
    let form = view! {
        <Form sending act="Settle it" submit cancel=subject.close>
            <p class="desk-case__now"><b>{what}</b>" is settled when "{settled_by}"."</p>
            <Words id="by-hand-reason" label="Why is it settled without that?".to_owned() hint="It stands in the file beside your name" sending value=reason />
            <p class="desk-xs desk-muted">"Only this one: the next of its kind is owed again. Fixed once recorded."</p>
        </Form>
    };
    pane(&subject, "Settle by hand", form.into_any())
}
