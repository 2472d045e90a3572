//! What was recorded and not applied, with what it says and why: somebody with the right records it again, or it is left as it is.

mod change;
mod state;

use api::Right;
use leptos::prelude::*;

use crate::desk::Desk;
use crate::frame::heading_focus;
use crate::parts::{Empty, ErrorSummary, Failed, Opening};
use crate::route::{Place, Screen};
use crate::screens::unapplied::change::Change;
use crate::screens::unapplied::state::{HEAD, Shown, State};

/// The screen.
#[component]
pub(crate) fn Unapplied() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Changes not applied");
    let state = State::open(desk);
    let again = Callback::new(move |()| state.ask());
    let administrator = desk.person.may(Right::ManageStaff);
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Changes not applied"</h1></div>
                <Tabs state />
                <div class="moj-page-header-actions__actions">
                    {administrator.then(|| view! {
                        <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| desk.route.go(Place::of(Screen::Devices))>"Open the unit’s computers"</button>
                    })}
                </div>
            </div>
            {move || match (state.problem.get(), state.answered.get()) {
                (Some(problem), _) => view! { <Failed problem again /> }.into_any(),
                (None, false) => view! { <Opening /> }.into_any(),
                (None, true) => view! { <List state administrator /> }.into_any(),
            }}
        </main>
    }
}

#[component]
fn Tabs(state: State) -> impl IntoView {
    view! {
        <div class="desk-bar desk-views" role="group" aria-label="Which changes">
            {Shown::ALL.map(|shown| view! {
                <button type="button" class="desk-chip" aria-pressed=move || (state.shown.get() == shown).to_string() on:click=move |_| state.shown.set(shown)>
                    {shown.words()}" "<b>{move || state.count(shown)}</b>
                </button>
            }).collect_view()}
        </div>
    }
}

#[component]
fn List(state: State, administrator: bool) -> impl IntoView {
    let whose = if administrator {
        "Whoever wrote them and the administrators see them. What can still count as it was written, after a revocation or a change of roles, is accepted under “Computers”."
    } else {
        "Only you and the administrators see them. What you may not record any more, somebody with the right can."
    };
    view! {
        <section class="desk-pane desk-pane--amber desk-grow" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">"Kept, and without effect"</h2><LeaveAll state /></div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby=HEAD>
                <div class="desk-case__summary"><ErrorSummary errors=state.sending.errors /></div>
                {move || match state.listed() {
                    listed if listed.is_empty() => none(state.shown.get()).into_any(),
                    listed => view! {
                        <p class="desk-gap-below">{whose}</p>
                        <ol class="desk-plain">{listed.into_iter().map(|view| view! { <Change state view /> }).collect_view()}</ol>
                    }
                    .into_any(),
                }}
            </div>
        </section>
    }
}

fn none(shown: Shown) -> impl IntoView {
    let why = match shown {
        Shown::Open => "Nothing needs you here",
        Shown::DealtWith => "Nothing was dealt with on this computer",
    };
    view! {
        <Empty why>
            <p>"What somebody records without the right to, or about something that has gone meanwhile, is kept and comes here with the reason."</p>
        </Empty>
    }
}

/// Leaves all that need somebody as they are: for whoever has looked them through.
#[component]
fn LeaveAll(state: State) -> impl IntoView {
    let many = Memo::new(move |_| state.shown.get() == Shown::Open && state.count(Shown::Open) > 1);
    move || {
        many.get().then(|| {
            view! {
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id="leave-all"
                    on:click=move |_| state.leave(untrack(|| state.listed()).into_iter().map(|view| view.id).collect())>"Leave all as they are"</button>
            }
        })
    }
}
