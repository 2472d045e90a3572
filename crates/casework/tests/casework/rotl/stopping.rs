//! What stops a release that was granted and lets it go on, the licence, and the review of a series.

use casework::effect::NotApplied;
use casework::event::CaseEvent;
use casework::rights::Right;
use casework::rotl::{
    Grade, Irregular, LicenceIssued, ReleaseState, RotlDecided, SeriesReviewed, Status, Turn, Verdict,
};
use ledger::{Role, Roles};

use super::{
    asked, assessed, decided, decision, granted, licence, licensed, out, ready, reviewed, steered, with_licence,
};
use crate::story::{ADMINISTRATOR, Author, CLERK, DEPUTY, DUTY_MANAGER, GOVERNOR, HEAD, KEYWORKER, POM, Story, day};

#[test]
fn a_pause_stops_whoever_has_not_left_and_leaves_whoever_has() {
    let mut story = out();
    story.does(POM, steered(1, Turn::Paused));
    assert_eq!(story.status(), Status::Paused);
    assert_eq!(story.state(1), ReleaseState::Out);
    story.returns(1);
    story.leaves(2);
    assert_eq!(story.recalled(2), Some(Irregular::Stopped));
}

#[test]
fn a_pause_is_lifted_by_whoever_may_stop_and_the_licence_holds() {
    let mut story = with_licence();
    story.does(POM, steered(1, Turn::Paused));
    story.does(HEAD, steered(1, Turn::Resumed));
    assert_eq!(story.status(), Status::Granted);
    story.leaves(1);
    assert_eq!(story.state(1), ReleaseState::Out);
    assert_eq!(story.refused(HEAD, steered(1, Turn::Resumed)), NotApplied::NothingToEnd);
}

#[test]
fn a_suspension_recalls_whoever_is_out_and_is_lifted_by_whoever_may_decide() {
    let mut story = out();
    story.does(POM, steered(1, Turn::Suspended));
    assert_eq!(story.status(), Status::Suspended);
    assert_eq!(story.recalled(1), Some(Irregular::Stopped));
    for who in [POM, HEAD, ADMINISTRATOR] {
        assert_eq!(story.refused(who, steered(1, Turn::Resumed)), NotApplied::NoRight(Right::DecideRelease));
    }
    story.does(DUTY_MANAGER, steered(1, Turn::Resumed));
    assert_eq!(story.status(), Status::Granted);
    assert_eq!(story.recalled(1), Some(Irregular::Stopped), "what was recalled is not called off");
}

mod lifting_a_suspension {
    use super::*;

    #[test]
    fn it_takes_the_grade_that_the_decision_took() {
        let mut story = ready();
        let body = RotlDecided { demanded: Grade::Governor, ..decision(1, Verdict::Granted, Grade::Governor) };
        story.does(GOVERNOR, CaseEvent::RotlDecided(body));
        story.does(POM, steered(1, Turn::Suspended));
        assert_eq!(story.refused(DUTY_MANAGER, steered(1, Turn::Resumed)), NotApplied::TooLowGrade);
        story.does(GOVERNOR, steered(1, Turn::Resumed));
    }

    #[test]
    fn it_takes_somebody_who_did_not_assess() {
        let both = Author { roles: Roles::NONE.with(Role::Pom).with(Role::DutyManager), ..POM };
        let mut story = ready();
        story.does(GOVERNOR, decided(1, Verdict::Granted, Grade::Governor));
        story.does(DEPUTY, steered(1, Turn::Suspended));
        assert_eq!(story.refused(both, steered(1, Turn::Resumed)), NotApplied::OwnAssessment);
    }
}

mod stops_that_somebody_had_not_seen {
    use super::*;

    /// Two people stop it while apart; then a third, who has seen the first stop only, lets it go on.
    fn stopped_twice(first: Turn, second: Turn) -> (Story, NotApplied) {
        let mut story = granted();
        let before = story.by_now();
        story.does(POM, steered(1, first));
        let seen = story.by_now();
        story.does_having_seen(HEAD, &before, steered(1, second));
        let refused = story.refused_having_seen(GOVERNOR, &seen, steered(1, Turn::Resumed));
        (story, refused)
    }

