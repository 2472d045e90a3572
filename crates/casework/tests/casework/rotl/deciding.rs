//! Who decides, in which grade, having seen what; and what becomes of two decisions that were made while apart.

use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, Contested};
use casework::field::Field;
use casework::movement::{Direction, MovementKind};
use casework::rights::Right;
use casework::rotl::{Grade, Irregular, ReleaseState, RotlDecided, Status, Tier, Turn, Verdict};
use ledger::{Role, Roles};

use super::{
    application, application_id, applied, asked, assessed, decided, decision, granted, licensed, ready, steered,
    with_licence,
};
use crate::story::{
    ADMINISTRATOR, Author, CLERK, DEPUTY_GOVERNOR, DUTY_MANAGER, GOVERNOR, HEAD, POM, Saw, Story, moved, movement,
    stated, text,
};

const BY_DUTY_MANAGER: Grade = Grade::DutyManager;
const BY_GOVERNOR: Grade = Grade::Governor;

fn restricted() -> Story {
    let mut story = Story::default();
    let mut body = application(1);
    body.tier = Tier::Restricted;
    story.does(CLERK, CaseEvent::RotlApplied(body));
    story.does(POM, assessed(1));
    story
}

#[test]
fn a_decision_stands_with_its_grade_and_author() {
    for (verdict, status) in [
        (Verdict::Granted, Status::Granted),
        (Verdict::Refused, Status::Refused),
        (Verdict::Deferred, Status::Deferred),
    ] {
        let mut story = ready();
        story.does(DUTY_MANAGER, decided(1, verdict, BY_DUTY_MANAGER));
        assert_eq!(story.status(), status);
        let decision = story.application(1).decision().unwrap();
        assert_eq!((decision.grade, decision.mark.author), (BY_DUTY_MANAGER, DUTY_MANAGER.principal));
    }
}

mod grade {
    use super::*;

    #[test]
    fn standard_is_decided_by_the_governor_or_a_duty_manager_in_a_grade_that_is_theirs() {
        for (who, grade, refused) in [
            (DUTY_MANAGER, BY_DUTY_MANAGER, None),
            (DUTY_MANAGER, BY_GOVERNOR, Some(NotApplied::TooLowGrade)),
            (GOVERNOR, BY_DUTY_MANAGER, None),
            (GOVERNOR, BY_GOVERNOR, None),
            (ADMINISTRATOR, BY_GOVERNOR, Some(NotApplied::NoRight(Right::DecideRelease))),
            (HEAD, BY_DUTY_MANAGER, Some(NotApplied::NoRight(Right::DecideRelease))),
        ] {
            let mut story = ready();
            let effects = story.tell(who, decided(1, Verdict::Granted, grade));
            assert_eq!(crate::story::not_applied(&effects), refused, "{:?} as {grade:?}", who.roles);
        }
    }

    #[test]
    fn restricted_is_decided_by_the_governor_as_governor() {
        for verdict in [Verdict::Granted, Verdict::Refused, Verdict::Deferred] {
            let mut story = restricted();
            assert_eq!(story.refused(DUTY_MANAGER, decided(1, verdict, BY_DUTY_MANAGER)), NotApplied::TooLowGrade);
            assert_eq!(story.refused(GOVERNOR, decided(1, verdict, BY_DUTY_MANAGER)), NotApplied::TooLowGrade);
            story.does(GOVERNOR, decided(1, verdict, BY_GOVERNOR));
        }
    }

    #[test]
    fn what_the_record_knows_makes_it_restricted_whatever_was_said() {
        let mut story = ready();
        assert_eq!(story.application(1).tier, Tier::Standard);
        story.does(HEAD, stated(Field::Rosh, text("VERY_HIGH")));
        let by_duty_manager = decided(1, Verdict::Granted, BY_DUTY_MANAGER);
        assert_eq!(story.refused(DUTY_MANAGER, by_duty_manager), NotApplied::TooLowGrade);
        story.does(GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
    }

    #[test]
    fn a_prison_can_demand_more_and_never_less() {
        let demanded =
            |grade, demanded| CaseEvent::RotlDecided(RotlDecided { demanded, ..decision(1, Verdict::Granted, grade) });
        let mut story = ready();
        assert_eq!(story.refused(DUTY_MANAGER, demanded(BY_DUTY_MANAGER, BY_GOVERNOR)), NotApplied::TooLowGrade);
        story.does(GOVERNOR, demanded(BY_GOVERNOR, BY_GOVERNOR));

        let mut story = restricted();
        assert_eq!(story.refused(GOVERNOR, demanded(BY_DUTY_MANAGER, BY_DUTY_MANAGER)), NotApplied::TooLowGrade);
    }
}

mod two_people {
    use super::*;

