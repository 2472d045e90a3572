//! Cases that go to another prison, and those that come.

use api::{
    CallCaseBack, CaseOffer, CaseReceivedView, CaseView, CasesToReceive, Code, InboxView, OpenCase, PreviewSending,
    ReadInbox, ReceiveCase, SendingView, SentAwayView,
};

use super::Step::{self, Answer, Choose, Do, Fill, Key, Press, Read, See};
use super::Who::Administrator;
use super::answered::{Answered, awaited, by, offline, refused, up_to_date};
use super::{LOUD, State};

/// To the cases that wait to be taken.
const SENT_HERE: &[Step] = &[Answer(awaited), Answer(offers), See("#cases-0"), Key("g b"), See("#offers-0")];
/// To the form that sends a case away.
const SENDING: &[Step] = &[
    Answer(goes),
    Do(LOUD),
    Key("Enter"),
    See("#case-identity"),
    Choose("Actions"),
    Choose("Send to another prison"),
    See("#send-to"),
];

/// To the file of a case that has left.
const LEFT: &[Step] = &[
    Answer(left),
    Answer(taken),
    Do(SENT_HERE),
    Press("#take"),
    See("#taken-head"),
    Choose("Open the case file"),
    See("#call-back"),
];
/// To the form that calls it back.
const CALLING_BACK: &[Step] = &[Do(LEFT), Press("#call-back"), See("#call-back-why")];

/// A case that was sent away: with next to nothing in it.
fn left() -> Answered {
    by::<OpenCase>(&CaseView {
        number: "A3310HJ".to_owned(),
        name: "Peter Oduya".to_owned(),
        here: false,
        sent: Some(SentAwayView {
            prison: "Northgate (HMP)".to_owned(),
            at: "2027-01-13T16:42".to_owned(),
            by: "Hana Brandt".to_owned(),
            readable_until: "2028-01-13".to_owned(),
            waits: false,
            refused: None,
        }),
        alerts: Vec::new(),
        dates: Vec::new(),
        facts: Vec::new(),
        posts: Vec::new(),
        movements: Vec::new(),
        places: Vec::new(),
        contacts: Vec::new(),
        victim_contact: None,
        open_actions: Vec::new(),
        conflicts: Vec::new(),
        notes_in_all: 0,
        notes: Vec::new(),
    })
}

fn long_gone() -> Answered {
    refused::<OpenCase>(
        Code::Elsewhere,
        "This case was sent to Northgate (HMP) on 13 January 2026, and could be read here until 13 January 2027.",
        "Ask that prison for what you need to know.",
    )
}

fn taken_there() -> Answered {
    refused::<CallCaseBack>(
        Code::Input,
        "Northgate (HMP) has taken this case, so it cannot be called back.",
        "Ask them to send it back.",
    )
}

fn offers() -> Answered {
    let offer = |id: &str, number: &str, name: &str, parcels, refused: Option<&str>| CaseOffer {
        id: id.to_owned(),
        number: number.to_owned(),
        name: name.to_owned(),
        prison: "Northgate (HMP)".to_owned(),
        unit: "6f0c41d2a97b3e5591ab03c7ffe01d22".to_owned(),
        sent_by: "Hana Brandt".to_owned(),
        sent: "2027-01-13T16:42".to_owned(),
        why: "Moved for a course that only this prison runs".to_owned(),
        entries: 212,
        parcels,
        known: 0,
        later: false,
        taking: None,
        refused: refused.map(str::to_owned),
    };
    by::<CasesToReceive>(&vec![
        offer("t1", "A3310HJ", "Oduya, Peter", (1, 1), None),
        offer("t2", "A5572KL", "Novak, Milan", (1, 3), Some("Two parts of it have not come yet.")),
        CaseOffer {
            entries: 2,
            later: true,
            taking: Some("Sunita Rao".to_owned()),
            ..offer("t3", "A8841RT", "Whitlock, Aaron", (1, 1), None)
        },
    ])
}

fn none() -> Answered {
    by::<CasesToReceive>(&Vec::new())
}

fn without_network() -> Answered {
    offline::<CasesToReceive>()
}

fn taken() -> Answered {
    by::<ReceiveCase>(&CaseReceivedView {
        number: "A3310HJ".to_owned(),
        prison: "Northgate (HMP)".to_owned(),
        entries: 212,
        owed: vec!["COM not named, due 20 January 2027".to_owned(), "Key-work session, due 17 January 2027".to_owned()],
    })
}

fn goes() -> Answered {
    preview(None)
}

fn a_key() -> Answered {
    by::<ReadInbox>(&InboxView {
        prison: "Northgate (HMP)".to_owned(),
        key: "NGT-7Q4M".to_owned(),
        code: "7Q4M-K2RD-91XA".to_owned(),
    })
}

fn stays() -> Answered {
    preview(Some("Something in it is in conflict. Settle that first: it is decided where it happened."))
}

fn preview(refused: Option<&str>) -> Answered {
    by::<PreviewSending>(&SendingView {
        entries: 412,
        restricted: 3,
        authors: 11,
        owed: vec!["Key-work session, due 17 January 2027".to_owned()],
        refused: refused.map(str::to_owned),
        readable_until: "2028-01-14".to_owned(),
    })
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("cases-sent-not-connected", &[See("#cases-0"), Key("g b"), Read("connected to no server")]),
        is("cases-sent", &[Do(SENT_HERE)]),
        is("cases-sent-not-all-here", &[Do(SENT_HERE), Press("#offers-0"), Key("j"), Read("It cannot be taken")]),
        is(
            "cases-sent-later",
            &[Do(SENT_HERE), Press("#offers-0"), Key("j"), Key("j"), Read("reached that prison’s record")],
        ),
        is("cases-sent-taken", &[Answer(taken), Do(SENT_HERE), Press("#take"), See("#taken-head")]),
        is(
            "cases-sent-none",
            &[Answer(up_to_date), Answer(none), See("#cases-0"), Key("g b"), Read("No case waits to be taken")],
        ),
        is(
            "cases-sent-offline",
            &[Answer(up_to_date), Answer(without_network), See("#cases-0"), Key("g b"), Read("waits at the server")],
        ),
        is("case-send-away", &[Do(SENDING)]),
        is("case-send-away-code", &[Answer(a_key), Do(SENDING), Fill("#send-to", "NGT-7Q4M"), See("#send-code")]),
        is("case-send-away-errors", &[Do(SENDING), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is(
            "case-send-away-refused",
            &[
                Answer(stays),
                Do(LOUD),
                Key("Enter"),
                See("#case-identity"),
                Choose("Actions"),
                Choose("Send to another prison"),
                Read("It cannot be sent"),
            ],
        ),
        is("case-sent-away", &[Do(LEFT), Read("can be read until")]),
        is("case-sent-long-ago", &[Answer(long_gone), Do(LOUD), Key("Enter"), Read("no longer read here")]),
        is("case-call-back", &[Do(CALLING_BACK)]),
        is("case-call-back-errors", &[Do(CALLING_BACK), Key("Ctrl+Enter"), See(".govuk-error-summary")]),
        is(
            "case-call-back-taken",
            &[
                Answer(taken_there),
                Do(CALLING_BACK),
                Fill("#call-back-why", "Not moved after all"),
                Key("Ctrl+Enter"),
                Read("has taken this case"),
            ],
        ),
    ]
}
