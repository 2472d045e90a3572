//! What is asked for from when, how long it stands, and which dates cannot both be right.

use jiff::civil::{Date, date};
use policy::handover::MappaLevel;
use policy::pack::{KeyDates, Meeting, PackFacts, RiskFacts, SentenceKind, Standing, TopicFact};

use super::{TODAY, look, ready, stands, topic, with, without};

/// Somebody released on a day; nothing was arranged.
fn released(on: Date) -> PackFacts {
    PackFacts {
        today: TODAY,
        dates: KeyDates { release: Some(on), ..KeyDates::default() },
        homeless: Some(true),
        approved_premises: Some(true),
        ..PackFacts::default()
    }
}

#[test]
fn a_window_opens_on_its_day() {
    // Weeks and days before 26 November 2026 count to the day; six months before 26 May 2027 is that day.
    for (key, on_the_day) in [
        ("release-address", date(2027, 2, 18)),
        ("bank-account", date(2027, 2, 18)),
        ("id-document", date(2027, 2, 18)),
        ("pre-release-report", date(2027, 2, 18)),
        ("duty-to-refer", date(2027, 1, 21)),
        ("benefits", date(2026, 12, 24)),
        ("release-time", date(2026, 12, 24)),
        ("collection", date(2026, 12, 24)),
        ("first-appointment", date(2026, 12, 24)),
        ("medication", date(2026, 12, 24)),
        ("phone", date(2026, 12, 24)),
        ("com-contacts", date(2026, 12, 24)),
        ("approved-premises", date(2027, 5, 26)),
    ] {
        assert_eq!(stands(&released(on_the_day), key), Some("gap"), "{key}");
        let before = look(&released(on_the_day.tomorrow().unwrap()));
        let tomorrow = Standing::Later { from: Some(TODAY.tomorrow().unwrap()) };
        assert_eq!(before.item(key).unwrap().standing, tomorrow, "{key}");
    }
}

#[test]
fn what_is_counted_from_the_handover_waits_for_it() {
    let mut facts = released(date(2027, 10, 5));
    facts.dates.handover = Some(date(2027, 1, 22));
    for key in ["oasys-review", "handover-meeting"] {
        assert_eq!(look(&facts).item(key).unwrap().standing, Standing::Later { from: Some(date(2026, 11, 27)) });
        facts.dates.handover = Some(date(2027, 1, 21));
        assert_eq!(stands(&facts, key), Some("gap"), "{key}");
        facts.dates.handover = Some(date(2027, 1, 22));
    }
    facts.dates.handover = None;
    assert_eq!(look(&facts).item("oasys-review").unwrap().standing, Standing::Later { from: None });
}

#[test]
fn what_was_done_before_its_window_was_for_another() {
    let mut facts = ready();
    facts.reports.pre_release = Some(date(2026, 9, 22));
    assert_eq!(stands(&facts, "pre-release-report"), Some("gap"));
    facts.reports.pre_release = Some(date(2026, 9, 23));
    assert_eq!(stands(&facts, "pre-release-report"), Some("held"), "12 weeks before 16 December");
    facts.meeting = Meeting { invited: None, held: Some(date(2026, 10, 5)) };
    assert_eq!(stands(&facts, "handover-meeting"), Some("gap"), "8 weeks before 1 December is 6 October");
    facts.meeting.invited = Some(date(2026, 11, 2));
    assert_eq!(stands(&facts, "handover-meeting"), Some("asked"), "to another one");
}

