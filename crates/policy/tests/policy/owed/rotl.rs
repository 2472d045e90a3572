//! What is owed for temporary release, from the application to the debrief.

use jiff::civil::{Date, date};
use policy::obligation::{CaseFacts, Kind, Role, RotlConsultation, RotlFacts, RotlRelease, RotlStage, Standing, Theme};
use policy::rotl::{Consultee, ReviewReason, Trigger};

use super::{all, case, on, window};

/// Applied for on 2 November; nothing has been done since.
fn application() -> RotlFacts {
    RotlFacts { application: "R-41".to_owned(), applied: date(2026, 11, 2), ..RotlFacts::default() }
}

fn with(application: RotlFacts) -> CaseFacts {
    CaseFacts { rotl: vec![application], ..case() }
}

/// Granted as a series, with a licence.
fn granted() -> RotlFacts {
    RotlFacts {
        stage: RotlStage::Granted,
        assessed: Some(date(2026, 11, 12)),
        granted: Some(date(2026, 11, 16)),
        licence_issued: Some(date(2026, 11, 17)),
        is_series: true,
        ..application()
    }
}

fn release(day: Date) -> RotlRelease {
    RotlRelease {
        out: day.at(7, 0, 0, 0),
        due: day,
        went_out: None,
        came_back: None,
        failed: None,
        reported: None,
        debriefed: None,
    }
}

fn kinds(case: &CaseFacts, today: Date) -> Vec<Kind> {
    let owed = on(case, today).obligations.into_iter().map(|found| found.key.kind);
    owed.filter(|kind| kind.theme() == Theme::Rotl).collect()
}

#[test]
fn without_an_application_nothing_is_owed() {
    assert!(kinds(&case(), super::TODAY).is_empty());
    let over = RotlFacts { stage: RotlStage::Over, ..application() };
    assert!(kinds(&with(over), super::TODAY).is_empty());
}

#[test]
fn whoever_must_be_asked_is_asked_and_chased_until_they_reply() {
    let asked = |who, asked, chased, is_settled| RotlConsultation { who, asked, chased, is_settled };
    let consultations = vec![
        asked(Consultee::Police, None, None, false),
        asked(Consultee::Com, Some(date(2026, 11, 4)), None, false),
        asked(Consultee::Security, Some(date(2026, 11, 4)), Some(date(2026, 11, 24)), false),
        asked(Consultee::Healthcare, Some(date(2026, 11, 4)), None, true),
        asked(Consultee::Vlo, None, None, true),
    ];
    let case = with(RotlFacts { consultations, ..application() });
    assert_eq!(window(&case, Kind::RotlConsult), Some((date(2026, 11, 2), date(2026, 11, 5), None)));
    let chased: Vec<_> =
        all(&case, Kind::RotlChase).iter().map(|one| (one.key.about.clone(), one.window.due)).collect();
    assert_eq!(
        chased,
        [
            (Some("R-41, community offender manager".to_owned()), date(2026, 11, 25)),
            (Some("R-41, security".to_owned()), date(2026, 12, 1)),
        ]
    );
    assert!(all(&case, Kind::RotlChase).iter().all(|one| one.standing == Standing::Local));
}

#[test]
fn an_application_is_assessed_then_the_board_sits_then_it_is_decided() {
    let mut facts = application();
    let owed = |facts: &RotlFacts| kinds(&with(facts.clone()), super::TODAY);
    assert_eq!(owed(&facts), [Kind::RotlAssessment, Kind::RotlBoard, Kind::RotlDecision]);
    facts.assessed = Some(date(2026, 11, 12));
    facts.board = Some(date(2026, 12, 3));
    assert_eq!(window(&with(facts.clone()), Kind::RotlBoard), Some((date(2026, 11, 2), date(2026, 12, 3), None)));
    facts.board_held = Some(date(2026, 11, 24));
    assert_eq!(owed(&facts), [Kind::RotlDecision]);
    let decision = &all(&with(facts.clone()), Kind::RotlDecision)[0];
    assert_eq!(decision.owner.role, Role::Governor);
    assert_eq!(decision.why, "Applied for on 2 November 2026; the board sat on 24 November 2026.");
    facts.changed = Some(date(2026, 11, 20));
    assert_eq!(owed(&facts), [Kind::RotlAssessAgain, Kind::RotlDecision]);
}

