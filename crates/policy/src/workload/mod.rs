//! How much work a case is, in hundredths of an ordinary case, and how much room an officer has. Nothing national measures this:
//! every figure is the prison's to set, and says so. It compares; it does not judge anybody.

mod capacity;
mod description;
mod within_prison;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

pub use capacity::{NotAWorkingPattern, WorkingPattern, room};
pub use description::{CAPACITY, WITHIN_PRISON, WORKLOAD};
pub use within_prison::{Arrangement, Officer, within_prison};

use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::{Reasoned, Working};
use crate::handover::{Dates, Facts, HandoverRules, Part, handover_outcome, responsibility_within};
use crate::obligation::{Figure, ObligationSettings};
use crate::risk::{Rosh, Tier};
use crate::rule_set::{RuleSet, RuleSets};

/// The figures of work. Weights and additions are hundredths of an ordinary case; shares are hundredths of a weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constants {
    /// What a case of each tier weighs.
    pub tiers: Figure<BTreeMap<Tier, u16>>,
    /// What a case weighs whose tier nobody recorded.
    pub tier_unknown: Figure<u16>,
    /// What each level of risk of serious harm adds.
    pub rosh: Figure<BTreeMap<Rosh, u16>>,
    /// What each level of need adds.
    pub need: Figure<BTreeMap<Need, u16>>,
    /// The share while the prison offender manager is responsible.
    pub responsible: Figure<u16>,
    /// The share while they support.
    pub supporting: Figure<u16>,
    /// What the handover adds while its window is open.
    pub handover: Figure<u16>,
    /// The share of a probation officer whom a prison officer supports.
    pub supported: Figure<u16>,
    /// The share of that prison officer.
    pub support: Figure<u16>,
    /// The share of a second officer who works the case beside the first.
    pub coworking: Figure<u16>,
    /// The room of somebody who works a full week.
    pub full_week: Figure<u32>,
}

impl Default for Constants {
    fn default() -> Self {
        fn none<T: Default>() -> Figure<T> {
            Figure { value: T::default(), standing: crate::obligation::Standing::Local, source: String::new() }
        }
        Self {
            tiers: none(),
            tier_unknown: none(),
            rosh: none(),
            need: none(),
            responsible: none(),
            supporting: none(),
            handover: none(),
            supported: none(),
            support: none(),
            coworking: none(),
            full_week: none(),
        }
    }
}

/// An edition of the figures of work.
pub type WorkloadRules = RuleSet<Constants>;

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/workload.json")));

/// Every edition of the figures of work.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

/// How much somebody needs, whatever their risk: their complexity of need, where that is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
}

impl Need {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// In which place an officer has a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Allocated to them, alone.
    #[default]
    Alone,
    /// Allocated to them, a probation officer, with a prison officer who supports them.
    Supported,
    /// They are that prison officer.
    Support,
    /// They work the case beside the officer to whom it is allocated.
    Coworking,
}

impl Place {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Alone => "allocated, alone",
            Self::Supported => "allocated, with case management support",
            Self::Support => "case management support",
            Self::Coworking => "co-working",
        }
    }
}

/// A case as far as its work goes.
#[derive(Debug, Clone, Copy)]
pub struct Load<'a> {
    /// What the handover rules ask.
    pub handover: &'a Facts,
    /// The tier.
    pub tier: Option<Tier>,
    /// The risk of serious harm.
    pub rosh: Option<Rosh>,
    /// The need.
    pub need: Option<Need>,
    /// In which place the officer has it.
    pub place: Place,
}

/// The rules by which a case is weighed.
#[derive(Debug, Clone, Copy)]
pub struct Scales<'a> {
    /// The figures of work.
    pub work: &'a WorkloadRules,
    /// Whose the case is.
    pub handover: &'a HandoverRules,
    /// When the handover's window opens.
    pub obligations: &'a ObligationSettings,
}

