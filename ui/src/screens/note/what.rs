//! What it was: a session, another contact, one that did not come about, or another kind of note. And who may see it.

use std::collections::BTreeMap;

use api::{Right, Visibility};
use leptos::prelude::*;

use crate::parts::Choice;
use crate::parts::in_order;
use crate::screens::note::body::{NOT_SEEN, What};
use crate::screens::note::form::Form;
use crate::screens::note::wrong::WrongAt;

/// What it was.
#[component]
pub(super) fn WhatItWas(form: Form) -> impl IntoView {
    let one = move |what: What, id: &'static str, label: &'static str| {
        view! {
            <div class="govuk-radios__item">
                <input class="govuk-radios__input" id=id name="what" type="radio" prop:checked=move || form.body.with(|body| body.what == what)
                    on:change=move |_| form.change(|body| body.what = what) />
                <label class="govuk-label govuk-radios__label" for=id>{label}</label>
            </div>
        }
    };
    view! {
        <fieldset class="govuk-fieldset desk-write__what">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"What was it?"</legend>
            <div class="govuk-radios govuk-radios--small">
                {one(What::Session, "what-session", "Session, seen face to face")}
                {one(What::Contact, "what-contact", "Other contact (an entry)")}
                {one(What::NotSeen, "what-not-seen", "Tried, not seen")}
                {one(What::Other, "what-other", "Another kind of note")}
            </div>
        </fieldset>
    }
}

/// Why somebody was not seen, or which kind of note it is.
#[component]
pub(super) fn MoreOfWhat(form: Form) -> impl IntoView {
    let what = Memo::new(move |_| form.body.with(|body| body.what));
    move || match what.get() {
        What::NotSeen => view! { <NotSeen form /> }.into_any(),
        What::Other => view! { <KindOfNote form /> }.into_any(),
        What::Session | What::Contact => ().into_any(),
    }
}

#[component]
fn NotSeen(form: Form) -> impl IntoView {
    let error = form.errors.of("not-seen-refused");
    let name = form.first_name();
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", move || error.with(Option::is_some))>
            <fieldset class="govuk-fieldset" aria-describedby="not-seen-error">
                <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Why was "{name}" not seen?"</legend>
                <WrongAt error id="not-seen-error" />
                <div class="govuk-radios govuk-radios--small govuk-radios--inline desk-row--wrap">
                    {NOT_SEEN.map(|(code, words)| view! {
                        <div class="govuk-radios__item">
                            <input class="govuk-radios__input" id=format!("not-seen-{code}") name="not-seen" type="radio"
                                prop:checked=move || form.body.with(|body| body.not_seen == code)
                                on:change=move |_| form.change(|body| code.clone_into(&mut body.not_seen)) />
                            <label class="govuk-label govuk-radios__label" for=format!("not-seen-{code}")>{words}</label>
                        </div>
                    })}
                </div>
                <p class="desk-xs desk-muted">"Recorded as an entry. It does not count as a session"</p>
            </fieldset>
        </div>
    }
}

