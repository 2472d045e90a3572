//! Reading a pack that came from elsewhere: the file, the six words, and then what it says. Nothing of it is kept, unless somebody takes it into the
//! record.

use std::sync::Arc;

use api::{FilePurpose, ReadPack, ReceivedPackView, Right, Secret};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, empty, typed};
use crate::parts::{Field, FileField, Passphrase};
use crate::route::Place;
use crate::screens::pack::beside::pane;
use crate::screens::pack::keep::Keep;
use crate::screens::pack::sent::AsItWasSent;
use crate::screens::pack::state::{Doing, State};

/// A pack that was opened, with what opened it: it can be taken into the record for as long as it is on the screen.
pub(super) struct Opened {
    /// The file.
    pub(super) file: String,
    /// The words; empty where it is sealed to this unit.
    pub(super) words: Secret,
    /// What it says.
    pub(super) view: ReceivedPackView,
}

#[component]
pub(super) fn Reading(state: State) -> impl IntoView {
    let opened = RwSignal::new(None::<Arc<Opened>>);
    let close = Callback::new(move |()| {
        state.doing.set(Doing::Nothing);
        page::focus_soon("main");
    });
    view! {
        <div class="moj-page-header-actions">
            <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l" id="reading-head" tabindex="-1">"A pack that came to you"</h1></div>
            <p class="desk-sub desk-settings__lead">"It is read here. Nothing of it is kept until it is taken into the record"</p>
            <div class="moj-page-header-actions__actions">
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| close.run(())>"Back to the packs"<kbd>"Esc"</kbd></button>
            </div>
        </div>
        {move || match opened.get() {
            None => view! { <OpenIt opened close /> }.into_any(),
            Some(opened) => view! { <Read state opened close /> }.into_any(),
        }}
    }
}

/// The file and the words that open it.
#[component]
fn OpenIt(opened: RwSignal<Option<Arc<Opened>>>, close: Callback<()>) -> impl IntoView {
    let sending = Sending::new("read");
    let (file, words) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let wrong = sending.errors.of("read-words");
    page::focus_soon("read-file");
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(file), "file", "Choose a file, or type where it is")]) {
            return;
        }
        let file = typed(file).unwrap_or_default();
        let words = Secret(typed(words).unwrap_or_default());
        let call = ReadPack { file: file.clone(), words: words.clone() };
        sending.send(call, move |view| {
            opened.try_set(Some(Arc::new(Opened { file, words, view })));
        });
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-pack__open" aria-labelledby="open-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="open-head">"Open the file"</h2></div>
            <Form sending act="Open it" submit cancel=close>
                <FileField id="read-file" label="The file" hint="Choose it, or type where it is" value=file purpose=FilePurpose::Pack errors=sending.errors />
                <Field id="read-words" label="The six words"
                    hint="In their order, with a space between. They came by another way than the file. Leave it empty if the pack was sealed to this unit's key" error=wrong>
                    <Passphrase id="read-words" value=words wrong=Signal::derive(move || wrong.with(Option::is_some)) autocomplete="off" hinted=true />
                </Field>
            </Form>
        </section>
    }
}

/// What it says.
#[component]
fn Read(state: State, opened: Arc<Opened>, close: Callback<()>) -> impl IntoView {
    let desk = state.desk;
    desk.keys.on_and_show("Escape", "Back to the packs", "back", move || close.run(()));
    let ReceivedPackView { pack, check_code, known_here } = opened.view.clone();
    let number = pack.number.clone();
    let here = if known_here {
        view! {
            <p class="desk-pack__note">"Somebody of this prison number is in this unit's record. "
                <button type="button" class="desk-link" on:click=move |_| desk.route.go(Place::case(number.clone()))>"Open the case file"</button>
            </p>
        }
        .into_any()
    } else {
        view! { <p class="desk-pack__note">"Nobody of this prison number is in this unit's record. Once an export of the prison system has brought them in, the pack can be taken into the record."</p> }
            .into_any()
    };
    let code = view! {
        <p class="desk-pack__note"><b class="desk-pack__code desk-mono">{check_code}</b></p>
        <p class="desk-pack__note desk-muted">"The sender reads out the same code. If it is another, do not rely on the pack: ring them on a number that you know."</p>
    };
    let code = pane("code-head", "Check code", String::new(), code.into_any());
    let here = pane("known-head", "In this unit", String::new(), here);
    let may_keep = known_here && desk.person.may(Right::SealPack);
    let keep = may_keep.then(|| view! { <Keep desk opened /> });
    view! { <AsItWasSent desk pack>{code}{here}{keep}</AsItWasSent> }
}
