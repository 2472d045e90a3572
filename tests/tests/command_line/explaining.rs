//! The rules, asked from outside: cases in on standard input, answers with their working out. Nobody has to have a profile.

use serde_json::{Value, json};
use tests::command::Account;

const HANDOVER: &str = include_str!("../../../crates/policy/tests/vectors/handover.json");
const WORKED: &str = include_str!("../../../crates/policy/tests/vectors/worked_examples.json");

fn explain(subject: &str, cases: &str) -> Vec<Value> {
    let ran = Account::new().typing(["--json", "explain", subject], cases).done();
    ran.json()["cases"].as_array().unwrap().clone()
}

#[test]
fn every_case_of_the_reference_is_answered_as_it_answers() {
    let reference: Value = serde_json::from_str(HANDOVER).unwrap();
    let expected = reference["cases"].as_array().unwrap();
    let answered = explain("handover", HANDOVER);
    assert_eq!(answered.len(), expected.len());
    assert!(!answered.is_empty());
    for (case, answer) in expected.iter().zip(&answered).filter(|(case, _)| case["reference_defect"].is_null()) {
        for field in ["state", "pom", "com", "reason", "handover_date", "handover_start_date", "inside_omic_policy"] {
            assert_eq!(answer[field], case["expected"][field], "{}: {field}", case["id"]);
        }
        assert_eq!(answer["id"], case["id"]);
        assert!(!answer["derivation"]["steps"].is_null(), "{}: the working", case["id"]);
    }
}

#[test]
fn the_worked_examples_of_key_work_and_police_numbers_come_out() {
    let worked: Value = serde_json::from_str(WORKED).unwrap();
    let expected = worked["keyworker_stats"].as_array().unwrap();
    let answered = explain("keywork", WORKED);
    assert_eq!(answered.len(), expected.len());
    for (example, answer) in expected.iter().zip(&answered) {
        assert_eq!(answer["projected"], example["projected"], "{example}");
        if !example["rate"].is_null() {
            assert_eq!(answer["rate"].to_string(), example["rate"].to_string(), "{example}");
        }
    }
    let answered = explain("identifiers", WORKED);
    let rows = ["pnc", "cro"].into_iter().flat_map(|list| worked[list].as_array().unwrap());
    let expected: Vec<_> = rows.map(|row| (row[1].clone(), row[2].clone())).collect();
    let said: Vec<_> = answered.iter().map(|answer| (answer["canonical"].clone(), answer["valid"].clone())).collect();
    assert_eq!(said, expected);
}

#[test]
fn temporary_release_is_said_rule_by_rule_with_its_earliest_dates_and_who_is_asked() {
    let person = json!({ "category": "C", "alerts": ["ROTL"], "indeterminate": false, "recalled": false,
        "extended": false, "rosh": "LOW", "mappa_applies": false, "imprisonment_status": "ADIMP_ORA", "prison": "LEI",
        "sentence_start": "2025-01-10", "conditional_release": "2027-09-11", "remand_days": 120 });
    let cases = json!({ "cases": [
        { "id": "one", "inputs": { "now": "2026-11-26", "facts": person, "request": { "kind": "RDR" } } },
        { "id": "two", "inputs": { "now": "2026-11-26", "facts": { "catgory": "C" }, "request": { "kind": "RDR" } } },
    ] });
    let answered = explain("rotl", &cases.to_string());
    assert_eq!(answered[0]["not_met"], json!(["suspension"]));
    assert_eq!(answered[0]["progress"]["refuses"], json!(["suspension"]));
    assert_eq!(answered[0]["earliest"]["RDR"], json!({ "from": "2026-05-13" }));
    assert_eq!(answered[0]["tier"], "standard");
    assert!(answered[0]["ask"].as_array().unwrap().contains(&json!("police")));
    assert!(answered[1]["error"].as_str().unwrap().contains("catgory"), "{}", answered[1]);
    let said = Account::new().typing(["explain", "rotl"], &cases.to_string()).done().stdout;
    assert!(said.contains("- ROTL is not suspended. Not met: the alert ROTL is active."), "{said}");
}

#[test]
fn what_cannot_be_read_says_so_and_the_rest_is_answered() {
    let cases = json!({ "cases": [
        { "id": 1, "inputs": { "pnc": "12/394773H" } },
        { "id": 2, "inputs": { "number": "12/394773H" } },
        { "id": 3 },
    ] });
    let answered = explain("identifiers", &cases.to_string());
    assert_eq!(answered[0]["canonical"], "2012/0394773H");
    assert_eq!(answered[1]["error"], "pnc or cro is missing");
    assert!(answered[2]["error"].as_str().unwrap().contains("no inputs"));
    let refused = Account::new().typing(["explain", "handover"], "not json").refused();
    assert!(refused.contains("not JSON"), "{refused}");
    let refused = Account::new().typing(["explain", "handover"], "{}").refused();
    assert!(refused.contains("no list of cases"), "{refused}");
}

#[test]
fn a_person_reads_the_working_as_text() {
    let cases = json!({ "cases": [{ "id": "Ashdown", "inputs": {
        "now": "2026-03-02T09:00:00",
        "sentence_start_date": "2024-01-01",
        "conditional_release_date": "2027-06-30",
        "release_date": "2027-06-30",
    } }] });
    let said = Account::new().typing(["explain", "handover"], &cases.to_string()).done().stdout;
    assert!(said.starts_with("Ashdown\n"), "{said}");
    assert!(said.contains("16 October 2026") && said.contains("Clause 6.e"), "{said}");
}
