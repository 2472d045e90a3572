//! Early allocation, decisions against the calculation, and parole reviews.

use casework::apply::apply_to_unit;
use casework::decision::{
    DecisionReason, EarlyAllocationAssessed, ParoleReviewRecorded, ResponsibilityDecided, ResponsibilityWithdrawn, Side,
};
use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, FigureSet, WorkingPatternSet};

use crate::doing::{assessed, decided, early_decision, parole, withdrawn};
use crate::story::{CLERK, DEPUTY, HEAD, POM, Saw, Story, day, person};

#[test]
fn an_assessment_is_made_on_the_day_on_which_it_is_written_down_and_the_community_decides_on_it() {
    let mut story = Story::default();
    assert_eq!(story.refused(POM, early_decision(1, true)), NotApplied::NoSuchAssessment);
    story.tell(POM, CaseEvent::EarlyAllocationAssessed(assessed(1)));
    let [known] = &story.case.early_allocations[..] else { panic!("{:?}", story.case.early_allocations) };
    assert_eq!((known.made, known.accepted), (day("2026-11-20"), None));
    story.tell(POM, early_decision(1, false));
    story.tell(HEAD, early_decision(1, true));
    assert_eq!(story.case.early_allocations[0].accepted, Some(true), "recorded again, it is corrected");
    assert_eq!(story.refused(POM, CaseEvent::EarlyAllocationAssessed(assessed(1))), NotApplied::Repeated);
}

#[test]
fn an_assessment_has_answers_and_an_oasys_that_was_made() {
    let mut story = Story::default();
    let unanswered = EarlyAllocationAssessed { answers: Vec::new(), ..assessed(1) };
    assert_eq!(story.refused(POM, CaseEvent::EarlyAllocationAssessed(unanswered)), NotApplied::Blank);
    let ahead = EarlyAllocationAssessed { oasys: day("2026-12-24"), ..assessed(1) };
    assert_eq!(story.refused(POM, CaseEvent::EarlyAllocationAssessed(ahead)), NotApplied::Ahead);
}

#[test]
fn a_decision_stands_until_another_or_until_it_is_withdrawn() {
    let mut story = Story::default();
    assert_eq!(story.refused(HEAD, withdrawn()), NotApplied::NothingToEnd);
    story.tell(HEAD, decided(Side::Community));
    story.tell(DEPUTY, decided(Side::Prison));
    let stands = story.case.decided.clone().unwrap();
    assert_eq!((stands.side, stands.mark.author), (Side::Prison, DEPUTY.principal));
    let silent = CaseEvent::ResponsibilityWithdrawn(ResponsibilityWithdrawn { reason: String::new() });
    assert_eq!(story.refused(HEAD, silent), NotApplied::Blank);
    story.tell(HEAD, withdrawn());
    assert_eq!(story.case.decided, None);
}

#[test]
fn another_reason_is_given_in_words_and_a_review_comes_after_the_decision() {
    let decision = |reason, words: &str, review| {
        let words = words.to_owned();
        let side = Side::Community;
        CaseEvent::ResponsibilityDecided(ResponsibilityDecided { side, reason, words, review: day(review) })
    };
    let mut story = Story::default();
    let other = decision(DecisionReason::Other, " ", "2027-02-01");
    assert_eq!(story.refused(HEAD, other), NotApplied::Blank);
    let today = decision(DecisionReason::Recalled, "", "2026-11-20");
    assert_eq!(story.refused(HEAD, today), NotApplied::ReviewPassed);
}

#[test]
fn more_becomes_known_of_a_parole_review() {
    let mut story = Story::default();
    story.tell(CLERK, CaseEvent::ParoleReviewRecorded(parole(1)));
    let more = ParoleReviewRecorded {
        target_hearing: None,
        custody_report_due: Some(day("2027-03-01")),
        outcome: Some("No Release [*]".to_owned()),
        outcome_received: Some(day("2026-11-19")),
        ..parole(1)
    };
    story.tell(POM, CaseEvent::ParoleReviewRecorded(more));
    let [review] = &story.case.parole_reviews.values().collect::<Vec<_>>()[..] else { panic!("more than one") };
    assert_eq!(review.target_hearing, Some(day("2027-06-14")), "what is not said again stays");
    assert_eq!(review.outcome.as_deref(), Some("No Release [*]"));
    assert_eq!(review.outcome_received, Some(day("2026-11-19")));
    let nothing = ParoleReviewRecorded { target_hearing: None, ..parole(2) };
    assert_eq!(story.refused(POM, CaseEvent::ParoleReviewRecorded(nothing)), NotApplied::Blank);
    let ahead = ParoleReviewRecorded { outcome_received: Some(day("2026-12-24")), ..parole(2) };
    assert_eq!(story.refused(POM, CaseEvent::ParoleReviewRecorded(ahead)), NotApplied::Ahead);
}

#[test]
fn a_figure_has_a_reason_and_a_week_an_end() {
    let stamp = Story::default().stamp(HEAD, Saw::Everything);
    let said = |event| {
        let mut effects = Vec::new();
        apply_to_unit(&stamp, event, &mut effects);
        effects
    };
    let figure = |value: Option<&str>, reason: &str| {
        let (name, reason) = ("oversight".to_owned(), reason.to_owned());
        CaseEvent::FigureSet(FigureSet { name, value: value.map(str::to_owned), reason })
    };
    assert!(matches!(said(figure(None, "Too often"))[..], [Effect::FigureSet(_)]));
    assert_eq!(said(figure(Some("3 months"), "")), [Effect::NotApplied(NotApplied::Blank)]);
    assert_eq!(said(figure(Some(" "), "Agreed")), [Effect::NotApplied(NotApplied::Blank)]);
    let pattern = WorkingPatternSet { staff: person(2), tenths: 11, pom_type: None };
    assert_eq!(said(CaseEvent::WorkingPatternSet(pattern)), [Effect::NotApplied(NotApplied::NoWeek)]);
}
