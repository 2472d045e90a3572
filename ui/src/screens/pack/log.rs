//! Logging a step of a pack on its way: that it was sent, that the words were given, what its reader says.

use api::{PackStep, TracePack};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Radios, Sending, Words, empty, typed};
use crate::parts::{ErrorSummary, choices, chosen};
use crate::screens::pack::open::Open;

/// What scrolls.
const BODY: &str = "arrival-body";

/// The form, under the way that the pack has taken so far: both scroll as one.
#[component]
pub(super) fn Log(
    open: Open,
    /// Which pack.
    id: String,
    /// Who answers for it.
    reader: String,
    /// What is chosen.
    step: RwSignal<String>,
    /// What is typed.
    words: RwSignal<String>,
    /// The way.
    children: Children,
) -> impl IntoView {
    let sending = Sending::new("trace");
    let submit = Callback::new(move |()| {
        let taken = step.with_untracked(|choice| chosen(PackStep::ALL, choice));
        let lacking = [
            (taken.is_none(), "step", "Say what happened"),
            (empty(words), "words", "Say how, to whom, or what was said"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let Some(taken) = taken else { return };
        let call =
            TracePack { number: open.number(), id: id.clone(), step: taken, words: typed(words).unwrap_or_default() };
        sending.send(call, move |()| {
            step.try_set(String::new());
            words.try_set(String::new());
            open.desk.toast.show(open.desk.speak, format!("Logged: {}", taken.words().to_lowercase()));
            open.refresh_then(|| {
                if let Some(body) = page::element(BODY) {
                    body.set_scroll_top(0);
                }
                page::focus_soon("arrival-head");
            });
        });
    });
    open.desk.keys.on_and_show("Ctrl+Enter", "Log it", "log", move || submit.run(()));
    let legend = format!("Log what happened, or what {reader} says");
    view! {
        <form class="desk-case__form" novalidate on:submit=move |event| {
            event.prevent_default();
            submit.run(());
        }>
            <div class="desk-pane__body desk-pane__body--flush" id=BODY tabindex="0" role="group" aria-labelledby="arrival-head">
                {children()}
                <div class="desk-pack__log">
                    <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
                    <Radios id="trace-step" legend class="desk-pack__causes" options=choices(PackStep::ALL, PackStep::words) sending value=step />
                    <Words id="trace-words" label="How, to whom, or what was said" sending value=words />
                </div>
            </div>
            <div class="desk-pane__foot"><button type="submit" class="govuk-button">"Log it"<kbd>"Ctrl Enter"</kbd></button></div>
        </form>
    }
}
