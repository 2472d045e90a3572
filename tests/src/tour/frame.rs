//! The frame around the screens, and what stands over them: navigation, palette, list of keys; and how the window can look.

use super::State;
use super::Step::{Key, Prefer, Press, Read, See, Type};
use super::Who::Administrator;

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("palette", &[Key("Ctrl+K"), See("#found [role=option]")]),
        is("palette-person", &[Key("Ctrl+K"), Type("an"), See("#found [role=option]")]),
        is("palette-actions", &[Key("Ctrl+K"), Type(">"), See("#found [role=option]")]),
        is("palette-staff", &[Key("Ctrl+K"), Type("@a"), See("#found [role=option]")]),
        is("palette-notes", &[Key("Ctrl+K"), Type("#sister"), See("#found [role=option]")]),
        is("palette-nothing", &[Key("Ctrl+K"), Type("zzzz"), See(".desk-palette__list")]),
        is("keys", &[Key("?"), Read("Keys that work here")]),
        is("menu-of-the-person", &[Press(".desk-top__end [aria-haspopup=menu]"), See("[role=menuitem]")]),
        is("navigation-folded", &[Key("Ctrl+B")]),
        is("contrast-caseload", &[Prefer(|own| own.high_contrast = true), See("#cases-0")]),
        is(
            "contrast-case",
            &[Prefer(|own| own.high_contrast = true), See("#cases-0"), Key("Enter"), See("#case-identity")],
        ),
        is("text-200-caseload", &[Prefer(|own| own.text_size = 200), See("#cases-0")]),
        is("text-200-case", &[Prefer(|own| own.text_size = 200), See("#cases-0"), Key("Enter"), See("#case-identity")]),
    ]
}
