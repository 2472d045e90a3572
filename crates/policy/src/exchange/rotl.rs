//! Cases of temporary release: the facts of the person under `facts`, the application under `request`, `now`, and what people said to
//! the rules under `given`. What the inputs leave out is not recorded.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;

use super::inputs::{InputError, Inputs};
use super::{NotCases, Replies, answer_all, answer_each, read_document};
use crate::calendar::london_day;
use crate::derivation::{Derivation, Reasoned};
use crate::rotl::{
    Check, Consultation, Consultee, Earliest, Facts, Given, Grade, Kind, LateStep, Look, Pattern, Plan, Planning,
    Progress, Release, Request, RotlSettings, RuleBook, Ruling, Tier, Trip, Verdict, being_out, consultees,
    demanded_grade, earliest, plan, progress, rulings, tier,
};

/// The answer to a case of temporary release.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RotlReply {
    /// Standard or restricted.
    pub tier: Option<Tier>,
    /// The rules that are met.
    pub met: Vec<Check>,
    /// The rules that are not met.
    pub not_met: Vec<Check>,
    /// The rules that cannot tell.
    pub cannot_tell: Vec<Check>,
    /// The rules that do not concern the case.
    pub not_asked: Vec<Check>,
    /// Where the application stands by the rules and by what people said to them.
    pub progress: Progress,
    /// From when each type can be had; nothing, where that cannot be told.
    pub earliest: BTreeMap<Kind, Option<Earliest>>,
    /// Who must be asked.
    pub ask: Vec<Consultee>,
    /// Whether of these the board must have the reply.
    pub must_reply: Vec<Consultee>,
    /// Of whom it cannot be told.
    pub ask_unclear: Vec<Consultee>,
    /// The least grade that decides.
    pub grade: Option<Grade>,
    /// How standard or restricted came about.
    pub derivation: Derivation,
    /// Each rule with its working.
    pub rules: Vec<Ruling>,
    /// Each type's earliest date with its working.
    pub dates: BTreeMap<Kind, Derivation>,
    /// Everybody who may be asked, with the reason.
    pub consultees: Vec<Consultation>,
    /// How the grade came about.
    pub decision: Derivation,
}

/// Answers cases of temporary release by a rule book.
pub fn explain_rotl(json: &str, book: &RuleBook<'_>) -> Result<Replies<RotlReply>, NotCases> {
    rotl_replies(&read_document(json)?, book)
}

/// The same of a document that was read.
///
/// # Errors
/// `NotCases` if there is no list of them.
pub fn rotl_replies(document: &Value, book: &RuleBook<'_>) -> Result<Replies<RotlReply>, NotCases> {
    answer_all(document, |inputs| answer(inputs, book))
}

fn answer(inputs: &Inputs<'_>, book: &RuleBook<'_>) -> Result<RotlReply, InputError> {
    let today = today(inputs)?;
    let facts: Facts = inputs.whole("facts")?.unwrap_or_default();
    let request: Request = inputs.whole("request")?.ok_or(InputError::Missing("request"))?;
    let given: BTreeMap<Check, Given> = inputs.whole("given")?.unwrap_or_default();
    Ok(put_together(&facts, &request, &given, today, book))
}

