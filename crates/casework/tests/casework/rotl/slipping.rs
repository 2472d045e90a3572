//! No sequence of events, merged in any order, lets anybody out without a decision that stands, by somebody who may decide, and a licence
//! issued since. What is looked for here is worked out from the events themselves, and not from what the fold says that a release lacks.

use std::collections::{BTreeMap, BTreeSet};

use casework::case::Case;
use casework::event::CaseEvent;
use casework::field::Field;
use casework::fold::Recorded;
use casework::movement::{Direction, MovementKind};
use casework::rotl::{Application, ApplicationId, Release, ReleaseId, ReleaseState, Tier, Turn, Verdict};
use casework::{Effect, Stamp};
use ledger::{Compartment, Position, PrincipalId, Role, Roles};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use super::happening::{Planned, Second, a_series, rotl_event};
use crate::histories::{DEVICES, Step, ledger_of};
use crate::story::{compartment_of, moved, movement, not_applied, stated, text};

/// Who sits at which computer: the office, the governor, a duty manager who is an offender manager too, the gate.
const STAFF: [Roles; DEVICES] = [
    Roles::NONE.with(Role::Pom).with(Role::CaseAdministrator),
    Roles::NONE.with(Role::Governor),
    Roles::NONE.with(Role::DutyManager).with(Role::Pom),
    Roles::NONE.with(Role::GateOfficer).with(Role::CaseAdministrator),
];

/// What happens next: what should, or something else.
#[derive(Debug, Clone)]
enum Next {
    AsItShould { having_heard: bool },
    Else { device: usize, hears: Vec<usize>, roles: Option<Roles>, event: Box<CaseEvent> },
}

fn next() -> impl Strategy<Value = Next> {
    let facts = prop::sample::select(&["LOW", "HIGH"][..]).prop_map(|level| stated(Field::Rosh, text(level)));
    let leaves = Just(moved(&[movement("2026-11-20T09:30", MovementKind::Transfer, Direction::Out)]));
    let event = prop_oneof![24 => rotl_event(), 2 => facts, 1 => leaves];
    let others = prop_oneof![
        Just(Roles::NONE.with(Role::Administrator)),
        Just(Roles::NONE.with(Role::HeadOfOmuDelivery)),
        Just(Roles::NONE.with(Role::Pom).with(Role::Governor)),
        Just(Roles::NONE),
    ];
    let roles = prop_oneof![4 => Just(None), 1 => others.prop_map(Some)];
    prop_oneof![
        3 => prop::bool::weighted(0.9).prop_map(|having_heard| Next::AsItShould { having_heard }),
        1 => (0..DEVICES, prop::collection::vec(0..DEVICES, 0..3), roles, event)
            .prop_map(|(device, hears, roles, event)| Next::Else { device, hears, roles, event: Box::new(event) }),
    ]
}

/// What somebody planned, and what came in between.
fn history() -> impl Strategy<Value = Vec<Recorded>> {
    let happens = prop::collection::vec(next(), 6..36);
    let second = prop_oneof![
        5 => Just(Second::Nobody),
        1 => Just(Second::AtOnce),
        1 => Just(Second::OnceLicensed),
        1 => Just(Second::WhileHeIsOut),
    ];
    (happens, any::<bool>(), second).prop_map(|(happens, by_duty_manager, second)| {
        let mut series = a_series(by_duty_manager, second).into_iter();
        let steps = happens.into_iter().filter_map(|next| {
            let (device, hears, roles, event) = match next {
                Next::AsItShould { having_heard } => {
                    let Planned { device, hears, event } = series.next()?;
                    (device, if hears && having_heard { (0..DEVICES).collect() } else { Vec::new() }, None, event)
                }
                Next::Else { device, hears, roles, event } => (device, hears, roles, *event),
            };
            let compartment = compartment_of(&event, &Case::default());
            let roles = roles.unwrap_or(STAFF[device]);
            Some(Step { device, hears, roles, case: 0, compartment, refused: false, event })
        });
        ledger_of(steps.collect())
    })
}

/// What was told and applied, as far as it says who may let somebody out.
#[derive(Default)]
struct Heard {
    roles: BTreeMap<Position, Roles>,
    assessors: BTreeSet<(ApplicationId, PrincipalId)>,
    /// Decisions that were made while the record said that the risk is high.
    restricted: BTreeSet<Position>,
    moved: BTreeMap<ReleaseId, Position>,
}

impl Heard {
    /// Notes an event that was applied to `before`.
    fn note(&mut self, before: &Case, stamp: &Stamp, event: &CaseEvent) {
        self.roles.insert(stamp.position, stamp.roles);
        match event {
            CaseEvent::RotlAssessed(body) => {
                self.assessors.insert((body.id, stamp.author));
            }
            CaseEvent::RotlDecided(_) if before.text(Field::Rosh) == Some("HIGH") => {
                self.restricted.insert(stamp.position);
            }
            CaseEvent::ReleasesPlanned(body) => {
                self.moved.extend(body.moved.iter().map(|release| (release.id, stamp.position)));
            }
            _ => {}
        }
    }

