//! The reckoning from the earliest release date: how long before it the case is handed over, from when the community supports,
//! and whose the case is today.

use jiff::civil::Date;

use super::case::{Case, is_indeterminate};
use super::earliest_release::{ReleaseDate, ReleaseKind};
use super::outcome::{Dates, Handover, State};
use super::reason::Reason;
use super::{early_allocation, open_conditions};
use crate::answer::Answer;
use crate::calendar::{Period, long_date};
use crate::derivation::Working;
use crate::rule::Clause;

const SOURCE: &str = "app/lib/handover/handover_calculation.rb";

pub(super) const EARLY: Clause = Clause {
    id: "6.a",
    words: "Early allocation: the handover date is the early allocation period before the earliest release date.",
    source: SOURCE,
};
pub(super) const INDETERMINATE: Clause = Clause {
    id: "6.b",
    words: "An indeterminate sentence: the handover date is the indeterminate period before the earliest release date.",
    source: SOURCE,
};
pub(super) const SHORT: Clause = Clause {
    id: "6.c",
    words: "A determinate sentence whose earliest release date is no later than the short period after the sentence start: \
            the community, at once, with no handover date.",
    source: SOURCE,
};
pub(super) const PAROLE: Clause = Clause {
    id: "6.d",
    words: "A determinate sentence with a parole eligibility date: the handover date is the parole period before it.",
    source: SOURCE,
};
pub(super) const DETERMINATE: Clause = Clause {
    id: "6.e",
    words: "Any other determinate sentence: the handover date is the determinate period before the earliest release date, \
            months first and then days.",
    source: SOURCE,
};
pub(super) const START: Clause = Clause {
    id: "6.start",
    words: "The handover start date is the handover date; for an indeterminate sentence under the open rules it is the day \
            on which the person came to open conditions, if that is earlier.",
    source: SOURCE,
};

/// The period that applies; none for a short sentence.
type Basis = (&'static Clause, Reason, Option<Period>);

/// Whose the case is, by its earliest release date.
pub(super) fn reckon(case: &Case<'_>, release: ReleaseDate, working: &mut Working) -> Answer<Handover> {
    let answer = is_indeterminate(case, working).and_then(|indeterminate| {
        basis(case, release, indeterminate, working).and_then(|(clause, reason, period)| {
            working.decided_by(clause);
            dates(case, release, indeterminate, period, working).map(|dates| (reason, dates))
        })
    });
    answer.map(|(reason, dates)| {
        doubt(case, release, dates, working);
        let state = dates.map_or(State::Community, |dates| dates.state_on(case.today));
        if let Some(dates) = dates {
            if dates.start < dates.handover {
                working.step(format_args!("The start date is {}.", long_date(dates.start)));
            }
            let (today, handover) = (long_date(case.today), long_date(dates.handover));
            working.step(format_args!("Today is {today}; the handover date is {handover}."));
        }
        Handover { state, reason, dates, reckoned_from: Some(release) }
    })
}

fn basis(case: &Case<'_>, release: ReleaseDate, indeterminate: bool, working: &mut Working) -> Answer<Basis> {
    early_allocation::applies(case, working).and_then(|early| {
        if early {
            return Answer::Known((&EARLY, Reason::EarlyAllocation, Some(case.rules.early_allocation.value)));
        }
        if indeterminate {
            return open_conditions::is_in_open_conditions(case, working).map(|open| {
                let reason = if open { Reason::IndeterminateOpen } else { Reason::Indeterminate };
                (&INDETERMINATE, reason, Some(case.rules.indeterminate.value))
            });
        }
        is_short(case, release, working).map(|short| {
            if short {
                (&SHORT, Reason::DeterminateShort, None)
            } else if release.kind == ReleaseKind::Ped {
                (&PAROLE, Reason::DeterminateParole, Some(case.rules.parole.value))
            } else {
                (&DETERMINATE, Reason::Determinate, Some(case.rules.determinate.value))
            }
        })
    })
}

fn is_short(case: &Case<'_>, release: ReleaseDate, working: &mut Working) -> Answer<bool> {
    let period = case.rules.short_sentence.value;
    Answer::of(case.sentence_start(working), "the sentence start date").map(|start| {
        let short = period.after(start) >= release.date;
        let compared = if short { "is no later" } else { "is later" };
        working.step(format_args!("{}. Release {compared}.", period.after_in_words(start)));
        short
    })
}

fn dates(
    case: &Case<'_>,
    release: ReleaseDate,
    indeterminate: bool,
    period: Option<Period>,
    working: &mut Working,
) -> Answer<Option<Dates>> {
    let Some(period) = period else {
        return Answer::Known(None);
    };
    let handover = period.before(release.date);
    working.step(format_args!("Handover date: {}.", period.before_in_words(release.date)));
    let open_since = if indeterminate { came_to_open_conditions(case, working) } else { Answer::Known(None) };
    open_since.map(|open_since| {
        let start = open_since.map_or(handover, |since| since.min(handover));
        if start < handover {
            working.step(format_args!("In open conditions, the community supports from {}.", long_date(start)));
        }
        Some(Dates { start, handover })
    })
}

fn came_to_open_conditions(case: &Case<'_>, working: &mut Working) -> Answer<Option<Date>> {
    open_conditions::do_open_rules_apply(case, working)
        .and_then(|apply| if apply { open_conditions::open_since(case, working) } else { Answer::Known(None) })
}

/// Says what looks wrong, though the rules have an answer.
fn doubt(case: &Case<'_>, release: ReleaseDate, dates: Option<Dates>, working: &mut Working) {
    if release.date < case.today {
        working.caution(format_args!("The {} has passed: {}.", release.kind.words(), long_date(release.date)));
    }
    let Some(start) = case.facts.sentence_start else { return };
    if release.date <= start {
        working.caution(format_args!("The {} is not after the sentence start date.", release.kind.words()));
    } else if dates.is_some_and(|dates| dates.handover < start) {
        working.caution("The handover date is before the sentence start date: there was no time in custody alone.");
    }
}
