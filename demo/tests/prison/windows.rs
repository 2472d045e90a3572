//! Every later screen has something due, something overdue and something far off.

use std::collections::BTreeMap;

use demo::{AllocationKind, CaseKind, Person};
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;

use super::{OPEN, STANDARD, WOMENS, day, days_ahead, is_active, word};

fn active() -> impl Iterator<Item = &'static Person> {
    STANDARD.people.iter().filter(|person| is_active(person))
}

fn release(person: &Person) -> Option<i32> {
    day(&person.document, "releaseDate").map(days_ahead)
}

/// Eight and a half months before release for those released automatically.
fn handover(person: &Person) -> Option<i32> {
    let date = day(&person.document, "conditionalReleaseDate")?;
    (person.kind == CaseKind::LongDeterminate).then(|| days_ahead(date - 8.months() - 14.days()))
}

fn has_alert(document: &Value, code: &str) -> bool {
    document["alerts"].as_array().unwrap().iter().any(|alert| alert["alertCode"] == code && alert["active"] == true)
}

fn count(test: impl Fn(&Person) -> bool) -> usize {
    active().filter(|person| test(person)).count()
}

#[test]
fn people_are_released_in_the_next_twelve_weeks_and_long_after() {
    assert!(count(|person| release(person).is_some_and(|days| days <= 84)) >= 50);
    assert!(count(|person| release(person).is_some_and(|days| (85..=365).contains(&days))) >= 80);
    assert!(count(|person| release(person).is_some_and(|days| days > 700)) >= 20);
    assert!(count(|person| person.document["confirmedReleaseDate"].is_string()) >= 10);
}

#[test]
fn handovers_are_coming_up_running_and_missing_somebody() {
    assert!(count(|person| handover(person).is_some_and(|days| (1..=56).contains(&days))) >= 15);
    assert!(count(|person| handover(person).is_some_and(|days| (-28..=0).contains(&days))) >= 5);
    assert!(count(|person| handover(person).is_some_and(|days| days <= -2) && person.com.is_none()) >= 5);
    assert!(count(|person| handover(person).is_some_and(|days| days > 56)) >= 15);
    let arrived_late = |person: &Person| {
        let here = day(&person.document, "lastAdmissionDate").map(days_ahead);
        here.is_some_and(|days| days >= -28) && handover(person).is_some_and(|days| days <= 56)
    };
    assert!(count(arrived_late) >= 2);
}

#[test]
fn key_work_is_done_due_and_overdue() {
    let mut last: BTreeMap<usize, Date> = BTreeMap::new();
    for note in STANDARD.notes.iter().filter(|note| note.sub_type == "KS") {
        last.insert(note.person, note.occurred.date());
    }
    let ago = |at: usize| last.get(&at).map(|date| -days_ahead(*date));
    let people = || STANDARD.people.iter().enumerate().filter(|(_, person)| is_active(person));
    assert!(people().filter(|(at, _)| ago(*at).is_some_and(|days| days < 7)).count() >= 150);
    assert!(people().filter(|(at, _)| ago(*at).is_some_and(|days| days >= 7)).count() >= 100);
    assert!(people().filter(|(at, _)| ago(*at).is_some_and(|days| days > 28)).count() >= 5);
    assert!(people().filter(|(at, _)| ago(*at).is_none()).count() >= 3);
    let unallocated = |person: &Person| {
        !person.allocations.iter().any(|one| one.kind == AllocationKind::Keyworker && one.to.is_none())
    };
    assert!((10..120).contains(&count(unallocated)));
    let open = STANDARD.notes.iter().flat_map(|note| &note.actions).filter(|action| action.done_on.is_none());
    let due: Vec<i32> = open.filter_map(|action| action.due).map(days_ahead).collect();
    assert!(due.iter().filter(|days| **days < 0).count() >= 50 && due.iter().filter(|days| **days >= 0).count() >= 50);
}

#[test]
fn parole_and_tariffs_fall_due_now_and_later() {
    let next = |person: &Person| {
        ["paroleEligibilityDate", "tariffDate"].into_iter().find_map(|key| day(&person.document, key)).map(days_ahead)
    };
    assert!(count(|person| next(person).is_some_and(|days| (0..=300).contains(&days))) >= 10);
    assert!(count(|person| next(person).is_some_and(|days| days < 0)) >= 20);
    assert!(count(|person| next(person).is_some_and(|days| days > 800)) >= 10);
}

