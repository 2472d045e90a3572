//! Taking back what was recorded as done by mistake: afterwards the case is as if it had not been recorded.

use casework::case::{AskedCheck, Case};
use casework::effect::{Effect, NotApplied};
use casework::event::{ActWithdrawn, CaseEvent};
use casework::field::Field;
use casework::pre_release::PackStep;
use casework::{Act, Right};
use ledger::Position;
use proptest::prelude::*;

use crate::doing::{CHILDREN, POLICE, by_hand, done_on};
use crate::pre_release::{sealed, traced};
use crate::story::{CLERK, HEAD, KEYWORKER, POM, Saw, Story, date, day, imported, not_applied, stated, text};

pub(crate) fn taken_back(of: Position) -> CaseEvent {
    CaseEvent::ActWithdrawn(ActWithdrawn { of, reason: "Meant for another prisoner".to_owned() })
}

/// Somebody writes an event. Returns where it stands.
fn recorded(story: &mut Story, who: crate::story::Author, event: CaseEvent) -> Position {
    let stamp = story.stamp(who, Saw::Everything);
    let effects = story.apply(&stamp, event);
    assert_eq!(not_applied(&effects), None);
    stamp.position
}

#[test]
fn an_act_that_was_recorded_by_mistake_leaves_the_day_before_it() {
    let mut story = Story::default();
    story.tell(POM, done_on("2026-11-02", Act::PomContact, None));
    let slip = recorded(&mut story, POM, done_on("2026-11-16", Act::PomContact, None));
    let effects = story.tell(POM, taken_back(slip));
    assert!(matches!(&effects[..], [Effect::ActWithdrawn(ActWithdrawn { of, .. })] if *of == slip));
    assert_eq!(story.case.last_done(Act::PomContact), Some(day("2026-11-02")));
    assert_eq!(story.refused(POM, taken_back(slip)), NotApplied::NoSuchAct, "once");
    let only = recorded(&mut story, POM, done_on("2026-11-16", Act::OasysCompleted, None));
    story.tell(POM, taken_back(only));
    assert_eq!(story.case.last_done(Act::OasysCompleted), None);
}

#[test]
fn whoever_recorded_it_takes_it_back_or_whoever_may_for_others() {
    let mut story = Story::default();
    let pom = recorded(&mut story, POM, done_on("2026-11-16", Act::PomContact, None));
    assert_eq!(story.refused(CLERK, taken_back(pom)), NotApplied::NoRight(Right::WithdrawActs));
    assert_eq!(not_applied(&story.tell(HEAD, taken_back(pom))), None);
    let hand = recorded(&mut story, KEYWORKER, by_hand("keywork_session"));
    assert_eq!(story.refused(POM, taken_back(hand)), NotApplied::NoRight(Right::WithdrawActs));
    story.tell(KEYWORKER, taken_back(hand));
    assert_eq!(story.case.by_hand, []);
    story.tell(KEYWORKER, by_hand("keywork_session"));
    assert_eq!(story.case.by_hand.len(), 1, "it can be settled again");
}

#[test]
fn it_needs_a_reason_and_an_act() {
    let mut story = Story::default();
    let act = recorded(&mut story, POM, done_on("2026-11-16", Act::PomContact, None));
    let silent = CaseEvent::ActWithdrawn(ActWithdrawn { of: act, reason: " ".to_owned() });
    assert_eq!(story.refused(POM, silent), NotApplied::Blank);
    let fact = recorded(&mut story, POM, stated(Field::Crn, text("X12345")));
    assert_eq!(story.refused(POM, taken_back(fact)), NotApplied::NoSuchAct);
}

#[test]
fn what_was_read_stays_read() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::Tariff, date("2027-05-17"))]));
    story.tell(CLERK, imported(2, &[(Field::Tariff, date("2027-04-01"))]));
    let read = recorded(&mut story, POM, done_on("2026-11-16", Act::MovesRead, None));
    assert_eq!(story.refused(POM, taken_back(read)), NotApplied::NoSuchAct);
}

#[test]
fn a_step_that_was_logged_by_mistake_leaves_the_pack_as_it_was() {
    let mut story = Story::default();
    story.does(POM, CaseEvent::PackSealed(sealed(1, 1)));
    story.does(POM, CaseEvent::PackTraced(traced(1, PackStep::Sent)));
    let before = story.case.pre_release.clone();
    let slip = recorded(&mut story, POM, CaseEvent::PackTraced(traced(1, PackStep::Astray)));
    assert!(story.case.pre_release.standing_packs().is_empty());
    assert_eq!(story.refused(CLERK, taken_back(slip)), NotApplied::NoRight(Right::WithdrawActs));
    let effects = story.tell(POM, taken_back(slip));
    assert!(matches!(&effects[..], [Effect::PreRelease(kept)] if **kept == taken_back(slip)), "its history has both");
    assert_eq!(story.case.pre_release, before);
    assert_eq!(story.refused(POM, taken_back(slip)), NotApplied::NoSuchAct, "once");
}

#[test]
fn a_question_with_an_answer_stays_until_the_answer_is_taken_back() {
    let mut story = Story::default();
    let asked = recorded(&mut story, POM, done_on("2026-11-02", Act::CheckRequested, Some(POLICE)));
    let answered = recorded(&mut story, POM, done_on("2026-11-09", Act::CheckAnswered, Some(POLICE)));
    assert_eq!(story.refused(POM, taken_back(asked)), NotApplied::BuiltOn);
    story.tell(POM, taken_back(answered));
    assert_eq!(story.case.checks[POLICE].stands().unwrap().answered, None);
    story.tell(POM, taken_back(asked));
    assert!(story.case.checks.is_empty());
    assert_eq!(story.refused(POM, done_on("2026-11-09", Act::CheckAnswered, Some(POLICE))), NotApplied::NotAsked);
}

