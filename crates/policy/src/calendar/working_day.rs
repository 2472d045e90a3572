//! Working days: Monday to Friday, except the bank holidays of England and Wales.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::bank_holiday::{bank_holidays, is_bank_holiday};
use super::long_date;

/// Whether offices work on a day.
pub fn is_working_day(date: Date) -> bool {
    let weekend = matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday);
    !weekend && !is_bank_holiday(date)
}

/// The last working day on or before a day.
pub fn last_working_day(date: Date) -> Date {
    nearest(date, -1)
}

/// The first working day on or after a day.
pub fn next_working_day(date: Date) -> Date {
    nearest(date, 1)
}

/// The day that is so many working days after a day, which itself does not count.
pub fn working_days_after(date: Date, days: u16) -> Date {
    (0..days).fold(date, |day, _| nearest(step(day, 1), 1))
}

/// The day that is so many working days before a day, which itself does not count.
pub fn working_days_before(date: Date, days: u16) -> Date {
    (0..days).fold(date, |day, _| nearest(step(day, -1), -1))
}

/// So many working days counted from a day, in words: “10 working days after 17 December 2026 is 4 January 2027”, and the bank
/// holidays that were passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkingDays {
    from: Date,
    days: u16,
    back: bool,
}

/// The count of so many working days after a day, in words.
pub const fn working_days_after_in_words(from: Date, days: u16) -> WorkingDays {
    WorkingDays { from, days, back: false }
}

/// The count of so many working days before a day, in words.
pub const fn working_days_before_in_words(from: Date, days: u16) -> WorkingDays {
    WorkingDays { from, days, back: true }
}

impl fmt::Display for WorkingDays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, days, back } = *self;
        let (side, end) =
            if back { ("before", working_days_before(from, days)) } else { ("after", working_days_after(from, days)) };
        let counted = if days == 1 { "working day" } else { "working days" };
        write!(f, "{days} {counted} {side} {} is {}", long_date(from), long_date(end))?;
        passed_over(f, from.min(end), from.max(end))
    }
}

/// The bank holidays between two days, which both do not count.
fn passed_over(f: &mut fmt::Formatter<'_>, first: Date, last: Date) -> fmt::Result {
    let holidays = (first.year()..=last.year()).flat_map(bank_holidays);
    let mut separator = " (not counted: ";
    for holiday in holidays.filter(|holiday| first < holiday.date && holiday.date < last) {
        write!(f, "{separator}{}, {}", holiday.name, long_date(holiday.date))?;
        separator = "; ";
    }
    if separator == "; " { f.write_str(")") } else { Ok(()) }
}

/// The first working day from a day on, in a direction. At an end of the calendar, that end.
fn nearest(date: Date, direction: i64) -> Date {
    let mut day = date;
    while !is_working_day(day) {
        let next = step(day, direction);
        if next == day {
            break;
        }
        day = next;
    }
    day
}

fn step(date: Date, direction: i64) -> Date {
    date.saturating_add(direction.days())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn christmas_2026_is_skipped() {
        // Friday 25 December, Saturday 26 kept on Monday 28.
        assert_eq!(working_days_after(date(2026, 12, 24), 1), date(2026, 12, 29));
        assert_eq!(working_days_before(date(2026, 12, 29), 2), date(2026, 12, 23));
        assert_eq!(last_working_day(date(2026, 12, 28)), date(2026, 12, 24));
        assert_eq!(next_working_day(date(2026, 12, 25)), date(2026, 12, 29));
        assert_eq!(next_working_day(date(2026, 12, 24)), date(2026, 12, 24));
    }

    #[test]
    fn the_count_is_shown_with_the_bank_holidays_in_between() {
        assert_eq!(
            working_days_after_in_words(date(2026, 12, 17), 10).to_string(),
            "10 working days after 17 December 2026 is 5 January 2027 (not counted: Christmas Day, 25 December 2026; Boxing \
             Day, 28 December 2026; New Year's Day, 1 January 2027)"
        );
        assert_eq!(
            working_days_before_in_words(date(2027, 6, 30), 1).to_string(),
            "1 working day before 30 June 2027 is 29 June 2027"
        );
        assert!(!working_days_after_in_words(Date::MAX, 3).to_string().is_empty());
        assert!(!working_days_before_in_words(Date::MIN, 3).to_string().is_empty());
    }

    #[test]
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(working_days_after(Date::MAX, 3), Date::MAX);
        assert_eq!(working_days_before(Date::MIN, 3), Date::MIN);
    }
}
