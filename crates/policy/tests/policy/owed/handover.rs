//! What a handover asks for.

use jiff::civil::date;
use policy::handover::{Assessment, Dated, Facts, Override, Question, Side, referral_opens, rule_sets};
use policy::obligation::{CaseFacts, Kind, ObligationSettings, owed, settings};

use super::{TODAY, all, case, on, unclear, window};

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
fn a_managers_decision_is_reviewed() {
    let mut case = case();
    let decided = Some(date(2026, 11, 2));
    let decision = |review| Override { to: Side::Prison, reason: None, decided, review };
    case.handover.responsibility_override = Some(decision(Some(date(2027, 2, 1))));
    assert_eq!(window(&case, Kind::OverrideReview), Some((date(2026, 11, 2), date(2027, 2, 1), None)));
    case.handover.responsibility_override = Some(decision(None));
    assert!(unclear(&case, Kind::OverrideReview).is_some());
}

#[test]
fn early_allocation_asks_for_what_is_open_and_no_more() {
    let mut case = case();
    let made = |made, in_window, yes| Assessment {
        made,
        in_window,
        answers: Question::ALL.iter().map(|question| (*question, *question == yes)).collect(),
        community_decision: None,
    };
    case.handover.early_allocations = vec![made(date(2026, 11, 2), true, Question::OtherReason)];
    assert_eq!(window(&case, Kind::EarlyDecision), Some((date(2026, 11, 2), date(2026, 11, 16), None)));
    case.handover.early_allocations = vec![made(date(2026, 11, 2), true, Question::HighProfile)];
    assert_eq!(window(&case, Kind::EarlyDecision), None, "nobody decides what is eligible");
    case.handover.early_allocations = vec![made(date(2025, 11, 3), false, Question::OtherReason)];
    assert_eq!(window(&case, Kind::EarlyAgain), Some((date(2025, 12, 30), date(2026, 1, 14), None)));
}

#[test]
fn a_referral_window_opens_on_the_first_day_from_which_it_reaches() {
    let opens = |release| {
        let facts = Facts { conditional_release: Dated::from(release), ..case().handover };
        referral_opens(&facts, TODAY, &rule_sets().newest).unwrap()
    };
    assert_eq!(opens(date(2027, 8, 31)), date(2026, 3, 1), "18 months from 28 February do not reach 31 August");
    assert_eq!(opens(date(2027, 8, 28)), date(2026, 2, 28));
}

#[test]
fn a_handover_without_a_meeting_is_a_setting() {
    let mut own = settings().newest.clone();
    let meetings = |settings: &ObligationSettings| {
        let owed = owed(&case(), settings, &rule_sets().newest, TODAY).obligations;
        owed.iter().filter(|found| found.key.kind == Kind::HandoverMeeting).count()
    };
    own.constants.no_meeting_since.value = Some(date(2026, 10, 17));
    assert_eq!(meetings(&own), 1, "the handover date is before that");
    own.constants.no_meeting_since.value = Some(date(2026, 10, 16));
    assert_eq!(meetings(&own), 0);
}

#[test]
fn the_tasks_of_a_handover_follow_its_type() {
    let mut case = case();
    let tasks = |case: &CaseFacts| {
        // A pack goes whatever the type.
        let is_task = |kind: &Kind| kind.words().starts_with("Handover") && *kind != Kind::PackSend;
        on(case, TODAY).obligations.iter().map(|found| found.key.kind).filter(is_task).collect::<Vec<_>>()
    };
    assert_eq!(tasks(&case), [Kind::HandoverOasys, Kind::HandoverContact, Kind::HandoverMeeting]);
    case.tasks.enhanced = Some(false);
    assert_eq!(tasks(&case), [Kind::HandoverContact, Kind::HandoverReport]);
    assert_eq!(window(&case, Kind::HandoverReport), Some((date(2026, 8, 21), date(2026, 10, 16), None)));
    case.tasks.report_sent = Some(date(2026, 9, 30));
    case.tasks.com_contact = Some(date(2025, 9, 30));
    assert_eq!(tasks(&case), [Kind::HandoverContact], "contact a year before is not this handover's");
    case.tasks.com_contact = Some(date(2026, 8, 21));
    assert_eq!(tasks(&case), [], "on the first day of the window it is");
}
