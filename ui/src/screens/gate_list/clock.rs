//! Times at the gate. Those of the record are London's, to the minute; how long something is from now is counted by this computer's clock.

use crate::dates::{self, Day};

const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;
/// A minute, in the milliseconds of the page's clock.
pub(super) const MINUTE: f64 = 60_000.0;

/// “17:00” on the day itself, otherwise “Fri 17:00”.
pub(super) fn clock(iso: &str, day: &str) -> String {
    let time = iso.get(11..16).unwrap_or_default();
    if iso.get(..10) == day.get(..10) {
        return time.to_owned();
    }
    let weekday = dates::near(iso);
    format!("{} {time}", weekday.get(..3).unwrap_or_default())
}

/// How many minutes lie between two times on London's clocks.
pub(super) fn minutes_between(from: &str, to: &str) -> Option<i64> {
    let minute = |iso: &str| -> Option<i64> {
        let (hours, minutes) = iso.get(11..16)?.split_once(':')?;
        Some(hours.parse::<i64>().ok()? * HOUR + minutes.parse::<i64>().ok()?)
    };
    Some(Day::read(from)?.days_until(Day::read(to)?) * DAY + minute(to)? - minute(from)?)
}

/// “42 min”, “2 h 05 min”, “3 days”.
pub(super) fn short(minutes: i64) -> String {
    let minutes = minutes.abs();
    match (minutes / HOUR, minutes % HOUR) {
        (0, minutes) => format!("{minutes} min"),
        (hours, _) if hours >= 48 => dates::days(hours / 24),
        (hours, minutes) => format!("{hours} h {minutes:02} min"),
    }
}

/// “42 minutes”, “1 hour 5 minutes”: to be heard.
pub(super) fn spoken(minutes: i64) -> String {
    let many = |count: i64, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let minutes = minutes.abs();
    match (minutes / HOUR, minutes % HOUR) {
        (0, minutes) => many(minutes, "minute"),
        (hours, _) if hours >= 48 => dates::days(hours / 24),
        (hours, 0) => many(hours, "hour"),
        (hours, minutes) => format!("{} {}", many(hours, "hour"), many(minutes, "minute")),
    }
}

/// “00:42:18”.
pub(super) fn stopwatch(seconds: i64) -> String {
    let seconds = seconds.abs();
    format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
}

/// When something is due by the page's clock, in milliseconds: the record said at `read_at` how many whole minutes are left, without the part
/// of a minute, and due is always a whole one.
pub(super) fn due_at(minutes: i64, late: bool, read_at: f64) -> f64 {
    let left = i32::try_from(minutes).map_or(0.0, f64::from);
    let about = (read_at + left * MINUTE) / MINUTE;
    MINUTE * if minutes < 0 || late { about.floor() } else { about.ceil() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_day_is_named() {
        assert_eq!(clock("2027-01-14T17:00", "2027-01-14"), "17:00");
        assert_eq!(clock("2027-01-15T16:00", "2027-01-14"), "Fri 16:00");
    }

    #[test]
    fn minutes_are_counted_across_midnight() {
        assert_eq!(minutes_between("2027-01-14T17:00", "2027-01-14T17:42"), Some(42));
        assert_eq!(minutes_between("2027-01-14T23:50", "2027-01-15T00:10"), Some(20));
        assert_eq!(minutes_between("2027-01-14T17:00", "2027-01-14T16:30"), Some(-30));
        assert_eq!(minutes_between("soon", "2027-01-14T16:30"), None);
    }

    #[test]
    fn how_long_is_said_shortly_and_in_full() {
        assert_eq!([short(-42), short(125), short(3 * DAY)], ["42 min", "2 h 05 min", "3 days"]);
        assert_eq!([spoken(1), spoken(60), spoken(65)], ["1 minute", "1 hour", "1 hour 5 minutes"]);
        assert_eq!([stopwatch(2538), stopwatch(-36_061)], ["00:42:18", "10:01:01"]);
    }

    #[test]
    fn due_is_a_whole_minute_before_and_after() {
        let at = |minutes: f64| minutes * MINUTE;
        // 42 minutes and 18 seconds late: the record says 42.
        assert!((due_at(-42, true, at(1000.0) + 18_000.0) - at(958.0)).abs() < 0.5);
        // 3 minutes and 20 seconds are left: the record says 3.
        assert!((due_at(3, false, at(1000.0) + 40_000.0) - at(1004.0)).abs() < 0.5);
        // Late by less than a minute.
        assert!((due_at(0, true, at(1000.0) + 40_000.0) - at(1000.0)).abs() < 0.5);
    }
}
