//! Responsibility and handover: whether the policy covers somebody, whose the case is today and why, from when the community
//! supports and from when it is responsible; early allocation; and a manager's decision against the calculation.

mod assessment;
mod case;
mod constants;
mod decision;
mod description;
mod earliest_release;
mod early_allocation;
mod facts;
mod gate;
mod open_conditions;
mod outcome;
mod parole;
mod prospect;
mod reason;
mod reckoning;
mod responsibility;
mod sentence;

use jiff::civil::Date;

pub use assessment::{Answers, Assessment, Question, Suitability};
pub use constants::{Codes, Constants, HandoverRules, rule_sets};
pub use description::{EARLIEST_RELEASE, EARLY_ALLOCATION, HANDOVER, RESPONSIBILITY};
pub use earliest_release::{ReleaseDate, ReleaseKind};
pub use early_allocation::Status as EarlyAllocationStatus;
pub use facts::{Category, Dated, Facts, MappaLevel, NotAMappaLevel, ParoleReview, SentenceTerm};
pub use gate::Exclusion;
pub use outcome::{Dates, Handover, Outcome, Part, State};
pub use reason::{Change, EarlierPeriod, History, PolicyCases, Reason, history, words_for_code};
pub use responsibility::{Override, OverrideReason, Responsibility, Side};

use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::{Reasoned, Working};
use crate::rule::Rule;
use case::Case;
use decision::Decision;

/// Whose the case is, and from when it is the community's, as calculated.
pub fn handover(facts: &Facts, today: Date, rules: &HandoverRules) -> Reasoned<Outcome> {
    reason(&HANDOVER, facts, today, rules, calculate_and_look_ahead, Outcome::words)
}

/// The same without the working: for lists of thousands.
pub fn handover_outcome(facts: &Facts, today: Date, rules: &HandoverRules) -> Answer<Outcome> {
    calculate(&Case { facts, rules: &rules.constants, today }, &mut Working::silent())
}

/// The same within the working of a rule that rests on it.
pub(crate) fn handover_within(facts: &Facts, today: Date, rules: &HandoverRules, working: &mut Working) {
    let _ = calculate_and_look_ahead(&Case { facts, rules: &rules.constants, today }, working);
    working.went_by(&HANDOVER);
}

/// Who is responsible: by a manager's decision, where there is one, and otherwise as calculated.
pub fn responsibility(facts: &Facts, today: Date, rules: &HandoverRules) -> Reasoned<Option<Responsibility>> {
    reason(&RESPONSIBILITY, facts, today, rules, stand, |standing| {
        standing.map_or_else(|| "Outside the policy: nobody is responsible under it.".to_owned(), Responsibility::words)
    })
}

/// The same without the working.
pub fn responsibility_standing(facts: &Facts, today: Date, rules: &HandoverRules) -> Answer<Option<Responsibility>> {
    stand(&Case { facts, rules: &rules.constants, today }, &mut Working::silent())
}

/// The same within the working of a rule that rests on it and has the calculation already: said again only where it is heard.
pub(crate) fn responsibility_within(
    facts: &Facts,
    today: Date,
    rules: &HandoverRules,
    calculated: &Answer<Outcome>,
    working: &mut Working,
) -> Answer<Option<Responsibility>> {
    let case = Case { facts, rules: &rules.constants, today };
    if working.is_kept() {
        // Where a manager decided, what would change the calculation does not change who is responsible.
        let _ = match facts.responsibility_override {
            Some(_) => calculate(&case, working),
            None => calculate_and_look_ahead(&case, working),
        };
        working.went_by(&HANDOVER);
    }
    let standing = responsibility::standing(&case, calculated, working);
    working.went_by(&RESPONSIBILITY);
    standing
}

/// The release date by which a handover is reckoned.
pub fn earliest_release(facts: &Facts, today: Date, rules: &HandoverRules) -> Reasoned<Option<ReleaseDate>> {
    reason(&EARLIEST_RELEASE, facts, today, rules, earliest_release::find, |found| {
        found.map_or_else(
            || "No date that counts is recorded.".to_owned(),
            |release| format!("The {}, {}.", release.kind.words(), long_date(release.date)),
        )
    })
}

/// Where early allocation stands.
pub fn early_allocation_status(facts: &Facts, today: Date, rules: &HandoverRules) -> Reasoned<EarlyAllocationStatus> {
    reason(&EARLY_ALLOCATION, facts, today, rules, early_allocation::status, |status| format!("{}.", status.words()))
}

