//! Key-work cases: a prison's, with `eligible`, `days`, `freq_weeks` and `sessions`; or an officer's, with `days_allocated` (a
//! number for each prisoner who was theirs) or, as the worked examples say it, `staff_level` in words.

use serde::Serialize;
use serde_json::Value;

use super::inputs::{InputError, Inputs};
use super::{NotCases, Replies, answer_all, read_document};
use crate::derivation::{Derivation, Reasoned};
use crate::keywork::{KeyworkRules, Percent, PrisonFigures, Sessions, officer_sessions, prison_sessions};

/// The answer to a key-work case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct KeyworkReply {
    /// How many sessions were expected.
    pub projected: Option<u64>,
    /// How much of that was held, as a percentage.
    pub rate: Option<Percent>,
    /// The facts for want of which there is no answer.
    pub cannot_tell: Vec<String>,
    /// The working.
    pub derivation: Derivation,
}

/// Answers key-work cases by a rule set.
pub fn explain_keywork(json: &str, rules: &KeyworkRules) -> Result<Replies<KeyworkReply>, NotCases> {
    keywork_replies(&read_document(json)?, rules)
}

/// The same of a document that was read.
///
/// # Errors
/// `NotCases` if there is no list of them.
pub fn keywork_replies(document: &Value, rules: &KeyworkRules) -> Result<Replies<KeyworkReply>, NotCases> {
    answer_all(document, |inputs| explain(inputs, rules))
}

fn explain(inputs: &Inputs<'_>, rules: &KeyworkRules) -> Result<KeyworkReply, InputError> {
    let frequency = inputs.count("freq_weeks")?;
    let sessions = inputs.count("sessions")?;
    if let Some(words) = inputs.text("staff_level")?.flatten() {
        let (days, weeks) = officer_in_words(words).ok_or_else(|| InputError::Unreadable {
            field: "staff_level".to_owned(),
            found: format!("“{words}”"),
            expected: "such as “days allocated 10, weekly”",
        })?;
        return Ok(reply(officer_sessions(&[days], Some(weeks), sessions, rules)));
    }
    if let Some(days) = inputs.value("days_allocated") {
        return Ok(reply(officer_sessions(&days_allocated(days)?, frequency, sessions, rules)));
    }
    let figures = PrisonFigures {
        eligible: inputs.count("eligible")?.ok_or(InputError::Missing("eligible"))?,
        days: inputs.count("days")?.ok_or(InputError::Missing("days"))?,
        frequency_weeks: frequency,
        sessions,
    };
    Ok(reply(prison_sessions(&figures, rules)))
}

fn reply(reasoned: Reasoned<Sessions>) -> KeyworkReply {
    let cannot_tell = reasoned.answer.missing().map(|missing| missing.facts().map(str::to_owned).collect());
    let sessions = reasoned.answer.known();
    KeyworkReply {
        projected: sessions.map(|sessions| sessions.projected),
        rate: sessions.and_then(|sessions| sessions.rate),
        cannot_tell: cannot_tell.unwrap_or_default(),
        derivation: reasoned.derivation,
    }
}

/// One number, or one for each prisoner.
fn days_allocated(value: &Value) -> Result<Vec<u64>, InputError> {
    let one = std::slice::from_ref(value);
    let days = value.as_array().map_or(one, Vec::as_slice).iter().map(Value::as_u64).collect::<Option<Vec<u64>>>();
    days.ok_or_else(|| InputError::Unreadable {
        field: "days_allocated".to_owned(),
        found: value.to_string(),
        expected: "a number of days, or a list of them",
    })
}

/// The days and the weeks of “days allocated 10, weekly”.
fn officer_in_words(words: &str) -> Option<(u64, u64)> {
    let (days, frequency) = words.strip_prefix("days allocated ")?.split_once(", ")?;
    let weeks = match frequency {
        "weekly" => 1,
        "fortnightly" => 2,
        other => other.strip_prefix("every ")?.strip_suffix(" weeks")?.parse().ok()?,
    };
    Some((days.parse().ok()?, weeks))
}
