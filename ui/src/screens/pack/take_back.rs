//! Taking back a step of a pack that was logged by mistake. The record keeps both.

use api::TakeBackStep;
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::pack::open::Open;

/// A step that is to be taken back: what tells it apart, and what it is called.
pub(super) type Slip = (String, String);

/// The button by which a step is taken back: focus comes back to it.
pub(super) fn button(id: &str) -> String {
    format!("step-back-{id}")
}

#[component]
pub(super) fn TakeBack(
    open: Open,
    /// Which step.
    slip: Slip,
    /// Where it stands that it is taken back: nothing there leaves the form.
    back: RwSignal<Option<Slip>>,
    /// The way that the pack has taken so far: both scroll as one.
    children: Children,
) -> impl IntoView {
    let (id, what) = slip;
    let sending = Sending::new("back");
    let reason = RwSignal::new(String::new());
    page::focus_soon("back-reason");
    let from = button(&id);
    let cancel = Callback::new(move |()| {
        back.set(None);
        page::focus_soon(from.clone());
    });
    let named = what.to_lowercase();
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(reason), "reason", "Say why it is taken back")]) {
            return;
        }
        let Some(reason) = typed(reason) else { return };
        let said = format!("Taken back: {named}");
        let call = TakeBackStep { number: open.number(), id: id.clone(), reason };
        sending.send(call, move |()| {
            back.try_set(None);
            open.desk.toast.show(open.desk.speak, said);
            open.refresh_then(|| page::focus_soon("arrival-head"));
        });
    });
    view! {
        <div class="desk-pane__body desk-pane__body--flush" tabindex="0" role="group" aria-labelledby="arrival-head">
            {children()}
            <div class="desk-pack__log">
                <Form sending act="Take it back" submit cancel>
                    <p class="desk-case__now"><b>{what}</b>": the pack stands as if that had not been logged."</p>
                    <Words id="back-reason" label="Why is it taken back?".to_owned() hint="It stands beside what was logged" sending value=reason />
                </Form>
            </div>
        </div>
    }
}
