//! What changed since an assessment, in words; and when a series is looked at again.

use std::collections::BTreeSet;

use jiff::civil::date;
use policy::calendar::Period;
use policy::risk::Rosh;
use policy::rotl::{Facts, Review, ReviewReason, ReviewTimes, Trigger, Watched, WatchedFact, changed, reviews};

use super::clear;

const TIMES: ReviewTimes = ReviewTimes { within: 5, every: Period::months(6) };

#[test]
fn what_changed_is_said_and_nothing_else() {
    let before = Watched::from(&clear());
    assert!(changed(&before, &before).is_empty());
    let facts = Facts {
        category: Some("B".to_owned()),
        rosh: Some(Rosh::High),
        alerts: Some(BTreeSet::from(["XER".to_owned()])),
        conditional_release: Some(date(2027, 10, 11)),
        prison: None,
        victim_contact: Some(true),
        ..clear()
    };
    let found = changed(&before, &Watched::from(&facts));
    let words: Vec<&str> = found.iter().map(|change| change.words.as_str()).collect();
    assert_eq!(
        words,
        [
            "The category was C, and is B.",
            "The risk of serious harm was medium, and is high.",
            "The prison was LEI, and is not recorded.",
            "The conditional release date was 11 September 2027, and is 11 October 2027.",
            "New alerts: XER.",
        ]
    );
    let back = changed(&Watched::from(&facts), &before);
    assert_eq!(back.len(), found.len());
    assert_eq!(back[4].words, "Alerts that are gone: XER.");
}

#[test]
fn alerts_that_nobody_looked_for_are_no_change() {
    let unseen = Watched { alerts: None, ..Watched::from(&clear()) };
    assert!(changed(&unseen, &Watched::from(&clear())).is_empty());
    assert!(changed(&Watched::from(&clear()), &unseen).is_empty());
}

#[test]
fn a_changed_risk_has_the_series_looked_at_again_and_a_moved_date_the_assessment_alone() {
    assert_eq!(WatchedFact::Rosh.review(), Some(ReviewReason::Risk));
    assert_eq!(WatchedFact::Prison.review(), Some(ReviewReason::Transfer));
    assert_eq!(WatchedFact::ReleaseDates.review(), None);
}

#[test]
fn a_series_is_reviewed_on_what_happened_and_in_any_case_in_time() {
    let granted = date(2027, 1, 20);
    let of = |last, triggers: &[Trigger]| reviews(granted, last, triggers, TIMES);
    let in_time = Review { due: date(2027, 7, 20), since: granted, reason: ReviewReason::Time };
    assert_eq!(of(None, &[]), [in_time]);
    let failure = Trigger { on: date(2027, 3, 1), reason: ReviewReason::Failure };
    let owed = of(None, &[failure, failure]);
    assert_eq!(
        owed,
        [Review { due: date(2027, 3, 8), since: date(2027, 3, 1), reason: ReviewReason::Failure }, in_time]
    );
    let after = of(Some(date(2027, 3, 1)), &[failure]);
    assert_eq!(after, [Review { due: date(2027, 9, 1), since: date(2027, 3, 1), reason: ReviewReason::Time }]);
}
