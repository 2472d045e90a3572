//! The unit's computers, those that ask to join it, and what revoked ones wrote too late.

use api::{ArrivalView, Arrivals, Code, LateEntries, LateEntryView, RevokeDevice};

use super::State;
use super::Step::{self, Answer, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::Administrator;
use super::answered::{Answered, awaited, by, offline, refused, up_to_date};

/// To the screen.
const COMPUTERS: &[Step] = &[See("#cases-0"), Key("g v"), See("#devices-0")];
/// To a computer that is not the one that is used.
const ANOTHER: &[Step] =
    &[Do(COMPUTERS), Press("#devices-pane tbody tr[aria-rowindex]:not([aria-label*='This one'])"), See("#revoke")];
/// To the computers that ask to join.
const ASKING: &[Step] = &[Answer(awaited), Answer(one), Do(COMPUTERS), Key("a"), Read("Kemi Amadi, OMU-PC-09")];
/// To the form that admits one.
const ADMITTING: &[Step] = &[Do(ASKING), Choose("Admit…"), See("#admit-code")];
/// To what was written too late.
const LATE: &[Step] = &[Answer(late), Do(COMPUTERS), Key("e"), Read("came too late to count")];

fn one() -> Answered {
    by::<Arrivals>(&vec![ArrivalView {
        device: "6f0c41d2a97b3e55".to_owned(),
        name: Some("Kemi Amadi".to_owned()),
        computer: Some("OMU-PC-09".to_owned()),
        member: None,
        at: "2027-01-14T10:56".to_owned(),
    }])
}

fn nobody() -> Answered {
    by::<Arrivals>(&Vec::new())
}

fn without_network() -> Answered {
    offline::<Arrivals>()
}

fn unsigned() -> Answered {
    let remedy = "Check Caps Lock and try again: the next try takes 1 second.";
    let mut answered =
        refused::<RevokeDevice>(Code::WrongPassphrase, "That is not the passphrase of this profile.", remedy);
    if let Err(problem) = &mut answered.reply {
        problem.field = Some("passphrase".to_owned());
    }
    answered
}

fn late() -> Answered {
    let entry = |id: &str, recorded: Option<&str>, knowing, events: &[(&str, &str)]| LateEntryView {
        id: id.to_owned(),
        device: "91ab03c7ffe01d22".to_owned(),
        name: "Tom Ridsdale".to_owned(),
        recorded: recorded.map(str::to_owned),
        knowing,
        events: events.iter().map(|(number, what)| ((*number).to_owned(), (*what).to_owned())).collect(),
    };
    by::<LateEntries>(&vec![
        entry("c41d", Some("2027-01-07T16:20"), false, &[("A4417FK", "a note was written")]),
        entry("e93a", Some("2027-01-09T09:02"), true, &[("A4417FK", "a fact was recorded"), ("", "a figure was set")]),
        entry("f012", None, false, &[]),
    ])
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("computers", &[Do(COMPUTERS)]),
        is("computers-no-match", &[Do(COMPUTERS), Fill("#devices-filter", "zzzz"), Read("no computer is called")]),
        is("computers-revoked-none", &[Do(COMPUTERS), Choose("Revoked")]),
        is("computers-revoke", &[Do(ANOTHER), Press("#revoke"), See("#revoke-why")]),
        is(
            "computers-revoke-errors",
            &[Do(ANOTHER), Press("#revoke"), See("#revoke-why"), Key("Ctrl+Enter"), See(".govuk-error-summary")],
        ),
        is(
            "computers-revoke-unsigned",
            &[
                Answer(unsigned),
                Do(ANOTHER),
                Press("#revoke"),
                Fill("#revoke-why", "Left on a train"),
                Fill("#revoke-passphrase", "not hers"),
                Key("Ctrl+Enter"),
                See("#revoke-passphrase-error"),
            ],
        ),
        is("computers-asking-not-connected", &[Do(COMPUTERS), Key("a"), Read("connected to no server")]),
        is("computers-asking", &[Do(ASKING)]),
        is(
            "computers-asking-nobody",
            &[Answer(up_to_date), Answer(nobody), Do(COMPUTERS), Key("a"), Read("No computer asks to join")],
        ),
        is(
            "computers-asking-offline",
            &[Answer(up_to_date), Answer(without_network), Do(COMPUTERS), Key("a"), Read("needs a network")],
        ),
        is("computers-admit", &[Do(ADMITTING)]),
        is("computers-admit-errors", &[Do(ADMITTING), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("computers-admit-member", &[Do(ADMITTING), Choose("Somebody in the unit"), See("#admit-member")]),
        is("computers-late", &[Do(LATE)]),
        is("computers-late-accept", &[Do(LATE), Choose("Accept…"), See("#late-why")]),
        is("computers-late-none", &[Do(COMPUTERS), Key("e"), Read("Nothing is kept apart")]),
    ]
}
