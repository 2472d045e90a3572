//! What must hold for every file: nothing panics, nothing is dropped, twice is once, and the way back is the way there.

use std::collections::BTreeSet;

use casework::field::{Field, Kind};
use intake::{Outcome, Plan, export};
use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};

use crate::prison::{Prison, rows_of, setting};

fn number() -> impl Strategy<Value = String> {
    "[A-Z][0-9]{4}[A-Z]{2}"
}

/// Words as they come: letters of any alphabet, quotes, commas, line breaks.
fn words() -> impl Strategy<Value = String> {
    r#"[a-zA-Zŵéł"',;=+ \r\n\t\u{1}]{0,20}"#
}

fn document() -> impl Strategy<Value = Json> {
    let item = (words(), any::<i64>(), any::<f64>().prop_filter("finite", |n| n.is_finite()), any::<bool>())
        .prop_map(|(a, b, c, d)| json!({"alertCode": a, "b": [b, null], "a": {"z": c, "y": d}}))
        .boxed();
    prop_oneof![
        prop::collection::vec(item.clone(), 0..3).prop_map(Json::Array),
        item.prop_map(|level| json!({"level": level})),
    ]
}

fn value_of(field: Field) -> BoxedStrategy<Json> {
    let said = match field.kind() {
        Kind::Text => words().prop_map(Json::String).boxed(),
        Kind::Date => {
            (1900..2200i32, 1..=12u8, 1..=28u8).prop_map(|(y, m, d)| json!(format!("{y:04}-{m:02}-{d:02}"))).boxed()
        }
        Kind::Integer => any::<i64>().prop_map(|n| json!(n)).boxed(),
        Kind::Flag => any::<bool>().prop_map(Json::Bool).boxed(),
        Kind::Document => document().boxed(),
    };
    prop_oneof![6 => said, 1 => Just(Json::Null)].boxed()
}

fn unknown() -> impl Strategy<Value = (String, Json)> {
    let value = prop_oneof![
        words().prop_map(Json::String),
        any::<i64>().prop_map(|n| json!(n)),
        any::<u64>().prop_map(|n| json!(n)),
        any::<bool>().prop_map(Json::Bool),
        document(),
    ];
    ("x[A-Za-z ,;\"]{0,6}x", value)
}

/// A person with some of the fields, of some prison.
fn person(number: String) -> impl Strategy<Value = Json> {
    let fields = prop::sample::subsequence(Field::ALL.to_vec(), 0..20);
    let values = fields.prop_flat_map(|fields| {
        fields
            .into_iter()
            .map(|field| value_of(field).prop_map(move |v| (field.name().to_owned(), v)))
            .collect::<Vec<_>>()
    });
    let place = prop::sample::select(vec!["LEI", "LEI", "LEI", "LEI", "MDI", "OUT", "TRN"]);
    (values, prop::collection::vec(unknown(), 0..3), place).prop_map(move |(values, unknown, place)| {
        let mut map: Map<String, Json> = values.into_iter().chain(unknown).collect();
        map.insert("prisonerNumber".to_owned(), json!(number));
        map.insert("lastName".to_owned(), json!("Able"));
        map.insert("prisonId".to_owned(), json!(place));
        Json::Object(map)
    })
}

fn people() -> impl Strategy<Value = Vec<Json>> {
    prop::collection::btree_set(number(), 1..5)
        .prop_flat_map(|numbers| numbers.into_iter().map(person).collect::<Vec<_>>())
}

fn table(people: &[Json]) -> String {
    let columns: BTreeSet<&String> = people.iter().flat_map(|p| p.as_object().unwrap().keys()).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().map(|c| c.as_str())).unwrap();
    for person in people {
        writer
            .write_record(columns.iter().map(|column| match &person[column.as_str()] {
                Json::Null => String::new(),
                Json::String(text) => text.clone(),
                other => other.to_string(),
            }))
            .unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// The same people in every shape of file.
fn shapes(people: &[Json]) -> Vec<String> {
    let lines: Vec<String> = people.iter().map(Json::to_string).collect();
    vec![
        json!(people).to_string(),
        format!("{:#}", json!(people)),
        json!({"content": people, "last": true}).to_string(),
        lines.join("\n"),
        table(people),
    ]
}

fn adds_up(plan: &Plan, read: usize) {
    let c = plan.counts();
    assert_eq!(c.read, read);
    assert_eq!(c.new + c.changed + c.unchanged + c.warned + c.quarantined, read);
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_a_panic_and_counted(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..4usize) {
        let start = [&b""[..], b"[{", b"prisonerNumber,lastName,alerts\n", b"\xFF\xFE["][start];
        let bytes = [start, &bytes].concat();
        if let Ok(rows) = intake::read(&intake::SourceFile { name: "x".to_owned(), bytes }) {
            let read = rows.len();
            adds_up(&intake::plan(rows, &Prison::default().people, &setting()), read);
        }
    }

    #[test]
    fn a_damaged_file_loses_nobody(people in people(), shape in 0..5usize, at in any::<prop::sample::Index>(), put in any::<u8>(), cut: bool) {
        let mut bytes = shapes(&people)[shape].clone().into_bytes();
        let at = at.index(bytes.len());
        if cut { bytes.truncate(at) } else { bytes[at] = put }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Ok(rows) = intake::read(&intake::SourceFile { name: "x".to_owned(), bytes }) {
            for person in &people {
                let number = person["prisonerNumber"].as_str().unwrap();
                prop_assert!(!text.contains(number) || rows.iter().any(|row| row.raw.contains(number)), "{number} lost");
            }
            let read = rows.len();
            adds_up(&intake::plan(rows, &Prison::default().people, &setting()), read);
        }
    }

    #[test]
    fn the_same_people_give_the_same_plan_in_every_format_and_change_nothing_twice(people in people()) {
        let mut leeds = Prison::default();
        let files = shapes(&people);
        let plans: Vec<Plan> = files.iter().map(|file| leeds.plan(file)).collect();
        for plan in &plans {
            adds_up(plan, people.len());
            prop_assert_eq!(&plan.rows, &plans[0].rows);
        }
        leeds.carry_out(&plans[0]);
        for file in &files {
            let again = leeds.plan(file);
            prop_assert!(again.rows.iter().all(|row| row.outcome == Outcome::Unchanged), "{:?}", again.rows);
        }
    }

    #[test]
    fn what_is_exported_reads_in_again_without_a_change(people in people()) {
        let mut leeds = Prison::default();
        leeds.import(json!(people).to_string());
        let held = leeds.people.clone();
        let documents: Vec<Json> = held.iter().map(|(number, known)| export::document(number, &known.imported)).collect();
        let table = export::table(held.iter().map(|(number, known)| (number, &known.imported))).unwrap();
        for file in [json!(documents).to_string(), table] {
            prop_assert_eq!(rows_of(&file).len(), held.len());
            let again = leeds.plan(&file);
            prop_assert!(again.quarantined.is_empty(), "{:?}", again.quarantined);
            prop_assert!(again.rows.iter().all(|row| row.outcome == Outcome::Unchanged), "{:?}", again.rows);
        }
        let mut fresh = Prison::default();
        let from_json = fresh.import(json!(documents).to_string());
        for row in &from_json.rows {
            for change in &row.changes {
                prop_assert_eq!(Some(&change.new), held[&row.number].imported.get(&change.field));
            }
        }
    }
}
