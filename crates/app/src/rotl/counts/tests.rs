use casework::rotl::Status;
use jiff::civil::date;

use super::*;

const TODAY: Date = date(2026, 11, 27);

fn at(iso: &str) -> i64 {
    let local: jiff::civil::DateTime = iso.parse().unwrap();
    london::instant(local).unwrap().as_millisecond()
}

fn waiting(awaits: Awaits, status: Status, made: &str) -> Waiting {
    let age = older(40, TODAY).into_iter().filter(|before| at(made) < *before).count();
    Waiting { awaits, status, age: u8::try_from(age).unwrap(), count: 1 }
}

fn asked(from: Option<&str>, until: Option<&str>) -> ReleaseCounts {
    ReleaseCounts { from: from.map(str::to_owned), until: until.map(str::to_owned) }
}

fn period(from: Option<&str>, until: Option<&str>) -> Period {
    Period::read(&asked(from, until), TODAY).unwrap()
}

fn refused(from: Option<&str>, until: Option<&str>) -> (Option<&'static str>, String) {
    let error = Period::read(&asked(from, until), TODAY).unwrap_err();
    (error.field, error.message)
}

#[test]
fn without_a_wish_it_is_the_last_twelve_months() {
    let year = period(None, None);
    assert_eq!((year.from, year.until, year.cut), (date(2025, 11, 28), TODAY, None));
    let earlier = period(Some(" "), Some("31/01/2026"));
    assert_eq!((earlier.from, earlier.until), (date(2025, 2, 1), date(2026, 1, 31)));
}

#[test]
fn what_has_not_come_is_cut_off_and_said() {
    let cut = period(Some("2026-11-01"), Some("2026-12-31"));
    assert_eq!(cut.until, TODAY);
    assert_eq!(cut.cut.as_deref(), Some("31 December 2026 has not come yet: counted until today, 27 November 2026"));
}

#[test]
fn days_that_cannot_be_are_refused_at_their_field() {
    assert_eq!(refused(Some("2026-11-28"), None), (Some("from"), "28 November 2026 has not come yet.".to_owned()));
    assert_eq!(
        refused(Some("2026-03-02"), Some("2026-03-01")),
        (Some("until"), "1 March 2026 is before the first day, 2 March 2026.".to_owned())
    );
    assert_eq!(refused(Some("soon"), None), (Some("from"), "“soon” is not a date.".to_owned()));
    assert_eq!(refused(None, Some("31/02/2026")).0, Some("until"));
}

#[test]
fn a_day_begins_and_ends_at_londons_midnight() {
    let summer = period(Some("2026-07-01"), Some("2026-07-01")).instants();
    assert_eq!(summer, at("2026-07-01T00:00")..at("2026-07-02T00:00"));
    assert_eq!(instant(summer.start).to_string(), "2026-06-30T23:00:00Z");
    // The clocks go back in the night to 25 October: that day has 25 hours.
    let autumn = period(Some("2026-10-25"), Some("2026-10-25")).instants();
    assert_eq!(autumn.end - autumn.start, 25 * 3_600_000);
    assert!(!autumn.contains(&at("2026-10-26T00:00")) && autumn.contains(&at("2026-10-25T23:59")));
}

#[test]
fn a_week_of_data_is_counted_from_the_first_application() {
    let year = period(None, None);
    assert_eq!(year.days_since(date(2026, 11, 21)), 7);
    assert_eq!(year.days_since(date(2026, 11, 22)), 6);
    assert_eq!(year.days_since(date(2020, 1, 1)), 365);
    assert!(period(Some("2020-01-01"), Some("2020-01-31")).days_since(date(2026, 1, 1)) < WEEK);
}

#[test]
fn ages_are_sorted_by_the_prisons_own_figure() {
    assert_eq!(ages(40), ["under 20 days", "20 to 40 days", "over 40 days"]);
    assert_eq!(ages(1), ["under 1 day", "1 day", "over 1 day"]);
    assert_eq!(ages(2), ["under 1 day", "1 to 2 days", "over 2 days"]);
    let all = [
        waiting(Awaits::Replies, Status::Applied, "2026-11-27T09:00"),
        waiting(Awaits::Replies, Status::Applied, "2026-11-08T09:00"),
        waiting(Awaits::Replies, Status::Applied, "2026-11-07T23:59"),
        waiting(Awaits::Board, Status::Applied, "2026-10-18T00:00"),
        waiting(Awaits::Board, Status::Applied, "2026-10-17T23:59"),
        waiting(Awaits::Decision, Status::Deferred, "2026-10-01T09:00"),
        waiting(Awaits::Licence, Status::Granted, "2026-11-20T09:00"),
    ];
    let counted = stages(&all);
    let counted: Vec<_> = counted.iter().map(|(stage, ages)| (stage.as_str(), *ages)).collect();
    assert_eq!(
        counted,
        [
            ("Consultation", [2, 1, 0]),
            ("Risk assessment", [0, 0, 0]),
            ("Board", [0, 1, 1]),
            ("Decision", [0, 0, 0]),
            ("Licence", [1, 0, 0]),
            ("Put off", [0, 0, 1]),
        ]
    );
}

