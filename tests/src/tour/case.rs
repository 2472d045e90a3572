//! The case file and its parts.

use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::Administrator;
use super::{LOUD, State};

/// To somebody of whom much is known.
const CASE: &[Step] = &[Do(LOUD), Key("Enter"), See("#case-identity")];
/// To what is planned for the first prisoner's release.
const PLAN: &[Step] = &[See("#cases-0"), Key("Enter"), See("#case-identity"), Key("g e"), See("#plan-section-7")];
/// To the form of what they are released to.
const PLAN_EDIT: &[Step] = &[Do(PLAN), Press("[aria-label$=': Address on release']"), See("#topic-state")];
/// To the form of a need that nobody has named yet.
const PLAN_NEED: &[Step] = &[Do(PLAN), Press("[aria-label='Add a need: Accommodation']"), See("#topic-about")];
/// To what is decided on before everything that is held is given out.
const DECIDING: &[Step] =
    &[Do(CASE), Key("g m"), Press("[aria-label^='Decide item by item']"), See("[id^='document-'][id$='-leave']")];
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
        is("case-release-plan", &[Do(PLAN)]),
        is("case-release-plan-edit", &[Do(PLAN_EDIT)]),
        is("case-release-plan-need", &[Do(PLAN_NEED)]),
        is("case-release-plan-need-errors", &[Do(PLAN_NEED), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("case-release-plan-report", &[Do(PLAN), Press("#plan-report-0"), See("#report-answers-6")]),
        is("case-release-plan-meeting", &[Do(PLAN), Choose("Record the meeting"), See("#act-words")]),
        is("case-release-plan-outcome", &[Do(PLAN), Choose("Record how it went"), See("#outcome-outcome")]),
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
        is("case-documents", &[Do(CASE), Key("g m"), See("#papers-head")]),
        is("case-documents-deciding", &[Do(DECIDING)]),
        is("case-documents-leaving-out", &[Do(DECIDING), Press("[id$='-leave']"), See("[id$='-reason']")]),
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
