//! The gate: the list with somebody late at its top, what is done about them, and the failure report.

use super::State;
use super::Step::{self, Do, Key, See};
use super::Who::{Administrator, Pom};

/// To the list: the first row is whoever is latest.
const GATE: &[Step] = &[Key("g t"), See("#gate-1")];
/// To what must be done about them.
const LATE: &[Step] = &[Do(GATE), See("#gate-pane [role=timer]"), See(".desk-gates__step")];
/// To the report about them.
const REPORT: &[Step] = &[Do(GATE), Key("r"), See("#report-head"), See(".desk-gates__report fieldset")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("gate-list", &[Do(GATE)]),
        is("gate-late", &[Do(LATE)]),
        is("gate-call", &[Do(LATE), Key("c"), See("#step-step"), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("gate-another-time", &[Do(GATE), Key("t"), See("#move-at"), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("gate-failure-report", &[Do(REPORT)]),
        is("gate-failure-report-errors", &[Do(REPORT), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        State::of(Pom, "gate-list-reading", &[Do(GATE)]),
    ]
}
