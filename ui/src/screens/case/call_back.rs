//! Calling a case back that was sent to another prison, as long as they have not taken it.

use api::{CallCaseBack, SentAwayView};
use leptos::prelude::*;

use crate::page;
use crate::parts::Dialog;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::case::file::File;

/// Why the dialog cannot be left meanwhile.
const STAYS: &str = "This stays open until the case is called back, or it says here why it was not";

#[component]
pub(super) fn CallBack(
    /// The case file.
    file: File,
    /// Where the case has gone.
    sent: SentAwayView,
    /// Leaves it.
    close: Callback<()>,
) -> impl IntoView {
    let sending = Sending::new("call-back");
    let stays = Signal::derive(move || sending.is_busy().then_some(STAYS));
    let why = RwSignal::new(String::new());
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(why), "why", "Say why it is called back")]) {
            return;
        }
        let call = CallCaseBack { number: file.number.get_untracked(), why: typed(why).unwrap_or_default() };
        sending.send(call, move |()| {
            close.run(());
            page::focus("main");
            file.recorded("Called back. The case is here again".to_owned());
        });
    });
    let prison = sent.prison;
    let now = if sent.waits {
        "It has not left this computer yet, so it can be called back without a network.".to_owned()
    } else {
        format!("It can be called back as long as {prison} has not taken it. The server says whether they have.")
    };
    view! {
        <Dialog label=format!("Call back from {prison}") class="desk-dialog" headed=true close stays>
            <div class="desk-dialog__body">
                <p>{now}</p>
                <p>"Posts ended when it was sent. They do not come back: allocate anew."</p>
            </div>
            <Form sending act="Call the case back" submit cancel=close>
                <Words id="call-back-why" label="Why?".to_owned() hint="It stands in the file" sending value=why />
            </Form>
        </Dialog>
    }
}
