//! What is owed in a case: when it opens, when it is due, what settles it, and what cannot be told.

use jiff::civil::{Date, date};
use policy::handover::{Dated, Facts, Override, ParoleReview, Side, rule_sets};
use policy::obligation::{
    Agency, ByHand, CaseFacts, Check, DateMove, Kind, Obligation, Owed, RiskChange, Role, Rosh, Standing, Told,
    Urgency, owed, settings, what_moved,
};

const TODAY: Date = date(2026, 11, 26);

/// Somebody with a determinate sentence, received in September, released in June 2027; nothing is done yet.
fn case() -> CaseFacts {
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
        ..CaseFacts::default()
    }
}

fn on(case: &CaseFacts, today: Date) -> Owed {
    owed(case, &settings().newest, &rule_sets().newest, today)
}

fn all(case: &CaseFacts, kind: Kind) -> Vec<Obligation> {
    on(case, TODAY).obligations.into_iter().filter(|obligation| obligation.key.kind == kind).collect()
}

/// The only obligation of a kind, as opening, due and last day.
fn window(case: &CaseFacts, kind: Kind) -> Option<(Date, Date, Option<Date>)> {
    let found = all(case, kind);
    assert!(found.len() <= 1, "{found:?}");
    found.first().map(|obligation| (obligation.window.opens, obligation.window.due, obligation.window.hard_stop))
}

fn unclear(case: &CaseFacts, kind: Kind) -> Option<String> {
    let owed = on(case, TODAY);
    owed.unclear.iter().find(|unclear| unclear.kind == kind).map(|unclear| unclear.missing.to_string())
}

#[test]
fn the_first_session_here_and_then_one_a_week() {
    let mut case = case();
    assert_eq!(window(&case, Kind::FirstSession), Some((date(2026, 9, 7), date(2026, 9, 14), None)));
    case.key_work.last_session = Some(date(2026, 8, 30));
    assert!(window(&case, Kind::FirstSession).is_some(), "a session in another prison is not one here");
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
fn a_com_is_named_by_the_day_on_which_the_communitys_part_begins() {
    let mut case = case();
    // Handover on 16 October 2026.
    let expected = (date(2026, 8, 21), date(2026, 10, 16), Some(date(2026, 10, 18)));
    assert_eq!(window(&case, Kind::ComNeeded), Some(expected));
    case.staff.com_name = Some("  ".to_owned());
    assert!(window(&case, Kind::ComNeeded).is_some(), "a blank is no name");
    case.staff.com_email = Some("jo@example.test".to_owned());
    assert_eq!(window(&case, Kind::ComNeeded), None, "an address is enough, here as everywhere");
}

#[test]
fn no_case_is_left_out_for_want_of_a_date() {
    // Recalled: the community is responsible, and there is no handover date.
    let mut recalled = case();
    recalled.handover.recalled = Some(true);
    assert_eq!(window(&recalled, Kind::ComNeeded), Some((date(2026, 9, 7), date(2026, 9, 7), None)));
    // A lifer whose tariff has expired.
    let mut lifer = case();
    lifer.handover.indeterminate = Some(true);
    lifer.handover.tariff = Some(date(2020, 3, 1));
    lifer.handover.sentence_terms = Some(Vec::new());
    assert_eq!(window(&lifer, Kind::ComNeeded).map(|window| window.1), Some(date(2019, 3, 1)));
    assert_eq!(all(&lifer, Kind::HandoverContact).len(), 1);
    // One in an open prison: the community supports from the arrival.
    lifer.handover.prison = Some("FDI".to_owned());
    lifer.handover.moved_in = Some(date(2026, 9, 7));
    lifer.handover.tariff = Some(date(2029, 6, 1));
    assert_eq!(window(&lifer, Kind::ComNeeded).map(|window| window.1), Some(date(2026, 9, 7)));
}

#[test]
fn a_managers_decision_reaches_the_list() {
    let mut case = case();
    case.handover.conditional_release = Dated::from(date(2030, 6, 30));
    let decide = |to| Override { to, reason: None, decided: Some(date(2026, 11, 2)), review: None };
    case.handover.responsibility_override = Some(decide(Side::Probation));
    assert_eq!(window(&case, Kind::ComNeeded), Some((date(2026, 11, 2), date(2026, 11, 2), None)));
}

#[test]
fn the_tasks_of_a_handover_follow_its_type() {
    let mut case = case();
    let tasks = |case: &CaseFacts| {
        let is_task = |kind: &Kind| kind.words().starts_with("Handover");
        on(case, TODAY).obligations.iter().map(|found| found.key.kind).filter(is_task).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&case), [Kind::HandoverOasys, Kind::HandoverContact, Kind::HandoverMeeting]);
    case.tasks.enhanced = Some(false);
    assert_eq!(tasks(&case), [Kind::HandoverContact, Kind::HandoverReport]);
    assert_eq!(window(&case, Kind::HandoverReport), Some((date(2026, 8, 21), date(2026, 10, 16), None)));
    case.tasks.report_sent = Some(date(2026, 9, 30));
    case.tasks.com_contact = Some(date(2025, 9, 30));
    assert_eq!(tasks(&case), [Kind::HandoverContact], "contact a year before is not this handover's");
}

