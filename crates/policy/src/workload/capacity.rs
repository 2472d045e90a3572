//! The room that an officer has, by how much of a week they work.

use serde::{Deserialize, Serialize};

use super::{CAPACITY, WorkloadRules, description};
use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};

/// How much of a full week somebody works, in tenths: 0 for somebody who is away, 10 for a full week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct WorkingPattern(u8);

impl WorkingPattern {
    /// A full week.
    pub const FULL: Self = Self(10);

    /// In tenths of a full week.
    pub const fn tenths(self) -> u8 {
        self.0
    }

    /// In words.
    pub fn words(self) -> String {
        match self.0 {
            0 => "away".to_owned(),
            10 => "a full week".to_owned(),
            tenths => format!("{tenths} tenths of a full week"),
        }
    }
}

/// What was given is no working pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0} tenths is no working pattern: write 10 for a full week, 5 for half of one, 0 for somebody who is away")]
pub struct NotAWorkingPattern(u8);

impl TryFrom<u8> for WorkingPattern {
    type Error = NotAWorkingPattern;

    fn try_from(tenths: u8) -> Result<Self, Self::Error> {
        if tenths <= Self::FULL.0 { Ok(Self(tenths)) } else { Err(NotAWorkingPattern(tenths)) }
    }
}

impl From<WorkingPattern> for u8 {
    fn from(pattern: WorkingPattern) -> Self {
        pattern.0
    }
}

/// The room that somebody has, in hundredths of an ordinary case.
pub fn room(pattern: WorkingPattern, rules: &WorkloadRules) -> Reasoned<u32> {
    let mut working = Working::kept();
    let whole = rules.constants.full_week.value;
    let tenths = u32::from(pattern.tenths());
    working.uses("Working pattern", pattern.words());
    working.uses("Room of somebody who works a full week", in_cases(whole));
    let room = u32::try_from(u64::from(whole) * u64::from(tenths) / 10).unwrap_or(u32::MAX);
    working.step(format_args!("{tenths} tenths of {}: {}.", in_cases(whole), in_cases(room)));
    working.decided_by(&description::ROOM);
    working.would_change("Another working pattern, or another figure for a full week, which is the prison's.");
    working
        .finish(&CAPACITY, rules.edition(), None, Answer::Known(room), |room| format!("Room for {}.", in_cases(*room)))
}

fn in_cases(hundredths: u32) -> String {
    format!("{}.{:02} ordinary cases", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::rule_sets;

    #[test]
    fn the_room_follows_the_working_pattern() {
        let rules = &rule_sets().newest;
        let of = |tenths: u8| room(tenths.try_into().unwrap(), rules).answer.known().unwrap();
        assert_eq!((of(0), of(5), of(10)), (0, 2500, 5000));
        assert_eq!(room(WorkingPattern::FULL, rules).derivation.conclusion, "Room for 50.00 ordinary cases.");
        let refused = WorkingPattern::try_from(11).unwrap_err().to_string();
        assert!(refused.starts_with("11 tenths is no working pattern"), "{refused}");
    }
}
