//! The rules as they are written, at their boundaries, where the reference's cases at hand do not reach.

use policy::exchange::{Inputs, explain_handover, handover_facts};
use policy::handover::{early_allocation_status, referral_window, rule_sets};
use serde_json::{Value, json};

/// What the rules say of a case on 2 March 2026, if it says nothing else: with these fields put into a base.
fn ask(base: &Value, fields: &Value) -> Value {
    let cases = json!({ "cases": [{ "id": "one", "inputs": merged(base, fields) }] }).to_string();
    let replies = explain_handover(&cases, &rule_sets().newest).unwrap();
    let reply = serde_json::to_value(replies).unwrap()["cases"][0].clone();
    assert!(reply["error"].is_null(), "{reply}");
    reply
}

fn merged(base: &Value, fields: &Value) -> Value {
    let mut inputs = json!({ "now": "2026-03-02T09:00:00" });
    for fields in [base, fields] {
        for (name, value) in fields.as_object().unwrap() {
            inputs[name] = value.clone();
        }
    }
    inputs
}

fn determinate() -> Value {
    json!({ "sentence_start_date": "2022-05-09", "conditional_release_date": "2027-06-20", "release_date": "2027-06-20" })
}

fn indeterminate() -> Value {
    json!({ "sentence_start_date": "2012-01-10", "indeterminate": true, "tariff_date": "2029-06-01" })
}

/// A completed review that did not end in release, and a hearing that is distant.
fn refused() -> Value {
    json!([
        { "target_hearing_date": "2025-06-01", "hearing_outcome": "Stay In Closed [*]" },
        { "target_hearing_date": "2027-09-15", "hearing_outcome": null },
    ])
}

#[track_caller]
fn expect(base: &Value, fields: &Value, expected: &Value) {
    let answer = ask(base, fields);
    for (name, value) in expected.as_object().unwrap() {
        assert_eq!(answer[name], *value, "{fields}: {name}");
    }
}

#[test]
fn whom_the_policy_covers() {
    let covered = |fields: Value| ask(&determinate(), &fields)["inside_omic_policy"].clone();
    assert_eq!(covered(json!({ "date_of_birth": "2008-03-02" })), true, "the eighteenth birthday");
    assert_eq!(covered(json!({ "date_of_birth": "2008-03-03" })), false);
    for civil in &rule_sets().newest.constants.civil_statuses.value {
        assert_eq!(covered(json!({ "imprisonment_status": civil })), false, "{civil}");
    }
    assert_eq!(covered(json!({ "legal_status": "REMAND" })), false);
    assert_eq!(covered(json!({ "legal_status": "RECALL" })), true);
    assert_eq!(covered(json!({ "sentence_start_date": null })), false);
    assert_eq!(covered(json!({ "sentence_start_date": null, "imprisonment_status": "DET" })), true);
    for date in ["parole_eligibility_date", "hdced", "tariff_date"] {
        assert_eq!(covered(json!({ "release_date": null, date: "2027-01-01" })), true, "{date}");
    }
    assert_eq!(covered(json!({ "release_date": null, "indeterminate": true })), true);
}

#[test]
fn what_beats_what() {
    let reason = |base: &Value, fields: Value, expected: &str| expect(base, &fields, &json!({ "reason": expected }));
    let lifer = indeterminate();
    reason(&determinate(), json!({ "recalled": true, "imprisonment_status": "DET" }), "recall_case");
    reason(&lifer, json!({ "parole_reviews": refused() }), "thd_over_12_months");
    reason(&lifer, json!({ "parole_reviews": refused(), "mappa_level": 2 }), "parole_mappa_2_3");
    reason(
        &lifer,
        json!({ "parole_reviews": refused(), "recalled": true, "mappa_level": 1 }),
        "recall_thd_over_12_months",
    );
    reason(&lifer, json!({ "parole_reviews": refused(), "recalled": true, "mappa_level": 3 }), "parole_mappa_2_3");
    let no_outcome = json!([{ "target_hearing_date": "2027-09-15" }]);
    reason(&lifer, json!({ "parole_reviews": no_outcome, "recalled": true, "mappa_level": 2 }), "recall_case");
    reason(&lifer, json!({ "parole_reviews": no_outcome }), "indeterminate");
    reason(&determinate(), json!({ "conditional_release_date": null }), "release_date_unknown");
    reason(
        &determinate(),
        json!({ "conditional_release_date": null, "automatic_release_date": "2027-06-20" }),
        "determinate",
    );
    // Rules for lifers do not touch determinate sentences.
    reason(&determinate(), json!({ "parole_reviews": refused() }), "determinate");
}

