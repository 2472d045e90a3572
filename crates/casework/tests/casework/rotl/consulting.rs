//! What is gathered before a decision: people's answers to rules, replies, what was found at a place, what a board thinks.

use casework::Case;
use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, Visibility};
use casework::field::Field;
use casework::rights::Right;
use casework::rotl::{
    Asked, BoardHeld, ConsultStep, Consultation, Consultee, Grade, Opinion, RotlConsulted, RuleAnswer, Turn, Verdict,
};
use ledger::Compartment;

use super::{
    answered, applied, asked, assessed, board, consulted, decided, granted, ready, steered, visited, workshop,
};
use crate::story::{ADMINISTRATOR, CLERK, DUTY_MANAGER, GOVERNOR, HEAD, KEYWORKER, POM, Saw, Story, day, stated, text};

fn step(consultee: Consultee, step: ConsultStep, on: &str) -> RotlConsulted {
    RotlConsulted { on: day(on), ..consulted(1, consultee, step) }
}

fn police(story: &Story) -> Consultation {
    let found = story.application(1).consultations.iter().find(|known| known.with.consultee == Consultee::Police);
    found.unwrap().clone()
}

mod answers {
    use super::*;

    #[test]
    fn an_answer_takes_the_place_of_the_one_before() {
        let mut story = asked();
        story.does(POM, answered(1, RuleAnswer::NotMet));
        story.does(HEAD, answered(1, RuleAnswer::Met));
        let [answer] = story.application(1).answers.as_slice() else { panic!("one rule, one answer") };
        assert_eq!((answer.answer, answer.mark.author), (RuleAnswer::Met, HEAD.principal));
    }

    #[test]
    fn an_exception_is_made_by_whoever_may_decide_and_in_their_grade() {
        let mut story = asked();
        assert_eq!(story.refused(POM, answered(1, RuleAnswer::Exception)), NotApplied::NoRight(Right::DecideRelease));
        assert_eq!(story.refused(GOVERNOR, answered(1, RuleAnswer::Met)), NotApplied::NoRight(Right::AssessRelease));
        story.does(DUTY_MANAGER, answered(1, RuleAnswer::Exception));
        story.does(HEAD, stated(Field::Rosh, text("HIGH")));
        assert_eq!(story.refused(DUTY_MANAGER, answered(1, RuleAnswer::Exception)), NotApplied::TooLowGrade);
        story.does(GOVERNOR, answered(1, RuleAnswer::Exception));
    }

    #[test]
    fn it_names_the_rule_and_says_what_was_looked_at() {
        let mut story = asked();
        for blank in [true, false] {
            let CaseEvent::RotlRuleAnswered(mut body) = answered(1, RuleAnswer::Met) else { unreachable!() };
            if blank {
                body.rule = " ".to_owned()
            } else {
                body.words = String::new()
            }
            assert_eq!(story.refused(POM, CaseEvent::RotlRuleAnswered(body)), NotApplied::Blank);
        }
        assert_eq!(story.refused(POM, answered(2, RuleAnswer::Met)), NotApplied::NoSuchApplication);
        story.does(CLERK, steered(1, Turn::Withdrawn));
        assert_eq!(story.refused(POM, answered(1, RuleAnswer::Met)), NotApplied::Over);
    }
}

mod consultation {
    use super::*;

    #[test]
    fn somebody_is_asked_and_chased_and_replies() {
        let mut story = asked();
        let due =
            |due: &str, body: RotlConsulted| CaseEvent::RotlConsulted(RotlConsulted { due: Some(day(due)), ..body });
        story.does(CLERK, due("2026-11-10", step(Consultee::Police, ConsultStep::Asked, "2026-11-03")));
        story.does(CLERK, due("2026-11-14", step(Consultee::Police, ConsultStep::Chased, "2026-11-11")));
        let known = police(&story);
        assert_eq!((known.asked, known.chased), (Some(day("2026-11-03")), Some(day("2026-11-11"))));
        assert_eq!((known.due, known.replied), (Some(day("2026-11-14")), None));
        let reply = RotlConsulted {
            opinion: Some(Opinion::NoConcern),
            ..step(Consultee::Police, ConsultStep::Replied, "2026-11-12")
        };
        story.does(POM, CaseEvent::RotlConsulted(reply));
        let known = police(&story);
        assert_eq!((known.replied, known.opinion), (Some(day("2026-11-12")), Some(Opinion::NoConcern)));
        assert_eq!(known.due, Some(day("2026-11-14")), "when it was due is kept");
    }

