//! Two people who had not seen each other's change: both values are kept, the safer one stands, and a person settles it.

use casework::case::Conflict;
use casework::effect::{Effect, NotApplied};
use casework::event::{CaseEvent, ConflictSettled, Contested, Post};
use casework::fact::Value;
use casework::field::{Field, FieldKey};
use ledger::{PrincipalId, VersionVector};
use proptest::prelude::*;

use crate::story::{
    ADMINISTRATOR, Author, CLERK, COVER, DEPUTY, HEAD, KEYWORKER, POM, Saw, Story, allocated, date, imported, moved,
    movement, not_applied, person, stated, text,
};

fn settled(field: Field, value: Value) -> CaseEvent {
    CaseEvent::ConflictSettled(ConflictSettled {
        contested: Contested::Field(field.into()),
        value: Some(value),
        staff: None,
        reason: "The calculation sheet says so".to_owned(),
    })
}

fn settled_post(post: Post, staff: PrincipalId) -> CaseEvent {
    CaseEvent::ConflictSettled(ConflictSettled {
        contested: Contested::Post(post),
        value: None,
        staff: Some(staff),
        reason: "Agreed at the morning meeting".to_owned(),
    })
}

fn values(conflict: &Conflict) -> Vec<Value> {
    conflict.candidates.iter().map(|candidate| candidate.value.clone().unwrap()).collect()
}

fn raised(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ConflictRaised(_)))
}

fn closed(effects: &[Effect]) -> bool {
    effects.iter().any(|effect| matches!(effect, Effect::ConflictSettled { .. }))
}

/// Head and deputy write a release date each, unaware of the other; then both have seen everything.
fn two_release_dates(first: &str, second: &str) -> Story {
    let mut story = Story::default();
    story.tell(HEAD, stated(Field::Release, date(first)));
    assert!(raised(&story.tell_unaware(DEPUTY, stated(Field::Release, date(second)))));
    story
}

mod over_a_field {
    use super::*;

    #[test]
    fn the_earlier_release_date_stands_and_both_are_kept() {
        for (first, second) in [("2027-05-10", "2027-06-10"), ("2027-06-10", "2027-05-10")] {
            let story = two_release_dates(first, second);
            assert_eq!(story.value(Field::Release), date("2027-05-10"), "{first} then {second}");
            assert_eq!(story.case.conflicts.len(), 1);
            assert_eq!(values(&story.case.conflicts[0]), [date(first), date(second)]);
            let authors: Vec<_> = story.case.conflicts[0].candidates.iter().map(|c| c.mark.author).collect();
            assert_eq!(authors, [HEAD.principal, DEPUTY.principal], "each with its author");
        }
    }

    #[test]
    fn the_higher_risk_stands() {
        for (first, second) in [("MEDIUM", "VERY_HIGH"), ("VERY_HIGH", "MEDIUM"), ("LOW", "VERY_HIGH")] {
            let mut story = Story::default();
            story.tell(HEAD, stated(Field::Rosh, text(first)));
            story.tell_unaware(POM, stated(Field::Rosh, text(second)));
            assert_eq!(story.value(Field::Rosh), text("VERY_HIGH"), "{first} then {second}");
            assert_eq!(story.contested(), [2]);
        }
    }

