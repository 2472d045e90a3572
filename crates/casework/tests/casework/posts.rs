//! Who is responsible for a case: taken with a reason, ended by a person, by a move or by the complexity of need.

use casework::effect::{Effect, NotApplied};
use casework::event::{Allocated, CaseEvent, Deallocated, EndReason, Post};
use casework::field::Field;
use casework::movement::{Direction, MovementKind};
use ledger::PrincipalId;

use crate::story::{CLERK, HEAD, Story, allocated, imported, moved, movement, person, stated, text};

fn ended(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::Deallocated(Deallocated { post, staff, reason: EndReason::Manual, detail: None })
}

/// All three posts are held.
fn staffed() -> Story {
    let mut story = Story::default();
    story.tell(HEAD, allocated(Post::Pom, person(1)));
    story.tell(HEAD, allocated(Post::CoworkingPom, person(2)));
    story.tell(CLERK, allocated(Post::Keyworker, person(3)));
    story
}

/// Who left which post, and why.
fn left(effects: &[Effect]) -> Vec<(Post, PrincipalId, EndReason)> {
    effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::PostLeft { post, staff, reason, .. } => Some((*post, *staff, *reason)),
            _ => None,
        })
        .collect()
}

#[test]
fn a_post_is_held_by_one_person_and_the_next_takes_over() {
    let mut story = staffed();
    let effects = story.tell(HEAD, allocated(Post::Pom, person(4)));
    assert_eq!(left(&effects), [(Post::Pom, person(1), EndReason::Override)]);
    assert_eq!(story.holder(Post::Pom), Some(person(4)));
    assert_eq!(story.case.posts.len(), 3);
}

#[test]
fn taking_a_post_again_changes_nothing() {
    let mut story = staffed();
    let since = story.case.holder(Post::Pom).unwrap().clone();
    assert_eq!(story.tell(HEAD, allocated(Post::Pom, person(1))), []);
    assert_eq!(story.case.holder(Post::Pom), Some(&since));
}

#[test]
fn an_allocation_has_a_reason() {
    let mut story = Story::default();
    let body = Allocated { post: Post::Pom, staff: person(1), reason: String::new() };
    assert_eq!(story.refused(HEAD, CaseEvent::Allocated(body)), NotApplied::Blank);
}

#[test]
fn a_post_is_ended_for_whoever_holds_it_and_nobody_else() {
    let mut story = staffed();
    assert_eq!(story.refused(HEAD, ended(Post::Pom, person(2))), NotApplied::NothingToEnd);
    let effects = story.tell(HEAD, ended(Post::Pom, person(1)));
    assert_eq!(left(&effects), [(Post::Pom, person(1), EndReason::Manual)]);
    assert_eq!(story.holder(Post::Pom), None);
    assert_eq!(story.refused(HEAD, ended(Post::Pom, person(1))), NotApplied::NothingToEnd);
    assert_eq!(story.holder(Post::CoworkingPom), Some(person(2)));
}

#[test]
fn high_complexity_of_need_ends_key_work_and_nothing_else() {
    for level in ["high", "HIGH"] {
        let mut story = staffed();
        let effects = story.tell(CLERK, imported(1, &[(Field::ComplexityOfNeed, text(level))]));
        assert_eq!(left(&effects), [(Post::Keyworker, person(3), EndReason::ChangeInComplexityOfNeed)]);
        assert_eq!(story.case.posts.len(), 2);
        assert_eq!(story.refused(CLERK, allocated(Post::Keyworker, person(3))), NotApplied::HighComplexity);
        assert_eq!(story.holder(Post::Keyworker), None);
    }
}

#[test]
fn lower_complexity_of_need_lets_key_work_go_on_and_begin_again() {
    for level in ["low", "medium"] {
        let mut story = staffed();
        assert_eq!(left(&story.tell(HEAD, stated(Field::ComplexityOfNeed, text(level)))), []);
        assert_eq!(story.holder(Post::Keyworker), Some(person(3)));
    }
    let mut story = staffed();
    story.tell(HEAD, stated(Field::ComplexityOfNeed, text("high")));
    story.tell(HEAD, stated(Field::ComplexityOfNeed, text("medium")));
    story.tell(CLERK, allocated(Post::Keyworker, person(3)));
    assert_eq!(story.holder(Post::Keyworker), Some(person(3)));
}

#[test]
fn a_release_or_a_transfer_out_ends_every_post() {
    for (kind, reason) in [(MovementKind::Release, EndReason::Released), (MovementKind::Transfer, EndReason::Transfer)]
    {
        let mut story = staffed();
        let effects = story.tell(CLERK, moved(&[movement("2026-11-20T10:00", kind, Direction::Out)]));
        assert_eq!(
            left(&effects),
            [
                (Post::Pom, person(1), reason),
                (Post::CoworkingPom, person(2), reason),
                (Post::Keyworker, person(3), reason)
            ]
        );
        assert!(story.case.posts.is_empty());
    }
}

#[test]
fn court_leave_and_arrivals_end_no_post() {
    for (kind, direction) in [
        (MovementKind::Court, Direction::Out),
        (MovementKind::TemporaryAbsence, Direction::Out),
        (MovementKind::Admission, Direction::In),
        (MovementKind::Transfer, Direction::In),
        (MovementKind::Release, Direction::In),
    ] {
        let mut story = staffed();
        story.tell(CLERK, moved(&[movement("2026-11-20T10:00", kind, direction)]));
        assert_eq!(story.case.posts.len(), 3, "{kind:?} {direction:?}");
    }
}

#[test]
fn a_departure_told_late_does_not_end_what_began_after_the_return() {
    let mut story = staffed();
    story.tell(CLERK, moved(&[movement("2026-11-20T10:00", MovementKind::Admission, Direction::In)]));
    story.tell(CLERK, moved(&[movement("2026-10-01T10:00", MovementKind::Release, Direction::Out)]));
    assert_eq!(story.case.posts.len(), 3);
}
