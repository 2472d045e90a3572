//! What is kept apart: two histories of one computer, what came too late to count, and what cannot be taken for another reason, each with what to do.

use api::{ApartView, EventView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::{Kind, Sign};
use crate::route::{Place, Screen};
use crate::screens::devices::forks::Forks;
use crate::screens::devices::late::Late;
use crate::screens::devices::state::State;

/// The pane's heading.
pub(super) const HEAD: &str = "apart-head";

#[component]
pub(super) fn Apart(state: State) -> impl IntoView {
    state.desk.keys.on("Escape", "Back to the computer", move || state.read());
    page::focus_soon(HEAD);
    let none = Memo::new(move |_| {
        state.late.with(Vec::is_empty) && state.apart.with(|apart| apart.forks.is_empty() && apart.batches.is_empty())
    });
    view! {
        <section class="desk-pane desk-pane--amber desk-grow" aria-labelledby=HEAD>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s" id=HEAD tabindex="-1">"Entries kept apart"</h2>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=move |_| state.read()>"Close"<kbd>"Esc"</kbd></button>
            </div>
            <div class="desk-pane__body" tabindex="0" role="group" aria-labelledby=HEAD>
                {move || none.get().then(|| view! {
                    <p>"Nothing is kept apart. What a revoked computer wrote after it was last heard from, or somebody before they heard of a change of their roles, comes here, without effect, until an administrator accepts it; and both histories of a computer that has written two."</p>
                })}
                <Forks state />
                <Late state />
                <Kept state />
                <p class="desk-gap-above"><button type="button" class="desk-link" on:click=move |_| state.desk.route.go(Place::of(Screen::Unapplied))>"All changes that were not applied"</button></p>
            </div>
        </section>
    }
}

/// What cannot be taken, or stays apart because that was decided.
#[component]
fn Kept(state: State) -> impl IntoView {
    let today = state.desk.person.today();
    move || {
        let batches = state.apart.with(|apart| apart.batches.clone());
        (!batches.is_empty()).then(|| {
            view! {
                <h3 class="govuk-heading-s">"Not taken on this computer"</h3>
                <ol class="desk-plain">{batches.into_iter().map(|batch| line(batch, &today)).collect_view()}</ol>
            }
        })
    }
}

fn line(batch: ApartView, today: &str) -> impl IntoView + use<> {
    let ApartView { device, name, computer, first, last, came, words, remedy, decided, .. } = batch;
    let computer = computer.unwrap_or_else(|| device.get(..8).unwrap_or(&device).to_owned());
    let which = if first == last { format!("entry {first}") } else { format!("entries {first} to {last}") };
    let (kind, stands) = if decided { (Kind::Met, "Decided") } else { (Kind::Late, "Kept apart") };
    view! {
        <li class="desk-sync__line">
            <p><b>{format!("{name}, {computer}: {which}")}</b></p>
            <p class="desk-num"><Sign kind>{stands}</Sign>" "<span class="desk-muted">{format!("Came {}", dates::when(&came, today))}</span></p>
            <p>{format!("Why: {words}.")}</p>
            <p>{remedy}</p>
        </li>
    }
}

/// What was written, about whom, and what it says.
pub(super) fn event(event: &EventView) -> impl IntoView + use<> {
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
