//! Working days: Monday to Friday, except the bank holidays of England and Wales.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::bank_holiday::is_bank_holiday;

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
    fn the_ends_of_the_calendar_hold() {
        assert_eq!(working_days_after(Date::MAX, 3), Date::MAX);
        assert_eq!(working_days_before(Date::MIN, 3), Date::MIN);
    }
}
