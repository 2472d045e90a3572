//! What was recorded and not applied.

use api::{DealtWith, EventView, OpenUnapplied, Unapplied, UnappliedView};

use super::State;
use super::Step::{self, Answer, Choose, Do, Fill, Key, Read, See};
use super::Who::{Administrator, Pom};
use super::answered::{Answered, by};

/// To the screen with something on it.
const CHANGES: &[Step] = &[Answer(changes), See("#nav"), Key("g j"), Read("no right to write sensitive notes")];
/// To the form that opens restricted words.
const OPENING: &[Step] = &[Do(CHANGES), Choose("Open restricted words…"), See("#unapplied-open-reason")];

fn change(id: &str, what: &str, words: &str, restricted: bool, reason: &str) -> UnappliedView {
    UnappliedView {
        id: id.to_owned(),
        event: EventView {
            number: "A4417FK".to_owned(),
            name: "Ashdown, Kieran".to_owned(),
            what: what.to_owned(),
            words: words.to_owned(),
            restricted,
        },
        by: "Tom Ridsdale".to_owned(),
        own: false,
        recorded: "2027-01-12T16:20".to_owned(),
        reason: reason.to_owned(),
        again: true,
        dealt_with: None,
    }
}

fn changes() -> Answered {
    let no_right = "its author had no right to write sensitive notes";
    let session = "Key work: Key work session";
    let amended =
        change("88-3-12-0", "Note amended", "Reason: Wrong wing\nIt was C wing.", false, "this case has no such note");
    let settled = change("80-3-10-0", session, "Settled in well.", false, no_right);
    by::<Unapplied>(&vec![
        change(
            "97-3-15-0",
            session,
            "He asks about his sister.\nAgreed, by 20 January 2027: Ring her",
            false,
            no_right,
        ),
        change("93-3-14-0", session, "", true, "its author had no right to write restricted material"),
        UnappliedView { own: true, again: false, ..amended },
        UnappliedView { again: false, dealt_with: Some(DealtWith::RecordedAgain), ..settled },
    ])
}

fn opened() -> Answered {
    by::<OpenUnapplied>(&"The victim has moved to another town.".to_owned())
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("changes-not-applied", &[Do(CHANGES)]),
        is("changes-not-applied-dealt-with", &[Do(CHANGES), Choose("Dealt with"), Read("Recorded again")]),
        is("changes-not-applied-open", &[Do(OPENING)]),
        is("changes-not-applied-open-errors", &[Do(OPENING), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is(
            "changes-not-applied-opened",
            &[
                Answer(opened),
                Do(OPENING),
                Fill("#unapplied-open-reason", "To record it again"),
                Key("Ctrl+Enter"),
                Read("has moved to another town"),
            ],
        ),
        State::of(Pom, "changes-not-applied-none", &[See("#nav"), Key("g j"), Read("Nothing needs you here")]),
    ]
}
