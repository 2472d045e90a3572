//! Values of facts as prison staff say them. Codes that the record explains come with their meaning; lists and objects of the prison
//! system are read for what a person would read out of them.

use api::{Field, Group, Kind, Post};
use serde_json::Value;

use crate::dates;

/// What a field is called.
pub(crate) fn label(field: &str) -> String {
    match Field::from_name(field) {
        Some(known) => known.label().to_owned(),
        // A post or an act, in words already.
        None if field.contains(' ') => sentence(field),
        None => sentence(&spaced(field)),
    }
}

/// Dates first, then custody, place, risk and identity; what this version does not know comes last.
pub(super) fn order(field: &str) -> (bool, Option<Group>) {
    let group = Field::from_name(field).map(Field::group);
    (group.is_none() && !is_post(field), group)
}

/// Whether the history speaks of a post here, rather than of a field.
pub(super) fn is_post(field: &str) -> bool {
    [Post::Pom, Post::CoworkingPom, Post::Keyworker].iter().any(|post| post.title() == field)
}

/// Whether it is a date of the sentence, rather than what type of date it is.
pub(super) fn is_sentence_date(field: &str) -> bool {
    Field::from_name(field).is_some_and(|known| known.group() == Group::Dates && known.kind() == Kind::Date)
}

/// What the prison system calls a date for short.
pub(super) fn short_name(field: &str) -> Option<&'static str> {
    let short = match Field::from_name(field)? {
        Field::SentenceExpiry => "SED",
        Field::LicenceExpiry => "LED",
        Field::HdcEligibility => "HDCED",
        Field::HdcActual => "HDCAD",
        Field::TopupSupervisionExpiry => "TUSED",
        Field::ParoleEligibility => "PED",
        Field::AutomaticRelease => "ARD",
        Field::PostRecallRelease => "PRRD",
        Field::ConditionalRelease => "CRD",
        Field::NonParole => "NPD",
        Field::ActualParole => "APD",
        Field::Tariff => "TED",
        Field::RotlEligibility => "ROTL",
        Field::EarlyRemoval => "ERSED",
        Field::EarlyTerm => "ETD",
        Field::MidTerm => "MTD",
        Field::LateTerm => "LTD",
        Field::TargetHearing => "THD",
        _ => return None,
    };
    Some(short)
}

/// A value in words; dates in full.
pub(crate) fn value(field: &str, raw: &str) -> String {
    if raw.is_empty() {
        return "Nothing".to_owned();
    }
    let Some(known) = Field::from_name(field) else {
        let is_day = raw.len() == 10 && raw.split('-').count() == 3;
        return if is_day { dates::long(raw) } else { other(raw) };
    };
    match (known.kind(), known) {
        (Kind::Date, _) => dates::long(raw),
        (Kind::Flag, _) => sentence(raw),
        (Kind::Document, _) => document(known, raw),
        (_, Field::Smoker) => match raw {
            "Y" => "Yes".to_owned(),
            "N" => "No".to_owned(),
            "V" => "Vapes".to_owned(),
            _ => raw.to_owned(),
        },
        (_, Field::Rosh | Field::LegalStatus | Field::Status | Field::ComplexityOfNeed | Field::InOutStatus) => {
            level(raw)
        }
        _ => raw.to_owned(),
    }
}

/// A value with what its code means.
pub(super) fn explained(field: &str, raw: &str, meaning: Option<&str>) -> String {
    match meaning {
        Some(meaning) if raw.len() > 3 => format!("{meaning} ({raw})"),
        Some(meaning) => meaning.to_owned(),
        None => value(field, raw),
    }
}

/// `VERY_HIGH` as “Very high”.
pub(crate) fn level(raw: &str) -> String {
    sentence(&raw.replace('_', " ").to_lowercase())
}

