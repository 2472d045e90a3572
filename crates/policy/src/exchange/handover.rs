//! Handover cases, in the field names of the reference's own cases and with the same meaning of what is left out: an adult in a
//! men's closed prison, sentenced for a crime, not recalled, never assessed.

use jiff::civil::{Date, date};
use serde::Serialize;
use serde_json::Value;

use super::inputs::{InputError, Inputs};
use super::{NotCases, Replies, answer_all, read_document};
use crate::calendar::london_day;
use crate::derivation::Derivation;
use crate::handover::{
    Answers, Assessment, Category, Dated, Facts, Handover, HandoverRules, MappaLevel, Outcome, Override, ParoleReview,
    Part, Question, Reason, ReleaseDate, Responsibility, SentenceTerm, Side, State, earliest_release, handover,
    responsibility,
};

/// The answer to a handover case. A date or a state that is not there is null.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HandoverReply {
    /// Whose the case is, as calculated.
    pub state: Option<State>,
    /// The prison offender manager's part.
    pub pom: Option<Part>,
    /// The community offender manager's part.
    pub com: Option<Part>,
    /// Why.
    pub reason: Option<Reason>,
    /// From when the community is responsible.
    pub handover_date: Option<Date>,
    /// From when it supports.
    pub handover_start_date: Option<Date>,
    /// The release date by which that is reckoned.
    pub earliest_release_for_handover: Option<ReleaseDate>,
    /// Whether the policy covers the person.
    pub inside_omic_policy: Option<bool>,
    /// Responsibility as it stands, a manager's decision included.
    pub effective: Option<Responsibility>,
    /// The facts for want of which there is no answer.
    pub cannot_tell: Vec<String>,
    /// The working.
    pub derivation: Derivation,
}

/// Answers handover cases by a rule set.
pub fn explain_handover(json: &str, rules: &HandoverRules) -> Result<Replies<HandoverReply>, NotCases> {
    handover_replies(&read_document(json)?, rules)
}

/// The same of a document that was read.
///
/// # Errors
/// `NotCases` if there is no list of them.
pub fn handover_replies(document: &Value, rules: &HandoverRules) -> Result<Replies<HandoverReply>, NotCases> {
    answer_all(document, |inputs| explain(inputs, rules))
}

fn explain(inputs: &Inputs<'_>, rules: &HandoverRules) -> Result<HandoverReply, InputError> {
    let (facts, today) = handover_facts(inputs)?;
    let mut reasoned = handover(&facts, today, rules);
    for name in inputs.names().filter(|name| !is_known(name)) {
        reasoned.derivation.cautions.push(format!("The input “{name}” is not known, and was not used."));
    }
    let cannot_tell = reasoned.answer.missing().map(|missing| missing.facts().map(str::to_owned).collect());
    let outcome = reasoned.answer.known();
    let found: Option<&Handover> = outcome.as_ref().and_then(Outcome::handover);
    let dates = found.and_then(|handover| handover.dates);
    Ok(HandoverReply {
        state: found.map(|handover| handover.state),
        pom: found.map(|handover| handover.state.pom()),
        com: found.map(|handover| handover.state.com()),
        reason: found.map(|handover| handover.reason),
        handover_date: dates.map(|dates| dates.handover),
        handover_start_date: dates.map(|dates| dates.start),
        earliest_release_for_handover: earliest_release(&facts, today, rules).answer.known().flatten(),
        inside_omic_policy: outcome.as_ref().map(|outcome| matches!(outcome, Outcome::InPolicy(_))),
        effective: responsibility(&facts, today, rules).answer.known().flatten(),
        cannot_tell: cannot_tell.unwrap_or_default(),
        derivation: reasoned.derivation,
    })
}

/// A date in full and by its abbreviation.
const HDC_ELIGIBILITY: [&str; 2] = ["hdced", "home_detention_curfew_eligibility_date"];
/// A date in full and by its abbreviation.
const LICENCE_EXPIRY: [&str; 2] = ["licence_expiry_date", "led"];

