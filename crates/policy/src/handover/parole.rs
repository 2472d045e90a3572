//! Parole reviews: the hearing that counts, whether it is distant, and whether the last decision was anything but release. The
//! order in which reviews are recorded does not matter.

use jiff::civil::Date;

use super::case::Case;
use super::facts::ParoleReview;
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;

/// The target hearing date: of those on or after the sentence start date, the latest.
pub(super) fn target_hearing(case: &Case<'_>, working: &mut Working) -> Answer<Option<Date>> {
    let hearings = case.facts.parole_reviews.iter().filter_map(|review| review.target_hearing);
    let Some(latest) = hearings.max() else {
        return Answer::Known(working.date("Target hearing date", None));
    };
    Answer::of(case.sentence_start(working), "the sentence start date").map(|start| {
        if latest < start {
            working.step("Every target hearing date is before the sentence start date, so none counts.");
        }
        working.date("Target hearing date", Some(latest).filter(|latest| *latest >= start))
    })
}

/// Whether the target hearing is distant: further away than the period, counted in days and not in hours.
pub(super) fn is_hearing_far(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let period = case.rules.hearing_far.value;
    let horizon = period.after(case.today);
    target_hearing(case, working).map(|hearing| {
        let far = hearing.is_some_and(|hearing| hearing > horizon);
        if let Some(hearing) = hearing {
            let sum = period.after_in_words(case.today);
            let compared = if far { "after that day: distant" } else { "not after that day: not distant" };
            working.step(format_args!("{sum}. The target hearing on {} is {compared}.", long_date(hearing)));
        }
        far
    })
}

/// Whether the latest completed review of this sentence ended in anything but release.
pub(super) fn is_release_refused(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let completed = |review: &&ParoleReview| is_completed(case, review);
    let Some(latest) = case.facts.parole_reviews.iter().filter(completed).map(order).max() else {
        working.step("No completed parole review.");
        return Answer::Known(false);
    };
    let Some(start) = case.sentence_start(working) else {
        return Answer::cannot_tell("the sentence start date");
    };
    if latest.0 < Some(start) {
        working.step("No completed parole review of this sentence.");
        return Answer::Known(false);
    }
    let last: Vec<&ParoleReview> =
        case.facts.parole_reviews.iter().filter(completed).filter(|review| order(review) == latest).collect();
    decision(case, &last, working)
}

/// What the last completed reviews say: more than one, where records of the same hearing contradict each other.
fn decision(case: &Case<'_>, last: &[&ParoleReview], working: &mut Working) -> Answer<bool> {
    let is_release = |review: &&&ParoleReview| review.outcome.as_deref() == Some(&case.rules.release_outcome.value);
    let released = last.iter().filter(is_release).count();
    if released != 0 && released != last.len() {
        return Answer::cannot_tell("which of two parole outcomes of the same hearing is right");
    }
    let mut outcomes: Vec<&str> =
        last.iter().map(|review| review.outcome.as_deref().unwrap_or("none recorded")).collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let outcome = outcomes.join(", ");
    working.uses("Last parole outcome", outcome.clone());
    if last.iter().any(|review| !has_outcome(case, review)) {
        working.caution(format_args!(
            "The outcome “{outcome}” counts as not released, because the day on which it was received is recorded."
        ));
    } else if released == 0 && outcome.to_lowercase().contains("release") {
        working.caution(format_args!(
            "The outcome “{outcome}” is not exactly “{}”, so it counts as not released.",
            case.rules.release_outcome.value
        ));
    }
    Answer::Known(released == 0)
}

fn is_completed(case: &Case<'_>, review: &ParoleReview) -> bool {
    review.target_hearing.is_some() && (has_outcome(case, review) || review.outcome_received.is_some())
}

fn has_outcome(case: &Case<'_>, review: &ParoleReview) -> bool {
    review.outcome.as_ref().is_some_and(|outcome| !case.rules.no_outcome.value.contains(outcome))
}

/// Which review is the later one.
fn order(review: &ParoleReview) -> (Option<Date>, Option<Date>) {
    (review.target_hearing, review.custody_report_due)
}
