//! A computer on which nothing was ever set up.

use api::{ContinueJoining, Join, Joined, JoiningView, Joinings};

use super::State;
use super::Step::{self, Answer, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::FirstRun;
use super::answered::{Answered, by, offline};

/// To the form of a unit, filled in.
const FORM: &[Step] = &[
    Choose("Found a unit"),
    Fill("#prison", "Leeds"),
    Key("ArrowDown Enter"),
    Fill("#name", "Ada Pike"),
    Fill("#passphrase", "turnip velvet harbour ninety quill"),
    Fill("#passphrase-again", "turnip velvet harbour ninety quill"),
];
/// To the recovery key.
const SHEET: &[Step] = &[Do(FORM), Press("button[type=submit]"), Read("Write down the recovery key")];

/// To the form that asks to join, filled in.
const JOIN: &[Step] = &[
    Choose("Join a unit"),
    Fill("#server", "https://sync.example.org"),
    Fill("#prison", "Leeds"),
    Key("ArrowDown Enter"),
    Fill("#name", "Kemi Amadi"),
    Fill("#computer", "OMU-PC-09"),
    Fill("#passphrase", "turnip velvet harbour ninety quill"),
    Fill("#passphrase-again", "turnip velvet harbour ninety quill"),
];
/// To the code that is read out.
const CODE: &[Step] =
    &[Answer(asked), Answer(waits), Answer(waiting), Do(JOIN), Press("button[type=submit]"), See("#join-code")];

fn joining() -> JoiningView {
    JoiningView {
        id: "j1".to_owned(),
        code: "K7QF-2M9X".to_owned(),
        prison: "Leeds (HMP)".to_owned(),
        name: "Kemi Amadi".to_owned(),
        computer: "OMU-PC-09".to_owned(),
        server: "https://sync.example.org".to_owned(),
        asked: "2027-01-14T10:56".to_owned(),
        refused: None,
        held_up: None,
    }
}

fn asked() -> Answered {
    by::<Join>(&joining())
}

fn waits() -> Answered {
    by::<ContinueJoining>(&Joined::Waiting(Box::new(joining())))
}

fn waiting() -> Answered {
    by::<Joinings>(&vec![joining()])
}

fn without_network() -> Answered {
    offline::<Join>()
}

fn turned_away() -> Answered {
    let refused = Some("2027-01-14T11:02".to_owned());
    by::<ContinueJoining>(&Joined::Waiting(Box::new(JoiningView { refused, ..joining() })))
}

fn held_up() -> Answered {
    let words = "Too many new devices wait for the administrators of this unit. Ask one of them to look at the list.";
    by::<ContinueJoining>(&Joined::Waiting(Box::new(JoiningView { held_up: Some(words.to_owned()), ..joining() })))
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(FirstRun, name, steps);
    vec![
        is("first-run", &[Read("Set up Throughcare")]),
        is("first-run-found", &[Choose("Found a unit"), See("#prison")]),
        is("first-run-found-choosing", &[Choose("Found a unit"), Fill("#prison", "le"), See("[role=option]")]),
        is("first-run-found-filled", &[Do(FORM), Read("This will do")]),
        is(
            "first-run-found-errors",
            &[Choose("Found a unit"), Press("button[type=submit]"), See(".govuk-error-summary")],
        ),
        is("first-run-found-weak", &[Choose("Found a unit"), Fill("#passphrase", "leeds"), Read("Not enough yet")]),
        is("first-run-recovery-key", &[Do(SHEET)]),
        is("first-run-confirm", &[Do(SHEET), Choose("I have written them down"), See("#word-first")]),
        is(
            "first-run-confirm-wrong",
            &[
                Do(SHEET),
                Choose("I have written them down"),
                Fill("#word-first", "not"),
                Fill("#word-second", "these"),
                Key("Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is("first-run-join", &[Choose("Join a unit"), See("#server")]),
        is(
            "first-run-join-errors",
            &[Choose("Join a unit"), Press("button[type=submit]"), See(".govuk-error-summary")],
        ),
        is(
            "first-run-join-offline",
            &[Answer(without_network), Do(JOIN), Press("button[type=submit]"), Read("cannot be reached")],
        ),
        is("first-run-join-code", &[Do(CODE)]),
        is("first-run-join-not-yet", &[Do(CODE), Choose("Look now"), Read("Not admitted yet")]),
        is(
            "first-run-join-held-up",
            &[Do(CODE), Answer(held_up), Choose("Look now"), Read("do not see your request yet")],
        ),
        is(
            "first-run-join-refused",
            &[Do(CODE), Answer(turned_away), Choose("Look now"), Read("refused this computer")],
        ),
        is("first-run-waits", &[Do(CODE), Choose("Back: it goes on waiting"), See("#waits")]),
        is(
            "first-run-waits-passphrase",
            &[Do(CODE), Choose("Back: it goes on waiting"), Choose("Show the code"), See("#passphrase")],
        ),
        is("first-run-recover", &[Choose("Bring a unit back from its server"), See("#words")]),
        is(
            "first-run-recover-errors",
            &[Choose("Bring a unit back from its server"), Press("button[type=submit]"), See(".govuk-error-summary")],
        ),
        is("first-run-restore", &[Choose("Restore a backup"), See("#file")]),
        is(
            "first-run-restore-recovery",
            &[Choose("Restore a backup"), Choose("With the unit's recovery key"), See("#recovery")],
        ),
        is(
            "first-run-restore-errors",
            &[Choose("Restore a backup"), Press("button[type=submit]"), See(".govuk-error-summary")],
        ),
    ]
}
