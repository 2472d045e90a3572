//! What is owed by the calendar and by events, whatever the way to release.

use jiff::civil::date;
use policy::handover::rule_sets;
use policy::obligation::{Agency, Check, Kind, Obligation, RiskChange, Role, Standing, Told, owed, settings};
use policy::risk::Rosh;

use super::{TODAY, all, case, unclear, window};

#[test]
fn the_first_session_here_and_then_one_a_week() {
    let mut case = case();
    assert_eq!(window(&case, Kind::FirstSession), Some((date(2026, 9, 7), date(2026, 9, 14), None)));
    case.key_work.last_session = Some(date(2026, 8, 30));
    assert!(window(&case, Kind::FirstSession).is_some(), "a session in another prison is not one here");
    case.key_work.last_session = Some(date(2026, 9, 7));
    assert!(window(&case, Kind::KeyworkSession).is_some(), "one on the day of the reception is");
    case.key_work.last_session = Some(date(2026, 11, 23));
    assert_eq!(window(&case, Kind::FirstSession), None);
    assert_eq!(window(&case, Kind::KeyworkSession), Some((date(2026, 11, 23), date(2026, 11, 30), None)));
    case.key_work.high_complexity = true;
    assert_eq!(window(&case, Kind::KeyworkSession), None, "the prison offender manager does what a keyworker would");
}

#[test]
fn a_prison_sets_its_own_frequency_and_it_is_marked_local() {
    let mut own = settings().newest.clone();
    own.constants.keywork_weeks.value = 2;
    own.constants.keywork_weeks.standing = Standing::Local;
    let session = |settings| owed(&case(), settings, &rule_sets().newest, TODAY).obligations;
    let first = |found: Vec<Obligation>| found.into_iter().find(|found| found.key.kind == Kind::FirstSession).unwrap();
    let (national, local) = (first(session(&settings().newest)), first(session(&own)));
    assert_eq!((national.window.due, national.standing), (date(2026, 9, 14), Standing::National));
    assert_eq!((local.window.due, local.standing), (date(2026, 9, 21), Standing::Local));
}

#[test]
fn contact_depends_on_risk_and_a_missing_risk_is_owed_itself() {
    let mut case = case();
    assert!(unclear(&case, Kind::PomContact).is_some());
    assert_eq!(window(&case, Kind::RoshMissing), Some((date(2026, 9, 7), date(2026, 9, 14), None)));
    case.last.contact = Some(date(2026, 10, 31));
    case.rosh = Some(Rosh::High);
    assert_eq!(window(&case, Kind::PomContact), Some((date(2026, 10, 31), date(2026, 11, 30), None)));
    case.rosh = Some(Rosh::Medium);
    assert_eq!(window(&case, Kind::PomContact), Some((date(2026, 10, 31), date(2027, 1, 31), None)));
    assert_eq!(window(&case, Kind::RoshMissing), None);
}

#[test]
fn plan_oasys_and_oversight() {
    let mut case = case();
    assert_eq!(window(&case, Kind::FirstPlan), Some((date(2026, 9, 7), date(2026, 9, 21), None)));
    assert_eq!(unclear(&case, Kind::OasysReview).as_deref(), Some("when that was last done"));
    case.last.plan = Some(date(2026, 2, 28));
    case.last.oasys = Some(date(2026, 1, 15));
    case.last.oversight = Some(date(2026, 8, 31));
    assert_eq!(window(&case, Kind::FirstPlan), None);
    assert_eq!(window(&case, Kind::PlanReview), Some((date(2026, 2, 28), date(2027, 2, 28), None)));
    assert_eq!(window(&case, Kind::OasysReview), Some((date(2026, 1, 15), date(2027, 1, 15), None)));
    assert_eq!(window(&case, Kind::Oversight), Some((date(2026, 8, 31), date(2027, 2, 28), None)));
    assert_eq!(all(&case, Kind::Oversight)[0].owner.role, Role::HeadOfOmuDelivery);
}

#[test]
fn checks_are_asked_for_and_chased() {
    let mut case = case();
    assert_eq!(all(&case, Kind::CheckRequest).len(), 2);
    let asked = Check { agency: Agency::Police, requested: date(2026, 11, 2), chased: None, received: None };
    case.checks = vec![asked];
    assert_eq!(window(&case, Kind::CheckAnswer), Some((date(2026, 11, 2), date(2026, 11, 16), None)));
    case.checks = vec![Check { chased: Some(date(2026, 11, 17)), ..asked }];
    assert_eq!(window(&case, Kind::CheckAnswer), Some((date(2026, 11, 17), date(2026, 12, 1), None)));
    case.checks = vec![Check { received: Some(date(2026, 11, 20)), ..asked }];
    assert_eq!(window(&case, Kind::CheckAnswer), None);
    assert_eq!(all(&case, Kind::CheckRequest).len(), 1, "children's services are still to be asked");
}

#[test]
fn each_person_is_told_of_a_changed_risk() {
    let mut case = case();
    let told = |whom: &str, on| Told { whom: whom.to_owned(), on };
    let tell = vec![told("COM", None), told("Victim liaison officer", None), told("Police", Some(date(2026, 11, 24)))];
    case.risk_changes = vec![RiskChange { on: date(2026, 11, 23), tell }];
    let owed = all(&case, Kind::RiskChange);
    assert_eq!(
        owed.iter().map(|owed| owed.key.about.as_deref()).collect::<Vec<_>>(),
        [Some("COM"), Some("Victim liaison officer")]
    );
    assert_eq!(owed[0].window.due, date(2026, 11, 30));
}
