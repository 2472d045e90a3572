//! The bank holidays of England and Wales: computed, with substitute days for those at a weekend. What a proclamation moved or
//! added is data (`data/bank_holidays.json`); one that comes after this data was written is not known here.

use std::borrow::Cow;
use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

use super::easter::easter_sunday;

/// A bank holiday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BankHoliday {
    /// The day on which it is kept.
    pub date: Date,
    /// Its name.
    pub name: Cow<'static, str>,
    /// Whether it is kept instead of a day at a weekend.
    pub substitute: bool,
}

/// What proclamations changed.
#[derive(Debug, Default, Deserialize)]
struct Proclaimed {
    /// From this year on the holidays are what they are now.
    first_year: i16,
    moved: Vec<Moved>,
    extra: Vec<Extra>,
}

#[derive(Debug, Deserialize)]
struct Moved {
    from: Date,
    to: Date,
}

#[derive(Debug, Deserialize)]
struct Extra {
    date: Date,
    name: String,
}

static PROCLAIMED: LazyLock<Proclaimed> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/bank_holidays.json")).unwrap_or_default());

/// The bank holidays of a year, in order. None before 1978, when they became what they are now.
pub fn bank_holidays(year: i16) -> Vec<BankHoliday> {
    if year < PROCLAIMED.first_year {
        return Vec::new();
    }
    let mut holidays: Vec<BankHoliday> = Vec::with_capacity(10);
    for (name, date) in named_days(year).into_iter().filter_map(|(name, date)| Some((name, date?))) {
        let kept = moved(first_free_weekday(date, &holidays));
        let substitute = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
        holidays.push(BankHoliday { date: kept, name: name.into(), substitute });
    }
    let extra = PROCLAIMED.extra.iter().filter(|extra| extra.date.year() == year);
    holidays.extend(extra.map(|extra| BankHoliday {
        date: extra.date,
        name: extra.name.as_str().into(),
        substitute: false,
    }));
    holidays.sort_by_key(|holiday| holiday.date);
    holidays
}

/// The years for which the days are worked out once and kept: those between which dates of cases lie.
const KEPT_YEARS: std::ops::RangeInclusive<i16> = 1978..=2200;

static KEPT: LazyLock<Vec<Vec<Date>>> = LazyLock::new(|| {
    let days = |year| bank_holidays(year).into_iter().map(|holiday| holiday.date).collect();
    KEPT_YEARS.map(days).collect()
});

/// Whether a day is a bank holiday.
pub fn is_bank_holiday(date: Date) -> bool {
    let place = usize::try_from(date.year() - *KEPT_YEARS.start()).ok();
    match place.and_then(|place| KEPT.get(place)) {
        Some(days) => days.contains(&date),
        None => bank_holidays(date.year()).iter().any(|holiday| holiday.date == date),
    }
}

/// The days by name. Boxing Day comes before Christmas Day where Christmas is on a Sunday: it keeps its Monday.
fn named_days(year: i16) -> [(&'static str, Option<Date>); 8] {
    let easter = easter_sunday(year);
    let christmas = ("Christmas Day", Date::new(year, 12, 25).ok());
    let boxing = ("Boxing Day", Date::new(year, 12, 26).ok());
    let on_sunday = christmas.1.is_some_and(|day| day.weekday() == Weekday::Sunday);
    let (first, second) = if on_sunday { (boxing, christmas) } else { (christmas, boxing) };
    let monday = |month, nth: i8| {
        Date::new(year, month, 1).and_then(|first| first.nth_weekday_of_month(nth, Weekday::Monday)).ok()
    };
    [
        ("New Year's Day", Date::new(year, 1, 1).ok()),
        ("Good Friday", easter.map(|sunday| sunday.saturating_sub(2.days()))),
        ("Easter Monday", easter.map(|sunday| sunday.saturating_add(1.day()))),
        ("Early May bank holiday", monday(5, 1)),
        ("Spring bank holiday", monday(5, -1)),
        ("Summer bank holiday", monday(8, -1)),
        first,
        second,
    ]
}

/// The day itself, or for a day at a weekend the next weekday that is no holiday yet.
fn first_free_weekday(date: Date, taken: &[BankHoliday]) -> Date {
    let mut day = date;
    while matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) || taken.iter().any(|other| other.date == day) {
        let next = day.saturating_add(1.day());
        if next == day {
            break;
        }
        day = next;
    }
    day
}

