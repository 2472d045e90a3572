//! What is new, changed, unchanged, to be checked and kept aside.

use casework::fact::Value;
use casework::field::{Field, FieldKey};
use intake::{Outcome, Plan};
use jiff::civil::date;
use serde_json::{Value as Json, json};

use crate::prison::Prison;

/// A person in order, with nothing to check, and whatever else is given.
fn person(more: &Json) -> String {
    let mut document = json!({
        "prisonerNumber": "A1111AA", "firstName": "JOHN", "lastName": "ABLE", "dateOfBirth": "1990-02-03",
        "prisonId": "LEI", "status": "ACTIVE IN", "receptionDate": "2026-01-05", "legalStatus": "SENTENCED",
        "imprisonmentStatus": "ADIMP_ORA", "category": "C", "sentenceStartDate": "2026-01-05",
        "conditionalReleaseDate": "2027-06-01",
    });
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    document.to_string()
}

fn rules(plan: &Plan) -> Vec<&'static str> {
    plan.rows.iter().flat_map(|row| row.warnings.iter().map(|warning| warning.rule)).collect()
}

fn reasons(plan: &Plan) -> Vec<&'static str> {
    plan.quarantined.iter().flat_map(|row| row.reasons.iter().map(|reason| reason.rule)).collect()
}

#[test]
fn a_new_person_is_listed_field_by_field_with_dates_first() {
    let plan = Prison::default().plan(person(&json!({"middleNames": null, "shoeSize": 9})));
    let row = &plan.rows[0];
    assert_eq!((row.outcome, row.name.as_str()), (Outcome::New, "ABLE, JOHN"));
    assert!(row.warnings.is_empty(), "{:?}", row.warnings);
    let fields: Vec<&str> = row.changes.iter().map(|change| change.field.name()).collect();
    assert_eq!(fields.first(), Some(&"sentenceStartDate"));
    assert_eq!(fields.last(), Some(&"shoeSize"));
    assert!(!fields.contains(&"middleNames"));
    assert_eq!(row.changes.last().unwrap().new, Value::Integer(9));
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut leeds = Prison::default();
    leeds.import(person(&json!({"pncNumber": "12/394773X"})));
    let again = leeds.plan(person(&json!({"pncNumber": "12/394773X"})));
    assert_eq!(again.rows[0].outcome, Outcome::Unchanged);
    let counts = again.counts();
    assert_eq!((counts.read, counts.unchanged, counts.warned), (1, 1, 0));
    assert_eq!(counts.warnings_by_rule["pnc-check-letter"], 1);
}

#[test]
fn a_correction_by_staff_stands_until_the_prison_system_says_something_new() {
    let mut leeds = Prison::default();
    leeds.import(person(&json!({})));
    let ours = Value::Date(date(2027, 5, 1));
    leeds.correct("A1111AA", Field::ConditionalRelease, ours.clone());

    assert_eq!(leeds.plan(person(&json!({}))).rows[0].outcome, Outcome::Unchanged);

    let moved = leeds.plan(person(&json!({"conditionalReleaseDate": "2027-04-01"})));
    let change = &moved.rows[0].changes[0];
    assert_eq!(change.old, Some(ours.clone()));
    assert!(change.corrects_staff);
    assert_eq!(moved.counts().dates_moved, 1);

    let agreed = leeds.plan(person(&json!({"conditionalReleaseDate": "2027-05-01"})));
    let change = &agreed.rows[0].changes[0];
    assert_eq!((change.old.as_ref(), &change.new), (Some(&ours), &ours));
    assert_eq!(agreed.counts().dates_moved, 0);
}

