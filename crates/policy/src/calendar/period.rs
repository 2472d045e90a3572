//! Periods of months and days. A month taken off or put on keeps the day of the month, or takes the last day of a month that is
//! too short; months come first, then days.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{long_date, month_name};

/// So many months, then so many weeks, then so many days. Weeks are kept as weeks, so that a figure is said as its source says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Months.
    #[serde(default)]
    pub months: u16,
    /// Weeks.
    #[serde(default)]
    pub weeks: u16,
    /// Days.
    #[serde(default)]
    pub days: u16,
}

impl Period {
    /// A number of months.
    pub const fn months(months: u16) -> Self {
        Self { months, weeks: 0, days: 0 }
    }

    /// A number of weeks.
    pub const fn weeks(weeks: u16) -> Self {
        Self { months: 0, weeks, days: 0 }
    }

    /// A number of days.
    pub const fn days(days: u16) -> Self {
        Self { months: 0, weeks: 0, days }
    }

    /// The day that is this long before a day.
    pub fn before(self, date: Date) -> Date {
        months_before(date, self.months).saturating_sub(self.days_after_months().days())
    }

    /// The day that is this long after a day.
    pub fn after(self, date: Date) -> Date {
        months_after(date, self.months).saturating_add(self.days_after_months().days())
    }

    /// The days of its weeks and its days.
    fn days_after_months(self) -> i64 {
        i64::from(self.weeks) * 7 + i64::from(self.days)
    }

    /// About how many days it has, a month being a twelfth of a year: for comparing periods, not for counting with them.
    pub fn about_days(self) -> i64 {
        i64::from(self.months) * 365 / 12 + self.days_after_months()
    }

    /// The subtraction in words: “31 May 2027 less 15 months is 28 February 2026 (February has no 31st)”.
    pub const fn before_in_words(self, date: Date) -> Sum {
        Sum { date, period: self, back: true }
    }

    /// The addition in words: “30 April 2024 and 10 months is 28 February 2025 (February has no 30th)”.
    pub const fn after_in_words(self, date: Date) -> Sum {
        Sum { date, period: self, back: false }
    }
}

/// A date and a period put together, in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sum {
    date: Date,
    period: Period,
    back: bool,
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { date, period, back } = *self;
        let (sign, shifted) = if back {
            ("less", months_before(date, period.months))
        } else {
            ("and", months_after(date, period.months))
        };
        let on = |days: i64| long_date(shifted.saturating_add((if back { -days } else { days }).days()));
        write!(f, "{}", long_date(date))?;
        let mut separator = "";
        if period.months > 0 || period.days_after_months() == 0 {
            write!(f, " {sign} {} is {}", Counted(period.months, "month"), long_date(shifted))?;
            if shifted.day() != date.day() {
                write!(f, " ({} has no {})", month_name(shifted), Ordinal(date.day()))?;
            }
            separator = ";";
        }
        if period.weeks > 0 {
            let end = on(i64::from(period.weeks) * 7);
            write!(f, "{separator} {sign} {} is {end}", Counted(period.weeks, "week"))?;
            separator = ";";
        }
        if period.days > 0 {
            let end = on(period.days_after_months());
            write!(f, "{separator} {sign} {} is {end}", Counted(period.days, "day"))?;
        }
        Ok(())
    }
}

impl fmt::Display for Period {
    /// “8 months and 14 days”.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [(self.months, "month"), (self.weeks, "week"), (self.days, "day")];
        let mut said = parts.into_iter().filter(|(count, _)| *count > 0);
        let (count, name) = said.next().unwrap_or((0, "day"));
        Counted(count, name).fmt(f)?;
        said.try_for_each(|(count, name)| write!(f, " and {}", Counted(count, name)))
    }
}

/// The day so many months before a day.
pub fn months_before(date: Date, months: u16) -> Date {
    shifted(date, -i32::from(months))
}

