//! The current person beside the list: what they may do, what they hold, and what can be done about them.

use std::sync::Arc;

use api::{Post, StaffMemberView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::route::{Place, Screen};
use crate::screens::allocation::title;
use crate::screens::caseload;
use crate::screens::staff::boxes::lines;
use crate::screens::staff::list::held;
use crate::screens::staff::state::{Doing, State};

#[component]
pub(super) fn Member(state: State) -> impl IntoView {
    let list: caseload::State = expect_context();
    let name = move || state.current().map_or_else(|| "Nobody".to_owned(), |member| member.name.clone());
    view! {
        <aside class="desk-pane desk-pane--accent desk-grow" aria-label=name>
            {move || match state.current() {
                None => view! { <p class="desk-pane__body desk-muted">"Choose somebody to see them here"</p> }.into_any(),
                Some(member) => about(state, list, member).into_any(),
            }}
        </aside>
    }
}

fn about(state: State, list: caseload::State, member: Arc<StaffMemberView>) -> impl IntoView {
    let here = !member.roles.is_empty();
    let own = state.is_self(&member);
    let (change, leave) = (member.clone(), member.clone());
    let may = lines(&member.roles);
    let what = match (&member.left, here) {
        (_, true) => None,
        (Some(day), false) => {
            Some(format!("Left on {}. What they wrote stays in the record, with their name.", dates::long(day)))
        }
        (None, false) => Some("Has left. What they wrote stays in the record, with their name.".to_owned()),
    };
    view! {
        <div class="desk-pane__head"><h2 class="govuk-heading-s">{member.name.clone()}</h2>{own.then(|| view! { <span class="desk-xs desk-muted">"you"</span> })}</div>
        <div class="desk-pane__body" tabindex="0" role="group" aria-label="What they are and hold">
            {what.map(|what| view! { <p>{what}</p> })}
            {here.then(|| view! {
                <dl class="desk-staff__may">{may.into_iter().map(|(role, line)| view! { <dt>{role}</dt><dd>{line}</dd> }).collect_view()}</dl>
            })}
            <h3 class="govuk-heading-s desk-gap-above">"Holds"</h3>
            {cases(state, list, &member)}
            {here.then(|| view! {
                <h3 class="govuk-heading-s desk-gap-above">"Computers"</h3>
                <p>{match member.computers {
                    0 => "None in use yet".to_owned(),
                    computers => format!("{} in use", counted(computers, "computer", "computers")),
                }}</p>
            })}
        </div>
        <div class="desk-pane__foot">
            <button type="button" class="govuk-button" on:click=move |_| state.doing.set(Doing::Changing(change.clone()))>
                {if here { "Change roles" } else { "Give a role again" }}<kbd>"Enter"</kbd>
            </button>
            {(here && !own).then(|| view! {
                <button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.doing.set(Doing::Leaving(leave.clone()))>"Record that they left"</button>
            })}
            {(here && own).then(|| view! { <span class="desk-xs desk-muted">"Another administrator records it if you leave"</span> })}
        </div>
    }
}

/// The posts, each with a way to its cases.
fn cases(state: State, list: caseload::State, member: &StaffMemberView) -> AnyView {
    let posts: Vec<(Post, usize)> =
        Post::ALL.into_iter().map(|post| (post, held(member, post))).filter(|(_, cases)| *cases > 0).collect();
    if posts.is_empty() {
        return view! { <p class="desk-muted">"No cases"</p> }.into_any();
    }
    let lines = posts.into_iter().map(|(post, cases)| {
        let id = member.id.clone();
        let shown = counted(cases, "case", "cases");
        // The caseload can be narrowed to a POM or a keyworker.
        let words = match post {
            Post::CoworkingPom => shown.into_any(),
            Post::Pom | Post::Keyworker => view! {
                <button type="button" class="desk-link" on:click=move |_| {
                    list.show_cases_of(&id, post == Post::Keyworker);
                    state.desk.route.go(Place::of(Screen::Caseload));
                }>{shown}<span class="govuk-visually-hidden">" as "{title(post)}</span></button>
            }
            .into_any(),
        };
        view! { <li>{title(post)}" of "{words}</li> }
    });
    let lines = lines.collect_view();
    view! { <ul class="desk-plain desk-lines">{lines}</ul> }.into_any()
}
