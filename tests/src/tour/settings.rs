//! This computer's settings.

use super::State;
use super::Step::{self, Choose, Do, Fill, Key, Prefer, Press, See};
use super::Who::{Administrator, Governor, Pom};

/// To the screen.
const SETTINGS: &[Step] = &[See("#cases-0"), Key("g p"), See("#this-window")];

/// On to the grade that decides a type of release.
const GRADE: &[Step] =
    &[Press("button[aria-label^='Change: Resettlement day release, standard']"), See("#release-figure-value")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("settings", &[Do(SETTINGS)]),
        is(
            "settings-idle-error",
            &[Do(SETTINGS), Fill("#idle-minutes", "soon"), Key("Enter"), See("#idle-minutes-error")],
        ),
        is("settings-contrast", &[Prefer(|own| own.high_contrast = true), Do(SETTINGS)]),
        is("settings-release", &[Do(SETTINGS), Do(GRADE)]),
        is(
            "settings-release-errors",
            &[Do(SETTINGS), Do(GRADE), Choose("Set it"), See("#release-figure-reason-error")],
        ),
        State::of(Pom, "settings-of-a-pom", &[Do(SETTINGS)]),
        State::of(Governor, "settings-of-a-governor", &[Do(SETTINGS), See("#release-figures")]),
    ]
}
