//! Acts that settle something by being done: on which day, about whom, and what is asked for before it can be answered.

use casework::Act;
use casework::case::AskedCheck;
use casework::decision::{
    DecisionReason, EarlyAllocationAssessed, EarlyAllocationDecided, ParoleReviewRecorded, ResponsibilityDecided,
    ResponsibilityWithdrawn, Side,
};
use casework::effect::{Effect, NotApplied};
use casework::event::{ActDone, AssessmentId, CaseEvent, ReviewId, SettledByHand};
use casework::fact::Value;
use casework::field::Field;
use ledger::VersionVector;
use uuid::Uuid;

use crate::story::{
    ADMINISTRATOR, CLERK, HEAD, KEYWORKER, POM, Saw, Story, at, date, day, imported, not_applied, stated, text,
};

pub(crate) const POLICE: &str = "police, domestic abuse";
pub(crate) const CHILDREN: &str = "children's services";

pub(crate) fn done(act: Act, about: Option<&str>) -> CaseEvent {
    done_on("2026-11-16", act, about)
}

pub(crate) fn done_on(on: &str, act: Act, about: Option<&str>) -> CaseEvent {
    let words = "It was as it should be".to_owned();
    CaseEvent::ActDone(ActDone { act, on: day(on), about: about.map(str::to_owned), words })
}

pub(crate) fn assessed(id: u8) -> EarlyAllocationAssessed {
    EarlyAllocationAssessed {
        id: AssessmentId(Uuid::from_bytes([id; 16])),
        oasys: day("2026-10-02"),
        answers: vec![("high_profile".to_owned(), true)],
        in_window: true,
        reason: String::new(),
        approved: false,
    }
}

pub(crate) fn early_decision(id: u8, accepted: bool) -> CaseEvent {
    CaseEvent::EarlyAllocationDecided(EarlyAllocationDecided { id: AssessmentId(Uuid::from_bytes([id; 16])), accepted })
}

pub(crate) fn decided(side: Side) -> CaseEvent {
    CaseEvent::ResponsibilityDecided(ResponsibilityDecided {
        side,
        reason: DecisionReason::CommunityTeam,
        words: String::new(),
        review: day("2027-02-01"),
    })
}

pub(crate) fn withdrawn() -> CaseEvent {
    CaseEvent::ResponsibilityWithdrawn(ResponsibilityWithdrawn { reason: "The team was closed".to_owned() })
}

pub(crate) fn parole(id: u8) -> ParoleReviewRecorded {
    ParoleReviewRecorded {
        id: ReviewId(Uuid::from_bytes([id; 16])),
        target_hearing: Some(day("2027-06-14")),
        custody_report_due: None,
        outcome: None,
        outcome_received: None,
    }
}

pub(crate) fn by_hand(kind: &str) -> CaseEvent {
    CaseEvent::SettledByHand(SettledByHand {
        kind: kind.to_owned(),
        about: None,
        since: day("2026-10-01"),
        reason: "He is at court all month".to_owned(),
    })
}

#[test]
fn the_last_day_of_an_act_counts_whichever_was_written_down_last() {
    let mut story = Story::default();
    story.tell(POM, done_on("2026-11-16", Act::PomContact, None));
    story.tell(CLERK, done_on("2026-11-02", Act::PomContact, None));
    assert_eq!(story.case.last_done(Act::PomContact), Some(day("2026-11-16")));
    assert_eq!(story.case.last_done(Act::OasysCompleted), None);
}

#[test]
fn nothing_was_done_on_a_day_that_had_not_come() {
    let mut story = Story::default();
    let written = at("2026-07-01T23:30:00Z");
    let mut stamp = story.stamp(POM, Saw::Everything);
    (stamp.occurred, stamp.recorded) = (written, written);
    // Half past midnight in London.
    let effects = story.apply(&stamp, done_on("2026-07-02", Act::PomContact, None));
    assert_eq!(not_applied(&effects), None);
    let mut stamp = story.stamp(POM, Saw::Everything);
    (stamp.occurred, stamp.recorded) = (written, written);
    let effects = story.apply(&stamp, done_on("2026-07-03", Act::PomContact, None));
    assert_eq!(not_applied(&effects), Some(NotApplied::Ahead));
}

#[test]
fn an_oversight_without_words_is_a_tick_in_a_box() {
    let mut story = Story::default();
    let silent = |act| CaseEvent::ActDone(ActDone { act, on: day("2026-11-16"), about: None, words: "  ".to_owned() });
    assert_eq!(story.refused(HEAD, silent(Act::Oversight)), NotApplied::Blank);
    assert_eq!(story.refused(POM, silent(Act::MeetingHeld)), NotApplied::Blank);
    assert_eq!(not_applied(&story.tell(POM, silent(Act::OasysCompleted))), None);
}

#[test]
fn an_offender_manager_does_not_oversee_their_own_work() {
    let refused = Story::default().refused(POM, done(Act::Oversight, None));
    assert!(matches!(refused, NotApplied::NoRight(casework::Right::Oversee)));
}

/// The check with the police as it stands.
fn police(story: &Story) -> AskedCheck {
    story.case.checks[POLICE].stands().unwrap()
}

