//! A parole review: a new one, more about one, or its outcome and the day on which that came.

use api::{ParoleReviewView, RecordParoleReview, ResponsibilityView};
use leptos::prelude::*;

use crate::dates;
use crate::page;
use crate::parts::sending::{Form, Line, OneOf, Sending, empty, typed};
use crate::screens::owed::early::nothing_waits;
use crate::screens::owed::subject::{Subject, pane, with_responsibility};

/// What the Board decides, as the record keeps it (the first in exactly the words that count as release), and what the form calls it.
const OUTCOMES: [(&str, &str); 4] = [
    ("Release [*]", "Release"),
    ("Move to open conditions", "Move to open conditions"),
    ("Stay in closed conditions", "Stay in closed conditions"),
    ("No parole decision", "No decision: deferred, adjourned or withdrawn"),
];

/// The outcomes to choose from, with the one that was recorded.
fn outcomes(recorded: &str) -> Vec<(String, String)> {
    let none = ("", "None yet");
    let own =
        (!recorded.is_empty() && OUTCOMES.iter().all(|(words, _)| *words != recorded)).then_some((recorded, recorded));
    let all = std::iter::once(none).chain(OUTCOMES).chain(own);
    all.map(|(value, words)| (value.to_owned(), words.to_owned())).collect()
}

/// A review: which, a new one, or the one whose outcome is wanted.
#[component]
pub(super) fn Parole(subject: Subject, id: Option<String>, outcome: bool) -> impl IntoView {
    let own = subject.clone();
    let form = with_responsibility(subject.number.clone(), move |view| review(&own, id.as_deref(), outcome, &view));
    page::focus_soon("doing-head");
    pane(&subject, if outcome { "Parole: the outcome" } else { "Parole review" }, form)
}

fn review(subject: &Subject, id: Option<&str>, outcome: bool, view: &ResponsibilityView) -> AnyView {
    if !outcome {
        return fields(subject, view.parole_reviews.iter().find(|review| Some(review.id.as_str()) == id), Vec::new());
    }
    let open: Vec<&ParoleReviewView> =
        view.parole_reviews.iter().filter(|review| review.outcome_received.is_none()).collect();
    match open.as_slice() {
        [] => nothing_waits("No parole review waits for its outcome.", subject.close),
        [one] => fields(subject, Some(one), Vec::new()),
        [first, ..] => {
            let options = open.iter().map(|review| (review.id.clone(), which(review))).collect();
            fields(subject, Some(first), options)
        }
    }
}

/// “Hearing aimed at 4 March 2027”.
pub(crate) fn which(review: &ParoleReviewView) -> String {
    match &review.target_hearing {
        Some(day) => format!("Hearing aimed at {}", dates::long(day)),
        None => "No day for a hearing".to_owned(),
    }
}

fn fields(subject: &Subject, known: Option<&ParoleReviewView>, several: Vec<(String, String)>) -> AnyView {
    let sending = Sending::new("parole");
    let day = |iso: Option<&String>| RwSignal::new(iso.map(|iso| dates::typed(iso)).unwrap_or_default());
    let hearing = day(known.and_then(|review| review.target_hearing.as_ref()));
    let report = day(known.and_then(|review| review.custody_report_due.as_ref()));
    let outcome = RwSignal::new(known.and_then(|review| review.outcome.clone()).unwrap_or_default());
    let received = day(known.and_then(|review| review.outcome_received.as_ref()));
    let id = RwSignal::new(known.map(|review| review.id.clone()).unwrap_or_default());
    let choose = !several.is_empty();
    let decisions = outcomes(&outcome.get_untracked());
    let (number, recorded) = (subject.number.clone(), subject.recorded);
    let submit = Callback::new(move |()| {
        let nothing = [hearing, report, outcome, received].into_iter().all(empty);
        let lacking = [
            (nothing, "targetHearing", "Give at least one of these"),
            (!empty(received) && empty(outcome), "outcome", "Say what the outcome is"),
        ];
        if sending.lacks(&lacking) {
            return;
        }
        let call = RecordParoleReview {
            number: number.clone(),
            id: typed(id),
            target_hearing: typed(hearing),
            custody_report_due: typed(report),
            outcome: typed(outcome),
            outcome_received: typed(received),
        };
        sending.send(call, move |()| recorded.run("Recorded: the parole review".to_owned()));
    });
    view! {
        <Form sending act="Record it" submit cancel=subject.close>
            {choose.then(|| view! { <OneOf id="parole-id" label="Which review?" sending options=Signal::stored(several) value=id /> })}
            {(!choose).then(|| view! {
                <Line id="parole-targetHearing" label="For which day is the hearing aimed? (optional)" hint="Such as 17/05/2027" class="govuk-input--width-10" sending value=hearing />
                <Line id="parole-custodyReportDue" label="When is the custody report due? (optional)" class="govuk-input--width-10" sending value=report />
            })}
            <OneOf id="parole-outcome" label="What did the Parole Board decide?" sending options=Signal::stored(decisions) value=outcome />
            <Line id="parole-outcomeReceived" label="On which day did it come? (optional)" class="govuk-input--width-10" sending value=received />
            <p class="desk-xs desk-muted">"What is recorded about the review before stays in its history."</p>
        </Form>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::outcomes;

    #[test]
    fn an_outcome_that_was_recorded_in_other_words_can_be_kept() {
        assert_eq!(outcomes("").len(), 5);
        assert_eq!(outcomes("Release [*]").len(), 5);
        assert_eq!(outcomes("Paper hearing held").last().map(|(value, _)| value.as_str()), Some("Paper hearing held"));
    }
}
