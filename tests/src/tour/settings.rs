//! This computer's settings.

use super::State;
use super::Step::{self, Do, Fill, Key, Prefer, See};
use super::Who::{Administrator, Pom};

/// To the screen.
const SETTINGS: &[Step] = &[See("#cases-0"), Key("g p"), See("#this-window")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("settings", &[Do(SETTINGS)]),
        is(
            "settings-idle-error",
            &[Do(SETTINGS), Fill("#idle-minutes", "soon"), Key("Enter"), See("#idle-minutes-error")],
        ),
        is("settings-contrast", &[Prefer(|own| own.high_contrast = true), Do(SETTINGS)]),
        State::of(Pom, "settings-of-a-pom", &[Do(SETTINGS)]),
    ]
}