/// The same within the working of a rule that rests on it.
pub(crate) fn early_allocation_within(
    facts: &Facts,
    today: Date,
    rules: &HandoverRules,
    working: &mut Working,
) -> Answer<EarlyAllocationStatus> {
    let status = early_allocation::status(&Case { facts, rules: &rules.constants, today }, working);
    working.went_by(&EARLY_ALLOCATION);
    status
}

/// From when a referral for early allocation can be made; nothing, while no date says it.
pub fn referral_opens(facts: &Facts, today: Date, rules: &HandoverRules) -> Option<Date> {
    referral_opens_within(facts, today, rules, &mut Working::silent())
}

/// The same within the working of a rule that rests on it.
pub(crate) fn referral_opens_within(
    facts: &Facts,
    today: Date,
    rules: &HandoverRules,
    working: &mut Working,
) -> Option<Date> {
    early_allocation::window_opens(&Case { facts, rules: &rules.constants, today }, working)
}

/// Whether a referral for early allocation can be made.
pub fn referral_window(facts: &Facts, today: Date, rules: &HandoverRules) -> Reasoned<bool> {
    reason(&EARLY_ALLOCATION, facts, today, rules, early_allocation::is_window_open, |open| {
        format!("The referral window is {}.", if *open { "open" } else { "not open yet" })
    })
}

/// What the answers to the questions of early allocation amount to.
pub fn suitability(answers: &Answers, today: Date, rules: &HandoverRules) -> Reasoned<Suitability> {
    let assess = |_: &Case<'_>, working: &mut Working| assessment::suitability(answers, working);
    reason(&EARLY_ALLOCATION, &Facts::default(), today, rules, assess, |found| format!("{}.", found.words()))
}

/// Whether an OASys of a day can stand behind an early allocation assessment that is made today.
pub fn oasys_is_recent(oasys: Option<Date>, today: Date, rules: &HandoverRules) -> Reasoned<bool> {
    let check = |case: &Case<'_>, working: &mut Working| early_allocation::is_oasys_recent(case, oasys, working);
    reason(&EARLY_ALLOCATION, &Facts::default(), today, rules, check, |recent| {
        format!("The OASys is {}.", if *recent { "recent enough" } else { "too old, or not before today" })
    })
}

/// Asks a question about a case and keeps the working.
fn reason<T>(
    rule: &'static Rule,
    facts: &Facts,
    today: Date,
    rules: &HandoverRules,
    ask: impl FnOnce(&Case<'_>, &mut Working) -> Answer<T>,
    conclude: impl FnOnce(&T) -> String,
) -> Reasoned<T> {
    let mut working = Working::kept();
    let case = Case { facts, rules: &rules.constants, today };
    let answer = ask(&case, &mut working);
    working.finish(rule, rules.edition(), Some(today), answer, conclude)
}

fn stand(case: &Case<'_>, working: &mut Working) -> Answer<Option<Responsibility>> {
    let calculated = match case.facts.responsibility_override {
        Some(_) => calculate(case, working),
        None => calculate_and_look_ahead(case, working),
    };
    responsibility::standing(case, &calculated, working)
}

/// Says what would change the outcome, too.
fn calculate_and_look_ahead(case: &Case<'_>, working: &mut Working) -> Answer<Outcome> {
    let outcome = calculate(case, working);
    if let Answer::Known(outcome) = &outcome {
        prospect::describe(case, outcome, working);
    }
    outcome
}

fn calculate(case: &Case<'_>, working: &mut Working) -> Answer<Outcome> {
    gate::exclusion(case, working).and_then(|exclusion| match exclusion {
        Some(exclusion) => {
            working.decided_by(exclusion.clause());
            Answer::Known(Outcome::OutsidePolicy(exclusion))
        }
        None => in_policy(case, working).map(Outcome::InPolicy),
    })
}

fn in_policy(case: &Case<'_>, working: &mut Working) -> Answer<Handover> {
    decision::first_that_applies(case, working).and_then(|decision| match decision {
        Some(decision) => {
            working.decided_by(&decision.clause);
            let Decision { state, reason, .. } = *decision;
            Answer::Known(Handover { state, reason, dates: None, reckoned_from: None })
        }
        None => by_release_date(case, working),
    })
}

fn by_release_date(case: &Case<'_>, working: &mut Working) -> Answer<Handover> {
    earliest_release::find(case, working).and_then(|release| {
        Answer::of(release, "the earliest release date").and_then(|release| reckoning::reckon(case, release, working))
    })
}
