//! Who has a POM and a keyworker, and who should: those who have nobody, whom the record suggests and why, and how many cases everybody
//! has. It suggests; a person accepts.

mod able;
mod bar;
mod bulk;
mod by_hand;
mod figures;
mod list;
mod officers;
mod outcome;
mod state;

use api::{Post, Right};
use leptos::prelude::*;

use crate::desk::Desk;
use crate::figures::counted;
use crate::frame::heading_focus;
use crate::grid;
use crate::parts::{Failed, Opening};
use crate::route::Place;
pub(crate) use crate::screens::allocation::able::{able, may_allocate, title};
pub(crate) use crate::screens::allocation::bar::Share;
pub(crate) use crate::screens::allocation::bulk::Bulk;
use crate::screens::allocation::by_hand::ByHand;
use crate::screens::allocation::figures::Figures;
use crate::screens::allocation::list::{TABLE, Waiting};
use crate::screens::allocation::officers::Officers;
use crate::screens::allocation::outcome::Outcome;
pub(crate) use crate::screens::allocation::outcome::ToWeigh;
use crate::screens::allocation::state::{Doing, State};

/// Key work is allocated most often.
const POSTS: [Post; 3] = [Post::Keyworker, Post::Pom, Post::CoworkingPom];

/// The screen.
#[component]
pub(crate) fn Allocation() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Allocation");
    let posts: Vec<Post> = POSTS.into_iter().filter(|post| may_allocate(desk, *post)).collect();
    let Some(first) = posts.first().copied() else { return view! { <NotTheirs /> }.into_any() };
    let state = State::open(desk, first);
    keys(state, &posts);
    // Built once for a post, not when the same list is read again.
    let come = Memo::new(move |_| state.view.with(Option::is_some));
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Allocation"</h1></div>
                <div class="desk-bar desk-views" role="group" aria-label="Which post">
                    {posts.into_iter().enumerate().map(|(at, post)| tab(state, at, post)).collect_view()}
                </div>
                <p class="desk-sub" role="status">{move || summary(state)}</p>
            </div>
            {move || match state.problem.get() {
                Some(problem) => view! { <Failed problem again=Callback::new(move |()| state.ask()) /> }.into_any(),
                None if !come.get() => view! { <Opening /> }.into_any(),
                None => view! { <Figures state /><Panes state /> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

fn tab(state: State, at: usize, post: Post) -> impl IntoView {
    view! {
        <button type="button" class="desk-chip" aria-pressed=move || (state.post.get() == post).to_string() on:click=move |_| state.show(post)>
            {title(post)}" "<kbd>{at + 1}</kbd>
        </button>
    }
}

/// “25 prisoners have no keyworker. 58 keyworkers”.
fn summary(state: State) -> String {
    let post = state.post.get();
    state.view.with(|view| match view {
        None => String::new(),
        Some(view) => {
            let nobody = counted(view.waiting.len(), "prisoner has", "prisoners have");
            let officers = match post {
                Post::Keyworker => counted(view.officers.len(), "keyworker", "keyworkers"),
                Post::Pom | Post::CoworkingPom => counted(view.officers.len(), "POM", "POMs"),
            };
            format!("{nobody} no {}. {officers}", able::in_text(post))
        }
    })
}

#[component]
fn Panes(state: State) -> impl IntoView {
    view! {
        <div class="desk-split desk-split--alloc">
            <Waiting state />
            {move || match state.doing.get() {
                Doing::Reading => view! { <Officers state /> }.into_any(),
                Doing::ByHand(number) => view! { <ByHand state number /> }.into_any(),
                Doing::Together => view! { <Outcome together=state.together done=Callback::new(move |()| state.read()) /> }.into_any(),
            }}
        </div>
    }
}

/// Somebody who may not allocate has come here by a key or by going back.
#[component]
fn NotTheirs() -> impl IntoView {
    let desk = Desk::here();
    let titles: Vec<&str> = Right::AllocateKeyworker.roles().iter().map(|role| role.title()).collect();
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="desk-empty">
                <h1 class="govuk-heading-l">"You may not open this"</h1>
                <p>"Cases are given out by: "{titles.join(", ")}". Ask one of them."</p>
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.back()>"Back"</button>
            </div>
        </main>
    }
}

fn keys(state: State, posts: &[Post]) {
    let keys = state.desk.keys;
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    keys.on_and_show("j", "Next prisoner", "move", by(1));
    keys.on_and_show("k", "Prisoner before", "move", by(-1));
    Effect::new(move |_| {
        if able::suggests(state.post.get()) {
            keys.show("Space", "Tick the current suggestion, or not", Some("tick"));
        }
    });
    keys.on("Enter", "Open the current case", move || open(state, state.grid.current.get_untracked()));
    for (at, post) in posts.iter().copied().enumerate() {
        keys.on(&(at + 1).to_string(), format!("Show: {}", title(post)), move || state.show(post));
    }
}

/// Opens the case of a row.
fn open(state: State, index: u32) {
    if let Some(waiting) = untrack(|| state.row(index)) {
        state.desk.route.go(Place::case(waiting.number));
    }
}
