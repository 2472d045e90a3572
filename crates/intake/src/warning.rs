//! What a person should check in a row that is taken all the same: one value at a time, each kept as it came.
//! Values that do not fit together are in `consistency`.

use casework::fact::Value;
use casework::field::{Field, FieldKey, Kind};
use casework::movement::MovementKind;
use casework::{codes, identity};
use serde::{Serialize, Serializer};

use crate::nested;
use crate::plan::Setting;
use crate::reading::{Reading, shortened};

/// Something to check. The row is taken with the value as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warning {
    /// The rule, in a short form that never changes, such as `pnc-check-letter`.
    pub rule: &'static str,
    /// The field it is about, if it is about one.
    #[serde(serialize_with = "optional_name")]
    pub field: Option<FieldKey>,
    /// What is odd and what to do.
    pub message: String,
}

/// Fields are written by their name in the prison system.
pub(crate) fn name<S: Serializer>(field: &FieldKey, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(field.name())
}

#[expect(clippy::ref_option, reason = "the shape that serde asks for")]
fn optional_name<S: Serializer>(field: &Option<FieldKey>, serializer: S) -> Result<S::Ok, S::Error> {
    match field {
        Some(field) => name(field, serializer),
        None => serializer.serialize_none(),
    }
}

impl Warning {
    pub(crate) fn of(rule: &'static str, field: impl Into<FieldKey>, message: String) -> Self {
        Self { rule, field: Some(field.into()), message }
    }

    pub(crate) fn unexpected_kind(key: &FieldKey, value: &Value) -> Self {
        let expected = match key {
            FieldKey::Known(field) => match field.kind() {
                Kind::Integer => "a whole number",
                Kind::Flag => "yes or no",
                Kind::Document => "a list",
                Kind::Text | Kind::Date => "plain text",
            },
            FieldKey::Other(_) => "plain text",
        };
        let message = format!("{key}: “{}” is not {expected}. It is kept as it came.", shortened(&value.plain()));
        Self::of("unexpected-kind", key.clone(), message)
    }
}

/// Texts longer than this are hardly meant.
const LONG: usize = 100_000;

/// Codes of places that are not prisons: out, in transit.
const NOT_PRISONS: [&str; 2] = ["OUT", "TRN"];
const STATUSES: [&str; 4] = ["ACTIVE IN", "ACTIVE OUT", "INACTIVE OUT", "INACTIVE TRN"];
const IN_OUT: [&str; 3] = ["IN", "OUT", "TRN"];
const LEGAL_STATUSES: [&str; 10] = [
    "RECALL",
    "DEAD",
    "INDETERMINATE_SENTENCE",
    "SENTENCED",
    "CONVICTED_UNSENTENCED",
    "CIVIL_PRISONER",
    "IMMIGRATION_DETAINEE",
    "REMAND",
    "UNKNOWN",
    "OTHER",
];

/// What to check in the values of a row.
pub(crate) fn of_values(reading: &Reading, setting: &Setting) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for (key, value) in &reading.fields {
        if let Value::Text(text) | Value::Document(text) = value {
            warnings.extend(of_text(key, text, matches!(value, Value::Document(_))));
        }
    }
    warnings.extend(of_numbers(reading, setting));
    warnings.extend(of_codes(reading, setting));
    warnings.extend(of_lists(reading));
    warnings
}

fn of_text(key: &FieldKey, text: &str, document: bool) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if text.len() > LONG {
        let message =
            format!("{key} has {} characters. It is kept whole; check that it belongs there.", text.chars().count());
        warnings.push(Warning::of("long-text", key.clone(), message));
    }
    // In a document they are written as escapes.
    let stray = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if text.contains(stray) || (document && text.contains("\\u00")) {
        let message = format!(
            "{key} holds characters that cannot be seen. It is kept as it came; check it in the prison system."
        );
        warnings.push(Warning::of("control-characters", key.clone(), message));
    }
    if !document && is_shortened_number(text) {
        let message = format!(
            "{key}: “{text}” is a number that a spreadsheet has shortened, so its last digits are lost. Export it again \
             and import the file without opening it in a spreadsheet."
        );
        warnings.push(Warning::of("spreadsheet-number", key.clone(), message));
    }
    warnings
}

