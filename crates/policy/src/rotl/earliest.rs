//! From when a type can be had. In closed conditions that is reckoned; everywhere else it depends on assessments, or on nothing.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::constants::{HalfDay, RuleBook, Standing};
use super::description::EARLIEST;
use super::facts::{Facts, Request};
use super::kind::{Kind, Tier};
use super::place::{Place, is_in_open_conditions, place, said};
use super::rules::Case;
use super::tier::is_extended;
use crate::answer::{Answer, Missing};
use crate::calendar::{Period, long_date};
use crate::derivation::{Reasoned, Working};
use crate::rule::Clause;

const SECONDARY: &str = "As secondary sources give it";

pub(super) const ANY_TIME: Clause = Clause {
    id: "rotl.at-any-time",
    words: "A childcare licence and a special purpose licence are possible at any time.",
    source: SECONDARY,
};
pub(super) const OPEN: Clause = Clause {
    id: "rotl.from-open",
    words: "In open conditions: on arrival, once the sentence plan and the risk assessment are done.",
    source: SECONDARY,
};
pub(super) const CLOSED: Clause = Clause {
    id: "rotl.from-closed",
    words: "In closed conditions, with a determinate sentence, standard or for the Parole Board: the later of the release date less the time for the \
            type, and of half the custodial period from the sentence start, less half the days on remand that count. Where \
            release is for the Parole Board, the parole eligibility date is the release date.",
    source: SECONDARY,
};

/// From when a type can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Earliest {
    /// At any time.
    AnyTime,
    /// Once the sentence plan and the risk assessment are done.
    OnceAssessed,
    /// From a day, by figures that are second-hand.
    From(Date),
}

impl Earliest {
    /// In a sentence.
    pub fn words(self) -> String {
        match self {
            Self::AnyTime => "At any time.".to_owned(),
            Self::OnceAssessed => "Once the sentence plan and the risk assessment are done.".to_owned(),
            Self::From(date) => format!("From {}.", long_date(date)),
        }
    }
}

/// From when a type can be had, with the arithmetic.
pub fn earliest(kind: Kind, facts: &Facts, today: Date, book: &RuleBook<'_>) -> Reasoned<Earliest> {
    let mut working = Working::kept();
    let request = Request::of(kind);
    let answer = earliest_of(kind, &Case::new(facts, &request, today, book), &mut working);
    let reasoned = working.finish(&EARLIEST, book.rotl.edition(), Some(today), answer, |earliest| earliest.words());
    let Reasoned { answer, mut derivation } = reasoned;
    derivation.rule = format!("{}: {}", EARLIEST.name, kind.words()).into();
    Reasoned { answer, derivation }
}

/// The same within the working of a rule that rests on it.
pub(super) fn earliest_of(kind: Kind, case: &Case<'_>, working: &mut Working) -> Answer<Earliest> {
    if !kind.is_for_resettlement() {
        working.step(format_args!("A {} has no earliest date.", kind.words()));
        working.decided_by(&ANY_TIME);
        return Answer::Known(Earliest::AnyTime);
    }
    ordinary_sentence(case, working).and_then(|()| place(case.facts, case.handover, working)).and_then(|place| {
        match place {
            Place::MensOpen => open(working),
            Place::Womens => is_in_open_conditions(case.facts, case.handover, working).and_then(|open_conditions| {
                if open_conditions {
                    return open(working);
                }
                Answer::cannot_tell("whether she has been assessed as suitable for open conditions")
            }),
            Place::Closed => closed(kind, case, working),
        }
    })
}

fn open(working: &mut Working) -> Answer<Earliest> {
    working.step("In open conditions: no date is reckoned.");
    working.decided_by(&OPEN);
    working.would_change("A move to closed conditions: there the earliest date is reckoned.");
    Answer::Known(Earliest::OnceAssessed)
}

/// Whether the sentence is one for which a rule was found at all.
fn ordinary_sentence(case: &Case<'_>, working: &mut Working) -> Answer<()> {
    let facts = case.facts;
    let recalled = working.flag("Recalled", facts.recalled);
    let status = facts.imprisonment_status.as_deref();
    working.uses("Imprisonment status", said(status));
    if recalled == Some(true) {
        return Answer::cannot_tell("the rules for somebody who was recalled (no source was found)");
    }
    if let Some(status) = status.filter(|status| case.rules.special_statuses.value.contains(*status)) {
        return Answer::cannot_tell(format!("the rules for the imprisonment status {status} (no source was found)"));
    }
    Answer::of(recalled, "whether the person was recalled").map(|_| ())
}