    const BOTH: Author = Author { roles: Roles::NONE.with(Role::Pom).with(Role::Governor), ..GOVERNOR };

    #[test]
    fn whoever_assessed_may_not_decide_not_even_after_somebody_else_assessed_again() {
        let mut story = asked();
        story.does(BOTH, assessed(1));
        story.does(POM, assessed(1));
        for verdict in [Verdict::Granted, Verdict::Refused, Verdict::Deferred] {
            assert_eq!(story.refused(BOTH, decided(1, verdict, BY_GOVERNOR)), NotApplied::OwnAssessment);
        }
        story.does(DEPUTY_GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
    }

    #[test]
    fn an_application_written_again_keeps_whoever_assessed_it_from_deciding() {
        let mut story = asked();
        story.does(BOTH, assessed(1));
        story.does(DUTY_MANAGER, decided(1, Verdict::Deferred, BY_DUTY_MANAGER));
        story.does(CLERK, applied(1));
        assert_eq!(story.refused(BOTH, decided(1, Verdict::Granted, BY_GOVERNOR)), NotApplied::OwnAssessment);
    }

    #[test]
    fn whoever_decided_may_not_assess_while_it_stands() {
        let mut story = ready();
        story.does(BOTH, decided(1, Verdict::Granted, BY_GOVERNOR));
        assert_eq!(story.refused(BOTH, assessed(1)), NotApplied::OwnDecision);

        let mut story = ready();
        story.does(BOTH, decided(1, Verdict::Deferred, BY_GOVERNOR));
        assert_eq!(story.refused(BOTH, assessed(1)), NotApplied::OwnDecision);
        story.does(CLERK, applied(1));
        story.does(BOTH, assessed(1));
        assert_eq!(story.refused(BOTH, decided(1, Verdict::Granted, BY_GOVERNOR)), NotApplied::OwnAssessment);
    }
}

mod seen {
    use super::*;

    #[test]
    fn a_decision_has_seen_the_application_as_it_is_written() {
        let mut story = ready();
        let before = story.by_now();
        story.does(CLERK, applied(1));
        for verdict in [Verdict::Granted, Verdict::Refused, Verdict::Deferred] {
            let decision = decided(1, verdict, BY_DUTY_MANAGER);
            assert_eq!(story.refused_having_seen(DUTY_MANAGER, &before, decision), NotApplied::Unseen);
        }
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, BY_DUTY_MANAGER));
    }

    #[test]
    fn whoever_grants_has_seen_the_last_assessment_and_whoever_refuses_needs_none() {
        let mut story = ready();
        let before = story.by_now();
        story.does(HEAD, assessed(1));
        let grant = decided(1, Verdict::Granted, BY_DUTY_MANAGER);
        assert_eq!(story.refused_having_seen(DUTY_MANAGER, &before, grant), NotApplied::Unseen);
        story.does_having_seen(DUTY_MANAGER, &before, decided(1, Verdict::Refused, BY_DUTY_MANAGER));

        let mut story = asked();
        assert_eq!(story.refused(GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR)), NotApplied::NotAssessed);
        story.does(GOVERNOR, decided(1, Verdict::Deferred, BY_GOVERNOR));
        story.does(GOVERNOR, decided(1, Verdict::Refused, BY_GOVERNOR));
    }
}

#[test]
fn reasons_are_given_and_for_going_against_the_board_too() {
    let mut story = ready();
    let with = |reasons: &str, against: Option<&str>| {
        CaseEvent::RotlDecided(RotlDecided {
            reasons: reasons.to_owned(),
            against_board: against.map(str::to_owned),
            ..decision(1, Verdict::Granted, BY_DUTY_MANAGER)
        })
    };
    assert_eq!(story.refused(DUTY_MANAGER, with(" ", None)), NotApplied::Blank);
    assert_eq!(story.refused(DUTY_MANAGER, with("He has earned it.", Some(""))), NotApplied::Blank);
    story.does(DUTY_MANAGER, with("He has earned it.", Some("The board had not seen the last report.")));
}

