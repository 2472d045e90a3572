//! From what a file says of a field to the value that the record holds: names, kinds, dates in every way they are written,
//! and when two values are the same although two formats write them differently.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use casework::fact::{Value, parse_date};
use casework::field::{Field, FieldKey, Kind};
use jiff::civil::{Date, date};
use serde_json::Value as Json;

use crate::NUMBER;

/// The name of a value whose key is empty.
pub(crate) const UNNAMED: &str = "(no name)";

/// Keys that replace a calculated date by one that a person decided.
const OVERRIDES: [&str; 2] = ["OverrideDate", "OverriddenDate"];

/// Every known name by its small letters.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let known = Field::ALL.iter().map(|field| field.name().to_owned());
    let overrides = Field::ALL.iter().filter(|field| field.kind() == Kind::Date).flat_map(|field| {
        let stem = field.name().strip_suffix("Date");
        stem.into_iter().flat_map(|stem| OVERRIDES.map(|suffix| format!("{stem}{suffix}")))
    });
    known.chain(overrides).chain([NUMBER.to_owned()]).map(|name| (name.to_ascii_lowercase(), name)).collect()
});

/// The name of a key or heading: known ones as the prison system spells them, others as written.
pub(crate) fn field_name(written: &str) -> String {
    let trimmed = written.trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if trimmed.is_empty() {
        return UNNAMED.to_owned();
    }
    NAMES.get(&trimmed.to_ascii_lowercase()).cloned().unwrap_or_else(|| trimmed.to_owned())
}

/// The date that a key overrides, such as `conditionalReleaseDate` for `conditionalReleaseOverrideDate`.
pub(crate) fn overridden(key: &FieldKey) -> Option<Field> {
    let FieldKey::Other(name) = key else { return None };
    let stem = OVERRIDES.iter().find_map(|suffix| name.strip_suffix(suffix))?;
    Field::from_name(&format!("{stem}Date")).filter(|field| field.kind() == Kind::Date)
}

/// Adds a value; the error is a name that is there already with another one.
pub(crate) fn insert(content: &mut BTreeMap<String, Json>, name: String, said: Json) -> Result<(), String> {
    match content.get(&name) {
        Some(before) if *before != said => Err(name),
        _ => {
            content.insert(name, said);
            Ok(())
        }
    }
}

/// What a cell of a table says: an empty one that there is no value. Under an unknown heading, whole numbers, yes or no and
/// JSON become what they would be in a JSON export.
pub(crate) fn cell(name: &str, written: &str) -> Json {
    let trimmed = written.trim();
    if trimmed.is_empty() {
        return Json::Null;
    }
    if name == NUMBER || matches!(FieldKey::from_name(name), FieldKey::Known(_)) {
        return Json::String(trimmed.to_owned());
    }
    if trimmed.eq_ignore_ascii_case("true") || trimmed.eq_ignore_ascii_case("false") {
        return Json::Bool(trimmed.eq_ignore_ascii_case("true"));
    }
    match trimmed.parse::<i64>() {
        Ok(number) if number.to_string() == trimmed => Json::Number(number.into()),
        _ => Json::String(trimmed.to_owned()),
    }
}

/// A value, and whether it is of another kind than its field's.
pub(crate) struct Said {
    pub(crate) value: Value,
    pub(crate) unexpected: bool,
}

/// What stands where a date belongs and is none.
pub(crate) struct Impossible(pub(crate) String);

/// The value of a field.
pub(crate) fn value(key: &FieldKey, said: Json) -> Result<Said, Impossible> {
    let expected = |value| Ok(Said { value, unexpected: false });
    if is_nothing(&said) {
        return expected(Value::Nothing);
    }
    let kind = match key {
        FieldKey::Known(field) => field.kind(),
        FieldKey::Other(_) if overridden(key).is_some() => Kind::Date,
        FieldKey::Other(_) => return expected(by_its_type(said)),
    };
    let read = match kind {
        Kind::Date => {
            return as_date(&said).map(Value::Date).ok_or_else(|| Impossible(as_text(&said))).and_then(expected);
        }
        Kind::Document => container(&said),
        Kind::Integer => as_integer(&said).map(Value::Integer),
        Kind::Flag => as_flag(&said).map(Value::Flag),
        Kind::Text if said.is_object() || said.is_array() => None,
        Kind::Text => Some(Value::Text(as_text(&said))),
    };
    let unexpected = read.is_none();
    // A value of the wrong kind is kept as it came, with a warning: a list whole, anything else as text.
    let kept = |said: &Json| match said {
        Json::Array(_) | Json::Object(_) => document(said.clone()),
        _ => Value::Text(as_text(said)),
    };
    Ok(Said { value: read.unwrap_or_else(|| kept(&said)), unexpected })
}

fn is_nothing(said: &Json) -> bool {
    match said {
        Json::Null => true,
        Json::String(text) => text.trim().is_empty(),
        Json::Array(list) => list.is_empty(),
        Json::Object(map) => map.is_empty(),
        _ => false,
    }
}

fn by_its_type(said: Json) -> Value {
    match said {
        Json::Bool(flag) => Value::Flag(flag),
        Json::Number(ref number) => number.as_i64().map_or_else(|| Value::Text(number.to_string()), Value::Integer),
        Json::Array(_) | Json::Object(_) => document(said),
        Json::String(_) => container(&said).unwrap_or_else(|| Value::Text(as_text(&said))),
        Json::Null => Value::Nothing,
    }
}

