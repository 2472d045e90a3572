//! The application: what it has to say, who may write it again and until when, and how far its releases can be moved.

use casework::effect::NotApplied;
use casework::event::CaseEvent;
use casework::fact::Value;
use casework::field::Field;
use casework::movement::{Direction, MovementKind};
use casework::rotl::{Grade, Irregular, Place, ReleaseState, ReleaseType, RotlApplied, Status, Tier, Turn, Verdict};

use super::{
    application, applied, asked, between, decided, granted, licensed, planned, ready, release_id, rescheduled, steered,
    with_licence, workshop,
};
use crate::story::{
    CLERK, DUTY_MANAGER, GOVERNOR, HEAD, KEYWORKER, POM, Saw, Story, imported, moved, movement, stated, text,
};

fn written(change: impl FnOnce(&mut RotlApplied)) -> CaseEvent {
    let mut body = application(1);
    change(&mut body);
    CaseEvent::RotlApplied(body)
}

#[test]
fn an_application_stands_as_it_was_written() {
    let story = asked();
    let application = story.application(1);
    assert_eq!((application.kind, application.tier), (ReleaseType::Rdr, Tier::Standard));
    assert_eq!(application.places, [workshop()]);
    assert_eq!((application.made.author, application.written.author), (CLERK.principal, CLERK.principal));
    assert_eq!(application.releases.iter().map(|release| release.planned).collect::<Vec<_>>(), [1, 2, 3].map(planned));
    assert_eq!(story.status(), Status::Applied);
    assert_eq!(story.state(1), ReleaseState::Planned);
    assert!(application.is_series());
}

#[test]
fn it_says_what_for_where_to_and_when() {
    let place = |change: fn(&mut Place)| move |body: &mut RotlApplied| body.places.iter_mut().for_each(change);
    for (event, reason) in [
        (written(|body| body.words = "  ".to_owned()), NotApplied::Blank),
        (written(|body| body.reason = String::new()), NotApplied::Blank),
        (written(|body| body.places.clear()), NotApplied::Unnamed),
        (written(place(|place| place.name = " ".to_owned())), NotApplied::Unnamed),
        (written(place(|place| place.address = String::new())), NotApplied::Unnamed),
        (written(|body| body.releases.clear()), NotApplied::NoRelease),
        (written(|body| body.releases[1] = body.releases[0]), NotApplied::Overlap),
        (
            written(|body| body.releases[0] = between(1, "2026-12-01T17:00:00Z", "2026-12-01T09:00:00Z")),
            NotApplied::BackFirst,
        ),
        (
            written(|body| body.releases[0] = between(1, "2026-12-01T09:00:00Z", "2026-12-01T09:00:00Z")),
            NotApplied::BackFirst,
        ),
        (
            written(|body| body.releases[0] = between(1, "2026-12-01T09:00:00Z", "2026-12-02T09:00:01Z")),
            NotApplied::Overlap,
        ),
        (
            // The same release on two days.
            written(|body| body.releases[0] = between(2, "2026-12-01T09:00:00Z", "2026-12-01T17:00:00Z")),
            NotApplied::Overlap,
        ),
    ] {
        let mut story = Story::default();
        assert_eq!(story.refused(CLERK, event), reason);
        assert!(story.case.applications.is_empty());
    }
}

#[test]
fn a_release_can_begin_when_the_one_before_ends_and_they_are_kept_in_order() {
    let mut story = Story::default();
    let releases = vec![
        between(2, "2026-12-02T09:00:00Z", "2026-12-02T17:00:00Z"),
        between(1, "2026-12-01T09:00:00Z", "2026-12-02T09:00:00Z"),
    ];
    story.does(CLERK, written(|body| body.releases = releases));
    assert_eq!(story.application(1).releases.iter().map(|r| r.planned.id).collect::<Vec<_>>(), [1, 2].map(release_id));
}

#[test]
fn written_again_before_it_is_decided_it_replaces_what_was_written() {
    let mut story = ready();
    let again = written(|body| {
        body.kind = ReleaseType::Ror;
        body.places[0].overnight = true;
        body.releases = vec![between(7, "2026-12-04T09:00:00Z", "2026-12-06T17:00:00Z")];
    });
    story.does(POM, again);
    let application = story.application(1);
    assert_eq!(application.kind, ReleaseType::Ror);
    assert_eq!((application.made.author, application.written.author), (CLERK.principal, POM.principal));
    assert!(application.release(release_id(1)).is_none());
    assert!(!application.is_series());
    assert!(application.assessment.is_some(), "what was assessed is kept");
}

