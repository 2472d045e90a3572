//! Who is responsible within the prison, where two officers have a case.

use serde::{Deserialize, Serialize};

use super::{WITHIN_PRISON, WorkloadRules, description};
use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};

/// A type of prison offender manager.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Officer {
    /// A prison officer.
    Prison,
    /// A probation officer.
    Probation,
}

impl Officer {
    /// In words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Prison => "a prison officer",
            Self::Probation => "a probation officer",
        }
    }
}

/// How a case is shared within the prison. Whoever it is allocated to is responsible in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arrangement {
    /// One officer has it.
    Alone,
    /// Case management support: a probation officer is responsible, a prison officer does part.
    CaseManagementSupport,
    /// Two officers work it, in any other combination.
    Coworking,
}

impl Arrangement {
    /// In a sentence.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Alone => "The officer to whom the case is allocated has it alone.",
            Self::CaseManagementSupport => {
                "Case management support: the probation officer is responsible within the prison, the prison officer supports."
            }
            Self::Coworking => {
                "Co-working: the officer to whom the case is allocated is responsible, the other works it too."
            }
        }
    }
}

/// How a case is shared: by the type of the officer to whom it is allocated, and of the second one, where there is one.
pub fn within_prison(
    allocated: Option<Officer>,
    second: Option<Option<Officer>>,
    rules: &WorkloadRules,
) -> Reasoned<Arrangement> {
    let mut working = Working::kept();
    let in_words = |officer: Option<Officer>| officer.map_or("of a type that is not recorded", Officer::words);
    working.uses("Allocated to", in_words(allocated));
    working.uses("Second officer", second.map_or("none", in_words));
    let answer = match (second, allocated) {
        (None, _) => Answer::Known(Arrangement::Alone),
        (Some(Some(Officer::Probation)), _) | (Some(_), Some(Officer::Prison)) => Answer::Known(Arrangement::Coworking),
        (Some(Some(Officer::Prison)), Some(Officer::Probation)) => Answer::Known(Arrangement::CaseManagementSupport),
        (Some(Some(Officer::Prison)), None) => {
            Answer::cannot_tell("the type of the officer to whom the case is allocated")
        }
        (Some(None), Some(Officer::Probation)) => Answer::cannot_tell("the type of the second officer"),
        (Some(None), None) => Answer::cannot_tell("the types of both officers"),
    };
    if let Answer::Known(found) = &answer {
        working.decided_by(match found {
            Arrangement::Alone => &description::ALONE,
            Arrangement::CaseManagementSupport => &description::SUPPORT,
            Arrangement::Coworking => &description::COWORKING,
        });
    }
    working.would_change("Another allocation, or another second officer.");
    working.finish(&WITHIN_PRISON, rules.edition(), None, answer, |found| found.words().to_owned())
}
