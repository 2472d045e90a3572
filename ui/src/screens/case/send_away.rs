//! Sending a case to another prison, which only they can undo once they have taken it: what goes, what is ended here, to whom, and why.

use api::{InboxView, PreviewSending, Problem, ReadInbox, SendCase, SendingView};
use leptos::prelude::*;

use crate::backend;
use crate::dates;
use crate::figures::grouped;
use crate::page;
use crate::parts::sending::{Form, Line, Sending, Words, empty, typed};
use crate::parts::{Dialog, Failed, Kind, Opening, Sign, Spoken, Tick, fact};
use crate::screens::case::file::{File, listed_name};

/// Why the dialog cannot be left meanwhile.
const STAYS: &str = "This stays open until the case is sent, or it says here why it was not";

#[component]
pub(super) fn SendAway(file: File) -> impl IntoView {
    let sending = Sending::new("send");
    let stays = Signal::derive(move || sending.is_busy().then_some(STAYS));
    let close = Callback::new(move |()| file.sending_away.set(false));
    let preview = RwSignal::new(None::<Result<SendingView, Problem>>);
    let ask = Callback::new(move |()| {
        preview.set(None);
        let number = file.number.get_untracked();
        leptos::task::spawn_local(async move {
            let answer = backend::call(PreviewSending { number }).await;
            preview.try_set(Some(answer));
        });
    });
    ask.run(());
    let name = untrack(|| file.get()).map(|case| listed_name(&case)).unwrap_or_default();
    view! {
        <Dialog label=format!("Send to another prison: {name}") class="desk-dialog" headed=true close stays>
            {move || match preview.get() {
                None => view! { <Opening /> }.into_any(),
                Some(Err(problem)) => view! { <Failed problem again=ask /> }.into_any(),
                Some(Ok(SendingView { refused: Some(why), .. })) => view! {
                    <div class="desk-dialog__body" role="alert">
                        <p><Sign kind=Kind::Not>"It cannot be sent"</Sign></p>
                        <p>{why}</p>
                    </div>
                }
                .into_any(),
                Some(Ok(view)) => view! { <ToWhom file view sending close /> }.into_any(),
            }}
        </Dialog>
    }
}

/// What goes, and the form.
#[component]
fn ToWhom(file: File, view: SendingView, sending: Sending, close: Callback<()>) -> impl IntoView {
    let [to, why] = [(); 2].map(|()| RwSignal::new(String::new()));
    let meant = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(to), "to", "Type the other unit’s inbox key"),
            (empty(why), "why", "Say why the case goes there"),
            (!meant.get_untracked(), "meant", "Tick that you know who can undo it"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let call = SendCase {
            number: file.number.get_untracked(),
            to: typed(to).unwrap_or_default(),
            why: typed(why).unwrap_or_default(),
        };
        sending.send(call, move |sent| {
            close.run(());
            page::focus("main");
            file.recorded(format!("Sent to {}. It goes as soon as there is a network", sent.prison));
        });
    });
    view! {
        <div class="desk-dialog__body">{what_goes(&view)}</div>
        <Form sending act="Send the case" submit cancel=close>
            <Line id="send-to" label="The other unit’s inbox key" hint="They find it on their screen of the connection, and send it to you: whoever has the matching key can read the case"
                class="desk-case__full" sending value=to />
            <Compared to />
            <Words id="send-why" label="Why?".to_owned() hint="In the words of the order for the move. They read it" sending value=why />
            <div class="govuk-checkboxes govuk-checkboxes--small">
                <Tick id="send-meant" label="I know that once they have taken the case, only they can send it back" value=meant
                    ticked=Callback::new(move |on| meant.set(on)) />
            </div>
        </Form>
    }
}

/// The code of what was typed, as soon as it is an inbox key: the key says of itself whose it is, and only the code shows whether that is true.
#[component]
fn Compared(to: RwSignal<String>) -> impl IntoView {
    let inbox = RwSignal::new(None::<InboxView>);
    Effect::new(move |_| {
        let typed = to.get();
        inbox.set(None);
        if typed.trim().is_empty() {
            return;
        }
        leptos::task::spawn_local(async move {
            // What is no key yet is refused with the form.
            let read = backend::call(ReadInbox { to: typed.clone() }).await.ok();
            if to.try_get_untracked().as_ref() == Some(&typed) {
                inbox.try_set(read);
            }
        });
    });
    let code = move || {
        inbox.get().map(|InboxView { prison, code, .. }| {
            view! {
                <Spoken id="send-code" what="The code of this key" code />
                <p class="desk-gap-below">{to_ask(&prison)}</p>
            }
        })
    };
    view! { <div role="status">{code}</div> }
}

/// What to do with the code.
fn to_ask(prison: &str) -> String {
    format!(
        "It says that it is of {prison}. Ask there for the code, on a number that you know. If theirs is another one, this is not their key: do not send the case"
    )
}

fn what_goes(view: &SendingView) -> AnyView {
    let entries =
        format!("{} entries by {} people: all that is in the file", grouped(view.entries), grouped(view.authors));
    let restricted = match view.restricted {
        0 => "Nothing in it is restricted".to_owned(),
        some => format!(
            "{} of the entries are restricted. They go with it, sealed for those who may read such things there",
            grouped(some)
        ),
    };
    let owed = match view.owed.as_slice() {
        [] => "Nothing is owed in it".to_owned(),
        owed => owed.join("; "),
    };
    let until = dates::long(&view.readable_until);
    view! {
        <dl class="govuk-summary-list">
            {fact("What goes", entries)}
            {fact("Restricted", restricted)}
            {fact("Owed there", owed)}
            {fact("Here", format!("Posts end. The file can be read until {until}, and nothing new is recorded in it"))}
        </dl>
    }
    .into_any()
}
