//! Release on temporary licence: the list, an application stage by stage, and its forms.

use super::State;
use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::{Administrator, Founder, Pom};

/// To the list of all cases.
const LIST: &[Step] = &[See("#cases-0"), Key("g r"), See("#applications-0")];
/// To what the applications come to in numbers.
const COUNTS: &[Step] = &[Do(LIST), Key("c"), See("#progress-head"), See("#refusals-head")];
/// To the first application, at its first stage.
const OPEN: &[Step] = &[Do(LIST), Key("Enter"), See("#stage-head"), Press("#stage-1"), Read("Lawful purpose")];

/// To the applications of the first prisoner.
const OF_PRISONER: &[Step] = &[See("#cases-0"), Key("Enter"), See("#case-identity"), Key("g l")];
/// To the form of a new one.
const APPLY: &[Step] = &[Do(OF_PRISONER), Choose("New application"), See("#apply-kind")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("rotl-list", &[Do(LIST)]),
        State::of(Pom, "rotl-list-mine", &[See("#cases-0"), Key("g r"), Read("Only my cases")]),
        is("rotl-list-none", &[Do(LIST), Choose("Closed"), Read("No application is closed")]),
        is("rotl-counts", &[Do(COUNTS)]),
        is("rotl-counts-tables", &[Do(COUNTS), Key("t"), See("table[aria-label^='In progress']")]),
        is(
            "rotl-counts-early",
            &[
                Do(COUNTS),
                Fill("#period-from", "01/01/2020"),
                Fill("#period-until", "31/01/2020"),
                Key("Enter"),
                Read("Too early to draw"),
            ],
        ),
        is(
            "rotl-counts-errors",
            &[
                Do(COUNTS),
                Fill("#period-from", "01/02/2020"),
                Fill("#period-until", "31/01/2020"),
                Key("Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        State::of(
            Founder,
            "rotl-counts-none",
            &[See("#nav"), Key("g r"), Read("No application is in hand"), Key("c"), Read("Nothing to count yet")],
        ),
        is("rotl-whom", &[Do(LIST), Key("n"), See("#whom")]),
        is("rotl-of-prisoner", &[Do(OF_PRISONER), See("#rotl-head")]),
        is("rotl-apply", &[Do(APPLY)]),
        is("rotl-apply-errors", &[Do(APPLY), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("rotl-application", &[Do(OPEN)]),
        is("rotl-eligibility", &[Do(OPEN), Press("#stage-2"), See("#rule-0")]),
        is(
            "rotl-eligibility-why",
            &[Do(OPEN), Press("#stage-2"), See("#rule-0"), Key("w"), See("[role=dialog] .desk-why")],
        ),
        is("rotl-consultation", &[Do(OPEN), Press("#stage-3"), See("#visits-head")]),
        is("rotl-consultation-somebody", &[Do(OPEN), Press("#stage-3"), Choose("Ask somebody else"), See("#ask-who")]),
        is("rotl-risk", &[Do(OPEN), Press("#stage-4"), See("#known-head")]),
        is("rotl-risk-form", &[Do(OPEN), Press("#stage-4"), Choose("Assess"), See("#risk-summary")]),
        is("rotl-board", &[Do(OPEN), Press("#stage-5"), See("#replies-head")]),
        is("rotl-board-form", &[Do(OPEN), Press("#stage-5"), Choose("Record"), See("#board-minutes")]),
        is("rotl-decision", &[Do(OPEN), Press("#stage-6"), See("#before-head")]),
        is("rotl-licence", &[Do(OPEN), Press("#stage-7"), See("#stage-7[aria-current=step]")]),
        is("rotl-releases", &[Do(OPEN), Press("#stage-8"), See("#release-0")]),
        is("rotl-review", &[Do(OPEN), Press("#stage-9"), See("#reviews-head")]),
    ]
}
