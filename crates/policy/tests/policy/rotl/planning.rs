//! Patterns: the releases that they make, and what is wrong with them in words that a person can act on.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time, date, time};
use policy::rotl::{
    DayOfWeek, DayPlan, Hours, Kind, Pattern, Plan, Planning, Problem, RuleBook, Standing, Trip, Turn, plan,
};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn trip(out: DateTime, back: DateTime) -> Trip {
    Trip { out, back }
}

/// A trip of January 2027, by day and hour.
fn january(out: (i8, i8), back: (i8, i8)) -> Trip {
    let at = |(day, hour)| date(2027, 1, day).at(hour, 0, 0, 0);
    trip(at(out), at(back))
}

fn planned(kind: Kind, pattern: &Pattern) -> Plan {
    plan(&Planning { kind, pattern, has_address: true, others: &[] }, &RuleBook::newest())
}

fn day(day: DayOfWeek) -> DayPlan {
    DayPlan { day, out: time(7, 0, 0, 0), back: time(17, 30, 0, 0), nights: 0 }
}

fn weekly(from: Date, until: Date) -> Pattern {
    let days = [DayOfWeek::Monday, DayOfWeek::Tuesday, DayOfWeek::Wednesday, DayOfWeek::Thursday].map(day).to_vec();
    Pattern::Weekly { from, until, days }
}

#[test]
fn mondays_to_thursdays_for_half_a_year() {
    let found = planned(Kind::Rdr, &weekly(date(2027, 1, 25), date(2027, 7, 22)));
    assert_eq!((found.releases.len(), found.problems.len()), (104, 0));
    assert_eq!(found.releases[0], trip(date(2027, 1, 25).at(7, 0, 0, 0), date(2027, 1, 25).at(17, 30, 0, 0)));
    assert!(found.notes.is_empty(), "the clocks change on Sundays");
}

#[test]
fn six_months_to_the_day_are_a_series_and_a_day_more_is_none() {
    assert!(planned(Kind::Rdr, &weekly(date(2027, 1, 25), date(2027, 7, 25))).problems.is_empty());
    let found = planned(Kind::Rdr, &weekly(date(2027, 1, 25), date(2027, 7, 26))).problems;
    assert_eq!(found.len(), 1);
    assert!(found[0].to_string().ends_with("the longest is 25 July 2027."), "{}", found[0]);
    assert_eq!(found[0].standing(&RuleBook::newest()), Standing::National);
    let list = Pattern::List(vec![
        january((4, 9), (4, 16)),
        trip(date(2027, 9, 1).at(9, 0, 0, 0), date(2027, 9, 1).at(16, 0, 0, 0)),
    ]);
    assert!(planned(Kind::Rdr, &list).problems[0].to_string().contains("the longest is 4 July 2027"));
}

/// A slip of the keyboard makes no list without end.
#[test]
fn a_year_that_cannot_be_right_is_refused_at_once() {
    let found = planned(Kind::Rdr, &weekly(date(2027, 1, 25), date(9027, 7, 22)));
    assert!(found.releases.len() <= 105);
    assert!(matches!(found.problems[0], Problem::TooLong { .. }));
    let backwards = planned(Kind::Rdr, &weekly(date(2027, 1, 25), date(2027, 1, 24)));
    let said = backwards.problems[0].to_string();
    assert_eq!(said, "The last day, 24 January 2027, is before the first, 25 January 2027. Change one of them.");
}

#[test]
fn the_week_of_the_first_day_is_an_a_week_from_its_monday() {
    // From a Thursday: the next Monday begins a B week.
    let pattern = Pattern::Fortnightly {
        from: date(2027, 1, 28),
        until: date(2027, 2, 12),
        week_a: vec![day(DayOfWeek::Friday)],
        week_b: vec![day(DayOfWeek::Monday)],
    };
    let days: Vec<Date> = planned(Kind::Rdr, &pattern).releases.iter().map(|trip| trip.out.date()).collect();
    assert_eq!(days, [date(2027, 1, 29), date(2027, 2, 1), date(2027, 2, 12)]);
}