/// The day so many months after a day.
pub fn months_after(date: Date, months: u16) -> Date {
    shifted(date, i32::from(months))
}

/// Past the ends of the calendar, its first or last day.
fn shifted(date: Date, months: i32) -> Date {
    let month = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + months;
    let first = i16::try_from(month.div_euclid(12))
        .ok()
        .zip(i8::try_from(month.rem_euclid(12) + 1).ok())
        .and_then(|(year, month)| Date::new(year, month, 1).ok());
    let Some(first) = first else {
        return if months < 0 { Date::MIN } else { Date::MAX };
    };
    let day = date.day().min(first.days_in_month());
    Date::new(first.year(), first.month(), day).unwrap_or(first)
}

/// “31st”.
struct Ordinal(i8);

impl fmt::Display for Ordinal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ending = match self.0 {
            1 | 21 | 31 => "st",
            2 | 22 => "nd",
            3 | 23 => "rd",
            _ => "th",
        };
        write!(f, "{}{ending}", self.0)
    }
}

/// “1 month”, “2 months”.
struct Counted(u16, &'static str);

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_month_that_is_too_short_ends_early() {
        assert_eq!(months_before(date(2027, 5, 31), 15), date(2026, 2, 28));
        assert_eq!(months_before(date(2028, 10, 31), 8), date(2028, 2, 29));
        assert_eq!(months_after(date(2024, 4, 30), 10), date(2025, 2, 28));
        assert_eq!(months_after(date(2024, 2, 29), 12), date(2025, 2, 28));
        assert_eq!(months_before(date(2026, 1, 15), 1), date(2025, 12, 15));
    }

    #[test]
    fn months_come_off_before_days() {
        let period = Period { months: 8, weeks: 0, days: 14 };
        for day in 28..=31 {
            assert_eq!(period.before(date(2026, 10, day)), date(2026, 2, 14));
        }
        assert_eq!(period.before(date(2027, 1, 31)), date(2026, 5, 17));
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(months_before(Date::MIN, 15), Date::MIN);
        assert_eq!(months_after(Date::MAX, u16::MAX), Date::MAX);
        assert_eq!(Period::days(14).before(Date::MIN), Date::MIN);
    }

    #[test]
    fn weeks_are_said_as_weeks() {
        assert_eq!(
            Period::weeks(12).before_in_words(date(2027, 11, 15)).to_string(),
            "15 November 2027 less 12 weeks is 23 August 2027"
        );
        let all = Period { months: 1, weeks: 2, days: 1 };
        assert_eq!(all.to_string(), "1 month and 2 weeks and 1 day");
        assert_eq!(
            all.after_in_words(date(2027, 1, 31)).to_string(),
            "31 January 2027 and 1 month is 28 February 2027 (February has no 31st); and 2 weeks is 14 March 2027; and 1 \
             day is 15 March 2027"
        );
        assert_eq!(all.after(date(2027, 1, 31)), date(2027, 3, 15));
        assert_eq!(Period::default().to_string(), "0 days");
    }

    #[test]
    fn the_sum_is_shown() {
        assert_eq!(
            Period::months(15).before_in_words(date(2027, 5, 31)).to_string(),
            "31 May 2027 less 15 months is 28 February 2026 (February has no 31st)"
        );
        assert_eq!(
            Period { months: 8, weeks: 0, days: 14 }.before_in_words(date(2027, 6, 30)).to_string(),
            "30 June 2027 less 8 months is 30 October 2026; less 14 days is 16 October 2026"
        );
        assert_eq!(
            Period::days(1).before_in_words(date(2027, 3, 1)).to_string(),
            "1 March 2027 less 1 day is 28 February 2027"
        );
        assert_eq!(
            Period::months(10).after_in_words(date(2024, 4, 30)).to_string(),
            "30 April 2024 and 10 months is 28 February 2025 (February has no 30th)"
        );
    }
}