#[test]
fn what_is_too_old_is_stale_from_the_day_after() {
    let of = |key: &str, facts: &PackFacts| stands(facts, key);
    let oasys = |day| PackFacts { risk: RiskFacts { oasys: Some(day), ..ready().risk }, ..ready() };
    assert_eq!(of("oasys", &oasys(date(2026, 8, 26))), Some("held"));
    assert_eq!(of("oasys", &oasys(date(2026, 8, 25))), Some("stale"));
    let address = |on| with(TopicFact { on, ..topic("release-address", "held") });
    assert_eq!(of("release-address", &address(date(2026, 8, 26))), Some("held"));
    assert_eq!(of("release-address", &address(date(2026, 8, 25))), Some("stale"));
    let asked = with(TopicFact { on: date(2026, 5, 25), ..topic("bank-account", "asked") });
    assert_eq!(of("bank-account", &asked), Some("stale"), "asked for and forgotten");
}

#[test]
fn dates_that_cannot_both_be_right() {
    let with_dates = |dates: KeyDates| PackFacts { dates, ..ready() };
    let of = |dates: KeyDates, key| stands(&with_dates(dates), key);
    let dates = ready().dates;
    assert_eq!(of(KeyDates { handover: Some(date(2026, 12, 17)), ..dates }, "handover"), Some("contradicts"));
    assert_eq!(of(KeyDates { handover: dates.release, ..dates }, "handover"), Some("held"), "on the same day");
    assert_eq!(of(KeyDates { licence_end: Some(date(2026, 12, 15)), ..dates }, "licence-end"), Some("contradicts"));
    assert_eq!(of(KeyDates { release: Some(date(2026, 11, 25)), ..dates }, "release"), Some("contradicts"));
    assert_eq!(of(KeyDates { sentence_start: Some(TODAY), ..dates }, "rosh"), Some("contradicts"));
    let appointment = |on| PackFacts { first_appointment: Some(on), ..ready() };
    assert_eq!(stands(&appointment(date(2026, 12, 15)), "first-appointment"), Some("contradicts"));
    assert_eq!(stands(&appointment(date(2026, 12, 16)), "first-appointment"), Some("held"), "on the day itself");
}

#[test]
fn mappa_applies_or_it_does_not() {
    let of = |risk: RiskFacts, key: &str| stands(&PackFacts { risk, ..ready() }, key);
    let not = RiskFacts { mappa_applies: Some(false), mappa_category: None, mappa_level: None, ..ready().risk };
    assert_eq!((of(not, "mappa"), of(not, "mappa-level"), of(not, "mappa-review")), (Some("held"), None, None));
    assert_eq!(of(RiskFacts { mappa_level: Some(MappaLevel::None), ..not }, "mappa"), Some("held"));
    assert_eq!(of(RiskFacts { mappa_level: Some(MappaLevel::One), ..not }, "mappa"), Some("contradicts"));
    assert_eq!(of(RiskFacts { mappa_category: Some(3), ..not }, "mappa"), Some("contradicts"));
    let denied = RiskFacts { mappa_level: Some(MappaLevel::None), ..ready().risk };
    assert_eq!(of(denied, "mappa"), Some("contradicts"));
    assert_eq!(of(RiskFacts { mappa_applies: None, ..not }, "mappa"), Some("gap"));
}

#[test]
fn the_kind_of_sentence_says_which_dates_there_are() {
    let of = |sentence, key: &str| {
        let dates = KeyDates { handover: None, licence_end: None, ..ready().dates };
        stands(&PackFacts { sentence, dates, ..ready() }, key)
    };
    use SentenceKind::{Determinate, Indeterminate, Recall};
    for (sentence, end, handover) in [
        (None, Some("gap"), Some("gap")),
        (Some(Determinate), Some("gap"), Some("gap")),
        (Some(Indeterminate), None, Some("gap")),
        (Some(Recall), Some("gap"), None),
    ] {
        assert_eq!((of(sentence, "licence-end"), of(sentence, "handover")), (end, handover), "{sentence:?}");
    }
}

#[test]
fn high_complexity_of_need_means_no_key_work() {
    let mut facts = without("nothing");
    facts.key_work = policy::pack::KeyWorkFacts { high_complexity: true, ..Default::default() };
    assert_eq!(stands(&facts, "key-work"), None);
}
