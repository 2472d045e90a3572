//! The frequencies and windows by which things are owed: the national figure where there is one, and otherwise a starting value
//! that is marked as local. A prison sets its own; the engine asks no other place.

use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::Period;
use crate::rule_set::{RuleSet, RuleSets};

/// A figure, on whose authority it stands, and where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure<T> {
    /// The value.
    pub value: T,
    /// Whether it holds everywhere.
    pub standing: Standing,
    /// Where it is written.
    pub source: String,
}

/// On whose authority a figure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// A national figure.
    National,
    /// The prison's own, or a starting value for it.
    #[default]
    Local,
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident: $value:ty;)*) => {
        /// The figures.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
        pub struct Settings {
            $($(#[$doc])* pub $name: Figure<$value>,)*
        }

        impl Default for Settings {
            fn default() -> Self {
                Self { $($name: Figure {
                    value: Default::default(),
                    standing: Standing::Local,
                    source: String::new(),
                },)* }
            }
        }
    };
}

settings! {
    /// Every how many weeks a key-work session is held.
    keywork_weeks: u16;
    /// How often a POM sees somebody of high or very high risk.
    contact_high_risk: Period;
    /// How often a POM sees anybody else.
    contact_other_risk: Period;
    /// How long an OASys stands.
    oasys_review: Period;
    /// Working days from reception to the first sentence plan.
    plan_first: u16;
    /// How long a sentence plan stands.
    plan_review: Period;
    /// How often a manager looks at a case.
    oversight: Period;
    /// Working days in which a missing risk of serious harm is assessed.
    rosh_missing: u16;
    /// Working days in which a check is asked for.
    check_request: u16;
    /// Working days after which an answer to a check is chased.
    check_chase: u16;
    /// Working days in which people are told of a changed risk.
    risk_told: u16;
    /// Working days in which somebody reads what a moved date moved.
    move_read: u16;
    /// How long before the handover its tasks begin.
    handover_window: Period;
    /// Handover dates from this day on ask for no handover meeting; nothing, while all do.
    no_meeting_since: Option<Date>;
    /// Working days in which the community's decision on early allocation is recorded.
    decision_recorded: u16;
    /// Working days from the opening of the referral window in which an earlier assessment is made again.
    referral_repeated: u16;
    /// How long after the handover a missing COM is overdue.
    com_overdue: Period;
    /// How long before release the pre-release report can be begun.
    report_window: Period;
    /// How long before release it is due.
    report_due: Period;
    /// How long before release the MAPPA level is set.
    mappa_level: Period;
    /// How long before release that is first asked for.
    mappa_window: Period;
    /// How long before release somebody who would be homeless can be referred.
    duty_to_refer: Period;
    /// How long before release the referral is due.
    refer_due: Period;
    /// How long before release an application for approved premises is first asked for.
    premises_window: Period;
    /// Notice of more than this is standard.
    premises_standard: Period;
    /// Notice of no more than this is an emergency.
    premises_emergency: Period;
    /// How long before release the licence is on the prison's list.
    licence_window: Period;
    /// Working days between the warning and the hard stop.
    licence_warning: u16;
    /// Working days between the hard stop and the start of the licence.
    licence_hard_stop: u16;
    /// How long before a parole date its preparation begins.
    parole_window: Period;
    /// How long after sentence victims are offered contact.
    victim_contact: Period;
}

static RULE_SETS: LazyLock<RuleSets<Settings>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/obligations.json")));

/// The settings of a prison that has set nothing.
pub fn settings() -> &'static RuleSets<Settings> {
    &RULE_SETS
}

/// An edition of the settings.
pub type ObligationSettings = RuleSet<Settings>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_is_read_and_a_local_one_says_so() {
        let settings = &settings().newest.constants;
        assert_eq!(settings.handover_window.value, Period { months: 0, days: 56 });
        let json = serde_json::to_value(settings).unwrap();
        for (name, figure) in json.as_object().unwrap() {
            let source = figure["source"].as_str().unwrap();
            assert!(!source.is_empty(), "{name}");
            let unfounded = source.contains("No authoritative figure") || source.contains("Practitioners");
            assert!(!unfounded || figure["standing"] == "local", "{name} has no authority, so it is local");
        }
    }
}
