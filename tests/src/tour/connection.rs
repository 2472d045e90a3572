//! Where a computer stands with its server, and what can be done about it.

use api::{
    AlarmView, Alarms, Code, HeadCode, HeadCodeView, Inbox, InboxView, ServerCheckView, VerifyAgainstServer, Waiting,
    WaitingChangeView,
};

use super::State;
use super::Step::{self, Answer, Choose, Do, Key, Press, Read, See};
use super::Who::{Administrator, Founder, Pom};
use super::answered::{
    Answered, busy, by, differ, needing, needs_attention, refused, sending, set_back, stopped, up_to_date,
    without_network,
};

/// To the screen.
const CONNECTION: &[Step] = &[See("#nav"), Key("g y"), See("#how-head")];
/// To the screen of a server that was caught at something.
const STOPPED: &[Step] = &[Answer(stopped), Answer(alarms), Do(CONNECTION), Read("went back in time")];

/// What a server was caught at now, and what it was caught at once.
fn alarms() -> Answered {
    let alarm = |id, kind: &str, words: &str, at: &str, restored: Option<&str>, settled: Option<&str>| AlarmView {
        id,
        kind: kind.to_owned(),
        words: words.to_owned(),
        at: at.to_owned(),
        restored: restored.map(str::to_owned),
        settled: settled.map(str::to_owned),
    };
    let back = "the server went back in time: its log reached place 4120, and now place 3990";
    let two = "the server has signed two different logs at place 812";
    by::<Alarms>(&vec![
        alarm(2, "went-back", back, "2027-01-14T10:41", Some("2027-01-14T07:30"), None),
        alarm(1, "forked", two, "2026-11-02T08:15", None, Some("2026-11-02T14:30")),
    ])
}

/// What waits to be sent, oldest first.
fn waiting() -> Answered {
    let waits = |at: &str, number: &str, name: &str, what: &str, more| WaitingChangeView {
        recorded: Some(at.to_owned()),
        number: number.to_owned(),
        name: name.to_owned(),
        what: what.to_owned(),
        more,
    };
    by::<Waiting>(&vec![
        waits("2027-01-14T09:20", "A4417FK", "Ashdown, Kieran", "Key work: Key work session", 0),
        waits("2027-01-14T09:41", "", "", "Something restricted", 0),
        waits("2027-01-14T10:02", "A1188ZD", "Vance, Tobias", "Facts recorded", 3),
    ])
}

fn compared() -> ServerCheckView {
    ServerCheckView { entries: 41_200, control: 96, cursor: 41_200, ..ServerCheckView::default() }
}

fn whole() -> Answered {
    by::<VerifyAgainstServer>(&ServerCheckView { to_send: 2, ..compared() })
}

fn broken() -> Answered {
    let wrong = Some("the server left out entry 41 of device 3".to_owned());
    by::<VerifyAgainstServer>(&ServerCheckView { wrong, entries: 4_119, ..compared() })
}

fn incomplete() -> Answered {
    let lacking = Some("this record lacks entry 41 of device 3, which has come from the server".to_owned());
    by::<VerifyAgainstServer>(&ServerCheckView { lacking, apart: 2, to_fetch: 12, ..compared() })
}

fn code() -> Answered {
    by::<HeadCode>(&HeadCodeView { place: 41_200, code: "K7QF-2M9X-04TB-WE5R".to_owned() })
}

fn inbox() -> Answered {
    by::<Inbox>(&InboxView {
        prison: "Leeds (HMP)".to_owned(),
        key: format!("LEI{}", "-7Q4M-K2RD-91XA-04TB".repeat(7)),
        code: "7Q4M-K2RD-91XA".to_owned(),
    })
}