#[test]
fn a_cycle_of_shifts_goes_on_over_weeks_and_needs_no_address_at_night() {
    let hours = |out, back| Hours { out: time(out, 0, 0, 0), back: time(back, 0, 0, 0) };
    let pattern = Pattern::Shift {
        from: date(2027, 1, 25),
        until: date(2027, 1, 30),
        cycle: vec![Turn::Night, Turn::Rest, Turn::Day],
        day: hours(6, 15),
        night: hours(21, 7),
    };
    let planning = Planning { kind: Kind::Rdr, pattern: &pattern, has_address: false, others: &[] };
    let found = plan(&planning, &RuleBook::newest());
    let outs: Vec<String> = found.releases.iter().map(|trip| trip.out.to_string()).collect();
    assert_eq!(outs, ["2027-01-25T21:00:00", "2027-01-27T06:00:00", "2027-01-28T21:00:00", "2027-01-30T06:00:00"]);
    assert_eq!(found.problems, []);
    let rest = Pattern::Shift {
        from: date(2027, 1, 25),
        until: date(2027, 1, 30),
        cycle: vec![],
        day: hours(6, 15),
        night: hours(21, 7),
    };
    assert_eq!(planned(Kind::Rdr, &rest).problems, [Problem::NoDate]);
}

#[test]
fn nights_fit_the_type() {
    let of = |kind, trip| planned(kind, &Pattern::Single(trip)).problems;
    assert!(of(Kind::Ror, january((25, 10), (29, 16))).is_empty(), "four nights");
    assert!(matches!(
        of(Kind::Ror, january((25, 10), (30, 16)))[..],
        [Problem::TooManyNights { nights: 5, most: 4, .. }]
    ));
    assert!(matches!(of(Kind::Crl, january((25, 10), (30, 16)))[..], [Problem::TooManyNights { .. }]));
    assert!(of(Kind::Spl, january((11, 10), (30, 16))).is_empty(), "a special purpose sets its own length");
    assert!(matches!(of(Kind::Ror, january((25, 10), (25, 16)))[..], [Problem::NoNight { .. }]));
    assert!(matches!(of(Kind::Rdr, january((25, 10), (26, 16)))[..], [Problem::NightOnDayRelease { .. }]));
    assert_eq!(of(Kind::Ror, january((25, 10), (30, 16)))[0].standing(&RuleBook::newest()), Standing::Unconfirmed);
}

#[test]
fn what_is_wrong_with_every_release_of_a_scheme_is_said_once() {
    let mut plans = [DayOfWeek::Monday, DayOfWeek::Friday].map(day);
    for plan in &mut plans {
        (plan.nights, plan.back) = (1, time(9, 0, 0, 0));
    }
    let pattern = Pattern::Weekly { from: date(2027, 1, 25), until: date(2027, 2, 28), days: plans.to_vec() };
    let planning = Planning { kind: Kind::Ror, pattern: &pattern, has_address: false, others: &[] };
    let found = plan(&planning, &RuleBook::newest());
    assert_eq!((found.releases.len(), found.problems.len()), (10, 1), "{:?}", found.problems);
}

#[test]
fn two_at_once_are_found_in_the_application_and_with_other_releases() {
    let list =
        Pattern::List(vec![january((25, 10), (27, 16)), january((26, 9), (26, 12)), january((27, 16), (28, 12))]);
    let found = planned(Kind::Spl, &list).problems;
    assert!(matches!(found[..], [Problem::Overlap { .. }]), "one begins as the other ends: {found:?}");
    let pattern = Pattern::Single(january((25, 9), (25, 16)));
    let others = [
        (Kind::Spl, january((25, 15), (25, 18))),
        (Kind::Spl, january((3, 9), (3, 12))),
        (Kind::Rdr, january((3, 9), (3, 12))),
    ];
    let planning = Planning { kind: Kind::Rdr, pattern: &pattern, has_address: false, others: &others };
    let found = plan(&planning, &RuleBook::newest()).problems;
    assert!(matches!(found[..], [Problem::Overlap { .. }]), "what others do among themselves is theirs: {found:?}");
}

#[test]
fn childcare_is_counted_with_what_went_before() {
    let pattern = Pattern::Single(january((28, 10), (28, 16)));
    let before = |trip| [(Kind::Crl, trip)];
    let of = |others: &[(Kind, Trip)]| {
        plan(&Planning { kind: Kind::Crl, pattern: &pattern, has_address: true, others }, &RuleBook::newest()).problems
    };
    assert!(matches!(of(&before(january((25, 10), (25, 16))))[..], [Problem::TooManyInAWeek { count: 2, .. }]));
    assert!(of(&before(january((24, 10), (24, 16)))).is_empty(), "the Sunday before is another week");
    assert!(of(&[(Kind::Spl, january((25, 10), (25, 16)))]).is_empty());
    let nights = Pattern::List(vec![january((1, 10), (2, 16)), january((29, 10), (30, 16))]);
    assert!(planned(Kind::Crl, &nights).problems.is_empty(), "28 days apart");
}