    #[test]
    fn only_whoever_was_asked_is_chased_but_a_reply_that_nobody_asked_for_is_one() {
        let mut story = asked();
        let chased = step(Consultee::Police, ConsultStep::Chased, "2026-11-11");
        assert_eq!(story.refused(CLERK, CaseEvent::RotlConsulted(chased)), NotApplied::NotAsked);
        assert!(story.application(1).consultations.is_empty());
        story.does(CLERK, CaseEvent::RotlConsulted(step(Consultee::Police, ConsultStep::Replied, "2026-11-12")));
        assert_eq!(police(&story).replied, Some(day("2026-11-12")));
    }

    #[test]
    fn whoever_is_asked_again_is_to_answer_again() {
        let mut story = asked();
        let reply = |on, opinion| {
            let body = step(Consultee::Police, ConsultStep::Replied, on);
            CaseEvent::RotlConsulted(RotlConsulted { opinion: Some(opinion), ..body })
        };
        story.does(CLERK, reply("2026-11-05", Opinion::Supports));
        story.does(CLERK, CaseEvent::RotlConsulted(step(Consultee::Police, ConsultStep::Asked, "2026-11-05")));
        assert_eq!(police(&story).opinion, Some(Opinion::Supports), "asked and answered on one day");
        story.does(CLERK, CaseEvent::RotlConsulted(step(Consultee::Police, ConsultStep::Asked, "2026-11-09")));
        assert_eq!((police(&story).replied, police(&story).opinion), (None, None));
        story.does(CLERK, reply("2026-11-12", Opinion::Against));
        story.does(CLERK, reply("2026-11-11", Opinion::Supports));
        let known = police(&story);
        assert_eq!(known.replied, Some(day("2026-11-12")));
        assert_eq!(known.opinion, Some(Opinion::Against), "a reply that was written down late is not the last one");
    }

    #[test]
    fn somebody_is_not_needed_for_a_reason_and_needed_after_all() {
        let mut story = asked();
        let not_needed = |words: &str| {
            let body = step(Consultee::Police, ConsultStep::NotNeeded, "2026-11-11");
            CaseEvent::RotlConsulted(RotlConsulted { words: words.to_owned(), ..body })
        };
        assert_eq!(story.refused(CLERK, not_needed("")), NotApplied::Blank);
        for again in [ConsultStep::NeededAfterAll, ConsultStep::Asked, ConsultStep::Replied] {
            story.does(CLERK, not_needed("Known to no force"));
            assert!(police(&story).not_needed);
            story.does(CLERK, CaseEvent::RotlConsulted(step(Consultee::Police, again, "2026-11-12")));
            assert!(!police(&story).not_needed, "{again:?}");
        }
    }

    #[test]
    fn two_of_a_kind_are_told_apart_by_name_and_somebody_else_has_one() {
        let mut story = asked();
        for name in ["Holt Joinery", "Canal Cafe"] {
            let with = Asked { consultee: Consultee::Host, name: name.to_owned() };
            let body = RotlConsulted { with, ..step(Consultee::Host, ConsultStep::Asked, "2026-11-11") };
            story.does(CLERK, CaseEvent::RotlConsulted(body));
        }
        assert_eq!(story.application(1).consultations.len(), 2);
        let nobody = step(Consultee::Other, ConsultStep::Asked, "2026-11-11");
        assert_eq!(story.refused(CLERK, CaseEvent::RotlConsulted(nobody)), NotApplied::Unnamed);
    }

    #[test]
    fn nothing_was_done_on_a_day_that_had_not_come() {
        let mut story = asked();
        let tomorrow = step(Consultee::Police, ConsultStep::Asked, "2026-11-21");
        assert_eq!(story.refused(CLERK, CaseEvent::RotlConsulted(tomorrow)), NotApplied::Ahead);
    }

    #[test]
    fn a_sensitive_reply_is_written_by_whoever_may() {
        let mut story = asked();
        let body = step(Consultee::Security, ConsultStep::Replied, "2026-11-12");
        let sensitive = CaseEvent::RotlConsulted(RotlConsulted { visibility: Visibility::Sensitive, ..body });
        assert_eq!(story.refused(CLERK, sensitive.clone()), NotApplied::NoRight(Right::WriteSensitive));
        story.does(POM, sensitive);
        assert_eq!(story.application(1).consultations.len(), 1);
    }

