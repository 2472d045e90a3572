//! What is stated of topics: which states settle them, and where words are asked for.

use policy::pack::{PackFacts, TopicFact, Vlo};

use super::{LATELY, TODAY, look, named, ready, stands, topic, with, without};
use jiff::civil::date;

fn wordless(stated: TopicFact) -> TopicFact {
    TopicFact { has_words: false, ..stated }
}

#[test]
fn of_several_statements_the_newest_counts() {
    let mut facts = with(topic("bank-account", "refused"));
    assert_eq!(stands(&facts, "bank-account"), Some("gap"));
    facts.topics.push(TopicFact { on: TODAY, ..topic("bank-account", "asked") });
    assert_eq!(stands(&facts, "bank-account"), Some("asked"));
    facts.topics.push(TopicFact { on: date(2026, 11, 2), ..topic("bank-account", "held") });
    assert_eq!(stands(&facts, "bank-account"), Some("asked"), "an older one changes nothing");
}

#[test]
fn what_does_not_arise_needs_a_reason_where_that_is_asked() {
    for (code, alone, with_words) in [
        ("adjudications", "held", "held"),
        ("collection", "held", "held"),
        ("court-report", "gap", "held"),
        ("bank-account", "gap", "held"),
        ("release-time", "gap", "gap"),
        ("strengths", "gap", "gap"),
    ] {
        let stated = topic(code, "not-applicable");
        assert_eq!(stands(&with(stated.clone()), code), Some(with_words), "{code}");
        assert_eq!(stands(&with(wordless(stated)), code), Some(alone), "{code}");
    }
}

#[test]
fn work_that_is_over_has_an_outcome_or_a_reason() {
    for (state, expected) in [("done", "gap"), ("not-done", "gap"), ("not-applicable", "gap"), ("in-progress", "held")]
    {
        let facts = with(wordless(named("programme", "Building Choices", state)));
        assert_eq!(stands(&facts, "programme:Building Choices"), Some(expected), "{state}");
    }
    let mistake = with(named("programme", "Building Choices", "ended"));
    assert_eq!(stands(&mistake, "programme:Building Choices"), None, "recorded by mistake");
    assert!(look(&mistake).may_seal, "nobody has to do a programme");
    assert_eq!(stands(&with(named("objective", "Find work", "ended")), "objective"), Some("gap"));
}

#[test]
fn a_pathway_in_which_support_is_required_has_a_need_that_somebody_sees_to() {
    let need = |has_owner, due| TopicFact { has_owner, due, ..named("pathway-drugs", "A prescription", "in-progress") };
    let facts = |need: Option<TopicFact>| {
        let mut facts = with(topic("pathway-drugs", "support-required"));
        facts.topics.extend(need);
        facts
    };
    assert_eq!(stands(&facts(None), "pathway-drugs"), Some("gap"));
    assert_eq!(stands(&facts(Some(need(true, None))), "pathway-drugs"), Some("gap"));
    assert_eq!(stands(&facts(Some(need(false, Some(TODAY)))), "pathway-drugs"), Some("gap"));
    assert_eq!(stands(&facts(Some(need(true, Some(TODAY)))), "pathway-drugs"), Some("held"));
    for (state, expected) in
        [("not-started", "gap"), ("in-progress", "held"), ("support-not-required", "held"), ("declined", "held")]
    {
        assert_eq!(stands(&with(topic("pathway-drugs", state)), "pathway-drugs"), Some(expected), "{state}");
    }
}

#[test]
fn an_address_and_something_that_excludes_it_cannot_both_be_right() {
    let of = |facts: &PackFacts| stands(facts, "release-address");
    assert_eq!(of(&PackFacts { homeless: Some(true), ..ready() }), Some("contradicts"));
    let mut premises = PackFacts { approved_premises: Some(true), ..ready() };
    assert_eq!(of(&premises), Some("contradicts"));
    assert_eq!(stands(&premises, "approved-premises"), Some("gap"));
    premises.topics.push(topic("approved-premises", "held"));
    assert_eq!(of(&premises), Some("held"), "the address can be theirs");
    premises.topics.retain(|topic| topic.code != "release-address");
    assert_eq!((of(&premises), stands(&premises, "duty-to-refer")), (Some("held"), None));
    assert_eq!(of(&with(topic("release-address", "ended"))), Some("contradicts"));
    assert_eq!(of(&with(wordless(topic("release-address", "ended")))), Some("gap"), "nothing is left to print");
}

