//! What two people recorded while apart, in all cases: nothing was lost, and somebody has to say which stands.

mod list;
mod settle;
mod sides;
mod state;

use std::sync::Arc;

use api::OpenConflictView;
use leptos::prelude::*;

use crate::dates;
use crate::desk::Desk;
use crate::frame::{heading_focus, settles_conflicts};
use crate::grid;
use crate::parts::{Failed, NotTheirs, Opening};
use crate::route::Place;
use crate::screens::case::{field_value, sentence};
use crate::screens::conflicts::list::{List, TABLE};
pub(crate) use crate::screens::conflicts::settle::{SettleForm, whom_to_ask};
pub(crate) use crate::screens::conflicts::sides::Sides;
use crate::screens::conflicts::state::State;

/// The screen.
#[component]
pub(crate) fn Conflicts() -> impl IntoView {
    let desk = Desk::here();
    heading_focus("Conflicts to settle");
    if !settles_conflicts(desk) {
        const ABLE: &[&str] = &["head-of-omu-delivery", "administrator"];
        return view! { <NotTheirs what="Which of two entries stands, the head of OM delivery says." able=ABLE /> }
            .into_any();
    }
    let state = State::open(desk);
    let by = move |by| move || grid::step(TABLE, state.grid, by);
    desk.keys.on_and_show("j", "Next conflict", "move", by(1));
    desk.keys.on_and_show("k", "Conflict before", "move", by(-1));
    desk.keys.on_and_show("o", "Open the case file", "open the file", move || state.open_case());
    let again = Callback::new(move |()| state.ask());
    view! {
        <main class="desk-main" id="main" tabindex="-1">
            <div class="moj-page-header-actions">
                <div class="moj-page-header-actions__title"><h1 class="govuk-heading-l">"Conflicts to settle"</h1></div>
                <p class="desk-sub desk-settings__lead">"Two people recorded different things while apart. Nothing was lost; somebody has to say which stands"</p>
            </div>
            {move || match (state.problem.get(), state.answered.get()) {
                (Some(problem), _) => view! { <Failed problem again /> }.into_any(),
                (None, false) => view! { <Opening /> }.into_any(),
                (None, true) => view! { <Panes state /> }.into_any(),
            }}
        </main>
    }
    .into_any()
}

#[component]
fn Panes(state: State) -> impl IntoView {
    // Drawn anew for another conflict, not when the same ones are read again: what is typed stays.
    let current = Memo::new(move |_| state.current());
    view! {
        <div class="desk-split" class=("desk-split--conflicts", move || current.with(Option::is_some))>
            <List state />
            {move || current.get().map(|open| view! { <Both state open=open.clone() /><Settle state open /> })}
        </div>
    }
}

/// Both entries side by side, and how they came to be, in words.
#[component]
fn Both(state: State, open: Arc<OpenConflictView>) -> impl IntoView {
    let title = format!("{}, {}: {}", open.name, open.number, open.conflict.label);
    let told = told(&open, &state.desk.person.today());
    let number = open.number.clone();
    view! {
        <div class="desk-stack desk-scroll" tabindex="0" role="group" aria-label="What each recorded">
            <section class="desk-pane desk-pane--red desk-settings__pane" aria-labelledby="conflict-head">
                <div class="desk-pane__head">
                    <h2 class="govuk-heading-m" id="conflict-head">{title}</h2>
                    <button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::case(number.clone()))>"Open the file"<kbd>"O"</kbd></button>
                </div>
                <div class="desk-pane__body">{told.into_iter().map(|words| view! { <p>{words}</p> }).collect_view()}</div>
            </section>
            <Sides conflict=open.conflict.clone() in_force=open.in_force />
        </div>
    }
}

/// Saying which stands; or who does, where that is decided elsewhere.
#[component]
fn Settle(state: State, open: Arc<OpenConflictView>) -> impl IntoView {
    let cancel = Callback::new(move |()| state.back());
    let settled = Callback::new(move |words: String| state.settled(words));
    let body = if open.conflict.decision {
        let (number, id) = (open.number.clone(), open.conflict.about.clone());
        view! {
            <div class="desk-pane__body">
                <p>"Two decisions on a release are not chosen between. Whoever may decide opens the application, reads both, and decides once more. Until then nobody goes out on it."</p>
            </div>
            <div class="desk-pane__foot">
                <button type="button" class="govuk-button govuk-button--secondary"
                    on:click=move |_| state.desk.route.go(Place::application(number.clone(), id.clone()))>"Open the application"</button>
            </div>
        }
        .into_any()
    } else if open.conflict.own {
        view! { <div class="desk-pane__body"><p>{whom_to_ask(&open.conflict)}</p></div> }.into_any()
    } else {
        view! { <SettleForm number=open.number.clone() conflict=open.conflict.clone() settled cancel /> }.into_any()
    };
    view! {
        <section class="desk-pane desk-pane--accent" aria-labelledby="settle-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="settle-head">"Settle it"</h2></div>
            {body}
        </section>
    }
}

/// What happened, sentence by sentence.
fn told(open: &OpenConflictView, today: &str) -> Vec<String> {
    let value = |value: &str| field_value(&open.conflict.about, value);
    let mut told: Vec<String> = open
        .conflict
        .candidates
        .iter()
        .map(|candidate| {
            format!(
                "{} recorded {}, {}.",
                candidate.by,
                value(&candidate.value),
                dates::when(&candidate.recorded, today)
            )
        })
        .collect();
    told.push("Neither had seen the other’s entry.".to_owned());
    told.push(match open.in_force.and_then(|at| open.conflict.candidates.get(at)) {
        Some(stands) => format!("Until somebody settles it, this is in force: {}.", sentence(&value(&stands.value))),
        None => "Until somebody settles it, none of them is in force.".to_owned(),
    });
    told
}

#[cfg(test)]
mod tests {
    use api::{CandidateView, ConflictView};

    use super::*;

    #[test]
    fn what_happened_is_told_without_blame() {
        let candidate = |value: &str, by: &str, at: &str| CandidateView {
            value: value.to_owned(),
            by: by.to_owned(),
            recorded: at.to_owned(),
        };
        let candidates = vec![
            candidate("Rhiannon Pell", "Ada Pike", "2027-01-12T16:05"),
            candidate("Sunita Rao", "Ben Okafor", "2027-01-12T15:20"),
        ];
        let about = "prison offender manager".to_owned();
        let open = OpenConflictView {
            number: "A0583DK".to_owned(),
            name: "Maddison, Paul".to_owned(),
            conflict: ConflictView {
                label: about.clone(),
                about,
                candidates,
                decision: false,
                own: false,
                settlers: Vec::new(),
            },
            in_force: Some(0),
        };
        let told = told(&open, "2027-01-13");
        assert_eq!(told[0], "Ada Pike recorded Rhiannon Pell, yesterday, 16:05.");
        assert_eq!(told[2], "Neither had seen the other’s entry.");
        assert!(told[3].ends_with("Rhiannon Pell."), "{}", told[3]);
    }
}