    #[test]
    fn an_unheard_of_level_of_risk_never_displaces_a_known_one_silently() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::Rosh, text("HIGH")));
        story.tell_unaware(POM, stated(Field::Rosh, text("ENORMOUS")));
        assert_eq!(story.value(Field::Rosh), text("HIGH"));
        assert_eq!(story.contested(), [2]);
    }

    #[test]
    fn a_date_that_was_taken_away_does_not_displace_a_deadline() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::ParoleEligibility, date("2027-05-10")));
        story.tell_unaware(DEPUTY, stated(Field::ParoleEligibility, Value::Nothing));
        assert_eq!(story.value(Field::ParoleEligibility), date("2027-05-10"));
        assert_eq!(story.contested(), [2]);
    }

    #[test]
    fn where_neither_is_safer_the_later_stands_and_somebody_is_asked() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::LegalStatus, text("SENTENCED")));
        story.tell_unaware(DEPUTY, stated(Field::LegalStatus, text("RECALL")));
        assert_eq!(story.value(Field::LegalStatus), text("RECALL"));
        assert_eq!(story.contested(), [2]);
    }

    #[test]
    fn what_has_no_legal_weight_is_never_contested() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::CellLocation, text("A-1-002")));
        let effects = story.tell_unaware(DEPUTY, stated(Field::CellLocation, text("B-2-011")));
        assert!(!raised(&effects));
        assert_eq!(story.value(Field::CellLocation), text("B-2-011"));
    }

    #[test]
    fn two_who_write_the_same_agree() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::Release, date("2027-05-10")));
        assert!(!raised(&story.tell_unaware(DEPUTY, stated(Field::Release, date("2027-05-10")))));
        assert!(story.contested().is_empty());
    }

    #[test]
    fn whoever_saw_the_value_changes_it_and_contests_nothing() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::Release, date("2027-05-10")));
        assert!(!raised(&story.tell(DEPUTY, stated(Field::Release, date("2027-06-10")))));
        assert_eq!(story.value(Field::Release), date("2027-06-10"), "a later date, knowingly");
    }

    #[test]
    fn nobody_contests_their_own_earlier_word() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::Release, date("2027-05-10")));
        assert!(!raised(&story.tell_unaware(HEAD, stated(Field::Release, date("2027-06-10")))));
        assert_eq!(story.value(Field::Release), date("2027-06-10"));
    }

    #[test]
    fn nor_what_they_wrote_in_the_same_action() {
        let mut story = Story::default();
        let mut stamp = story.stamp(HEAD, Saw::Nothing);
        story.apply(&stamp, stated(Field::Release, date("2027-05-10")));
        stamp.position.event += 1;
        assert!(!raised(&story.apply(&stamp, stated(Field::Release, date("2027-06-10")))));
        assert_eq!(story.value(Field::Release), date("2027-06-10"));
    }

    #[test]
    fn a_third_value_joins_the_conflict() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let effects = story.tell_unaware(COVER, stated(Field::Release, date("2027-04-10")));
        assert!(!raised(&effects), "it is the same conflict");
        assert_eq!(story.contested(), [3]);
        assert_eq!(story.value(Field::Release), date("2027-04-10"));

        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        story.tell_unaware(COVER, stated(Field::Release, date("2027-07-10")));
        assert_eq!(story.contested(), [3]);
        assert_eq!(story.value(Field::Release), date("2027-05-10"));
    }

    #[test]
    fn each_field_has_its_own_conflict() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        story.tell(HEAD, stated(Field::Rosh, text("LOW")));
        story.tell_unaware(DEPUTY, stated(Field::Rosh, text("HIGH")));
        assert_eq!(story.contested(), [2, 2]);
        story.tell(COVER, settled(Field::Rosh, text("HIGH")));
        assert_eq!(story.case.conflicts[0].contested, Contested::Field(FieldKey::Known(Field::Release)));
    }
}

mod is_settled {
    use super::*;

    #[test]
    fn by_a_person_for_either_value_even_the_less_safe_one() {
        for choice in ["2027-05-10", "2027-06-10"] {
            let mut story = two_release_dates("2027-05-10", "2027-06-10");
            let effects = story.tell(COVER, settled(Field::Release, date(choice)));
            assert!(closed(&effects));
            assert!(story.contested().is_empty());
            assert_eq!(story.value(Field::Release), date(choice));
        }
    }