fn put_together(
    facts: &Facts,
    request: &Request,
    given: &BTreeMap<Check, Given>,
    today: Date,
    book: &RuleBook<'_>,
) -> RotlReply {
    let found_tier = tier(facts, book);
    let grade = demanded_grade(request.kind, &found_tier.answer, &RotlSettings::of(&book.rotl.constants), book);
    let rules = rulings(facts, request, today, book);
    let said = |verdict: Option<Verdict>| {
        rules.iter().filter(|ruling| ruling.verdict() == verdict).map(|ruling| ruling.check).collect()
    };
    let asked = consultees(facts, request, book);
    let who =
        |wanted: Option<bool>| asked.iter().filter(move |one| one.reasoned.answer.as_ref().known().copied() == wanted);
    let dates = Kind::ALL.map(|kind| (kind, earliest(kind, facts, today, book)));
    RotlReply {
        tier: found_tier.answer.known(),
        met: said(Some(Verdict::Met)),
        not_met: said(Some(Verdict::NotMet)),
        cannot_tell: said(None),
        not_asked: said(Some(Verdict::NotAsked)),
        progress: progress(&rules, given, book),
        earliest: dates.iter().map(|(kind, date)| (*kind, date.answer.as_ref().known().copied())).collect(),
        ask: who(Some(true)).map(|one| one.who).collect(),
        must_reply: who(Some(true)).filter(|one| one.must_reply).map(|one| one.who).collect(),
        ask_unclear: who(None).map(|one| one.who).collect(),
        grade: grade.answer.known(),
        derivation: found_tier.derivation,
        dates: dates.into_iter().map(|(kind, Reasoned { derivation, .. })| (kind, derivation)).collect(),
        consultees: asked,
        decision: grade.derivation,
        rules,
    }
}

/// The answer to a case of a pattern.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RotlPlanReply {
    /// The releases.
    pub releases: Vec<Trip>,
    /// What is wrong, in words.
    pub problems: Vec<String>,
    /// The clauses that it is against.
    pub clauses: Vec<&'static str>,
    /// What to know of the clocks.
    pub notes: Vec<String>,
}

/// Answers cases of patterns: `kind`, `pattern`, `has_address`, and other releases under `others` as pairs of a type and a release.
pub fn explain_rotl_plan(json: &str, book: &RuleBook<'_>) -> Result<Replies<RotlPlanReply>, NotCases> {
    answer_each(json, |inputs| {
        let kind: Kind = inputs.whole("kind")?.ok_or(InputError::Missing("kind"))?;
        let pattern: Pattern = inputs.whole("pattern")?.ok_or(InputError::Missing("pattern"))?;
        let others: Vec<(Kind, Trip)> = inputs.whole("others")?.unwrap_or_default();
        let has_address = inputs.flag("has_address")?.flatten().unwrap_or_default();
        let Plan { releases, problems, notes } =
            plan(&Planning { kind, pattern: &pattern, has_address, others: &others }, book);
        let clauses = problems.iter().map(|problem| problem.clause().id).collect();
        Ok(RotlPlanReply { releases, problems: problems.iter().map(ToString::to_string).collect(), clauses, notes })
    })
}

/// The answer to a case of being out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RotlOutReply {
    /// Where the person stands, and until when.
    #[serde(flatten)]
    pub look: Option<Look>,
    /// What must happen, without the times.
    pub to_do: Vec<LateStep>,
    /// The working.
    pub derivation: Derivation,
}

/// Answers cases of being out: `release` with its instants, and `now` as an instant.
pub fn explain_rotl_out(json: &str, book: &RuleBook<'_>) -> Result<Replies<RotlOutReply>, NotCases> {
    answer_each(json, |inputs| {
        let release: Release = inputs.whole("release")?.ok_or(InputError::Missing("release"))?;
        let now: Timestamp = inputs.whole("now")?.ok_or(InputError::Missing("now"))?;
        let Reasoned { answer, derivation } = being_out(&release, now, book);
        let look = answer.known();
        let to_do = look.iter().flat_map(|look| look.steps.iter().map(|step| step.what)).collect();
        Ok(RotlOutReply { look, to_do, derivation })
    })
}

/// London's day of `now`.
fn today(inputs: &Inputs<'_>) -> Result<Date, InputError> {
    let expected = "a time (write it as 2026-06-10, or 2026-06-10T00:30:00 for London's time)";
    let now = inputs.read("now", expected, |value| value.as_str().and_then(|text| london_day(text).ok()))?;
    now.flatten().ok_or(InputError::Missing("now"))
}
