//! Out and back, in whatever order two computers say so; what is done while somebody is late; looking back before the next release.

use casework::effect::{Effect, NotApplied};
use casework::event::CaseEvent;
use casework::rights::Right;
use casework::rotl::{
    Debriefer, Direction, GateMoved, Irregular, LateStep, LateStepTaken, ReleaseState, Status, Turn, Verdict,
};

use super::{
    applied, assessed, back, debriefed, decided, gate, late_step, licensed, out, ready, reported, rescheduled, steered,
    with_licence,
};
use crate::story::{CLERK, DUTY_MANAGER, GATE, GOVERNOR, HEAD, KEYWORKER, POM, SIDE_GATE, Saw, Story, at, not_applied};

fn corrected(release: u8, direction: Direction, when: &str) -> CaseEvent {
    CaseEvent::GateMoved(GateMoved {
        corrects: Some("The clock was wrong.".to_owned()),
        ..gate(release, direction, when)
    })
}

/// Staff look back on a release.
fn looked_back(release: u8) -> CaseEvent {
    CaseEvent::Debriefed(debriefed(release, Debriefer::Staff, false))
}

#[test]
fn he_goes_out_under_a_decision_and_a_licence_and_comes_back() {
    let mut story = with_licence();
    assert_eq!(story.state(1), ReleaseState::Planned);
    story.leaves(1);
    assert_eq!(story.state(1), ReleaseState::Out);
    assert!(story.release(1).is_out());
    story.returns(1);
    assert_eq!(story.state(1), ReleaseState::Back);
    assert_eq!(story.release(1).irregular, None);
    let passage = story.release(1).passage(Direction::Out).unwrap();
    assert_eq!((passage.at, passage.mark.author), (at("2026-12-01T09:00:00Z"), GATE.principal));
}

#[test]
fn out_and_back_come_in_either_order_from_two_computers() {
    let mut story = with_licence();
    assert_eq!(story.passes(SIDE_GATE, 1, Direction::In, "2026-12-01T17:00:00Z"), None);
    assert_eq!(story.state(1), ReleaseState::Back);
    story.leaves(1);
    assert_eq!(story.state(1), ReleaseState::Back);
    assert_eq!(story.release(1).irregular, None, "a return that is known is not held against the release itself");
}

#[test]
fn nobody_goes_out_twice_or_comes_back_twice() {
    let mut story = with_licence();
    story.leaves(1);
    let again = story.passes(SIDE_GATE, 1, Direction::Out, "2026-12-01T09:01:00Z");
    assert_eq!(again, Some(NotApplied::AlreadyMoved));
    story.returns(1);
    let again = story.passes(SIDE_GATE, 1, Direction::In, "2026-12-01T17:01:00Z");
    assert_eq!(again, Some(NotApplied::AlreadyMoved));
}

#[test]
fn nobody_is_out_on_two_releases_at_once() {
    let mut story = out();
    story.leaves(2);
    assert_eq!(story.recalled(2), Some(Irregular::StillOut), "the first return was never written down");
    story.does(CLERK, applied(2));
    story.does(HEAD, assessed(2));
    story.does(GOVERNOR, decided(2, Verdict::Granted, casework::rotl::Grade::Governor));
    story.does(CLERK, licensed(2));
    story.leaves(4);
    assert_eq!(story.recalled(4), Some(Irregular::StillOut), "under whichever application");
}

#[test]
fn nothing_has_happened_later_than_it_was_written_down() {
    let mut story = with_licence();
    let early = CaseEvent::GateMoved(gate(1, Direction::Out, "2026-12-01T09:00:01Z"));
    assert_eq!(story.at_gate(GATE, early, "2026-12-01T09:00:00Z"), Some(NotApplied::Ahead));
    let early = CaseEvent::LateStepTaken(late_step(1, LateStep::PoliceTold, "2026-12-01T18:00:01Z"));
    assert_eq!(story.at_gate(GATE, early, "2026-12-01T18:00:00Z"), Some(NotApplied::Ahead));
}

