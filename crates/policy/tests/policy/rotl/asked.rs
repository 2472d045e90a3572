//! Cases as JSON: at any time of a day, and broken in any way.

use policy::exchange::{explain_rotl, explain_rotl_out, explain_rotl_plan};
use policy::rotl::RuleBook;
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

use super::{clear, paid_work};

fn ask(inputs: &Value) -> Value {
    let asked = json!({ "cases": [{ "id": 1, "inputs": inputs }] }).to_string();
    let replies = explain_rotl(&asked, &RuleBook::newest()).unwrap();
    serde_json::to_value(replies).unwrap()["cases"][0].clone()
}

#[test]
fn no_answer_changes_within_a_day_in_london() {
    let at = |now: &str| ask(&json!({ "now": now, "facts": clear(), "request": paid_work() }));
    for (noon, times) in [
        ("2027-06-10T12:00:00", ["2027-06-09T23:30:00Z", "2027-06-10T00:30:00", "2027-06-10T22:59:59Z"]),
        ("2027-03-28T12:00:00", ["2027-03-28T00:30:00", "2027-03-28T02:30:00", "2027-03-28T22:30:00Z"]),
        ("2027-10-31T12:00:00", ["2027-10-30T23:30:00Z", "2027-10-31T01:30:00", "2027-10-31T23:30:00Z"]),
    ] {
        for time in times {
            assert!(at(time) == at(noon), "an answer is another one at {time}");
        }
    }
    // On the day of the earliest date, and the day before it.
    let not_planned = |now: &str| {
        let request = json!({ "kind": "RDR" });
        ask(&json!({ "now": now, "facts": clear(), "request": request }))["not_met"].clone()
    };
    assert_eq!(not_planned("2026-05-12T22:59:59Z"), json!(["earliest_date"]));
    assert_eq!(not_planned("2026-05-12T23:00:00Z"), json!([]));
}

#[test]
fn what_cannot_be_read_says_where() {
    let error = |inputs: Value| ask(&inputs)["error"].as_str().unwrap_or("answered").to_owned();
    assert_eq!(error(json!({ "request": { "kind": "RDR" } })), "now is missing");
    assert_eq!(error(json!({ "now": "2026-11-26" })), "request is missing");
    let of = |facts: Value| error(json!({ "now": "2026-11-26", "facts": facts, "request": { "kind": "SPL" } }));
    assert!(of(json!({ "catgory": "C" })).starts_with("facts cannot be read: unknown field `catgory`"));
    assert!(of(json!({ "rosh": "SOME" })).contains("unknown variant `SOME`"));
    assert!(of(json!({ "sentence_start": "2027-02-30" })).starts_with("facts cannot be read"));
    assert_eq!(of(json!({ "category": null })), "answered");
}

const NAMES: [&str; 24] = [
    "now",
    "facts",
    "request",
    "given",
    "kind",
    "pattern",
    "others",
    "has_address",
    "release",
    "category",
    "alerts",
    "rosh",
    "past",
    "breaches",
    "sentence_start",
    "single",
    "weekly",
    "from",
    "until",
    "days",
    "planned_out",
    "due",
    "went_out",
    "came_back",
];

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        ".{0,8}".prop_map(Value::from),
        select(vec![
            "2026-03-02",
            "-9999-01-01",
            "9999-12-31",
            "RDR",
            "CRL",
            "C",
            "HIGH",
            "XEL",
            "2027-01-14T08:30:00Z"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            btree_map(select(NAMES.to_vec()).prop_map(str::to_owned), inner, 0..5)
                .prop_map(|fields| Value::Object(fields.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_case_of_any_json_gets_one_reply(inputs in json_value(), facts in json_value()) {
        let book = RuleBook::newest();
        for inputs in [inputs, json!({ "now": "2026-11-26", "facts": facts, "request": { "kind": "ROR" } })] {
            let reply = ask(&inputs);
            prop_assert!(reply["error"].is_string() != reply["rules"].is_array(), "{}", reply);
            let asked = json!({ "cases": [{ "inputs": inputs }] }).to_string();
            prop_assert!(explain_rotl_plan(&asked, &book).is_ok() && explain_rotl_out(&asked, &book).is_ok());
        }
    }
}
