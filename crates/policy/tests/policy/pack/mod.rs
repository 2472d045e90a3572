//! The gate of the handover pack: what is asked for, what settles it, and what keeps a pack from being sealed.

mod dates;
mod explained;
mod properties;
mod stated;

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use policy::exchange::explain_pack;
use policy::handover::MappaLevel;
use policy::obligation::{Agency, Check};
use policy::pack::{
    Assessment, Contacts, Demand, Item, KeyDates, KeyWorkFacts, Meeting, PACK, PackFacts, Reports, RiskFacts,
    SectionStanding, SentenceKind, TopicFact, Vlo, assess, rule_sets,
};
use policy::risk::{Rosh, Tier};

pub(crate) const TODAY: Date = date(2026, 11, 26);
const LATELY: Date = date(2026, 11, 20);
const RELEASE: Date = date(2026, 12, 16);

pub(crate) fn topic(code: &str, state: &str) -> TopicFact {
    let (code, state) = (code.to_owned(), state.to_owned());
    TopicFact { code, state, on: LATELY, has_words: true, ..TopicFact::default() }
}

pub(crate) fn named(code: &str, about: &str, state: &str) -> TopicFact {
    TopicFact { about: Some(about.to_owned()), ..topic(code, state) }
}

/// Topics that settle what is asked of everybody.
const HELD: [&str; 18] = [
    "risk-now",
    "adjudications",
    "court-report",
    "health-consent",
    "self-harm",
    "strengths",
    "worries",
    "goals",
    "release-address",
    "bank-account",
    "benefits",
    "safeguarding",
    "victim-scheme",
    "release-time",
    "collection",
    "first-appointment",
    "medication",
    "phone",
];

const PATHWAYS: [&str; 7] = [
    "pathway-accommodation",
    "pathway-attitudes",
    "pathway-family",
    "pathway-drugs",
    "pathway-work",
    "pathway-money",
    "pathway-health",
];

/// Somebody of high risk who is released in three weeks; everything is asked for, and everything is there.
pub(crate) fn ready() -> PackFacts {
    let mut topics: Vec<TopicFact> = HELD.iter().map(|code| topic(code, "held")).collect();
    topics.extend(PATHWAYS.iter().map(|code| topic(code, "done")));
    topics.extend([
        named("objective", "Find work", "done"),
        named("programme", "Building Choices", "not-done"),
        named("id-document", "Birth certificate", "held"),
        named("licence-condition", "Curfew", "asked"),
        named("trigger", "Drinking again", "held"),
    ]);
    let check = |agency| Check { agency, requested: date(2026, 10, 1), chased: None, received: Some(LATELY) };
    PackFacts {
        today: TODAY,
        sentence: Some(SentenceKind::Determinate),
        dates: KeyDates {
            sentence_start: Some(date(2024, 1, 1)),
            release: Some(RELEASE),
            licence_end: Some(date(2028, 1, 1)),
            handover: Some(date(2026, 12, 1)),
        },
        contacts: Contacts { crn: true, pnc: true, com_name: true, com_email: true },
        risk: RiskFacts {
            rosh: Some(Rosh::High),
            rosh_assessed: Some(LATELY),
            tier: Some(Tier::B),
            mappa_applies: Some(true),
            mappa_category: Some(2),
            mappa_level: Some(MappaLevel::Two),
            mappa_review: Some(date(2026, 12, 10)),
            oasys: Some(LATELY),
            oasys_reviewed: Some(LATELY),
        },
        alerts: Some(BTreeSet::from(["HA2".to_owned(), "RCP".to_owned()])),
        acct_open: Some(false),
        victim_scheme: Some(true),
        vlo: Vlo::Known,
        homeless: Some(false),
        approved_premises: Some(false),
        plan: Some(date(2026, 3, 2)),
        key_work: KeyWorkFacts { last_session: Some(LATELY), sessions: 11, high_complexity: false },
        reports: Reports { immediate_needs: Some(date(2024, 1, 5)), pre_release: Some(date(2026, 10, 1)) },
        meeting: Meeting { invited: Some(date(2026, 11, 2)), held: Some(LATELY) },
        com_contacts: 3,
        first_appointment: Some(date(2026, 12, 17)),
        checks: vec![check(Agency::Police), check(Agency::ChildrensServices)],
        topics,
        ..PackFacts::default()
    }
}

