//! Writing: a note, a key-work session, an amendment, what is unfinished.

use super::Step::{self, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::{Administrator, Keyworker};
use super::{BY_ALERTS, LOUD, State, TO_THE_FIRST};

/// To the list with the quietest cases first: nothing stops whoever writes about them.
const QUIET: &[Step] = &[Do(BY_ALERTS), Choose("Other way round"), Do(TO_THE_FIRST)];
/// To the form for whoever is in hand.
const FORM: &[Step] = &[Do(QUIET), Key("n"), See("#note-text")];
/// With words in it that are kept.
const DRAFT: &[Step] =
    &[Do(FORM), Fill("#note-text", "Settled on the wing. He asked about the workshop."), Read("Draft kept")];
/// To an amendment of a note.
const AMEND: &[Step] =
    &[Do(LOUD), Key("Enter"), See("#case-identity"), Key("g n"), Press("[aria-label^='Amend ']"), See("#amend-text")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    let keyworker = |name, steps| State::of(Keyworker, name, steps);
    vec![
        is("note-whom", &[See("#cases-0"), Key("g p"), See("#this-window"), Key("n"), See("#whom")]),
        is(
            "note-whom-found",
            &[See("#cases-0"), Key("g p"), See("#this-window"), Key("n"), Fill("#whom", "an"), See("#whom-0")],
        ),
        is("note-stop", &[Do(LOUD), Key("n"), See("#stop-go-on")]),
        is("note-form", &[Do(FORM)]),
        is("note-errors", &[Do(FORM), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("note-draft-kept", &[Do(DRAFT)]),
        is(
            "note-draft-offered",
            &[Do(DRAFT), Key("Escape"), See("#cases-0"), Key("n"), Read("You were writing a note here")],
        ),
        is("drafts", &[Do(DRAFT), Key("Escape"), See("#cases-0"), Key("g n"), Read("Go on writing")]),
        is("amendment", &[Do(AMEND)]),
        is("amendment-errors", &[Do(AMEND), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("drafts-none", &[See("#cases-0"), Key("g n"), Read("Nothing is unfinished")]),
        keyworker("key-work-session", &[Do(FORM)]),
        keyworker("key-work-not-seen", &[Do(FORM), Press("#what-not-seen"), See("#not-seen-refused")]),
        keyworker(
            "key-work-late",
            &[Do(FORM), Choose("Other"), Fill("#note-day", "1/2/2026"), Key("Tab"), See("#note-late")],
        ),
        keyworker("key-work-other", &[Do(FORM), Press("#what-other"), See("#note-type")]),
    ]
}
