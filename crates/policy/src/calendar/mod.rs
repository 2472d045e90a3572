//! The calendar that the rules count by: months that end early, days in London, the bank holidays of England and Wales, working
//! days. Dates in words are here too, so that a working says them as every screen does.

mod bank_holiday;
mod easter;
mod london;
mod period;
mod working_day;

use std::fmt;

use jiff::civil::{Date, DateTime};

pub use bank_holiday::{BankHoliday, bank_holidays, is_bank_holiday};
pub use easter::easter_sunday;
pub use london::{NotATimeOfDay, Shown, end_of_day, london_day, london_instant, london_time, shown_in_london};
pub use period::{Period, Sum, months_after, months_before};
pub use working_day::{
    WorkingDays, is_working_day, last_working_day, next_working_day, working_days_after, working_days_after_in_words,
    working_days_before, working_days_before_in_words,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The name of a date's month.
pub fn month_name(date: Date) -> &'static str {
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    MONTHS.get(month).copied().unwrap_or_default()
}

/// A date that shows itself as “17 May 2027”.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LongDate(Date);

/// “17 May 2027”.
pub const fn long_date(date: Date) -> LongDate {
    LongDate(date)
}

impl fmt::Display for LongDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.0.day(), month_name(self.0), self.0.year())
    }
}

/// “17 May 2027 at 7:30”.
pub(crate) fn date_and_time(at: DateTime) -> String {
    format!("{} at {}", long_date(at.date()), at.time().strftime("%-H:%M"))
}

/// “May 2027”.
pub fn month_and_year(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}
