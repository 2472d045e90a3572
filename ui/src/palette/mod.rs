//! The command palette: every person, screen and action, found by a few letters. A combobox over one list; focus stays in the field.

mod entry;
mod finding;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::icons::{Icon, Shape};
use crate::page;
use crate::palette::entry::{Act, Entry, Group};
use crate::palette::finding::Finding;
use crate::parts::{Dialog, Excerpt, Marked};

const NAME: &str = "Find a prisoner, a screen or an action";

/// The list's option that stands at a place.
fn option_id(at: usize) -> String {
    format!("found-{at}")
}

#[component]
pub(crate) fn Palette() -> impl IntoView {
    let desk = Desk::here();
    let finding = Finding::new(desk);
    let close = Callback::new(move |()| desk.over.set(None));
    view! {
        <Dialog label=NAME class="desk-palette" close>
            <Question finding close />
            <List finding close />
            <div class="desk-window">
                <span class="desk-row"><kbd>"↑"</kbd><kbd>"↓"</kbd>" move"</span>
                <span class="desk-row"><kbd>"Enter"</kbd>" open"</span>
                <span class="desk-row desk-end"><span><b>">"</b>" actions, "<b>"@"</b>" staff, "<b>"#"</b>" notes"</span></span>
            </div>
        </Dialog>
    }
}

/// The field.
#[component]
fn Question(finding: Finding, close: Callback<()>) -> impl IntoView {
    let pressed = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => finding.step(1),
            "ArrowUp" => finding.step(-1),
            "Home" if event.ctrl_key() => finding.chosen.set(0),
            "Enter" => act(finding.entry(), close),
            _ => return,
        }
        event.prevent_default();
    };
    let active = move || (finding.count() > 0).then(|| option_id(finding.chosen.get()));
    view! {
        <div class="desk-palette__in">
            <Icon shape=Shape::Find class="desk-i--l" />
            <input
                type="text" role="combobox" aria-expanded=move || (!finding.nothing()).to_string() aria-controls="found" aria-autocomplete="list" aria-label=NAME placeholder=NAME autocomplete="off"
                spellcheck="false" aria-activedescendant=active prop:value=move || finding.typed.get() on:keydown=pressed
                on:input=move |event| finding.ask(event_target_value(&event))
            />
            <span class="desk-xs desk-muted" role="status">{move || finding.summary()}</span>
            <kbd>"Esc"</kbd>
        </div>
    }
}

fn act(entry: Option<Entry>, close: Callback<()>) {
    if let Some(entry) = entry {
        // The palette goes first: what is done may open something else over the screen.
        close.run(());
        entry.act.run(());
    }
}

/// What was found, in groups.
#[component]
fn List(finding: Finding, close: Callback<()>) -> impl IntoView {
    Effect::new(move |_| {
        let id = option_id(finding.chosen.get());
        if let Some(option) = page::element(&id) {
            option.scroll_into_view_with_scroll_into_view_options(&nearest());
        }
    });
    view! {
        <ul class="desk-palette__list" id="found" role="listbox" aria-label="Results" hidden=move || finding.nothing()>
            {move || {
                let mut at = 0;
                finding.groups.get().into_iter().map(|Group { title, entries }| {
                    let start = at;
                    at += entries.len();
                    view! {
                        <li class="desk-palette__cat" role="presentation">{title}</li>
                        {entries.into_iter().enumerate().map(|(place, entry)| line(finding, close, start + place, entry)).collect_view()}
                    }
                }).collect_view()
            }}
        </ul>
        <Show when=move || finding.nothing()>
            <p class="desk-palette__list desk-palette__cat">{move || finding.nothing_words()}</p>
        </Show>
    }
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}

fn line(finding: Finding, close: Callback<()>, at: usize, entry: Entry) -> impl IntoView {
    let chosen = Memo::new(move |_| finding.chosen.get() == at);
    let Entry { label, under, aside, keys, excerpt, .. } = entry.clone();
    let words = match excerpt {
        Some((text, marks)) => view! {
            <span>
                <b>{label}</b>" "<span class="desk-muted">{under}</span>
                <span class="desk-palette__excerpt"><Excerpt text marks /></span>
            </span>
        }
        .into_any(),
        None => view! { <span><b><Marked text=label wanted=finding.words() /></b>" "<span class="desk-muted">{under}</span></span> }.into_any(),
    };
    view! {
        <li class="desk-palette__opt" role="option" id=option_id(at) aria-selected=move || chosen.get().to_string()
            on:mousemove=move |_| if finding.chosen.get_untracked() != at { finding.chosen.set(at) }
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| act(Some(entry.clone()), close)>
            {words}
            {aside.map(|aside| view! { <span class="desk-xs desk-muted">{aside}</span> })}
            {keys.map(|keys| view! { <kbd>{keys}</kbd> })}
        </li>
    }
}

/// An act is a callback; named here so that the rooms of the palette agree.
fn doing(act: impl Fn() + Send + Sync + 'static) -> Act {
    Callback::new(move |()| act())
}