    #[test]
    fn or_for_a_third_value_that_turns_out_to_be_right() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        story.tell(COVER, settled(Field::Release, date("2027-05-25")));
        assert_eq!(story.value(Field::Release), date("2027-05-25"));
        assert!(story.contested().is_empty());
    }

    #[test]
    fn with_a_reason_that_becomes_part_of_the_record() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let CaseEvent::ConflictSettled(mut body) = settled(Field::Release, date("2027-05-10")) else { panic!() };
        body.reason = " ".to_owned();
        assert_eq!(story.refused(COVER, CaseEvent::ConflictSettled(body)), NotApplied::Blank);
        let effects = story.tell(COVER, settled(Field::Release, date("2027-05-10")));
        assert!(effects.iter().any(|effect| matches!(
            effect,
            Effect::ConflictSettled { reason, .. } if reason == "The calculation sheet says so"
        )));
    }

    #[test]
    fn by_a_plain_statement_of_whoever_saw_every_value() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let effects = story.tell(COVER, stated(Field::Release, date("2027-06-10")));
        assert!(closed(&effects));
        assert_eq!(story.value(Field::Release), date("2027-06-10"));
    }

    #[test]
    fn never_by_somebody_who_had_not_seen_every_value() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let before_the_third = story.so_far();
        story.tell_unaware(COVER, stated(Field::Release, date("2027-06-20")));
        let choice = settled(Field::Release, date("2027-06-10"));
        let effects = story.write(ADMINISTRATOR, Saw::This(before_the_third), choice.clone());
        assert_eq!(not_applied(&effects), Some(NotApplied::Unseen));
        assert_eq!(story.contested(), [3]);
        assert_eq!(story.value(Field::Release), date("2027-05-10"), "the safest of all goes on standing");

        assert!(closed(&story.tell(ADMINISTRATOR, choice)));
        assert_eq!(story.value(Field::Release), date("2027-06-10"));
    }

    #[test]
    fn nor_by_a_statement_of_somebody_who_had_not() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let before_the_third = story.so_far();
        story.tell_unaware(COVER, stated(Field::Release, date("2027-06-20")));
        let effects =
            story.write(ADMINISTRATOR, Saw::This(before_the_third), stated(Field::Release, date("2027-06-10")));
        assert!(!closed(&effects));
        assert_eq!(story.contested(), [4], "it is one more value");
        assert_eq!(story.value(Field::Release), date("2027-05-10"));
    }

    #[test]
    fn never_by_either_of_those_who_wrote_the_values() {
        for author in [HEAD, DEPUTY] {
            let mut story = two_release_dates("2027-05-10", "2027-06-10");
            for choice in ["2027-05-10", "2027-06-10", "2027-05-25"] {
                assert_eq!(story.refused(author, settled(Field::Release, date(choice))), NotApplied::OwnConflict);
            }
            assert_eq!(story.contested(), [2]);
            assert!(closed(&story.tell(COVER, settled(Field::Release, date("2027-06-10")))));
        }
    }

    #[test]
    fn nor_by_a_statement_of_one_of_them() {
        for author in [HEAD, DEPUTY] {
            let mut story = two_release_dates("2027-05-10", "2027-06-10");
            assert!(!closed(&story.tell(author, stated(Field::Release, date("2027-06-10")))));
            assert_eq!(story.contested(), [3], "it is one more value");
            assert_eq!(story.value(Field::Release), date("2027-05-10"));
        }
    }

    #[test]
    fn by_whoever_contradicted_nobody_but_themselves() {
        let elsewhere = Author { device: COVER.device, ..HEAD };
        for by_statement in [false, true] {
            let mut story = Story::default();
            story.tell(HEAD, stated(Field::Release, date("2027-05-10")));
            assert!(raised(&story.tell_unaware(elsewhere, stated(Field::Release, date("2027-06-10")))));
            let choice = if by_statement { stated } else { settled };
            assert!(closed(&story.tell(HEAD, choice(Field::Release, date("2027-06-10")))));
            assert_eq!(story.value(Field::Release), date("2027-06-10"));
        }
    }

    #[test]
    fn by_whoever_took_in_the_import_that_brought_one_but_not_by_whoever_contradicts_it() {
        let mut story = Story::default();
        story.tell(ADMINISTRATOR, imported(1, &[(Field::Release, date("2027-05-10"))]));
        assert!(raised(&story.tell_unaware(HEAD, stated(Field::Release, date("2027-06-10")))));
        assert_eq!(story.refused(HEAD, settled(Field::Release, date("2027-06-10"))), NotApplied::OwnConflict);
        assert!(closed(&story.tell(ADMINISTRATOR, settled(Field::Release, date("2027-06-10")))));
    }

    #[test]
    fn never_silently_by_an_import() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let effects = story.tell(CLERK, imported(1, &[(Field::Release, date("2027-06-10"))]));
        assert!(!closed(&effects));
        assert_eq!(story.contested(), [3]);
        assert_eq!(story.value(Field::Release), date("2027-05-10"));
        // The next import is compared with it all the same, so that it does not come up every night.
        let last = story.case.imported().find(|(key, _)| **key == FieldKey::Known(Field::Release));
        assert_eq!(last.map(|(_, value)| value.clone()), Some(date("2027-06-10")));
    }

    #[test]
    fn only_where_there_is_one() {
        let mut story = Story::default();
        story.tell(HEAD, stated(Field::Release, date("2027-05-10")));
        assert_eq!(story.refused(HEAD, settled(Field::Release, date("2027-06-10"))), NotApplied::NothingToEnd);
        assert_eq!(story.refused(HEAD, settled_post(Post::Pom, person(2))), NotApplied::NothingToEnd);
    }

    #[test]
    fn with_a_value_for_a_field_and_a_person_for_a_post() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let contested = Contested::Field(Field::Release.into());
        let reason = "Mistaken".to_owned();
        for (value, staff) in [(None, None), (None, Some(person(2))), (Some(date("2027-05-10")), Some(person(2)))] {
            let body = ConflictSettled { contested: contested.clone(), value, staff, reason: reason.clone() };
            assert_eq!(story.refused(COVER, CaseEvent::ConflictSettled(body)), NotApplied::NothingToEnd);
        }
    }

    #[test]
    fn and_what_comes_after_unaware_of_it_is_a_new_one() {
        let mut story = two_release_dates("2027-05-10", "2027-06-10");
        let before = story.so_far();
        story.tell(COVER, settled(Field::Release, date("2027-06-10")));
        let effects = story.write(ADMINISTRATOR, Saw::This(before), stated(Field::Release, date("2027-04-10")));
        assert!(raised(&effects));
        assert_eq!(story.value(Field::Release), date("2027-04-10"));
        assert_eq!(values(&story.case.conflicts[0]), [date("2027-06-10"), date("2027-04-10")]);
    }

    #[test]
    fn a_settlement_that_makes_the_need_complex_ends_key_work() {
        let mut story = Story::default();
        story.tell(HEAD, allocated(Post::Keyworker, KEYWORKER.principal));
        story.tell(HEAD, stated(Field::ComplexityOfNeed, text("low")));
        story.tell_unaware(DEPUTY, stated(Field::ComplexityOfNeed, text("medium")));
        assert_eq!(story.holder(Post::Keyworker), Some(KEYWORKER.principal));
        story.tell(COVER, settled(Field::ComplexityOfNeed, text("high")));
        assert_eq!(story.holder(Post::Keyworker), None);
    }
}