/// The fields that the rules use.
const USED: [&str; 24] = [
    "now",
    "date_of_birth",
    "legal_status",
    "imprisonment_status",
    "indeterminate",
    "recalled",
    "sentence_start_date",
    "release_date",
    "conditional_release_date",
    "conditional_release_override_date",
    "automatic_release_date",
    "automatic_release_override_date",
    "parole_eligibility_date",
    "tariff_date",
    "prison_code",
    "prison_arrival_movement_date",
    "category_code",
    "category_since",
    "mappa_level",
    "welsh",
    "parole_reviews",
    "sentence_terms",
    "early_allocations",
    "responsibility_override",
];

/// Fields of the reference's cases that its handover rules do not ask for.
const NOT_NEEDED: [&str; 14] = [
    "tier",
    "rosh_level",
    "enhanced_resourcing",
    "com_name",
    "com_email",
    "checklist",
    "probation_record",
    "post_recall_release_date",
    "post_recall_release_override_date",
    "actual_parole_date",
    "sentence_expiry_date",
    "hdcad",
    "home_detention_curfew_actual_date",
    "confirmed_release_date",
];

fn is_known(name: &str) -> bool {
    [USED.as_slice(), &NOT_NEEDED, &HDC_ELIGIBILITY, &LICENCE_EXPIRY].iter().any(|names| names.contains(&name))
}

/// Reads the facts of a case and the day in London.
pub fn handover_facts(inputs: &Inputs<'_>) -> Result<(Facts, Date), InputError> {
    let today = today(inputs)?;
    let sentence_start = inputs.date("sentence_start_date")?;
    let indeterminate = inputs.flag("indeterminate")?.unwrap_or(Some(false));
    let facts = Facts {
        date_of_birth: inputs.date_if_given("date_of_birth")?.unwrap_or(Some(DATE_OF_BIRTH)),
        legal_status: code(inputs, "legal_status", "SENTENCED")?,
        imprisonment_status: code(inputs, "imprisonment_status", "ADIMP_ORA")?,
        indeterminate,
        recalled: inputs.flag("recalled")?.unwrap_or(Some(false)),
        sentence_start,
        release: inputs.date("release_date")?,
        conditional_release: dated(inputs, "conditional_release_date", "conditional_release_override_date")?,
        automatic_release: dated(inputs, "automatic_release_date", "automatic_release_override_date")?,
        parole_eligibility: inputs.date("parole_eligibility_date")?,
        tariff: inputs.date("tariff_date")?,
        hdc_eligibility: inputs.date_under(&HDC_ELIGIBILITY)?,
        licence_expiry: inputs.date_under(&LICENCE_EXPIRY)?,
        prison: code(inputs, "prison_code", "LEI")?,
        moved_in: inputs.date("prison_arrival_movement_date")?,
        category: category(inputs)?,
        mappa: mappa(inputs)?,
        welsh: inputs.flag("welsh")?.unwrap_or(Some(false)),
        parole_reviews: inputs.each("parole_reviews", parole_review)?.flatten().unwrap_or_default(),
        sentence_terms: inputs
            .each("sentence_terms", sentence_term)?
            .unwrap_or_else(|| Some(vec![single_term(sentence_start, indeterminate)])),
        early_allocations: inputs.each("early_allocations", assessment)?.flatten().unwrap_or_default(),
        responsibility_override: responsibility_override(inputs)?,
    };
    Ok((facts, today))
}

/// The date of birth of a case that gives none.
const DATE_OF_BIRTH: Date = date(1985, 6, 15);
/// The day of the assessment of a category that gives none.
const CATEGORY_ASSESSED: Date = date(2000, 1, 1);