#[test]
fn what_was_put_off_is_asked_again() {
    let mut story = ready();
    story.does(DUTY_MANAGER, decided(1, Verdict::Deferred, Grade::DutyManager));
    assert_eq!(story.status(), Status::Deferred);
    story.does(CLERK, applied(1));
    assert_eq!(story.status(), Status::Applied);
    assert_eq!(story.application(1).decision(), None);
}

#[test]
fn what_was_decided_or_is_over_is_not_written_again() {
    let mut story = granted();
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::AlreadyDecided);
    story.does(POM, steered(1, Turn::Paused));
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::AlreadyDecided);
    story.does(GOVERNOR, steered(1, Turn::Revoked));
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::Over);

    let mut story = ready();
    story.does(DUTY_MANAGER, decided(1, Verdict::Refused, Grade::DutyManager));
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::AlreadyDecided);

    let mut story = asked();
    story.does(KEYWORKER, steered(1, Turn::Withdrawn));
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::Over);
}

#[test]
fn once_somebody_moved_an_application_is_not_written_again() {
    // He went out although nobody had decided.
    let mut story = ready();
    story.leaves(1);
    assert_eq!(story.recalled(1), Some(Irregular::NotGranted));
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::AlreadyMoved);

    // The same if all that is known is that he came back.
    let mut story = ready();
    story.returns(1);
    assert_eq!(story.refused(CLERK, applied(1)), NotApplied::AlreadyMoved);
}

#[test]
fn a_release_belongs_to_one_application() {
    let mut story = asked();
    let mut other = application(2);
    other.releases.push(between(3, "2026-12-08T09:00:00Z", "2026-12-08T17:00:00Z"));
    assert_eq!(story.refused(CLERK, CaseEvent::RotlApplied(other)), NotApplied::Repeated);
    story.does(CLERK, applied(2));
    assert_eq!(story.case.applications.len(), 2);
}

mod tier {
    use super::*;

    #[test]
    fn it_is_restricted_whatever_was_said_where_the_record_knows_so() {
        for fact in [
            stated(Field::Rosh, text("HIGH")),
            stated(Field::Rosh, text("VERY_HIGH")),
            imported(1, &[(Field::Rosh, text("very_high"))]),
            imported(1, &[(Field::Indeterminate, Value::Flag(true))]),
        ] {
            let mut story = Story::default();
            story.does(crate::story::ADMINISTRATOR, fact);
            story.does(CLERK, applied(1));
            assert_eq!(story.application(1).tier, Tier::Restricted);
        }
        for fact in [stated(Field::Rosh, text("MEDIUM")), imported(1, &[(Field::Indeterminate, Value::Flag(false))])] {
            let mut story = Story::default();
            story.does(crate::story::ADMINISTRATOR, fact);
            story.does(CLERK, applied(1));
            assert_eq!(story.application(1).tier, Tier::Standard);
        }
    }

    #[test]
    fn what_the_rules_said_stands_where_the_record_knows_nothing() {
        let mut story = Story::default();
        story.does(CLERK, written(|body| body.tier = Tier::Restricted));
        assert_eq!(story.application(1).tier, Tier::Restricted);
    }

    #[test]
    fn a_risk_that_has_risen_since_is_seen_when_it_is_decided() {
        let mut story = ready();
        story.does(HEAD, stated(Field::Rosh, text("HIGH")));
        let by_duty_manager = decided(1, Verdict::Granted, Grade::DutyManager);
        assert_eq!(story.refused(DUTY_MANAGER, by_duty_manager), NotApplied::TooLowGrade);
        story.does(GOVERNOR, decided(1, Verdict::Granted, Grade::Governor));
        assert_eq!(story.application(1).tier, Tier::Restricted, "it is shown as what it was decided as");
    }
}

mod moving {
    use super::*;

    const LATER: (&str, &str) = ("2026-12-02T18:00:00Z", "2026-12-02T22:00:00Z");

