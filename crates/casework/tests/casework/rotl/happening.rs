//! Whatever can happen to applications, in no order: for histories that nobody planned.

use casework::event::{CaseEvent, Visibility};
use casework::rotl::{
    ConsultStep, Consultee, Debriefer, Direction, GateMoved, Grade, LateStep, Opinion, PlannedRelease, RotlApplied,
    RotlConsulted, RotlDecided, RuleAnswer, Tier, Turn, Verdict,
};
use proptest::prelude::*;

use super::{
    answered, application, assessed, between, board, consulted, debriefed, decision, gate, late_step, licensed,
    reported, rescheduled, reviewed, steered, visited,
};
use crate::story::day;

/// The hours at which somebody can have been at the gate. A series begins at the second: the first is for what was written down wrongly.
const HOURS: [&str; 5] = [
    "2026-11-20T06:00:00Z",
    "2026-11-20T07:00:00Z",
    "2026-11-20T08:00:00Z",
    "2026-11-20T09:00:00Z",
    "2026-11-20T10:00:00Z",
];

/// Mostly the first application, sometimes the second.
fn which() -> impl Strategy<Value = u8> {
    prop_oneof![5 => Just(1_u8), 1 => Just(2_u8)]
}

fn release() -> impl Strategy<Value = u8> {
    prop_oneof![4 => 1..4_u8, 1 => 4..7_u8]
}

fn any_of<T: Copy + std::fmt::Debug + 'static>(all: &'static [T]) -> impl Strategy<Value = T> {
    prop::sample::select(all)
}

fn an_application() -> impl Strategy<Value = CaseEvent> {
    (which(), any_of(Tier::ALL))
        .prop_map(|(number, tier)| CaseEvent::RotlApplied(RotlApplied { tier, ..application(number) }))
}

fn a_decision() -> impl Strategy<Value = CaseEvent> {
    let verdict = prop_oneof![3 => Just(Verdict::Granted), 1 => Just(Verdict::Refused), 1 => Just(Verdict::Deferred)];
    (which(), verdict, any_of(Grade::ALL), any_of(Grade::ALL)).prop_map(|(number, verdict, grade, demanded)| {
        CaseEvent::RotlDecided(RotlDecided { demanded, ..decision(number, verdict, grade) })
    })
}

fn a_plan() -> impl Strategy<Value = CaseEvent> {
    let times = any_of(&[
        ("2026-12-01T09:00:00Z", "2026-12-01T17:00:00Z"),
        ("2026-12-02T18:00:00Z", "2026-12-02T22:00:00Z"),
        ("2026-12-20T09:00:00Z", "2026-12-20T17:00:00Z"),
    ]);
    (which(), release(), times, any::<bool>()).prop_map(|(number, release, (out, back), cancel)| {
        let moved: &[PlannedRelease] = if cancel { &[] } else { &[between(release, out, back)] };
        rescheduled(number, moved, if cancel { std::slice::from_ref(&release) } else { &[] })
    })
}

fn at_the_gate() -> impl Strategy<Value = CaseEvent> {
    let corrects = prop_oneof![Just(None), Just(Some("The clock was wrong.".to_owned()))];
    (release(), any_of(&[Direction::Out, Direction::In]), any_of(&HOURS), corrects).prop_map(
        |(release, direction, when, corrects)| {
            CaseEvent::GateMoved(GateMoved { corrects, ..gate(release, direction, when) })
        },
    )
}

fn a_consultation() -> impl Strategy<Value = CaseEvent> {
    let visibility = any_of(&[Visibility::General, Visibility::Sensitive, Visibility::Restricted]);
    let days = any_of(&["2026-11-03", "2026-11-10", "2026-11-17"]);
    let opinion = proptest::option::of(any_of(Opinion::ALL));
    (which(), any_of(&[Consultee::Com, Consultee::Police]), any_of(ConsultStep::ALL), days, opinion, visibility)
        .prop_map(|(number, consultee, step, on, opinion, visibility)| {
            let body = consulted(number, consultee, step);
            CaseEvent::RotlConsulted(RotlConsulted { on: day(on), opinion, visibility, ..body })
        })
}

