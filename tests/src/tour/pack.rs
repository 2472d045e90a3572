//! The handover pack: the list, one from its sections to its receipt, and reading one that came from elsewhere.

use super::State;
use super::Step::{self, Choose, Do, Key, Press, Read, See};
use super::Who::{Administrator, Pom};

/// To the packs of all cases.
const LIST: &[Step] = &[See("#cases-0"), Key("g e"), See("#packs-0")];
/// To the sections of one that has gaps.
const SECTIONS: &[Step] = &[Do(LIST), Key("2"), See("#packs-0"), Key("Enter"), See("#gap-cause")];
/// To the sections of one that can be sealed.
const READY: &[Step] = &[Do(LIST), Key("3"), See("#packs-0"), Key("Enter"), See("#section-head")];
/// To the dialog that seals it, with its words.
const SEAL: &[Step] = &[Do(READY), Press("#seal-button"), See("[role=dialog] .desk-words")];
/// To what became of one.
const RECEIPT: &[Step] = &[Do(LIST), Key("5"), See("#packs-0"), Key("Enter"), See("#receipt-head")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("pack-list", &[Do(LIST)]),
        State::of(Pom, "pack-list-mine", &[See("#cases-0"), Key("g e"), Read("Only my cases")]),
        is("pack-builder", &[Do(SECTIONS)]),
        is("pack-builder-errors", &[Do(SECTIONS), Key("Ctrl+Enter"), See("#error-summary")]),
        is("pack-builder-why", &[Do(SECTIONS), Key("w"), See("[role=dialog]")]),
        is("pack-preview", &[Do(SECTIONS), Key("p"), See("#leaf-head")]),
        is("pack-seal", &[Do(SEAL)]),
        is("pack-seal-errors", &[Do(SEAL), Choose("Seal and save the file"), See("#error-summary")]),
        is("pack-receipt", &[Do(RECEIPT)]),
        is("pack-receipt-errors", &[Do(RECEIPT), Key("Ctrl+Enter"), See("#error-summary")]),
        is("pack-after-release", &[Do(LIST), Key("a"), See("#after-0")]),
        is("pack-check", &[Do(LIST), Key("c"), See("#check-file")]),
        is("pack-reading", &[Do(LIST), Key("o"), See("#read-file")]),
        is("pack-reading-errors", &[Do(LIST), Key("o"), See("#read-file"), Key("Ctrl+Enter"), See("#error-summary")]),
    ]
}
