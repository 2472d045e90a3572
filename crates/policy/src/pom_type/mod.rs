//! Which type of prison offender manager is recommended for a case: a prison officer or a probation officer. It recommends; a
//! manager who chooses otherwise gives a reason.

mod description;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use description::POM_TYPE;

use crate::answer::{Answer, Missing};
use crate::derivation::{Reasoned, Working};
use crate::handover::{Facts, HandoverRules, Part, responsibility_standing};
use crate::risk::{Rosh, Tier};
use crate::rule_set::{RuleSet, RuleSets, Sourced};

/// What the recommendation depends on.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Constants {
    /// Whether the tier alone decides, or the risk of serious harm too.
    pub strategy: Sourced<Strategy>,
    /// The tiers for a probation officer.
    pub probation_tiers: Sourced<BTreeSet<Tier>>,
    /// The levels of risk for a probation officer.
    pub probation_rosh: Sourced<BTreeSet<Rosh>>,
}

/// What the recommendation is made by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// By the tier.
    #[default]
    Tier,
    /// By the risk of serious harm, and the tier.
    Rosh,
}

/// An edition of the recommendation's rules.
pub type PomTypeRules = RuleSet<Constants>;

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/pom_type.json")));

/// Every edition of the recommendation's rules.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

/// The facts of a case that is to be allocated.
#[derive(Debug, Clone, Copy)]
pub struct Allocation<'a> {
    /// What the handover rules ask.
    pub handover: &'a Facts,
    /// The tier.
    pub tier: Option<Tier>,
    /// The risk of serious harm.
    pub rosh: Option<Rosh>,
}

/// What is recommended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recommendation {
    /// A prison officer.
    PrisonPom,
    /// A probation officer.
    ProbationPom,
    /// Neither: whoever allocates gives a reason.
    Neither,
}

impl Recommendation {
    /// In a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::PrisonPom => "A prison officer is recommended.",
            Self::ProbationPom => "A probation officer is recommended.",
            Self::Neither => "Neither is recommended: the risk of serious harm is not recorded.",
        }
    }
}

/// Which type of prison offender manager is recommended.
pub fn pom_type(
    allocation: Allocation<'_>,
    today: Date,
    handover: &HandoverRules,
    rules: &PomTypeRules,
) -> Reasoned<Recommendation> {
    let mut working = Working::kept();
    let answer = by_responsibility(allocation.handover, today, handover, &mut working)
        .and_then(|found| found.map_or_else(|| by_strategy(allocation, &rules.constants, &mut working), Answer::Known));
    working.finish(&POM_TYPE, rules.edition(), Some(today), answer, |found| found.words().to_owned())
}

/// A prison officer, where the case is an immigration one or the community's.
fn by_responsibility(
    facts: &Facts,
    today: Date,
    handover: &HandoverRules,
    working: &mut Working,
) -> Answer<Option<Recommendation>> {
    let status = facts.imprisonment_status.as_deref();
    working.uses("Imprisonment status", status.unwrap_or("not recorded"));
    if status.is_some_and(|status| handover.constants.immigration_statuses.value.contains(status)) {
        working.decided_by(&description::IMMIGRATION);
        return Answer::Known(Some(Recommendation::PrisonPom));
    }
    responsibility_standing(facts, today, handover).and_then(|standing| {
        let Some(standing) = standing else {
            return Answer::cannot_tell("who is responsible (the policy does not cover the person)");
        };
        let responsible = standing.pom == Part::Responsible;
        working.flag("The prison offender manager is responsible", Some(responsible));
        if responsible {
            return Answer::Known(None);
        }
        working.decided_by(&description::SUPPORTING);
        Answer::Known(Some(Recommendation::PrisonPom))
    })
}

fn by_strategy(allocation: Allocation<'_>, rules: &Constants, working: &mut Working) -> Answer<Recommendation> {
    let Allocation { tier, rosh, .. } = allocation;
    working.uses("Tier", tier.map_or("not recorded", Tier::words));
    let by_tier = Answer::of(tier, "the tier").map(|tier| rules.probation_tiers.value.contains(&tier));
    let by_rosh = match rules.strategy.value {
        Strategy::Tier => Answer::Known(false),
        Strategy::Rosh => {
            working.uses("Risk of serious harm", rosh.map_or("not recorded", Rosh::words));
            Answer::of(rosh, ROSH).map(|rosh| rules.probation_rosh.value.contains(&rosh))
        }
    };
    let probation = by_tier.or(by_rosh);
    working.decided_by(match (rules.strategy.value, &probation) {
        (Strategy::Rosh, Answer::CannotTell(_)) => &description::NO_ROSH,
        (Strategy::Rosh, Answer::Known(_)) => &description::BY_ROSH,
        (Strategy::Tier, _) => &description::BY_TIER,
    });
    match probation {
        Answer::Known(true) => Answer::Known(Recommendation::ProbationPom),
        Answer::Known(false) => Answer::Known(Recommendation::PrisonPom),
        // Only the risk is missing, so the tier alone does not decide: nothing is recommended.
        Answer::CannotTell(missing) if missing == Missing::fact(ROSH) => Answer::Known(Recommendation::Neither),
        Answer::CannotTell(missing) => Answer::CannotTell(missing),
    }
}

/// What is missing where the risk is.
const ROSH: &str = "the risk of serious harm";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_editions_are_read_and_only_one_is_in_use() {
        assert_eq!(rule_sets().newest.constants.strategy.value, Strategy::Tier);
        let proposed = rule_sets().by_id("pom-type-by-rosh").map(|rules| rules.constants.strategy.value);
        assert_eq!(proposed, Some(Strategy::Rosh));
    }
}