#[test]
fn a_second_question_that_is_taken_back_leaves_the_first_with_its_answer() {
    let mut story = Story::default();
    story.tell(POM, done_on("2026-11-02", Act::CheckRequested, Some(POLICE)));
    story.tell(POM, done_on("2026-11-09", Act::CheckAnswered, Some(POLICE)));
    let again = recorded(&mut story, POM, done_on("2026-11-16", Act::CheckRequested, Some(POLICE)));
    story.tell(POM, taken_back(again));
    let first = AskedCheck { requested: day("2026-11-02"), chased: None, answered: Some(day("2026-11-09")) };
    assert_eq!(story.case.checks[POLICE].stands(), Some(first));
}

#[test]
fn whoever_was_not_told_after_all_is_still_to_be_told() {
    let mut story = Story::default();
    story.tell(POM, stated(Field::Rosh, text("MEDIUM")));
    story.tell(POM, stated(Field::Rosh, text("HIGH")));
    let on = story.case.risk_changes[0].on.to_string();
    let first = recorded(&mut story, POM, done_on(&on, Act::RiskTold, Some("keyworker")));
    let second = recorded(&mut story, POM, done_on(&on, Act::RiskTold, Some("keyworker")));
    story.tell(POM, taken_back(first));
    assert_eq!(story.case.risk_changes[0].told["keyworker"].by, second, "the other telling counts now");
    story.tell(POM, taken_back(second));
    assert!(story.case.risk_changes[0].told.is_empty());
}

#[test]
fn a_slip_that_only_stood_because_somebody_had_been_told_goes_with_the_telling() {
    let mut story = Story::default();
    story.tell(POM, stated(Field::MappaLevel, text("1")));
    story.tell(POM, stated(Field::MappaLevel, text("3")));
    let on = story.case.risk_changes[0].on.to_string();
    let told = recorded(&mut story, POM, done_on(&on, Act::RiskTold, Some("keyworker")));
    story.tell(POM, stated(Field::MappaLevel, text("1")));
    assert_eq!(story.case.risk_changes.len(), 2);
    story.tell(POM, taken_back(told));
    assert_eq!(story.case.risk_changes, []);
}

#[test]
fn of_older_acts_the_day_is_left_and_they_can_not_be_taken_back_any_more() {
    let mut story = Story::default();
    let all = ["2026-11-12", "2026-11-02", "2026-11-04", "2026-11-05"]
        .map(|on| recorded(&mut story, POM, done_on(on, Act::PomContact, None)));
    assert_eq!(story.refused(POM, taken_back(all[0])), NotApplied::NoSuchAct);
    for act in &all[1..] {
        story.tell(POM, taken_back(*act));
    }
    assert_eq!(story.case.last_done(Act::PomContact), Some(day("2026-11-12")));
}

/// What the rules ask of acts.
fn as_asked(case: &Case) -> impl PartialEq + std::fmt::Debug + use<> {
    let last: Vec<_> = Act::ALL.iter().map(|act| case.last_done(*act)).collect();
    let checks: Vec<_> = case.checks.iter().map(|(agency, check)| (agency.clone(), check.stands())).collect();
    (last, checks)
}

/// One step of a story: an act, or the taking back of what was recorded so many acts ago.
#[derive(Debug, Clone)]
enum Step {
    Does(Box<CaseEvent>),
    TakesBack(usize),
}

fn a_step() -> impl Strategy<Value = Step> {
    let acts = vec![Act::PomContact, Act::CheckRequested, Act::CheckChased, Act::CheckAnswered];
    let done = (prop::sample::select(acts), prop::sample::select(&[POLICE, CHILDREN][..]), 10..20_u8)
        .prop_map(|(act, about, on)| Step::Does(Box::new(done_on(&format!("2026-11-{on}"), act, Some(about)))));
    prop_oneof![2 => done, 1 => (1..4_usize).prop_map(Step::TakesBack)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn what_is_taken_back_was_never_done(steps in prop::collection::vec(a_step(), 1..24)) {
        let mut story = Story::default();
        let mut told: Vec<(casework::Stamp, CaseEvent)> = Vec::new();
        let mut without: Vec<Position> = Vec::new();
        for step in steps {
            let event = match step {
                Step::Does(event) => *event,
                Step::TakesBack(ago) => match told.len().checked_sub(ago) {
                    Some(at) => taken_back(told[at].0.position),
                    None => continue,
                },
            };
            let stamp = story.stamp(POM, Saw::Everything);
            let applied = not_applied(&story.apply(&stamp, event.clone())).is_none();
            match &event {
                CaseEvent::ActWithdrawn(withdrawn) if applied => without.push(withdrawn.of),
                CaseEvent::ActWithdrawn(_) => {}
                _ if applied => told.push((stamp, event)),
                _ => {}
            }
        }
        // The same by a story in which none of that was ever recorded.
        let mut other = Story::default();
        for (stamp, event) in told.iter().filter(|(stamp, _)| !without.contains(&stamp.position)) {
            let effects = other.apply(stamp, event.clone());
            prop_assert_eq!(not_applied(&effects), None);
        }
        prop_assert!(as_asked(&story.case) == as_asked(&other.case), "{:#?}\n{:#?}", as_asked(&story.case), as_asked(&other.case));
    }
}
