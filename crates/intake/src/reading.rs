//! One row as values: its prison number and its fields, or why it cannot be taken.

use std::collections::BTreeMap;

use casework::fact::Value;
use casework::field::{Field, FieldKey};
use casework::identity::PrisonNumber;
use serde_json::Value as Json;

use crate::source::{Problem, RawRow};
use crate::warning::Warning;
use crate::{NUMBER, value};

/// A row that can be read.
pub(crate) struct Reading {
    pub(crate) number: PrisonNumber,
    /// What it says. A key that it does not have is not here; `Nothing` says that there is no value.
    pub(crate) fields: BTreeMap<FieldKey, Value>,
    /// What came in another kind than expected.
    pub(crate) warnings: Vec<Warning>,
}

/// A row that cannot, with the number it gives, if any.
pub(crate) struct Unreadable {
    pub(crate) number: Option<String>,
    pub(crate) reasons: Vec<Problem>,
}

impl Reading {
    /// The value of a field, if the row says one.
    pub(crate) fn get(&self, field: Field) -> Option<&Value> {
        self.fields.get(&FieldKey::Known(field)).filter(|value| **value != Value::Nothing)
    }

    /// Its words or code.
    pub(crate) fn text(&self, field: Field) -> Option<&str> {
        self.get(field).and_then(Value::text)
    }
}

/// Reads a row, and names everything that is wrong with it at once.
pub(crate) fn read(row: &mut RawRow) -> Result<Reading, Unreadable> {
    let content = match &mut row.content {
        Ok(content) => std::mem::take(content),
        Err(problem) => return Err(Unreadable { number: number_in(&row.raw), reasons: vec![problem.clone()] }),
    };
    let mut reasons = Vec::new();
    let mut warnings = Vec::new();
    let mut fields = BTreeMap::new();
    let mut number = Err("there is no prison number in it. Add the column or key “prisonerNumber”".to_owned());
    let mut written = None;
    for (name, said) in content {
        if name == NUMBER {
            if let Some(text) = number_text(&said) {
                number = text.parse::<PrisonNumber>().map_err(|error| format!("{error}. Correct it"));
                written = Some(text);
            }
            continue;
        }
        let key = FieldKey::from_name(&name);
        match value::value(&key, said) {
            Ok(said) => {
                if said.unexpected {
                    warnings.push(Warning::unexpected_kind(&key, &said.value));
                }
                fields.insert(key, said.value);
            }
            Err(value::Impossible(found)) => {
                let message = format!(
                    "“{}” in {name} is not a date that exists. Correct it in the prison system and import again.",
                    shortened(&found)
                );
                reasons.push(Problem::new("impossible-date", row.row, message));
            }
        }
    }
    let number = match number {
        Ok(number) if reasons.is_empty() => number,
        Ok(_) => return Err(Unreadable { number: written, reasons }),
        Err(wrong) => {
            let rule = if written.is_some() { "malformed-number" } else { "no-number" };
            reasons.insert(0, Problem::new(rule, row.row, format!("{wrong} and import again.")));
            return Err(Unreadable { number: written, reasons });
        }
    };
    apply_overrides(&mut fields);
    Ok(Reading { number, fields, warnings })
}

fn number_text(said: &Json) -> Option<String> {
    let text = match said {
        Json::Null => return None,
        Json::String(text) => shortened(text.trim()),
        other => shortened(&other.to_string()),
    };
    (!text.is_empty()).then_some(text)
}

/// A date that a person decided stands in place of the calculated one; the key that says so is kept as well.
fn apply_overrides(fields: &mut BTreeMap<FieldKey, Value>) {
    let decided: Vec<(Field, Value)> = fields
        .iter()
        .filter(|(_, value)| value.date().is_some())
        .filter_map(|(key, value)| value::overridden(key).map(|field| (field, value.clone())))
        .collect();
    for (field, value) in decided {
        fields.insert(FieldKey::Known(field), value);
    }
}

/// The first thing in a text that looks like a prison number, to help a person find whose row it is.
pub(crate) fn number_in(raw: &str) -> Option<String> {
    raw.split(|c: char| !c.is_alphanumeric())
        .find_map(|word| word.parse::<PrisonNumber>().ok())
        .map(|number| number.to_string())
}

/// A value for a message: enough to recognise it.
pub(crate) fn shortened(text: &str) -> String {
    const SHOWN: usize = 60;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
