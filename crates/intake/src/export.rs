//! The way back: what the record holds, as a document of the prison system or a table with its field names. Read in again,
//! either changes nothing.

use std::collections::{BTreeMap, BTreeSet};

use casework::fact::Value;
use casework::field::FieldKey;
use casework::identity::PrisonNumber;
use serde_json::{Map, Value as Json};

use crate::{NUMBER, value};

/// What the record holds of a person as the prison system would write it: dates as 2026-11-20, no value as `null`.
pub fn document(number: &PrisonNumber, facts: &BTreeMap<FieldKey, Value>) -> Json {
    let number = (NUMBER.to_owned(), Json::String(number.to_string()));
    let fields = facts.iter().map(|(key, value)| (key.name().to_owned(), json(value)));
    Json::Object(std::iter::once(number).chain(fields).collect::<Map<_, _>>())
}

fn json(value: &Value) -> Json {
    match value {
        Value::Nothing => Json::Null,
        Value::Flag(flag) => Json::Bool(*flag),
        Value::Integer(number) => Json::Number((*number).into()),
        Value::Date(date) => Json::String(date.to_string()),
        Value::Text(text) => Json::String(text.clone()),
        Value::Document(text) => serde_json::from_str(text).unwrap_or_else(|_| Json::String(text.clone())),
    }
}

/// People as a table: UTF-8, commas, one line a person, a column for every field that any of them has. Lists and objects
/// are JSON in their cell; no value is an empty cell.
///
/// It is meant for reading in again and holds values exactly, also those that a spreadsheet would take for a formula.
///
/// # Errors
///
/// The CSV writer's, which writing to memory does not have.
pub fn table<'a>(
    people: impl IntoIterator<Item = (&'a PrisonNumber, &'a BTreeMap<FieldKey, Value>)> + Clone,
) -> Result<String, csv::Error> {
    let columns: BTreeSet<&FieldKey> = people.clone().into_iter().flat_map(|(_, facts)| facts.keys()).collect();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(std::iter::once(NUMBER).chain(columns.iter().map(|key| key.name())))?;
    for (number, facts) in people {
        let cells = columns.iter().map(|key| facts.get(*key).map(value::as_cell).unwrap_or_default());
        writer.write_record(std::iter::once(number.to_string()).chain(cells))?;
    }
    let bytes = writer.into_inner().map_err(|error| csv::Error::from(error.into_error()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
