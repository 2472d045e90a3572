//! What two people recorded while apart.

use api::{CandidateView, ConflictView, Conflicts, OpenConflictView};

use super::State;
use super::Step::{self, Answer, Choose, Do, Key, Press, Read, See};
use super::Who::Administrator;
use super::answered::{Answered, by};

/// To the screen.
const CONFLICTS: &[Step] = &[Answer(some), See("#cases-0"), Key("g x"), See("#conflicts-0")];

fn some() -> Answered {
    let candidate = |value: &str, by: &str, at: &str| CandidateView {
        value: value.to_owned(),
        by: by.to_owned(),
        recorded: at.to_owned(),
    };
    let open = |number: &str, name: &str, about: &str, label: &str, candidates, own, decision: bool| OpenConflictView {
        number: number.to_owned(),
        name: name.to_owned(),
        conflict: ConflictView {
            about: about.to_owned(),
            label: label.to_owned(),
            candidates,
            decision,
            own,
            settlers: if decision { Vec::new() } else { vec!["Hana Brandt".to_owned(), "Owen Tarrant".to_owned()] },
        },
        in_force: (!decision).then_some(0),
    };
    let rosh = vec![
        candidate("HIGH", "Rhiannon Pell", "2027-01-12T16:05"),
        candidate("MEDIUM", "Sunita Rao", "2027-01-12T15:20"),
    ];
    let keyworkers = vec![
        candidate("Dean Whitlock", "Laura Finch", "2027-01-13T09:10"),
        candidate("Tess Ridley", "Ada Pike", "2027-01-13T09:40"),
    ];
    let decisions = vec![
        candidate("Granted", "Gareth Hollis", "2027-01-13T11:00"),
        candidate("Refused", "Iris Bell", "2027-01-13T11:20"),
    ];
    let release = "decision on temporary release";
    by::<Conflicts>(&vec![
        open("A0583DK", "Maddison, Paul", "roshLevel", "risk of serious harm", rosh, false, false),
        open("A7721GH", "Iqbal, Faisal", "keyworker", "keyworker", keyworkers, true, false),
        open("A9104BC", "Carrow, Lewis", "5f0c", release, decisions, false, true),
    ])
}

fn none() -> Answered {
    by::<Conflicts>(&Vec::new())
}

pub(super) fn states() -> Vec<State> {
    let is = |name, steps| State::of(Administrator, name, steps);
    vec![
        is("conflicts", &[Do(CONFLICTS), See("#conflict-candidate")]),
        is("conflicts-errors", &[Do(CONFLICTS), Choose("Settle it"), See(".govuk-error-summary")]),
        is(
            "conflicts-own",
            &[
                Do(CONFLICTS),
                Press("#conflicts-0"),
                Key("j"),
                Read("so somebody else says which stands. Ask one of these"),
            ],
        ),
        is("conflicts-decision", &[Do(CONFLICTS), Press("#conflicts-0"), Key("j j"), Read("are not chosen between")]),
        is("conflicts-none", &[Answer(none), See("#cases-0"), Key("g x"), Read("Nothing is in conflict")]),
    ]
}