fn today(inputs: &Inputs<'_>) -> Result<Date, InputError> {
    let now = inputs.text("now")?.flatten().ok_or(InputError::Missing("now"))?;
    let unreadable = || InputError::Unreadable {
        field: "now".to_owned(),
        found: format!("“{now}”"),
        expected: "a time in London (write it as 2026-05-17T09:00:00)",
    };
    london_day(now).map_err(|_| unreadable())
}

fn code(inputs: &Inputs<'_>, name: &str, left_out: &str) -> Result<Option<String>, InputError> {
    Ok(inputs.text(name)?.unwrap_or(Some(left_out)).map(str::to_owned))
}

fn dated(inputs: &Inputs<'_>, name: &str, replaced_by: &str) -> Result<Dated, InputError> {
    Ok(Dated { calculated: inputs.date(name)?, replaced_by: inputs.date(replaced_by)? })
}

fn category(inputs: &Inputs<'_>) -> Result<Option<Category>, InputError> {
    let since = inputs.date_if_given("category_since")?;
    Ok(inputs.text("category_code")?.flatten().map(|code| Category {
        code: code.to_owned(),
        approved: since.flatten(),
        assessed: if since.is_none() { Some(CATEGORY_ASSESSED) } else { None },
    }))
}

fn mappa(inputs: &Inputs<'_>) -> Result<Option<MappaLevel>, InputError> {
    let Some(level) = inputs.integer("mappa_level")? else { return Ok(None) };
    let known = u8::try_from(level).ok().and_then(|level| MappaLevel::try_from(level).ok());
    known.map(Some).ok_or_else(|| InputError::Unreadable {
        field: "mappa_level".to_owned(),
        found: level.to_string(),
        expected: "a MAPPA level (0 for known not to apply, 1, 2 or 3)",
    })
}

fn parole_review(inputs: &Inputs<'_>) -> Result<ParoleReview, InputError> {
    Ok(ParoleReview {
        target_hearing: inputs.date("target_hearing_date")?,
        custody_report_due: inputs.date("custody_report_due")?,
        outcome: inputs.text("hearing_outcome")?.flatten().map(str::to_owned),
        outcome_received: inputs.date("hearing_outcome_received_on")?,
    })
}

fn sentence_term(inputs: &Inputs<'_>) -> Result<SentenceTerm, InputError> {
    Ok(SentenceTerm {
        court_case: inputs.name("case_id")?,
        sentence_start: inputs.date("sentence_start_date")?,
        kind: inputs.text("sentence_type")?.flatten().map(str::to_owned),
        life: inputs.flag("life")?.flatten(),
    })
}

fn single_term(sentence_start: Option<Date>, indeterminate: Option<bool>) -> SentenceTerm {
    SentenceTerm { court_case: None, sentence_start, kind: None, life: indeterminate }
}

fn assessment(inputs: &Inputs<'_>) -> Result<Assessment, InputError> {
    let given = inputs.object("answers")?;
    let answer = |question: &Question| {
        let given = given.map_or(Ok(None), |given| given.flag(question.field()))?;
        Ok((*question, given.flatten().unwrap_or(false)))
    };
    Ok(Assessment {
        made: inputs.date("created_on")?.ok_or(InputError::Missing("created_on"))?,
        in_window: inputs.flag("created_within_referral_window")?.flatten().unwrap_or(false),
        answers: Question::ALL.iter().map(answer).collect::<Result<Answers, InputError>>()?,
        community_decision: inputs.flag("community_decision")?.flatten(),
    })
}

fn responsibility_override(inputs: &Inputs<'_>) -> Result<Option<Override>, InputError> {
    let Some(side) = inputs.text("responsibility_override")?.flatten() else { return Ok(None) };
    let to = match side {
        "Prison" => Side::Prison,
        "Probation" => Side::Probation,
        other => {
            return Err(InputError::Unreadable {
                field: "responsibility_override".to_owned(),
                found: format!("“{other}”"),
                expected: "“Prison” or “Probation”",
            });
        }
    };
    Ok(Some(Override { to, reason: None, decided: None, review: None }))
}