/// The same list or object is always written the same: keys sorted, no spaces.
fn document(mut said: Json) -> Value {
    said.sort_all_objects();
    Value::Document(said.to_string())
}

/// A list or an object, or a text that is the JSON of one, as in the cell of a table.
fn container(said: &Json) -> Option<Value> {
    match said {
        Json::Array(_) | Json::Object(_) => Some(document(said.clone())),
        Json::String(text) if text.trim_start().starts_with(['[', '{']) => {
            let inner: Json = serde_json::from_str(text).ok()?;
            Some(if is_nothing(&inner) { Value::Nothing } else { document(inner) })
        }
        _ => None,
    }
}

fn as_text(said: &Json) -> String {
    match said {
        Json::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

fn as_integer(said: &Json) -> Option<i64> {
    let text = as_text(said);
    text.strip_suffix(".0").unwrap_or(&text).parse().ok()
}

fn as_flag(said: &Json) -> Option<bool> {
    match as_text(said).to_ascii_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

fn as_date(said: &Json) -> Option<Date> {
    match said {
        Json::String(text) => parse_date(text).ok().or_else(|| serial_date(text.trim())),
        Json::Number(number) => serial_date(&number.to_string()),
        _ => None,
    }
}

/// The day before day 1 of a spreadsheet's calendar, moved by the leap day of 1900 that it wrongly counts.
const SERIAL_ZERO: Date = date(1899, 12, 30);
/// From May 1927 to December 2199. Four digits are a year that somebody typed, not a day number.
const SERIALS: std::ops::RangeInclusive<i32> = 10_000..=109_574;

/// A spreadsheet's day number, whose decimals are the time of day.
fn serial_date(text: &str) -> Option<Date> {
    let (whole, time) = text.split_once('.').unwrap_or((text, ""));
    if !whole.bytes().chain(time.bytes()).all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let days = whole.parse().ok().filter(|days| SERIALS.contains(days))?;
    SERIAL_ZERO.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// A value as a cell of a table.
pub(crate) fn as_cell(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        other => other.plain(),
    }
}

/// Whether an export says the same as before. A table cannot tell a number from its digits, so values that would be
/// written as the same cell are the same.
pub(crate) fn same(before: &Value, now: &Value) -> bool {
    let flag = |value: &Value| matches!(value, Value::Flag(_));
    match (before, now) {
        (before, now) if before == now => true,
        (before, now) if std::mem::discriminant(before) == std::mem::discriminant(now) => false,
        (before, now) if flag(before) || flag(now) => as_cell(before).eq_ignore_ascii_case(&as_cell(now)),
        (before, now) => as_cell(before) == as_cell(now),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(name: &str, json: Json) -> Option<Value> {
        value(&FieldKey::from_name(name), json).ok().map(|said| said.value)
    }

    #[test]
    fn dates_are_read_however_a_spreadsheet_left_them() {
        let day = Some(Value::Date(date(2027, 1, 31)));
        for written in
            ["2027-01-31", "31/01/2027", "31/1/2027", "2027-01-31T00:00:00", "46418", "46418.5", " 31/01/2027 00:00 "]
        {
            assert_eq!(said("conditionalReleaseDate", json!(written)), day, "{written}");
        }
        assert_eq!(said("conditionalReleaseDate", json!(46418)), day);
        for written in ["31/02/2027", "2027", "20270131", "never", "0000-00-00", "1.00E+05", "."] {
            assert_eq!(said("conditionalReleaseDate", json!(written)), None, "{written}");
            assert_eq!(said("conditionalReleaseOverrideDate", json!(written)), None, "{written}");
        }
    }

    #[test]
    fn values_take_the_kind_of_their_field() {
        assert_eq!(said("bookingId", json!(1_900_836)), Some(Value::Text("1900836".to_owned())));
        assert_eq!(said("additionalDaysAwarded", json!("12")), Some(Value::Integer(12)));
        assert_eq!(said("recall", json!("Y")), Some(Value::Flag(true)));
        assert_eq!(said("alerts", json!([])), Some(Value::Nothing));
        let alerts = Some(Value::Document(r#"[{"alertCode":"HA","alertType":"H"}]"#.to_owned()));
        assert_eq!(said("alerts", json!([{"alertType": "H", "alertCode": "HA"}])), alerts);
        assert_eq!(said("alerts", json!(r#"[{"alertType": "H", "alertCode": "HA"}]"#)), alerts);
        assert_eq!(said("aliases", json!("see file")), Some(Value::Text("see file".to_owned())));
        assert_eq!(said("newKey", json!(1.5)), Some(Value::Text("1.5".to_owned())));
        assert_eq!(said("newKey", json!(u64::MAX)), Some(Value::Text(u64::MAX.to_string())));
    }

    #[test]
    fn names_are_known_in_any_capitals() {
        assert_eq!(field_name(" \u{FEFF}CATEGORY "), "category");
        assert_eq!(field_name("conditionalreleaseoverridedate"), "conditionalReleaseOverrideDate");
        assert_eq!(field_name("Something New"), "Something New");
        assert_eq!(overridden(&FieldKey::from_name("automaticReleaseOverriddenDate")), Some(Field::AutomaticRelease));
        assert_eq!(overridden(&FieldKey::from_name("somethingOverrideDate")), None);
    }
}