#[test]
fn which_review_counts() {
    let reason = |reviews: Value| ask(&indeterminate(), &json!({ "parole_reviews": reviews }))["reason"].clone();
    let hearing = json!({ "target_hearing_date": "2027-09-15" });
    let with = |review: Value| reason(json!([review, hearing]));
    for (outcome, received, expected) in [
        (json!("Stay In Closed [*]"), Value::Null, "thd_over_12_months"),
        (json!("Release [*]"), Value::Null, "indeterminate"),
        (json!("Release"), Value::Null, "thd_over_12_months"),
        (json!("Not Applicable"), Value::Null, "indeterminate"),
        (json!("Not Specified"), Value::Null, "indeterminate"),
        (Value::Null, Value::Null, "indeterminate"),
        (json!("Not Applicable"), json!("2025-06-20"), "thd_over_12_months"),
        (Value::Null, json!("2025-06-20"), "thd_over_12_months"),
    ] {
        let review = json!({
            "target_hearing_date": "2025-06-01",
            "hearing_outcome": outcome,
            "hearing_outcome_received_on": received,
        });
        assert_eq!(with(review.clone()), expected, "{review}");
    }
    let outcome = "Stay In Closed [*]";
    assert_eq!(with(json!({ "hearing_outcome": outcome })), "indeterminate", "no hearing date");
    assert_eq!(
        with(json!({ "target_hearing_date": "2012-01-09", "hearing_outcome": outcome })),
        "indeterminate",
        "before this sentence"
    );
    assert_eq!(with(json!({ "target_hearing_date": "2012-01-10", "hearing_outcome": outcome })), "thd_over_12_months");
    let twice = |outcome: &str| json!({ "target_hearing_date": "2025-06-01", "hearing_outcome": outcome });
    let contradicting = json!([twice("Release [*]"), twice("Stay In Closed [*]"), hearing]);
    let answer = ask(&indeterminate(), &json!({ "parole_reviews": contradicting }));
    assert_eq!(answer["cannot_tell"], json!(["which of two parole outcomes of the same hearing is right"]));
    assert_eq!(reason(json!([twice("Stay"), twice("Stay In Closed [*]"), hearing])), "thd_over_12_months");
    let released_since = json!({ "target_hearing_date": "2025-08-01", "hearing_outcome": "Release [*]" });
    let refused_before = json!({ "target_hearing_date": "2025-06-01", "hearing_outcome": outcome });
    assert_eq!(reason(json!([released_since, refused_before, hearing])), "indeterminate", "the latest counts");
}

#[test]
fn an_additional_indeterminate_sentence() {
    let reason = |terms: Value| ask(&indeterminate(), &json!({ "sentence_terms": terms }))["reason"].clone();
    let term = |case: i64, start: &str, kind: &str, life: bool| {
        json!({
            "case_id": case,
            "sentence_start_date": start,
            "sentence_type": kind,
            "life": life,
        })
    };
    let life = term(1, "2012-01-10", "LIFE", true);
    assert_eq!(reason(json!([life, term(2, "2019-04-01", "IPP", false)])), "additional_isp");
    assert_eq!(
        reason(json!([term(2, "2019-04-01", "X", true), life])),
        "additional_isp",
        "the flag is enough, and order is not"
    );
    assert_eq!(reason(json!([life, term(1, "2019-04-01", "IPP", false)])), "indeterminate", "one court case");
    assert_eq!(reason(json!([life, term(2, "2012-01-10", "IPP", false)])), "indeterminate", "the same day");
    // The group begins with its first term, even where that is determinate.
    let with_earlier = json!([life, term(2, "2012-01-10", "ADIMP", false), term(2, "2019-04-01", "LR_IPP", false)]);
    assert_eq!(reason(with_earlier), "indeterminate");
    let undated = json!([life, { "case_id": 2, "life": true }]);
    assert_eq!(
        ask(&indeterminate(), &json!({ "sentence_terms": undated }))["cannot_tell"].as_array().unwrap().len(),
        1
    );
}

