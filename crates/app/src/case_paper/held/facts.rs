//! Every statement about every fact, with what it means: codes in words, lists of the prison system spelt out; and what an import set aside.

use casework::field::{Group, Kind};
use casework::{Field, FieldKey, PrisonNumber, Value, london};
use jiff::civil::Date;
use serde_json::Value as Json;
use store::read::FactRow;

use super::{Held, Part, Weight, lines};
use crate::casefile::meaning;
use crate::error::AppError;
use crate::owed::capital;
use crate::session::Session;

/// Where facts come from that nobody typed.
pub(in crate::case_paper) const PRISON_SYSTEM: &str = "Prison system";

impl Session {
    /// Every statement about every fact.
    pub(super) async fn held_facts(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let rows = self.record.history(number, None).await?;
        Ok(rows.into_iter().map(|row| self.held_fact(row)).collect())
    }

    fn held_fact(&self, row: FactRow) -> Held {
        let field = FieldKey::from_name(&row.field);
        let by_hand = row.import.is_none();
        let by = if by_hand { self.staff_name(row.author) } else { PRISON_SYSTEM.to_owned() };
        let reason = row.reason.map(|reason| format!("Reason: {reason}"));
        let aside = (!row.stood).then(|| "Kept aside: somebody had written something else while apart.".to_owned());
        let words = lines([value_words(&field, &row.value)].into_iter().chain(reason).chain(aside));
        let item = Held::new(Part::Facts, row.occurred, capital(field.label()), words, by).recorded(row.recorded);
        match (field.group(), by_hand) {
            (Group::Risk, true) => item.weighing(Weight::Decided),
            (Group::Dates | Group::Custody | Group::Risk, _) => item.weighing(Weight::Known),
            (Group::Location | Group::Identity, _) => item,
        }
    }

    /// The rows of this number that imports could not take.
    pub(super) async fn held_aside(&self, number: &PrisonNumber) -> Result<Vec<Held>, AppError> {
        let rows =
            self.record.quarantine().await?.into_iter().filter(|row| row.number.as_deref() == Some(number.as_str()));
        let imports = self.record.imports().await?;
        let item = |row: store::read::QuarantineRow| {
            let taken = imports.iter().find(|import| import.run == row.run).map_or(0, |import| import.recorded);
            let words = lines(row.reasons.into_iter().chain([raw_words(&row.raw)]));
            Held::new(
                Part::SetAside,
                taken,
                format!("Row {} of {}", row.row, row.file),
                words,
                PRISON_SYSTEM.to_owned(),
            )
            .about(Some("An import could not take it: it may be about somebody else"))
        };
        Ok(rows.map(item).collect())
    }
}

/// A value as a person reads it.
pub(crate) fn value_words(field: &FieldKey, value: &str) -> String {
    if value.is_empty() {
        return "No value any more".to_owned();
    }
    let kind = match field {
        FieldKey::Known(field) => field.kind(),
        FieldKey::Other(_) => Kind::Document,
    };
    match kind {
        Kind::Date => value.parse::<Date>().map_or_else(|_| value.to_owned(), london::long_date),
        Kind::Flag => capital(value),
        Kind::Document => raw_words(value),
        Kind::Integer => value.to_owned(),
        Kind::Text if *field == FieldKey::Known(Field::Rosh) => capital(&value.to_lowercase().replace('_', " ")),
        Kind::Text => match meaning(field, &Value::Text(value.to_owned())) {
            Some(meaning) => format!("{meaning} ({value})"),
            None => value.to_owned(),
        },
    }
}

/// What came as JSON, spelt out; anything else as it came.
pub(crate) fn raw_words(text: &str) -> String {
    serde_json::from_str::<Json>(text).map_or_else(|_| text.to_owned(), |json| spelt_out(&json))
}

/// A list or an object of the prison system: “active: yes, alert code: XEL”, each member of a list on its own line.
fn spelt_out(json: &Json) -> String {
    match json {
        Json::Null => "nothing".to_owned(),
        Json::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Json::Number(number) => number.to_string(),
        Json::String(text) => text.clone(),
        Json::Array(members) if members.is_empty() => "none".to_owned(),
        Json::Array(members) => members.iter().map(spelt_out).collect::<Vec<_>>().join("\n"),
        Json::Object(members) => {
            let known = members.iter().filter(|(_, value)| !value.is_null());
            known.map(|(key, value)| format!("{}: {}", apart(key), spelt_out(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

/// “alertCode” as “alert code”.
fn apart(key: &str) -> String {
    let mut words = String::with_capacity(key.len() + 4);
    for letter in key.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_said_as_people_say_them() {
        for (field, value, said) in [
            (Field::ConditionalRelease, "2027-06-30", "30 June 2027"),
            (Field::Rosh, "VERY_HIGH", "Very high"),
            (Field::Recall, "no", "No"),
            (Field::Tier, "A", "A"),
            (Field::Tier, "", "No value any more"),
            (Field::Alerts, r#"[{"active":true,"alertCode":"XEL","expired":null}]"#, "active: yes, alert code: XEL"),
            (Field::Aliases, "[]", "none"),
        ] {
            assert_eq!(value_words(&field.into(), value), said);
        }
        assert_eq!(value_words(&FieldKey::from_name("somethingNew"), r#"{"of":["a","b"]}"#), "of: a\nb");
        assert_eq!(value_words(&FieldKey::from_name("somethingNew"), "as it came"), "as it came");
    }
}
