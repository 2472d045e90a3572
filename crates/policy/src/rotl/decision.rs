//! Who may decide, and whether an application may go on: what refuses it, what somebody has to look at, what needs an exception.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::{Bar, Check};
use super::constants::RuleBook;
use super::description::GRADE;
use super::kind::{Grade, Kind, Tier};
use super::rules::{Ruling, Verdict};
use super::settings::{self, RotlSettings};
use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};
use crate::rule::Clause;

pub(super) const STANDARD: Clause = Clause {
    id: "rotl.decide-standard",
    words: "A standard release is decided by the grade that the rule set or the prison gives for its type, or a higher one.",
    source: "General knowledge of the framework: not confirmed. A prison may ask for more",
};
pub(super) const RESTRICTED: Clause = Clause {
    id: "rotl.decide-restricted",
    words: "A restricted release is decided by the governor or their deputy, and by nobody lower.",
    source: "General knowledge of the framework: not confirmed, and the stricter answer stands",
};
pub(super) const UNCLEAR: Clause = Clause {
    id: "rotl.decide-unclear",
    words: "While it cannot be told whether a case is restricted, it is decided as if it were.",
    source: "This product's own rule",
};

/// The least grade that may decide, at a prison that has set what it has.
pub fn demanded_grade(
    kind: Kind,
    tier: &Answer<Tier>,
    settings: &RotlSettings,
    book: &RuleBook<'_>,
) -> Reasoned<Grade> {
    let mut working = Working::kept();
    working.uses("Type", kind.words());
    let (clause, strictness) = match tier {
        Answer::Known(Tier::Standard) => (&STANDARD, Tier::Standard),
        Answer::Known(Tier::Restricted) => (&RESTRICTED, Tier::Restricted),
        Answer::CannotTell(_) => (&UNCLEAR, Tier::Restricted),
    };
    let figure = settings.grade(kind, strictness);
    let grade = figure.value;
    working.uses("Standard or restricted", tier.as_ref().known().map_or("cannot be told", |tier| tier.words()));
    working.uses("The least grade here", settings::said(figure));
    working.decided_by(clause);
    working.would_change("The prison's own setting for this type, which may ask for more.");
    working.finish(&GRADE, book.rotl.edition(), None, Answer::Known(grade), |grade| {
        format!("The {}, or somebody higher.", grade.words())
    })
}

/// What a person said of a rule that cannot tell or is not met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Given {
    /// They looked, and it is met.
    Met,
    /// They looked, and it is not met.
    NotMet,
    /// They make an exception, in this grade.
    Exception(Grade),
}

/// Where an application stands by the rules.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Progress {
    /// Rules that refuse it, whoever says what.
    pub refuses: Vec<Check>,
    /// Rules that cannot tell, and that nobody has answered.
    pub to_answer: Vec<Check>,
    /// Rules that are not met, and for which nobody of the right grade made an exception.
    pub to_override: Vec<Check>,
    /// Rules that are not met and only weighed.
    pub to_weigh: Vec<Check>,
}

impl Progress {
    /// Whether the application may go on.
    pub const fn may_go_on(&self) -> bool {
        self.refuses.is_empty() && self.to_answer.is_empty() && self.to_override.is_empty()
    }
}

/// Where an application stands, by what the rules say and what people said to them. What a rule itself knows, nobody can talk away:
/// an answer counts only where the rule cannot tell, an exception only where it is soft.
pub fn progress(rulings: &[Ruling], given: &BTreeMap<Check, Given>, book: &RuleBook<'_>) -> Progress {
    let mut progress = Progress::default();
    let least = book.rotl.constants.exception_grade.value.unwrap_or(Grade::Governor);
    for ruling in rulings {
        let given = given.get(&ruling.check);
        let excepted = matches!(given, Some(Given::Exception(grade)) if *grade >= least);
        let place = match (ruling.verdict(), ruling.bar) {
            (Some(Verdict::Met | Verdict::NotAsked), _) => continue,
            (Some(Verdict::NotMet), bar) => stopped(bar, excepted, &mut progress),
            (None, bar) => match given {
                Some(Given::Met) => continue,
                Some(Given::NotMet | Given::Exception(_)) => stopped(bar, excepted, &mut progress),
                None if bar == Bar::Weighed => Some(&mut progress.to_weigh),
                None => Some(&mut progress.to_answer),
            },
        };
        if let Some(place) = place {
            place.push(ruling.check);
        }
    }
    progress
}

/// Under what a rule goes that is not met.
fn stopped(bar: Bar, is_excepted: bool, progress: &mut Progress) -> Option<&mut Vec<Check>> {
    match bar {
        Bar::Hard => Some(&mut progress.refuses),
        Bar::Soft if is_excepted => None,
        Bar::Soft => Some(&mut progress.to_override),
        Bar::Weighed => Some(&mut progress.to_weigh),
    }
}