#[test]
fn a_licence_is_issued_before_the_next_release_and_never_due_before_it_was_granted() {
    let without = |first: Date| RotlFacts { licence_issued: None, releases: vec![release(first)], ..granted() };
    let of = |first| window(&with(without(first)), Kind::RotlLicence);
    assert_eq!(of(date(2026, 12, 14)), Some((date(2026, 11, 16), date(2026, 12, 10), Some(date(2026, 12, 14)))));
    assert_eq!(of(date(2026, 11, 17)), Some((date(2026, 11, 16), date(2026, 11, 16), Some(date(2026, 11, 17)))));
    assert_eq!(window(&with(granted()), Kind::RotlLicence), None);
}

#[test]
fn whoever_is_out_is_due_back_that_day_and_the_day_after_has_failed_to_return() {
    let day = date(2026, 11, 25);
    let out = RotlRelease { went_out: Some(day), ..release(day) };
    let case = with(RotlFacts { releases: vec![out], ..granted() });
    let of_release = |today| {
        let owed = on(&case, today).obligations.into_iter();
        let found = owed.filter(|one| [Kind::RotlReturn, Kind::RotlLate].contains(&one.key.kind));
        found.map(|one| (one.key.kind, one.owner.role, one.window.due)).collect::<Vec<_>>()
    };
    assert_eq!(of_release(day), [(Kind::RotlReturn, Role::GateOfficer, day)]);
    assert_eq!(of_release(date(2026, 11, 26)), [(Kind::RotlLate, Role::Governor, day)]);
    let back = RotlRelease { came_back: Some(day), debriefed: Some(day), ..out };
    assert!(!kinds(&with(RotlFacts { releases: vec![back], ..granted() }), day).contains(&Kind::RotlReturn));
}

#[test]
fn a_release_is_talked_through_before_the_next_and_a_failure_is_reported_whatever_became_of_the_application() {
    let (day, next) = (date(2026, 11, 25), date(2026, 11, 27));
    let back = RotlRelease { went_out: Some(day), came_back: Some(day), ..release(day) };
    let facts = RotlFacts { releases: vec![release(next), back], ..granted() };
    assert_eq!(window(&with(facts.clone()), Kind::RotlDebrief), Some((day, next, Some(next))));
    let alone = RotlFacts { releases: vec![back], ..granted() };
    assert_eq!(window(&with(alone), Kind::RotlDebrief), Some((day, date(2026, 11, 30), None)));
    let failed = RotlRelease { failed: Some(day), ..back };
    let over = RotlFacts { stage: RotlStage::Over, releases: vec![failed], ..granted() };
    assert_eq!(kinds(&with(over), super::TODAY), [Kind::RotlFailureReport, Kind::RotlDebrief]);
    let reported = RotlRelease { reported: Some(day), debriefed: Some(day), ..failed };
    assert!(
        kinds(&with(RotlFacts { stage: RotlStage::Over, releases: vec![reported], ..granted() }), super::TODAY)
            .is_empty()
    );
}

#[test]
fn a_series_is_reviewed_and_what_is_no_series_is_not() {
    let triggers = vec![Trigger { on: date(2026, 11, 20), reason: ReviewReason::Adjudication }];
    let facts = RotlFacts { triggers, ..granted() };
    let due: Vec<Date> = all(&with(facts.clone()), Kind::RotlReview).iter().map(|one| one.window.due).collect();
    assert_eq!(due, [date(2026, 11, 27), date(2027, 5, 16)]);
    assert!(all(&with(RotlFacts { is_series: false, ..facts.clone() }), Kind::RotlReview).is_empty());
    let reviewed = RotlFacts { last_review: Some(date(2026, 11, 24)), ..facts };
    assert_eq!(window(&with(reviewed), Kind::RotlReview), Some((date(2026, 11, 24), date(2027, 5, 24), None)));
}

#[test]
fn temporary_release_is_owed_whether_the_handover_policy_covers_the_person_or_not() {
    let mut outside = with(application());
    outside.handover.legal_status = Some("REMAND".to_owned());
    assert!(kinds(&outside, super::TODAY).contains(&Kind::RotlDecision));
}
