//! What is looked for: the words, of which kind, and among whose cases.

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;

use crate::icons::{Icon, Shape};
use crate::page;
use crate::screens::search::list::{show, step_from_box};
use crate::screens::search::results::{Among, Group};
use crate::screens::search::state::State;

/// The field.
pub(super) const BOX: &str = "search-words";

/// Puts focus in the field, its words chosen: what is typed takes their place.
pub(super) fn focus() {
    request_animation_frame(|| {
        if page::focus(BOX)
            && let Some(field) = page::element(BOX).and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        {
            field.select();
        }
    });
}

#[component]
pub(super) fn Question(state: State) -> impl IntoView {
    let pressed = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => step_from_box(state),
            "Enter" => state.open_when_answered(),
            "Escape" if state.words.with_untracked(String::is_empty) => show(state.current.get_untracked()),
            "Escape" => state.typed(String::new()),
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="desk-bar" role="search" aria-label="Search">
            <div class="desk-search__box">
                <Icon shape=Shape::Find class="desk-i--l" />
                <label class="govuk-visually-hidden" for=BOX>"Names, numbers, or words of notes"</label>
                <input class="govuk-input" id=BOX type="search" placeholder="Names, numbers, or words of notes" autocomplete="off" spellcheck="false"
                    prop:value=move || state.words.get() on:input=move |event| state.typed(event_target_value(&event)) on:keydown=pressed />
            </div>
            <div class="desk-row" role="group" aria-label="Show">{Among::ALL.map(|among| chip(state, among)).collect_view()}</div>
            {state.has_own().then(|| view! { <Whose state /> })}
        </div>
    }
}

/// A kind, with how many there are of it.
fn chip(state: State, among: Among) -> impl IntoView {
    let figure = move || state.groups().iter().find(|group| group.kind == among).map(Group::figure);
    view! {
        <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || (state.among.get() == among).to_string()
            on:click=move |_| state.look_among(among)>
            {among.label()}{move || figure().map(|figure| view! { " "<b>{figure}</b> })}
        </button>
    }
}

/// Among whose cases: for those who have some.
#[component]
fn Whose(state: State) -> impl IntoView {
    let chip = move |own: bool, label: &'static str| {
        view! {
            <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || (state.own.get() == own).to_string()
                on:click=move |_| state.look_among_own(own)>{label}</button>
        }
    };
    view! {
        <div class="desk-seg desk-end" role="group" aria-label="Among whose cases">
            {chip(false, "Whole unit")}
            {chip(true, if state.desk.person.is("pom") { "My cases" } else { "My prisoners" })}
        </div>
    }
}
