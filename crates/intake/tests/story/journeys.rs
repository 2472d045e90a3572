//! People who come, go and come back.

use casework::movement::{Direction, Movement, MovementKind};
use intake::Outcome;
use jiff::civil::{Date, date};
use serde_json::{Value as Json, json};

use crate::prison::{Prison, TODAY, number};

type Told<'a> = (Date, MovementKind, Direction, Option<&'a str>, Option<&'a str>);

fn told(movements: &[Movement]) -> Vec<Told<'_>> {
    movements.iter().map(|m| (m.at.date(), m.kind, m.direction, m.from.as_deref(), m.to.as_deref())).collect()
}

fn row(more: &Json) -> String {
    let mut document = json!({"prisonerNumber": "A1111AA", "lastName": "ABLE", "prisonId": "LEI", "status": "ACTIVE IN",
        "receptionDate": "2026-01-05", "lastAdmissionDate": "2026-03-01", "lastMovementTypeCode": "TRN",
        "lastMovementDate": "2026-03-01", "lastMovementReasonCode": "INT", "previousPrisonId": "MDI"});
    for (key, value) in more.as_object().unwrap() {
        document[key] = value.clone();
    }
    document.to_string()
}

#[test]
fn a_new_person_comes_in_on_the_day_of_admission() {
    let mut leeds = Prison::default();
    let plan = leeds.import(row(&json!({})));
    let movements = &plan.rows[0].movements;
    let arrival = (date(2026, 3, 1), MovementKind::Transfer, Direction::In, Some("MDI"), Some("LEI"));
    assert_eq!(told(movements), [arrival]);
    assert_eq!(movements[0].reason.as_deref(), Some("INT"));
    assert_eq!(leeds.plan(row(&json!({}))).rows[0].outcome, Outcome::Unchanged);
}

#[test]
fn a_person_first_seen_at_court_came_in_and_went_out() {
    let court = row(&json!({"lastMovementTypeCode": "CRT", "lastMovementDate": "2026-11-20", "inOutStatus": "OUT"}));
    let mut leeds = Prison::default();
    let plan = leeds.import(&court);
    let arrival = (date(2026, 3, 1), MovementKind::Transfer, Direction::In, Some("MDI"), Some("LEI"));
    let at_court = (TODAY, MovementKind::Court, Direction::Out, Some("LEI"), None);
    assert_eq!(told(&plan.rows[0].movements), [arrival, at_court]);
    assert!(leeds.people[&number("A1111AA")].here);

    let back = row(&json!({"lastMovementTypeCode": "CRT", "lastMovementDate": "2026-11-20", "inOutStatus": "IN"}));
    let plan = leeds.import(&back);
    assert_eq!(told(&plan.rows[0].movements), [(TODAY, MovementKind::Court, Direction::In, None, Some("LEI"))]);
    assert_eq!(leeds.plan(&back).rows[0].outcome, Outcome::Unchanged);
}

#[test]
fn leaving_and_returning_are_movements() {
    let mut leeds = Prison::default();
    leeds.import(row(&json!({})));

    let moved = row(&json!({"prisonId": "MDI", "previousPrisonId": "LEI", "previousPrisonLeavingDate": "2026-06-01",
        "lastAdmissionDate": "2026-06-02", "lastMovementDate": "2026-06-02"}));
    let plan = leeds.import(&moved);
    let out = (date(2026, 6, 1), MovementKind::Transfer, Direction::Out, Some("LEI"), Some("MDI"));
    assert_eq!(told(&plan.rows[0].movements), [out]);
    assert!(plan.quarantined.is_empty());
    assert_eq!(leeds.plan(&moved).rows[0].outcome, Outcome::Unchanged);

    let returned = row(&json!({"lastAdmissionDate": "2026-09-01", "lastMovementDate": "2026-09-01"}));
    let plan = leeds.import(&returned);
    let back = (date(2026, 9, 1), MovementKind::Transfer, Direction::In, Some("MDI"), Some("LEI"));
    assert_eq!(told(&plan.rows[0].movements), [back]);

    let released = row(&json!({"prisonId": "OUT", "status": "INACTIVE OUT", "lastPrisonId": "LEI",
        "lastAdmissionDate": "2026-09-01", "lastMovementTypeCode": "REL", "lastMovementDate": "2026-11-19"}));
    let plan = leeds.import(&released);
    let out = (date(2026, 11, 19), MovementKind::Release, Direction::Out, Some("LEI"), None);
    assert_eq!(told(&plan.rows[0].movements), [out]);
    assert!(!leeds.people[&number("A1111AA")].here);
    assert_eq!(leeds.plan(&released).rows[0].outcome, Outcome::Unchanged);
}

#[test]
fn a_return_with_stale_dates_is_not_before_the_departure() {
    let mut leeds = Prison::default();
    leeds.import(row(&json!({})));
    leeds.import(row(&json!({"prisonId": "TRN", "status": "INACTIVE TRN", "lastMovementDate": "2026-06-01"})));
    let plan = leeds.import(row(&json!({})));
    let today = (TODAY, MovementKind::Transfer, Direction::In, Some("MDI"), Some("LEI"));
    assert_eq!(told(&plan.rows[0].movements), [today]);
}

#[test]
fn a_person_who_left_before_we_heard_of_them_is_taken() {
    let released = row(&json!({"prisonId": "OUT", "status": "INACTIVE OUT", "lastPrisonId": "LEI",
        "lastMovementTypeCode": "REL", "lastMovementDate": "2026-11-01"}));
    let mut leeds = Prison::default();
    let plan = leeds.import(&released);
    assert_eq!(plan.rows[0].outcome, Outcome::New);
    let out = (date(2026, 11, 1), MovementKind::Release, Direction::Out, Some("LEI"), None);
    assert_eq!(told(&plan.rows[0].movements), [out]);
    assert_eq!(leeds.plan(&released).rows[0].outcome, Outcome::Unchanged);
}
