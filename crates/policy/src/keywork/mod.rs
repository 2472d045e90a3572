//! Key work as it is counted: how many sessions a prison or an officer is expected to hold in a time, and how many of them were
//! held.

mod description;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

pub use description::{OFFICER_SESSIONS, PRISON_SESSIONS};

use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};
use crate::rule_set::{RuleSet, RuleSets, Sourced};

/// The figures of key work.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Constants {
    /// How many prisoners a keyworker has room for, where a prison sets nothing else.
    pub capacity: Sourced<u16>,
    /// Every how many weeks a session is due, where a prison sets nothing else.
    pub frequency_weeks: Sourced<u16>,
    /// The frequencies that a prison can choose.
    pub frequencies_weeks: Sourced<BTreeSet<u16>>,
    /// The time that is resourced for each prisoner and week, on average.
    pub minutes_per_week: Sourced<u16>,
}

/// An edition of the key-work rules.
pub type KeyworkRules = RuleSet<Constants>;

static RULE_SETS: LazyLock<RuleSets<Constants>> =
    LazyLock::new(|| RuleSets::read(include_str!("../../data/keywork.json")));

/// Every edition of the key-work rules.
pub fn rule_sets() -> &'static RuleSets<Constants> {
    &RULE_SETS
}

/// How many people a prison's figures are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrisonFigures {
    /// How many were eligible on an average day: everybody but those with high complexity of need.
    pub eligible: u64,
    /// How many days the time has, the first and the last included.
    pub days: u64,
    /// Every how many weeks a session is due; the national figure, if the prison sets none.
    pub frequency_weeks: Option<u64>,
    /// How many sessions were held.
    pub sessions: Option<u64>,
}

/// How many sessions were expected and how much of that was held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sessions {
    /// How many were expected.
    pub projected: u64,
    /// How much of that was held; nothing where none were expected or held.
    pub rate: Option<Percent>,
}

/// A percentage with two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent {
    hundredths: u64,
}

impl Percent {
    /// A part of a whole, rounded to two decimals: a half goes to the even neighbour. Nothing where either is nothing.
    pub fn of(part: u64, whole: u64) -> Option<Self> {
        if part == 0 || whole == 0 {
            return None;
        }
        let (scaled, whole) = (u128::from(part) * 10_000, u128::from(whole));
        let (below, twice_rest) = (scaled / whole, scaled % whole * 2);
        let up = twice_rest > whole || (twice_rest == whole && below % 2 == 1);
        Some(Self { hundredths: u64::try_from(below + u128::from(up)).unwrap_or(u64::MAX) })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02} %", self.hundredths / 100, self.hundredths % 100)
    }
}

impl Serialize for Percent {
    /// As a number: 54.79.
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (whole, hundredths) = (self.hundredths / 100, self.hundredths % 100);
        let number: Result<f64, _> = format!("{whole}.{hundredths:02}").parse();
        serializer.serialize_f64(number.map_err(serde::ser::Error::custom)?)
    }
}

/// The sessions that a prison is expected to hold, and how much of that was held.
pub fn prison_sessions(figures: &PrisonFigures, rules: &KeyworkRules) -> Reasoned<Sessions> {
    let mut working = Working::kept();
    working.uses("Eligible prisoners, on an average day", figures.eligible);
    working.uses("Days, the first and the last included", figures.days);
    let answer = days_between_sessions(figures.frequency_weeks, rules, &mut working).map(|every| {
        let projected = figures.eligible.saturating_mul(figures.days) / every;
        working.step(format_args!(
            "{} eligible, times {} days, divided by {every} days for each session, rounded down: {projected}.",
            figures.eligible, figures.days
        ));
        working.decided_by(&description::PROJECTED);
        held(projected, figures.sessions, &mut working)
    });
    working.finish(&PRISON_SESSIONS, rules.edition(), None, answer, in_words)
}

/// The sessions that an officer is expected to hold with those who were theirs for so many days each, and how much was held.
pub fn officer_sessions(
    days_allocated: &[u64],
    frequency_weeks: Option<u64>,
    sessions: Option<u64>,
    rules: &KeyworkRules,
) -> Reasoned<Sessions> {
    let mut working = Working::kept();
    let answer = days_between_sessions(frequency_weeks, rules, &mut working).map(|every| {
        let mut projected: u64 = 0;
        for days in days_allocated {
            let rounded = days.saturating_mul(2).saturating_add(every) / every.saturating_mul(2);
            working.step(format_args!(
                "{days} days divided by {every} days for each session, a half rounded up: {rounded}."
            ));
            projected = projected.saturating_add(rounded);
        }
        working.uses("Prisoners allocated in the time", days_allocated.len());
        working.decided_by(&description::OFFICER_PROJECTED);
        held(projected, sessions, &mut working)
    });
    working.finish(&OFFICER_SESSIONS, rules.edition(), None, answer, in_words)
}

fn days_between_sessions(weeks: Option<u64>, rules: &KeyworkRules, working: &mut Working) -> Answer<u64> {
    let national = u64::from(rules.constants.frequency_weeks.value);
    let every = weeks.unwrap_or(national);
    working.uses("A session every", if every == 1 { "week".to_owned() } else { format!("{every} weeks") });
    let days = every.saturating_mul(7);
    if days == 0 { Answer::cannot_tell("how often a session is due") } else { Answer::Known(days) }
}

fn held(projected: u64, sessions: Option<u64>, working: &mut Working) -> Sessions {
    let rate = sessions.and_then(|sessions| {
        working.uses("Sessions held", sessions);
        let rate = Percent::of(sessions, projected)?;
        working.step(format_args!("{sessions} of {projected} is {rate} (two decimals, a half to the even one)."));
        Some(rate)
    });
    Sessions { projected, rate }
}

fn in_words(sessions: &Sessions) -> String {
    let rate = sessions.rate.map_or_else(String::new, |rate| format!("; {rate} held"));
    format!("{} sessions expected{rate}.", sessions.projected)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percent(part: u64, whole: u64) -> Option<String> {
        Percent::of(part, whole).map(|percent| percent.to_string())
    }

    #[test]
    fn a_half_goes_to_the_even_neighbour() {
        // 1 of 16 is 6.25; 1 of 800 is 0.125, and 3 of 800 is 0.375.
        assert_eq!(percent(1, 16).as_deref(), Some("6.25 %"));
        assert_eq!(percent(1, 800).as_deref(), Some("0.12 %"));
        assert_eq!(percent(3, 800).as_deref(), Some("0.38 %"));
        assert_eq!(percent(5, 2).as_deref(), Some("250.00 %"));
        assert_eq!(percent(0, 16), None);
        assert_eq!(percent(4, 0), None);
    }

    #[test]
    fn figures_that_no_prison_has_do_no_harm() {
        let figures = PrisonFigures {
            eligible: u64::MAX,
            days: u64::MAX,
            frequency_weeks: Some(u64::MAX),
            sessions: Some(u64::MAX),
        };
        let rules = &rule_sets().newest;
        assert!(prison_sessions(&figures, rules).answer.known().is_some());
        assert!(officer_sessions(&[u64::MAX, 1], Some(u64::MAX), Some(1), rules).answer.known().is_some());
        let never = PrisonFigures { frequency_weeks: Some(0), ..figures };
        assert!(prison_sessions(&never, rules).answer.missing().is_some());
    }
}
