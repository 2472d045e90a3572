//! The decision list: the cases whose responsibility does not depend on a period before release. The first that applies decides.

use super::case::{Case, Condition, is_immigration_case, is_indeterminate, is_recalled};
use super::facts::MappaLevel;
use super::outcome::State;
use super::reason::Reason;
use super::{earliest_release, parole, sentence};
use crate::answer::{Answer, Missing};
use crate::derivation::Working;
use crate::rule::Clause;

/// A clause of the list: all its conditions must hold.
#[derive(Debug)]
pub(super) struct Decision {
    pub(super) clause: Clause,
    conditions: &'static [Condition],
    pub(super) state: State,
    pub(super) reason: Reason,
}

const SOURCE: &str = "app/domains/offender_handover.rb";

/// The list, in order.
pub(super) static DECISIONS: [Decision; 7] = [
    Decision {
        clause: Clause {
            id: "5.1",
            words: "An indeterminate sentence, and an additional one that starts later: custody only.",
            source: SOURCE,
        },
        conditions: &[is_indeterminate, sentence::has_additional_indeterminate],
        state: State::CustodyOnly,
        reason: Reason::AdditionalIsp,
    },
    Decision {
        clause: Clause {
            id: "5.2",
            words: "An indeterminate sentence, recalled, the target hearing distant, and MAPPA level 1, none or not known: \
                    custody with the community supporting.",
            source: SOURCE,
        },
        conditions: &[is_indeterminate, is_recalled, parole::is_hearing_far, is_mappa_low],
        state: State::CustodyWithCom,
        reason: Reason::RecallHearingFar,
    },
    Decision {
        clause: Clause {
            id: "5.3",
            words: "An indeterminate sentence, the target hearing distant, the last parole outcome not release, and MAPPA \
                    level 2 or 3: the community.",
            source: SOURCE,
        },
        conditions: &[is_indeterminate, parole::is_hearing_far, parole::is_release_refused, is_mappa_high],
        state: State::Community,
        reason: Reason::ParoleMappa,
    },
    Decision {
        clause: Clause {
            id: "5.4",
            words: "An indeterminate sentence, the target hearing distant, and the last parole outcome not release, at any \
                    other MAPPA level: custody with the community supporting.",
            source: SOURCE,
        },
        conditions: &[is_indeterminate, parole::is_hearing_far, parole::is_release_refused],
        state: State::CustodyWithCom,
        reason: Reason::HearingFar,
    },
    Decision {
        clause: Clause { id: "5.5", words: "Recalled: the community, at once.", source: SOURCE },
        conditions: &[is_recalled],
        state: State::Community,
        reason: Reason::RecallCase,
    },
    Decision {
        clause: Clause { id: "5.6", words: "An immigration case: the community, at once.", source: SOURCE },
        conditions: &[is_immigration_case],
        state: State::Community,
        reason: Reason::ImmigrationCase,
    },
    Decision {
        clause: Clause {
            id: "5.7",
            words: "No earliest release date for handover is known: custody only.",
            source: SOURCE,
        },
        conditions: &[has_no_release_date],
        state: State::CustodyOnly,
        reason: Reason::ReleaseDateUnknown,
    },
];

/// The decision that applies; nothing, if responsibility depends on a period before release.
pub(super) fn first_that_applies(case: &Case<'_>, working: &mut Working) -> Answer<Option<&'static Decision>> {
    for decision in &DECISIONS {
        match all_hold(decision.conditions, case, working) {
            Answer::Known(true) => return Answer::Known(Some(decision)),
            Answer::Known(false) => {}
            Answer::CannotTell(missing) => return Answer::CannotTell(missing),
        }
    }
    Answer::Known(None)
}

/// Whether all conditions hold. The first that does not settles it, and the rest are not asked.
fn all_hold(conditions: &[Condition], case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let mut missing: Option<Missing> = None;
    for condition in conditions {
        match condition(case, working) {
            Answer::Known(true) => {}
            Answer::Known(false) => return Answer::Known(false),
            Answer::CannotTell(more) => missing = Some(missing.unwrap_or_default().and(more)),
        }
    }
    missing.map_or(Answer::Known(true), Answer::CannotTell)
}

fn is_mappa_low(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    let level = mappa(case, working);
    if level.is_none() {
        working.caution(
            "The MAPPA level is not recorded. The rules treat that as level 1 or none; at level 2 or 3 the answer differs.",
        );
    }
    Answer::Known(level <= Some(MappaLevel::One))
}

fn is_mappa_high(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    Answer::Known(mappa(case, working) >= Some(MappaLevel::Two))
}

fn mappa(case: &Case<'_>, working: &mut Working) -> Option<MappaLevel> {
    let level = case.facts.mappa;
    working.uses("MAPPA level", level.map_or("not recorded", MappaLevel::words));
    level
}

fn has_no_release_date(case: &Case<'_>, working: &mut Working) -> Answer<bool> {
    earliest_release::find(case, working).map(|release| release.is_none())
}
