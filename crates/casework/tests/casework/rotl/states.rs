//! The states of an application and of a release, as `docs/rotl.md` draws them: found by trying everything in every state. Where the page
//! differs, the test prints what it should say, to be read and put in place by hand.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;

use casework::event::CaseEvent;
use casework::movement::{Direction, MovementKind};
use casework::rotl::{GateMoved, Grade, ReleaseState, Status, Turn, Verdict};

use super::{applied, decided, gate, licensed, ready, rescheduled, steered};
use crate::story::{
    Author, CLERK, DEPUTY_GOVERNOR, DUTY_MANAGER, GATE, GOVERNOR, POM, Saw, Story, moved, movement, not_applied,
};

const PAGE: &str = include_str!("../../../../../docs/rotl.md");

/// Something that somebody who may do everything does, or that happens.
#[derive(Clone, Copy)]
struct Turning {
    word: &'static str,
    does: fn(&mut Story) -> bool,
}

const fn turning(word: &'static str, does: fn(&mut Story) -> bool) -> Turning {
    Turning { word, does }
}

fn tries(story: &mut Story, who: Author, saw: Saw, event: CaseEvent) -> bool {
    not_applied(&story.write(who, saw, event)).is_none()
}

/// Whoever decides without having seen the decision before: all that came earlier, they have seen.
fn decides_apart(story: &mut Story) -> bool {
    let Some(first) = story.application(1).decisions.first().cloned() else { return false };
    let mut seen = story.case.heard.clone();
    let position = first.mark.position;
    seen = seen
        .iter()
        .map(|(device, seq)| (device, if device == position.device { position.seq - 1 } else { seq }))
        .collect();
    tries(story, DEPUTY_GOVERNOR, Saw::This(seen), decided(1, Verdict::Granted, Grade::Governor))
}

fn turnings() -> Vec<Turning> {
    fn everything(story: &mut Story, who: Author, event: CaseEvent) -> bool {
        tries(story, who, Saw::Everything, event)
    }
    vec![
        turning("written again", |story| everything(story, CLERK, applied(1))),
        turning("granted", |story| everything(story, GOVERNOR, decided(1, Verdict::Granted, Grade::Governor))),
        turning("refused", |story| everything(story, GOVERNOR, decided(1, Verdict::Refused, Grade::Governor))),
        turning("deferred", |story| everything(story, GOVERNOR, decided(1, Verdict::Deferred, Grade::Governor))),
        turning("decided apart", decides_apart),
        turning("paused", |story| everything(story, POM, steered(1, Turn::Paused))),
        turning("suspended", |story| everything(story, POM, steered(1, Turn::Suspended))),
        turning("resumed", |story| {
            everything(story, POM, steered(1, Turn::Resumed)) || everything(story, GOVERNOR, steered(1, Turn::Resumed))
        }),
        turning("revoked", |story| everything(story, GOVERNOR, steered(1, Turn::Revoked))),
        turning("withdrawn", |story| everything(story, CLERK, steered(1, Turn::Withdrawn))),
        turning("left the prison", |story| {
            let out = movement("2026-12-24T12:00", MovementKind::Transfer, Direction::Out);
            everything(story, CLERK, moved(&[out]))
        }),
    ]
}

/// What leads from one state to another.
type Steps<S> = BTreeMap<(S, S), Vec<&'static str>>;

