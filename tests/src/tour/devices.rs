//! The unit's computers, those that ask to join it, and what revoked ones wrote too late.

use api::{
    ApartView, ArrivalView, Arrivals, BranchPlace, BranchView, Code, EventView, ForkView, KeptApart, KeptApartView,
    Keys, KeysView, LateEntries, LateEntryView, Refusals, RefusedDeviceView, RevokeDevice, SaidView,
};

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

/// To what is kept apart.
const APART: &[Step] = &[Answer(apart), Do(COMPUTERS), Key("e"), Read("Two histories of one computer")];

fn kemi() -> ArrivalView {
    ArrivalView {
        device: "6f0c41d2a97b3e55".to_owned(),
        name: Some("Kemi Amadi".to_owned()),
        computer: Some("OMU-PC-09".to_owned()),
        member: None,
        at: "2027-01-14T10:56".to_owned(),
        seen: "2027-01-14T10:58".to_owned(),
        out_of_date: false,
        refused: None,
    }
}

fn one() -> Answered {
    by::<Arrivals>(&vec![kemi()])
}

/// One that nobody has looked at for a while, which was refused before.
fn again() -> Answered {
    by::<Arrivals>(&vec![ArrivalView { out_of_date: true, refused: Some("2027-01-13T16:40".to_owned()), ..kemi() }])
}

fn turned_away() -> Answered {
    by::<Refusals>(&vec![RefusedDeviceView {
        device: "6f0c41d2a97b3e55".to_owned(),
        who: "Kemi Amadi, OMU-PC-09".to_owned(),
        at: "2027-01-13T16:40".to_owned(),
        by: "Claire Boothroyd".to_owned(),
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

fn event(number: &str, name: &str, what: &str, words: &str, restricted: bool) -> EventView {
    EventView {
        number: number.to_owned(),
        name: name.to_owned(),
        what: what.to_owned(),
        words: words.to_owned(),
        restricted,
    }
}

fn kieran(what: &str, words: &str, restricted: bool) -> EventView {
    event("A4417FK", "Ashdown, Kieran", what, words, restricted)
}

fn late() -> Answered {
    let entry = |id: &str, recorded: Option<&str>, by_roles, knowing, events: Vec<EventView>| LateEntryView {
        id: id.to_owned(),
        device: "91ab03c7ffe01d22".to_owned(),
        name: "Tom Ridsdale".to_owned(),
        recorded: recorded.map(str::to_owned),
        by_roles,
        knowing,
        events,
    };
    let session = kieran("Key work: Key work session", "Works in the laundry now.\nWants to see his sister.", false);
    let figure =
        event("", "", "Figure of the prison “An OASys stands for”", "18 months\nAs agreed with the region", false);
    by::<LateEntries>(&vec![
        entry("c41d", Some("2027-01-07T16:20"), false, false, vec![session]),
        entry("d5f0", Some("2027-01-08T10:05"), true, false, vec![kieran("Key work: Key work session", "", true)]),
        entry(
            "e93a",
            Some("2027-01-09T09:02"),
            false,
            true,
            vec![kieran("Tier", "A\nReason: New OASys", false), figure],
        ),
        entry("f012", None, false, false, Vec::new()),
    ])
}

/// A computer whose disk was copied, and a batch that a later version wrote.
fn apart() -> Answered {
    let branch = |id: &str, place, entries, said: &[(&str, &str, &str)]| BranchView {
        id: id.to_owned(),
        place,
        entries,
        said: said
            .iter()
            .map(|(recorded, what, words)| SaidView {
                recorded: Some((*recorded).to_owned()),
                events: vec![kieran(what, words, false)],
            })
            .collect(),
    };
    let session = "Key work: Key work session";
    let fork = ForkView {
        device: "91ab03c7ffe01d22".to_owned(),
        name: "Tom Ridsdale".to_owned(),
        computer: Some("WING-C-PC-02".to_owned()),
        seq: 812,
        noticed: Some("2027-01-13T16:20".to_owned()),
        branches: vec![
            branch("0c41", BranchPlace::Record, 2, &[("2027-01-13T16:02", session, "Works in the laundry now.")]),
            branch("77e0", BranchPlace::Apart, 1, &[("2027-01-13T16:19", "Tier", "A\nReason: New OASys")]),
            branch("b2f9", BranchPlace::Elsewhere, 0, &[]),
        ],
    };
    let newer = ApartView {
        device: "3d77fe01c2a94b18".to_owned(),
        name: "Ana Novak".to_owned(),
        computer: None,
        first: 40,
        last: 42,
        came: "2027-01-12T09:30".to_owned(),
        reason: "newer-version".to_owned(),
        words: "a later version of Throughcare wrote it: update this computer to read it".to_owned(),
        remedy: "Update Throughcare on this computer.".to_owned(),
        decided: false,
    };
    by::<KeptApart>(&KeptApartView { forks: vec![fork], batches: vec![newer], asked: true })
}

fn old_keys() -> Answered {
    by::<Keys>(&KeysView { since: "2026-10-02T09:00".to_owned(), days: 104, due: true })
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
            "computers-asking-again",
            &[Answer(awaited), Answer(again), Answer(turned_away), Do(COMPUTERS), Key("a"), Read("Out of date")],
        ),
        is(
            "computers-asking-nobody",
            &[Answer(up_to_date), Answer(nobody), Do(COMPUTERS), Key("a"), Read("No computer asks to join")],
        ),
        is(
            "computers-asking-offline",
            &[Answer(up_to_date), Answer(without_network), Do(COMPUTERS), Key("a"), Read("need a network")],
        ),
        is("computers-admit", &[Do(ADMITTING)]),
        is("computers-admit-errors", &[Do(ADMITTING), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is("computers-admit-restricted", &[Do(ADMITTING), Press("#admit-roles-2"), See("#admit-restricted")]),
        is("computers-admit-member", &[Do(ADMITTING), Choose("Somebody in the unit"), See("#admit-member")]),
        is("computers-late", &[Do(LATE)]),
        is("computers-late-accept", &[Do(LATE), Choose("Accept…"), See("#late-why")]),
        is("computers-two-histories", &[Do(APART)]),
        is("computers-two-histories-decide", &[Do(APART), Choose("This one counts…"), See("#fork-entry")]),
        is(
            "computers-two-histories-errors",
            &[
                Do(APART),
                Choose("This one counts…"),
                See("#fork-entry"),
                Key("Ctrl+Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is("computers-new-keys", &[Answer(old_keys), Do(COMPUTERS), Press("#new-keys"), Read("New ones are advised")]),
        is(
            "computers-new-keys-errors",
            &[Do(COMPUTERS), Key("r"), See("#keys-why"), Key("Ctrl+Enter"), See(".govuk-error-summary")],
        ),
        is("computers-late-none", &[Do(COMPUTERS), Key("e"), Read("Nothing is kept apart")]),
    ]
}
