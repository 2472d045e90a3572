//! Taking a pack that was opened into the record of whoever it is about: as it came, beside what this unit itself recorded.

use std::sync::Arc;

use api::{KeepReceivedPack, KeptPackView};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::page;
use crate::parts::sending::{Line, Sending, typed};
use crate::parts::{ErrorSummary, Kind, Sign, Tick};
use crate::route::Place;
use crate::screens::case::{self, Tab};
use crate::screens::pack::reading::Opened;

/// What is done.
const TAKE: &str = "Take it into the record";
/// The heading, which focus goes to once it is done.
const HEAD: &str = "keep-head";

#[component]
pub(super) fn Keep(desk: Desk, opened: Arc<Opened>) -> impl IntoView {
    let kept = RwSignal::new(None::<KeptPackView>);
    let files: case::Kept = expect_context();
    move || match kept.get() {
        None => view! { <TakeIn desk opened=Arc::clone(&opened) kept /> }.into_any(),
        Some(pack) => in_the_record(desk, files, pack),
    }
}

/// What is said of it when it is taken in. What opened it is sent once more: the record opens it itself.
#[component]
fn TakeIn(desk: Desk, opened: Arc<Opened>, kept: RwSignal<Option<KeptPackView>>) -> impl IntoView {
    let sending = Sending::new("keep");
    let check_code = RwSignal::new(String::new());
    let restricted = RwSignal::new(false);
    let submit = Callback::new(move |()| {
        let call = KeepReceivedPack {
            file: opened.file.clone(),
            words: opened.words.clone(),
            check_code: typed(check_code).unwrap_or_default(),
            restricted: restricted.get_untracked(),
        };
        sending.send(call, move |pack| {
            desk.toast.show(desk.speak, said(pack.new));
            kept.try_set(Some(pack));
            page::focus_soon(HEAD);
        });
    });
    desk.keys.on_and_show("Ctrl+Enter", TAKE, "take in", move || submit.run(()));
    let ticked = Callback::new(move |on| restricted.set(on));
    view! {
        <section class="desk-pane desk-pane--accent desk-case__flat" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">{TAKE}</h2></div>
            <form class="desk-case__form" novalidate aria-busy=move || sending.is_busy().to_string() on:submit=move |event| {
                event.prevent_default();
                submit.run(());
            }>
                <div class="desk-pane__body">
                    <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
                    // What opens it was typed on the screen before: should it not open any more, that is said here.
                    <div id="keep-file" tabindex="-1">
                        <p class="desk-gap-below" id="keep-words" tabindex="-1">"It is kept as it came, and read in the release plan. Nothing that this unit recorded is changed by it."</p>
                    </div>
                    <Line id="keep-check_code" label="The check code that the sender read out (optional)" hint="It is compared with the pack's own" class="desk-case__full" sending value=check_code />
                    <div class="govuk-checkboxes govuk-checkboxes--small">
                        <Tick id="keep-restricted" label="It has something restricted in it" hint="What is marked as that is found without. Then only some can read it here, and give a reason" value=restricted ticked />
                    </div>
                </div>
                <div class="desk-pane__foot"><button type="submit" class="govuk-button">{TAKE}<kbd>"Ctrl Enter"</kbd></button></div>
            </form>
        </section>
    }
}

/// What became of it, and the way to it.
fn in_the_record(desk: Desk, files: case::Kept, kept: KeptPackView) -> AnyView {
    let KeptPackView { number, new, pack } = kept;
    let older = (!pack.newest)
        .then(|| view! { <p class="desk-pack__note">"A newer pack of the same prison is there, and stays the one that stands."</p> });
    let open = move |_| {
        files.begin_at(&number, Tab::ReleasePlan);
        desk.route.go(Place::case(number.clone()));
    };
    view! {
        <section class="desk-pane desk-pane--accent desk-case__flat" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">"In the record"</h2></div>
            <p class="desk-pack__note"><Sign kind=Kind::Met>{said(new)}</Sign></p>
            {older}
            <p class="desk-pack__note"><button type="button" class="desk-link" on:click=open>"Open the release plan"</button></p>
        </section>
    }
    .into_any()
}

/// Whether it is new in the record.
const fn said(new: bool) -> &'static str {
    if new { "Taken into the record" } else { "It was there already: nothing changed" }
}

#[cfg(test)]
mod tests {
    use super::said;

    #[test]
    fn what_was_there_already_is_said_to_be_that() {
        assert_eq!(said(true), "Taken into the record");
        assert_eq!(said(false), "It was there already: nothing changed");
    }
}
