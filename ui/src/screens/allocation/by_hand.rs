//! Choosing somebody by hand for one prisoner, with a reason. Above room is allowed, and said.

use api::{Allocate, OfficerView, WaitingView};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, OneOf, Sending, Words, empty, typed};
use crate::screens::allocation::able::{in_text, title, with_loads};
use crate::screens::allocation::outcome::ToWeigh;
use crate::screens::allocation::state::State;
use crate::screens::caseload::in_text as named;

#[component]
pub(super) fn ByHand(state: State, number: String) -> impl IntoView {
    let view = state.view.get_untracked();
    let waiting = view.as_ref().and_then(|view| view.waiting.iter().find(|one| one.number == number).cloned());
    let officers = view.map(|view| view.officers.clone()).unwrap_or_default();
    match waiting {
        Some(waiting) => view! { <Choose state waiting officers /> }.into_any(),
        // Somebody else has been quicker: the list has been read again.
        None => view! { <section class="desk-pane desk-grow" aria-label="Choose by hand"><p class="desk-pane__body">"This prisoner is no longer in the list."</p></section> }.into_any(),
    }
}

#[component]
fn Choose(state: State, waiting: WaitingView, officers: Vec<OfficerView>) -> impl IntoView {
    let sending = Sending::new("hand");
    let post = state.post.get_untracked();
    let room = untrack(|| state.room_that_counts());
    let staff = RwSignal::new(waiting.suggested.as_ref().map(|one| one.staff.clone()).unwrap_or_default());
    let reason = RwSignal::new(String::new());
    let weigh = RwSignal::new(Vec::<String>::new());
    page::focus_soon("hand-staff");
    let done = Callback::new(move |()| state.read());
    let name = named(&waiting.name);
    let options = Signal::stored(with_loads(&officers, room));
    let chosen = {
        let officers = officers.clone();
        move || staff.with(|staff| officers.iter().find(|officer| officer.id == *staff).cloned())
    };
    let above = {
        let chosen = chosen.clone();
        move || chosen().and_then(|officer| above_room(officer.load, room))
    };
    let (number, who) = (waiting.number.clone(), name.clone());
    let above_now = above.clone();
    let submit = Callback::new(move |()| {
        let lacking =
            [(empty(staff), "staff", "Choose who takes the case"), (empty(reason), "reason", "Say why this person")];
        if sending.lacks(&lacking) {
            return;
        }
        let (Some(chosen_id), Some(why), Some(officer)) = (typed(staff), typed(reason), untrack(&chosen)) else {
            return;
        };
        // What is above room is recorded with the reason.
        let reason = untrack(&above_now).map_or_else(|| why.clone(), |above| format!("{why}. {above}"));
        let said = format!("{} is {} of {who}", officer.name, in_text(post));
        let call = Allocate { number: number.clone(), post, staff: chosen_id, reason };
        sending.send(call, move |to_weigh: Vec<String>| {
            state.recorded(said);
            if to_weigh.is_empty() {
                state.read();
            } else {
                weigh.set(to_weigh);
            }
        });
    });
    let alerts: Vec<String> =
        waiting.check_first.iter().map(|alert| format!("{} ({})", alert.label, alert.code)).collect();
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="hand-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="hand-head">{title(post)}" for "{name}</h2></div>
            {move || if weigh.with(Vec::is_empty) {
                let (alerts, above) = (alerts.clone(), above.clone());
                view! {
                    <Form sending act="Allocate" submit cancel=done>
                        {(!alerts.is_empty()).then(|| view! { <p class="desk-staff__then"><b>{alerts.join(", ")}</b>": weigh it before you choose."</p> })}
                        <OneOf id="hand-staff" label="Who takes the case?" sending options value=staff />
                        <p class="desk-alloc__above" role="status">{move || above()}</p>
                        <Words id="hand-reason" label="Why this person?".to_owned() sending value=reason />
                    </Form>
                }.into_any()
            } else {
                view! { <ToWeigh warnings=weigh.get() done /> }.into_any()
            }}
        </section>
    }
}

/// “Above room: 10 of 9”, once they have this case too.
fn above_room(load: u32, room: Option<u32>) -> Option<String> {
    room.filter(|room| load >= *room).map(|room| format!("Above room: {} of {room}", load + 1))
}

#[cfg(test)]
mod tests {
    use super::above_room;

    #[test]
    fn one_more_than_there_is_room_for_is_said() {
        assert_eq!(above_room(8, Some(9)), None);
        assert_eq!(above_room(9, Some(9)).as_deref(), Some("Above room: 10 of 9"));
        assert_eq!(above_room(60, None), None);
    }
}
