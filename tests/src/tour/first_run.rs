//! A computer on which nothing was ever set up.

use super::State;
use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::FirstRun;

/// To the form of a unit, filled in.
const FORM: &[Step] = &[
    Choose("Found a unit"),
    Fill("#prison", "Leeds"),
    Key("ArrowDown Enter"),
    Fill("#name", "Ada Pike"),
    Fill("#passphrase", "turnip velvet harbour ninety quill"),
    Fill("#passphrase-again", "turnip velvet harbour ninety quill"),
];
/// To the recovery key.
const SHEET: &[Step] = &[Do(FORM), Press("button[type=submit]"), Read("Write down the recovery key")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(FirstRun, name, steps);
    vec![
        is("first-run", &[Read("Set up Throughcare")]),
        is("first-run-found", &[Choose("Found a unit"), See("#prison")]),
        is("first-run-found-choosing", &[Choose("Found a unit"), Fill("#prison", "le"), See("[role=option]")]),
        is("first-run-found-filled", &[Do(FORM), Read("This will do")]),
        is(
            "first-run-found-errors",
            &[Choose("Found a unit"), Press("button[type=submit]"), See(".govuk-error-summary")],
        ),
        is("first-run-found-weak", &[Choose("Found a unit"), Fill("#passphrase", "leeds"), Read("Not enough yet")]),
        is("first-run-recovery-key", &[Do(SHEET)]),
        is("first-run-confirm", &[Do(SHEET), Choose("I have written them down"), See("#word-first")]),
        is(
            "first-run-confirm-wrong",
            &[
                Do(SHEET),
                Choose("I have written them down"),
                Fill("#word-first", "not"),
                Fill("#word-second", "these"),
                Key("Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is("first-run-restore", &[Choose("Restore a backup"), See("#file")]),
        is(
            "first-run-restore-recovery",
            &[Choose("Restore a backup"), Choose("With the unit's recovery key"), See("#recovery")],
        ),
        is(
            "first-run-restore-errors",
            &[Choose("Restore a backup"), Press("button[type=submit]"), See(".govuk-error-summary")],
        ),
    ]
}