    #[test]
    fn a_stop_holds_against_whoever_has_not_seen_it_be_it_harder_or_softer() {
        for (first, second, status) in [
            (Turn::Paused, Turn::Suspended, Status::Suspended),
            (Turn::Suspended, Turn::Paused, Status::Suspended),
            (Turn::Suspended, Turn::Suspended, Status::Suspended),
            (Turn::Paused, Turn::Paused, Status::Paused),
        ] {
            let (mut story, refused) = stopped_twice(first, second);
            assert_eq!(refused, NotApplied::Unseen, "{first:?}, {second:?}");
            assert_eq!(story.status(), status);
            story.does(GOVERNOR, steered(1, Turn::Resumed));
            assert_eq!(story.status(), Status::Granted, "whoever has seen both lifts both");
        }
    }

    #[test]
    fn a_review_that_stops_a_series_is_a_stop_like_any() {
        let mut story = granted();
        let before = story.by_now();
        story.does(POM, steered(1, Turn::Paused));
        let seen = story.by_now();
        story.does_having_seen(HEAD, &before, CaseEvent::SeriesReviewed(reviewed(1, false)));
        assert_eq!(story.refused_having_seen(DEPUTY, &seen, steered(1, Turn::Resumed)), NotApplied::Unseen);
    }

    #[test]
    fn whoever_has_seen_no_stop_lifts_none() {
        let mut story = granted();
        let before = story.by_now();
        story.does(POM, steered(1, Turn::Paused));
        assert_eq!(story.refused_having_seen(HEAD, &before, steered(1, Turn::Resumed)), NotApplied::Unseen);
    }
}

#[test]
fn what_is_revoked_or_withdrawn_is_over_and_whoever_is_out_is_recalled() {
    for (who, turn, status) in
        [(DUTY_MANAGER, Turn::Revoked, Status::Revoked), (KEYWORKER, Turn::Withdrawn, Status::Withdrawn)]
    {
        let mut story = out();
        story.does(who, steered(1, turn));
        assert_eq!(story.status(), status);
        assert_eq!(story.recalled(1), Some(Irregular::Stopped));
        for next in Turn::ALL {
            assert_eq!(story.refused(GOVERNOR, steered(1, *next)), NotApplied::Over, "{next:?}");
        }
        story.leaves(2);
        assert_eq!(story.recalled(2), Some(Irregular::Stopped));
        assert_eq!(story.refused(CLERK, licensed(1)), NotApplied::NotGranted);
    }
}

#[test]
fn what_is_not_granted_is_withdrawn_and_nothing_else() {
    for story in [asked, ready] {
        for turn in [Turn::Paused, Turn::Resumed, Turn::Suspended, Turn::Revoked] {
            assert_eq!(story().refused(GOVERNOR, steered(1, turn)), NotApplied::NotGranted, "{turn:?}");
        }
        story().does(CLERK, steered(1, Turn::Withdrawn));
    }
    let mut story = asked();
    let CaseEvent::RotlSteered(mut silent) = steered(1, Turn::Withdrawn) else { unreachable!() };
    silent.reason = "\n".to_owned();
    assert_eq!(story.refused(CLERK, CaseEvent::RotlSteered(silent)), NotApplied::Blank);
    assert_eq!(story.refused(CLERK, steered(2, Turn::Withdrawn)), NotApplied::NoSuchApplication);
}

/// A stop outlives what was decided: it is lifted by somebody who says so.
#[test]
fn what_was_stopped_before_it_was_decided_anew_is_stopped_still() {
    let mut story = ready();
    let before = story.by_now();
    story.does(DUTY_MANAGER, decided(1, Verdict::Granted, Grade::DutyManager));
    story.does(POM, steered(1, Turn::Suspended));
    story.does_having_seen(GOVERNOR, &before, decided(1, Verdict::Granted, Grade::Governor));
    assert_eq!(story.status(), Status::Undecided);
    story.does(GOVERNOR, decided(1, Verdict::Granted, Grade::Governor));
    assert_eq!(story.status(), Status::Suspended);
}

