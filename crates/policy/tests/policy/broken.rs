//! Cases as JSON, at any time of a day and broken in any way.

use std::sync::LazyLock;

use policy::exchange::{explain_handover, explain_keywork};
use policy::{handover, keywork};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use crate::reference::files;

fn ask(cases: &[Value]) -> Vec<Value> {
    let asked = json!({ "cases": cases }).to_string();
    let replies = explain_handover(&asked, &handover::rule_sets().newest).unwrap();
    serde_json::to_value(replies).unwrap()["cases"].as_array().unwrap().clone()
}

/// The reference's cases.
static CASES: LazyLock<Vec<Value>> =
    LazyLock::new(|| files("handover.json").remove(0)["cases"].as_array().unwrap().clone());

fn at(case: &Value, now: &str) -> Value {
    let mut case = case.clone();
    case["inputs"]["now"] = json!(now);
    case
}

#[test]
fn no_answer_changes_within_a_day_in_london() {
    for (name, times) in [
        // In June the first hour of London's day is still the day before in UTC.
        ("2026-06-10", ["2026-06-09T23:30:00Z", "2026-06-10T00:30:00", "2026-06-10T22:59:59Z", "2026-06-10T23:59:59"]),
        (
            "2027-01-14",
            ["2027-01-14T00:00:00Z", "2027-01-14T00:30:00", "2027-01-14T12:00:00+00:00", "2027-01-14T23:59:59"],
        ),
        // The clocks go forward, and back.
        ("2026-03-29", ["2026-03-29T00:30:00", "2026-03-29T01:30:00", "2026-03-29T02:30:00", "2026-03-29T22:30:00Z"]),
        ("2026-10-25", ["2026-10-24T23:30:00Z", "2026-10-25T01:30:00", "2026-10-25T00:30:00Z", "2026-10-25T23:30:00"]),
    ] {
        let on = |now: &str| ask(&CASES.iter().map(|case| at(case, now)).collect::<Vec<_>>());
        let at_noon = on(&format!("{name}T12:00:00"));
        for time in times {
            assert!(on(time) == at_noon, "an answer is another one at {time}");
        }
    }
    let each_at = |time: &str| {
        let moved = |case: &Value| at(case, &format!("{}T{time}", &case["inputs"]["now"].as_str().unwrap()[..10]));
        ask(&CASES.iter().map(moved).collect::<Vec<_>>())
    };
    assert!(each_at("00:30:00") == each_at("15:00:00"), "an answer is another one half an hour after midnight");
}

/// Names that mean something somewhere in a case.
const NAMES: [&str; 30] = [
    "now",
    "date_of_birth",
    "legal_status",
    "imprisonment_status",
    "indeterminate",
    "recalled",
    "sentence_start_date",
    "release_date",
    "conditional_release_date",
    "conditional_release_override_date",
    "automatic_release_date",
    "parole_eligibility_date",
    "tariff_date",
    "hdced",
    "licence_expiry_date",
    "prison_code",
    "prison_arrival_movement_date",
    "category_code",
    "category_since",
    "mappa_level",
    "welsh",
    "parole_reviews",
    "sentence_terms",
    "early_allocations",
    "responsibility_override",
    "answers",
    "created_on",
    "target_hearing_date",
    "hearing_outcome",
    "case_id",
];

/// Any JSON, with a liking for what a case could hold.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        select(vec!["2026-03-02", "2026-02-30", "0000-00-00", "9999-12-31", "-9999-01-01", "1900-01-01", "2200-12-31"])
            .prop_map(Value::from),
        select(vec!["LIFE", "CIVIL", "DET", "UPI", "STI", "T", "Prison", "2026-03-29T01:30:00"]).prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(select(NAMES.to_vec()).prop_map(str::to_owned), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Whether a reply is an answer, or says that it cannot tell, or why the case cannot be read: one of them and only one.
fn is_one_thing(reply: &Value) -> bool {
    let error = reply["error"].as_str().is_some_and(|error| !error.is_empty());
    let cannot_tell = reply["cannot_tell"].as_array().is_some_and(|missing| !missing.is_empty());
    let outside = reply["inside_omic_policy"] == json!(false);
    let state = reply["state"].is_string() && reply["reason"].is_string();
    [error, cannot_tell, outside, state].into_iter().filter(|holds| *holds).count() == 1
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn a_case_of_any_json_gets_one_reply(inputs in json_value()) {
        for reply in ask(&[json!({ "id": "any", "inputs": inputs }), inputs]) {
            prop_assert!(is_one_thing(&reply), "{}", reply);
        }
    }

    #[test]
    fn a_case_with_broken_fields_gets_one_reply(
        case in any::<Index>(),
        broken in vec((select(NAMES.to_vec()), json_value()), 1..4),
    ) {
        let mut case = case.get(&CASES).clone();
        for (name, value) in broken {
            case["inputs"][name] = value;
        }
        prop_assert!(is_one_thing(&ask(&[case])[0]));
    }

    #[test]
    fn text_that_is_no_list_of_cases_is_refused(text in ".{0,200}") {
        prop_assert!(explain_handover(&text, &handover::rule_sets().newest).is_err());
        prop_assert!(explain_keywork(&text, &keywork::rule_sets().newest).is_err());
    }

    #[test]
    fn key_work_of_any_json_gets_one_reply(
        fields in btree_map(
            select(vec!["eligible", "days", "freq_weeks", "sessions", "staff_level", "days_allocated"]).prop_map(str::to_owned),
            prop_oneof![json_value(), any::<u64>().prop_map(Value::from)],
            0..6,
        ),
    ) {
        let asked = json!({ "cases": [{ "id": 1, "inputs": fields }] }).to_string();
        let replies = explain_keywork(&asked, &keywork::rule_sets().newest).unwrap();
        let reply = &serde_json::to_value(replies).unwrap()["cases"][0];
        let cannot_tell = reply["cannot_tell"].as_array().is_some_and(|missing| !missing.is_empty());
        prop_assert!(reply["error"].is_string() || reply["projected"].is_u64() || cannot_tell, "{}", reply);
    }
}
