//! The chip in the top bar and the line in the status bar: where this device stands with its server. The chip opens a panel with what waits, and both
//! lead to the screen that says more.

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Node;

use crate::desk::Desk;
use crate::frame::chip_panel::ChipPanel;
use crate::icons::Icon;
use crate::page;
use crate::route::{Place, Screen};
use crate::standing::{Chip, line};

/// The chip's identifier.
const CHIP: &str = "connection-chip";
/// Where its panel stands.
const PANEL: &str = "connection-chip-panel";

/// The chip, with the panel that it opens.
#[component]
pub(super) fn ConnectionChip() -> impl IntoView {
    let desk = Desk::here();
    let chip = Memo::new(move |_| desk.standing.view.with(|view| view.as_deref().map(Chip::of)));
    let known = Memo::new(move |_| chip.with(Option::is_some));
    // What it says changes in its place: a button that somebody is at stays.
    let says = move || chip.get().map(|chip| view! { <Icon shape=chip.shape />{chip.words} });
    let class = move || chip.with(|chip| chip.as_ref().map_or("desk-top__btn", |chip| chip.class));
    let open = RwSignal::new(false);
    let whole = NodeRef::<Div>::new();
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.prevent_default();
            open.set(false);
            page::focus(CHIP);
        }
    };
    let left = move |event: FocusEvent| {
        let to = event.related_target().and_then(|to| to.dyn_into::<Node>().ok());
        if !whole.get_untracked().is_some_and(|whole| whole.contains(to.as_ref())) {
            open.set(false);
        }
    };
    view! {
        <Show when=move || known.get()>
            <div class="desk-menu" node_ref=whole on:keydown=on_key on:focusout=left>
                <button type="button" class=class id=CHIP aria-expanded=move || open.get().to_string() aria-controls=PANEL
                    on:click=move |_| open.update(|open| *open = !*open)>
                    {says}<span class="govuk-visually-hidden">". What waits, and what needs somebody"</span>
                </button>
                <div id=PANEL>{move || open.get().then(|| view! { <ChipPanel open /> })}</div>
            </div>
        </Show>
    }
}

/// The line in the status bar: a way to what it is, where somebody has to look.
#[component]
pub(super) fn ConnectionLine() -> impl IntoView {
    let desk = Desk::here();
    let today = desk.person.today();
    let said = Memo::new(move |_| {
        desk.standing.view.with(|view| view.as_ref().map(|view| (line(view, &today), !view.attention.is_empty())))
    });
    move || {
        match said.get()? {
        (words, false) => Some(view! { <span class="desk-foot__sync">{words}</span> }.into_any()),
        (words, true) => Some(
            view! {
                <span class="desk-foot__sync">
                    <button type="button" class="desk-link" on:click=move |_| desk.route.go(Place::of(Screen::Connection))>{words}</button>
                </span>
            }
            .into_any(),
        ),
    }
    }
}
