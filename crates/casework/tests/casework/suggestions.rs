//! Who is suggested for those who have nobody.

use casework::suggestion::{Because, Officer, Suggestion, Waiting, suggest};
use proptest::prelude::*;

use crate::story::{at, person};

fn officer(number: u8, load: u32, last_given: Option<&str>) -> Officer {
    Officer { staff: person(number), load, last_given: last_given.map(at) }
}

fn anybody() -> Waiting {
    Waiting::default()
}

fn known_to(former: &[u8]) -> Waiting {
    Waiting { former: former.iter().copied().map(person).collect(), ..Waiting::default() }
}

/// Who is suggested, by number, and why.
fn told(suggestions: &[Option<Suggestion>]) -> Vec<Option<(u8, Because)>> {
    suggestions.iter().map(|one| one.map(|one| (one.staff.0.as_bytes()[0], one.because))).collect()
}

#[test]
fn somebody_who_knows_him_comes_first_even_above_room() {
    let officers = [officer(1, 2, None), officer(2, 9, None), officer(3, 4, None)];
    let waiting = [known_to(&[7, 2, 3]), known_to(&[7])];
    let suggested = suggest(&officers, &waiting, Some(9));
    // Whoever has left (7) is not suggested; the last one who is still here is.
    assert_eq!(told(&suggested), [Some((2, Because::Knows)), Some((1, Because::Lightest))]);
    assert_eq!(suggested[0].unwrap().load, 9);
}

#[test]
fn then_the_lightest_load_and_each_that_is_suggested_counts() {
    let officers = [officer(1, 4, None), officer(2, 3, None), officer(3, 5, None)];
    let suggested = suggest(&officers, &[anybody(), anybody(), anybody(), anybody()], None);
    let loads: Vec<(u8, u32)> =
        suggested.iter().map(|one| (one.unwrap().staff.0.as_bytes()[0], one.unwrap().load)).collect();
    // Of two with the same load, whoever was suggested in this round comes after whoever was not.
    assert_eq!(loads, [(2, 3), (1, 4), (2, 4), (3, 5)]);
}

#[test]
fn then_whoever_was_given_nobody_for_longest() {
    let officers =
        [officer(1, 4, Some("2026-12-09T09:00:00Z")), officer(2, 4, Some("2026-12-02T09:00:00Z")), officer(3, 4, None)];
    let suggested = suggest(&officers, &[anybody(), anybody(), anybody()], None);
    assert_eq!(told(&suggested), [3, 2, 1].map(|number| Some((number, Because::Lightest))));
}

#[test]
fn nobody_is_suggested_where_nobody_has_room() {
    let officers = [officer(1, 8, None), officer(2, 9, None)];
    let suggested = suggest(&officers, &[anybody(), anybody()], Some(9));
    assert_eq!(told(&suggested), [Some((1, Because::Lightest)), None]);
    assert_eq!(suggest(&[], &[anybody()], None), [None]);
}

#[test]
fn who_has_to_be_looked_at_first_takes_nobodys_room() {
    let officers = [officer(1, 3, None), officer(2, 5, None)];
    let alerted = Waiting { check_first: true, ..Waiting::default() };
    let suggested = suggest(&officers, &[alerted, anybody(), anybody()], None);
    assert_eq!(suggested.iter().map(|one| one.unwrap().load).collect::<Vec<_>>(), [3, 3, 4]);
}

#[test]
fn a_second_manager_is_somebody_else() {
    let officers = [officer(1, 0, None), officer(2, 9, None)];
    let beside = Waiting { former: vec![person(1)], not: Some(person(1)), ..Waiting::default() };
    assert_eq!(told(&suggest(&officers, &[beside], None)), [Some((2, Because::Lightest))]);
}

proptest! {
    #[test]
    fn room_is_kept_and_loads_come_together(
        loads in prop::collection::vec(0_u32..14, 1..8),
        count in 0_usize..40,
        room in 1_u32..12,
    ) {
        let officers: Vec<Officer> = (0_u8..).zip(&loads).map(|(number, load)| officer(number, *load, None)).collect();
        let suggested = suggest(&officers, &vec![anybody(); count], Some(room));
        let mut after = loads.clone();
        for one in suggested.iter().flatten() {
            let at = usize::from(one.staff.0.as_bytes()[0]);
            // Nobody had less when this was suggested, and there was room.
            prop_assert_eq!(one.load, *after.iter().min().unwrap());
            prop_assert!(one.load < room);
            prop_assert_eq!(one.load, after[at]);
            after[at] += 1;
        }
        let free: u32 = loads.iter().map(|load| room.saturating_sub(*load)).sum();
        let given = suggested.iter().flatten().count();
        prop_assert_eq!(given, count.min(usize::try_from(free).unwrap()));
    }
}
