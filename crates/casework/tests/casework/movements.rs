//! Where a person is and was: each movement once, in the order in which they happened, never a deletion.

use casework::effect::Effect;
use casework::field::Field;
use casework::movement::{Direction, Movement, MovementKind};

use crate::story::{CLERK, Story, imported, moved, movement, text};

fn admitted() -> Movement {
    movement("2026-10-01T14:30", MovementKind::Admission, Direction::In)
}

fn to_court() -> Movement {
    movement("2026-11-02T08:00", MovementKind::Court, Direction::Out)
}

fn transferred() -> Movement {
    movement("2026-11-20T10:15", MovementKind::Transfer, Direction::Out)
}

#[test]
fn a_movement_told_twice_is_one() {
    let mut story = Story::default();
    assert_eq!(story.tell(CLERK, moved(&[admitted()])).len(), 1);
    assert_eq!(story.tell(CLERK, moved(&[admitted(), to_court()])), [Effect::Moved(to_court())]);
    // Another system knows the day and not the hour.
    let same_day = movement("2026-11-02T00:00", MovementKind::Court, Direction::Out);
    assert_eq!(story.tell(CLERK, moved(&[same_day.clone(), same_day])), []);
    assert_eq!(story.case.movements, [admitted(), to_court()]);
}

#[test]
fn the_other_way_on_the_same_day_is_another_movement() {
    let mut story = Story::default();
    let back = movement("2026-11-02T17:00", MovementKind::Court, Direction::In);
    story.tell(CLERK, moved(&[to_court(), back.clone()]));
    assert_eq!(story.case.movements, [to_court(), back]);
}

#[test]
fn movements_stand_in_the_order_in_which_they_happened() {
    let mut story = Story::default();
    story.tell(CLERK, moved(&[transferred()]));
    story.tell(CLERK, moved(&[to_court(), admitted()]));
    assert_eq!(story.case.movements, [admitted(), to_court(), transferred()]);
}

#[test]
fn a_person_is_held_where_they_are_until_they_leave_for_good() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::PrisonId, text("LEI"))]));
    story.tell(CLERK, moved(&[admitted()]));
    assert!(story.case.is_held_by("LEI") && !story.case.is_held_by("MDI"));
    story.tell(CLERK, moved(&[to_court()]));
    assert!(story.case.is_held_by("LEI"), "at court, but from here");
    story.tell(CLERK, moved(&[transferred()]));
    assert!(!story.case.is_held_by("LEI"));
    story.tell(CLERK, moved(&[movement("2026-12-24T16:00", MovementKind::Transfer, Direction::In)]));
    assert!(story.case.is_held_by("LEI"), "back again");
}

#[test]
fn whoever_left_keeps_their_history() {
    let mut story = Story::default();
    story.tell(CLERK, imported(1, &[(Field::LastName, text("Ashdown"))]));
    story.tell(CLERK, moved(&[admitted(), transferred()]));
    assert_eq!(story.case.text(Field::LastName), Some("Ashdown"));
    assert_eq!(story.case.movements.len(), 2);
}
