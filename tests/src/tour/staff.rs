//! The people of the unit.

use super::State;
use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::Administrator;

/// To the screen.
const STAFF: &[Step] = &[See("#cases-0"), Key("g s"), See("#people-0")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("staff", &[Do(STAFF)]),
        is("staff-member", &[Do(STAFF), Press("#people-filter"), Key("Escape"), Press("#people-0"), Key("j j")]),
        is("staff-no-match", &[Do(STAFF), Fill("#people-filter", "zzzz"), Read("Nobody is called")]),
        is("staff-left", &[Do(STAFF), Choose("Have left")]),
        is("staff-add", &[Do(STAFF), Choose("Add somebody"), See("#member-name")]),
        is("staff-add-errors", &[Do(STAFF), Choose("Add somebody"), Choose("Add them"), See(".govuk-error-summary")]),
        is("staff-change", &[Do(STAFF), Choose("Change roles"), See("#change-head")]),
        is(
            "staff-leave",
            &[Do(STAFF), Press("#people-0"), Key("j j"), Choose("Record that they left"), See("#leave-head")],
        ),
    ]
}