    #[test]
    fn a_release_is_moved_or_cancelled_with_a_reason() {
        let mut story = asked();
        story.does(KEYWORKER, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[3]));
        assert_eq!(story.state(3), ReleaseState::Cancelled);
        let order: Vec<_> = story.application(1).releases.iter().map(|release| release.planned.id).collect();
        assert_eq!(order, [2, 1, 3].map(release_id), "by when they begin");
        assert_eq!(story.refused(CLERK, rescheduled(1, &[], &[3])), NotApplied::AlreadyMoved);
        let CaseEvent::ReleasesPlanned(mut body) = rescheduled(1, &[], &[2]) else { unreachable!() };
        body.reason = " ".to_owned();
        assert_eq!(story.refused(CLERK, CaseEvent::ReleasesPlanned(body)), NotApplied::Blank);
    }

    #[test]
    fn a_moved_release_needs_a_new_licence() {
        let mut story = with_licence();
        story.does(CLERK, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[]));
        assert_eq!(story.passes(crate::story::GATE, 1, Direction::Out, LATER.0), None);
        assert_eq!(story.recalled(1), Some(Irregular::NoLicence));

        let mut story = with_licence();
        story.does(CLERK, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[]));
        story.does(CLERK, licensed(1));
        assert_eq!(story.passes(crate::story::GATE, 1, Direction::Out, LATER.0), None);
        assert_eq!(story.state(1), ReleaseState::Out);
    }

    #[test]
    fn the_others_keep_theirs() {
        let mut story = with_licence();
        story.does(CLERK, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[3]));
        story.leaves(2);
        assert_eq!(story.state(2), ReleaseState::Out);
    }

    /// The licence that was printed elsewhere still has the old times.
    #[test]
    fn a_licence_by_somebody_who_had_not_seen_the_move_is_not_for_the_moved_release() {
        let mut story = granted();
        let before = story.by_now();
        story.does(CLERK, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[]));
        story.does_having_seen(HEAD, &before, licensed(1));
        assert_eq!(story.passes(crate::story::GATE, 1, Direction::Out, LATER.0), None);
        assert_eq!(story.recalled(1), Some(Irregular::NoLicence));
        let mut story = granted();
        let before = story.by_now();
        story.does(CLERK, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[]));
        story.does_having_seen(HEAD, &before, licensed(1));
        story.leaves(2);
        assert_eq!(story.state(2), ReleaseState::Out, "the others it is for");
    }

    #[test]
    fn it_stays_within_what_was_applied_for() {
        let mut story = with_licence();
        for (out, back) in [
            ("2026-12-01T08:59:59Z", "2026-12-01T16:00:00Z"),
            ("2026-12-03T17:00:00Z", "2026-12-03T17:00:01Z"),
            ("2026-12-20T09:00:00Z", "2026-12-20T17:00:00Z"),
        ] {
            let beyond = rescheduled(1, &[between(1, out, back)], &[]);
            assert_eq!(story.refused(CLERK, beyond), NotApplied::BeyondApproval, "{out} to {back}");
        }
        // Nor is a day release made a night of, by cancelling what is in its way.
        let night = rescheduled(1, &[between(1, "2026-12-01T09:00:00Z", "2026-12-02T09:00:00Z")], &[2, 3]);
        assert_eq!(story.refused(CLERK, night), NotApplied::BeyondApproval);
    }

    #[test]
    fn what_was_moved_can_be_moved_back() {
        let mut story = asked();
        story.does(CLERK, rescheduled(1, &[between(1, LATER.0, LATER.1)], &[2]));
        story.does(CLERK, rescheduled(1, &[planned(1)], &[3]));
        assert_eq!(story.release(1).planned, planned(1));
    }

    #[test]
    fn a_day_is_no_longer_where_the_clocks_change() {
        let mut story = Story::default();
        let saturday = between(1, "2027-03-26T09:00:00Z", "2027-03-27T09:00:00Z");
        let sunday = between(2, "2027-03-28T20:00:00Z", "2027-03-29T08:00:00Z");
        story.does(CLERK, written(|body| body.releases = vec![saturday, sunday]));
        // From nine to nine over the night on which the clocks go forward is 23 hours, and over the one after 24.
        story.does(CLERK, rescheduled(1, &[between(1, "2027-03-27T09:00:00Z", "2027-03-28T08:00:00Z")], &[]));
        let longer = rescheduled(1, &[between(1, "2027-03-27T09:00:00Z", "2027-03-28T08:00:01Z")], &[]);
        assert_eq!(story.refused(CLERK, longer), NotApplied::BeyondApproval);
    }

    #[test]
    fn all_of_it_or_nothing() {
        let mut story = asked();
        let onto_another = rescheduled(1, &[between(1, "2026-12-02T08:00:00Z", "2026-12-02T10:00:00Z")], &[3]);
        assert_eq!(story.refused(CLERK, onto_another), NotApplied::Overlap);
        assert_eq!(story.state(3), ReleaseState::Planned);
        let unknown = rescheduled(1, &[], &[3, 7]);
        assert_eq!(story.refused(CLERK, unknown), NotApplied::NoSuchRelease);
        let backwards = rescheduled(1, &[between(1, LATER.1, LATER.0)], &[]);
        assert_eq!(story.refused(CLERK, backwards), NotApplied::BackFirst);
        story.does(CLERK, rescheduled(1, &[], &[1, 2, 3]));
        assert_eq!([1, 2, 3].map(|number| story.state(number)), [ReleaseState::Cancelled; 3]);
    }

    #[test]
    fn what_has_happened_is_not_planned() {
        let mut story = with_licence();
        story.leaves(1);
        assert_eq!(story.refused(CLERK, rescheduled(1, &[], &[1])), NotApplied::AlreadyMoved);
        story.returns(1);
        assert_eq!(story.refused(CLERK, rescheduled(1, &[planned(1)], &[])), NotApplied::AlreadyMoved);
        story.does(GOVERNOR, steered(1, Turn::Revoked));
        assert_eq!(story.refused(CLERK, rescheduled(1, &[], &[2])), NotApplied::Over);
        assert_eq!(story.refused(CLERK, rescheduled(2, &[], &[4])), NotApplied::NoSuchApplication);
    }
}

