//! `docs/pack-schema.md` has every field of the JSON, and none that is not there.

use std::collections::{BTreeMap, BTreeSet};

use pack::content::{RowState, SectionState};
use pack::difference::Kind;
use serde::Serialize;
use serde_json::Value;

use crate::sample::pack;

const DOCUMENT: &str = include_str!("../../../../docs/pack-schema.md");

/// Where each object of the document stands in the sample.
const OBJECTS: [(&str, &str); 15] = [
    ("Pack", ""),
    ("Sender", "/from"),
    ("Recipient", "/to"),
    ("Prisoner", "/prisoner"),
    ("FirstPage", "/first"),
    ("Next", "/first/next/0"),
    ("Ring", "/first/ring/0"),
    ("Section", "/sections/1"),
    ("Row", "/sections/1/rows/0"),
    ("Table", "/sections/1/tables/0"),
    ("OwnWords", "/sections/1/words"),
    ("ExplainedGap", "/sections/2/gaps/0"),
    ("LeftOut", "/leftOut/0"),
    ("Since", "/since"),
    ("Change", "/since/changes/0"),
];

/// The first cells of the table under each heading of the third order, without their quotes, in order.
fn documented() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut tables: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut heading = "";
    for line in DOCUMENT.lines() {
        if let Some(next) = line.strip_prefix("### ") {
            heading = next;
        } else if let Some((cell, _)) = line.strip_prefix("| `").and_then(|row| row.split_once('`')) {
            tables.entry(heading).or_default().push(cell);
        }
    }
    tables
}

fn json(of: impl Serialize) -> Value {
    serde_json::to_value(of).expect("JSON")
}

fn fields(of: &Value) -> Option<BTreeSet<&str>> {
    of.as_object().map(|fields| fields.keys().map(String::as_str).collect())
}

#[test]
fn every_field_is_documented_in_its_place() {
    let (documented, sample) = (documented(), json(pack()));
    for (object, place) in OBJECTS {
        let listed: BTreeSet<_> = documented.get(object).into_iter().flatten().copied().collect();
        assert_eq!(sample.pointer(place).and_then(fields), Some(listed), "{object}");
    }
}

#[test]
fn fields_are_written_in_the_order_of_the_document() {
    let text = String::from_utf8(pack().to_json()).expect("text");
    let ends = |first: &str, rest: &[&str]| {
        let mut from = text.find(&format!("{{\"{first}\":")).expect("the object");
        for field in rest {
            from += text[from..].find(&format!("\"{field}\":")).unwrap_or_else(|| panic!("{field} after {first}"));
        }
    };
    for (object, _) in OBJECTS {
        if let [first, rest @ ..] = documented()[object].as_slice() {
            ends(first, rest);
        }
    }
}

#[test]
fn there_is_no_object_that_is_not_documented() {
    fn walk<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
        match value {
            Value::Object(fields) => {
                found.push(value);
                fields.iter().filter(|(name, _)| *name != "kind").for_each(|(_, value)| walk(value, found));
            }
            Value::Array(values) => values.iter().for_each(|value| walk(value, found)),
            _ => {}
        }
    }
    let (documented, sample) = (documented(), json(pack()));
    let known: Vec<BTreeSet<_>> = documented.values().map(|fields| fields.iter().copied().collect()).collect();
    let mut found = Vec::new();
    walk(&sample, &mut found);
    assert!(found.len() >= OBJECTS.len());
    for object in found {
        assert!(fields(object).is_some_and(|fields| known.contains(&fields)), "{object}");
    }
}

#[test]
fn every_value_is_documented() {
    use RowState::{Asked, Contradicts, Gap, Held, Later, Stale};
    let rows = [Held, Later, Asked, Gap, Stale, Contradicts].map(|state| {
        // a state more does not compile here
        match state {
            Held | Later | Asked | Gap | Stale | Contradicts => json(state),
        }
    });
    let sections = [SectionState::Ready, SectionState::Explained, SectionState::Gap].map(|state| match state {
        SectionState::Ready | SectionState::Explained | SectionState::Gap => json(state),
    });
    let kinds = [
        Kind::Changed { was: String::new(), now: String::new() },
        Kind::Added { now: String::new() },
        Kind::Gone { was: String::new() },
        Kind::More { count: 1 },
        Kind::Fewer { count: 1 },
        Kind::Explained,
        Kind::Words,
    ];
    let kinds = kinds.map(|kind| match kind {
        Kind::Explained | Kind::Words => json(kind),
        Kind::Changed { .. } | Kind::Added { .. } | Kind::Gone { .. } | Kind::More { .. } | Kind::Fewer { .. } => {
            fields(&json(kind)).and_then(|fields| fields.first().map(|name| Value::from(*name))).unwrap_or_default()
        }
    });
    let documented = documented();
    for (heading, values) in
        [("State of a row", &rows[..]), ("State of a section", &sections), ("Kind of a change", &kinds)]
    {
        let values: Vec<_> = values.iter().filter_map(Value::as_str).collect();
        assert_eq!(documented.get(heading), Some(&values), "{heading}");
    }
}
