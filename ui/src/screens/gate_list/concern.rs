//! Somebody has just come back, which is recorded. One thing is asked: was there any concern? Whoever goes on without an answer has none.

use std::sync::Arc;

use api::{GateRow, MoveThroughGate, Way};
use leptos::prelude::*;

use crate::parts::ErrorSummary;
use crate::parts::sending::{Sending, Words, empty, typed};
use crate::screens::caseload::in_text;
use crate::screens::gate_list::state::State;

#[component]
pub(super) fn AnyConcern(state: State, row: Arc<GateRow>) -> impl IntoView {
    let sending = Sending::new("concern");
    let words = state.concern;
    let name = in_text(&row.name);
    let keys = state.desk.keys;
    let none = Callback::new(move |()| {
        words.set(String::new());
        state.leave();
    });
    let own = Arc::clone(&row);
    let submit = Callback::new(move |()| {
        if sending.lacks(&[(empty(words), "concern", "Say what was worrying, or choose “No concern”")]) {
            return;
        }
        let Some(call) = added(state, &own, typed(words)) else { return };
        let recorded = format!("Recorded: a concern about the return of {}", in_text(&own.name));
        sending.send(call, move |()| {
            words.set(String::new());
            state.doing.set(None);
            state.recorded(recorded);
        });
    });
    keys.on_and_show("Ctrl+Enter", "Record the concern", "record", move || submit.run(()));
    keys.on("Escape", "No concern", move || none.run(()));
    let label = format!("{name} is back. Any concern?");
    go_on_without_words(state, row.release.clone());
    view! {
        <section class="desk-pane desk-pane--green desk-grow" id="gate-pane" aria-label=label>
            <div class="desk-pane__head"><h2 class="govuk-heading-s">{name}" is back"</h2></div>
            <form class="desk-case__form" novalidate on:submit=move |event| {
                event.prevent_default();
                submit.run(());
            }>
                <div class="desk-pane__body">
                    <div class="desk-case__summary"><ErrorSummary errors=sending.errors /></div>
                    <p class="desk-gap-below">"The return is recorded. Go on to the next row if there is nothing to say."</p>
                    <Words id="concern-concern" label="Any concern?".to_owned() hint="Such as drink, an injury, something brought in, what the prisoner said" sending value=words />
                </div>
                <div class="desk-pane__foot">
                    <button type="button" class="govuk-button" on:click=move |_| none.run(())>"No concern"<kbd>"Esc"</kbd></button>
                    <button type="submit" class="govuk-button govuk-button--secondary">"Record the concern"<kbd>"Ctrl Enter"</kbd></button>
                </div>
            </form>
        </section>
    }
}

/// The return again, with what was worrying: a correction that leaves the time as it is.
fn added(state: State, row: &GateRow, concern: Option<String>) -> Option<MoveThroughGate> {
    let now = untrack(|| {
        state.view.with(|view| view.as_ref()?.rows.iter().find(|other| other.release == row.release).cloned())
    })?;
    // Times come to the minute. Whoever went out and came back within one would be back before they went: then it is now.
    let at = now.returned.clone().filter(|returned| now.left.as_ref().is_none_or(|left| left < returned));
    Some(MoveThroughGate {
        number: row.number.clone(),
        id: row.id.clone(),
        release: row.release.clone(),
        direction: Way::In,
        at,
        corrects: Some("A concern was added".to_owned()),
        concern,
    })
}

/// Whoever goes on to another row without having written anything has no concern.
fn go_on_without_words(state: State, release: String) {
    Effect::new(move |_| {
        let here = state.current().is_none_or(|row| row.release == release);
        if !here && empty(state.concern) {
            state.doing.set(None);
        }
    });
}