#[test]
fn a_check_is_asked_for_chased_and_answered_and_then_asked_for_anew() {
    let mut story = Story::default();
    assert_eq!(story.refused(POM, done(Act::CheckAnswered, Some(POLICE))), NotApplied::NotAsked);
    assert_eq!(story.refused(POM, done(Act::CheckRequested, None)), NotApplied::Unnamed);
    story.tell(POM, done_on("2026-11-02", Act::CheckRequested, Some(POLICE)));
    assert_eq!(story.refused(POM, done(Act::CheckChased, Some(CHILDREN))), NotApplied::NotAsked);
    let early = done_on("2026-11-01", Act::CheckAnswered, Some(POLICE));
    assert_eq!(story.refused(POM, early), NotApplied::NotAsked, "no answer came before the question");
    story.tell(POM, done_on("2026-11-09", Act::CheckChased, Some(POLICE)));
    story.tell(CLERK, done_on("2026-11-12", Act::CheckAnswered, Some(POLICE)));
    let check = police(&story);
    assert_eq!((check.chased, check.answered), (Some(day("2026-11-09")), Some(day("2026-11-12"))));
    assert_eq!(story.refused(POM, done(Act::CheckChased, Some(POLICE))), NotApplied::NotAsked);
    story.tell(POM, done_on("2026-11-16", Act::CheckRequested, Some(POLICE)));
    assert_eq!(police(&story).answered, None);
}

#[test]
fn asking_again_while_an_answer_is_out_is_chasing_it() {
    let mut story = Story::default();
    story.tell(POM, done_on("2026-11-02", Act::CheckRequested, Some(POLICE)));
    story.tell(POM, done_on("2026-11-09", Act::CheckRequested, Some(POLICE)));
    let check = police(&story);
    assert_eq!((check.requested, check.chased), (day("2026-11-02"), Some(day("2026-11-09"))));
}

#[test]
fn a_level_of_risk_that_changes_is_told_of_and_one_that_is_set_is_not() {
    let mut story = Story::default();
    story.tell(POM, stated(Field::Rosh, text("MEDIUM")));
    assert_eq!(story.case.risk_changes, []);
    story.tell(POM, stated(Field::Rosh, text("MEDIUM")));
    assert_eq!(story.case.risk_changes, []);
    story.tell(POM, stated(Field::Rosh, text("HIGH")));
    let [change] = &story.case.risk_changes[..] else { panic!("{:?}", story.case.risk_changes) };
    assert_eq!((change.of(), &change.before, &change.after), (Some(Field::Rosh), &text("MEDIUM"), &text("HIGH")));
    assert!(change.told.is_empty());
    let (before, on) = (day("2026-11-19"), change.on);
    story.tell(POM, done_on(&before.to_string(), Act::RiskTold, Some("keyworker")));
    assert!(story.case.risk_changes[0].told.is_empty(), "nobody was told before it changed");
    story.tell(POM, done_on(&on.to_string(), Act::RiskTold, Some("keyworker")));
    assert_eq!(story.case.risk_changes[0].told["keyworker"].on, on);
}

#[test]
fn a_level_that_is_set_back_on_the_same_day_was_a_slip() {
    let mut story = Story::default();
    story.tell(POM, stated(Field::MappaLevel, text("1")));
    story.tell(POM, stated(Field::MappaLevel, text("3")));
    assert_eq!(story.case.risk_changes.len(), 1);
    story.tell(POM, stated(Field::MappaLevel, text("1")));
    assert_eq!(story.case.risk_changes, []);
}

#[test]
fn a_date_has_moved_from_where_somebody_last_read_it_until_somebody_reads_it() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::ConditionalRelease, date("2027-05-17"))]));
    assert_eq!(story.case.moves, [], "a date that comes has not moved");
    story.tell(CLERK, imported(2, &[(Field::ConditionalRelease, date("2027-04-01"))]));
    story.tell(CLERK, imported(3, &[(Field::ConditionalRelease, date("2027-03-01"))]));
    let [moved] = &story.case.moves[..] else { panic!("{:?}", story.case.moves) };
    assert_eq!((moved.before, moved.after), (Some(day("2027-05-17")), Some(day("2027-03-01"))));
    story.tell(POM, done(Act::MovesRead, None));
    assert_eq!(story.case.moves, []);
    story.tell(CLERK, imported(4, &[(Field::ConditionalRelease, Value::Nothing)]));
    assert_eq!(story.case.moves[0].before, Some(day("2027-03-01")));
    story.tell(CLERK, imported(5, &[(Field::ConditionalRelease, date("2027-03-01"))]));
    assert_eq!(story.case.moves, [], "it is where it was");
}

#[test]
fn nobody_reads_what_they_had_not_seen() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::Tariff, date("2027-05-17")), (Field::SentenceExpiry, date("2030-01-01"))]));
    story.tell(CLERK, imported(2, &[(Field::Tariff, date("2027-04-01"))]));
    let seen: VersionVector = story.so_far();
    story.tell(CLERK, imported(3, &[(Field::SentenceExpiry, date("2030-02-01"))]));
    story.write(POM, Saw::This(seen), done(Act::MovesRead, None));
    let left: Vec<_> = story.case.moves.iter().map(|moved| moved.of()).collect();
    assert_eq!(left, [Some(Field::SentenceExpiry)]);
}

#[test]
fn the_day_on_which_somebody_came_is_no_date_that_people_plan_by() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::Reception, date("2026-05-17"))]));
    story.tell(CLERK, imported(2, &[(Field::Reception, date("2026-05-18"))]));
    assert_eq!(story.case.moves, []);
}

#[test]
fn what_is_settled_by_hand_has_a_reason_and_is_settled_once() {
    let mut story = Story::default();
    let silent = CaseEvent::SettledByHand(SettledByHand {
        kind: "oasys_review".to_owned(),
        about: None,
        since: day("2026-10-01"),
        reason: " ".to_owned(),
    });
    assert_eq!(story.refused(KEYWORKER, silent), NotApplied::Blank);
    let effects = story.tell(KEYWORKER, by_hand("oasys_review"));
    assert!(matches!(effects[..], [Effect::SettledByHand(_)]));
    assert_eq!(story.refused(ADMINISTRATOR, by_hand("oasys_review")), NotApplied::Repeated);
    assert_eq!(story.case.by_hand.len(), 1);
}
