//! Cases of work: the fields of handover cases with `tier`, `rosh_level`, `need` and `place`; officers with their `tenths`; pairs of
//! officers by `allocated` and `second`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::handover::handover_facts;
use super::inputs::{InputError, Inputs, Read};
use super::{NotCases, Replies, answer_each};
use crate::answer::Answer;
use crate::derivation::{Derivation, Reasoned};
use crate::workload::{
    Arrangement, Load, Officer, Phase, Scales, WorkingPattern, WorkloadRules, room, weigh, within_prison,
};

/// The answer to a case of work.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WorkloadReply {
    /// What it weighs, in hundredths of an ordinary case.
    pub hundredths: u32,
    /// In which phase it is.
    pub phase: Phase,
    /// Whether the risk is low or medium and the need high.
    pub low_risk_high_need: bool,
    /// The working.
    pub derivation: Derivation,
}

/// The answer to an officer.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CapacityReply {
    /// Their room, in hundredths of an ordinary case.
    pub room: Option<u32>,
    /// The working.
    pub derivation: Derivation,
}

/// The answer to a pair of officers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WithinPrisonReply {
    /// How they share the case.
    pub arrangement: Option<Arrangement>,
    /// The facts for want of which there is no answer.
    pub cannot_tell: Vec<String>,
    /// The working.
    pub derivation: Derivation,
}

/// Answers cases of work.
pub fn explain_workload(json: &str, scales: &Scales<'_>) -> Result<Replies<WorkloadReply>, NotCases> {
    answer_each(json, |inputs| {
        let (facts, today) = handover_facts(inputs)?;
        let load = Load {
            handover: &facts,
            tier: one_of(inputs, "tier", "a tier from A to G")?.flatten(),
            rosh: one_of(inputs, "rosh_level", "LOW, MEDIUM, HIGH or VERY_HIGH")?.flatten(),
            need: one_of(inputs, "need", "low, medium or high")?.flatten(),
            place: one_of(inputs, "place", "alone, supported, support or coworking")?.flatten().unwrap_or_default(),
        };
        let Reasoned { answer, derivation } = weigh(&load, today, scales);
        match answer {
            Answer::Known(weight) => Ok(WorkloadReply {
                hundredths: weight.hundredths,
                phase: weight.phase,
                low_risk_high_need: weight.low_risk_high_need,
                derivation,
            }),
            // Every case has a weight; what is not known is a caution.
            Answer::CannotTell(_) => Err(InputError::NoInputs),
        }
    })
}

/// Answers officers.
pub fn explain_capacity(json: &str, rules: &WorkloadRules) -> Result<Replies<CapacityReply>, NotCases> {
    answer_each(json, |inputs| {
        let expected = "a whole number of tenths from 0 to 10";
        let pattern: Option<WorkingPattern> = one_of(inputs, "tenths", expected)?.flatten();
        let Reasoned { answer, derivation } = room(pattern.ok_or(InputError::Missing("tenths"))?, rules);
        Ok(CapacityReply { room: answer.known(), derivation })
    })
}

/// Answers pairs of officers. A `second` that is left out is none; one that is null is of a type that is not recorded.
pub fn explain_within_prison(json: &str, rules: &WorkloadRules) -> Result<Replies<WithinPrisonReply>, NotCases> {
    answer_each(json, |inputs| {
        let officer = |name| -> Read<Officer> { one_of(inputs, name, "prison or probation") };
        let Reasoned { answer, derivation } = within_prison(officer("allocated")?.flatten(), officer("second")?, rules);
        let cannot_tell = answer.missing().map(|missing| missing.facts().map(str::to_owned).collect());
        let cannot_tell = cannot_tell.unwrap_or_default();
        Ok(WithinPrisonReply { arrangement: answer.known(), cannot_tell, derivation })
    })
}

/// A value by its code, told apart from one that is absent.
fn one_of<T: DeserializeOwned>(inputs: &Inputs<'_>, name: &str, expected: &'static str) -> Read<T> {
    inputs.read(name, expected, |value| serde_json::from_value(value.clone()).ok())
}