mod leaving_the_prison {
    use super::*;

    #[test]
    fn a_transfer_or_a_release_for_good_closes_what_is_open() {
        for kind in [MovementKind::Transfer, MovementKind::Release] {
            let mut story = with_licence();
            story.does(CLERK, applied(2));
            story.does(CLERK, moved(&[movement("2026-12-01T12:00", kind, Direction::Out)]));
            assert_eq!([1, 2].map(|number| story.application(number).status()), [Status::Closed; 2]);
            assert_eq!(story.refused(CLERK, applied(1)), NotApplied::Over);
            let decision = decided(2, Verdict::Refused, Grade::Governor);
            assert_eq!(story.refused(GOVERNOR, decision), NotApplied::Over);
        }
    }

    #[test]
    fn court_and_what_was_refused_close_nothing() {
        let mut story = ready();
        story.does(CLERK, moved(&[movement("2026-12-01T12:00", MovementKind::Court, Direction::Out)]));
        assert_eq!(story.status(), Status::Applied);
        story.does(GOVERNOR, decided(1, Verdict::Refused, Grade::Governor));
        story.does(CLERK, moved(&[movement("2026-12-02T12:00", MovementKind::Transfer, Direction::Out)]));
        assert_eq!(story.status(), Status::Refused);
    }

    #[test]
    fn whoever_is_out_has_nothing_to_be_out_on_and_what_happens_after_is_kept() {
        let mut story = with_licence();
        story.leaves(1);
        story.does(CLERK, moved(&[movement("2026-12-01T12:00", MovementKind::Transfer, Direction::Out)]));
        assert_eq!(story.recalled(1), Some(Irregular::Stopped));
        story.leaves(2);
        assert_eq!(story.recalled(2), Some(Irregular::Stopped), "out after the transfer: kept, and loud");
        story.returns(1);
        assert_eq!(story.state(1), ReleaseState::Back);
    }

    /// A movement that was told late, from before he came here, says nothing about where he is.
    #[test]
    fn a_movement_of_long_ago_closes_nothing() {
        let mut story = granted();
        story.does(CLERK, moved(&[movement("2026-11-01T12:00", MovementKind::Transfer, Direction::In)]));
        story.does(CLERK, moved(&[movement("2026-10-31T12:00", MovementKind::Transfer, Direction::Out)]));
        assert_eq!(story.status(), Status::Granted);
    }
}

/// Two people who write it again while apart: the later in the order of the record stands, and whoever decides is to have seen it.
#[test]
fn of_two_who_wrote_it_again_while_apart_the_later_stands() {
    let mut story = ready();
    let before = story.by_now();
    story.does(CLERK, written(|body| body.reason = "UW".to_owned()));
    let by_clerk = story.by_now();
    story.does_having_seen(KEYWORKER, &before, written(|body| body.reason = "ET".to_owned()));
    assert_eq!(story.application(1).reason, "ET");
    let granted = || decided(1, Verdict::Granted, Grade::DutyManager);
    assert_eq!(story.refused_having_seen(DUTY_MANAGER, &by_clerk, granted()), NotApplied::Unseen);
    assert_eq!(story.refused_having_seen(DUTY_MANAGER, &Saw::Nothing, granted()), NotApplied::Unseen);
    story.does(DUTY_MANAGER, granted());
}
