//! The author's own words in a section: optional, and kept as they are typed.

use api::{OwnWordsView, Section};
use leptos::prelude::*;

use crate::dates;
use crate::parts::sending::Words;
use crate::screens::pack::answer::Saving;
use crate::screens::pack::section::heading;

#[component]
pub(super) fn OwnWords(saving: Saving, section: Section) -> impl IntoView {
    let Saving { open, typed, own: sending, .. } = saving;
    let recorded = move || open.of(section, |own| own.words.clone());
    if !open.may_write() {
        return (move || recorded().map(|words| view! { <div class="desk-pack__own">{said(&words, heading)}</div> }))
            .into_any();
    }
    let text = move || untrack(recorded).map(|words| words.text).unwrap_or_default();
    let value = RwSignal::new(typed.words(section).unwrap_or_else(text));
    Effect::new(move |begun: Option<()>| {
        let words = value.get();
        if begun.is_some() {
            typed.set_words(section, words, &text());
        }
    });
    view! {
        <div class="desk-pack__own">
            <Words id="own-words" label="In your own words (optional)" sending value />
            {move || recorded().map(|words| view! { <p class="desk-xs desk-muted">"In the record since "{dates::long(&words.on)}", by "{words.by}". Taken out, they are no longer in the pack."</p> })}
        </div>
    }
    .into_any()
}

/// Words that somebody has written, as they are read, under a heading as it is there.
pub(super) fn said(words: &OwnWordsView, heading: fn(String) -> AnyView) -> AnyView {
    view! {
        {heading(format!("In the words of {}, {}", words.by, dates::long(&words.on)))}
        <p class="desk-words-kept">{words.text.clone()}</p>
    }
    .into_any()
}
