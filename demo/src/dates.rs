//! Sums on civil dates that never fail: a date out of range stays where it was.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

/// The date `count` days after (or before) `date`.
pub(crate) fn plus_days(date: Date, count: i32) -> Date {
    date.checked_add(count.days()).unwrap_or(date)
}

/// The date `count` months after (or before) `date`; the day of the month is clamped.
pub(crate) fn plus_months(date: Date, count: i32) -> Date {
    date.checked_add(count.months()).unwrap_or(date)
}

/// Days from `from` to `to`; negative when `to` is earlier.
pub(crate) fn days_between(from: Date, to: Date) -> i32 {
    from.until(to).map_or(0, |span| span.get_days())
}

/// Whole years lived on a day.
pub(crate) fn age_on(birth: Date, on: Date) -> i32 {
    let had_birthday = (on.month(), on.day()) >= (birth.month(), birth.day());
    i32::from(on.year()) - i32::from(birth.year()) - i32::from(!had_birthday)
}

/// A time on a day; midnight when there is no such time.
pub(crate) fn at(date: Date, hour: i32, minute: i32) -> DateTime {
    let part = |value: i32| i8::try_from(value).unwrap_or(0);
    date.to_datetime(Time::new(part(hour), part(minute), 0, 0).unwrap_or_default())
}

/// The time `count` minutes after `time`.
pub(crate) fn plus_minutes(time: DateTime, count: i32) -> DateTime {
    time.checked_add(count.minutes()).unwrap_or(time)
}

/// The last minute of a day, the latest a record of that day may say.
pub(crate) fn end_of(date: Date) -> DateTime {
    at(date, 20, 59)
}

/// 14 March
pub(crate) fn day_and_month(date: Date) -> String {
    format!("{} {}", date.day(), month_name(date.month()))
}

/// The month in words.
pub(crate) fn month_name(month: i8) -> &'static str {
    match month {
        1 => "January",
        2 => "February",
        3 => "March",
        4 => "April",
        5 => "May",
        6 => "June",
        7 => "July",
        8 => "August",
        9 => "September",
        10 => "October",
        11 => "November",
        _ => "December",
    }
}

/// The weekday in words.
pub(crate) fn weekday_name(date: Date) -> &'static str {
    match date.weekday().to_monday_zero_offset() {
        0 => "Monday",
        1 => "Tuesday",
        2 => "Wednesday",
        3 => "Thursday",
        4 => "Friday",
        5 => "Saturday",
        _ => "Sunday",
    }
}

/// True on Saturday and Sunday.
pub(crate) fn is_weekend(date: Date) -> bool {
    date.weekday().to_monday_zero_offset() >= 5
}