    /// What is wrong with somebody's being out.
    fn objection(&self, application: &Application, release: &Release) -> Option<&'static str> {
        let [decision] = application.decisions.as_slice() else {
            return Some("there is no decision, or more than one");
        };
        let Some(licence) = application.licence else { return Some("there is no licence") };
        let (author, position) = (decision.mark.author, decision.mark.position);
        let roles = self.roles.get(&position).copied().unwrap_or_default();
        let governor = roles.has(Role::Governor);
        let restricted = application.tier == Tier::Restricted || self.restricted.contains(&position);
        let objections = [
            (decision.verdict != Verdict::Granted, "it was not granted"),
            (!governor && (restricted || !roles.has(Role::DutyManager)), "its decider may not decide it"),
            (self.assessors.contains(&(application.id, author)), "its decider assessed it"),
            (licence.mark.position <= position, "its licence is older than the decision"),
            (self.moved.get(&release.planned.id) > Some(&licence.mark.position), "it was moved after the licence"),
            (application.stops.iter().any(|stop| stop.turn != Some(Turn::Paused)), "it was stopped"),
        ];
        objections.into_iter().find(|(objects, _)| *objects).map(|(_, why)| why)
    }
}

/// What a history came to.
#[derive(Default)]
struct Outcome {
    objection: Option<String>,
    out: bool,
    recalled: bool,
    undecided: bool,
}

/// Folds events one by one and looks at everybody who is out after each.
fn watch(mut events: Vec<Recorded>) -> Outcome {
    events.sort_by_key(|recorded| recorded.stamp.position);
    let (mut case, mut heard, mut outcome) = (Case::default(), Heard::default(), Outcome::default());
    for Recorded { stamp, event, .. } in events {
        let before = case.clone();
        let mut effects: Vec<Effect> = Vec::new();
        case.apply(&stamp, event.clone(), &mut effects);
        if not_applied(&effects).is_none() {
            heard.note(&before, &stamp, &event);
        }
        let mut out = Vec::new();
        for application in case.applications.values() {
            outcome.undecided |= application.decisions.len() > 1;
            for release in &application.releases {
                outcome.recalled |= release.state() == ReleaseState::Recalled;
                if release.state() == ReleaseState::Out {
                    out.push(release.planned.id);
                    let objection = heard.objection(application, release);
                    outcome.objection = outcome.objection.or(objection.map(|why| format!("{why}: after {event:?}")));
                }
            }
        }
        if out.len() > 1 {
            outcome.objection.get_or_insert(format!("out twice at once: after {event:?}"));
        }
        outcome.out |= !out.is_empty();
    }
    outcome
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn nobody_is_out_without_a_decision_that_stands_by_somebody_who_may_decide(events in history()) {
        prop_assert_eq!(watch(events).objection, None);
    }

    /// The same on a computer that has some of it only, however it came by that.
    #[test]
    fn nor_where_some_of_it_has_not_arrived(
        (events, arrived) in history().prop_flat_map(|events| {
            let arrived = prop::collection::vec(prop::bool::weighted(0.85), events.len());
            (Just(events), arrived)
        })
    ) {
        let some = events.into_iter().zip(arrived).filter(|(_, arrived)| *arrived).map(|(event, _)| event).collect();
        prop_assert_eq!(watch(some).objection, None);
    }

    /// Nor where every event of a restricted reply is missing.
    #[test]
    fn nor_without_the_key_of_what_is_restricted(events in history()) {
        let general = events.into_iter().filter(|event| event.stamp.compartment == Compartment::General).collect();
        prop_assert_eq!(watch(general).objection, None);
    }
}

/// Histories in which nobody ever goes out would show nothing, and so would those in which everybody may.
#[test]
fn histories_go_wrong_and_go_well() {
    const MANY: usize = 400;
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRunner::deterministic().new_rng());
    let (mut out, mut recalled, mut undecided) = (0, 0, 0);
    for _ in 0..MANY {
        let outcome = watch(history().new_tree(&mut runner).unwrap().current());
        out += usize::from(outcome.out);
        recalled += usize::from(outcome.recalled);
        undecided += usize::from(outcome.undecided);
    }
    let shares = format!("out {out}, recalled {recalled}, undecided {undecided} of {MANY}");
    assert!(out * 3 >= MANY, "{shares}");
    assert!(recalled * 4 >= MANY, "{shares}");
    assert!(undecided * 10 >= MANY, "{shares}");
}