#[test]
fn open_conditions_and_the_open_rules() {
    let start = |fields: Value| {
        let answer = ask(&indeterminate(), &fields);
        (answer["reason"].as_str().unwrap().to_owned(), answer["handover_start_date"].as_str().unwrap().to_owned())
    };
    let at = |prison: &str, moved_in: &str, welsh: bool| {
        start(json!({ "prison_code": prison, "prison_arrival_movement_date": moved_in, "welsh": welsh }))
    };
    let open = |day: &str| ("indeterminate_open".to_owned(), day.to_owned());
    assert_eq!(at("FDI", "2021-03-30", false), open("2028-06-01"), "open, but not under the open rules");
    assert_eq!(at("FDI", "2021-03-31", false), open("2021-03-31"));
    assert_eq!(at("UPI", "2020-10-18", true), open("2028-06-01"));
    assert_eq!(at("UPI", "2020-10-19", true), open("2020-10-19"));
    assert_eq!(at("UPI", "2020-10-19", false), open("2028-06-01"));
    assert_eq!(at("SUI", "2020-10-19", true), open("2028-06-01"), "the pilot was at Prescoed");
    assert_eq!(at("UPI", "2021-03-31", false), open("2021-03-31"));
    assert_eq!(at("FDI", "2029-01-01", false), open("2028-06-01"), "an arrival after the handover date");
    for prison in &rule_sets().newest.constants.mens_open_prisons.value {
        assert_eq!(at(prison, "2024-01-01", false), open("2024-01-01"));
    }
    let sentenced_there = json!({
        "prison_code": "FDI",
        "prison_arrival_movement_date": "2019-01-01",
        "sentence_start_date": "2021-04-05",
        "sentence_terms": [],
    });
    assert_eq!(start(sentenced_there), open("2021-04-05"), "the arrival is no earlier than the sentence");
    let woman = |prison: &str, category: &str, since: Value| {
        start(json!({ "prison_code": prison, "category_code": category, "category_since": since }))
    };
    for prison in &rule_sets().newest.constants.womens_prisons.value {
        assert_eq!(woman(prison, "T", json!("2019-05-01")), open("2019-05-01"), "no day from which the rules hold");
        assert_eq!(woman(prison, "R", json!("2019-05-01")).0, "indeterminate");
    }
    assert_eq!(woman("STI", "T", Value::Null), open("2028-06-01"), "nobody recorded since when");
    assert_eq!(woman("LEI", "T", json!("2019-05-01")).0, "indeterminate", "category T in a men's closed prison");
}

#[test]
fn the_earliest_release_of_a_lifer() {
    let found = |tariff: Value, hearing: Value| {
        let reviews = json!([{ "target_hearing_date": hearing }]);
        let answer = ask(&indeterminate(), &json!({ "tariff_date": tariff, "parole_reviews": reviews }));
        answer["earliest_release_for_handover"]["type"].as_str().map(str::to_owned)
    };
    let type_of = |tariff: &str, hearing: &str| found(json!(tariff), json!(hearing)).unwrap();
    assert_eq!(type_of("2026-03-03", "2026-03-02"), "TED", "the tariff is ahead");
    assert_eq!(type_of("2026-03-02", "2026-03-03"), "THD", "a tariff that expires today is not ahead");
    assert_eq!(type_of("2026-03-02", "2026-03-02"), "TED", "as near");
    assert_eq!(type_of("2026-02-01", "2026-03-01"), "THD", "both passed, the nearer");
    assert_eq!(type_of("2026-03-01", "2026-02-01"), "TED");
    assert_eq!(found(Value::Null, Value::Null), None);
    let others = json!({ "tariff_date": null, "parole_eligibility_date": "2027-01-01", "conditional_release_date": "2027-01-01" });
    expect(
        &indeterminate(),
        &others,
        &json!({ "earliest_release_for_handover": null, "reason": "release_date_unknown" }),
    );
}

#[test]
fn overridden_dates_stand() {
    let fields =
        json!({ "conditional_release_override_date": "2027-10-31", "automatic_release_override_date": "2028-10-31" });
    let release = json!({ "type": "CRD", "date": "2027-10-31" });
    let expected = json!({ "earliest_release_for_handover": release, "handover_date": "2027-02-14" });
    expect(&determinate(), &fields, &expected);
}

