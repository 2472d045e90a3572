//! What is known about a person, where it came from, and what happens when the prison system and the staff disagree.

use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, FactsRecorded};
use casework::fact::{Source, Value};
use casework::field::{Field, FieldKey};
use casework::rights::Right;
use ledger::Compartment;

use crate::story::{
    CLERK, HEAD, KEYWORKER, POM, Saw, Story, by_import, date, fact, imported, not_applied, stated, text,
};

/// What the next import is compared with.
fn last_import(story: &Story, field: Field) -> Option<Value> {
    story.case.imported().find(|(key, _)| **key == FieldKey::Known(field)).map(|(_, value)| value.clone())
}

#[test]
fn an_import_fills_the_case_and_every_value_keeps_its_source() {
    let mut story = Story::default();
    let effects =
        story.tell(CLERK, imported(1, &[(Field::LastName, text("Ashdown")), (Field::FirstName, text("Kieran"))]));
    assert_eq!(effects.len(), 2);
    assert_eq!(story.case.full_name(), "Kieran Ashdown");
    assert_eq!(story.case.list_name(), "Ashdown, Kieran");
    let standing = &story.case.facts[&FieldKey::Known(Field::LastName)];
    assert_eq!(standing.source, by_import(1));
    assert_eq!(standing.mark.author, CLERK.principal);
    assert_eq!(last_import(&story, Field::LastName), Some(text("Ashdown")));
}

#[test]
fn a_correction_stands_until_the_prison_system_says_something_new() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::CellLocation, text("A-1-002"))]));
    story.tell(POM, stated(Field::CellLocation, text("B-2-011")));
    assert_eq!(story.value(Field::CellLocation), text("B-2-011"));
    assert_eq!(last_import(&story, Field::CellLocation), Some(text("A-1-002")), "the same import changes nothing");

    // A second correction does not forget what the prison system said.
    story.tell(POM, stated(Field::CellLocation, text("B-2-012")));
    assert_eq!(last_import(&story, Field::CellLocation), Some(text("A-1-002")));

    story.tell(CLERK, imported(2, &[(Field::CellLocation, text("C-3-001"))]));
    assert_eq!(story.value(Field::CellLocation), text("C-3-001"));
    assert_eq!(last_import(&story, Field::CellLocation), Some(text("C-3-001")));
}

#[test]
fn what_staff_recorded_of_their_own_was_never_imported() {
    let mut story = Story::default();
    story.tell(POM, stated(Field::ComName, text("Nadia Frost")));
    assert_eq!(last_import(&story, Field::ComName), None);
    // Until an import speaks of it and is corrected in turn.
    story.tell(CLERK, imported(1, &[(Field::ComName, text("N. Frost"))]));
    story.tell(POM, stated(Field::ComName, text("Nadia Frost")));
    assert_eq!(last_import(&story, Field::ComName), Some(text("N. Frost")));
}

#[test]
fn a_value_can_be_taken_back() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::Tariff, date("2030-01-01"))]));
    story.tell(CLERK, imported(2, &[(Field::Tariff, Value::Nothing)]));
    assert_eq!(story.case.value(Field::Tariff), None);
    assert_eq!(story.case.date(Field::Tariff), None);
    assert_eq!(last_import(&story, Field::Tariff), Some(Value::Nothing));
}

#[test]
fn the_day_of_a_calculation_is_kept() {
    let mut story = Story::default();
    let mut release = fact(Field::Release, date("2027-05-17"));
    release.calculated = Some(crate::story::day("2026-01-09"));
    story.tell(CLERK, CaseEvent::FactsRecorded(FactsRecorded { source: by_import(1), facts: vec![release] }));
    let standing = &story.case.facts[&FieldKey::Known(Field::Release)];
    assert_eq!(standing.calculated, Some(crate::story::day("2026-01-09")));
}

#[test]
fn every_statement_is_history_whether_or_not_it_stands() {
    let mut story = Story::default();
    story.tell(HEAD, stated(Field::Release, date("2027-05-10")));
    let effects = story.tell_unaware(POM, stated(Field::Release, date("2027-06-10")));
    assert!(effects.iter().any(|effect| matches!(
        effect,
        Effect::FactStated { value, stands: false, .. } if *value == date("2027-06-10")
    )));
}

#[test]
fn unknown_keys_of_the_prison_system_are_kept() {
    let mut story = Story::default();
    let key = FieldKey::Other("somethingNew".into());
    let body = FactsRecorded { source: by_import(1), facts: vec![fact(key.clone(), text("kept"))] };
    story.tell(CLERK, CaseEvent::FactsRecorded(body));
    assert_eq!(story.case.facts[&key].value, text("kept"));
}

#[test]
fn a_statement_by_staff_has_a_reason() {
    let mut story = Story::default();
    for reason in ["", "  \n"] {
        let source = Source::Staff { reason: reason.to_owned() };
        let body = FactsRecorded { source, facts: vec![fact(Field::Crn, text("X12345"))] };
        assert_eq!(story.refused(POM, CaseEvent::FactsRecorded(body)), NotApplied::Blank);
    }
}

#[test]
fn one_assessment_among_other_facts_needs_the_right_to_assess() {
    let mut story = Story::default();
    let facts = vec![fact(Field::Crn, text("X12345")), fact(Field::Rosh, text("HIGH"))];
    let body = FactsRecorded { source: crate::story::by_staff(), facts };
    assert_eq!(story.refused(CLERK, CaseEvent::FactsRecorded(body.clone())), NotApplied::NoRight(Right::AssessRisk));
    assert_eq!(story.value(Field::Crn), Value::Nothing, "nothing of it applies");
    assert_eq!(not_applied(&story.tell(POM, CaseEvent::FactsRecorded(body))), None);
}

#[test]
fn an_import_by_hand_is_still_an_import() {
    let mut story = Story::default();
    let forged = imported(1, &[(Field::Rosh, text("LOW"))]);
    assert_eq!(story.refused(POM, forged.clone()), NotApplied::NoRight(Right::Import));
    assert_eq!(story.refused(KEYWORKER, forged), NotApplied::NoRight(Right::Import));
}

#[test]
fn general_facts_do_not_hide_in_the_restricted_compartment() {
    let mut story = Story::default();
    let mut stamp = story.stamp(POM, Saw::Everything);
    stamp.compartment = Compartment::Restricted;
    let effects = story.apply(&stamp, stated(Field::Crn, text("X12345")));
    assert_eq!(not_applied(&effects), Some(NotApplied::WrongCompartment));
}
