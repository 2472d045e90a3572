//! Cases of a handover pack: the facts under `facts`, and which item is asked about (`key`).

use jiff::civil::Date;
use serde::Serialize;

use super::inputs::{InputError, Inputs};
use super::{NotCases, Replies, answer_each};
use crate::derivation::Derivation;
use crate::pack::{Item, PackFacts, PackRules, SectionStanding, Standing, assess};

/// The answer to a case of a handover pack.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PackReply {
    /// How the item stands: `held`, `later`, `asked`, `gap`, `stale`, `contradicts`; nothing, where it is not asked for.
    pub stands: Option<&'static str>,
    /// From when it is asked for, where it is later.
    pub from: Option<Date>,
    /// What it contradicts.
    pub with: Option<String>,
    /// What is there, missing or wrong.
    pub words: Option<String>,
    /// What the author is asked.
    pub question: Option<String>,
    /// Whether an explanation stands for it.
    pub explained: bool,
    /// The section in which it stands.
    pub section: Option<u8>,
    /// How that section stands.
    pub section_stands: Option<SectionStanding>,
    /// Whether nothing is left that is neither right nor explained.
    pub may_seal: bool,
    /// The clause that decided.
    pub clause: Option<String>,
    /// The working.
    pub derivation: Option<Derivation>,
}

/// Answers cases of a handover pack by a rule set.
///
/// # Errors
/// `NotCases` if there is no list of them.
pub fn explain_pack(json: &str, rules: &PackRules) -> Result<Replies<PackReply>, NotCases> {
    answer_each(json, |inputs| answer(inputs, rules))
}

fn answer(inputs: &Inputs<'_>, rules: &PackRules) -> Result<PackReply, InputError> {
    let facts: PackFacts = inputs.whole("facts")?.ok_or(InputError::Missing("facts"))?;
    let key = inputs.text("key")?.flatten().ok_or(InputError::Missing("key"))?;
    let assessed = assess(&facts, rules);
    let item = assessed.item(key);
    let section = item.map(|item| item.section);
    let at = section.and_then(|section| usize::from(section).checked_sub(1));
    let (from, with) = match item.map(|item| &item.standing) {
        Some(Standing::Later { from }) => (*from, None),
        Some(Standing::Contradicts { with }) => (None, Some(with.clone())),
        _ => (None, None),
    };
    Ok(PackReply {
        stands: item.map(|item| item.standing.word()),
        from,
        with,
        words: item.map(|item| item.words.clone()),
        question: item.and_then(|item| item.question.clone()),
        explained: item.is_some_and(|item| item.explained),
        section,
        section_stands: at.and_then(|at| assessed.sections.get(at)).copied(),
        may_seal: assessed.may_seal,
        clause: item.map(|item| item.clause.clone()),
        derivation: item.map(|Item { derivation, .. }| derivation.clone()),
    })
}
