//! The figures and lists of the ROTL rules, each with its source and its standing (`data/rotl.json`). Most of what is published
//! about ROTL is second-hand: a figure that nobody confirmed says so, and never decides that a rule is met.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::check::Bars;
use super::consultee::Consultee;
use super::kind::{Grade, Kind};
use crate::calendar::Period;
use crate::handover::{self, Codes, HandoverRules, MappaLevel};
use crate::risk::Rosh;
use crate::rule_set::{RuleSet, RuleSets};

/// On whose authority a rule or a figure stands, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Legislation.
    Law,
    /// National policy, or the national services' own data.
    National,
    /// The prison's own, or a starting value for it.
    Local,
    /// Second-hand: it must be checked against the published policy framework.
    #[default]
    Unconfirmed,
}

impl Standing {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Law => "law",
            Self::National => "national",
            Self::Local => "local",
            Self::Unconfirmed => "unconfirmed",
        }
    }

    /// The weakest of several: what rests on all of them stands no better.
    pub(super) fn weakest(standings: impl IntoIterator<Item = Self>) -> Self {
        standings.into_iter().max().unwrap_or_default()
    }
}

/// A figure or a list, on whose authority it stands, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// On whose authority it stands.
    pub standing: Standing,
    /// Where it is written.
    pub source: String,
}

/// To which side a half day is rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HalfDay {
    /// To the later date.
    #[default]
    Later,
    /// To the earlier date.
    Earlier,
}

/// The figures and lists.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Constants {
    /// How each rule stops an application that does not meet it.
    #[serde(flatten)]
    pub bars: Bars,
    /// The categories and restricted statuses that bar.
    pub barred_categories: Stated<Codes>,
    /// The category whose limits are its own.
    pub category_b: Stated<String>,
    /// The alerts of the escape list.
    pub escape_list_alerts: Stated<Codes>,
    /// The alert of an escape risk.
    pub escape_risk_alerts: Stated<Codes>,
    /// The alert by which ROTL is suspended.
    pub suspension_alerts: Stated<Codes>,
    /// The alert by which a prison marks somebody as restricted.
    pub restricted_alerts: Stated<Codes>,
    /// The alert by which a prison marks somebody as standard.
    pub standard_alerts: Stated<Codes>,
    /// The alert of somebody who is not for release.
    pub not_for_release_alerts: Stated<Codes>,
    /// The alerts of a hold.
    pub hold_alerts: Stated<Codes>,
    /// The alerts about contact with children.
    pub child_contact_alerts: Stated<Codes>,
    /// The alert of a medical hold.
    pub medical_alerts: Stated<Codes>,
    /// The legal statuses of remand.
    pub remand_statuses: Stated<Codes>,
    /// The legal statuses of somebody convicted who is not sentenced.
    pub unsentenced_statuses: Stated<Codes>,
    /// The legal statuses that are neither.
    pub other_statuses: Stated<Codes>,
    /// The legal statuses of a recall.
    pub recall_statuses: Stated<Codes>,
    /// The imprisonment statuses of extradition.
    pub extradition_statuses: Stated<Codes>,
    /// The imprisonment statuses for which no rule was found.
    pub special_statuses: Stated<Codes>,
    /// The imprisonment statuses of extended sentences and of those for offenders of particular concern.
    pub extended_statuses: Stated<Codes>,
    /// From which birthday the types are those of adults.
    pub adult_age: Stated<i16>,
    /// The levels of risk of serious harm that make a case restricted.
    pub restricted_rosh: Stated<BTreeSet<Rosh>>,
    /// How long ago a single abscond must be to be looked past.
    pub abscond_past: Stated<Period>,
    /// How many absconds can be looked past.
    pub absconds_allowed: Stated<u16>,
    /// How long before the release date day release can begin, in closed conditions.
    pub day_release_before: Stated<Period>,
    /// How long before the release date overnight release can begin, in closed conditions.
    pub overnight_before: Stated<Period>,
    /// To which side a half day is rounded.
    pub half_day: Stated<HalfDay>,
    /// How long a series can be.
    pub series_longest: Stated<Period>,
    /// How many nights an overnight release can have.
    pub overnight_nights: Stated<u16>,
    /// How many nights a childcare release can have.
    pub childcare_nights: Stated<u16>,
    /// How many childcare releases there can be in a week, from Monday.
    pub childcare_in_a_week: Stated<u16>,
    /// From one childcare release with a night to the next.
    pub childcare_nights_apart: Stated<Period>,
    /// How many minutes before the due time somebody who is out is due soon.
    pub due_soon_minutes: Stated<u16>,
    /// How many minutes after the due time the person or the place is called.
    pub call_minutes: Stated<u16>,
    /// How many minutes after it the duty governor is told.
    pub governor_told_minutes: Stated<u16>,
    /// How many minutes after it the governor decides on the plan for somebody who is unlawfully at large.
    pub governor_decides_minutes: Stated<u16>,
    /// How many minutes after it the police are told, unless the governor decided otherwise.
    pub police_told_minutes: Stated<u16>,
    /// The MAPPA levels at which its lead is asked.
    pub mappa_lead_levels: Stated<BTreeSet<MappaLevel>>,
    /// Whose replies the board must have.
    pub must_reply: Stated<BTreeSet<Consultee>>,
    /// The least grade that decides a standard release, by type.
    pub standard_grades: Stated<BTreeMap<Kind, Grade>>,
    /// The least grade that lets an application go on against a rule that is not met.
    pub exception_grade: Stated<Option<Grade>>,
}

/// An edition of the ROTL rules.
pub type RotlRules = RuleSet<Constants>;

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/rotl.json")));

/// Every edition of the ROTL rules.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

/// The editions by which a case is looked at: ROTL's own, and the handover's, which knows the open and the women's prisons.
#[derive(Debug, Clone, Copy)]
pub struct RuleBook<'a> {
    /// The ROTL rules.
    pub rotl: &'a RotlRules,
    /// The handover rules.
    pub handover: &'a HandoverRules,
}

impl RuleBook<'static> {
    /// The newest of each.
    pub fn newest() -> Self {
        Self { rotl: &rule_sets().newest, handover: &handover::rule_sets().newest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_is_read_and_every_value_has_its_source_and_its_standing() {
        let rules = &rule_sets().newest;
        assert_eq!(rules.id, "rotl-2026");
        let json = serde_json::to_value(&rules.constants).unwrap();
        for (name, entry) in json.as_object().unwrap() {
            assert!(!entry["source"].as_str().unwrap().is_empty(), "{name}");
            assert!(entry["standing"].is_string(), "{name}");
            assert!(!entry["value"].is_null(), "{name}");
        }
    }

    #[test]
    fn a_bar_that_is_not_confirmed_is_never_hard() {
        let bars = &rule_sets().newest.constants.bars;
        for check in super::super::Check::ALL {
            let stated = bars.of(*check);
            let is_hard = stated.value == super::super::Bar::Hard;
            assert!(!is_hard || stated.standing != Standing::Unconfirmed, "{}", check.words());
        }
    }
}