#[test]
fn whoever_has_nowhere_to_live_is_referred() {
    assert_eq!(stands(&ready(), "duty-to-refer"), None);
    let mut facts = without("release-address");
    facts.homeless = None;
    assert_eq!(stands(&facts, "duty-to-refer"), Some("gap"));
    facts.topics.push(topic("duty-to-refer", "asked"));
    assert_eq!(stands(&facts, "duty-to-refer"), Some("asked"));
}

#[test]
fn what_an_alert_asks_for_is_asked_for_where_nobody_has_looked() {
    let mut facts = without("self-harm");
    facts.topics.retain(|topic| topic.code != "safeguarding");
    facts.alerts = Some(std::collections::BTreeSet::new());
    assert_eq!((stands(&facts, "self-harm"), stands(&facts, "safeguarding")), (None, None));
    facts.alerts = None;
    assert_eq!((stands(&facts, "self-harm"), stands(&facts, "safeguarding")), (Some("gap"), Some("gap")));
    let denied = with(topic("self-harm", "not-applicable"));
    assert_eq!(stands(&denied, "self-harm"), Some("contradicts"), "an ACCT was closed");
}

#[test]
fn what_a_victim_asked_for_is_never_said() {
    let closed = PackFacts { vlo: Vlo::Closed, ..ready() };
    let found = look(&closed);
    let item = found.item("vlo").unwrap();
    assert!(item.is_open() && item.words.contains("ask somebody who may see restricted matters"), "{}", item.words);
    assert_eq!(stands(&PackFacts { victim_scheme: Some(false), ..closed }, "vlo"), None);
    let denied = with(topic("victim-scheme", "not-applicable"));
    assert_eq!(stands(&denied, "victim-scheme"), Some("contradicts"));
}

#[test]
fn a_condition_has_its_reason_and_a_sign_its_words() {
    let condition = with(wordless(named("licence-condition", "Curfew", "asked")));
    assert_eq!(stands(&condition, "licence-condition:Curfew"), Some("gap"));
    assert_eq!(stands(&condition, "licence-condition"), None, "one is asked for");
    let mut sign = with(wordless(named("trigger", "Drinking again", "held")));
    assert_eq!(stands(&sign, "trigger"), Some("gap"));
    sign.topics.push(TopicFact { on: date(2026, 11, 1), ..named("trigger", "Sleeping badly", "held") });
    assert_eq!(stands(&sign, "trigger"), Some("held"), "one is enough");
    sign.risk.rosh = Some(policy::risk::Rosh::Medium);
    assert_eq!(stands(&sign, "trigger"), None);
}

#[test]
fn a_conflict_stands_in_the_section_that_prints_the_field() {
    let mut facts = ready();
    facts.conflicts.extend([("tier".to_owned(), 1), ("unheardOf".to_owned(), 2), ("crn".to_owned(), 0)]);
    let found = look(&facts);
    let section = |key: &str| found.item(key).map(|item| item.section);
    assert_eq!(
        (section("conflict:tier"), section("conflict:unheardOf"), section("conflict:crn")),
        (Some(3), Some(1), None)
    );
    assert!(!found.may_seal);
}

#[test]
fn of_an_answered_check_the_latest_counts() {
    let mut facts = ready();
    facts.checks.push(policy::obligation::Check {
        agency: policy::obligation::Agency::Police,
        requested: LATELY,
        chased: None,
        received: None,
    });
    assert_eq!(stands(&facts, "police-check"), Some("asked"));
    assert!(look(&facts).may_seal, "somebody was asked, and that is what the pack says");
}
