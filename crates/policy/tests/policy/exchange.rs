//! Cases that cannot be read say why, and the others are still answered.

use policy::exchange::{NotCases, explain_handover, explain_keywork};
use policy::{handover, keywork};
use serde_json::{Value, json};

fn ask(cases: &Value) -> Vec<Value> {
    let replies = explain_handover(&json!({ "cases": cases }).to_string(), &handover::rule_sets().newest).unwrap();
    serde_json::to_value(replies).unwrap()["cases"].as_array().unwrap().clone()
}

/// A case that has an answer, with one field changed.
fn with(field: &str, value: Value) -> Value {
    let mut inputs = json!({
        "now": "2026-03-02T09:00:00",
        "sentence_start_date": "2024-01-01",
        "conditional_release_date": "2027-06-30",
        "release_date": "2027-06-30",
    });
    inputs[field] = value;
    json!({ "id": field, "inputs": inputs })
}

#[test]
fn a_case_that_cannot_be_read_does_not_stop_the_others() {
    let answers = ask(&json!([
        with("tier", json!("B")),
        with("conditional_release_date", json!("2027-02-30")),
        with("now", Value::Null),
        with("mappa_level", json!(7)),
        with("recalled", json!("maybe")),
        with("parole_reviews", json!([{ "target_hearing_date": "2027-01-01" }, { "target_hearing_date": 12 }])),
        with("early_allocations", json!([{}])),
        with("responsibility_override", json!("Nobody")),
        { "id": "bare" },
        7,
        with("tier", json!("A")),
    ]));
    let errors: Vec<&str> = answers.iter().map(|answer| answer["error"].as_str().unwrap_or("answered")).collect();
    assert_eq!(
        errors,
        [
            "answered",
            "conditional_release_date is “2027-02-30”, which is not a date that exists (write it as 2026-05-17)",
            "now is missing",
            "mappa_level is 7, which is not a MAPPA level (0 for known not to apply, 1, 2 or 3)",
            "recalled is “maybe”, which is not true or false",
            "parole_reviews, number 2: target_hearing_date is 12, which is not a date that exists (write it as 2026-05-17)",
            "early_allocations, number 1: created_on is missing",
            "responsibility_override is “Nobody”, which is not “Prison” or “Probation”",
            "this case has no inputs: “inputs” is an object of named values",
            "this case has no inputs: “inputs” is an object of named values",
            "answered",
        ]
    );
    assert_eq!(answers[10]["handover_date"], "2026-10-16");
}

#[test]
fn what_is_no_list_of_cases_is_refused_as_a_whole() {
    let rules = &handover::rule_sets().newest;
    assert!(matches!(explain_handover("not json", rules), Err(NotCases::NotJson(_))));
    assert_eq!(explain_handover("{}", rules), Err(NotCases::NoCases));
    assert_eq!(explain_handover(r#"{"cases": 3}"#, rules), Err(NotCases::NoCases));
    assert!(explain_handover(r#"{"cases": []}"#, rules).unwrap().cases.is_empty());
}

#[test]
fn an_input_that_is_not_known_is_said_not_to_be_used() {
    let answers = ask(&json!([with("shoe_size", json!(43))]));
    let cautions = answers[0]["derivation"]["cautions"].as_array().unwrap();
    assert_eq!(cautions, &[json!("The input “shoe_size” is not known, and was not used.")]);
}

#[test]
fn null_is_not_recorded_and_absent_is_the_usual() {
    let [absent, null] = [with("tier", Value::Null), with("prison_code", Value::Null)];
    for (case, expected) in [(absent, "determinate"), (null, "determinate")] {
        assert_eq!(ask(&json!([case]))[0]["reason"], expected, "a determinate sentence does not depend on the prison");
    }
    let mut lifer = with("prison_code", Value::Null);
    lifer["inputs"]["indeterminate"] = json!(true);
    lifer["inputs"]["tariff_date"] = json!("2030-01-01");
    assert_eq!(ask(&json!([lifer]))[0]["cannot_tell"], json!(["the prison"]));
}

#[test]
fn key_work_says_what_it_cannot_read() {
    let cases = json!({ "cases": [
        { "id": 1, "inputs": { "eligible": 10 } },
        { "id": 2, "inputs": { "eligible": -1, "days": 28 } },
        { "id": 3, "inputs": { "staff_level": "now and then" } },
        { "id": 4, "inputs": { "days_allocated": "ten" } },
        { "id": 5, "inputs": { "eligible": 10, "days": 28 } },
        { "id": 6, "inputs": { "eligible": 10, "days": 28, "freq_weeks": 0 } },
    ] });
    let replies = explain_keywork(&cases.to_string(), &keywork::rule_sets().newest).unwrap();
    let replies = serde_json::to_value(replies).unwrap();
    let errors: Vec<&str> =
        replies["cases"].as_array().unwrap()[..4].iter().map(|c| c["error"].as_str().unwrap()).collect();
    assert_eq!(
        errors,
        [
            "days is missing",
            "eligible is -1, which is not a whole number from 0 up",
            "staff_level is “now and then”, which is not such as “days allocated 10, weekly”",
            "days_allocated is \"ten\", which is not a number of days, or a list of them",
        ]
    );
    assert_eq!(replies["cases"][4]["projected"], 40, "weekly, where a prison sets nothing else");
    assert_eq!(replies["cases"][5]["cannot_tell"], json!(["how often a session is due"]));
}
