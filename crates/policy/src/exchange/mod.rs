//! Cases in, answers out, as JSON: what `throughcare-cli explain` reads and prints. A case that cannot be read says why in plain
//! English, and the others are still answered.

mod handover;
mod inputs;
mod keywork;
mod obligation;
mod pack;
mod pom_type;
mod rotl;
mod workload;

use serde::Serialize;
use serde_json::Value;

pub use handover::{HandoverReply, explain_handover, handover_facts, handover_replies};
pub use inputs::{InputError, Inputs};
pub use keywork::{KeyworkReply, explain_keywork, keywork_replies};
pub use obligation::{ObligationReply, explain_obligation};
pub use pack::{PackReply, explain_pack};
pub use pom_type::{PomTypeReply, explain_pom_type};
pub use rotl::{
    RotlOutReply, RotlPlanReply, RotlReply, explain_rotl, explain_rotl_out, explain_rotl_plan, rotl_replies,
};
pub use workload::{
    CapacityReply, WithinPrisonReply, WorkloadReply, explain_capacity, explain_within_prison, explain_workload,
};

/// The answers, in the order of the cases.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Replies<T> {
    /// One for each case.
    pub cases: Vec<Reply<T>>,
}

/// The answer to one case.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reply<T> {
    /// The case's identifier, as it was given.
    pub id: Value,
    /// The answer, or why there is none.
    #[serde(flatten)]
    pub body: Body<T>,
}

/// An answer, or why there is none.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Body<T> {
    /// The answer.
    Answered(Box<T>),
    /// The case cannot be read.
    Unreadable {
        /// Why, in plain English.
        error: String,
    },
}

/// What was given is not a list of cases.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCases {
    /// It is not JSON.
    #[error("this is not JSON: {0}")]
    NotJson(String),
    /// It has no list of cases.
    #[error("there is no list of cases: write {{\"cases\": [{{\"id\": …, \"inputs\": {{…}}}}, …]}}")]
    NoCases,
}

/// Answers each case.
///
/// # Errors
/// `NotCases` if there is no list of them.
pub fn answer_each<T>(
    json: &str,
    answer: impl Fn(&Inputs<'_>) -> Result<T, InputError>,
) -> Result<Replies<T>, NotCases> {
    answer_all(&read_document(json)?, answer)
}

/// Reads what is to be answered.
///
/// # Errors
/// `NotCases` if it is not JSON. Whether there are cases in it, is seen when they are answered.
pub fn read_document(json: &str) -> Result<Value, NotCases> {
    serde_json::from_str(json).map_err(|error| NotCases::NotJson(error.to_string()))
}

/// Answers each case of a document that was read.
///
/// # Errors
/// `NotCases` if there is no list of them.
pub fn answer_all<T>(
    document: &Value,
    answer: impl Fn(&Inputs<'_>) -> Result<T, InputError>,
) -> Result<Replies<T>, NotCases> {
    let cases = document.get("cases").and_then(Value::as_array).ok_or(NotCases::NoCases)?;
    let reply = |case: &Value| {
        let inputs = case.get("inputs").and_then(Value::as_object).ok_or(InputError::NoInputs);
        let body = match inputs.and_then(|fields| answer(&Inputs::new(fields))) {
            Ok(answer) => Body::Answered(Box::new(answer)),
            Err(error) => Body::Unreadable { error: error.to_string() },
        };
        Reply { id: case.get("id").cloned().unwrap_or_default(), body }
    };
    Ok(Replies { cases: cases.iter().map(reply).collect() })
}