pub(crate) fn look(facts: &PackFacts) -> Assessment {
    assess(facts, &rule_sets().newest)
}

/// The word of how an item stands; nothing, where it is not asked for.
pub(crate) fn stands(facts: &PackFacts, key: &str) -> Option<&'static str> {
    look(facts).item(key).map(|item| item.standing.word())
}

pub(crate) fn without(code: &str) -> PackFacts {
    let mut facts = ready();
    facts.topics.retain(|topic| topic.code != code);
    facts
}

/// The same facts with something else stated of a topic.
pub(crate) fn with(stated: TopicFact) -> PackFacts {
    let mut facts = without(&stated.code);
    facts.topics.push(stated);
    facts
}

fn open(facts: &PackFacts) -> Vec<String> {
    look(facts).items.iter().filter(|item| item.is_open()).map(|item| item.key.clone()).collect()
}

#[test]
fn a_pack_with_everything_in_it_may_be_sealed() {
    let found = look(&ready());
    assert_eq!(open(&ready()), Vec::<String>::new());
    assert!(found.may_seal);
    assert_eq!(found.sections, [SectionStanding::Ready; 15]);
    assert!(found.items.is_sorted_by_key(|item| item.section), "section by section");
}

/// One thing missing keeps a pack in, is in its section, and is asked about.
#[test]
fn each_thing_by_itself_keeps_a_pack_from_being_sealed() {
    let cases: Vec<(&str, PackFacts)> = vec![
        ("crn", PackFacts { contacts: Contacts { crn: false, ..ready().contacts }, ..ready() }),
        ("pnc", PackFacts { contacts: Contacts { pnc: false, ..ready().contacts }, ..ready() }),
        ("com", PackFacts { contacts: Contacts { com_name: false, ..ready().contacts }, ..ready() }),
        ("com-email", PackFacts { contacts: Contacts { com_email: false, ..ready().contacts }, ..ready() }),
        ("licence-end", PackFacts { dates: KeyDates { licence_end: None, ..ready().dates }, ..ready() }),
        ("rosh", PackFacts { risk: RiskFacts { rosh_assessed: None, ..ready().risk }, ..ready() }),
        ("tier", PackFacts { risk: RiskFacts { tier: None, ..ready().risk }, ..ready() }),
        ("mappa-level", PackFacts { risk: RiskFacts { mappa_level: None, ..ready().risk }, ..ready() }),
        ("mappa-review", PackFacts { risk: RiskFacts { mappa_review: Some(LATELY), ..ready().risk }, ..ready() }),
        ("oasys", PackFacts { risk: RiskFacts { oasys: None, ..ready().risk }, ..ready() }),
        ("oasys-review", PackFacts { risk: RiskFacts { oasys_reviewed: None, ..ready().risk }, ..ready() }),
        ("plan", PackFacts { plan: None, ..ready() }),
        ("key-work", PackFacts { key_work: KeyWorkFacts::default(), ..ready() }),
        ("immediate-needs", PackFacts { reports: Reports { immediate_needs: None, ..ready().reports }, ..ready() }),
        ("pre-release-report", PackFacts { reports: Reports { pre_release: None, ..ready().reports }, ..ready() }),
        ("vlo", PackFacts { vlo: Vlo::NotKnown, ..ready() }),
        ("handover-meeting", PackFacts { meeting: Meeting::default(), ..ready() }),
        ("com-contacts", PackFacts { com_contacts: 2, ..ready() }),
        ("objective", without("objective")),
        ("id-document", without("id-document")),
        ("licence-condition", without("licence-condition")),
        ("trigger", without("trigger")),
    ];
    let of_topics = HELD.iter().chain(&PATHWAYS).filter(|code| **code != "release-address");
    for (key, facts) in cases.into_iter().chain(of_topics.map(|code| (*code, without(code)))) {
        let found = look(&facts);
        assert_eq!(open(&facts), [key]);
        assert!(!found.may_seal, "{key}");
        let item: &Item = found.item(key).unwrap();
        assert!(item.question.as_deref().is_some_and(|question| question.contains('?')), "{key}");
        let section = found.sections[usize::from(item.section) - 1];
        assert_eq!(section, SectionStanding::Gaps(1), "{key}");
    }
    assert_eq!(open(&without("release-address")), ["release-address", "duty-to-refer"]);
    let unasked = PackFacts { checks: Vec::new(), ..ready() };
    assert_eq!(open(&unasked), ["police-check", "children-check"]);
}