#[test]
fn only_a_release_of_the_application_is_gone_out_on() {
    let mut story = with_licence();
    let unknown = story.passes(GATE, 4, Direction::Out, "2026-12-01T09:00:00Z");
    assert_eq!(unknown, Some(NotApplied::NoSuchApplication));
    let other = GateMoved { id: super::application_id(1), ..gate(4, Direction::Out, "2026-12-01T09:00:00Z") };
    let unknown = story.at_gate(GATE, CaseEvent::GateMoved(other), "2026-12-01T09:00:00Z");
    assert_eq!(unknown, Some(NotApplied::NoSuchRelease));
    let by_pom = story.passes(POM, 1, Direction::Out, "2026-12-01T09:00:00Z");
    assert_eq!(by_pom, Some(NotApplied::NoRight(Right::RecordGate)));
}

#[test]
fn a_cancelled_release_is_kept_as_what_happened_and_is_none() {
    let mut story = with_licence();
    story.does(CLERK, rescheduled(1, &[], &[1]));
    assert_eq!(story.state(1), ReleaseState::Cancelled);
    story.leaves(1);
    assert_eq!(story.recalled(1), Some(Irregular::Cancelled));
}

mod corrections {
    use super::*;

    #[test]
    fn the_time_is_put_right_and_both_are_in_the_history() {
        let mut story = out();
        let before = story.release(1).left.unwrap();
        let correction = corrected(1, Direction::Out, "2026-12-01T08:50:00Z");
        let effects = {
            let mut stamp = story.stamp(SIDE_GATE, Saw::Everything);
            stamp.recorded = at("2026-12-01T10:00:00Z");
            story.apply(&stamp, correction.clone())
        };
        assert!(matches!(effects.as_slice(), [Effect::Rotl { event, .. }] if **event == correction));
        let after = story.release(1).left.unwrap();
        assert_eq!(after.at, at("2026-12-01T08:50:00Z"));
        assert_ne!(before, after);
        assert_eq!(story.state(1), ReleaseState::Out);
    }

    #[test]
    fn there_is_nothing_to_correct_before_it_happened_and_a_correction_says_why() {
        let mut story = with_licence();
        let when = "2026-12-01T09:00:00Z";
        for direction in [Direction::Out, Direction::In] {
            let refused = story.at_gate(GATE, corrected(1, direction, when), when);
            assert_eq!(refused, Some(NotApplied::NothingToEnd));
        }
        story.leaves(1);
        let silent = GateMoved { corrects: Some(" ".to_owned()), ..gate(1, Direction::Out, when) };
        assert_eq!(story.at_gate(GATE, CaseEvent::GateMoved(silent), when), Some(NotApplied::Blank));
        let silent = GateMoved { concern: Some(String::new()), ..gate(1, Direction::In, when) };
        assert_eq!(story.at_gate(GATE, CaseEvent::GateMoved(silent), when), Some(NotApplied::Blank));
    }

    #[test]
    fn what_was_recalled_is_so_whatever_is_corrected() {
        let mut story = with_licence();
        story.does(POM, steered(1, Turn::Suspended));
        story.leaves(1);
        story.does(GOVERNOR, steered(1, Turn::Resumed));
        let later = "2026-12-01T09:30:00Z";
        assert_eq!(story.at_gate(GATE, corrected(1, Direction::Out, later), later), None);
        assert_eq!(story.recalled(1), Some(Irregular::Stopped));
    }

    /// Whoever is said to have come back before they went out is taken to be out, until somebody says which of the two is wrong.
    #[test]
    fn a_return_before_leaving_is_no_return() {
        let mut story = out();
        assert_eq!(story.passes(SIDE_GATE, 1, Direction::In, "2026-12-01T08:59:00Z"), None);
        assert_eq!(story.state(1), ReleaseState::Out);
        let right = "2026-12-01T16:59:00Z";
        assert_eq!(story.at_gate(GATE, corrected(1, Direction::In, right), right), None);
        assert_eq!(story.state(1), ReleaseState::Back);
    }