#[test]
fn the_way_to_release() {
    let mut case = case();
    assert_eq!(
        window(&case, Kind::PreReleaseReport),
        Some((date(2027, 4, 7), date(2027, 6, 2), Some(date(2027, 6, 30))))
    );
    // Wednesday 30 June: hard stop on Monday 28, warning on Thursday 24.
    assert_eq!(window(&case, Kind::Licence), Some((date(2027, 6, 2), date(2027, 6, 24), Some(date(2027, 6, 28)))));
    assert_eq!(window(&case, Kind::MappaLevel), None);
    assert_eq!(unclear(&case, Kind::MappaLevel).as_deref(), Some("whether MAPPA applies"));
    case.release.mappa_applies = Some(true);
    assert_eq!(
        window(&case, Kind::MappaLevel),
        Some((date(2026, 10, 30), date(2026, 12, 30), Some(date(2027, 6, 30))))
    );
    assert_eq!(unclear(&case, Kind::DutyToRefer), None, "it is early to ask");
    case.release.homeless = Some(true);
    assert_eq!(window(&case, Kind::DutyToRefer), Some((date(2027, 5, 5), date(2027, 6, 2), Some(date(2027, 6, 30)))));
    case.release.approved_premises = Some(true);
    let notice = (date(2026, 12, 30), date(2027, 6, 1), Some(date(2027, 6, 22)));
    assert_eq!(
        window(&case, Kind::ApprovedPremises),
        Some(notice),
        "29 days are standard notice, 8 are no emergency yet"
    );
    case.release.premises_applied = Some(date(2027, 1, 4));
    assert_eq!(window(&case, Kind::ApprovedPremises), None);
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
fn a_parole_eligibility_date_is_prepared_for() {
    let mut case = case();
    case.handover.parole_eligibility = Some(date(2027, 5, 31));
    let expected = (date(2026, 7, 31), date(2027, 5, 31), Some(date(2027, 5, 31)));
    assert_eq!(window(&case, Kind::ParolePreparation), Some(expected));
    case.release.parole_report = Some(date(2026, 11, 2));
    assert_eq!(window(&case, Kind::ParolePreparation), None);
}

#[test]
fn parole_has_its_report_and_its_outcome_a_day() {
    let mut case = case();
    case.handover.parole_reviews = vec![
        ParoleReview {
            target_hearing: Some(date(2027, 5, 31)),
            custody_report_due: Some(date(2027, 3, 1)),
            ..ParoleReview::default()
        },
        ParoleReview {
            target_hearing: Some(date(2025, 5, 1)),
            outcome: Some("Stay In Closed [*]".to_owned()),
            ..ParoleReview::default()
        },
    ];
    let expected = (date(2026, 7, 31), date(2027, 3, 1), Some(date(2027, 5, 31)));
    assert_eq!(window(&case, Kind::ParolePreparation), Some(expected));
    assert_eq!(window(&case, Kind::ParoleOutcome), None, "a later review has come");
    case.handover.parole_reviews.remove(0);
    assert!(window(&case, Kind::ParoleOutcome).is_some());
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
