//! Explanations: what they settle, for how long, and what they do not settle.

use jiff::civil::{Date, date};
use policy::pack::{Explained, PackFacts, SectionStanding};

use super::{LATELY, TODAY, look, ready, topic, with, without};

fn explained(mut facts: PackFacts, key: &str, on: Date) -> PackFacts {
    facts.explanations.push(Explained { key: key.to_owned(), on });
    facts
}

fn stands_for(facts: &PackFacts, key: &str) -> bool {
    look(facts).item(key).unwrap().explained
}

#[test]
fn a_gap_that_is_explained_lets_a_pack_go_and_its_section_says_so() {
    let facts = explained(without("worries"), "worries", LATELY);
    let found = look(&facts);
    assert!(found.may_seal);
    assert_eq!(found.sections[5], SectionStanding::Explained);
    let item = found.item("worries").unwrap();
    assert!(item.explained && item.question.is_some() && item.standing.word() == "gap", "it is still a gap");
    assert!(!stands_for(&explained(without("worries"), "goals", LATELY), "worries"), "that is about something else");
}

#[test]
fn one_gap_more_in_the_section_is_counted() {
    let mut facts = explained(without("worries"), "worries", LATELY);
    facts.topics.retain(|topic| topic.code != "goals" && topic.code != "strengths");
    let found = look(&facts);
    assert_eq!(found.sections[5], SectionStanding::Gaps(2));
    assert!(!found.may_seal);
}

#[test]
fn an_explanation_stands_for_its_time() {
    let on = |day| explained(without("worries"), "worries", day);
    assert!(stands_for(&on(date(2026, 10, 29)), "worries"), "28 days");
    let old = on(date(2026, 10, 28));
    assert!(!stands_for(&old, "worries"));
    let words = look(&old).item("worries").unwrap().words.clone();
    assert!(words.ends_with("It was explained on 28 October 2026, longer ago than 28 days."), "{words}");
    assert!(stands_for(&explained(old, "worries", TODAY), "worries"), "the newest counts");
    assert!(!stands_for(&on(TODAY.tomorrow().unwrap()), "worries"), "it was not written yet");
}

#[test]
fn an_explanation_from_before_the_fact_was_about_something_else() {
    let refused = || with(topic("bank-account", "refused"));
    assert!(stands_for(&explained(refused(), "bank-account", LATELY), "bank-account"), "of the same day");
    let before = explained(refused(), "bank-account", LATELY.yesterday().unwrap());
    assert!(!stands_for(&before, "bank-account"));
    let words = look(&before).item("bank-account").unwrap().words.clone();
    assert!(words.ends_with("What was explained on 19 November 2026 was something else."), "{words}");
}

#[test]
fn what_is_stale_or_contradicts_itself_can_be_explained_but_no_conflict() {
    let mut facts = ready();
    facts.risk.oasys = Some(date(2026, 8, 1));
    facts.homeless = Some(true);
    let facts = explained(explained(facts, "oasys", TODAY), "release-address", TODAY);
    let mut facts = explained(facts, "duty-to-refer", TODAY);
    assert!(look(&facts).may_seal);
    facts.conflicts.insert("releaseDate".to_owned(), 1);
    let facts = explained(facts, "conflict:releaseDate", TODAY);
    let found = look(&facts);
    assert!(!found.may_seal);
    assert_eq!(found.sections[1], SectionStanding::Gaps(1));
}

#[test]
fn nothing_is_asked_about_what_stands() {
    let found = look(&ready());
    assert!(found.items.iter().all(|item| item.question.is_none() && !item.explained));
}