#[test]
fn home_detention_curfew_is_near_for_some_and_past_for_some() {
    let curfew = |person: &Person| day(&person.document, "homeDetentionCurfewEligibilityDate").map(days_ahead);
    assert!(count(|person| curfew(person).is_some_and(|days| (0..=70).contains(&days))) >= 10);
    assert!(count(|person| curfew(person).is_some_and(|days| days < 0)) >= 10);
}

#[test]
fn public_protection_levels_are_set_to_be_set_and_late() {
    let level_missing = |person: &Person| person.mappa.as_ref().is_some_and(|mappa| mappa.level.is_none());
    assert!(count(|person| level_missing(person) && release(person).is_some_and(|days| days <= 183)) >= 3);
    assert!(count(|person| level_missing(person) && release(person).is_some_and(|days| days > 183)) >= 10);
    let review = |person: &Person| person.mappa.as_ref().and_then(|mappa| mappa.review).map(days_ahead);
    assert!(count(|person| review(person).is_some_and(|days| days < 0)) >= 3);
    assert!(count(|person| review(person).is_some_and(|days| days >= 0)) >= 3);
}

#[test]
fn what_is_missing_in_life_is_missing_here() {
    let sentenced =
        |person: &Person| matches!(person.kind, CaseKind::LongDeterminate | CaseKind::Extended | CaseKind::Life);
    assert!(count(|person| sentenced(person) && person.rosh.is_none()) >= 15);
    assert!(count(|person| person.rosh.as_ref().is_some_and(|rosh| days_ahead(rosh.assessed) < -365)) >= 10);
    assert!(count(|person| sentenced(person) && person.tier.is_none()) >= 5);
    assert!(
        count(|person| sentenced(person) && release(person).is_none() && person.document["tariffDate"].is_null()) >= 2
    );
    assert!(count(|person| person.document["religion"].is_null()) >= 20);
    assert!(count(|person| person.contacts.is_empty()) >= 10);
}

#[test]
fn the_alerts_that_bar_or_warn_are_raised_for_somebody() {
    for code in ["XRF", "RNO121", "HA", "SOR", "LCE", "F1", "P55", "P11", "ROH", "ROV", "SROTL", "RROTL", "ROTL", "XEL"]
    {
        assert!(STANDARD.people.iter().any(|person| has_alert(&person.document, code)), "nobody has {code}");
    }
    let escape = STANDARD.people.iter().filter(|person| has_alert(&person.document, "XEL")).count();
    assert!(escape < 15);
}

#[test]
fn some_have_left_and_some_are_out_for_the_day() {
    let status =
        |wanted: &str| STANDARD.people.iter().filter(|person| word(&person.document, "status") == wanted).count();
    assert!(status("INACTIVE OUT") >= 10 && status("INACTIVE TRN") >= 10 && status("ACTIVE OUT") >= 2);
    for place in ["RECP", "CSWAP", "COURT", "TAP"] {
        assert!(
            STANDARD.people.iter().any(|person| word(&person.document, "cellLocation") == place),
            "nobody in {place}"
        );
    }
    let licence = |person: &&Person| day(&person.document, "releaseOnTemporaryLicenceDate").map(days_ahead);
    assert!(OPEN.people.iter().filter(|person| licence(person).is_some_and(|days| days < 0)).count() >= 5);
    assert!(OPEN.people.iter().filter(|person| licence(person).is_some_and(|days| days > 0)).count() >= 5);
}

#[test]
fn the_unit_holds_people_whom_rules_treat_apart() {
    let language = |code: &str| count(|person| person.document["languages"].to_string().contains(code));
    assert!(language("CYM") >= 10, "Welsh speakers");
    assert!(count(|person| word(&person.document, "nationality") != "British") >= 30, "foreign nationals");
    assert!(count(|person| !person.document["personalCareNeeds"].as_array().is_none_or(Vec::is_empty)) >= 60);
    assert!(count(|person| person.victim_contact.is_some()) >= 40);
    assert!(WOMENS.people.iter().any(|person| word(&person.document, "complexityOfNeedLevel") == "high"));
}