#[test]
fn what_is_decided_is_not_decided_again_by_somebody_who_knows() {
    for verdict in [Verdict::Granted, Verdict::Refused] {
        let mut story = ready();
        story.does(DUTY_MANAGER, decided(1, verdict, BY_DUTY_MANAGER));
        let again = decided(1, Verdict::Refused, BY_GOVERNOR);
        assert_eq!(story.refused(GOVERNOR, again.clone()), NotApplied::AlreadyDecided);
        assert_eq!(story.refused(GOVERNOR, decided(2, verdict, BY_GOVERNOR)), NotApplied::NoSuchApplication);
    }
    let mut story = granted();
    story.does(POM, steered(1, Turn::Suspended));
    assert_eq!(story.refused(GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR)), NotApplied::AlreadyDecided);
    story.does(GOVERNOR, steered(1, Turn::Revoked));
    assert_eq!(story.refused(GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR)), NotApplied::Over);
}

/// What is refused in the order of the record does nothing, whoever wrote it first by the clock.
#[test]
fn a_withdrawal_that_comes_first_leaves_nothing_to_decide() {
    let mut story = ready();
    let before = story.by_now();
    story.does(CLERK, steered(1, Turn::Withdrawn));
    let grant = decided(1, Verdict::Granted, BY_DUTY_MANAGER);
    assert_eq!(story.refused_having_seen(DUTY_MANAGER, &before, grant), NotApplied::Over);
}

mod apart {
    use super::*;

    /// A duty manager and the governor decide, neither having seen the other's decision.
    fn decided_apart(first: Verdict, second: Verdict) -> (Story, Vec<Effect>) {
        let mut story = ready();
        let before = story.by_now();
        story.does(DUTY_MANAGER, decided(1, first, BY_DUTY_MANAGER));
        let effects = story.does_having_seen(GOVERNOR, &before, decided(1, second, BY_GOVERNOR));
        (story, effects)
    }

    fn contested() -> Contested {
        Contested::Application(application_id(1))
    }

    #[test]
    fn two_decisions_leave_it_undecided_and_in_conflict_even_if_they_agree() {
        use Verdict::{Deferred, Granted, Refused};
        for (first, second) in [(Granted, Granted), (Granted, Refused), (Refused, Granted), (Deferred, Granted)] {
            let (story, effects) = decided_apart(first, second);
            assert_eq!(story.status(), Status::Undecided);
            assert_eq!(story.application(1).decision(), None);
            assert!(effects.contains(&Effect::ConflictRaised(contested())));
            let [conflict] = story.case.conflicts.as_slice() else { panic!("one conflict") };
            assert_eq!(conflict.contested, contested());
            let candidates: Vec<_> = conflict.candidates.iter().map(|c| (c.staff, c.value.clone())).collect();
            assert_eq!(
                candidates,
                [
                    (Some(DUTY_MANAGER.principal), Some(text(first.words()))),
                    (Some(GOVERNOR.principal), Some(text(second.words()))),
                ]
            );
        }
    }

    #[test]
    fn nobody_goes_out_on_it_and_it_gets_no_licence() {
        let (mut story, _) = decided_apart(Verdict::Granted, Verdict::Granted);
        assert_eq!(story.refused(CLERK, licensed(1)), NotApplied::NotGranted);
        story.leaves(1);
        assert_eq!(story.recalled(1), Some(Irregular::Undecided));
    }