    /// Whoever holds the key reads more, and knows nothing else of the case.
    #[test]
    fn a_restricted_reply_leaves_the_same_case_with_and_without_the_key() {
        let body = step(Consultee::Security, ConsultStep::Replied, "2026-11-12");
        let words = CaseEvent::RotlConsulted(RotlConsulted {
            visibility: Visibility::Restricted,
            opinion: Some(Opinion::Against),
            ..body.clone()
        });
        let that_there_is_one = CaseEvent::RotlConsulted(RotlConsulted { words: String::new(), ..body });

        let mut with_key = asked();
        let effects = with_key.does(POM, words.clone());
        assert!(matches!(effects.as_slice(), [Effect::Rotl { event, .. }] if **event == words), "it is in the history");
        with_key.does(POM, that_there_is_one.clone());

        let mut without = asked();
        // The entry is there, and cannot be opened.
        let sealed = without.stamp(POM, Saw::Everything);
        without.case.heard.see(sealed.position.device, sealed.position.seq);
        without.does(POM, that_there_is_one);
        assert_eq!(with_key.case, without.case);
        assert_eq!(with_key.application(1).consultations.len(), 1);
    }

    #[test]
    fn a_restricted_reply_is_sealed_for_those_who_may_read_it_and_says_something() {
        let restricted = |words: &str| {
            let body = step(Consultee::Security, ConsultStep::Replied, "2026-11-12");
            CaseEvent::RotlConsulted(RotlConsulted {
                visibility: Visibility::Restricted,
                words: words.to_owned(),
                ..body
            })
        };
        let mut story = asked();
        assert_eq!(story.refused(POM, restricted(" ")), NotApplied::Blank);
        assert_eq!(story.refused(CLERK, restricted("A name")), NotApplied::NoRight(Right::WriteRestricted));
        let mut stamp = story.stamp(POM, Saw::Everything);
        stamp.compartment = Compartment::General;
        let open = story.apply(&stamp, restricted("A name"));
        assert_eq!(open, [Effect::NotApplied(NotApplied::WrongCompartment)]);
        let missing = Story::default().refused(POM, restricted("A name"));
        assert_eq!(missing, NotApplied::NoSuchApplication);
    }
}

mod places {
    use super::*;

    #[test]
    fn the_last_visit_of_a_place_says_whether_it_will_do() {
        let mut story = asked();
        let visit = |on: &str, suitable| {
            let mut body = visited(1);
            (body.on, body.suitable) = (day(on), suitable);
            CaseEvent::PlaceVisited(body)
        };
        story.does(CLERK, visit("2026-11-10", true));
        story.does(POM, visit("2026-11-12", false));
        story.does(HEAD, visit("2026-11-11", true));
        let [known] = story.application(1).visits.as_slice() else { panic!("one place") };
        assert_eq!((known.on, known.suitable), (day("2026-11-12"), false));
    }

    #[test]
    fn it_is_a_place_of_the_application_on_a_day_that_has_come() {
        let mut story = asked();
        let mut elsewhere = visited(1);
        elsewhere.place = "The pub".to_owned();
        assert_eq!(story.refused(CLERK, CaseEvent::PlaceVisited(elsewhere)), NotApplied::Unnamed);
        let mut tomorrow = visited(1);
        tomorrow.on = day("2026-11-21");
        assert_eq!(story.refused(CLERK, CaseEvent::PlaceVisited(tomorrow)), NotApplied::Ahead);
        let mut nobody = visited(1);
        nobody.by = " ".to_owned();
        assert_eq!(story.refused(CLERK, CaseEvent::PlaceVisited(nobody)), NotApplied::Blank);
        assert_eq!(workshop().name, visited(1).place);
    }
}

mod boards {
    use super::*;

    fn held(body: BoardHeld) -> CaseEvent {
        CaseEvent::BoardHeld(body)
    }

