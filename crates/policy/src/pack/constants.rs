//! What is asked for from when, and for how long it stands, each with its source and its standing (`data/pack.json`).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::demand::Demands;
use crate::calendar::Period;
use crate::figure::{Figure, Standing};
use crate::handover::Codes;
use crate::risk::Rosh;
use crate::rule_set::{RuleSet, RuleSets};

/// From when something is asked for, and for how long it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Timing {
    /// From when.
    pub asked: When,
    /// For how long what is recorded stands; nothing, if for ever.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub age: Option<Period>,
}

/// From when something is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Of every pack.
    #[default]
    Always,
    /// From so long before release.
    BeforeRelease(Period),
    /// From so long before the handover date.
    BeforeHandover(Period),
}

impl fmt::Display for When {
    /// “from 12 weeks before release”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("always"),
            Self::BeforeRelease(period) => write!(f, "from {period} before release"),
            Self::BeforeHandover(period) => write!(f, "from {period} before the handover"),
        }
    }
}

impl fmt::Display for Timing {
    /// “asked for from 12 weeks before release; stands for 3 months”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "asked for {}", self.asked)?;
        self.age.map_or(Ok(()), |age| write!(f, "; stands for {age}"))
    }
}

/// The figures and lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constants {
    /// When each thing is asked for, and how long it stands.
    #[serde(flatten)]
    pub demands: Demands,
    /// For how long an explanation stands.
    pub explanation_age: Figure<Period>,
    /// How often the community offender manager sees the person before release.
    pub contacts_expected: Figure<u16>,
    /// The alerts because of which self-harm is spoken of.
    pub self_harm_alerts: Figure<Codes>,
    /// The alerts because of which safeguarding is spoken of.
    pub child_alerts: Figure<Codes>,
    /// The levels of risk of serious harm at which signs of rising risk are named.
    pub trigger_rosh: Figure<BTreeSet<Rosh>>,
    /// In which section the pack prints a field on which there can be a conflict; any other stands in the first.
    pub field_sections: Figure<BTreeMap<String, u8>>,
}

impl Default for Constants {
    fn default() -> Self {
        Self {
            demands: Demands::default(),
            explanation_age: unread(),
            contacts_expected: unread(),
            self_harm_alerts: unread(),
            child_alerts: unread(),
            trigger_rosh: unread(),
            field_sections: unread(),
        }
    }
}

/// What stands where the data cannot be read, which a test excludes.
pub(super) fn unread<T: Default>() -> Figure<T> {
    Figure { value: T::default(), standing: Standing::Local, source: String::new() }
}

/// An edition of the pack's rules.
pub type PackRules = RuleSet<Constants>;

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/pack.json")));

/// Every edition of the pack's rules.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_read_and_what_has_no_authority_is_local() {
        let rules = &rule_sets().newest;
        assert_eq!(rules.id, "pack-2026");
        let json = serde_json::to_value(&rules.constants).unwrap();
        for (name, entry) in json.as_object().unwrap() {
            let source = entry["source"].as_str().unwrap();
            assert!(!source.is_empty(), "{name}");
            let unfounded = ["No authoritative figure", "own rule", "Practitioners"];
            let is_unfounded = unfounded.iter().any(|words| source.contains(words));
            assert!(!is_unfounded || entry["standing"] == "local", "{name} has no authority, so it is local");
        }
        assert!(rules.constants.field_sections.value.values().all(|section| (1..=15).contains(section)));
    }
}