    #[test]
    fn whoever_is_out_is_recalled_and_stays_so() {
        let mut story = ready();
        let before = story.by_now();
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, BY_DUTY_MANAGER));
        story.does(CLERK, licensed(1));
        story.leaves(1);
        assert_eq!(story.state(1), ReleaseState::Out);
        story.does_having_seen(GOVERNOR, &before, decided(1, Verdict::Granted, BY_GOVERNOR));
        assert_eq!(story.recalled(1), Some(Irregular::Undecided));
        story.does(DEPUTY_GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
        assert_eq!(story.recalled(1), Some(Irregular::Undecided), "what was recalled is not called off");
    }

    #[test]
    fn a_third_who_has_seen_both_settles_it_and_a_new_licence_is_needed() {
        let mut story = ready();
        let before = story.by_now();
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, BY_DUTY_MANAGER));
        story.does(CLERK, licensed(1));
        story.does_having_seen(GOVERNOR, &before, decided(1, Verdict::Refused, BY_GOVERNOR));
        let effects = story.does(DEPUTY_GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
        let settled = Effect::ConflictSettled { contested: contested(), reason: "The risk can be managed.".to_owned() };
        assert!(effects.contains(&settled));
        assert!(story.case.conflicts.is_empty());
        assert_eq!(story.status(), Status::Granted);
        story.leaves(1);
        assert_eq!(story.recalled(1), Some(Irregular::NoLicence));
        story.returns(1);
        story.does(CLERK, CaseEvent::Debriefed(super::super::debriefed(1, casework::rotl::Debriefer::Staff, false)));
        story.does(CLERK, licensed(1));
        story.leaves(2);
        assert_eq!(story.state(2), ReleaseState::Out);
    }

    #[test]
    fn either_of_the_two_can_settle_it_once_they_have_seen_the_other() {
        let (mut story, _) = decided_apart(Verdict::Granted, Verdict::Refused);
        story.does(DUTY_MANAGER, decided(1, Verdict::Refused, BY_DUTY_MANAGER));
        assert_eq!(story.status(), Status::Refused);
        assert!(story.case.conflicts.is_empty());
    }

    #[test]
    fn a_third_who_has_seen_one_only_adds_another() {
        let mut story = ready();
        let before = story.by_now();
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, BY_DUTY_MANAGER));
        let first = story.by_now();
        story.does_having_seen(GOVERNOR, &before, decided(1, Verdict::Granted, BY_GOVERNOR));
        let third = decided(1, Verdict::Granted, BY_GOVERNOR);
        let effects = story.does_having_seen(DEPUTY_GOVERNOR, &first, third);
        assert_eq!(story.contested(), [3]);
        assert!(!effects.contains(&Effect::ConflictRaised(contested())), "it is one conflict");
    }

    #[test]
    fn a_licence_by_somebody_who_had_not_seen_the_decision_that_stands_is_none() {
        let mut story = ready();
        let before = story.by_now();
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, BY_DUTY_MANAGER));
        let first = story.by_now();
        story.does_having_seen(GOVERNOR, &before, decided(1, Verdict::Granted, BY_GOVERNOR));
        story.does(DEPUTY_GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
        assert_eq!(story.refused_having_seen(CLERK, &first, licensed(1)), NotApplied::Unseen);
        story.does(CLERK, licensed(1));
    }

    #[test]
    fn nothing_is_left_to_settle_once_it_is_withdrawn_or_he_has_left() {
        let (mut story, _) = decided_apart(Verdict::Granted, Verdict::Refused);
        let effects = story.does(CLERK, steered(1, Turn::Withdrawn));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::ConflictSettled { .. })));
        assert!(story.case.conflicts.is_empty());

        let (mut story, _) = decided_apart(Verdict::Granted, Verdict::Refused);
        let transfer = movement("2026-12-01T12:00", MovementKind::Transfer, Direction::Out);
        let effects = story.does(CLERK, moved(&[transfer]));
        assert!(effects.iter().any(|effect| matches!(effect, Effect::ConflictSettled { .. })));
        assert!(story.case.conflicts.is_empty());
        assert_eq!(story.status(), Status::Closed);
    }

    /// The conflict is settled by deciding, not by choosing one of the two from afar.
    #[test]
    fn whoever_settles_conflicts_does_not_decide_on_releases() {
        let (mut story, _) = decided_apart(Verdict::Granted, Verdict::Refused);
        let choice = CaseEvent::ConflictSettled(casework::event::ConflictSettled {
            contested: contested(),
            value: Some(text("Granted")),
            staff: None,
            reason: "Agreed at the morning meeting".to_owned(),
        });
        assert_eq!(story.refused(HEAD, choice), NotApplied::NothingToEnd);
        assert_eq!(story.status(), Status::Undecided);
    }

    #[test]
    fn a_second_decision_of_a_lower_grade_than_it_takes_contests_nothing() {
        let mut story = restricted();
        story.does(GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
        let other = story.write(DUTY_MANAGER, Saw::Nothing, decided(1, Verdict::Refused, BY_DUTY_MANAGER));
        assert_eq!(crate::story::not_applied(&other), Some(NotApplied::TooLowGrade));
        assert_eq!(story.status(), Status::Granted);
    }
}

#[test]
fn one_who_decides_twice_at_two_computers_contests_their_own_decision() {
    let mut story = ready();
    let before = story.by_now();
    story.does(GOVERNOR, decided(1, Verdict::Granted, BY_GOVERNOR));
    let elsewhere = Author { device: DEPUTY_GOVERNOR.device, ..GOVERNOR };
    story.does_having_seen(elsewhere, &before, decided(1, Verdict::Granted, BY_GOVERNOR));
    assert_eq!(story.status(), Status::Undecided);
}

#[test]
fn before_a_decision_there_is_no_licence() {
    for mut story in [asked(), ready()] {
        assert_eq!(story.refused(CLERK, licensed(1)), NotApplied::NotGranted);
    }
    let story = with_licence();
    assert_eq!(story.application(1).licence.map(|licence| licence.version), Some(1));
}