fn add<S: Ord>(steps: &mut Steps<S>, step: (S, S), words: &[&'static str]) {
    let known = steps.entry(step).or_default();
    for word in words {
        if !known.contains(word) {
            known.push(word);
        }
    }
}

/// Tries everything in every state that can be reached.
fn walk<S: Copy + Ord>(
    start: S,
    told: impl Fn(&[Turning]) -> Story,
    turnings: &[Turning],
    state: impl Fn(&Story) -> S,
) -> Steps<S> {
    let mut steps = Steps::new();
    let mut reached = BTreeSet::from([start]);
    let mut open: VecDeque<(S, Vec<Turning>)> = VecDeque::from([(start, Vec::new())]);
    while let Some((from, way)) = open.pop_front() {
        for turning in turnings {
            let mut story = told(&way);
            let applied = (turning.does)(&mut story);
            let to = state(&story);
            if !applied || to == from {
                continue;
            }
            add(&mut steps, (from, to), &[turning.word]);
            if reached.insert(to) {
                open.push_back((to, way.iter().copied().chain([*turning]).collect()));
            }
        }
    }
    steps
}

fn told(story: Story, way: &[Turning]) -> Story {
    let mut story = story;
    for turning in way {
        assert!((turning.does)(&mut story), "the way there can be gone again");
    }
    story
}

/// What stops an application outlives what was decided: with a stop from before, it is another place to go on from.
fn statuses() -> Steps<Status> {
    let state = |story: &Story| (story.status(), story.application(1).stop().map(|stop| stop.turn));
    let mut all = Steps::new();
    for ((from, to), words) in walk((Status::Applied, None), |way| told(ready(), way), &turnings(), state) {
        if from.0 != to.0 {
            add(&mut all, (from.0, to.0), &words);
        }
    }
    all
}

fn gate_turnings() -> Vec<Turning> {
    fn passes(story: &mut Story, direction: Direction, corrects: bool, when: &str) -> bool {
        let corrects = corrects.then(|| "It was somebody else.".to_owned());
        let body = GateMoved { corrects, ..gate(1, direction, when) };
        story.at_gate(GATE, CaseEvent::GateMoved(body), "2026-12-01T20:00:00Z").is_none()
    }
    vec![
        turning("out", |story| passes(story, Direction::Out, false, "2026-12-01T09:00:00Z")),
        turning("back", |story| passes(story, Direction::In, false, "2026-12-01T17:00:00Z")),
        turning("not back after all", |story| passes(story, Direction::In, true, "2026-12-01T08:00:00Z")),
        turning("back after all", |story| passes(story, Direction::In, true, "2026-12-01T17:00:00Z")),
        turning("cancelled", |story| tries(story, CLERK, Saw::Everything, rescheduled(1, &[], &[1]))),
        turning("suspended", |story| tries(story, POM, Saw::Everything, steered(1, Turn::Suspended))),
        turning("revoked", |story| tries(story, GOVERNOR, Saw::Everything, steered(1, Turn::Revoked))),
        turning("withdrawn", |story| tries(story, CLERK, Saw::Everything, steered(1, Turn::Withdrawn))),
        turning("decided apart", decides_apart),
        turning("left the prison", |story| {
            let out = movement("2026-12-24T12:00", MovementKind::Transfer, Direction::Out);
            tries(story, CLERK, Saw::Everything, moved(&[out]))
        }),
    ]
}

/// A release under an application that lacks nothing. Where the application stands, and whether he is known to have left, are other places
/// to go on from.
fn releases() -> Steps<ReleaseState> {
    let start = |way: &[Turning]| {
        let mut story = ready();
        story.does(DUTY_MANAGER, decided(1, Verdict::Granted, Grade::DutyManager));
        story.does(CLERK, licensed(1));
        told(story, way)
    };
    let state = |story: &Story| (story.state(1), story.release(1).left.is_some(), story.status());
    let mut all = Steps::new();
    for (((from, ..), (to, ..)), words) in
        walk((ReleaseState::Planned, false, Status::Granted), start, &gate_turnings(), state)
    {
        let lacking =
            |word| if word == "out" && to == ReleaseState::Recalled { "out although something lacks" } else { word };
        if from != to {
            add(&mut all, (from, to), &words.into_iter().map(lacking).collect::<Vec<_>>());
        }
    }
    all
}

/// A drawing of steps, one line each.
fn drawn<S: Copy + std::fmt::Debug>(first: S, steps: &Steps<S>) -> String {
    let name = |state: S| format!("{state:?}").to_lowercase();
    let mut page = format!("```mermaid\nstateDiagram-v2\n    [*] --> {}\n", name(first));
    for ((from, to), words) in steps {
        writeln!(page, "    {} --> {}: {}", name(*from), name(*to), words.join(", ")).unwrap();
    }
    page + "```\n"
}

fn compare(what: &str, now: &str) {
    let (begin, end) = (format!("<!-- {what} -->\n"), format!("<!-- end of {what} -->"));
    let kept = PAGE.split_once(&begin).and_then(|(_, rest)| rest.split_once(&end)).map(|(kept, _)| kept);
    assert!(kept == Some(now), "docs/rotl.md differs between “{begin}” and “{end}”. As it would be now:\n{now}");
}

#[test]
fn the_page_draws_the_states_of_an_application() {
    let steps = statuses();
    for status in Status::ALL {
        let reached = status == Status::Applied || steps.keys().any(|(_, to)| *to == status);
        assert!(reached, "nothing leads to {status:?}");
    }
    compare("states of an application", &drawn(Status::Applied, &steps));
}

#[test]
fn the_page_draws_the_states_of_a_release() {
    let steps = releases();
    for state in [ReleaseState::Out, ReleaseState::Recalled, ReleaseState::Back, ReleaseState::Cancelled] {
        assert!(steps.keys().any(|(_, to)| *to == state), "nothing leads to {state:?}");
    }
    compare("states of a release", &drawn(ReleaseState::Planned, &steps));
}

/// What the drawing has to show, whatever else it shows.
#[test]
fn nothing_leads_out_of_what_is_over_and_only_a_decision_into_what_is_granted() {
    for ((from, to), words) in statuses() {
        assert!(
            !matches!(from, Status::Withdrawn | Status::Revoked | Status::Closed),
            "{from:?} is left for {to:?} by {words:?}"
        );
        assert!(from != Status::Refused || to == Status::Undecided, "{from:?} is left for {to:?} by {words:?}");
        if to == Status::Granted {
            let expected = match from {
                Status::Paused | Status::Suspended => ["resumed"],
                _ => ["granted"],
            };
            assert_eq!(words, expected, "from {from:?}");
        }
    }
    for ((from, to), words) in releases() {
        if to == ReleaseState::Out {
            assert!(matches!(from, ReleaseState::Planned | ReleaseState::Back), "{from:?}, {words:?}");
        }
    }
}