mod over_a_post {
    use super::*;

    /// Head and deputy choose a POM each, unaware of the other.
    fn two_poms() -> Story {
        let mut story = Story::default();
        story.tell(HEAD, allocated(Post::Pom, person(1)));
        assert!(raised(&story.tell_unaware(DEPUTY, allocated(Post::Pom, person(2)))));
        story
    }

    #[test]
    fn the_later_choice_holds_the_post_and_both_are_kept() {
        let story = two_poms();
        assert_eq!(story.holder(Post::Pom), Some(person(2)));
        assert_eq!(story.case.posts.len(), 1, "one POM, not two");
        let candidates: Vec<_> = story.case.conflicts[0].candidates.iter().map(|c| c.staff).collect();
        assert_eq!(candidates, [Some(person(1)), Some(person(2))]);
        assert_eq!(story.case.conflicts[0].contested, Contested::Post(Post::Pom));
    }

    #[test]
    fn a_person_settles_it_for_either() {
        for choice in [person(1), person(2), person(3)] {
            let mut story = two_poms();
            assert!(closed(&story.tell(COVER, settled_post(Post::Pom, choice))));
            assert_eq!(story.holder(Post::Pom), Some(choice));
            assert_eq!(story.case.posts.len(), 1);
            assert!(story.contested().is_empty());
        }
    }

    #[test]
    fn another_allocation_by_whoever_saw_both_settles_it_too() {
        let mut story = two_poms();
        assert!(closed(&story.tell(COVER, allocated(Post::Pom, person(1)))));
        assert_eq!(story.holder(Post::Pom), Some(person(1)));
    }

    #[test]
    fn neither_of_those_who_chose_does() {
        for author in [HEAD, DEPUTY] {
            let mut story = two_poms();
            assert_eq!(story.refused(author, settled_post(Post::Pom, person(1))), NotApplied::OwnConflict);
            assert!(!closed(&story.tell(author, allocated(Post::Pom, person(1)))));
            assert_eq!(story.contested(), [3], "it is one more choice");
            assert_eq!(story.holder(Post::Pom), Some(person(1)), "and the later one holds the post");
        }
    }

    #[test]
    fn a_third_choice_joins_it() {
        let mut story = two_poms();
        assert!(!raised(&story.tell_unaware(COVER, allocated(Post::Pom, person(3)))));
        assert_eq!(story.contested(), [3]);
        assert_eq!(story.holder(Post::Pom), Some(person(3)));
    }