mod licences {
    use super::*;

    #[test]
    fn each_is_a_version() {
        let mut story = with_licence();
        story.does(HEAD, licensed(1));
        let kept = story.application(1).licence.unwrap();
        assert_eq!((kept.version, kept.mark.author), (2, HEAD.principal));
    }

    #[test]
    fn it_names_who_issues_it_and_whom_to_call_and_no_condition_is_blank() {
        let mut story = granted();
        let with = |change: fn(&mut LicenceIssued)| {
            let mut body = licence(1);
            change(&mut body);
            CaseEvent::LicenceIssued(body)
        };
        assert_eq!(story.refused(CLERK, with(|body| body.issuer.clear())), NotApplied::Blank);
        assert_eq!(story.refused(CLERK, with(|body| body.phone.clear())), NotApplied::Blank);
        assert_eq!(story.refused(CLERK, with(|body| body.conditions[0].words.clear())), NotApplied::Blank);
        assert_eq!(story.refused(KEYWORKER, licensed(1)), NotApplied::NoRight(Right::IssueLicence));
    }

    #[test]
    fn there_is_none_for_what_is_refused_or_stopped() {
        let mut story = ready();
        story.does(GOVERNOR, decided(1, Verdict::Refused, Grade::Governor));
        assert_eq!(story.refused(CLERK, licensed(1)), NotApplied::NotGranted);
        for turn in [Turn::Paused, Turn::Suspended] {
            let mut story = granted();
            story.does(POM, steered(1, turn));
            assert_eq!(story.refused(CLERK, licensed(1)), NotApplied::NotGranted);
        }
    }

    #[test]
    fn without_one_nobody_goes_out() {
        let mut story = granted();
        story.leaves(1);
        assert_eq!(story.recalled(1), Some(Irregular::NoLicence));
    }
}

mod reviews {
    use super::*;

    #[test]
    fn a_review_keeps_its_day_and_the_facts_as_they_stood() {
        let mut story = granted();
        story.does(POM, CaseEvent::SeriesReviewed(reviewed(1, true)));
        assert_eq!(story.status(), Status::Granted);
        let older = SeriesReviewed { on: day("2026-11-02"), watched: Vec::new(), ..reviewed(1, true) };
        story.does(HEAD, CaseEvent::SeriesReviewed(older));
        assert_eq!(story.application(1).reviewed, Some(day("2026-11-19")));
        assert_eq!(story.application(1).watched, reviewed(1, true).watched, "one that was written down late");
    }

    #[test]
    fn a_series_that_does_not_go_on_is_paused_and_one_that_is_stopped_stays_so() {
        let mut story = granted();
        story.does(POM, CaseEvent::SeriesReviewed(reviewed(1, false)));
        assert_eq!(story.status(), Status::Paused);
        story.does(POM, CaseEvent::SeriesReviewed(reviewed(1, true)));
        assert_eq!(story.status(), Status::Paused, "a review lets nothing go on");
        story.does(POM, steered(1, Turn::Suspended));
        story.does(POM, CaseEvent::SeriesReviewed(reviewed(1, false)));
        assert_eq!(story.status(), Status::Suspended);
    }

    #[test]
    fn only_what_was_granted_is_reviewed_with_words_and_on_a_day_that_has_come() {
        let mut story = ready();
        let review = |change: fn(&mut SeriesReviewed)| {
            let mut body = reviewed(1, true);
            change(&mut body);
            CaseEvent::SeriesReviewed(body)
        };
        assert_eq!(story.refused(POM, review(|_| ())), NotApplied::NotGranted);
        assert_eq!(story.refused(POM, review(|body| body.words.clear())), NotApplied::Blank);
        assert_eq!(story.refused(POM, review(|body| body.on = day("2026-11-21"))), NotApplied::Ahead);
        story.does(POM, assessed(1));
    }
}
