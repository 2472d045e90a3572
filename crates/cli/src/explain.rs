//! What the rules say of cases that are given as JSON.

use std::io::Read;

use app::AppError;
use app::clock::SystemClock;
use app::explain::{Subject, explain, workings};

use crate::args::ExplainCommand;
use crate::output::{Failure, Out};

/// Reads cases from standard input and prints what the rules say of each, with the working.
pub(crate) fn from_stdin(out: &mut Out, command: ExplainCommand) -> Result<(), Failure> {
    let mut document = String::new();
    std::io::stdin().read_to_string(&mut document).map_err(|error| {
        AppError::input(format!("Standard input cannot be read: {error}."), "Give the cases as JSON text in UTF-8.")
    })?;
    let subject = match command {
        ExplainCommand::Handover => Subject::Handover,
        ExplainCommand::Keywork => Subject::Keywork,
        ExplainCommand::Rotl => Subject::Rotl,
        ExplainCommand::Identifiers => Subject::Identifiers,
    };
    let answers = explain(subject, &document, &SystemClock)?;
    for (case, working) in workings(&answers) {
        out.line(format!("{case}\n\n{working}\n"))?;
    }
    out.answer(&answers)
}
