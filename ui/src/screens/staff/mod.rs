//! The people of the unit: what each is and holds, adding one, changing their roles, recording that somebody has left.

mod add;
mod boxes;
mod leave;
mod list;
mod member;
mod roles;
mod state;

use api::Right;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::grid;
use crate::page;
use crate::parts::{Failed, NotTheirs, Opening};
use crate::screens::staff::add::Add;
pub(crate) use crate::screens::staff::boxes::{Boxes, in_words};
use crate::screens::staff::leave::Leave;
use crate::screens::staff::list::{FILTER, List, TABLE};
use crate::screens::staff::member::Member;
use crate::screens::staff::roles::Change;
use crate::screens::staff::state::{Doing, Shown, State};

/// The screen.
#[component]
pub(crate) fn Staff() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Staff and roles");
    if !desk.person.may(Right::ManageStaff) {
        return view! { <NotTheirs what="Staff and roles are for administrators." able=&["administrator"] /> }
            .into_any();
    }
    let state = State::open(desk);
    keys(state);
    let come = Memo::new(move |_| state.answered.get());
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Staff and roles"</h1></div>
                <Tabs state />
                <div class="moj-page-header-actions__actions">
                    <button type="button" class="govuk-button" on:click=move |_| state.doing.set(Doing::Adding)>"Add somebody"<kbd>"A"</kbd></button>
                </div>
            </div>
            <OnlyOne state />
            {move || match state.problem.get() {
                Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.ask()) /> }.into_any(),
                None if !come.get() => view! { <Opening /> }.into_any(),
                None => view! { <People state /> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

#[component]
fn People(state: State) -> impl IntoView {
    view! {
        <div class="desk-split desk-split--staff">
            <section class="desk-pane" aria-label="People"><List state /></section>
            <div class="desk-stack">
                {move || match state.doing.get() {
                    Doing::Reading => view! { <Member state /> }.into_any(),
                    Doing::Adding => view! { <Add state /> }.into_any(),
                    Doing::Changing(member) => view! { <Change state member /> }.into_any(),
                    Doing::Leaving(member) => view! { <Leave state member /> }.into_any(),
                }}
            </div>
        </div>
    }
}

/// Who is here, and apart from them who has left.
#[component]
fn Tabs(state: State) -> impl IntoView {
    let tab = move |shown: Shown, words: &'static str| {
        view! {
            <button type="button" class="desk-chip" aria-pressed=move || (state.shown.get() == shown).to_string() on:click=move |_| state.show(shown)>
                {words}" "<b>{move || state.count(shown)}</b>
            </button>
        }
    };
    view! {
        <div class="desk-bar desk-views" role="group" aria-label="Whom to show">
            {tab(Shown::Here, "In the unit")}
            {tab(Shown::Left, "Have left")}
        </div>
    }
}

/// A unit whose only administrator falls ill cannot admit anybody.
#[component]
fn OnlyOne(state: State) -> impl IntoView {
    move || {
        let only = state.only_administrator()?;
        Some(view! {
            <div class="moj-alert moj-alert--warning" role="region" aria-label="Only one administrator">
                <svg class="moj-alert__icon" role="presentation" focusable="false" viewBox="0 0 30 30" width="30" height="30">
                    <path fill="currentColor" fill-rule="evenodd" clip-rule="evenodd" d="M15 2 29 27H1L15 2Zm-1.500 9v8h3v-8h-3Zm0 10v3h3v-3h-3Z" />
                </svg>
                <div class="moj-alert__content">
                    <b>{only}" is the only administrator."</b>
                    " If they are away, nobody can add staff or change a role; if their computer is lost, only the recovery key helps. Make somebody else an administrator as well."
                </div>
            </div>
        })
    }
}

fn keys(state: State) {
    let keys = state.desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next person", "move", by(1));
    keys.on_and_show("k", "Person before", "move", by(-1));
    keys.on_and_show("/", "Filter by name", "filter", || {
        page::focus(FILTER);
    });
    keys.on_and_show("a", "Add somebody to the unit", "add", move || state.begin(Doing::Adding));
    keys.on_and_show("Enter", "Change the roles of the current person", "change", move || state.change());
}