    #[test]
    fn whoever_dissents_says_why() {
        let mut story = asked();
        for (recommends, opinion, dissents) in [
            (Verdict::Granted, Opinion::Supports, false),
            (Verdict::Granted, Opinion::NoConcern, false),
            (Verdict::Granted, Opinion::Concerns, true),
            (Verdict::Granted, Opinion::Against, true),
            (Verdict::Refused, Opinion::Supports, true),
            (Verdict::Refused, Opinion::NoConcern, false),
            (Verdict::Refused, Opinion::Concerns, false),
            (Verdict::Refused, Opinion::Against, false),
            (Verdict::Deferred, Opinion::Supports, false),
            (Verdict::Deferred, Opinion::Against, false),
        ] {
            story.does(CLERK, held(board(1, recommends, opinion, "Because of August.")));
            let silent = held(board(1, recommends, opinion, ""));
            if dissents {
                assert_eq!(story.refused(CLERK, silent), NotApplied::Blank, "{recommends:?}, {opinion:?}");
            } else {
                story.does(CLERK, silent);
            }
        }
    }

    #[test]
    fn a_board_has_members_with_names_and_minutes_and_has_met() {
        let mut story = asked();
        let with = |change: fn(&mut BoardHeld)| {
            let mut body = board(1, Verdict::Granted, Opinion::Supports, "");
            change(&mut body);
            held(body)
        };
        assert_eq!(story.refused(CLERK, with(|body| body.members.clear())), NotApplied::Unnamed);
        assert_eq!(story.refused(CLERK, with(|body| body.members[0].name.clear())), NotApplied::Blank);
        assert_eq!(story.refused(CLERK, with(|body| body.minutes.clear())), NotApplied::Blank);
        assert_eq!(story.refused(CLERK, with(|body| body.on = day("2026-11-21"))), NotApplied::Ahead);
        story.does(CLERK, with(|_| ()));
        story.does(CLERK, with(|body| body.on = day("2026-11-02")));
        assert_eq!(story.application(1).board, Some(day("2026-11-18")), "when one last met");
    }
}

mod assessments {
    use super::*;

    #[test]
    fn each_is_a_version_and_everybody_who_wrote_one_is_known() {
        let mut story = asked();
        story.does(POM, assessed(1));
        story.does(HEAD, assessed(1));
        story.does(POM, assessed(1));
        let application = story.application(1);
        assert_eq!(application.assessment.as_ref().map(|assessment| assessment.version), Some(3));
        assert_eq!(application.assessors, [POM.principal, HEAD.principal]);
    }

    #[test]
    fn whoever_decided_may_not_assess() {
        let mut story = granted();
        let both = crate::story::Author { roles: POM.roles.with(ledger::Role::DutyManager), ..DUTY_MANAGER };
        assert_eq!(story.refused(both, assessed(1)), NotApplied::OwnDecision);
        story.does(POM, assessed(1));
    }

    #[test]
    fn it_says_what_was_judged_and_what_is_done_about_each_risk() {
        let mut story = asked();
        let with = |change: fn(&mut casework::rotl::RotlAssessed)| {
            let mut body = super::super::assessment(1);
            change(&mut body);
            CaseEvent::RotlAssessed(body)
        };
        assert_eq!(story.refused(POM, with(|body| body.summary.clear())), NotApplied::Blank);
        assert_eq!(story.refused(POM, with(|body| body.risks[0].what.clear())), NotApplied::Blank);
        assert_eq!(story.refused(POM, with(|body| body.risks[0].control.clear())), NotApplied::Blank);
        story.does(POM, with(|body| body.risks.clear()));
        assert_eq!(story.refused(KEYWORKER, assessed(1)), NotApplied::NoRight(Right::AssessRelease));
    }

    #[test]
    fn nothing_is_gathered_for_what_is_over() {
        let mut story = ready();
        story.does(GOVERNOR, decided(1, Verdict::Refused, Grade::Governor));
        for event in [
            assessed(1),
            answered(1, RuleAnswer::Met),
            CaseEvent::RotlConsulted(consulted(1, Consultee::Com, ConsultStep::Asked)),
            CaseEvent::PlaceVisited(visited(1)),
            CaseEvent::BoardHeld(board(1, Verdict::Refused, Opinion::Against, "")),
        ] {
            assert_eq!(story.refused(ADMINISTRATOR, event), NotApplied::Over);
        }
        assert_eq!(Story::default().case, Case::default());
        story.does(CLERK, applied(2));
        story.does(POM, assessed(2));
    }
}
