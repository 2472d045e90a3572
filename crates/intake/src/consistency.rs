//! What does not fit together about a person, once a row is laid over what the record holds. Nothing here stops an import:
//! prison data is often incomplete for good reasons, and the raw values stand until somebody corrects them there.

use casework::codes;
use casework::fact::Value;
use casework::field::{Field, FieldKey};
use jiff::civil::Date;

use crate::movement::Place;
use crate::plan::{Known, Setting};
use crate::reading::Reading;
use crate::warning::Warning;

/// A row over what the record holds: a key that the row does not have says nothing, so the record speaks.
pub(crate) struct Case<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) known: Option<&'a Known>,
}

impl Case<'_> {
    /// The value of a field.
    pub(crate) fn get(&self, field: Field) -> Option<&Value> {
        let key = FieldKey::Known(field);
        self.reading
            .fields
            .get(&key)
            .or_else(|| self.known.and_then(|known| known.current.get(&key)))
            .filter(|value| **value != Value::Nothing)
    }

    /// Its words or code.
    pub(crate) fn text(&self, field: Field) -> Option<&str> {
        self.get(field).and_then(Value::text)
    }

    /// Its date.
    pub(crate) fn date(&self, field: Field) -> Option<Date> {
        self.get(field).and_then(Value::date)
    }
}

/// The broad legal statuses that the checks tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Indeterminate,
    Sentenced,
    Recalled,
    Remand,
    Other,
}

fn standing(case: &Case<'_>) -> Standing {
    match case.text(Field::LegalStatus) {
        Some("INDETERMINATE_SENTENCE") => Standing::Indeterminate,
        Some("SENTENCED") => Standing::Sentenced,
        Some("RECALL") => Standing::Recalled,
        Some("REMAND") => Standing::Remand,
        Some(_) => Standing::Other,
        None => match case.text(Field::ImprisonmentStatus).and_then(codes::imprisonment_status).map(|s| s.band) {
            Some(1) => Standing::Indeterminate,
            Some(2 | 3) => Standing::Sentenced,
            Some(12..=14) => Standing::Remand,
            _ => Standing::Other,
        },
    }
}

/// What to check about a person.
pub(crate) fn warnings(case: &Case<'_>, place: &Place, setting: &Setting) -> Vec<Warning> {
    let standing = standing(case);
    let mut warnings = Vec::new();
    warnings.extend(release_dates(case, standing, place));
    warnings.extend(start_after_release(case));
    warnings.extend(release_in_the_past(case, place, setting.today));
    warnings.extend(category(case, standing));
    warnings.extend(age(case, setting.today));
    warnings
}

/// A sentence ends by one of these; which of them depends on the sentence, so one is enough.
const ENDS: [Field; 5] = [
    Field::ConditionalRelease,
    Field::AutomaticRelease,
    Field::ParoleEligibility,
    Field::NonParole,
    Field::PostRecallRelease,
];

fn release_dates(case: &Case<'_>, standing: Standing, place: &Place) -> Option<Warning> {
    if matches!(place, Place::Out | Place::Transit | Place::Elsewhere(_)) {
        return None;
    }
    match standing {
        Standing::Sentenced if ENDS.iter().all(|field| case.date(*field).is_none()) => Some(Warning {
            rule: "missing-release-date",
            field: None,
            message: "Sentenced, but with no conditional release, automatic release or parole eligibility date. Handover \
                      and release work cannot be dated until the prison system has one."
                .to_owned(),
        }),
        Standing::Indeterminate if case.date(Field::Tariff).is_none() => Some(Warning::of(
            "missing-tariff",
            Field::Tariff,
            "Indeterminate sentence without a tariff date. Parole work cannot be dated until the prison system has one."
                .to_owned(),
        )),
        _ => None,
    }
}

fn start_after_release(case: &Case<'_>) -> Option<Warning> {
    let start = case.date(Field::SentenceStart)?;
    let dates = [Field::ConfirmedRelease, Field::Release, Field::ConditionalRelease, Field::AutomaticRelease];
    let (field, date) = dates.into_iter().filter_map(|f| case.date(f).map(|d| (f, d))).find(|(_, d)| *d < start)?;
    let message = format!(
        "The sentence starts on {start}, after {} ({date}). Both are kept as they came; check them in the prison system.",
        field.name()
    );
    Some(Warning::of("start-after-release", Field::SentenceStart, message))
}

fn release_in_the_past(case: &Case<'_>, place: &Place, today: Date) -> Option<Warning> {
    if *place != Place::Here {
        return None;
    }
    let (field, date) = [Field::ConfirmedRelease, Field::Release]
        .into_iter()
        .filter_map(|field| case.date(field).map(|date| (field, date)))
        .find(|(_, date)| *date < today)?;
    let message = format!(
        "{} {date} has passed, but the person is still in. Check the date in the prison system.",
        field.label()
    );
    Some(Warning::of("release-in-the-past", field, message))
}

/// Categories that only a sentenced person can have. A, B, women's and young people's categories are given on remand too,
/// and immigration detainees often keep that of their sentence.
const AFTER_SENTENCE: [&str; 5] = ["C", "D", "J", "T", "X"];

fn category(case: &Case<'_>, standing: Standing) -> Option<Warning> {
    let category = case.text(Field::Category)?;
    let status = match standing {
        Standing::Indeterminate | Standing::Sentenced | Standing::Recalled if category == "U" => "a sentence",
        Standing::Remand if AFTER_SENTENCE.contains(&category) => "remand",
        _ => return None,
    };
    let message = format!(
        "Category {category} ({}) does not go with {status}. Both are kept; check which is out of date.",
        codes::category(category).unwrap_or_default()
    );
    Some(Warning::of("category-and-status", Field::Category, message))
}

/// Young offender institutions take people from 15.
const YOUNGEST: i16 = 15;
const OLDEST: i16 = 100;

fn age(case: &Case<'_>, today: Date) -> Option<Warning> {
    let born = case.date(Field::DateOfBirth)?;
    let years = today.year() - born.year() - i16::from((today.month(), today.day()) < (born.month(), born.day()));
    let (rule, wrong) = match years {
        _ if born > today => ("birth-in-the-future", "lies in the future".to_owned()),
        ..YOUNGEST => ("implausible-age", format!("makes this person {years} years old")),
        _ if years > OLDEST => ("implausible-age", format!("makes this person {years} years old")),
        _ => return None,
    };
    let message = format!("Date of birth {born} {wrong}. It is kept as it came; check it in the prison system.");
    Some(Warning::of(rule, Field::DateOfBirth, message))
}
