//! What was found, in groups: one tab stop, arrows within. The current one is what Enter opens and what is shown beside.

use api::{PersonView, TextView};
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::{Excerpt, Kind, MarkedWords, Sign};
use crate::screens::search::results::{Among, Group, Row};
use crate::screens::search::state::State;

fn id(at: usize) -> String {
    format!("result-{at}")
}

/// Puts focus on one of them, once it is on the page.
pub(super) fn show(at: usize) {
    page::focus_soon(id(at));
}

/// The next one, or the one before; from elsewhere to the current one.
pub(super) fn step(state: State, by: isize) {
    let count = untrack(|| state.count());
    let current = state.current.get_untracked();
    let there = page::focused().is_some_and(|focused| focused.id() == id(current));
    let to = if there { current.saturating_add_signed(by).min(count.saturating_sub(1)) } else { current };
    page::focus(&id(to));
}

/// From the words into the list.
pub(super) fn step_from_box(state: State) {
    page::focus(&id(state.current.get_untracked()));
}

#[component]
pub(super) fn List(state: State) -> impl IntoView {
    let pressed = move |event: KeyboardEvent| {
        let last = untrack(|| state.count()).saturating_sub(1);
        match (event.key().as_str(), state.current.get_untracked()) {
            // From the first one up to the words.
            ("ArrowUp", 0) => {
                page::focus(super::BOX);
            }
            ("ArrowDown", _) => step(state, 1),
            ("ArrowUp", _) => step(state, -1),
            ("Home", _) => {
                page::focus(&id(0));
            }
            ("End", _) => {
                page::focus(&id(last));
            }
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <div class="desk-pane__body desk-pane__body--flush" on:keydown=pressed>
            {move || {
                let mut at = 0;
                let words = state.found.with(|found| found.as_ref().map(|(words, _)| words.clone()).unwrap_or_default());
                state.groups().into_iter().filter(|group| !group.rows.is_empty()).map(|group| {
                    let from = at;
                    at += group.rows.len();
                    section(state, group, from, &words)
                }).collect_view()
            }}
        </div>
    }
}

fn section(state: State, group: Group, from: usize, words: &str) -> impl IntoView + use<> {
    let head = format!("found-{}", group.kind.label().replace(' ', "-").to_lowercase());
    let id = head.clone();
    let further = further(state, &group);
    let figure = group.figure();
    view! {
        <section aria-labelledby=head>
            <h2 class="desk-search__head" id=id>{group.kind.label()}" "<b>{figure}</b></h2>
            <ul class="desk-plain">
                {group.rows.into_iter().enumerate().map(|(place, row)| line(state, from + place, row, words)).collect_view()}
            </ul>
            {further}
        </section>
    }
}

fn line(state: State, at: usize, row: Row, words: &str) -> impl IntoView + use<> {
    let current = Memo::new(move |_| state.current.get() == at);
    let inside = match row {
        Row::Person(person) => somebody(person, words).into_any(),
        Row::Text(text) => something(text, &state.desk.person.today()).into_any(),
    };
    view! {
        <li>
            <button type="button" class="desk-search__row" id=id(at) tabindex=move || if current.get() { "0" } else { "-1" }
                aria-current=move || current.get().then_some("true") on:focus=move |_| state.current.set(at)
                on:click=move |_| {
                    state.current.set(at);
                    state.open();
                }>{inside}</button>
        </li>
    }
}

fn somebody(person: PersonView, words: &str) -> impl IntoView + use<> {
    let place = person.cell.unwrap_or_else(|| if person.here { "no cell".to_owned() } else { "not here".to_owned() });
    let because = person.because.map(|why| {
        // A number that is not quite the one that was typed is not to be taken for it.
        if why.starts_with("near") {
            view! { <Sign kind=Kind::Ask>{sentence(&why)}</Sign> }.into_any()
        } else {
            view! { <span class="desk-xs desk-muted">{sentence(&why)}</span> }.into_any()
        }
    });
    view! {
        <span class="desk-search__line">
            <b><MarkedWords text=person.name wanted=words.to_owned() /></b>
            <span class="desk-num"><MarkedWords text=person.number wanted=words.to_owned() /></span>
            <span class="desk-muted">{place}</span>
            <span class="desk-end">{because}</span>
        </span>
    }
}

fn something(text: TextView, today: &str) -> impl IntoView + use<> {
    let kind = if text.action { format!("Agreed in {}", text.kind) } else { text.kind };
    let when = sentence(&dates::when(&text.occurred, today));
    view! {
        <span class="desk-search__line">
            <b>{text.name}</b>
            <span class="desk-num">{text.number}</span>
            <span class="desk-muted desk-search__kind">{kind}</span>
            <span class="desk-xs desk-muted desk-num desk-end desk-nowrap">{when}</span>
        </span>
        <span class="desk-search__excerpt"><Excerpt text=text.excerpt marks=text.marks /></span>
    }
}

/// The first letter large.
fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// How to see more of a kind, and why there may be more than can be seen.
fn further(state: State, group: &Group) -> impl IntoView + use<> {
    let (kind, shown, hidden, in_all) = (group.kind, group.rows.len(), group.hidden(), group.in_all);
    let alone = state.among.get_untracked() == kind;
    let label = match (alone, group.older) {
        (true, _) => format!("Show more ({hidden} left)"),
        (false, true) => format!("Show the newest {in_all}"),
        (false, false) => format!("Show all {in_all}"),
    };
    let more = (hidden > 0).then(|| {
        view! {
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| state.more(kind, shown)>
                {label}<span class="govuk-visually-hidden">" "{kind.label().to_lowercase()}</span>
            </button>
        }
    });
    let older = (group.older && (alone || kind == Among::Notes)).then(|| {
        view! { <span class="desk-xs desk-muted">"Only the newest "{group.in_all}" are searched. Add a word to reach older ones"</span> }
    });
    (more.is_some() || older.is_some()).then(|| view! { <div class="desk-search__more">{more}{older}</div> })
}