fn no_inbox() -> Answered {
    refused::<Inbox>(
        Code::NotAllowed,
        "This device does not hold the key for restricted material.",
        "Ask an administrator, if your role should have it.",
    )
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("connection-none", &[Do(CONNECTION)]),
        is("connection", &[Answer(up_to_date), Do(CONNECTION), Read("Up to date as of")]),
        is("connection-sending", &[Answer(sending), Do(CONNECTION), Read("Sending 3")]),
        is("connection-offline", &[Answer(without_network), Do(CONNECTION), Read("Offline since")]),
        is("connection-needs-attention", &[Answer(needs_attention), Do(CONNECTION), Read("no more room")]),
        is("connection-computers-differ", &[Answer(differ), Do(CONNECTION), Read("different things")]),
        is("connection-server-busy", &[Answer(busy), Do(CONNECTION), Read("Needs attention since")]),
        is("connection-stopped", &[Do(STOPPED)]),
        is(
            "connection-panel",
            &[
                Answer(without_network),
                Answer(waiting),
                Do(CONNECTION),
                Press("#connection-chip"),
                Read("oldest first"),
            ],
        ),
        is(
            "connection-panel-needs-attention",
            &[
                Answer(needs_attention),
                Answer(waiting),
                Do(CONNECTION),
                Press("#connection-chip"),
                Read("oldest first"),
            ],
        ),
        is(
            "connection-panel-changes-need-you",
            &[Answer(needing), Do(CONNECTION), Press("#connection-chip"), See("#chip-head"), Read("not applied")],
        ),
        is("connection-evidence", &[Do(STOPPED), Choose("Save the evidence"), See("#evidence-file")]),
        is("connection-settle", &[Do(STOPPED), Press("#settle-alarms"), See("#settle-looked")]),
        is(
            "connection-settle-errors",
            &[
                Do(STOPPED),
                Press("#settle-alarms"),
                Choose("Settle it for every computer"),
                See(".govuk-error-summary"),
            ],
        ),
        is(
            "connection-settle-for-another",
            &[Answer(up_to_date), Do(CONNECTION), Press("#settle-alarms"), See("#settle-why")],
        ),
        is(
            "connection-compared",
            &[Answer(up_to_date), Answer(whole), Do(CONNECTION), Press("#compare"), Read("Nothing is missing")],
        ),
        is(
            "connection-compared-wrong",
            &[Answer(up_to_date), Answer(broken), Do(CONNECTION), Press("#compare"), Read("The server left out")],
        ),
        is(
            "connection-compared-lacking",
            &[Answer(up_to_date), Answer(incomplete), Do(CONNECTION), Press("#compare"), Read("This record lacks")],
        ),
        is(
            "connection-compared-aloud",
            &[Answer(up_to_date), Answer(code), Do(CONNECTION), Press("#aloud-show"), Read("At number")],
        ),
        is(
            "connection-compared-aloud-errors",
            &[Answer(up_to_date), Do(CONNECTION), Press("#aloud-at"), Key("Ctrl+Enter"), See(".govuk-error-summary")],
        ),
        is(
            "connection-inbox",
            &[Answer(up_to_date), Answer(inbox), Do(CONNECTION), Press("#inbox-show"), See("#inbox-copy")],
        ),
        is(
            "connection-inbox-none",
            &[Answer(no_inbox), Do(CONNECTION), Press("#inbox-show"), Read("does not hold the key")],
        ),
        State::of(Pom, "connection-set-back", &[Answer(set_back), Do(CONNECTION), Read("Set back or copied")]),
        State::of(
            Pom,
            "connection-renew-errors",
            &[
                Answer(set_back),
                Do(CONNECTION),
                Press("#renew"),
                See("#renew-passphrase"),
                Choose("Go on under new keys"),
                See(".govuk-error-summary"),
            ],
        ),
        State::of(Pom, "connection-stopped-of-a-pom", &[Do(STOPPED), Read("An administrator settles it")]),
        State::of(
            Pom,
            "my-day-offline",
            &[Answer(without_network), Do(CONNECTION), Key("g d"), See("#connection-panel")],
        ),
        State::of(Founder, "connection-connect", &[Do(CONNECTION), Press("#connect"), See("#connect-server")]),
        State::of(
            Founder,
            "connection-connect-errors",
            &[Do(CONNECTION), Press("#connect"), Key("Ctrl+Enter"), See(".govuk-error-summary")],
        ),
        State::of(Founder, "connection-stick-write", &[Do(CONNECTION), Press("#stick-write"), See("#write-file")]),
        State::of(Founder, "connection-stick-read", &[Do(CONNECTION), Press("#stick-read"), See("#read-file")]),
    ]
}
