//! How ROTL is said: states as shapes with words, moments, choices of a form, and the working of an answer.

use api::{
    DerivationView, Opinion, ReleaseState, ReleaseStatus, ReleaseType, RuleState, StageState, Tier, Verdict, WhyView,
};

use crate::dates;
pub(super) use crate::dates::said_at;
use crate::parts::Kind;
pub(super) use crate::parts::{choices, chosen, place};

/// How an application stands.
pub(super) const fn status(status: ReleaseStatus) -> Kind {
    match status {
        ReleaseStatus::Undecided => Kind::Late,
        ReleaseStatus::Applied | ReleaseStatus::Deferred => Kind::Draft,
        ReleaseStatus::Granted => Kind::Met,
        ReleaseStatus::Paused => Kind::Soon,
        ReleaseStatus::Suspended | ReleaseStatus::Refused | ReleaseStatus::Revoked => Kind::Not,
        ReleaseStatus::Withdrawn | ReleaseStatus::Closed => Kind::Later,
    }
}

/// How far a stage is.
pub(super) const fn stage(state: StageState) -> Kind {
    match state {
        StageState::Done => Kind::Met,
        StageState::Now => Kind::Draft,
        StageState::Later => Kind::Later,
        StageState::Gap => Kind::Late,
    }
}

/// A rule's answer, with its word. It says which rule is met, never more.
pub(super) const fn rule(state: RuleState) -> (Kind, &'static str) {
    match state {
        RuleState::Met => (Kind::Met, "Met"),
        RuleState::NotMet => (Kind::Not, "Not met"),
        RuleState::CannotTell => (Kind::Ask, "Cannot tell"),
        RuleState::NotAsked => (Kind::Later, "Not asked"),
    }
}

/// What somebody thinks.
pub(super) const fn opinion(opinion: Opinion) -> Kind {
    match opinion {
        Opinion::Supports | Opinion::NoConcern => Kind::Met,
        Opinion::Concerns => Kind::Soon,
        Opinion::Against => Kind::Not,
    }
}

/// What was decided or recommended.
pub(super) const fn verdict(verdict: Verdict) -> Kind {
    match verdict {
        Verdict::Granted => Kind::Met,
        Verdict::Refused => Kind::Not,
        Verdict::Deferred => Kind::Draft,
    }
}

/// Where a release stands.
pub(super) const fn release(state: ReleaseState) -> (Kind, &'static str) {
    match state {
        ReleaseState::Planned => (Kind::Later, "Planned"),
        ReleaseState::Out => (Kind::Draft, "Out now"),
        ReleaseState::Recalled => (Kind::Late, "Recalled: still out"),
        ReleaseState::Back => (Kind::Met, "Back"),
        ReleaseState::Cancelled => (Kind::Later, "Cancelled"),
    }
}

/// “Resettlement day release (RDR)”.
pub(super) fn kind(of: ReleaseType) -> String {
    format!("{} ({})", of.words(), of.code())
}

/// “Standard”.
pub(super) const fn tier(of: Tier) -> &'static str {
    of.words()
}

/// “4 Dec 2026, 08:30”.
pub(super) fn moment(iso: &str) -> String {
    match iso.get(11..16) {
        Some(time) => format!("{}, {time}", dates::short(iso)),
        None => dates::short(iso),
    }
}

/// A working, as the part that shows workings takes it.
pub(super) fn why(derivation: &DerivationView) -> WhyView {
    let inputs = derivation.inputs.iter().map(|(name, value)| format!("{name}: {value}"));
    let clause = derivation.clause.iter().map(|(clause, words, source)| format!("{words} (clause {clause}, {source})"));
    let lines = std::iter::once(derivation.conclusion.clone())
        .chain(inputs)
        .chain(derivation.steps.iter().cloned())
        .chain(clause)
        .chain(derivation.cautions.iter().map(|caution| format!("Check: {caution}")))
        .chain(std::iter::once(format!("Rule: {}. Source: {}", derivation.rule, derivation.source)));
    WhyView {
        text: lines.collect::<Vec<_>>().join("\n"),
        in_force: derivation.rule_set.clone(),
        settled_by: None,
        derivation: derivation.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_has_its_day_and_its_time() {
        assert_eq!(moment("2026-12-04T08:30"), "4 Dec 2026, 08:30");
    }

    #[test]
    fn no_word_for_a_rule_decides() {
        let all = [RuleState::Met, RuleState::NotMet, RuleState::CannotTell, RuleState::NotAsked];
        assert_eq!(all.map(|state| rule(state).1), ["Met", "Not met", "Cannot tell", "Not asked"]);
    }
}