#[test]
fn a_clock_change_is_said_with_the_real_hours() {
    let autumn = trip(date(2027, 10, 30).at(20, 0, 0, 0), date(2027, 10, 31).at(8, 0, 0, 0));
    let found = planned(Kind::Ror, &Pattern::Single(autumn));
    assert_eq!(
        found.notes,
        ["The clocks go back during the release of 30 October 2027 at 20:00: it lasts 13 hours, not 12 hours."]
    );
    let twice = trip(date(2027, 10, 30).at(20, 0, 0, 0), date(2027, 10, 31).at(1, 30, 0, 0));
    let found = planned(Kind::Ror, &Pattern::Single(twice));
    assert!(found.notes[0].contains("comes twice"), "{:?}", found.notes);
    assert!(found.problems.is_empty());
}

fn any_day() -> BoxedStrategy<Date> {
    prop_oneof![
        9 => (-300_i64..300).prop_map(|days| date(2027, 1, 25).saturating_add(days.days())),
        1 => select(vec![Date::MIN, Date::MAX, date(2027, 3, 28), date(2027, 10, 31)]),
    ]
    .boxed()
}

fn any_time() -> BoxedStrategy<Time> {
    (0_i8..24, select(vec![0_i8, 30, 59])).prop_map(|(hour, minute)| time(hour, minute, 0, 0)).boxed()
}

fn any_trip() -> BoxedStrategy<Trip> {
    (any_day(), any_time(), 0_i64..7, any_time())
        .prop_map(|(day, out, nights, back)| {
            trip(day.to_datetime(out), day.saturating_add(nights.days()).to_datetime(back))
        })
        .boxed()
}

fn day_plan() -> BoxedStrategy<DayPlan> {
    use DayOfWeek::{Friday, Monday, Sunday, Tuesday};
    (select(vec![Monday, Tuesday, Friday, Sunday]), any_time(), any_time(), 0_u16..3)
        .prop_map(|(day, out, back, nights)| DayPlan { day, out, back, nights })
        .boxed()
}

fn any_pattern() -> BoxedStrategy<Pattern> {
    let hours = || (any_time(), any_time()).prop_map(|(out, back)| Hours { out, back });
    let turns = vec(select(vec![Turn::Day, Turn::Night, Turn::Rest]), 0..5);
    let weeks = || vec(day_plan(), 0..4);
    prop_oneof![
        any_trip().prop_map(Pattern::Single),
        vec(any_trip(), 0..8).prop_map(Pattern::List),
        (any_day(), any_day(), weeks()).prop_map(|(from, until, days)| Pattern::Weekly { from, until, days }),
        (any_day(), any_day(), weeks(), weeks()).prop_map(|(from, until, week_a, week_b)| Pattern::Fortnightly {
            from,
            until,
            week_a,
            week_b
        }),
        (any_day(), any_day(), turns, hours(), hours()).prop_map(|(from, until, cycle, day, night)| Pattern::Shift {
            from,
            until,
            cycle,
            day,
            night
        }),
    ]
    .boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_pattern_makes_releases_that_are_right_or_says_what_is_wrong(
        pattern in any_pattern(),
        kind in select(Kind::ALL.to_vec()),
        has_address in any::<bool>(),
        others in vec((select(Kind::ALL.to_vec()), any_trip()), 0..4),
    ) {
        let planning = Planning { kind, pattern: &pattern, has_address, others: &others };
        let found = plan(&planning, &RuleBook::newest());
        prop_assert!(found.releases.is_sorted());
        for problem in &found.problems {
            let said = problem.to_string();
            prop_assert!(said.ends_with('.') && said.len() > 20, "{said}");
        }
        if found.problems.is_empty() {
            prop_assert!(!found.releases.is_empty());
            let (first, last) = (found.releases[0], found.releases[found.releases.len() - 1]);
            prop_assert!(last.back.date() <= policy::calendar::months_after(first.out.date(), 6).saturating_add(1.day()));
            for trip in &found.releases {
                prop_assert!(trip.out < trip.back);
                prop_assert!(kind != Kind::Ror || (1..=4).contains(&trip.nights()));
                let is_apart = |other: &Trip| other.back <= other.out || other.back <= trip.out || trip.back <= other.out;
                prop_assert!(others.iter().all(|(_, other)| is_apart(other)));
            }
            prop_assert!(found.releases.windows(2).all(|pair| pair[0].back <= pair[1].out));
        }
    }

    #[test]
    fn the_order_of_a_list_does_not_matter(trips in vec(any_trip(), 0..8), kind in select(Kind::ALL.to_vec())) {
        let mut other = trips.clone();
        other.reverse();
        prop_assert_eq!(planned(kind, &Pattern::List(trips)), planned(kind, &Pattern::List(other)));
    }
}
