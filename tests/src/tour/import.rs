//! Reading the prison system's exports in. The demonstration has some of its own to try it with, and some with faults.

use super::State;
use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::Administrator;

/// To the screen.
const IMPORT: &[Step] = &[See("#cases-0"), Key("g i"), See("#path")];
/// To a plan of what the demonstration's exports would change.
const PLAN: &[Step] = &[Do(IMPORT), Choose("Read that folder"), See("#plan-head")];
/// To a plan in which much is wrong.
const FAULTY: &[Step] =
    &[Do(IMPORT), Fill("#path", "~/home/demonstration/exports/faulty"), Key("Enter"), See("#plan-head")];

/// To a plan of a file that ends in the middle, of another prison's, of a spreadsheet's.
const CUT_OFF: &[Step] =
    &[Do(IMPORT), Fill("#path", "~/home/demonstration/exports/faulty/cut-off.json"), Key("Enter"), See("#plan-head")];
const ANOTHER_PRISON: &[Step] = &[
    Do(IMPORT),
    Fill("#path", "~/home/demonstration/exports/faulty/another-prison.json"),
    Key("Enter"),
    See("#plan-head"),
];
const SPREADSHEET: &[Step] = &[
    Do(IMPORT),
    Fill("#path", "~/home/demonstration/exports/faulty/from-a-spreadsheet.csv"),
    Key("Enter"),
    See("#plan-head"),
];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("import", &[Do(IMPORT), See("#last-head")]),
        is("import-errors", &[Do(IMPORT), Choose("Read it"), See(".govuk-error-summary")]),
        is(
            "import-no-file",
            &[Do(IMPORT), Fill("#path", "/nowhere/export.json"), Key("Enter"), See(".govuk-error-summary")],
        ),
        is("import-plan", &[Do(PLAN), See("#planned-0")]),
        is("import-plan-dates-move", &[Do(PLAN), Choose("Dates move"), See("#planned-0")]),
        is("import-plan-person", &[Do(PLAN), Key("j Enter"), See("#person")]),
        is("import-quarantine", &[Do(FAULTY), Press("#aside-rows"), See("#aside-rows td")]),
        is("import-save-aside", &[Do(FAULTY), Press("#save-aside"), See("#file")]),
        is(
            "import-refused-in-demonstration",
            &[
                Do(FAULTY),
                Press("#save-aside"),
                Fill("#file", "/tmp/aside.csv"),
                Key("Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is("import-cut-off", &[Do(CUT_OFF), Read("ends in the middle")]),
        is("import-another-prison", &[Do(ANOTHER_PRISON), Read("not your prison's file")]),
        is("import-spreadsheet", &[Do(SPREADSHEET), Read("not written in UTF-8")]),
        is("import-receipt", &[Do(PLAN), Key("Ctrl+Enter"), See("#receipt")]),
        is("import-the-same-again", &[Do(PLAN), Read("The same again")]),
    ]
}