/// A type, then its subtypes.
#[component]
fn KindOfNote(form: Form) -> impl IntoView {
    form.ask_for_kinds();
    let first = |words: &str| (String::new(), words.to_owned());
    let types = Signal::derive(move || {
        let types: BTreeMap<String, String> = form.kinds.with(|kinds| {
            kinds
                .iter()
                .filter(|kind| kind.note_type != "KA")
                .map(|kind| (kind.type_label.clone(), kind.note_type.clone()))
                .collect()
        });
        std::iter::once(first("Choose a type"))
            .chain(types.into_iter().map(|(label, code)| (code, label)))
            .collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| form.body.with(|body| body.kind.clone()));
    let subs = Signal::derive(move || {
        let (of, _) = chosen.get();
        let mut subs: Vec<(String, String)> = form.kinds.with(|kinds| {
            kinds
                .iter()
                .filter(|kind| kind.note_type == of)
                .map(|kind| (kind.sub_type.clone(), kind.label.clone()))
                .collect()
        });
        in_order(&mut subs, |sub| sub.1.clone());
        std::iter::once(first("Choose a kind")).chain(subs).collect::<Vec<_>>()
    });
    let take_type = Callback::new(move |code: String| {
        // Where a type has one kind only, that is the kind.
        let only = form.kinds.with_untracked(|kinds| {
            let mut of = kinds.iter().filter(|kind| kind.note_type == code);
            of.next().filter(|_| of.next().is_none()).map(|kind| kind.sub_type.clone())
        });
        form.change(|body| body.kind = (code, only.unwrap_or_default()));
    });
    let take_sub = Callback::new(move |code: String| form.change(|body| body.kind.1 = code));
    let type_error = form.errors.of("note-type");
    let sub_error = form.errors.of("note-sub");
    let wrong = move || type_error.with(Option::is_some) || sub_error.with(Option::is_some);
    let sensitive = move || {
        let (of, sub) = chosen.get();
        form.kinds.with(|kinds| kinds.iter().any(|kind| kind.note_type == of && kind.sub_type == sub && kind.sensitive))
    };
    view! {
        <div class="govuk-form-group" class=("govuk-form-group--error", wrong)>
            <span class="govuk-label govuk-label--s" id="note-kind">"Which kind of note?"</span>
            <WrongAt error=type_error id="note-type-error" />
            <WrongAt error=sub_error id="note-sub-error" />
            <div class="desk-row" role="group" aria-labelledby="note-kind">
                <Choice id="note-type" label="Type of note" class="desk-write__kind" options=types value=Signal::derive(move || chosen.get().0) chosen=take_type />
                <Choice id="note-sub" label="Kind within the type" class="desk-write__kind" options=subs value=Signal::derive(move || chosen.get().1) chosen=take_sub />
            </div>
            <Show when=sensitive><p class="desk-xs desk-muted">"Notes of this kind are always sensitive"</p></Show>
        </div>
    }
}

/// Who may see it, for whoever may choose.
#[component]
pub(super) fn WhoMaySee(form: Form) -> impl IntoView {
    let may = form.desk.person;
    let mut choices = vec![(Visibility::General, "see-general", "General", "Everyone who may read cases")];
    if may.may(Right::WriteSensitive) {
        choices.push((
            Visibility::Sensitive,
            "see-sensitive",
            "Sensitive",
            "POMs, governors and the head of OM delivery; not keyworkers",
        ));
    }
    if may.may(Right::WriteRestricted) {
        choices.push((
            Visibility::Restricted,
            "see-restricted",
            "Restricted",
            "Kept apart; every reading asks for a reason and is recorded",
        ));
    }
    if choices.len() == 1 {
        return ().into_any();
    }
    let said = choices.clone();
    let hint = move || {
        let now = form.body.with(|body| body.visibility);
        said.iter().find(|(visibility, ..)| *visibility == now).map(|(.., words)| *words)
    };
    view! {
        <fieldset class="govuk-fieldset" aria-describedby="see-hint">
            <legend class="govuk-fieldset__legend govuk-fieldset__legend--s">"Who may see it?"</legend>
            <div class="desk-row desk-row--wrap">
                <div class="govuk-radios govuk-radios--small govuk-radios--inline">
                    {choices.into_iter().map(|(visibility, id, label, _)| view! {
                        <div class="govuk-radios__item">
                            <input class="govuk-radios__input" id=id name="see" type="radio"
                                prop:checked=move || form.body.with(|body| body.visibility == visibility)
                                on:change=move |_| form.change(|body| body.visibility = visibility) />
                            <label class="govuk-label govuk-radios__label" for=id>{label}</label>
                        </div>
                    }).collect_view()}
                </div>
                <span class="desk-xs desk-muted" id="see-hint">{hint}</span>
            </div>
        </fieldset>
    }
    .into_any()
}
