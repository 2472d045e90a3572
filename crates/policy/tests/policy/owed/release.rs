//! The way to release, and parole.

use jiff::civil::date;
use policy::handover::ParoleReview;
use policy::obligation::Kind;

use super::{TODAY, case, on, unclear, window};

#[test]
fn the_way_to_release() {
    let mut case = case();
    assert_eq!(
        window(&case, Kind::PreReleaseReport),
        Some((date(2027, 4, 7), date(2027, 6, 2), Some(date(2027, 6, 30))))
    );
    case.release.report = Some(date(2027, 4, 6));
    assert!(window(&case, Kind::PreReleaseReport).is_some(), "a report for an earlier release date");
    case.release.report = Some(date(2027, 4, 7));
    assert_eq!(window(&case, Kind::PreReleaseReport), None);
    // Wednesday 30 June: hard stop on Monday 28, warning on Thursday 24.
    assert_eq!(window(&case, Kind::Licence), Some((date(2027, 6, 2), date(2027, 6, 24), Some(date(2027, 6, 28)))));
    assert_eq!(window(&case, Kind::MappaLevel), None);
    assert_eq!(unclear(&case, Kind::MappaLevel).as_deref(), Some("whether MAPPA applies"));
    let asked = |today| on(&case, today).unclear.iter().any(|unclear| unclear.kind == Kind::MappaLevel);
    assert!(!asked(date(2026, 10, 29)) && asked(date(2026, 10, 30)), "from the day on which it opens");
    case.release.mappa_applies = Some(true);
    assert_eq!(
        window(&case, Kind::MappaLevel),
        Some((date(2026, 10, 30), date(2026, 12, 30), Some(date(2027, 6, 30))))
    );
    assert_eq!(unclear(&case, Kind::DutyToRefer), None, "it is early to ask");
    case.release.homeless = Some(true);
    assert_eq!(window(&case, Kind::DutyToRefer), Some((date(2027, 5, 5), date(2027, 6, 2), Some(date(2027, 6, 30)))));
    case.release.approved_premises = Some(true);
    let notice = (date(2026, 12, 30), date(2027, 6, 1), Some(date(2027, 6, 22)));
    assert_eq!(
        window(&case, Kind::ApprovedPremises),
        Some(notice),
        "29 days are standard notice, 8 are no emergency yet"
    );
    case.release.premises_applied = Some(date(2027, 1, 4));
    assert_eq!(window(&case, Kind::ApprovedPremises), None);
}

#[test]
fn a_parole_eligibility_date_is_prepared_for() {
    let mut case = case();
    case.handover.parole_eligibility = Some(date(2027, 5, 31));
    let expected = (date(2026, 7, 31), date(2027, 5, 31), Some(date(2027, 5, 31)));
    assert_eq!(window(&case, Kind::ParolePreparation), Some(expected));
    case.handover.tariff = Some(TODAY);
    assert_eq!(
        window(&case, Kind::ParolePreparation).map(|window| window.1),
        Some(TODAY),
        "the nearest, today included"
    );
    case.handover.tariff = None;
    case.release.parole_report = Some(date(2026, 11, 2));
    assert_eq!(window(&case, Kind::ParolePreparation), None);
}

#[test]
fn a_licence_is_made_for_the_conditional_release_date_or_an_earlier_release() {
    let mut case = case();
    let due = |case: &_| window(case, Kind::Licence).map(|window| window.1);
    case.handover.release = Some(date(2027, 7, 9));
    assert_eq!(due(&case), Some(date(2027, 6, 24)), "the prison system's release date is later");
    case.handover.release = Some(date(2027, 6, 23));
    assert_eq!(due(&case), Some(date(2027, 6, 17)), "it is earlier");
}

#[test]
fn of_two_parole_dates_on_one_day_the_one_with_a_day_for_the_report_counts() {
    let mut case = case();
    let review = |report| ParoleReview {
        target_hearing: Some(date(2027, 5, 31)),
        custody_report_due: report,
        ..ParoleReview::default()
    };
    case.handover.parole_eligibility = Some(date(2027, 5, 31));
    let due = |case: &_| window(case, Kind::ParolePreparation).map(|window| window.1);
    case.handover.parole_reviews = vec![review(Some(date(2027, 3, 1)))];
    assert_eq!(due(&case), Some(date(2027, 3, 1)));
    case.handover.parole_reviews = vec![review(Some(date(2027, 6, 1)))];
    assert_eq!(due(&case), Some(date(2027, 5, 31)), "not after the hearing");
    case.handover.parole_reviews[0].outcome = Some("Not Specified".to_owned());
    case.handover.parole_eligibility = None;
    assert_eq!(due(&case), Some(date(2027, 5, 31)), "these words stand where there is no outcome");
}

#[test]
fn parole_has_its_report_and_its_outcome_a_day() {
    let mut case = case();
    case.handover.parole_reviews = vec![
        ParoleReview {
            target_hearing: Some(date(2027, 5, 31)),
            custody_report_due: Some(date(2027, 3, 1)),
            ..ParoleReview::default()
        },
        ParoleReview {
            target_hearing: Some(date(2025, 5, 1)),
            outcome: Some("Stay In Closed [*]".to_owned()),
            ..ParoleReview::default()
        },
    ];
    let expected = (date(2026, 7, 31), date(2027, 3, 1), Some(date(2027, 5, 31)));
    assert_eq!(window(&case, Kind::ParolePreparation), Some(expected));
    assert_eq!(window(&case, Kind::ParoleOutcome), None, "a later review has come");
    case.handover.parole_reviews.remove(0);
    assert!(window(&case, Kind::ParoleOutcome).is_some());
}
