//! Taking back what was recorded as done, or settled by hand, by mistake. The record keeps both.

use api::WithdrawAct;
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::owed::subject::{Subject, pane};

#[component]
pub(super) fn TakeBack(subject: Subject, id: String, what: String) -> impl IntoView {
    let sending = Sending::new("back");
    let reason = RwSignal::new(String::new());
    page::focus_soon("back-reason");
    let (number, recorded, named) = (subject.number.clone(), subject.recorded, what.clone());
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why it is taken back")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let said = format!("Taken back: {named}");
        let call = WithdrawAct { number: number.clone(), id: id.clone(), reason };
        sending.send(call, move |()| recorded.run(said));
    });
    let form = view! {
        <Form sending act="Take it back" submit cancel=subject.close>
            <p class="desk-case__now"><b>{what}</b>" settles nothing any more. What it settled is owed again."</p>
            <Words id="back-reason" label="Why is it taken back?".to_owned() hint="It stands in the history, beside what was recorded" sending value=reason />
        </Form>
    };
    pane(&subject, "Take back", form.into_any())
}
