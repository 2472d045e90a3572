//! The list of people: name and roles, computers, and how many cases they hold in each post.

use std::sync::Arc;

use api::{Post, StaffMemberView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::grid::{Cells, Column, Face, Grid};
use crate::parts::Empty;
use crate::screens::allocation::title;
use crate::screens::staff::boxes::in_words;
use crate::screens::staff::state::{Shown, State};

/// The list's identifier.
pub(super) const TABLE: &str = "people";
/// The filter's identifier.
pub(super) const FILTER: &str = "people-filter";

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let nobody = Memo::new(move |_| state.rows.with(Vec::is_empty));
    view! {
        <div class="desk-bar desk-staff__filter" role="search" aria-label="Filter people">
            <label class="govuk-visually-hidden" for=FILTER>"Filter by name"</label>
            <input class="govuk-input desk-w14" id=FILTER type="search" placeholder="Name" autocomplete="off" spellcheck="false"
                prop:value=move || state.text.get() on:input=move |event| state.text.set(event_target_value(&event)) />
            <span class="desk-muted desk-end" role="status">{move || summary(state)}</span>
        </div>
        {move || if nobody.get() { none(state).into_any() } else { view! { <Table state /> }.into_any() }}
    }
}

fn summary(state: State) -> String {
    counted(state.rows.with(Vec::len), "person", "people")
}

fn none(state: State) -> AnyView {
    let typed = state.text.get();
    if !typed.trim().is_empty() {
        let why = format!("Nobody is called “{}” here", typed.trim());
        return view! {
            <Empty why><button type="button" class="govuk-button govuk-button--secondary" on:click=move |_| state.text.set(String::new())>"Show everybody"</button></Empty>
        }
        .into_any();
    }
    view! { <Empty why="Nobody has left"><p>"People who leave the unit are listed here. What they wrote stays in the record, unchanged."</p></Empty> }.into_any()
}

#[component]
fn Table(state: State) -> impl IntoView {
    let face = Face {
        cells: Cells::View(Arc::new(move |index| cells(state, index))),
        name: Arc::new(move |index| state.row(index).map(|member| spoken(&member)).unwrap_or_default()),
        selected: Arc::new(|_| false),
        open: Callback::new(move |_| state.change()),
        select: Callback::new(move |_| state.change()),
    };
    let label = Signal::derive(move || match state.shown.get() {
        Shown::Here => "People in the unit".to_owned(),
        Shown::Left => "People who have left".to_owned(),
    });
    let rows = move || {
        let seen = state.grid.seen.get();
        (!seen.is_empty()).then(|| format!("Rows {} to {} of {}", seen.start + 1, seen.end, state.grid.total.get()))
    };
    view! {
        {move || view! { <Grid id=TABLE label state=state.grid columns=heads(state.shown.get()) face=face.clone() /> }}
        <div class="desk-window"><span class="desk-num">{rows}</span></div>
    }
}

fn heads(shown: Shown) -> Vec<Column> {
    let head = |title, class| Column { head: None, title, class, sorted: None, sort: None };
    match shown {
        Shown::Here => vec![
            head("Name and roles", "desk-c-name"),
            head("POM of", "desk-staff__count desk-right"),
            head("Co-working", "desk-staff__count desk-right"),
            head("Keyworker of", "desk-staff__count desk-right"),
            head("Computers", "desk-staff__count desk-right"),
        ],
        Shown::Left => vec![
            head("Name", "desk-c-name"),
            head("Left on", "desk-staff__left"),
            head("Still holds", "desk-staff__left"),
        ],
    }
}

fn cells(state: State, index: u32) -> AnyView {
    let Some(member) = state.row(index) else { return ().into_any() };
    let you = state.is_self(&member).then_some(" (you)");
    if member.roles.is_empty() {
        return left(&member);
    }
    let roles = in_words(&member.roles);
    view! {
        <th scope="row" class="govuk-table__header desk-c-name">{member.name.clone()}{you}<span class="desk-staff__second desk-xs desk-muted">{roles}</span></th>
        {Post::ALL.map(|post| count(held(&member, post)))}
        {count(member.computers)}
    }
    .into_any()
}

fn left(member: &StaffMemberView) -> AnyView {
    let on = member.left.as_deref().map(dates::short);
    let holds: usize = member.cases.iter().map(|(_, cases)| cases).sum();
    view! {
        <th scope="row" class="govuk-table__header desk-c-name">{member.name.clone()}</th>
        <td class="govuk-table__cell desk-staff__left desk-num">{on}</td>
        <td class="govuk-table__cell desk-staff__left desk-num">{if holds == 0 { "Nothing".to_owned() } else { counted(holds, "case", "cases") }}</td>
    }
    .into_any()
}

fn count(count: usize) -> impl IntoView {
    let quiet = count == 0;
    view! { <td class="govuk-table__cell desk-staff__count desk-right desk-num"><span class=("desk-muted", quiet)>{count}</span></td> }
}

/// In how many cases somebody holds a post.
pub(super) fn held(member: &StaffMemberView, post: Post) -> usize {
    member.cases.iter().find(|(held, _)| *held == post).map_or(0, |(_, cases)| *cases)
}

/// “POM of 17 cases and keyworker of 3”, “no cases”.
pub(super) fn holds(member: &StaffMemberView, which: impl Fn(Post) -> bool) -> Option<String> {
    let held: Vec<String> = member
        .cases
        .iter()
        .filter(|(post, cases)| which(*post) && *cases > 0)
        .map(|(post, cases)| format!("{} of {}", title(*post), counted(*cases, "case", "cases")))
        .collect();
    (!held.is_empty()).then(|| held.join(", "))
}

fn spoken(member: &StaffMemberView) -> String {
    if member.roles.is_empty() {
        let on = member.left.as_deref().map(|day| format!(" on {}", dates::long(day))).unwrap_or_default();
        return format!("{}, left{on}", member.name);
    }
    let cases = holds(member, |_| true).unwrap_or_else(|| "no cases".to_owned());
    let computers = counted(member.computers, "computer", "computers");
    format!("{}, {}, {cases}, {computers}", member.name, in_words(&member.roles))
}
