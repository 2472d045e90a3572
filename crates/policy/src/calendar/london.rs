//! The day it is in London. Every rule asks for that day and no other, so that no answer changes within it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

static ZONE: TimeZone = jiff::tz::get!("Europe/London");

/// What was given is no point in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a time: write 2026-06-10, or 2026-06-10T00:30:00 for London's time, or with Z or an offset for another's"
)]
pub struct NotATimeOfDay(String);

/// London's day at a time. A time without a zone is London's own; one with `Z` or an offset is taken to London.
pub fn london_day(time: &str) -> Result<Date, NotATimeOfDay> {
    let time = time.trim();
    if let Ok(instant) = time.parse::<Timestamp>() {
        return Ok(ZONE.to_datetime(instant).date());
    }
    let local = time.parse::<DateTime>().map(DateTime::date);
    local.map_err(|_| NotATimeOfDay(time.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_hour_after_midnight_in_summer_is_the_same_day() {
        for time in ["2026-07-01T00:30:00", "2026-06-30T23:30:00Z", "2026-07-01T00:30:00+01:00", "2026-07-01"] {
            assert_eq!(london_day(time), Ok(date(2026, 7, 1)), "{time}");
        }
        assert_eq!(london_day("2026-01-14T00:30:00"), Ok(date(2026, 1, 14)));
        assert!(london_day("yesterday").is_err());
    }
}
