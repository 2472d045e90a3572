//! The examples that the rules give of themselves hold.

use policy::exchange::{
    explain_capacity, explain_handover, explain_keywork, explain_obligation, explain_pack, explain_pom_type,
    explain_rotl, explain_rotl_out, explain_rotl_plan, explain_within_prison, explain_workload,
};
use policy::rotl::RuleBook;
use policy::workload::Scales;
use policy::{Rule, docs, handover, keywork, obligation, pack, pom_type, workload};
use serde_json::Value;

fn answers(rule: &Rule) -> Value {
    let handover = &handover::rule_sets().newest;
    let settings = &obligation::settings().newest;
    let work = &workload::rule_sets().newest;
    let replies = match rule.id {
        "keywork-prison" | "keywork-officer" => {
            serde_json::to_value(explain_keywork(rule.examples, &keywork::rule_sets().newest).unwrap())
        }
        "pom-type" => {
            serde_json::to_value(explain_pom_type(rule.examples, handover, &pom_type::rule_sets().newest).unwrap())
        }
        "workload" => {
            let scales = Scales { work, handover, obligations: settings };
            serde_json::to_value(explain_workload(rule.examples, &scales).unwrap())
        }
        "capacity" => serde_json::to_value(explain_capacity(rule.examples, work).unwrap()),
        "within-prison" => serde_json::to_value(explain_within_prison(rule.examples, work).unwrap()),
        "obligations" => serde_json::to_value(explain_obligation(rule.examples, settings, handover).unwrap()),
        "pack" => serde_json::to_value(explain_pack(rule.examples, &pack::rule_sets().newest).unwrap()),
        "rotl-tier" | "rotl" | "rotl-earliest" | "rotl-consultees" | "rotl-grade" => {
            serde_json::to_value(explain_rotl(rule.examples, &RuleBook::newest()).unwrap())
        }
        "rotl-plan" => serde_json::to_value(explain_rotl_plan(rule.examples, &RuleBook::newest()).unwrap()),
        "rotl-out" => serde_json::to_value(explain_rotl_out(rule.examples, &RuleBook::newest()).unwrap()),
        _ => serde_json::to_value(explain_handover(rule.examples, handover).unwrap()),
    };
    replies.unwrap()
}

#[test]
fn every_example_of_every_rule_holds() {
    for rule in docs::RULES {
        let examples: Value = serde_json::from_str(rule.examples).unwrap();
        let cases = examples["cases"].as_array().unwrap();
        assert!(!cases.is_empty(), "{} has no example", rule.id);
        let answers = answers(rule);
        for (case, answer) in cases.iter().zip(answers["cases"].as_array().unwrap()) {
            for (field, expected) in case["expected"].as_object().unwrap() {
                assert_eq!(answer.get(field), Some(expected), "{}, {}: {field}", rule.id, case["id"]);
            }
        }
    }
}

#[test]
fn clauses_have_identifiers_of_their_own_and_no_figures() {
    let clauses: Vec<_> = docs::RULES.iter().flat_map(|rule| rule.clauses).collect();
    for clause in &clauses {
        assert_eq!(clauses.iter().filter(|other| other.id == clause.id).count(), 1, "{}", clause.id);
        let words: Vec<&str> = clause.words.split(' ').collect();
        let is_figure = |pair: &[&str]| pair[0].parse::<u16>().is_ok() && pair[1].starts_with(['m', 'd', 'y']);
        assert!(!words.windows(2).any(is_figure), "{} names a figure that is the rule set's", clause.id);
        assert!(!clause.source.is_empty(), "{} has no source", clause.id);
    }
}
