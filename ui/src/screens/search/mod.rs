//! Everything that is found for some words, as they are typed: prisoners, notes, agreed actions. Words and answers stay while somebody
//! looks at a case and comes back.

mod list;
mod nothing;
mod preview;
mod question;
mod results;
mod state;

use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::page;
use crate::parts::{Failed, Opening};
use crate::screens::search::list::{List, step};
use crate::screens::search::nothing::{NotAsked, Nothing, Stopped};
use crate::screens::search::preview::Preview;
use crate::screens::search::question::{BOX, Question};
pub(crate) use crate::screens::search::results::Among;
pub(crate) use crate::screens::search::state::State;

/// The screen.
#[component]
pub(crate) fn Search() -> impl IntoView {
    let desk = Desk::here();
    let state: State = expect_context();
    heading_focus("Search");
    state.come_back();
    keys(desk, state);
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Search"</h1></div>
            </div>
            <Question state />
            <div class="desk-split desk-split--search">
                <section class="desk-pane" aria-label="What is found" aria-busy=move || state.asking.get().to_string()>
                    <Found state />
                </section>
                <Preview state />
            </div>
        </main>
    }
}

/// What stands in the pane of what is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    NotAsked,
    Opening,
    Stopped,
    Nothing,
    List,
}

#[component]
fn Found(state: State) -> impl IntoView {
    let shows = Memo::new(move |_| {
        let count = state.count();
        match state.found.with(Option::is_some) {
            _ if state.words.with(|words| words.trim().is_empty()) => Shows::NotAsked,
            _ if state.stopped.get() => Shows::Stopped,
            false => Shows::Opening,
            true if count == 0 => Shows::Nothing,
            true => Shows::List,
        }
    });
    view! {
        <Show when=move || state.slow.get()>
            <div class="desk-search__slow" role="status">
                <span>"Still looking…"</span>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| state.stop()>"Stop"</button>
            </div>
        </Show>
        {move || match (state.problem.get(), shows.get()) {
            (Some(problem), _) => view! { <Failed problem again=Callback::new(move |()| state.ask()) /> }.into_any(),
            (None, Shows::NotAsked) => view! { <NotAsked state /> }.into_any(),
            (None, Shows::Opening) => view! { <Opening /> }.into_any(),
            (None, Shows::Stopped) => view! { <Stopped state /> }.into_any(),
            (None, Shows::Nothing) => view! { <Nothing state /> }.into_any(),
            (None, Shows::List) => view! { <List state /> }.into_any(),
        }}
    }
}

fn keys(desk: Desk, state: State) {
    let keys = desk.keys;
    keys.on_and_show("/", "Type other words", "search", question::focus);
    keys.on_and_show("j", "Next of what is found", "move", move || step(state, 1));
    keys.on_and_show("k", "The one before", "move", move || step(state, -1));
    keys.on_and_show("Enter", "Open the case, at the note", "open", move || state.open());
    keys.on("Escape", "Back to the words", || {
        page::focus(BOX);
    });
    if desk.person.may(api::Right::WriteNotes) {
        keys.on_and_show("n", "New note about this prisoner", "new note", move || state.write());
    }
}
