//! The chip in the top bar and the line in the status bar: where this device stands with its server. Both lead to the screen that says more.

use leptos::prelude::*;

use crate::desk::Desk;
use crate::icons::Icon;
use crate::route::{Place, Screen};
use crate::standing::{Chip, line};

/// The chip.
#[component]
pub(super) fn ConnectionChip() -> impl IntoView {
    let desk = Desk::here();
    let chip = Memo::new(move |_| desk.standing.view.with(|view| view.as_deref().map(Chip::of)));
    let known = Memo::new(move |_| chip.with(Option::is_some));
    // What it says changes in its place: a button that somebody is at stays.
    let says = move || chip.get().map(|chip| view! { <Icon shape=chip.shape />{chip.words} });
    let class = move || chip.with(|chip| chip.as_ref().map_or("desk-top__btn", |chip| chip.class));
    view! {
        <Show when=move || known.get()>
            <button type="button" class=class id="connection-chip" on:click=move |_| desk.route.go(Place::of(Screen::Connection))>
                {says}<span class="govuk-visually-hidden">". Open the connection"</span>
            </button>
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
