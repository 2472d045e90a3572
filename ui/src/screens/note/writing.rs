//! The form of a note, between what to know before and who must be told.

use leptos::prelude::*;

use crate::page;
use crate::parts::ErrorSummary;
use crate::screens::drafts::{CannotSave, KeptSign};
use crate::screens::note::actions::AgreedActions;
use crate::screens::note::before::Before;
use crate::screens::note::beside::Beside;
use crate::screens::note::body::{Action, Body, What};
use crate::screens::note::form::Form;
use crate::screens::note::head::Head;
use crate::screens::note::known::Known;
use crate::screens::note::what::{MoreOfWhat, WhatItWas, WhoMaySee};
use crate::screens::note::when::{When, WhyLate};
use crate::screens::note::words::Words;

/// Somebody writes.
#[component]
pub(super) fn Writing(
    /// About whom.
    known: Known,
    /// What was typed before.
    body: Body,
    /// Whether the record has that as a draft.
    from_draft: bool,
    /// A draft that was put aside to start anew.
    aside: Option<String>,
    /// Takes it up again.
    back: Callback<String>,
) -> impl IntoView {
    let form = Form::open(known.clone(), body, from_draft);
    keys(form);
    page::focus_soon("note-text");
    let title =
        move || form.body.with(|body| if body.what == What::Other { "Record a note" } else { "Record key work" });
    let place = move || form.place();
    view! {
        <Head known>
            <span class="desk-muted desk-xs desk-write__place">{place}</span>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| form.go_next()>"Next prisoner"<kbd>"Ctrl ↓"</kbd></button>
        </Head>
        <div class="desk-split desk-split--note">
            <Before form />
            <section class="desk-pane desk-pane--accent" aria-labelledby="form-title" aria-busy=move || form.busy.get().to_string()>
                <div class="desk-pane__head"><h2 class="govuk-heading-m" id="form-title">{title}</h2><KeptSign journal=form.journal /></div>
                <CannotSave journal=form.journal words="note-text" />
                <div class="desk-pane__body desk-write__form">
                    <ErrorSummary errors=form.errors />
                    <Aside form aside back />
                    <div class="desk-row desk-row--top desk-row--wrap desk-write__top"><WhatItWas form /><When form /></div>
                    <WhyLate form />
                    <MoreOfWhat form />
                    <TheWords form />
                    <AgreedActions form />
                    <WhoMaySee form />
                </div>
                <Foot form />
            </section>
            <Beside form />
        </div>
    }
}

#[component]
fn TheWords(form: Form) -> impl IntoView {
    let name = form.first_name();
    let label = Signal::derive(move || {
        form.body.with(|body| match body.what {
            What::Session => "What did you talk about?".to_owned(),
            What::Contact => "What was the contact?".to_owned(),
            What::NotSeen if body.not_seen == "other" => format!("Why was {name} not seen?"),
            What::NotSeen => "Anything to add?".to_owned(),
            What::Other => "What happened?".to_owned(),
        })
    });
    let hint = Signal::derive(move || {
        let what = form.body.with(|body| body.what);
        if what == What::NotSeen {
            String::new()
        } else {
            "Only this box is needed. Everything below can wait".to_owned()
        }
    });
    let value = Signal::derive(move || form.body.with(|body| body.text.clone()));
    let typed = Callback::new(move |text| form.change(|body| body.text = text));
    view! { <Words id="note-text" label hint error=form.errors.of("note-text") value typed /> }
}

/// After starting anew: the way back to the earlier words, until something is typed.
#[component]
fn Aside(form: Form, aside: Option<String>, back: Callback<String>) -> impl IntoView {
    let aside = StoredValue::new(aside);
    let shown =
        Memo::new(move |_| aside.with_value(Option::is_some) && form.body.with(|body| !body.is_worth_keeping()));
    view! {
        <Show when=move || shown.get()>
            <p class="govuk-inset-text">"The earlier draft is thrown away. "
                <button type="button" class="desk-link" on:click=move |_| {
                    if let Some(draft) = aside.get_value() {
                        back.run(draft);
                    }
                }>"Undo: bring it back"</button>
            </p>
        </Show>
    }
}

#[component]
fn Foot(form: Form) -> impl IntoView {
    view! {
        <div class="desk-pane__foot">
            <button type="button" class="govuk-button" id="record" on:click=move |_| form.record(false)>
                {move || if form.busy.get() { "Recording…" } else { "Record it" }}<kbd>"Ctrl Enter"</kbd>
            </button>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| form.record(true)>"Record and next"</button>
            <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| form.leave()>"Keep draft"<kbd>"Esc"</kbd></button>
            <span class="desk-xs desk-muted desk-end desk-right desk-write__fixed">"Fixed once recorded: add to it later"</span>
        </div>
    }
}

fn keys(form: Form) {
    let keys = form.desk.keys;
    keys.on_and_show("Ctrl+Enter", "Record it", "record", move || form.record(false));
    keys.on_and_show("Ctrl+ArrowDown", "Next prisoner; what is typed is kept", "next prisoner", move || form.go_next());
    keys.on_and_show("Alt+a", "Add an agreed action", "add action", move || form.add_action(Action::default()));
    keys.on_and_show("Escape", "Keep the draft and leave", "keep draft", move || form.leave());
}
