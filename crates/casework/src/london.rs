//! Time as prisons keep it: London's, summer time included. Instants are stored in UTC; a day begins and ends in London.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

static ZONE: TimeZone = jiff::tz::get!("Europe/London");

/// The instant of a local time. In the hour that comes twice in autumn, the first; in the one that is left out in spring, as
/// if the clock had not yet gone forward. Nothing, if the time is out of range.
pub fn instant(local: DateTime) -> Option<Timestamp> {
    ZONE.to_ambiguous_zoned(local).compatible().ok().map(|zoned| zoned.timestamp())
}

/// The local time of an instant.
pub fn local(at: Timestamp) -> DateTime {
    ZONE.to_datetime(at)
}

/// The local day of an instant.
pub fn day(at: Timestamp) -> Date {
    local(at).date()
}

/// “17 May 2027”.
pub fn long_date(date: Date) -> String {
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
    let month = usize::from(date.month().unsigned_abs()).saturating_sub(1);
    format!("{} {} {}", date.day(), MONTHS.get(month).copied().unwrap_or_default(), date.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_hour_after_midnight_in_summer_is_the_same_day() {
        let at = instant(date(2026, 7, 1).at(0, 30, 0, 0)).unwrap();
        assert_eq!(at.to_string(), "2026-06-30T23:30:00Z");
        assert_eq!(day(at), date(2026, 7, 1));
    }

    #[test]
    fn hours_that_do_not_exist_or_come_twice_have_an_instant() {
        assert_eq!(instant(date(2026, 3, 29).at(1, 30, 0, 0)).unwrap().to_string(), "2026-03-29T01:30:00Z");
        assert_eq!(instant(date(2026, 10, 25).at(1, 30, 0, 0)).unwrap().to_string(), "2026-10-25T00:30:00Z");
    }
}
