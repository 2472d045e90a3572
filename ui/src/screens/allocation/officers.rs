//! How many cases everybody has, lightest load first, with what is ticked on top of it, and the room that counts.

use api::{AllocationView, KEYWORKER_ROOM, OfficerView, Post};
use leptos::prelude::*;

use crate::figures::counted;
use crate::parts::{Kind, Sign};
use crate::screens::allocation::able::{cases, suggests};
use crate::screens::allocation::bar::{Legend, Load};
use crate::screens::allocation::state::State;

#[component]
pub(super) fn Officers(state: State) -> impl IntoView {
    // They work as long as no form stands in this place.
    let keys = state.desk.keys;
    keys.on_and_show("e", "Choose somebody by hand for the current prisoner", "choose", move || state.by_hand());
    Effect::new(move |_| {
        if suggests(state.post.get()) {
            keys.on_and_show("Ctrl+Enter", "Accept what is ticked", "accept", move || state.accept());
        }
    });
    let head = move || if state.post.get() == Post::Keyworker { "Keyworkers" } else { "POMs" };
    view! {
        <section class="desk-pane" aria-labelledby="officers-head">
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id="officers-head">{head}</h2>
                {move || (state.post.get() == Post::Keyworker).then(|| view! { <Room state /> })}
            </div>
            <div class="desk-grid" tabindex="0" role="group" aria-labelledby="officers-head">
                {move || state.view.get().map(|view| table(state, &view))}
            </div>
            <div class="desk-window">
                {move || view! { <Legend ticks=suggests(state.post.get()) room=state.room_that_counts() /> }}
                <span class="desk-end desk-num">{move || how_many(state)}</span>
            </div>
        </section>
    }
}

/// “38 keyworkers”, “1 POM”.
fn how_many(state: State) -> String {
    let count = state.view.with(|view| view.as_ref().map_or(0, |view| view.officers.len()));
    match state.post.get() {
        Post::Keyworker => counted(count, "keyworker", "keyworkers"),
        Post::Pom | Post::CoworkingPom => counted(count, "POM", "POMs"),
    }
}

/// For how many a keyworker has room: the national default, unless this person says otherwise.
#[component]
fn Room(state: State) -> impl IntoView {
    let change = move |event| {
        let typed = event_target_value(&event).trim().parse::<u32>().ok().filter(|room| (1..=999).contains(room));
        match typed {
            Some(room) => state.make_room(room),
            None => state.desk.speak.say("Give a whole number from 1 to 999"),
        }
    };
    view! {
        <label class="desk-xs" for="room">"Room for"</label>
        <input class="govuk-input desk-alloc__room" id="room" type="text" inputmode="numeric" autocomplete="off" aria-describedby="room-hint"
            prop:value=move || state.room.get().to_string() on:change=change />
        <span class="desk-xs desk-muted" id="room-hint">"each; "{KEYWORKER_ROOM}" is usual"</span>
    }
}

/// How many are ticked for somebody.
fn ticked_for(state: State, view: &AllocationView, id: &str) -> u32 {
    state.ticked.with(|ticked| {
        let theirs = view.waiting.iter().filter(|waiting| {
            waiting.suggested.as_ref().is_some_and(|one| one.staff == id) && ticked.contains(&waiting.number)
        });
        u32::try_from(theirs.count()).unwrap_or(u32::MAX)
    })
}

fn table(state: State, view: &AllocationView) -> impl IntoView + use<> {
    let room = state.room_that_counts();
    let ticks = suggests(state.post.get());
    let rows: Vec<(OfficerView, u32)> =
        view.officers.iter().map(|officer| (officer.clone(), ticked_for(state, view, &officer.id))).collect();
    let most = rows.iter().map(|(officer, new)| officer.load + new).max().unwrap_or(0);
    let whole = most.max(room.map_or(1, |room| room + room / 3)).max(1);
    let room_head = room.map(|_| view! { <th scope="col" class="govuk-table__header desk-right">"Room"</th> });
    if rows.is_empty() {
        return view! { <p class="desk-case__none">"Nobody in the unit has the role that this takes. An administrator gives it, under Staff and roles."</p> }.into_any();
    }
    view! {
        <table class="govuk-table desk-table" aria-labelledby="officers-head">
            <thead class="govuk-table__head"><tr>
                <th scope="col" class="govuk-table__header">"Name"</th>
                <th scope="col" class="govuk-table__header">{if ticks { "Now and ticked" } else { "Now" }}</th>
                <th scope="col" class="govuk-table__header desk-right">"Load"</th>
                {room_head}
            </tr></thead>
            <tbody class="govuk-table__body">{rows.into_iter().map(|(officer, new)| row(officer, new, room, whole)).collect_view()}</tbody>
        </table>
    }
    .into_any()
}

fn row(officer: OfficerView, new: u32, room: Option<u32>, whole: u32) -> impl IntoView {
    let load = officer.load + new;
    let words = match room {
        Some(room) => format!("{load} of {room}"),
        None => cases(load),
    };
    view! {
        <tr class="govuk-table__row">
            <th scope="row" class="govuk-table__header desk-alloc__officer">{officer.name}</th>
            <td class="govuk-table__cell desk-alloc__bar"><Load now=officer.load new room whole /></td>
            <td class="govuk-table__cell desk-right desk-nowrap desk-num">{words}</td>
            {room.map(|room| view! { <td class="govuk-table__cell desk-xs desk-right desk-nowrap">{left(load, room)}</td> })}
        </tr>
    }
}

/// “5 left”, “Full”, “1 over”.
fn left(load: u32, room: u32) -> AnyView {
    match i64::from(room) - i64::from(load) {
        0 => "Full".into_any(),
        left if left > 0 => format!("{left} left").into_any(),
        over => view! { <Sign kind=Kind::Late>{-over}" over"</Sign> }.into_any(),
    }
}
