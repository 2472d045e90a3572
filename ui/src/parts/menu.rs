//! A button that opens a short list of acts, with the keys that such lists have.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use crate::icons::{Icon, Shape};

/// An act of a menu.
#[derive(Clone)]
pub(crate) struct Item {
    /// What it is called.
    pub(crate) label: String,
    /// The key that does the same.
    pub(crate) key: Option<&'static str>,
    /// What it does.
    pub(crate) act: Callback<()>,
}

impl Item {
    /// An act.
    pub(crate) fn new(label: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> Self {
        Self { label: label.into(), key: None, act: Callback::new(move |()| act()) }
    }

    /// Which has a key of its own.
    pub(crate) fn key(mut self, key: &'static str) -> Self {
        self.key = Some(key);
        self
    }
}

/// A button with a menu.
#[component]
pub(crate) fn Menu(
    /// The button's class.
    class: &'static str,
    /// The acts.
    items: Vec<Item>,
    /// What is on the button.
    children: Children,
) -> impl IntoView {
    let open = RwSignal::new(false);
    let whole = NodeRef::<Div>::new();
    let go = move |by: Step| {
        open.set(true);
        request_animation_frame(move || {
            if let Some(whole) = whole.try_get_untracked().flatten() {
                move_focus(&whole, by);
            }
        });
    };
    let on_key = move |event: KeyboardEvent| {
        let step = match event.key().as_str() {
            "ArrowDown" => Step::Next,
            "ArrowUp" => Step::Before,
            "Home" if open.get_untracked() => Step::First,
            "End" if open.get_untracked() => Step::Last,
            "Escape" if open.get_untracked() => Step::Button,
            _ => return,
        };
        event.prevent_default();
        go(step);
        if step == Step::Button {
            open.set(false);
        }
    };
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        let inside = whole.get_untracked().is_some_and(|whole| whole.contains(to.as_ref()));
        if !inside {
            open.set(false);
        }
    };
    view! {
        <div class="desk-menu" node_ref=whole on:keydown=on_key on:focusout=left>
            <button type="button" class=class aria-haspopup="menu" aria-expanded=move || open.get().to_string() on:click=move |_| {
                if open.get_untracked() { open.set(false) } else { go(Step::First) }
            }>{children()}<Icon shape=Shape::Menu /></button>
            <ul class="desk-menu__list" role="menu" hidden=move || !open.get()>
                {items.into_iter().map(|item| line(item, open)).collect_view()}
            </ul>
        </div>
    }
}

fn line(item: Item, open: RwSignal<bool>) -> impl IntoView {
    let Item { label, key, act } = item;
    view! {
        <li role="none">
            <button type="button" role="menuitem" tabindex="-1" on:click=move |_| {
                open.set(false);
                act.run(());
            }>
                <span>{label}</span>
                {key.map(|key| view! { <kbd>{key}</kbd> })}
            </button>
        </li>
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Next,
    Before,
    First,
    Last,
    Button,
}

fn move_focus(whole: &HtmlElement, step: Step) {
    let list = |selector: &str| -> Vec<HtmlElement> {
        let Ok(found) = whole.query_selector_all(selector) else { return Vec::new() };
        (0..found.length()).filter_map(|place| found.item(place)?.dyn_into().ok()).collect()
    };
    let items = list("[role=menuitem]");
    let focused = document().active_element();
    let at = items.iter().position(|item| focused.as_ref().is_some_and(|focused| item.is_same_node(Some(focused))));
    let count = items.len().max(1);
    let to = match (step, at) {
        (Step::Button, _) => list("button[aria-haspopup]").into_iter().next(),
        (Step::Next, Some(at)) => items.get((at + 1) % count).cloned(),
        (Step::Before, Some(at)) => items.get((at + count - 1) % count).cloned(),
        (Step::Last | Step::Before, _) => items.last().cloned(),
        (Step::First | Step::Next, _) => items.first().cloned(),
    };
    if let Some(to) = to {
        let _focused = to.focus();
    }
}
