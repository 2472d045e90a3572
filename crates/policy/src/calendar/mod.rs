//! The calendar that the rules count by: months that end early, days in London, the bank holidays of England and Wales, working
//! days. Dates in words are here too, so that a working says them as every screen does.

mod bank_holiday;
mod easter;
mod london;
mod period;
mod working_day;

use jiff::civil::Date;

pub use bank_holiday::{BankHoliday, bank_holidays};
pub use easter::easter_sunday;
pub use london::{NotATimeOfDay, london_day};
pub use period::{Period, months_after, months_before};
pub use working_day::{is_working_day, last_working_day, next_working_day, working_days_after, working_days_before};

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

/// “17 May 2027”.
pub fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

/// “May 2027”.
pub fn month_and_year(date: Date) -> String {
    format!("{} {}", month_name(date), date.year())
}
