//! The top bar: the prison, the find button, who is here, and the lock.

use leptos::prelude::*;

use crate::desk::{Desk, Over};
use crate::frame::chip::ConnectionChip;
use crate::icons::{Icon, Shape};
use crate::parts::{Item, Menu};
use crate::route::{Place, Screen};

#[component]
pub(crate) fn Top() -> impl IntoView {
    let desk = Desk::here();
    let prison = desk.person.with(|person| person.prison_name.clone());
    let who = desk.person.with(|person| match (person.roles.first(), person.titles.first()) {
        (Some(role), Some(title)) => format!("{}, {}", person.name, short(role, title)),
        _ => person.name.clone(),
    });
    let items = vec![
        Item::new("Connection", move || desk.route.go(Place::of(Screen::Connection))).key("G Y"),
        Item::new("Settings", move || desk.route.go(Place::of(Screen::Settings))).key("G P"),
        Item::new("All keys", move || desk.over.set(Some(Over::Keys))).key("?"),
        Item::new("Fold or unfold the navigation", move || desk.fold()).key("Ctrl B"),
        Item::new("Lock now", move || desk.lock()).key("Ctrl L"),
    ];
    view! {
        <header class="desk-top" id="top" tabindex="-1">
            <span class="desk-top__name">"Throughcare"</span>
            <span class="desk-top__unit">{prison}</span>
            <button type="button" class="desk-top__find" aria-haspopup="dialog" on:click=move |_| desk.over.set(Some(Over::Palette))>
                <Icon shape=Shape::Find />
                <span>"Find a prisoner, a screen or an action"</span>
                <kbd>"Ctrl K"</kbd>
            </button>
            <div class="desk-top__end">
                <ConnectionChip />
                <Menu class="desk-top__btn" items><Icon shape=Shape::User />{who}</Menu>
                <button type="button" class="desk-top__btn" aria-label="Lock now (Ctrl L)" title="Lock now (Ctrl L)" on:click=move |_| desk.lock()>
                    <Icon shape=Shape::Lock />
                </button>
            </div>
        </header>
    }
}

/// The words that staff use for a role.
pub(crate) fn short<'a>(role: &str, title: &'a str) -> &'a str {
    match role {
        "pom" => "POM",
        "administrator" => "admin",
        "case-administrator" => "case admin",
        "head-of-omu-delivery" => "head of OM delivery",
        _ => title,
    }
}