fn closed(kind: Kind, case: &Case<'_>, working: &mut Working) -> Answer<Earliest> {
    let indeterminate = working.flag("Indeterminate sentence", case.facts.indeterminate);
    Answer::of(indeterminate, "whether the sentence is indeterminate").and_then(|indeterminate| {
        if indeterminate {
            return Answer::cannot_tell("when the person is approved for open conditions");
        }
        is_extended(case.facts, case.rules, working).and_then(|extended| {
            let found = if extended { Answer::Known(()) } else { standard(case, working) };
            found.and_then(|()| later_of_two(kind, extended, case, working))
        })
    })
}

/// The formula was found for standard cases, and for those whose release is for the Parole Board.
fn standard(case: &Case<'_>, working: &mut Working) -> Answer<()> {
    case.tier.as_ref().and_then(|tier| {
        working.uses("Standard or restricted", tier.words());
        match tier {
            Tier::Standard => Answer::Known(()),
            Tier::Restricted => {
                Answer::cannot_tell("the earliest date of a restricted case in closed conditions (no source was found)")
            }
        }
    })
}

fn later_of_two(kind: Kind, extended: bool, case: &Case<'_>, working: &mut Working) -> Answer<Earliest> {
    let release = release(extended, case, working);
    let start = Answer::of(working.date("Sentence start date", case.facts.sentence_start), "the sentence start date");
    let remand = case.facts.remand_days;
    working
        .uses("Days on remand that count", remand.map_or_else(|| "not recorded".to_owned(), |days| days.to_string()));
    let remand = Answer::of(remand, "how many days on remand count");
    let facts = match (release, start, remand) {
        (Answer::Known(release), Answer::Known(start), Answer::Known(remand)) => (release, start, remand),
        (release, start, remand) => {
            let missing = [release.missing(), start.missing(), remand.missing()].into_iter().flatten().cloned();
            return Answer::CannotTell(missing.fold(Missing::default(), Missing::and));
        }
    };
    let (release, start, remand) = facts;
    if release < start {
        working.caution("The release date is before the sentence start date.");
        return Answer::cannot_tell("which of the release date and the sentence start date is right");
    }
    let by_release = before_release(kind, release, case, working);
    let by_half = half_way(release, start, remand, case, working);
    let later = by_release.max(by_half);
    working.step(format_args!("The later of the two is {}.", long_date(later)));
    working.decided_by(&CLOSED);
    working.would_change("Another release date, other days on remand, or a move to open conditions.");
    if case.rules.day_release_before.standing == Standing::Unconfirmed {
        working.caution(
            "The formula is second-hand: check it against the published framework before anybody relies on it.",
        );
    }
    Answer::Known(Earliest::From(later))
}

/// The release date of the formula.
fn release(extended: bool, case: &Case<'_>, working: &mut Working) -> Answer<Date> {
    let facts = case.facts;
    if extended {
        let date = working.date("Parole eligibility date", facts.parole_eligibility);
        return Answer::of(date, "the parole eligibility date");
    }
    let conditional = working.date("Conditional release date", facts.conditional_release);
    let automatic = working.date("Automatic release date", facts.automatic_release);
    Answer::of(conditional.into_iter().chain(automatic).min(), "the conditional or the automatic release date")
}

fn before_release(kind: Kind, release: Date, case: &Case<'_>, working: &mut Working) -> Date {
    let figure = if kind == Kind::Ror { &case.rules.overnight_before } else { &case.rules.day_release_before };
    let period: Period = figure.value;
    working.step(format_args!("By the release date: {}.", period.before_in_words(release)));
    period.before(release)
}

/// Half the custodial period from the sentence start, less half the remand. Both days of the period count.
fn half_way(release: Date, start: Date, remand: u16, case: &Case<'_>, working: &mut Working) -> Date {
    let served = release.duration_since(start).as_hours() / 24 + 1;
    let remand = i64::from(remand);
    let custodial = served.saturating_add(remand);
    let later = case.rules.half_day.value == HalfDay::Later;
    // Half the period brings the day nearer to release, half the remand takes it back: each is rounded to its own side.
    let half_period = (custodial + i64::from(later)) / 2;
    let half_remand = (remand + i64::from(!later)) / 2;
    let days = half_period - half_remand;
    let half_way = start.saturating_add(days.days());
    working.step(format_args!(
        "The custodial period: {served} days from {} to {}, both counted, and {remand} on remand: {custodial} days.",
        long_date(start),
        long_date(release)
    ));
    working.step(format_args!(
        "Half of it is {half_period} days, less half of the remand, {half_remand} days: {days} days after {} is {}.",
        long_date(start),
        long_date(half_way)
    ));
    if custodial % 2 == 1 || remand % 2 == 1 {
        let side = if later { "later" } else { "earlier" };
        working.caution(format_args!("A half day was rounded to the {side} date: how it is rounded is not confirmed."));
    }
    half_way
}