/// In which phase a case is, for the work of the prison offender manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Responsible, and the handover is not near.
    Responsible,
    /// Responsible, and the handover's window is open.
    HandoverWindow,
    /// Supporting the community.
    Supporting,
    /// It cannot be told whose the case is: it counts as responsible.
    Unclear,
    /// The policy does not cover the person: it counts as supporting.
    NotCovered,
}

/// What a case weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Weight {
    /// In hundredths of an ordinary case.
    pub hundredths: u32,
    /// In which phase it is.
    pub phase: Phase,
    /// Whether the risk is low or medium and the need high: what a measure of risk alone would hide.
    pub low_risk_high_need: bool,
}

impl Weight {
    /// In a sentence.
    pub fn words(&self) -> String {
        let high = if self.low_risk_high_need { " Low risk, and high need." } else { "" };
        format!("{} of an ordinary case.{high}", hundredths(self.hundredths))
    }
}

/// “1.50 times”.
pub(crate) fn hundredths(number: u32) -> String {
    format!("{}.{:02} times the work", number / 100, number % 100)
}

/// What a case weighs, with the working.
pub fn weigh(load: &Load<'_>, today: Date, scales: &Scales<'_>) -> Reasoned<Weight> {
    let mut working = Working::kept();
    let weight = reckon(load, today, scales, &mut working);
    working.finish(&WORKLOAD, scales.work.edition(), Some(today), Answer::Known(weight), Weight::words)
}

/// The same without the working: for a whole unit.
pub fn weight(load: &Load<'_>, today: Date, scales: &Scales<'_>) -> Weight {
    reckon(load, today, scales, &mut Working::silent())
}

fn reckon(load: &Load<'_>, today: Date, scales: &Scales<'_>, working: &mut Working) -> Weight {
    let figures = &scales.work.constants;
    let phase = phase(load.handover, today, scales, working);
    let whole = by_tier(load, figures, working) + by_rosh(load, figures, working) + by_need(load, figures, working);
    working.step(format_args!("Together: {whole} hundredths of an ordinary case."));
    let of_phase = match phase {
        Phase::Responsible | Phase::HandoverWindow | Phase::Unclear => &figures.responsible,
        Phase::Supporting | Phase::NotCovered => &figures.supporting,
    };
    let mut hundredths = share(whole, of_phase.value);
    working.step(format_args!("{} in a hundred of that, for the phase: {hundredths}.", of_phase.value));
    if phase == Phase::HandoverWindow {
        hundredths = hundredths.saturating_add(u32::from(figures.handover.value));
        working.step(format_args!("The handover adds {}: {hundredths}.", figures.handover.value));
    }
    working.uses("Place", load.place.words());
    let of_place = match load.place {
        Place::Alone => 100,
        Place::Supported => figures.supported.value,
        Place::Support => figures.support.value,
        Place::Coworking => figures.coworking.value,
    };
    if load.place != Place::Alone {
        hundredths = share(hundredths, of_place);
        working.step(format_args!("{of_place} in a hundred of that, for the place: {hundredths}."));
    }
    let low_risk = load.rosh.is_some_and(|rosh| rosh <= Rosh::Medium);
    working
        .would_change("Another tier, risk of serious harm, need or phase; or other figures, which are the prison's.");
    Weight { hundredths, phase, low_risk_high_need: low_risk && load.need == Some(Need::High) }
}

/// So many hundredths of a number, a half rounded up.
fn share(whole: u32, hundredths: u16) -> u32 {
    let scaled = u64::from(whole) * u64::from(hundredths) + 50;
    u32::try_from(scaled / 100).unwrap_or(u32::MAX)
}

fn by_tier(load: &Load<'_>, figures: &Constants, working: &mut Working) -> u32 {
    working.uses("Tier", load.tier.map_or("not recorded", Tier::words));
    let known = load.tier.and_then(|tier| figures.tiers.value.get(&tier));
    if load.tier.is_none() {
        working.caution("The tier is not recorded: the case weighs as an ordinary one until it is.");
    }
    let weight = *known.unwrap_or(&figures.tier_unknown.value);
    working.step(format_args!("By tier: {weight}."));
    u32::from(weight)
}