    /// Back, and then not back after all: by then what it rested on may be gone.
    #[test]
    fn whoever_turns_out_to_be_out_needs_what_going_out_needs() {
        let never_came = |story: &mut Story| {
            let correction = corrected(1, Direction::In, "2026-12-01T08:00:00Z");
            assert_eq!(story.at_gate(GATE, correction, "2026-12-01T18:00:00Z"), None);
        };
        let mut story = back();
        never_came(&mut story);
        assert_eq!(story.state(1), ReleaseState::Out);

        let mut story = back();
        story.does(GOVERNOR, steered(1, Turn::Revoked));
        assert_eq!(story.state(1), ReleaseState::Back, "whoever is back is not recalled");
        never_came(&mut story);
        assert_eq!(story.recalled(1), Some(Irregular::Stopped));
    }

    #[test]
    fn nor_does_an_earlier_licence_hold_for_them_under_a_later_decision() {
        let mut story = ready();
        let before = story.by_now();
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, casework::rotl::Grade::DutyManager));
        story.does(CLERK, licensed(1));
        story.leaves(1);
        story.returns(1);
        story.does_having_seen(GOVERNOR, &before, decided(1, Verdict::Granted, casework::rotl::Grade::Governor));
        story.does(GOVERNOR, decided(1, Verdict::Granted, casework::rotl::Grade::Governor));
        let correction = corrected(1, Direction::In, "2026-12-01T08:00:00Z");
        assert_eq!(story.at_gate(GATE, correction, "2026-12-01T18:00:00Z"), None);
        assert_eq!(story.recalled(1), Some(Irregular::NoLicence));
    }
}

mod looking_back {
    use super::*;

    #[test]
    fn there_is_no_next_release_until_staff_have_looked_back() {
        let mut story = back();
        story.leaves(2);
        assert_eq!(story.recalled(2), Some(Irregular::NotDebriefed));

        for by in [Debriefer::Prisoner, Debriefer::Host] {
            let mut story = back();
            story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, by, false)));
            story.leaves(2);
            assert_eq!(story.recalled(2), Some(Irregular::NotDebriefed), "{by:?} is not staff");
        }

        let mut story = back();
        story.does(KEYWORKER, looked_back(1));
        story.leaves(2);
        assert_eq!(story.state(2), ReleaseState::Out);
    }

    #[test]
    fn what_was_worrying_is_assessed_first() {
        for by in [Debriefer::Staff, Debriefer::Host] {
            let mut story = back();
            story.does(KEYWORKER, looked_back(1));
            story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, by, true)));
            story.leaves(2);
            assert_eq!(story.recalled(2), Some(Irregular::NotDebriefed));

            let mut story = back();
            story.does(KEYWORKER, looked_back(1));
            story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, by, true)));
            story.does(POM, assessed(1));
            story.leaves(2);
            assert_eq!(story.state(2), ReleaseState::Out);
        }
    }

    #[test]
    fn an_assessment_by_somebody_who_had_not_read_it_is_not_one_of_what_was_worrying() {
        let mut story = back();
        let before = story.by_now();
        story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, Debriefer::Staff, true)));
        story.does_having_seen(POM, &before, assessed(1));
        story.leaves(2);
        assert_eq!(story.recalled(2), Some(Irregular::NotDebriefed));
    }

    #[test]
    fn whoever_looks_back_again_corrects_what_they_said() {
        let mut story = back();
        story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, Debriefer::Staff, true)));
        story.does(KEYWORKER, looked_back(1));
        let [debrief] = story.release(1).debriefs.as_slice() else { panic!("one by staff") };
        assert!(!debrief.concern);
        // And a new worry is not one that was assessed.
        story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, Debriefer::Staff, true)));
        story.does(POM, assessed(1));
        story.does(KEYWORKER, CaseEvent::Debriefed(debriefed(1, Debriefer::Staff, true)));
        story.leaves(2);
        assert_eq!(story.recalled(2), Some(Irregular::NotDebriefed));
    }

    #[test]
    fn nobody_looks_back_on_what_did_not_happen_or_says_nothing() {
        let mut story = with_licence();
        assert_eq!(story.refused(KEYWORKER, looked_back(1)), NotApplied::NotMoved);
        let mut silent = debriefed(1, Debriefer::Staff, false);
        silent.words = " ".to_owned();
        story.leaves(1);
        assert_eq!(story.refused(KEYWORKER, CaseEvent::Debriefed(silent)), NotApplied::Blank);
        assert_eq!(story.refused(KEYWORKER, looked_back(4)), NotApplied::NoSuchApplication);
    }

    #[test]
    fn what_is_over_is_looked_back_on_all_the_same() {
        let mut story = back();
        story.does(GOVERNOR, steered(1, Turn::Revoked));
        story.does(KEYWORKER, looked_back(1));
        assert_eq!(story.release(1).debriefs.len(), 1);
    }
}