/// Such as 1.90E+06.
fn is_shortened_number(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once("E+").is_some_and(|(number, power)| {
        let (whole, decimals) = number.split_once('.').unwrap_or((number, "0"));
        digits(power) && digits(whole) && digits(decimals)
    })
}

fn of_numbers(reading: &Reading, setting: &Setting) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let wrong = |kind: &str, number: &str| {
        format!(
            "{kind} number “{}” is not written as one or has the wrong check letter. It is kept as it came; check it \
             against the police record.",
            shortened(number)
        )
    };
    if let Some(number) = reading.text(Field::PncNumber)
        && identity::canonical_pnc(number, setting.today.year()).is_none()
    {
        warnings.push(Warning::of("pnc-check-letter", Field::PncNumber, wrong("PNC", number)));
    }
    if let Some(number) = reading.text(Field::CroNumber)
        && identity::canonical_cro(number).is_none()
    {
        warnings.push(Warning::of("cro-check-letter", Field::CroNumber, wrong("CRO", number)));
    }
    warnings
}

fn of_codes(reading: &Reading, setting: &Setting) -> Vec<Warning> {
    let is_place = |code: &str| {
        NOT_PRISONS.contains(&code) || code.eq_ignore_ascii_case(&setting.prison) || codes::prison(code).is_some()
    };
    type Known<'a> = &'a dyn Fn(&str) -> bool;
    let checks: [(&'static str, Field, Known<'_>); 10] = [
        ("unknown-category", Field::Category, &|code| codes::category(code).is_some()),
        ("unknown-legal-status", Field::LegalStatus, &|code| LEGAL_STATUSES.contains(&code)),
        ("unknown-imprisonment-status", Field::ImprisonmentStatus, &|code| codes::imprisonment_status(code).is_some()),
        ("unknown-status", Field::Status, &|code| STATUSES.contains(&code)),
        ("unknown-status", Field::InOutStatus, &|code| IN_OUT.contains(&code)),
        ("unknown-movement", Field::LastMovementType, &|code| MovementKind::from_code(code).is_some()),
        ("unknown-prison", Field::PrisonId, &is_place),
        ("unknown-prison", Field::LastPrisonId, &is_place),
        ("unknown-prison", Field::PreviousPrisonId, &is_place),
        ("unknown-prison", Field::SupportingPrisonId, &is_place),
    ];
    checks
        .into_iter()
        .filter_map(|(rule, field, known)| {
            let code = reading.text(field).filter(|code| !known(code))?;
            Some(unknown(rule, field, code))
        })
        .collect()
}

fn unknown(rule: &'static str, field: Field, code: &str) -> Warning {
    let label = field.label();
    let code = shortened(code);
    let message = format!("{label}: the code “{code}” is not on the list. It is kept and shown as it came.");
    Warning::of(rule, field, message)
}

fn of_lists(reading: &Reading) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if let Some(value) = reading.get(Field::Alerts) {
        let mut odd: Vec<String> = nested::alerts(value)
            .into_iter()
            .map(|alert| alert.code)
            .filter(|code| codes::alert(code).is_none())
            .collect();
        odd.sort();
        odd.dedup();
        warnings.extend(odd.iter().map(|code| unknown("unknown-alert", Field::Alerts, code)));
    }
    if let Some(level) = reading.get(Field::Incentive).and_then(nested::incentive_level)
        && codes::incentive(&level.code).is_none()
    {
        warnings.push(unknown("unknown-incentive", Field::Incentive, &level.code));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_shortened_by_a_spreadsheet_are_seen_and_book_numbers_are_not() {
        assert!(is_shortened_number("1.90E+06"));
        assert!(is_shortened_number("2E+10"));
        for plain in ["1900836", "V61585", "38412A", "E+", "1.E+06", "John E+1"] {
            assert!(!is_shortened_number(plain), "{plain}");
        }
    }
}