#[test]
fn an_absent_key_says_nothing_and_null_clears_only_what_was_imported() {
    let mut leeds = Prison::default();
    leeds.import(person(&json!({"religion": "Jedi"})));
    leeds.correct("A1111AA", Field::ComName, Value::Text("Kay Doe".to_owned()));
    assert!(leeds.plan(r#"{"prisonerNumber":"a1111aa"}"#).rows[0].changes.is_empty());
    let cleared = leeds.plan(r#"{"prisonerNumber":"A1111AA","religion":"","comName":null,"nationality":null}"#);
    let changes = &cleared.rows[0].changes;
    assert_eq!(changes.len(), 1);
    assert_eq!((&changes[0].field, &changes[0].new), (&FieldKey::Known(Field::Religion), &Value::Nothing));
}

#[test]
fn a_date_that_a_person_decided_wins() {
    let plan = Prison::default().plan(person(&json!({"conditionalReleaseOverrideDate": "2027-07-01"})));
    let new = |name: &str| plan.rows[0].changes.iter().find(|c| c.field.name() == name).map(|c| c.new.clone());
    let decided = Some(Value::Date(date(2027, 7, 1)));
    assert_eq!(new("conditionalReleaseDate"), decided);
    assert_eq!(new("conditionalReleaseOverrideDate"), decided);
}

#[test]
fn what_cannot_be_taken_is_kept_aside_with_every_reason() {
    let bad = person(&json!({"prisonerNumber": "A11", "conditionalReleaseDate": "31/02/2027", "tariffDate": "soon"}));
    let plan = Prison::default().plan(&bad);
    assert_eq!(reasons(&plan), ["malformed-number", "impossible-date", "impossible-date"]);
    let row = &plan.quarantined[0];
    assert_eq!((row.number.as_deref(), &row.raw), (Some("A11"), &bad));
    assert_eq!(
        row.reasons[1].message,
        "Row 1: “31/02/2027” in conditionalReleaseDate is not a date that exists. Correct it in the prison system and \
         import again."
    );
    for (document, reason) in [
        (json!({"lastName": "ABLE"}), "no-number"),
        (json!({}), "no-number"),
        (json!({"prisonerNumber": null}), "no-number"),
        (json!({"prisonerNumber": 12}), "malformed-number"),
        (json!({"prisonerNumber": "A1111AA"}), "no-name"),
        (json!({"prisonerNumber": "A1111AA", "lastName": "ABLE", "prisonId": "MDI"}), "other-prison"),
        (json!({"prisonerNumber": "A1111AA", "lastName": "ABLE", "prisonId": "OUT"}), "other-prison"),
    ] {
        assert_eq!(reasons(&Prison::default().plan(document.to_string())), [reason], "{document}");
    }
}

#[test]
fn of_twins_that_differ_the_second_is_kept_aside() {
    let text = [person(&json!({})), person(&json!({})), person(&json!({"category": "D"}))].join("\n");
    let plan = Prison::default().plan(text);
    assert_eq!((plan.rows[0].outcome, plan.rows[1].outcome), (Outcome::New, Outcome::Unchanged));
    assert_eq!(rules(&plan), ["repeated-row"]);
    assert_eq!(reasons(&plan), ["differing-twin"]);
    let counts = plan.counts();
    assert_eq!((counts.read, counts.new, counts.unchanged, counts.quarantined), (3, 1, 1, 1));
}

#[test]
fn what_looks_odd_is_taken_with_a_warning() {
    for (more, rule) in [
        (json!({"pncNumber": "12/394773X"}), "pnc-check-letter"),
        (json!({"croNumber": "85227/65G"}), "cro-check-letter"),
        (json!({"category": "Y"}), "unknown-category"),
        (json!({"imprisonmentStatus": "NEW"}), "unknown-imprisonment-status"),
        (json!({"legalStatus": "SOMETHING"}), "unknown-legal-status"),
        (json!({"status": "ASLEEP"}), "unknown-status"),
        (json!({"lastMovementTypeCode": "FLY"}), "unknown-movement"),
        (json!({"previousPrisonId": "QQQ"}), "unknown-prison"),
        (json!({"alerts": [{"alertType": "X", "alertCode": "ZZZ"}]}), "unknown-alert"),
        (json!({"currentIncentive": {"level": {"code": "GLD"}}}), "unknown-incentive"),
        (json!({"conditionalReleaseDate": null}), "missing-release-date"),
        (json!({"legalStatus": "INDETERMINATE_SENTENCE"}), "missing-tariff"),
        (json!({"sentenceStartDate": "2028-01-05"}), "start-after-release"),
        (json!({"category": "U"}), "category-and-status"),
        (json!({"legalStatus": "REMAND"}), "category-and-status"),
        (json!({"dateOfBirth": "2026-11-21"}), "birth-in-the-future"),
        (json!({"dateOfBirth": "2015-01-01"}), "implausible-age"),
        (json!({"dateOfBirth": "1925-11-20"}), "implausible-age"),
        (json!({"releaseDate": "2026-11-19"}), "release-in-the-past"),
        (json!({"religion": "x".repeat(100_001)}), "long-text"),
        (json!({"religion": "Je\u{7}di"}), "control-characters"),
        (json!({"aliases": [{"lastName": "\u{7}"}]}), "control-characters"),
        (json!({"bookingId": "1.90E+06"}), "spreadsheet-number"),
        (json!({"recall": "perhaps"}), "unexpected-kind"),
        (json!({"prisonId": null}), "no-prison"),
    ] {
        let plan = Prison::default().plan(person(&more));
        assert_eq!(rules(&plan), [rule], "{}", person(&more).chars().take(600).collect::<String>());
        let counts = plan.counts();
        assert_eq!((counts.warned, counts.warned_new, counts.new), (1, 1, 0));
    }
}

#[test]
fn rows_kept_aside_leave_as_a_table_that_runs_no_formula() {
    let table = "prisonerNumber,lastName\n\"=1+1\",Able\n";
    let csv = Prison::default().plan(table).quarantine_csv();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let row = reader.records().next().unwrap().unwrap();
    assert_eq!(&row[2], "'=1+1");
    assert_eq!((&row[1], &row[3], &row[5]), ("1", "malformed-number", "\"=1+1\",Able"));
}
