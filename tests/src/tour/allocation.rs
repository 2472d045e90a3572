//! Who has a POM and a keyworker, and who should.

use super::State;
use super::Step::{self, Choose, Do, Key, Press, Read, See};
use super::Who::Administrator;

/// To the screen.
const ALLOCATION: &[Step] = &[See("#cases-0"), Key("g a"), See("#waiting-head")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("allocation", &[Do(ALLOCATION)]),
        is("allocation-pom", &[Do(ALLOCATION), Key("2")]),
        is("allocation-co-working", &[Do(ALLOCATION), Key("3")]),
        is("allocation-by-hand", &[Do(ALLOCATION), Choose("Choose by hand"), See("#hand-staff")]),
        is(
            "allocation-by-hand-errors",
            &[
                Do(ALLOCATION),
                Choose("Choose by hand"),
                Press("#hand-staff"),
                Key("Ctrl+Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is("allocation-outcome", &[Do(ALLOCATION), Key("k Space"), Key("Ctrl+Enter"), See("#outcome-head")]),
        is(
            "allocation-of-many",
            &[See("#cases-0"), Key("j Space j Space"), Read("2 selected"), Choose("Allocate"), See("#bulk-head")],
        ),
    ]
}
