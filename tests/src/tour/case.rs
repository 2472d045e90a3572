//! The case file and its parts.

use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::Administrator;
use super::{LOUD, State};

/// To somebody of whom much is known.
const CASE: &[Step] = &[Do(LOUD), Key("Enter"), See("#case-identity")];
/// To the door of what is restricted.
const RESTRICTED: &[Step] = &[Do(CASE), Key("g r"), See("#notes-open-reason")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("case-overview", &[Do(CASE)]),
        is("case-actions-menu", &[Do(CASE), Choose("Actions"), See("[role=menuitem]")]),
        is("case-notes", &[Do(CASE), Key("g n"), See("#notes-pane article")]),
        is(
            "case-notes-filtered",
            &[Do(CASE), Key("g n"), Key("/"), Fill("#notes-words", "work"), See("#notes-pane mark")],
        ),
        is(
            "case-notes-no-match",
            &[Do(CASE), Key("g n"), Key("/"), Fill("#notes-words", "zzzz"), Read("No note matches")],
        ),
        is("case-key-work", &[Do(CASE), Key("g k")]),
        is("case-dates", &[Do(CASE), Key("g d"), See("#dates-head")]),
        is("case-dates-history", &[Do(CASE), Key("g d"), Press("[aria-label^='History:']"), See("#beside-head")]),
        is("case-dates-correct", &[Do(CASE), Key("g d"), Press("[aria-label^='Correct:']"), See("#fact-value")]),
        is(
            "case-dates-correct-errors",
            &[
                Do(CASE),
                Key("g d"),
                Press("[aria-label^='Correct:']"),
                Choose("Record it"),
                See(".govuk-error-summary"),
            ],
        ),
        is("case-people", &[Do(CASE), Key("g p"), See("#posts-head")]),
        is("case-people-allocate", &[Do(CASE), Key("g p"), Choose("Change"), See("#allocate-staff")]),
        is(
            "case-people-allocate-errors",
            &[
                Do(CASE),
                Key("g p"),
                Choose("Change"),
                Press("[aria-labelledby=allocate-head] button[type=submit]"),
                See(".govuk-error-summary"),
            ],
        ),
        is("case-people-contact", &[Do(CASE), Key("g p"), Choose("Add a contact"), See("#contact-name")]),
        is("case-history", &[Do(CASE), Key("g h"), Read("Recorded")]),
        is("case-restricted", &[Do(RESTRICTED)]),
        is("case-restricted-errors", &[Do(RESTRICTED), Choose("Open restricted notes"), See(".govuk-error-summary")]),
        is(
            "case-restricted-open",
            &[Do(RESTRICTED), Fill("#notes-open-reason", "Parole report"), Key("Enter"), Read("recorded")],
        ),
        is("case-settle-action", &[Do(CASE), Press("[id^='settle-']"), See("#settle-outcome")]),
    ]
}
