//! A step while somebody is late, with whom and what came of it. It is stamped with the time as it is now.

use std::sync::Arc;

use api::{GateRow, LateStep, TakeLateStep};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Radios, Sending, Words, empty, typed};
use crate::screens::caseload::in_text;
use crate::screens::gate_list::state::State;

/// The step of a choice.
fn chosen(steps: &[LateStep], choice: &str) -> Option<LateStep> {
    steps.get(choice.parse::<usize>().ok()?).copied()
}

#[component]
pub(super) fn TakeStep(state: State, row: Arc<GateRow>, steps: Vec<LateStep>) -> impl IntoView {
    let sending = Sending::new("step");
    let several = steps.len() > 1;
    let choice = RwSignal::new(if several { String::new() } else { "0".to_owned() });
    let words = RwSignal::new(String::new());
    page::focus_soon(if several { "step-step" } else { "step-words" });
    let options: Vec<(String, String)> =
        steps.iter().enumerate().map(|(at, step)| (at.to_string(), step.words().to_owned())).collect();
    let needed = {
        let steps = steps.clone();
        Memo::new(move |_| choice.with(|choice| chosen(&steps, choice)).is_some_and(LateStep::needs_words))
    };
    let title = if several { "What was done?" } else { steps.first().map_or("", |step| step.words()) };
    let own = Arc::clone(&row);
    let submit = Callback::new(move |()| {
        let step = choice.with_untracked(|choice| chosen(&steps, choice));
        let lacks_words = step.is_some_and(LateStep::needs_words) && empty(words);
        if sending.lacks(&[
            (step.is_none(), "step", "Choose what was done"),
            (lacks_words, "words", "Say whom, and what came of it"),
        ]) {
            return;
        }
        let Some(step) = step else { return };
        let call = TakeLateStep {
            number: own.number.clone(),
            id: own.id.clone(),
            release: own.release.clone(),
            step,
            words: typed(words).unwrap_or_default(),
        };
        sending.send(call, move |()| {
            state.doing.set(None);
            state.recorded(format!("Recorded: {}", step.words()));
        });
    });
    let label = Signal::derive(move || {
        let asked = "Whom, and what came of it?";
        if needed.get() { asked.to_owned() } else { format!("{asked} (optional)") }
    });
    let cancel = Callback::new(move |()| state.leave());
    let whose = format!("{}, {}", in_text(&row.name), row.number);
    let about = format!("{title}: {whose}");
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" id="gate-pane" aria-label=about>
            <div class="desk-pane__head">
                <h2 class="govuk-heading-s">{title}</h2>
                <span class="desk-xs desk-muted">{whose}</span>
            </div>
            <Form sending act="Record it" submit cancel>
                {several.then(|| view! { <Radios id="step-step" legend="What was done?" options sending value=choice /> })}
                <Words id="step-words" label sending value=words />
                <p class="desk-xs desk-muted">"It is recorded with your name and the time as it is now."</p>
            </Form>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_is_a_step_and_nothing_is_none() {
        let steps = [LateStep::Other, LateStep::InCustody];
        assert_eq!(
            [chosen(&steps, "1"), chosen(&steps, ""), chosen(&steps, "7")],
            [Some(LateStep::InCustody), None, None]
        );
    }
}