fn moved(date: Date) -> Date {
    PROCLAIMED.moved.iter().find(|moved| moved.from == date).map_or(date, |moved| moved.to)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(year: i16) -> Vec<String> {
        bank_holidays(year).iter().map(|holiday| holiday.date.strftime("%m-%d").to_string()).collect()
    }

    #[test]
    fn the_published_holidays_of_years_with_something_odd() {
        let published: [(i16, &[&str]); 9] = [
            (2011, &["01-03", "04-22", "04-25", "04-29", "05-02", "05-30", "08-29", "12-26", "12-27"]),
            (2012, &["01-02", "04-06", "04-09", "05-07", "06-04", "06-05", "08-27", "12-25", "12-26"]),
            (2020, &["01-01", "04-10", "04-13", "05-08", "05-25", "08-31", "12-25", "12-28"]),
            (2021, &["01-01", "04-02", "04-05", "05-03", "05-31", "08-30", "12-27", "12-28"]),
            (2022, &["01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"]),
            (2023, &["01-02", "04-07", "04-10", "05-01", "05-08", "05-29", "08-28", "12-25", "12-26"]),
            (2026, &["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"]),
            (2027, &["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"]),
            (2028, &["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"]),
        ];
        for (year, expected) in published {
            assert_eq!(days(year), expected, "{year}");
        }
    }

    #[test]
    fn what_was_proclaimed_is_read_and_falls_on_weekdays() {
        assert_eq!((PROCLAIMED.moved.len(), PROCLAIMED.extra.len()), (5, 8));
        for year in PROCLAIMED.first_year..2200 {
            let holidays = bank_holidays(year);
            assert!(holidays.len() >= 8);
            for day in &holidays {
                assert!(!matches!(day.date.weekday(), Weekday::Saturday | Weekday::Sunday), "{day:?}");
            }
            assert!(holidays.windows(2).all(|pair| pair[0].date < pair[1].date), "{year}");
        }
        for moved in &PROCLAIMED.moved {
            assert!(bank_holidays(moved.to.year()).iter().any(|day| day.date == moved.to));
        }
    }

    #[test]
    fn boxing_day_keeps_its_monday_after_a_christmas_on_a_sunday() {
        let kept = |year, name: &str| bank_holidays(year).into_iter().find(|day| day.name == name).unwrap();
        assert_eq!(kept(2022, "Boxing Day").date, Date::constant(2022, 12, 26));
        assert!(!kept(2022, "Boxing Day").substitute && kept(2022, "Christmas Day").substitute);
        assert_eq!(kept(2021, "Christmas Day").date, Date::constant(2021, 12, 27));
        assert_eq!(kept(2022, "Spring bank holiday").date, Date::constant(2022, 6, 2));
    }

    #[test]
    fn years_at_the_ends_of_the_calendar_have_no_surprise() {
        assert!(bank_holidays(i16::MIN).is_empty());
        assert!(bank_holidays(1977).is_empty());
        assert!(!bank_holidays(9999).is_empty());
        assert!(bank_holidays(i16::MAX).is_empty());
    }

    #[test]
    fn what_is_kept_is_what_is_computed() {
        for year in [1977, 1978, 2026, 2200, 2201] {
            let days: Vec<Date> = bank_holidays(year).into_iter().map(|holiday| holiday.date).collect();
            let year = Date::new(year, 1, 1).unwrap().series(1.day()).take_while(|day| day.year() == year);
            assert_eq!(year.filter(|day| is_bank_holiday(*day)).collect::<Vec<_>>(), days);
        }
        assert!(!is_bank_holiday(Date::MIN) && !is_bank_holiday(Date::MAX));
    }
}
