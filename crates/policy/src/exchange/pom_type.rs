//! Allocation cases: the fields of handover cases with `tier` (B, if it is left out) and `rosh_level`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::handover::handover_facts;
use super::inputs::{Inputs, Read};
use super::{NotCases, Replies, answer_each};
use crate::derivation::Derivation;
use crate::handover::HandoverRules;
use crate::pom_type::{Allocation, PomTypeRules, Recommendation, pom_type};
use crate::risk::Tier;

/// The answer to an allocation case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PomTypeReply {
    /// What is recommended.
    pub recommendation: Option<Recommendation>,
    /// The facts for want of which there is no answer.
    pub cannot_tell: Vec<String>,
    /// The working.
    pub derivation: Derivation,
}

/// Answers allocation cases by rule sets.
pub fn explain_pom_type(
    json: &str,
    handover: &HandoverRules,
    rules: &PomTypeRules,
) -> Result<Replies<PomTypeReply>, NotCases> {
    answer_each(json, |inputs| {
        let (facts, today) = handover_facts(inputs)?;
        let tier = level(inputs, "tier", "a tier from A to G")?.unwrap_or(Some(Tier::B));
        let rosh = level(inputs, "rosh_level", "LOW, MEDIUM, HIGH or VERY_HIGH")?.flatten();
        let reasoned = pom_type(Allocation { handover: &facts, tier, rosh }, today, handover, rules);
        let cannot_tell = reasoned.answer.missing().map(|missing| missing.facts().map(str::to_owned).collect());
        Ok(PomTypeReply {
            recommendation: reasoned.answer.known(),
            cannot_tell: cannot_tell.unwrap_or_default(),
            derivation: reasoned.derivation,
        })
    })
}

/// A level by its code, told apart from one that is absent.
fn level<T: DeserializeOwned>(inputs: &Inputs<'_>, name: &str, expected: &'static str) -> Read<T> {
    inputs.read(name, expected, |value| serde_json::from_value(value.clone()).ok())
}
