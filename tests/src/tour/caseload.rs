//! The caseload.

use super::State;
use super::Step::{Choose, Key, Prefer, Read, See, Type};
use super::Who::Administrator;

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("caseload", &[See("#preview h2")]),
        is("caseload-filtered", &[Key("/"), Type("an"), Read("sorted by name")]),
        is("caseload-more-filters", &[Choose("More filters"), See("#more-filters:not([hidden])")]),
        is("caseload-no-match", &[Key("/"), Type("zzzz"), Read("No case matches")]),
        is("caseload-sorted", &[Choose("Release"), Read("sorted by release")]),
        is("caseload-selected", &[See("#cases-0"), Key("j j Space j Space"), Read("2 selected")]),
        is(
            "caseload-scrolled",
            &[See("#cases-0"), Key("j"), Key("End"), See(".is-current[id^=cases]:not(#cases-0, #cases-1)")],
        ),
        is("caseload-compact", &[Prefer(|own| own.row_height = "compact".to_owned()), See("#preview h2")]),
        is("caseload-comfortable", &[Prefer(|own| own.row_height = "comfortable".to_owned()), See("#preview h2")]),
        is("caseload-save-view", &[Choose("Save this view"), See("#view-name")]),
        is("caseload-save-view-error", &[Choose("Save this view"), Choose("Save view"), See("#view-name-error")]),
        is("caseload-export", &[Choose("Export"), See("[role=menuitem]")]),
    ]
}
