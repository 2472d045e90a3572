//! How it went after release, as the community reports back.

use api::{Outcome, OutcomeView, PlanView, ReportOutcome};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::Sign;
use crate::parts::sending::{Form, Line, Radios, Sending, Words, empty, typed};
use crate::parts::{choices, chosen};
use crate::screens::case::plan::state::{Doing, Plan};
use crate::screens::case::plan::words;

/// The heading of them.
pub(super) const HEAD: &str = "plan-outcomes";
/// The button that records one.
const REPORT: &str = "plan-outcomes-report";

/// What was reported, oldest first.
pub(super) fn outcomes(plan: Plan, view: &PlanView) -> AnyView {
    let report = plan.may_report().then(|| {
        view! {
            <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" id=REPORT
                on:click=move |_| plan.begin(Doing::Outcome, REPORT)>"Record how it went"</button>
        }
    });
    let lines = if view.outcomes.is_empty() {
        view! { <p class="desk-case__none">"Nothing is reported yet. What the community reports back is recorded here: the first appointment, a recall, where they live."</p> }
            .into_any()
    } else {
        let lines = view.outcomes.iter().map(line).collect_view();
        view! { <ul class="desk-plain desk-case__actions">{lines}</ul> }.into_any()
    };
    view! {
        <section class="desk-pane desk-case__flat" aria-labelledby=HEAD>
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id=HEAD tabindex="-1">"After release"</h2>{report}</div>
            {lines}
        </section>
    }
    .into_any()
}

fn line(outcome: &OutcomeView) -> AnyView {
    let OutcomeView { outcome, on, words: said, by } = outcome;
    let (kind, what) = (words::outcome(*outcome), outcome.words());
    view! {
        <li><div class="desk-case__line"><span class="desk-grow">
            <Sign kind>{what}</Sign>" "<span class="desk-num">{dates::long(on)}</span>
            <span class="desk-case__second desk-words-kept">{said.clone()}</span>
            <span class="desk-case__second desk-xs desk-muted">"Recorded by "{by.clone()}</span>
        </span></div></li>
    }
    .into_any()
}

/// The form of one more.
#[component]
pub(super) fn ReportOne(plan: Plan) -> impl IntoView {
    let sending = Sending::new("outcome");
    let outcome = RwSignal::new(String::new());
    let on = RwSignal::new(dates::typed(&plan.file.today()));
    let words = RwSignal::new(String::new());
    page::focus_soon("outcome-outcome");
    let submit = Callback::new(move |()| {
        let lacking = [
            (empty(outcome), "outcome", "Choose how it went"),
            (empty(on), "on", "Give the day"),
            (empty(words), "words", "Say from whom you have it"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let Some(outcome) = outcome.with_untracked(|at| chosen(Outcome::ALL, at)) else { return };
        let (Some(on), Some(words)) = (typed(on), typed(words)) else { return };
        let said = format!("Recorded: {}", outcome.words().to_lowercase());
        sending.send(ReportOutcome { number: plan.number(), outcome, on, words }, move |()| plan.recorded(said));
    });
    view! {
        <section class="desk-pane desk-pane--accent desk-grow" aria-labelledby="outcome-head">
            <div class="desk-pane__head"><h2 class="govuk-heading-s" id="outcome-head">"How it went after release"</h2></div>
            <Form sending act="Record it" submit cancel=plan.cancel()>
                <Radios id="outcome-outcome" legend="What is reported?" options=choices(Outcome::ALL, Outcome::words) sending value=outcome />
                <Line id="outcome-on" label="On which day?" hint="Today or earlier, such as 17/11/2026" class="govuk-input--width-10" sending value=on />
                <Words id="outcome-words" label="Who says so, and what more?".to_owned() sending value=words />
                <p class="desk-xs desk-muted">"Fixed once recorded. What changes later is recorded as one more."</p>
            </Form>
        </section>
    }
}
