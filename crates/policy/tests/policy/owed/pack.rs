//! The handover pack, and how it went after release.

use jiff::civil::{Date, date};
use policy::obligation::{AfterRelease, CaseFacts, Kind, PackFact};

use super::{TODAY, all, case, on, unclear, window};

fn sent(version: u32, on: Date) -> PackFact {
    PackFact {
        version,
        sealed: on,
        sent: Some(on),
        words_given: None,
        chased: None,
        received: None,
        astray: None,
        recalled: None,
    }
}

fn with(packs: Vec<PackFact>) -> CaseFacts {
    CaseFacts { packs: Some(packs), ..case() }
}

#[test]
fn where_packs_are_not_kept_none_is_owed() {
    assert_eq!(window(&CaseFacts { packs: None, ..case() }, Kind::PackSend), None);
}

#[test]
fn a_pack_goes_by_the_handover_date_and_counts_from_the_opening_of_the_window() {
    let owed = Some((date(2026, 8, 21), date(2026, 10, 16), None));
    assert_eq!(window(&case(), Kind::PackSend), owed);
    assert_eq!(window(&with(vec![sent(1, date(2026, 8, 20))]), Kind::PackSend), owed, "another handover's");
    assert_eq!(window(&with(vec![sent(1, date(2026, 8, 21))]), Kind::PackSend), None);
    let sealed = PackFact { sent: None, ..sent(1, date(2026, 9, 1)) };
    assert_eq!(window(&with(vec![sealed]), Kind::PackSend), owed, "sealed is not sent");
}

#[test]
fn what_went_astray_or_was_recalled_was_not_sent() {
    let day = date(2026, 10, 14);
    for lost in [PackFact { astray: Some(TODAY), ..sent(1, day) }, PackFact { recalled: Some(TODAY), ..sent(1, day) }] {
        assert!(window(&with(vec![lost]), Kind::PackSend).is_some());
        assert_eq!(window(&with(vec![lost]), Kind::PackReceipt), None, "nothing can be received");
        let second = with(vec![lost, sent(2, date(2026, 11, 25))]);
        assert_eq!(window(&second, Kind::PackSend), None);
    }
}

#[test]
fn nothing_is_sent_where_nothing_is_handed_over_and_what_is_unknown_is_said() {
    let mut case = case();
    case.handover.recalled = Some(true);
    assert_eq!(window(&case, Kind::PackSend), None, "the community has had it from the start");
    case.handover.recalled = Some(false);
    case.handover.indeterminate = None;
    assert!(unclear(&case, Kind::PackSend).is_some());
}

#[test]
fn only_the_newest_pack_is_chased_and_each_time_again() {
    let monday = date(2026, 11, 23);
    let mut case = with(vec![sent(2, monday), sent(1, date(2026, 11, 2))]);
    let found = all(&case, Kind::PackReceipt);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].key.about.as_deref(), found[0].window.due), (Some("version 2"), date(2026, 11, 25)));
    case.packs.as_mut().unwrap()[0].chased = Some(TODAY);
    assert_eq!(window(&case, Kind::PackReceipt), Some((TODAY, date(2026, 11, 30), None)));
    case.packs.as_mut().unwrap()[0].received = Some(TODAY);
    assert_eq!(window(&case, Kind::PackReceipt), None, "the first needs no receipt any more");
}

#[test]
fn a_fact_that_changed_asks_for_a_new_version_once() {
    let mut case = with(vec![sent(1, date(2026, 10, 14))]);
    assert_eq!(window(&case, Kind::PackAgain), None);
    case.changed_since = Some(date(2026, 11, 20));
    assert_eq!(window(&case, Kind::PackAgain), Some((date(2026, 11, 20), date(2026, 11, 27), None)));
    case.packs = Some(vec![sent(1, date(2026, 8, 3))]);
    assert_eq!(window(&case, Kind::PackAgain), None, "the pack that is owed for this handover is the new version");
    assert!(window(&case, Kind::PackSend).is_some());
    case.packs = Some(Vec::new());
    assert_eq!(window(&case, Kind::PackAgain), None, "there is nothing that could be out of date");
}

#[test]
fn after_release_only_the_receipt_and_the_outcome_are_owed() {
    let mut case = with(vec![sent(1, date(2026, 11, 24))]);
    case.after_release = AfterRelease { released: Some(date(2026, 11, 20)), reported: None };
    let kinds: Vec<Kind> = on(&case, TODAY).obligations.iter().map(|found| found.key.kind).collect();
    assert_eq!(kinds, [Kind::PackReceipt, Kind::OutcomeReport]);
    assert_eq!(window(&case, Kind::OutcomeReport), Some((date(2026, 11, 20), date(2026, 12, 4), None)));
    case.after_release.reported = Some(date(2026, 11, 2));
    assert!(window(&case, Kind::OutcomeReport).is_some(), "that was an earlier release");
    case.after_release.reported = Some(date(2026, 11, 25));
    assert_eq!(window(&case, Kind::OutcomeReport), None);
    assert!(on(&case, date(2026, 11, 19)).obligations.len() > 10, "the day before they were in custody");
}