/// An assessment, with these fields.
fn assessed(fields: &Value) -> Value {
    let mut assessment = json!({ "created_on": "2026-01-10", "created_within_referral_window": true, "answers": {} });
    for (name, value) in fields.as_object().unwrap() {
        assessment[name] = value.clone();
    }
    assessment
}

#[test]
fn where_early_allocation_stands() {
    let status = |release: &str, assessments: Value| {
        let fields = json!({ "conditional_release_date": release, "early_allocations": assessments });
        let inputs = merged(&determinate(), &fields);
        let (facts, today) = handover_facts(&Inputs::new(inputs.as_object().unwrap())).unwrap();
        let status = early_allocation_status(&facts, today, &rule_sets().newest).answer;
        serde_json::to_value(status).unwrap()["known"].as_str().map(str::to_owned)
    };
    let near = "2027-06-20";
    let far = "2029-06-20";
    let eligible = assessed(&json!({ "answers": { "high_profile": true } }));
    let discretionary = assessed(&json!({ "answers": { "other_reason": true } }));
    let early = assessed(&json!({ "created_within_referral_window": false, "answers": { "other_reason": true } }));
    let old = assessed(&json!({ "created_on": "2022-05-08", "answers": { "high_profile": true } }));
    let now = |assessments: Value| status(near, assessments).unwrap();
    assert_eq!(now(json!([])), "not_assessed");
    assert_eq!(now(json!([old])), "not_assessed", "of an earlier sentence");
    let first_day = assessed(&json!({ "created_on": "2022-05-09", "answers": { "high_profile": true } }));
    assert_eq!(now(json!([first_day])), "eligible", "made on the day on which the sentence began");
    assert_eq!(now(json!([eligible])), "eligible");
    assert_eq!(now(json!([discretionary])), "decision_pending");
    assert_eq!(
        now(json!([assessed(&json!({ "answers": { "other_reason": true }, "community_decision": false }))])),
        "assessment_saved"
    );
    assert_eq!(now(json!([assessed(&json!({ "community_decision": true }))])), "eligible", "the community's yes");
    assert_eq!(now(json!([early])), "call_to_action");
    assert_eq!(status(far, json!([early])).unwrap(), "assessment_saved", "the window is not open yet");
    let later = assessed(&json!({ "created_on": "2026-02-10" }));
    assert_eq!(now(json!([eligible, later])), "assessment_saved", "the latest counts");
    assert_eq!(status(near, json!([eligible, discretionary])), None, "which of two on one day came last is not known");
    assert_eq!(now(json!([eligible, eligible])), "eligible");
}

#[test]
fn the_referral_window_opens_on_its_first_day() {
    let open = |fields: Value| {
        let inputs = merged(&json!({ "sentence_start_date": "2022-05-09" }), &fields);
        let (facts, today) = handover_facts(&Inputs::new(inputs.as_object().unwrap())).unwrap();
        referral_window(&facts, today, &rule_sets().newest).answer.known().unwrap()
    };
    for date in ["tariff_date", "parole_eligibility_date", "automatic_release_date", "conditional_release_date"] {
        assert!(open(json!({ date: "2027-09-02" })), "{date}");
        assert!(!open(json!({ date: "2027-09-03" })), "{date}");
        assert!(open(json!({ date: "2020-01-01" })), "{date}");
    }
    assert!(open(json!({ "parole_reviews": [{ "target_hearing_date": "2027-09-02" }] })));
    assert!(!open(json!({ "parole_reviews": [{ "target_hearing_date": "2022-05-08" }] })), "of an earlier sentence");
    assert!(!open(json!({})));
}

#[test]
fn the_state_on_the_days_around() {
    let state = |now: &str| ask(&determinate(), &json!({ "now": now }))["state"].clone();
    // Released on 20 June 2027: handed over on 6 October 2026, in summer time.
    assert_eq!(state("2026-10-05T23:59:59"), "CustodyOnly");
    assert_eq!(state("2026-10-06T00:00:00"), "Community", "though in UTC it is still the day before");
    assert_eq!(state("2026-10-05T23:30:00Z"), "Community");
}