fn by_rosh(load: &Load<'_>, figures: &Constants, working: &mut Working) -> u32 {
    working.uses("Risk of serious harm", load.rosh.map_or("not recorded", Rosh::words));
    if load.rosh.is_none() {
        working.caution("The risk of serious harm is not recorded, and adds nothing until it is.");
    }
    addition("Risk of serious harm", load.rosh.and_then(|rosh| figures.rosh.value.get(&rosh)), working)
}

fn by_need(load: &Load<'_>, figures: &Constants, working: &mut Working) -> u32 {
    working.uses("Need", load.need.map_or("not recorded", Need::words));
    addition("Need", load.need.and_then(|need| figures.need.value.get(&need)), working)
}

fn addition(what: &str, found: Option<&u16>, working: &mut Working) -> u32 {
    let more = found.copied().unwrap_or_default();
    working.step(format_args!("{what} adds {more}."));
    u32::from(more)
}

fn phase(facts: &Facts, today: Date, scales: &Scales<'_>, working: &mut Working) -> Phase {
    let calculated = handover_outcome(facts, today, scales.handover);
    let standing = match responsibility_within(facts, today, scales.handover, &calculated, working) {
        Answer::Known(Some(standing)) => standing,
        Answer::Known(None) => {
            working.decided_by(&description::NOT_COVERED);
            working.caution(
                "The policy does not cover the person. Whoever works the case all the same is counted as supporting.",
            );
            return Phase::NotCovered;
        }
        Answer::CannotTell(missing) => {
            working.decided_by(&description::UNCLEAR);
            working.caution(format_args!("It cannot be told whose the case is. Not known: {missing}."));
            return Phase::Unclear;
        }
    };
    if standing.pom != Part::Responsible {
        working.decided_by(&description::SUPPORTING);
        return Phase::Supporting;
    }
    let dates = calculated.known().and_then(|outcome| outcome.handover()?.dates);
    let near = !standing.overridden && dates.is_some_and(|dates| is_near(dates, today, scales, working));
    working.decided_by(if near { &description::WINDOW } else { &description::RESPONSIBLE });
    if near { Phase::HandoverWindow } else { Phase::Responsible }
}

/// Whether the handover's window is open. A handover that has passed is no longer near.
fn is_near(dates: Dates, today: Date, scales: &Scales<'_>, working: &mut Working) -> bool {
    let window = scales.obligations.constants.handover_window.value;
    let opens = window.before(dates.handover);
    working.step(format_args!("The handover's window opens: {}.", window.before_in_words(dates.handover)));
    if today < opens {
        working.would_change(format_args!("From {} the handover adds to it.", long_date(opens)));
    }
    opens <= today && today < dates.handover
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::obligation::Standing;

    #[test]
    fn every_figure_is_read_is_local_and_says_why() {
        let figures = &rule_sets().newest.constants;
        assert_eq!((figures.tiers.value.len(), figures.rosh.value.len(), figures.need.value.len()), (7, 4, 3));
        let json = serde_json::to_value(figures).unwrap();
        for (name, figure) in json.as_object().unwrap() {
            assert!(!figure["source"].as_str().unwrap().is_empty(), "{name}");
            assert_eq!(figure["standing"], serde_json::to_value(Standing::Local).unwrap(), "{name}");
        }
        assert!(figures.tiers.value.values().is_sorted_by(|one, other| one >= other), "A is the most work");
    }

    #[test]
    fn a_half_is_rounded_up() {
        assert_eq!(share(101, 50), 51);
        assert_eq!(share(100, 50), 50);
        assert_eq!(share(u32::MAX, u16::MAX), u32::MAX);
    }
}
