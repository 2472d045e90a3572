//! What is owed in a case: when it opens, when it is due, what settles it, and what cannot be told.

mod everyday;
mod figures;
mod handover;
mod pack;
mod release;
mod rotl;

use jiff::civil::{Date, date};
use policy::handover::{Dated, Facts, rule_sets};
use policy::obligation::{
    ByHand, CaseFacts, DateMove, Kind, Obligation, Owed, Role, Staff, Urgency, owed, settings, what_moved,
};

pub(crate) const TODAY: Date = date(2026, 11, 26);

/// Somebody with a determinate sentence, received in September, released in June 2027; nothing is done yet.
pub(crate) fn case() -> CaseFacts {
    CaseFacts {
        person: "A1234BC".to_owned(),
        handover: Facts {
            date_of_birth: Some(date(1985, 6, 15)),
            legal_status: Some("SENTENCED".to_owned()),
            imprisonment_status: Some("ADIMP_ORA".to_owned()),
            indeterminate: Some(false),
            recalled: Some(false),
            sentence_start: Some(date(2024, 1, 1)),
            release: Some(date(2027, 6, 30)),
            conditional_release: Dated::from(date(2027, 6, 30)),
            prison: Some("LEI".to_owned()),
            ..Facts::default()
        },
        received: Some(date(2026, 9, 7)),
        staff: Staff { pom: Some("the POM".to_owned()), ..Staff::default() },
        packs: Some(Vec::new()),
        ..CaseFacts::default()
    }
}

pub(crate) fn on(case: &CaseFacts, today: Date) -> Owed {
    owed(case, &settings().newest, &rule_sets().newest, today)
}

pub(crate) fn all(case: &CaseFacts, kind: Kind) -> Vec<Obligation> {
    on(case, TODAY).obligations.into_iter().filter(|obligation| obligation.key.kind == kind).collect()
}

/// The only obligation of a kind, as opening, due and last day.
pub(crate) fn window(case: &CaseFacts, kind: Kind) -> Option<(Date, Date, Option<Date>)> {
    let found = all(case, kind);
    assert!(found.len() <= 1, "{found:?}");
    found.first().map(|obligation| (obligation.window.opens, obligation.window.due, obligation.window.hard_stop))
}

pub(crate) fn unclear(case: &CaseFacts, kind: Kind) -> Option<String> {
    let owed = on(case, TODAY);
    owed.unclear.iter().find(|unclear| unclear.kind == kind).map(|unclear| unclear.missing.to_string())
}

#[test]
fn what_a_pom_would_owe_is_owed_by_whoever_names_one_where_there_is_none() {
    let whose = |case: &CaseFacts| all(case, Kind::FirstPlan)[0].owner.clone();
    let mut case = case();
    assert_eq!((whose(&case).role, whose(&case).person.as_deref()), (Role::Pom, Some("the POM")));
    case.staff.pom = None;
    assert_eq!((whose(&case).role, whose(&case).person), (Role::HeadOfOmuDelivery, None));
    let session = all(&case, Kind::FirstSession)[0].owner.clone();
    assert_eq!((session.role, session.person), (Role::Keyworker, None), "key work has its own");
}

#[test]
fn whom_the_policy_does_not_cover_is_owed_key_work_only() {
    let mut case = case();
    case.handover.legal_status = Some("REMAND".to_owned());
    let kinds: Vec<Kind> = on(&case, TODAY).obligations.iter().map(|found| found.key.kind).collect();
    assert_eq!(kinds, [Kind::FirstSession]);
    case.handover.legal_status = None;
    assert_eq!(unclear(&case, Kind::HandoverContact).as_deref(), Some("the legal status"));
    assert!(window(&case, Kind::FirstPlan).is_some(), "what may be owed is not left out");
}

#[test]
fn a_hand_settles_only_with_a_reason_and_only_this_time() {
    let mut case = case();
    let key = all(&case, Kind::FirstPlan)[0].key.clone();
    case.by_hand = vec![ByHand { key: key.clone(), reason: " ".to_owned() }];
    assert_eq!(all(&case, Kind::FirstPlan).len(), 1);
    case.by_hand = vec![ByHand { key, reason: "Made at the previous prison, on paper".to_owned() }];
    assert_eq!(all(&case, Kind::FirstPlan).len(), 0);
    case.received = Some(date(2026, 10, 5));
    assert_eq!(all(&case, Kind::FirstPlan).len(), 1, "the next reception is another time");
}

#[test]
fn what_a_moved_date_moved() {
    let before = on(&case(), TODAY);
    let mut later = case();
    later.handover.conditional_release = Dated::from(date(2027, 8, 31));
    later.handover.release = Some(date(2027, 8, 31));
    later.moves = vec![DateMove {
        what: "Conditional release date".to_owned(),
        from: Some(date(2027, 6, 30)),
        to: Some(date(2027, 8, 31)),
        on: TODAY,
        read: None,
    }];
    let moved = what_moved(&before, &on(&later, TODAY));
    let due = |kind| {
        let found = moved.iter().find(|moved| moved.kind == kind).unwrap();
        (found.before.map(|window| window.due), found.after.map(|window| window.due))
    };
    assert_eq!(due(Kind::ComNeeded), (Some(date(2026, 10, 16)), Some(date(2026, 12, 17))));
    assert_eq!(due(Kind::DateMoved), (None, Some(date(2026, 12, 3))));
    assert!(moved.iter().all(|moved| moved.kind != Kind::FirstSession), "key work does not depend on release");
    assert!(what_moved(&before, &before).is_empty());
}

#[test]
fn how_near_something_is() {
    // A Thursday.
    let near = |opens, due| policy::obligation::Window { opens, due, hard_stop: None }.urgency(TODAY);
    assert_eq!(near(date(2026, 11, 1), date(2026, 11, 25)), Urgency::Overdue);
    assert_eq!(near(date(2026, 11, 1), TODAY), Urgency::Today);
    assert_eq!(near(date(2026, 11, 1), date(2026, 11, 29)), Urgency::ThisWeek);
    assert_eq!(near(TODAY, date(2026, 11, 29)), Urgency::ThisWeek, "it opens today");
    assert_eq!(near(date(2026, 11, 1), date(2026, 11, 30)), Urgency::Later);
    assert_eq!(near(date(2026, 11, 27), date(2026, 11, 28)), Urgency::NotOpen);
}

#[test]
fn the_nearest_comes_first() {
    let owed = on(&case(), TODAY).obligations;
    assert!(owed.len() > 10);
    assert!(owed.is_sorted_by_key(|obligation| obligation.window.due));
    assert!(owed.iter().all(|obligation| obligation.concerns == "A1234BC" && !obligation.why.is_empty()));
}
