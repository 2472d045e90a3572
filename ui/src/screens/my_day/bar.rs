//! Whose is shown, and which kinds: tabs with counts, themes, and for whoever sees the unit a person and a kind.

use api::{Order, Owing, Theme, Whose};
use leptos::prelude::*;

use crate::figures::grouped;
use crate::keys::Keys;
use crate::parts::Choice;
use crate::screens::my_day::state::State;

/// The tabs, in the order of the counts.
const TABS: [(Whose, &str); 4] = [
    (Whose::Mine, "Owed by me"),
    (Whose::WaitingFor, "I am waiting for"),
    (Whose::MyCases, "My cases, anyone"),
    (Whose::Unit, "The unit"),
];

#[component]
pub(super) fn Bar(state: State) -> impl IntoView {
    let sees_unit = Memo::new(move |_| state.sees_unit());
    let of_unit = Memo::new(move |_| state.asked.with(|asked| is_of_unit(&asked.whose)));
    Effect::new(move |_| {
        if of_unit.get() {
            state.ask_for_staff();
        }
    });
    view! {
        <div class="desk-bar" role="group" aria-label="Filter the list">
            <div class="desk-seg" role="group" aria-label="Who owes it">
                {TABS.into_iter().enumerate().map(|(at, (whose, label))| {
                    let unit = whose == Whose::Unit;
                    view! { <Show when=move || !unit || sees_unit.get()>{tab(state, at, TABS.get(at).map_or(Whose::Mine, |(whose, _)| whose.clone()), label)}</Show> }
                }).collect_view()}
            </div>
            <div class="desk-seg" role="group" aria-label="What it has to do with">
                {theme(state, None, "All kinds")}
                {Theme::ALL.map(|own| theme(state, Some(own), own.words())).collect_view()}
            </div>
            <span class="desk-row desk-end">
                <Show when=move || of_unit.get() && sees_unit.get()><ByPersonAndKind state /></Show>
                <Sorted state />
            </span>
        </div>
    }
}

/// Whether the whole unit's is shown, or that of somebody in it.
fn is_of_unit(whose: &Whose) -> bool {
    matches!(whose, Whose::Unit | Whose::Person(_))
}

fn tab(state: State, at: usize, whose: Whose, label: &'static str) -> impl IntoView {
    let unit = whose == Whose::Unit;
    let own = whose.clone();
    let pressed =
        move || state.asked.with(|asked| asked.whose == own || (unit && is_of_unit(&asked.whose))).to_string();
    let count =
        move || state.head.with(|head| head.as_ref().and_then(|head| head.by_whose.get(at).copied()).map(grouped));
    view! {
        <button type="button" class="desk-chip desk-chip--tall" aria-pressed=pressed on:click=move |_| state.show(whose.clone())>
            {label}<b>{count}</b>
        </button>
    }
}

/// The key of a tab is its number.
pub(super) fn key(keys: Keys, state: State, number: usize) {
    keys.on_unlisted(&number.to_string(), move || {
        if let Some((whose, _)) = TABS.get(number - 1)
            && (*whose != Whose::Unit || untrack(|| state.sees_unit()))
        {
            state.show(whose.clone());
        }
    });
}

/// A theme with how many there are; absent where there is none.
fn theme(state: State, own: Option<Theme>, label: &'static str) -> impl IntoView {
    let count = move || {
        state.head.with(|head| {
            head.as_ref()?
                .by_theme
                .iter()
                .find(|(theme, count)| Some(*theme) == own && *count > 0)
                .map(|(_, count)| *count)
        })
    };
    let chosen = move || state.asked.with(|asked| asked.theme == own && asked.kind.is_none());
    let there = Memo::new(move |_| own.is_none() || count().is_some() || chosen());
    view! {
        <Show when=move || there.get()>
            <button type="button" class="desk-chip desk-chip--tall" aria-pressed=move || chosen().to_string() on:click=move |_| state.show_theme(own)>
                {label}{move || count().map(|count| view! { <b>{grouped(count)}</b> })}
            </button>
        </Show>
    }
}

/// The orders, with the words for them.
const ORDERS: [(Order, &str); 3] =
    [(Order::Due, "Sort by day, then risk"), (Order::Prisoner, "Sort by prisoner"), (Order::Kind, "Sort by kind")];

/// In which order the rows of each group are.
#[component]
fn Sorted(state: State) -> impl IntoView {
    let words = |(at, (_, words)): (usize, &(Order, &str))| (at.to_string(), (*words).to_owned());
    let options: Vec<(String, String)> = ORDERS.iter().enumerate().map(words).collect();
    let value = Signal::derive(move || {
        let now = state.asked.with(|asked| asked.sort);
        ORDERS.iter().position(|(order, _)| *order == now).unwrap_or(0).to_string()
    });
    let chosen = Callback::new(move |at: String| {
        if let Some((order, _)) = at.parse::<usize>().ok().and_then(|at| ORDERS.get(at)) {
            state.sort(*order);
        }
    });
    view! { <Choice id="owed-order" label="In which order" class="desk-w11" options=Signal::stored(options) value chosen /> }
}

/// The unit's by one person, or by one kind.
#[component]
fn ByPersonAndKind(state: State) -> impl IntoView {
    let people = Signal::derive(move || {
        let all = std::iter::once((String::new(), "Everybody".to_owned()));
        all.chain(state.staff.get()).collect::<Vec<_>>()
    });
    let person = Signal::derive(move || {
        state.asked.with(|asked| if let Whose::Person(id) = &asked.whose { id.clone() } else { String::new() })
    });
    let kinds: Vec<(String, String)> = std::iter::once((String::new(), "All kinds".to_owned()))
        .chain(Owing::ALL.iter().enumerate().map(|(at, kind)| (at.to_string(), kind.words().to_owned())))
        .collect();
    let kind = Signal::derive(move || {
        let now = state.asked.with(|asked| asked.kind);
        Owing::ALL.iter().position(|kind| Some(*kind) == now).map(|at| at.to_string()).unwrap_or_default()
    });
    let choose_person = Callback::new(move |id: String| {
        state.show(if id.is_empty() { Whose::Unit } else { Whose::Person(id) });
    });
    let choose_kind = Callback::new(move |at: String| {
        state.show_kind(at.parse::<usize>().ok().and_then(|at| Owing::ALL.get(at).copied()));
    });
    view! {
        <Choice id="owed-person" label="Owed by whom" class="desk-w11" options=people value=person chosen=choose_person />
        <Choice id="owed-kind" label="Which kind" class="desk-w14" options=Signal::stored(kinds) value=kind chosen=choose_kind />
    }
}