fn a_debrief() -> impl Strategy<Value = CaseEvent> {
    (release(), any_of(Debriefer::ALL), prop::bool::weighted(0.3))
        .prop_map(|(release, by, concern)| CaseEvent::Debriefed(debriefed(release, by, concern)))
}

/// Any event about an application.
pub(crate) fn rotl_event() -> impl Strategy<Value = CaseEvent> {
    prop_oneof![
        2 => an_application(),
        1 => (which(), any_of(RuleAnswer::ALL)).prop_map(|(number, answer)| answered(number, answer)),
        2 => a_consultation(),
        1 => which().prop_map(|number| CaseEvent::PlaceVisited(visited(number))),
        3 => which().prop_map(assessed),
        1 => (which(), any_of(Verdict::ALL)).prop_map(|(number, verdict)| {
            CaseEvent::BoardHeld(board(number, verdict, Opinion::Concerns, "Because of August."))
        }),
        4 => a_decision(),
        3 => (which(), any_of(Turn::ALL)).prop_map(|(number, turn)| steered(number, turn)),
        2 => which().prop_map(licensed),
        2 => a_plan(),
        5 => at_the_gate(),
        1 => (release(), any_of(LateStep::ALL), any_of(&HOURS))
            .prop_map(|(release, step, when)| CaseEvent::LateStepTaken(late_step(release, step, when))),
        1 => release().prop_map(|release| CaseEvent::FailureReported(reported(release))),
        2 => a_debrief(),
        1 => (which(), any::<bool>())
            .prop_map(|(number, goes_on)| CaseEvent::SeriesReviewed(reviewed(number, goes_on))),
    ]
}

/// Something that is planned to happen: at which computer, and whether whoever does it has heard of everything.
pub(crate) struct Planned {
    pub(crate) device: usize,
    pub(crate) hears: bool,
    pub(crate) event: CaseEvent,
}

/// When a second person decides, who has not heard of the first decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Second {
    Nobody,
    AtOnce,
    /// Where there is a licence, but nobody has left.
    OnceLicensed,
    WhileHeIsOut,
}

/// A series from the application to the last debrief, at four computers: the office's, the governor's, the duty manager's, the gate's.
/// Where two decide, the first of them settles it, and a licence is issued anew after the next release.
pub(crate) fn a_series(by_duty_manager: bool, second: Second) -> Vec<Planned> {
    let planned = |hears| move |device, event| Planned { device, hears, event };
    let (heard, unheard) = (planned(true), planned(false));
    let (governor, duty_manager) = ((1, Grade::Governor), (2, Grade::DutyManager));
    let (first, other) = if by_duty_manager { (duty_manager, governor) } else { (governor, duty_manager) };
    let grants = |grade| CaseEvent::RotlDecided(decision(1, Verdict::Granted, grade));
    let held = || CaseEvent::BoardHeld(board(1, Verdict::Granted, Opinion::Supports, ""));
    // Whoever writes on without hearing of anything comes later in the order of the record.
    let twice = |boards: usize| {
        let meanwhile = (0..boards).map(|_| unheard(other.0, held()));
        meanwhile.chain([unheard(other.0, grants(other.1)), heard(first.0, grants(first.1))]).collect::<Vec<_>>()
    };

    let mut all = vec![heard(0, CaseEvent::RotlApplied(application(1))), heard(0, assessed(1))];
    if second != Second::Nobody {
        all.push(heard(other.0, held()));
    }
    all.push(heard(first.0, grants(first.1)));
    if second == Second::AtOnce {
        all.extend(twice(0));
    }
    all.push(heard(0, licensed(1)));
    if second == Second::OnceLicensed {
        all.extend(twice(2));
    }
    for (release, hours) in [(1, [HOURS[1], HOURS[2]]), (2, [HOURS[2], HOURS[3]]), (3, [HOURS[3], HOURS[4]])] {
        all.push(heard(3, CaseEvent::GateMoved(gate(release, Direction::Out, hours[0]))));
        if release == 1 && second == Second::WhileHeIsOut {
            all.extend(twice(4));
        }
        all.push(heard(3, CaseEvent::GateMoved(gate(release, Direction::In, hours[1]))));
        all.push(heard(0, CaseEvent::Debriefed(debriefed(release, Debriefer::Staff, false))));
        if release == 1 && second != Second::Nobody {
            all.push(heard(0, licensed(1)));
        }
    }
    all
}
