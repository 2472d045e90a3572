//! Responsibility as it stands: what a manager decided, where one did, and otherwise what was calculated. An override goes either
//! way, has a reason and a day for its review, and is what every list shows.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::case::Case;
use super::outcome::{Outcome, Part};
use crate::answer::Answer;
use crate::calendar::long_date;
use crate::derivation::Working;
use crate::rule::Clause;

pub(super) const OVERRIDDEN: Clause = Clause {
    id: "7.override",
    words: "A manager's decision stands against the calculation: for probation, the community is responsible and the prison \
            supports; for the prison, the other way round.",
    source: "app/models/responsibility.rb",
};
pub(super) const CALCULATED: Clause = Clause {
    id: "7.calculated",
    words: "No manager decided otherwise: responsibility is as calculated.",
    source: "app/models/mpc_offender.rb",
};

/// A manager's decision against the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Override {
    /// Who is responsible.
    pub to: Side,
    /// Why. Decisions from before reasons were kept have none.
    pub reason: Option<OverrideReason>,
    /// When it was decided.
    pub decided: Option<Date>,
    /// When it is to be looked at again.
    pub review: Option<Date>,
}

/// The prison or the community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// The prison offender manager.
    Prison,
    /// The community offender manager.
    Probation,
}

/// Why a manager decided against the calculation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OverrideReason {
    /// Less than ten months to serve.
    ShortTimeLeft,
    /// The community team is to work with the prisoner.
    CommunityTeam,
    /// Recalled.
    Recalled,
    /// Moved to an open prison: in old data only.
    MovedToOpen,
    /// Anything else, in words.
    Other(String),
}

impl OverrideReason {
    /// In words.
    pub fn words(&self) -> &str {
        match self {
            Self::ShortTimeLeft => "less than 10 months to serve",
            Self::CommunityTeam => "the community team is to work with the prisoner",
            Self::Recalled => "recalled",
            Self::MovedToOpen => "moved to an open prison",
            Self::Other(words) => words,
        }
    }
}

/// Who is responsible, and by what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responsibility {
    /// The prison offender manager's part.
    pub pom: Part,
    /// The community offender manager's part.
    pub com: Part,
    /// Whether a manager decided it.
    pub overridden: bool,
}

impl Responsibility {
    /// In a sentence.
    pub fn words(self) -> String {
        let who = match (self.pom, self.com) {
            (Part::Responsible, Part::Supporting) => {
                "The prison offender manager is responsible, the community supports"
            }
            (Part::Responsible, _) => "The prison offender manager is responsible",
            _ => "The community offender manager is responsible, the prison supports",
        };
        format!("{who}{}.", if self.overridden { ", by a manager's decision" } else { "" })
    }
}

/// Responsibility as it stands; nothing, for a person whom the policy does not cover.
pub(super) fn standing(
    case: &Case<'_>,
    calculated: &Answer<Outcome>,
    working: &mut Working,
) -> Answer<Option<Responsibility>> {
    let decided = case.facts.responsibility_override.as_ref();
    match (decided, calculated) {
        (Some(_), Answer::Known(Outcome::OutsidePolicy(_))) => {
            working.caution(
                "A manager's decision is recorded for a person whom the policy does not cover: it has no effect.",
            );
            Answer::Known(None)
        }
        (Some(decided), calculated) => {
            if let Answer::Known(outcome) = calculated {
                working.step(format_args!("By the calculation: {}", outcome.words()));
            }
            Answer::Known(Some(overridden(case, decided, working)))
        }
        (None, calculated) => calculated.as_ref().map(|outcome| {
            working.decided_by(&CALCULATED);
            let state = outcome.handover()?.state;
            Some(Responsibility { pom: state.pom(), com: state.com(), overridden: false })
        }),
    }
}

fn overridden(case: &Case<'_>, decided: &Override, working: &mut Working) -> Responsibility {
    working.decided_by(&OVERRIDDEN);
    let side = match decided.to {
        Side::Prison => "the prison",
        Side::Probation => "probation",
    };
    working.uses("A manager decided for", side);
    let reason = decided.reason.as_ref().map(OverrideReason::words).filter(|words| !words.trim().is_empty());
    match reason {
        Some(words) => working.uses("Because", words.to_owned()),
        None => working.caution("The decision against the calculation has no reason on record."),
    }
    match working.date("To be reviewed on", decided.review) {
        Some(review) if review < case.today => {
            working.caution(format_args!("Its review was due on {}.", long_date(review)))
        }
        Some(_) => {}
        None => working.caution("No day is set for its review."),
    }
    working.would_change("The decision being withdrawn: the calculation would stand again.");
    let (pom, com) = match decided.to {
        Side::Prison => (Part::Responsible, Part::Supporting),
        Side::Probation => (Part::Supporting, Part::Responsible),
    };
    Responsibility { pom, com, overridden: true }
}