#[test]
fn nothing_known_is_asked_about_and_nothing_fails() {
    let found = look(&PackFacts { today: TODAY, ..PackFacts::default() });
    assert!(!found.may_seal);
    let later = |key: &str| found.item(key).map(|item| item.words.clone());
    assert_eq!(later("bank-account").as_deref(), Some("Needed once the release date is known."));
    assert!(found.item("release").is_some_and(Item::is_open), "that it is not known is a gap of its own");
}

#[test]
fn a_case_that_cannot_be_read_says_why() {
    let error = |inputs: &str| {
        let document = format!(r#"{{"cases": [{{"id": 1, "inputs": {inputs}}}]}}"#);
        let replies = explain_pack(&document, &rule_sets().newest).unwrap();
        serde_json::to_value(replies).unwrap()["cases"][0]["error"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(error(r#"{"key": "com"}"#), "facts is missing");
    assert_eq!(error(r#"{"facts": {"today": "2026-11-26"}}"#), "key is missing");
    let unknown = error(r#"{"key": "com", "facts": {"today": "2026-11-26", "shoe_size": 9}}"#);
    assert!(unknown.starts_with("facts cannot be read: unknown field `shoe_size`"), "{unknown}");
}

#[test]
fn every_clause_and_every_demand_has_an_example() {
    let examples: serde_json::Value = serde_json::from_str(PACK.examples).unwrap();
    let cases = examples["cases"].as_array().unwrap();
    let held: BTreeSet<&str> = cases.iter().filter_map(|case| case["expected"]["clause"].as_str()).collect();
    let clauses: BTreeSet<&str> = PACK.clauses.iter().map(|clause| clause.id).collect();
    assert_eq!(held, clauses);
    let demanded: BTreeSet<&str> = Demand::ALL.iter().map(|demand| demand.clause().id).collect();
    assert_eq!(demanded, clauses, "no clause without something that is asked for");
}

/// The whole of an early pack, as somebody reads it who copies the list.
#[test]
fn an_early_pack_as_text() {
    let mut facts = with(topic("bank-account", "refused"));
    facts.topics.retain(|topic| topic.code != "release-address" && topic.code != "health-consent");
    facts.dates.release = Some(date(2027, 10, 5));
    facts.dates.handover = Some(date(2027, 1, 22));
    facts.first_appointment = None;
    facts.risk.mappa_level = None;
    facts.conflicts.insert("tier".to_owned(), 1);
    let found = look(&facts);
    let line = |item: &Item| {
        let question = item.question.as_deref().map(|question| format!(" {question}")).unwrap_or_default();
        format!("{} {} [{}] {}{question}\n", item.section, item.key, item.standing.word(), item.words)
    };
    let text: String = found.items.iter().map(line).collect();
    let sections = found.sections.iter().map(|section| format!("{section:?}")).collect::<Vec<_>>().join(", ");
    assert_eq!(format!("{text}{sections}\n"), include_str!("../../golden/pack_early.txt"));
}

#[test]
fn the_working_of_a_missing_address_as_text() {
    let found = look(&without("release-address"));
    let derivation = &found.item("release-address").unwrap().derivation;
    assert_eq!(derivation.to_string(), include_str!("../../golden/pack_address.txt").trim_end());
}