    #[test]
    fn nobody_settles_it_without_having_seen_every_choice() {
        let mut story = two_poms();
        let before = story.so_far();
        story.tell_unaware(COVER, allocated(Post::Pom, person(3)));
        let effects = story.write(ADMINISTRATOR, Saw::This(before), settled_post(Post::Pom, person(1)));
        assert_eq!(not_applied(&effects), Some(NotApplied::Unseen));
        assert_eq!(story.contested(), [3]);
        assert_eq!(story.holder(Post::Pom), Some(person(3)));
    }

    #[test]
    fn two_who_choose_the_same_person_agree() {
        let mut story = Story::default();
        story.tell(HEAD, allocated(Post::Pom, person(1)));
        assert!(!raised(&story.tell_unaware(DEPUTY, allocated(Post::Pom, person(1)))));
        assert!(story.contested().is_empty());
    }

    #[test]
    fn each_post_has_its_own() {
        let mut story = two_poms();
        assert!(!raised(&story.tell_unaware(COVER, allocated(Post::CoworkingPom, person(3)))));
        story.tell(CLERK, allocated(Post::Keyworker, person(4)));
        assert_eq!(story.contested(), [2]);
        assert_eq!(story.case.posts.len(), 3);
    }

    #[test]
    fn a_settlement_names_no_keyworker_where_the_need_is_complex() {
        let mut story = Story::default();
        story.tell(HEAD, allocated(Post::Keyworker, person(1)));
        story.tell_unaware(DEPUTY, allocated(Post::Keyworker, person(2)));
        story.tell(HEAD, stated(Field::ComplexityOfNeed, text("high")));
        assert_eq!(story.refused(COVER, settled_post(Post::Keyworker, person(1))), NotApplied::HighComplexity);
        assert_eq!(story.holder(Post::Keyworker), None);
    }

    #[test]
    fn a_movement_contests_nothing() {
        use casework::movement::{Direction, MovementKind};
        let mut story = two_poms();
        story.tell(CLERK, moved(&[movement("2026-11-20T10:00", MovementKind::Court, Direction::Out)]));
        assert_eq!(story.contested(), [2]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whoever wrote first, at whichever computer, and in whatever order it is told.
    #[test]
    fn of_unaware_dates_the_earliest_stands(days in prop::collection::vec(0..400_i32, 2..6)) {
        let authors = [HEAD, DEPUTY, COVER, POM, CLERK];
        let mut story = Story::default();
        for (who, days) in authors.iter().zip(&days) {
            let when = crate::story::day("2027-01-01").checked_add(jiff::Span::new().days(*days)).unwrap();
            let effects = story.write(*who, Saw::This(VersionVector::new()), stated(Field::Release, Value::Date(when)));
            prop_assert_eq!(not_applied(&effects), None);
        }
        let earliest = *days.iter().take(authors.len()).min().unwrap();
        let earliest = crate::story::day("2027-01-01").checked_add(jiff::Span::new().days(earliest)).unwrap();
        prop_assert_eq!(story.value(Field::Release), Value::Date(earliest));
        let different: std::collections::BTreeSet<_> = days.iter().take(authors.len()).collect();
        prop_assert_eq!(story.case.conflicts.len(), usize::from(different.len() > 1));
    }

    /// However many there are: whoever wrote one of the values has not the last word on it, in whatever form, and whoever wrote none has.
    #[test]
    fn only_somebody_who_wrote_none_of_the_values_settles_it(
        days in prop::collection::btree_set(0..400_i32, 2..5),
        who in 0..4_usize,
        by_statement in any::<bool>(),
    ) {
        let authors = [HEAD, DEPUTY, COVER, ADMINISTRATOR];
        let mut story = Story::default();
        for (author, days) in authors.iter().zip(&days) {
            let when = crate::story::day("2027-01-01").checked_add(jiff::Span::new().days(*days)).unwrap();
            story.tell_unaware(*author, stated(Field::Release, Value::Date(when)));
        }
        prop_assert_eq!(story.contested(), [days.len()]);
        let choice = if by_statement { stated } else { settled };
        let effects = story.tell(authors[who], choice(Field::Release, date("2027-05-25")));
        let own = who < days.len();
        prop_assert_eq!(closed(&effects), !own);
        prop_assert_eq!(not_applied(&effects), (own && !by_statement).then_some(NotApplied::OwnConflict));
        prop_assert_eq!(story.contested().is_empty(), !own);
    }
}