mod late {
    use super::*;

    #[test]
    fn the_first_of_each_step_is_kept_in_the_order_in_which_they_were_taken() {
        let mut story = out();
        for (step, when) in [
            (LateStep::GovernorTold, "2026-12-01T17:40:00Z"),
            (LateStep::CalledPrisoner, "2026-12-01T17:10:00Z"),
            (LateStep::CalledPrisoner, "2026-12-01T17:05:00Z"),
            (LateStep::GovernorTold, "2026-12-01T17:50:00Z"),
        ] {
            let taken = CaseEvent::LateStepTaken(late_step(1, step, when));
            assert_eq!(story.at_gate(SIDE_GATE, taken, "2026-12-01T18:00:00Z"), None);
        }
        let kept: Vec<_> = story.release(1).late.iter().map(|kept| (kept.step, kept.at)).collect();
        assert_eq!(
            kept,
            [
                (LateStep::CalledPrisoner, at("2026-12-01T17:05:00Z")),
                (LateStep::GovernorTold, at("2026-12-01T17:40:00Z")),
            ]
        );
    }

    #[test]
    fn steps_that_say_nothing_by_themselves_have_words() {
        let mut story = out();
        for step in LateStep::ALL {
            let body = LateStepTaken { words: String::new(), ..late_step(1, *step, "2026-12-01T17:10:00Z") };
            let refused = story.at_gate(GATE, CaseEvent::LateStepTaken(body), "2026-12-01T17:10:00Z");
            let needs = matches!(step, LateStep::PlanNotActivated | LateStep::InCustody | LateStep::Other);
            assert_eq!(refused, needs.then_some(NotApplied::Blank), "{step:?}");
        }
    }

    #[test]
    fn a_failure_is_reported_with_its_answers_and_by_whoever_may() {
        let mut story = out();
        let mut empty = reported(1);
        empty.answers.clear();
        assert_eq!(story.refused(POM, CaseEvent::FailureReported(empty)), NotApplied::Blank);
        let by_keyworker = story.refused(KEYWORKER, CaseEvent::FailureReported(reported(1)));
        assert_eq!(by_keyworker, NotApplied::NoRight(Right::ReportFailure));
        story.does(GATE, CaseEvent::FailureReported(reported(1)));
        assert!(story.release(1).reported);
        assert!(!story.release(2).reported);
    }
}

/// Three people at three computers, none of whom had heard from the others since the morning: he was let out, the licence had been
/// revoked before, and he came back by himself.
#[test]
fn whoever_went_out_on_a_licence_that_was_revoked_elsewhere_is_recalled_and_comes_back() {
    let mut story = with_licence();
    let morning = story.by_now();
    story.does_having_seen(GOVERNOR, &morning, steered(1, Turn::Revoked));
    let mut stamp = story.stamp(GATE, morning);
    stamp.recorded = at("2026-12-01T09:00:00Z");
    let effects = story.apply(&stamp, CaseEvent::GateMoved(gate(1, Direction::Out, "2026-12-01T09:00:00Z")));
    assert_eq!(not_applied(&effects), None, "what happened is kept");
    assert_eq!(story.recalled(1), Some(Irregular::Stopped));
    story.returns(1);
    assert_eq!((story.state(1), story.status()), (ReleaseState::Back, Status::Revoked));
    assert_eq!(story.release(1).irregular, Some(Irregular::Stopped), "it is remembered how he had been out");
}
