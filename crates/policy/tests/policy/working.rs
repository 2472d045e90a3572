//! The working that is shown with an answer.

use jiff::civil::date;
use policy::calendar::Period;
use policy::handover::{
    Answers, Dated, Facts, Override, OverrideReason, Question, Side, Suitability, handover, oasys_is_recent,
    responsibility, rule_sets, suitability,
};
use policy::{Answer, Derivation, Reasoned};

/// Somebody with a plain determinate sentence.
fn determinate() -> Facts {
    Facts {
        date_of_birth: Some(date(1985, 6, 15)),
        legal_status: Some("SENTENCED".to_owned()),
        imprisonment_status: Some("ADIMP_ORA".to_owned()),
        indeterminate: Some(false),
        recalled: Some(false),
        sentence_start: Some(date(2024, 1, 1)),
        release: Some(date(2027, 10, 31)),
        conditional_release: Dated::from(date(2027, 10, 31)),
        prison: Some("LEI".to_owned()),
        ..Facts::default()
    }
}

#[test]
fn the_working_of_a_handover_as_text() {
    let reasoned = handover(&determinate(), date(2026, 3, 2), &rule_sets().newest);
    assert_eq!(reasoned.derivation.to_string(), include_str!("../golden/handover.txt").trim_end());
}

#[test]
fn a_derivation_is_read_back_as_it_was_written() {
    let derivation = handover(&determinate(), date(2026, 3, 2), &rule_sets().newest).derivation;
    let json = serde_json::to_string(&derivation).unwrap();
    assert_eq!(serde_json::from_str::<Derivation>(&json).unwrap(), derivation);
}

#[test]
fn everything_that_is_missing_is_named() {
    let facts = Facts { date_of_birth: None, legal_status: None, ..determinate() };
    let reasoned = handover(&facts, date(2026, 3, 2), &rule_sets().newest);
    let missing = reasoned.answer.missing().map(ToString::to_string);
    assert_eq!(missing.as_deref(), Some("the date of birth; the legal status"));
    assert!(reasoned.derivation.clause.is_none());
}

#[test]
fn what_is_missing_does_not_matter_where_something_else_decides() {
    let rules = &rule_sets().newest;
    // Civil, whatever the age.
    let civil = Facts { date_of_birth: None, imprisonment_status: Some("CIVIL".to_owned()), ..determinate() };
    let clause = |reasoned: Reasoned<policy::handover::Outcome>| reasoned.derivation.clause.unwrap().id;
    assert_eq!(clause(handover(&civil, date(2026, 3, 2), rules)), "1.civil");
    // Recalled on a determinate sentence: no other clause can come first, and no date matters.
    let recalled = Facts { recalled: Some(true), sentence_terms: None, ..determinate() };
    assert_eq!(clause(handover(&recalled, date(2026, 3, 2), rules)), "5.5");
    // Nobody looked at the terms of an indeterminate sentence.
    let lifer = Facts { indeterminate: Some(true), ..determinate() };
    assert!(handover(&lifer, date(2026, 3, 2), rules).answer.missing().is_some());
}

#[test]
fn a_managers_decision_shows_its_reason_and_its_review() {
    let decided = Override {
        to: Side::Prison,
        reason: Some(OverrideReason::Other("Awaiting a transfer".to_owned())),
        decided: Some(date(2026, 1, 5)),
        review: Some(date(2026, 2, 28)),
    };
    let facts = Facts { recalled: Some(true), responsibility_override: Some(decided), ..determinate() };
    let derivation = responsibility(&facts, date(2026, 3, 2), &rule_sets().newest).derivation;
    assert_eq!(
        derivation.conclusion,
        "The prison offender manager is responsible, the community supports, by a manager's decision."
    );
    assert_eq!(derivation.cautions, ["Its review was due on 28 February 2026."]);
    assert!(derivation.inputs.iter().any(|input| input.value == "Awaiting a transfer"));
}

#[test]
fn the_questions_of_early_allocation() {
    let rules = &rule_sets().newest;
    let today = date(2026, 3, 2);
    let answered =
        |yes: &[Question]| Question::ALL.iter().map(|question| (*question, yes.contains(question))).collect();
    let outcome = |answers: &Answers| suitability(answers, today, rules).answer;
    for question in Question::MANDATORY {
        assert_eq!(outcome(&answered(&[question])), Answer::Known(Suitability::Eligible));
    }
    assert_eq!(outcome(&answered(&[])), Answer::Known(Suitability::Ineligible));
    for question in [Question::VeryHighRisk, Question::MappaTwo, Question::Pathfinder, Question::OtherReason] {
        assert_eq!(outcome(&answered(&[question])), Answer::Known(Suitability::Discretionary));
        let separated = answered(&[question, Question::Separated]);
        assert_eq!(outcome(&separated), Answer::Known(Suitability::Ineligible), "release is not near");
    }
    let near = answered(&[Question::Separated, Question::DueForRelease]);
    assert_eq!(outcome(&near), Answer::Known(Suitability::Discretionary));
    // Unanswered questions matter, unless one that is answered settles it.
    let mut some = Answers::default();
    assert!(outcome(&some).missing().is_some());
    some.set(Question::HighProfile, true);
    assert_eq!(outcome(&some), Answer::Known(Suitability::Eligible));
}

#[test]
fn an_oasys_is_from_before_today_and_younger_than_the_oldest_day() {
    let recent = |day| oasys_is_recent(Some(day), date(2026, 5, 31), &rule_sets().newest).answer.known();
    assert_eq!(recent(date(2026, 5, 31)), Some(false), "today is refused");
    assert_eq!(recent(date(2026, 5, 30)), Some(true));
    assert_eq!(recent(date(2026, 3, 1)), Some(true));
    assert_eq!(recent(date(2026, 2, 28)), Some(false));
}

#[test]
fn another_edition_of_the_rules_can_be_tried_on_a_case() {
    let mut proposed = rule_sets().newest.clone();
    proposed.id = "proposed".to_owned();
    proposed.constants.determinate.value = Period::months(6);
    let date_by = |rules| {
        let reasoned = handover(&determinate(), date(2026, 3, 2), rules);
        let dates = reasoned.answer.known().and_then(|outcome| outcome.handover()?.dates);
        (dates.map(|dates| dates.handover), reasoned.derivation.rule_set.id)
    };
    assert_eq!(date_by(&rule_sets().newest), (Some(date(2027, 2, 14)), "handover-2025-05".into()));
    assert_eq!(date_by(&proposed), (Some(date(2027, 4, 30)), "proposed".into()));
    assert!(rule_sets().on(date(2025, 5, 14)).missing().is_some(), "the source gives only the month");
    assert_eq!(rule_sets().on(date(2026, 3, 2)).known().map(|rules| rules.id.as_str()), Some("handover-2025-05"));
}
