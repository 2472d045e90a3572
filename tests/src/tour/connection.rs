//! Where a computer stands with its server, and what can be done about it.

use api::{AlarmView, Alarms, ServerCheckView, VerifyAgainstServer};

use super::State;
use super::Step::{self, Answer, Choose, Do, Key, Press, Read, See};
use super::Who::{Administrator, Founder, Pom};
use super::answered::{Answered, by, needs_attention, sending, set_back, stopped, up_to_date, without_network};

/// To the screen.
const CONNECTION: &[Step] = &[See("#nav"), Key("g y"), See("#how-head")];
/// To the screen of a server that was caught at something.
const STOPPED: &[Step] = &[Answer(stopped), Answer(alarms), Do(CONNECTION), Read("went back in time")];

/// What a server was caught at now, and what it was caught at once.
fn alarms() -> Answered {
    let alarm = |id, kind: &str, words: &str, at: &str, restored, settled: Option<&str>| AlarmView {
        id,
        kind: kind.to_owned(),
        words: words.to_owned(),
        at: at.to_owned(),
        restored,
        settled: settled.map(str::to_owned),
    };
    let back = "the server went back in time: its log reached place 4120, and now place 3990";
    let two = "the server has signed two different logs at place 812";
    by::<Alarms>(&vec![
        alarm(2, "went-back", back, "2027-01-14T10:41", true, None),
        alarm(1, "forked", two, "2026-11-02T08:15", false, Some("2026-11-02T14:30")),
    ])
}

fn whole() -> Answered {
    by::<VerifyAgainstServer>(&ServerCheckView {
        wrong: None,
        entries: 41_200,
        control: 96,
        to_send: 2,
        cursor: 41_200,
    })
}

fn broken() -> Answered {
    let wrong = Some("Entry 41 of the device of Rhiannon Pell is missing at the server".to_owned());
    by::<VerifyAgainstServer>(&ServerCheckView { wrong, entries: 4_119, control: 96, to_send: 0, cursor: 41_200 })
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("connection-none", &[Do(CONNECTION)]),
        is("connection", &[Answer(up_to_date), Do(CONNECTION), Read("Up to date as of")]),
        is("connection-sending", &[Answer(sending), Do(CONNECTION), Read("Sending 3")]),
        is("connection-offline", &[Answer(without_network), Do(CONNECTION), Read("Offline since")]),
        is("connection-needs-attention", &[Answer(needs_attention), Do(CONNECTION), Read("no more room")]),
        is("connection-stopped", &[Do(STOPPED)]),
        is("connection-evidence", &[Do(STOPPED), Choose("Save the evidence"), See("#evidence-file")]),
        is("connection-settle", &[Do(STOPPED), Press("#settle-alarms"), See("#settle-looked")]),
        is(
            "connection-settle-errors",
            &[Do(STOPPED), Press("#settle-alarms"), Choose("Settle it on this computer"), See(".govuk-error-summary")],
        ),
        is(
            "connection-compared",
            &[Answer(up_to_date), Answer(whole), Do(CONNECTION), Press("#compare"), Read("Nothing is missing")],
        ),
        is(
            "connection-compared-wrong",
            &[Answer(up_to_date), Answer(broken), Do(CONNECTION), Press("#compare"), Read("is missing at the server")],
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
        State::of(Pom, "connection-stopped-of-a-pom", &[Answer(stopped), Do(CONNECTION), Read("went back in time")]),
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
