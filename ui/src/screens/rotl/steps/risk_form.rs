//! The form of a risk assessment: risks with their likelihood, harm and control, what protects, and the judgement.

use api::{AssessRelease, Risk};
use leptos::prelude::*;

use crate::page;
use crate::parts::sending::{Form, Sending, Words, empty, typed};
use crate::screens::drafts::{self, CannotSave, KeptSign};
use crate::screens::rotl::application::Open;
use crate::screens::rotl::draft;
use crate::screens::rotl::forms::{Group, Lines, lines_of, pick, take_out, text};

/// How likely, and how much harm, in words.
const LEVELS: [&str; 4] = ["Low", "Medium", "High", "Very high"];

fn no_risk() -> Risk {
    let nothing = String::new;
    Risk { what: nothing(), likely: nothing(), harm: nothing(), control: nothing() }
}

/// The levels to choose from, with one that was written in other words.
fn levels(own: &str) -> Vec<(String, String)> {
    let other = (!own.is_empty() && !LEVELS.contains(&own)).then_some(own);
    let all = LEVELS.into_iter().chain(other).map(|level| (level.to_owned(), level.to_owned()));
    std::iter::once((String::new(), "Choose".to_owned())).chain(all).collect()
}

/// The form: it begins with its draft, or else with the last version.
pub(super) fn write(open: Open) -> AnyView {
    let (number, id) = open.ids();
    let form = draft::form("risk", &id);
    drafts::with_draft(form, number, move |kept: Option<AssessRelease>| {
        let (number, id) = open.ids();
        let begun = kept.is_some();
        let last = untrack(|| open.read(|view| view.assessments.first().cloned()));
        let start = kept.unwrap_or_else(|| {
            let (risks, protective, summary) =
                last.map(|made| (made.risks, made.protective, made.summary)).unwrap_or_default();
            AssessRelease { number, id, risks, protective, summary }
        });
        view! { <Write open start begun /> }.into_any()
    })
}

#[component]
fn Write(open: Open, start: AssessRelease, begun: bool) -> impl IntoView {
    let sending = Sending::new("risk");
    let risks = Lines::of(start.risks, no_risk());
    let protective = RwSignal::new(start.protective.join("\n"));
    let summary = RwSignal::new(start.summary);
    let (number, id) = open.ids();
    let (of, to) = (number.clone(), id.clone());
    let now = move || AssessRelease {
        number: of.clone(),
        id: to.clone(),
        risks: risks.plain(),
        protective: protective.with_untracked(|text| lines_of(text)),
        summary: typed(summary).unwrap_or_default(),
    };
    let kept = now.clone();
    let journal = drafts::keep(&draft::form("risk", &id), &number, begun, move || {
        let now = kept();
        (now.summary.clone(), now)
    });
    page::focus_soon("risk-what-0");
    let submit = Callback::new(move |()| {
        let call = now();
        let said = |risk: &&Risk| !risk.what.trim().is_empty();
        let uncontrolled = call.risks.iter().filter(said).any(|risk| risk.control.trim().is_empty());
        let lacking = [
            (uncontrolled, "risks", "Say of each risk what is done about it"),
            (empty(summary), "summary", "Say what you make of the risks"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        sending.send(call, move |()| {
            leptos::task::spawn_local(async move {
                journal.close().await;
                open.recorded("Recorded: the risk assessment. Whoever wrote it may not decide");
            });
        });
    });
    let more = move |_| {
        let line = risks.add(no_risk());
        page::focus_soon(format!("risk-what-{line}"));
    };
    let line = move |line: u32| {
        let (likely, harm) = untrack(|| risks.read(line, |risk| (risk.likely.clone(), risk.harm.clone())));
        view! {
            <li class="desk-rotl__line desk-rotl__line--risk">
                {text(risks, line, ("risk-what", "What could go wrong"), 2, |risk| &mut risk.what)}
                {pick(risks, line, ("risk-likely", "Likely"), levels(&likely), |risk| risk.likely.clone(), |risk, level| level.clone_into(&mut risk.likely))}
                {pick(risks, line, ("risk-harm", "Harm"), levels(&harm), |risk| risk.harm.clone(), |risk, level| level.clone_into(&mut risk.harm))}
                {text(risks, line, ("risk-control", "Control: it becomes a condition of the licence"), 2, |risk| &mut risk.control)}
                {take_out(risks, line, ("risk-risks", "risk"))}
            </li>
        }
    };
    view! {
        <CannotSave journal words="risk-summary" />
        <Form sending act="Record the assessment" submit cancel=open.close()>
            <p class="desk-row desk-xs"><KeptSign journal /></p>
            <Group id="risk-risks" legend="Risks" hint="What could go wrong on this release, and what is done about it" sending>
                <ol class="desk-plain"><For each=move || risks.numbers() key=|line| *line children=line /></ol>
                <button type="button" class="govuk-button govuk-button--secondary govuk-button--small" on:click=more>"Add a risk"</button>
            </Group>
            <Words id="risk-protective" label="What protects? (optional)".to_owned() hint="One to a line" sending value=protective />
            <Words id="risk-summary" label="Your judgement".to_owned() sending value=summary />
            <p class="desk-xs desk-muted">"A new version: the ones before stay. You may not decide on an application that you have assessed."</p>
        </Form>
    }
}

#[cfg(test)]
mod tests {
    use super::levels;

    #[test]
    fn a_level_that_was_written_in_other_words_can_be_kept() {
        assert_eq!(levels("High").len(), 5);
        assert_eq!(levels("Only at night").last().map(|(value, _)| value.as_str()), Some("Only at night"));
    }
}
