//! The same unit through the eyes of a POM, a keyworker, the governor and a gate officer: what they have, and what they have not.

use super::State;
use super::Step::{Key, See};
use super::Who::{Gate, Governor, Keyworker, Pom};

pub(super) fn states() -> Vec<State> {
    vec![
        State::of(Pom, "pom-caseload", &[See("#cases-0")]),
        State::of(Pom, "pom-case", &[See("#cases-0"), Key("Enter"), See("#case-identity")]),
        State::of(Keyworker, "keyworker-prisoners", &[See("#cases-0")]),
        State::of(Keyworker, "keyworker-key-work", &[See("#cases-0"), Key("g k"), See("#mine-0")]),
        State::of(Keyworker, "keyworker-case", &[See("#cases-0"), Key("Enter"), See("#case-identity")]),
        State::of(Governor, "governor-caseload", &[See("#cases-0")]),
        State::of(
            Governor,
            "governor-release-plan",
            &[See("#cases-0"), Key("Enter"), See("#case-identity"), Key("g e"), See("#plan-section-7")],
        ),
        State::of(Gate, "gate-officer-list", &[See("#gate-1")]),
    ]
}
