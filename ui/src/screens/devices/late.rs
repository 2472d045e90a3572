//! What revoked computers wrote beyond what had been seen of them, and what somebody wrote before they heard of a change of their roles: kept, without
//! effect, and accepted one by one, with a reason.

use api::{AcceptLate, EventView, LateEntryView};
use leptos::prelude::*;

use crate::dates;
use crate::figures::counted;
use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::parts::{Kind, Sign};
use crate::route::{Place, Screen};
use crate::screens::devices::state::State;

/// The pane's heading.
const HEAD: &str = "late-head";

#[component]
pub(super) fn Late(state: State) -> impl IntoView {
    let accepting = RwSignal::new(None::<String>);
    state.desk.keys.on("Escape", "Back to the computer", move || state.read());
    page::focus_soon(HEAD);
    view! {
        <section class="desk-pane desk-pane--amber desk-grow" aria-labelledby=HEAD>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id=HEAD tabindex="-1">"Entries kept apart"</h2>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| state.read()>"Close"<kbd>"Esc"</kbd></button>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby=HEAD>
                {move || match state.late.with(Vec::len) {
                    0 => view! { <p>"Nothing is kept apart. What a revoked computer wrote after it was last heard from, or somebody before they heard of a change of their roles, comes here, without effect, until an administrator accepts it."</p> }.into_any(),
                    count => view! {
                        <p class="desk-gap-below">
                            {counted(count, "entry", "entries")}" came too late to count. They change nothing. Accept one where you know that its author wrote it honestly before the change."
                        </p>
                        <ol class="desk-plain">{state.late.get().into_iter().map(|entry| line(state, entry, accepting)).collect_view()}</ol>
                    }
                    .into_any(),
                }}
                <p class="desk-gap-above"><button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::of(Screen::Unapplied))>"All changes that were not applied"</button></p>
            </div>
        </section>
    }
}

fn line(state: State, entry: LateEntryView, accepting: RwSignal<Option<String>>) -> impl IntoView {
    let today = state.desk.person.today();
    let when = match &entry.recorded {
        Some(at) => format!("By its own clock written {}", dates::when(at, &today)),
        None => "When it was written cannot be read on this computer".to_owned(),
    };
    let knowing = entry.knowing.then(|| {
        view! { <p><Sign kind=Kind::Late>"Its author says that they knew of the revocation"</Sign></p> }
    });
    let why = if entry.by_roles { "It came after a change of their roles" } else { "It came after the revocation" };
    let title = format!("{}, {}", entry.name, entry.device.get(..8).unwrap_or(&entry.device));
    let said = match entry.events.as_slice() {
        [] => view! { <p>"What is in it cannot be read on this computer"</p> }.into_any(),
        events => view! { <ul>{events.iter().map(event).collect_view()}</ul> }.into_any(),
    };
    let (id, own) = (entry.id.clone(), entry.id.clone());
    let open = Memo::new(move |_| accepting.with(|accepting| accepting.as_deref() == Some(own.as_str())));
    let label = format!("Accept the entry of {}", entry.name);
    view! {
        <li class="desk-sync__line">
            <p><b>{title}</b></p>
            <p class="desk-muted desk-num">{when}". "{why}</p>
            {knowing}
            {said}
            {move || if open.get() {
                view! { <Accept state entry=entry.clone() accepting /> }.into_any()
            } else {
                let id = id.clone();
                view! {
                    <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" aria-label=label.clone()
                        on:click=move |_| accepting.set(Some(id.clone()))>"Accept…"</button>
                }
                .into_any()
            }}
        </li>
    }
}

/// What was written, about whom, and what it says.
fn event(event: &EventView) -> impl IntoView + use<> {
    let EventView { words, restricted, .. } = event.clone();
    view! {
        <li>
            {title(event)}
            {restricted.then(|| view! { <p class="desk-muted">"Restricted. Its words are opened for a reason, among all changes that were not applied"</p> })}
            {(!words.is_empty()).then(|| view! { <p class="desk-words-kept">{words}</p> })}
        </li>
    }
}

/// “Ashdown, Kieran A4417FK: key-work session”; what concerns nobody concerns the unit.
fn title(event: &EventView) -> String {
    let EventView { number, name, what, .. } = event;
    match (number.as_str(), name.as_str()) {
        ("", _) => format!("The unit: {what}"),
        (number, "") => format!("{number}: {what}"),
        (number, name) => format!("{name} {number}: {what}"),
    }
}

#[component]
fn Accept(state: State, entry: LateEntryView, accepting: RwSignal<Option<String>>) -> impl IntoView {
    let sending = Sending::new("late");
    let why = RwSignal::new(String::new());
    page::focus_soon("late-why");
    let cancel = Callback::new(move |()| {
        accepting.set(None);
        page::focus_soon(HEAD);
    });
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(why), "why", "Say why it counts all the same")]) {
            return;
        }
        let call = AcceptLate { entries: vec![entry.id.clone()], why: typed(why).unwrap_or_default() };
        let said = format!("An entry of {} counts", entry.name);
        sending.send(call, move |_| {
            accepting.set(None);
            page::focus_soon(HEAD);
            state.recorded(said);
        });
    });
    view! {
        <Form sending act="Accept this entry" submit cancel>
            <Words id="late-why" label="Why does it count all the same?".to_owned() hint="It then counts on every computer of the unit, with the rights that its author had. That is not taken back"
                sending value=why />
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use api::EventView;

    use super::title;

    #[test]
    fn what_is_about_nobody_is_about_the_unit() {
        let said = |number: &str, name: &str| {
            title(&EventView {
                number: number.to_owned(),
                name: name.to_owned(),
                what: "Note amended".to_owned(),
                words: String::new(),
                restricted: false,
            })
        };
        assert_eq!(said("", ""), "The unit: Note amended");
        assert_eq!(said("A4417FK", ""), "A4417FK: Note amended");
        assert_eq!(said("A4417FK", "Ashdown, Kieran"), "Ashdown, Kieran A4417FK: Note amended");
    }
}