/// The first letter large.
pub(crate) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// `heightCentimetres` as “height centimetres”.
fn spaced(name: &str) -> String {
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn other(raw: &str) -> String {
    match serde_json::from_str::<Value>(raw) {
        Ok(value @ (Value::Object(_) | Value::Array(_))) => plain(&value),
        _ => raw.to_owned(),
    }
}

/// A list or an object of the prison system.
fn document(field: Field, raw: &str) -> String {
    let Ok(value) = serde_json::from_str::<Value>(raw) else { return raw.to_owned() };
    if field == Field::Incentive {
        return incentive(&value);
    }
    let item = |item: &Value| match field {
        Field::Alerts => text(item, "alertCode"),
        Field::Offences => text(item, "offenceDescription"),
        Field::Addresses => text(item, "fullAddress"),
        Field::PersonalCareNeeds => text(item, "problemDescription"),
        Field::Identifiers => both(item, "type", "value"),
        Field::Aliases => both(item, "firstName", "lastName"),
        Field::Languages => text(item, "code"),
        _ => None,
    };
    match &value {
        Value::Array(items) if items.is_empty() => "None".to_owned(),
        Value::Array(items) => {
            let said: Vec<String> = items.iter().map(|one| item(one).unwrap_or_else(|| plain(one))).collect();
            said.join("; ")
        }
        whole => plain(whole),
    }
}

/// “Enhanced, since 17 October 2026, review 17 October 2027”.
fn incentive(value: &Value) -> String {
    let level = value.get("level").and_then(|level| text(level, "description")).unwrap_or_else(|| plain(value));
    let since = text(value, "dateTime").map(|at| format!(", since {}", dates::long(&at))).unwrap_or_default();
    let review = text(value, "nextReviewDate").map(|at| format!(", review {}", dates::long(&at))).unwrap_or_default();
    format!("{level}{since}{review}")
}

/// The incentive level alone.
pub(super) fn incentive_level(raw: &str) -> Option<String> {
    let value: Value = serde_json::from_str(raw).ok()?;
    text(value.get("level")?, "description")
}

fn text(item: &Value, key: &str) -> Option<String> {
    item.get(key)?.as_str().map(str::to_owned)
}

fn both(item: &Value, first: &str, second: &str) -> Option<String> {
    Some(format!("{} {}", text(item, first)?, text(item, second)?))
}

/// What nobody has told this program how to read: its keys and values, without brackets.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join("; "),
        Value::Object(pairs) => {
            let said = pairs.iter().filter(|(_, value)| !value.is_null());
            said.map(|(key, value)| format!("{} {}", spaced(key), plain(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// A reason of the key-worker service, or one in somebody's own words.
pub(super) fn reason(raw: &str) -> String {
    match raw {
        "AUTO" => "Suggested, and accepted".to_owned(),
        "MANUAL" => "Chosen by hand".to_owned(),
        other => other.to_owned(),
    }
}

/// “1 note”, “3 notes”.
pub(super) fn count(number: usize, one: &str) -> String {
    format!("{number} {one}{}", if number == 1 { "" } else { "s" })
}

/// “13 January 2027 at 18:40”.
pub(crate) fn moment(iso: &str) -> String {
    match iso.get(11..16) {
        Some(time) => format!("{} at {time}", dates::long(iso)),
        None => dates::long(iso),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_lists_are_read_as_words() {
        assert_eq!(value("roshLevel", "VERY_HIGH"), "Very high");
        assert_eq!(value("recall", "no"), "No");
        assert_eq!(value("releaseDate", "2027-11-15"), "15 November 2027");
        let offences = r#"[{"offenceDescription":"Arson"},{"offenceDescription":"Affray","offenceCode":"X"}]"#;
        assert_eq!(value("allConvictedOffences", offences), "Arson; Affray");
        assert_eq!(value("emailAddresses", "[]"), "None");
    }

    #[test]
    fn a_key_that_this_version_does_not_know_is_still_readable() {
        assert_eq!(label("heightCentimetres"), "Height centimetres");
        assert_eq!(value("lastModifiedByFeed", r#"{"sequence":7,"source":"NOMIS"}"#), "sequence 7, source NOMIS");
    }
}
