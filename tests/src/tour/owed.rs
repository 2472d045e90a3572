//! What is owed: my day, the forms that settle it, workings, the handover of a case, the board, the load of each POM.

use super::State;
use super::Step::{self, Choose, Do, Fill, Key, See, Select};
use super::Who::{Administrator, Pom};

/// To what somebody owes.
const MY_DAY: &[Step] = &[Key("g d"), See("#owed-1")];
/// To what the whole unit owes.
const UNIT: &[Step] = &[Key("g d"), Key("4"), See("#owed-1")];
/// To the handover of a case.
const HANDOVER: &[Step] = &[See("#cases-0"), Key("Enter"), See("#case-identity"), Key("g w"), See("#early-head")];

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    let pom = |name, steps| State::of(Pom, name, steps);
    vec![
        pom("my-day", &[Do(MY_DAY), See("#owed-why .desk-why")]),
        pom("my-day-waiting", &[Do(MY_DAY), Key("2")]),
        pom("my-day-by-hand", &[Do(MY_DAY), Key("s"), See("#by-hand-reason")]),
        pom(
            "my-day-by-hand-errors",
            &[Do(MY_DAY), Key("s"), See("#by-hand-reason"), Key("Ctrl+Enter"), See(".govuk-error-summary")],
        ),
        pom("my-day-by-prisoner", &[Do(MY_DAY), Select("#owed-order", "1"), See("#owed-1")]),
        pom(
            "my-day-settled",
            &[
                Do(MY_DAY),
                Key("s"),
                Fill("#by-hand-reason", "He is at court all month"),
                Key("Ctrl+Enter"),
                See(".desk-owed__settled"),
            ],
        ),
        is("my-day-unit", &[Do(UNIT), See("#owed-person")]),
        is(
            "case-record-act",
            &[See("#cases-0"), Key("Enter"), See("#owed-head"), Choose("Record an act"), See("#act-words")],
        ),
        is(
            "case-record-act-errors",
            &[
                See("#cases-0"),
                Key("Enter"),
                See("#owed-head"),
                Choose("Record an act"),
                See("#act-words"),
                Fill("#act-on", ""),
                Key("Ctrl+Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is(
            "case-why",
            &[
                See("#cases-0"),
                Key("Enter"),
                See("#responsible-head"),
                See(".desk-why"),
                Key("w"),
                See("[role=dialog] .desk-why"),
            ],
        ),
        is("case-handover", &[Do(HANDOVER)]),
        is("case-handover-assess", &[Do(HANDOVER), Choose("Assess"), See("#early-oasys")]),
        is(
            "case-handover-assess-errors",
            &[
                Do(HANDOVER),
                Choose("Assess"),
                See("#early-high_profile"),
                Key("Ctrl+Enter"),
                See(".govuk-error-summary"),
            ],
        ),
        is("case-handover-decide", &[Do(HANDOVER), Choose("Decide"), See("#decide-reason")]),
        is("case-handover-parole", &[Do(HANDOVER), Choose("Add a review"), See("#parole-targetHearing")]),
        is(
            "case-take-back",
            &[Do(HANDOVER), Choose("Take back"), See("#back-reason"), Key("Ctrl+Enter"), See(".govuk-error-summary")],
        ),
        is("case-what-if", &[Do(HANDOVER), Choose("What if"), See("#what-if-crd")]),
        is("handover-board", &[Key("g h"), See(".desk-kard")]),
        is("handover-table", &[Key("g h"), See(".desk-kard"), Key("t"), See("#handovers-0")]),
        is("workload", &[Key("g w"), See(".desk-workload")]),
        is(
            "workload-what-if",
            &[Key("g w"), See(".desk-workload"), Choose("What if, for the unit"), See("#what-if-shift")],
        ),
        is("settings-figures", &[Key("g p"), See("#figures"), Choose("Change"), See("#figure-value")]),
    ]
}
