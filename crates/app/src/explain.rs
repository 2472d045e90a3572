//! What the rules say of cases that are given as JSON, with the working: for whoever wants to check them, or to compare another
//! system with them. Nobody has to be signed in, for no record is read.

use casework::identity::{canonical_cro, canonical_pnc};
use policy::exchange::{
    InputError, Inputs, NotCases, Replies, answer_all, handover_replies, keywork_replies, read_document, rotl_replies,
};
use policy::rotl::RuleBook;
use policy::{Derivation, handover, keywork};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::clock::Clock;
use crate::error::AppError;

/// What is to be explained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// Whose a case is, and when it is handed over.
    Handover,
    /// How many key-work sessions were expected, and how many of those were held.
    Keywork,
    /// Which rules of temporary release are met, from when, and who is asked.
    Rotl,
    /// Whether the check letter of a police number is right.
    Identifiers,
}

/// A police number, looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct IdentifierReply {
    /// `pnc` or `cro`.
    kind: &'static str,
    /// As it was given.
    written: String,
    /// As everybody writes it, if its check letter is right.
    canonical: Option<String>,
    /// Whether it is.
    valid: bool,
}

/// Explains each case of `{"cases": [{"id", "inputs"}, …]}`. Of a document without cases, the lists of worked examples are taken:
/// `keyworker_stats`, `pnc`, `cro`.
///
/// # Errors
/// `Input` if there is no list of cases in it. A case that cannot be read has an `error` of its own among the answers.
pub fn explain(subject: Subject, document: &str, clock: &dyn Clock) -> Result<Value, AppError> {
    let document = read_document(document).map_err(unreadable)?;
    let examples = examples(subject, &document);
    let cases = examples.as_ref().unwrap_or(&document);
    match subject {
        Subject::Handover => said(handover_replies(cases, &handover::rule_sets().newest)),
        Subject::Keywork => said(keywork_replies(cases, &keywork::rule_sets().newest)),
        Subject::Rotl => said(rotl_replies(cases, &RuleBook::newest())),
        Subject::Identifiers => {
            let this_year = casework::london::day(clock.now()).year();
            said(answer_all(cases, |inputs| identifier(inputs, this_year)))
        }
    }
}

fn unreadable(error: NotCases) -> AppError {
    AppError::input(
        format!("The cases cannot be read: {error}."),
        "Give them as JSON on standard input; docs/rules shows inputs by example.",
    )
}

fn said<T: Serialize>(replies: Result<Replies<T>, NotCases>) -> Result<Value, AppError> {
    serde_json::to_value(replies.map_err(unreadable)?).map_err(|error| {
        AppError::input(
            format!("The answers cannot be written: {error}."),
            "Please report this line: it is a defect of Throughcare.",
        )
    })
}

fn identifier(inputs: &Inputs<'_>, this_year: i16) -> Result<IdentifierReply, InputError> {
    let (kind, written) = match (inputs.name("pnc")?, inputs.name("cro")?) {
        (Some(pnc), _) => ("pnc", pnc),
        (None, Some(cro)) => ("cro", cro),
        (None, None) => return Err(InputError::Missing("pnc or cro")),
    };
    let canonical = if kind == "pnc" { canonical_pnc(&written, this_year) } else { canonical_cro(&written) };
    Ok(IdentifierReply { kind, valid: canonical.is_some(), written, canonical })
}

/// The worked examples of a document as cases; nothing, if it has cases already or no such lists.
fn examples(subject: Subject, document: &Value) -> Option<Value> {
    if document.get("cases").is_some() {
        return None;
    }
    let lists: &[&str] = match subject {
        Subject::Handover | Subject::Rotl => &[],
        Subject::Keywork => &["keyworker_stats"],
        Subject::Identifiers => &["pnc", "cro"],
    };
    let mut cases = Vec::new();
    for list in lists {
        let examples = document.get(*list).and_then(Value::as_array).into_iter().flatten();
        for (at, example) in examples.enumerate() {
            let inputs = match example {
                Value::Object(_) => example.clone(),
                // A police number, and what is expected of it.
                Value::Array(row) => json!({ *list: row.first() }),
                written => json!({ *list: written }),
            };
            cases.push(json!({ "id": format!("{list} {}", at + 1), "inputs": inputs }));
        }
    }
    (!cases.is_empty()).then(|| json!({ "cases": cases }))
}

/// The working of each answer, as text to read.
pub fn workings(answers: &Value) -> Vec<(String, String)> {
    let cases = answers.get("cases").and_then(Value::as_array).into_iter().flatten();
    cases.map(|case| (words(case.get("id")), working(case))).collect()
}

fn working(case: &Value) -> String {
    let derivation: Option<Derivation> =
        case.get("derivation").cloned().and_then(|kept| serde_json::from_value(kept).ok());
    match (case.get("error"), derivation) {
        (Some(error), _) => format!("Cannot be read: {}", words(Some(error))),
        (None, Some(derivation)) => format!("{derivation}{}", others(case)),
        (None, None) => match case.get("canonical") {
            Some(Value::String(canonical)) => format!("The check letter is right: {canonical}"),
            _ => "The check letter is wrong, or it is no such number".to_owned(),
        },
    }
}

/// What else was worked out for the same case, each in a line.
fn others(case: &Value) -> String {
    let lists = ["rules", "consultees"].iter().filter_map(|list| case.get(*list)?.as_array()).flatten();
    let lists = lists.filter_map(|one| one.get("derivation"));
    let dates = case.get("dates").and_then(Value::as_object).into_iter().flat_map(Map::values);
    let said = lists.chain(dates).map(|one| (words(one.get("rule")), words(one.get("conclusion"))));
    said.map(|(rule, conclusion)| format!("\n- {rule}. {conclusion}")).collect()
}

fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(words)) => words.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    }
}
