//! The figures and lists of the handover rules, each with its source (`data/handover.json`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::rule_set::{RuleSet, RuleSets, Sourced};

/// Codes of the prison system.
pub type Codes = BTreeSet<String>;

/// The figures and lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Constants {
    /// From which birthday the policy covers somebody.
    pub adult_age: Sourced<i16>,
    /// The legal statuses that it covers.
    pub legal_statuses: Sourced<Codes>,
    /// The imprisonment statuses of civil prisoners, whom it does not cover.
    pub civil_statuses: Sourced<Codes>,
    /// The imprisonment statuses of immigration cases.
    pub immigration_statuses: Sourced<Codes>,
    /// The kinds of sentence that are indeterminate.
    pub indeterminate_statuses: Sourced<Codes>,
    /// The words of a parole decision to release.
    pub release_outcome: Sourced<String>,
    /// Words that stand where there is no outcome.
    pub no_outcome: Sourced<Codes>,
    /// A hearing further away than this is distant.
    pub hearing_far: Sourced<Period>,
    /// Time in custody up to which a sentence is the community's from the first day.
    pub short_sentence: Sourced<Period>,
    /// How long before release an early allocation is handed over.
    pub early_allocation: Sourced<Period>,
    /// How long before release an indeterminate sentence is.
    pub indeterminate: Sourced<Period>,
    /// How long before the parole eligibility date a parole case is.
    pub parole: Sourced<Period>,
    /// How long before release another determinate sentence is.
    pub determinate: Sourced<Period>,
    /// How long before release a referral for early allocation can be made.
    pub referral_window: Sourced<Period>,
    /// How old the OASys behind an early allocation assessment can be.
    pub oasys_age: Sourced<Period>,
    /// Men's open prisons.
    pub mens_open_prisons: Sourced<Codes>,
    /// Women's prisons.
    pub womens_prisons: Sourced<Codes>,
    /// The category of women in open conditions.
    pub womens_open_category: Sourced<String>,
    /// Arrivals in men's open prisons from this day on are under the open rules.
    pub mens_open_since: Sourced<Date>,
    /// Open prisons where the open rules held earlier for Welsh cases.
    pub welsh_open_prisons: Sourced<Codes>,
    /// From when they held there.
    pub welsh_open_since: Sourced<Date>,
}

/// An edition of the handover rules.
pub type HandoverRules = RuleSet<Constants>;

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/handover.json")));

/// Every edition of the handover rules that can be applied.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_read_and_every_value_has_its_source() {
        let rules = &rule_sets().newest;
        assert_eq!(rules.id, "handover-2025-05");
        let constants = &rules.constants;
        assert_eq!(constants.indeterminate_statuses.value.len(), 29);
        assert_eq!(constants.civil_statuses.value.len(), 9);
        assert_eq!(constants.mens_open_prisons.value.len(), 13);
        assert_eq!(constants.womens_prisons.value.len(), 12);
        let json = serde_json::to_value(constants).unwrap();
        for (name, entry) in json.as_object().unwrap() {
            assert!(!entry["source"].as_str().unwrap().is_empty(), "{name}");
        }
    }
}