fn of(sex: &str) -> Group {
    Group { sex: Some(sex.to_owned()), ..Group::default() }
}

fn failing(release: u8, sex: &str, returned: Option<&str>, reported: bool) -> Failing {
    Failing {
        release: ReleaseId(uuid::Uuid::from_bytes([release; 16])),
        group: of(sex),
        out: at("2026-11-26T08:00"),
        back: at("2026-11-26T17:00"),
        left: at("2026-11-26T08:02"),
        returned: returned.map(at),
        reported,
    }
}

fn answered(all: &[(&str, &str)]) -> FailureAnswers {
    let chosen = |code: &str| vec![policy::rotl::Chosen { code: code.to_owned(), ..Default::default() }];
    all.iter().map(|(question, code)| ((*question).to_owned(), chosen(code))).collect()
}

#[test]
fn each_end_is_a_failure_of_its_kinds_or_none() {
    let now = instant(at("2026-11-27T10:00"));
    let breached = answered(&[
        ("59184", "210713"),
        ("59188", "210727"),
        ("59189", "210728"),
        ("59191", "210741"),
        ("59195", "210763"),
    ]);
    let silent = answered(&[
        ("59184", "210713"),
        ("59188", "210727"),
        ("59189", "210729"),
        ("59191", "210741"),
        ("59195", "210764"),
    ]);
    let all = [
        failing(1, "Female", Some("2026-11-26T17:01"), false),
        failing(2, "Female", Some("2026-11-27T00:00"), false),
        failing(3, "Male", None, false),
        failing(4, "Male", Some("2026-11-26T16:00"), true),
        failing(5, "X", Some("2026-11-26T16:00"), true),
        failing(6, "X", Some("2026-11-26T17:30"), true),
    ];
    let reports =
        BTreeMap::from([(all[3].release, breached), (all[4].release, silent.clone()), (all[5].release, silent)]);
    let ends = Ends::of(&all, &reports, now);
    assert_eq!(ends.failed, BTreeMap::from([(of("Female"), 2), (of("Male"), 2), (of("X"), 2)]));
    assert_eq!((ends.unreported, ends.still_out), (3, 0));
    let kinds: Vec<u32> = ends.kinds().into_iter().map(|(_, count)| count).collect();
    assert_eq!(kinds, [2, 2, 1, 1, 1], "failures to return, late, arrested, breached, none of these");
}

#[test]
fn whoever_is_out_before_midnight_has_not_failed_and_not_ended() {
    let late = instant(at("2026-11-26T23:59"));
    let ends = Ends::of(&[failing(1, "Female", None, false)], &BTreeMap::new(), late);
    assert_eq!(ends, Ends { still_out: 1, ..Ends::default() });
    // A return that was written down before the going out is none.
    let wrong = failing(1, "Female", Some("2026-11-26T07:00"), false);
    assert_eq!(Ends::of(&[wrong], &BTreeMap::new(), late).still_out, 1);
}

#[test]
fn who_is_out_is_late_or_has_failed_by_the_clock() {
    let one = |back: &str, recalled| Outside {
        out: at("2026-11-26T08:00"),
        back: at(back),
        left: Some(at("2026-11-26T08:00")),
        returned: None,
        recalled,
    };
    let all = [one("2026-11-27T18:00", false), one("2026-11-27T09:00", false), one("2026-11-26T17:00", true)];
    let now = instant(at("2026-11-27T10:00"));
    assert_eq!(outside(&all, now), OutCount { out: 3, late: 1, failed: 1, recalled: 1 });
}

#[test]
fn a_failure_goes_with_whoever_failed() {
    let counted = |sex| GroupCount { group: of(sex), releases: 12, ..GroupCount::default() };
    let now = instant(at("2026-11-27T10:00"));
    let ends = Ends::of(&[failing(1, "Male", None, false)], &BTreeMap::new(), now);
    let by_sex = groups::groups(&[counted("Female"), counted("Male")], &ends.failed).remove(0).groups;
    let failures: Vec<_> = by_sex.iter().map(|group| (group.name.as_str(), group.failures)).collect();
    assert_eq!(failures, [("Female", 0), ("Male", 1)]);
}
