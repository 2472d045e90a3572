//! Cases of something that is owed: the fields of handover cases, the rest of the case's facts under `case`, and which obligation
//! is asked about (`kind`, and `about` where there are several of it).

use jiff::civil::Date;
use serde::Serialize;

use super::handover::handover_facts;
use super::inputs::{InputError, Inputs};
use super::{NotCases, Replies, answer_each};
use crate::derivation::Derivation;
use crate::handover::HandoverRules;
use crate::obligation::{CaseFacts, Kind, ObligationSettings, explain, owed};

/// The answer to a case of something that is owed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ObligationReply {
    /// Whether it is owed.
    pub owed: bool,
    /// From when it can be done.
    pub opens: Option<Date>,
    /// By when it is to be done.
    pub due: Option<Date>,
    /// After which day it cannot be done, or not in the ordinary way.
    pub hard_stop: Option<Date>,
    /// Why, in a sentence.
    pub why: Option<String>,
    /// The facts for want of which it cannot be told.
    pub cannot_tell: Vec<String>,
    /// The clause that decided.
    pub clause: Option<String>,
    /// The working.
    pub derivation: Option<Derivation>,
}

/// Answers cases of what is owed by the settings and a rule set of handover.
pub fn explain_obligation(
    json: &str,
    settings: &ObligationSettings,
    rules: &HandoverRules,
) -> Result<Replies<ObligationReply>, NotCases> {
    answer_each(json, |inputs| answer(inputs, settings, rules))
}

fn answer(
    inputs: &Inputs<'_>,
    settings: &ObligationSettings,
    rules: &HandoverRules,
) -> Result<ObligationReply, InputError> {
    let (mut handover, today) = handover_facts(inputs)?;
    let rest: Option<CaseFacts> = inputs
        .read("case", "the facts of a case in an object", |value| serde_json::from_value(value.clone()).ok())?
        .flatten();
    let rest = rest.unwrap_or_default();
    // A decision with its days, which the reference's own cases do not have.
    if let Some(decided) = &rest.handover.responsibility_override {
        handover.responsibility_override = Some(decided.clone());
    }
    let case = CaseFacts { handover, ..rest };
    let kind: Kind = inputs
        .read("kind", "a kind of obligation, such as first_plan", |value| serde_json::from_value(value.clone()).ok())?
        .flatten()
        .ok_or(InputError::Missing("kind"))?;
    let about = inputs.text("about")?.flatten();
    let list = owed(&case, settings, rules, today);
    let is_asked =
        |key: &crate::obligation::Key| key.kind == kind && (about.is_none() || about == key.about.as_deref());
    let key = list.obligations.iter().map(|found| &found.key).find(|key| is_asked(key));
    let found = key.and_then(|key| explain(&case, settings, rules, today, key));
    let unclear = list.unclear.iter().filter(|unclear| unclear.kind == kind);
    let window = found.as_ref().map(|found| found.obligation.window);
    Ok(ObligationReply {
        owed: found.is_some(),
        opens: window.map(|window| window.opens),
        due: window.map(|window| window.due),
        hard_stop: window.and_then(|window| window.hard_stop),
        why: found.as_ref().map(|found| found.obligation.why.clone()),
        cannot_tell: unclear.flat_map(|unclear| unclear.missing.facts().map(str::to_owned)).collect(),
        clause: found.as_ref().and_then(|found| found.derivation.clause.as_ref()).map(|clause| clause.id.to_string()),
        derivation: found.map(|found| found.derivation),
    })
}
