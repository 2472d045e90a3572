//! The day it is in London. Every rule asks for that day and no other, so that no answer changes within it.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, TimeZone};

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

/// How often London's clocks show a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Once, as on any other day.
    Once,
    /// Never: the clocks go forward over it.
    Never,
    /// Twice: the clocks go back over it.
    Twice,
}

/// How often London's clocks show a time of a day.
pub fn shown_in_london(at: DateTime) -> Shown {
    match ZONE.to_ambiguous_timestamp(at).offset() {
        AmbiguousOffset::Unambiguous { .. } => Shown::Once,
        AmbiguousOffset::Gap { .. } => Shown::Never,
        AmbiguousOffset::Fold { .. } => Shown::Twice,
    }
}

/// The instant at which London's clocks show a time: of one that they show twice, the later; of one that they never show, as much
/// later as they go forward. Past the ends of time, its first or last instant.
pub fn london_instant(at: DateTime) -> Timestamp {
    let end = if at.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    ZONE.to_ambiguous_timestamp(at).later().unwrap_or(end)
}

/// What London's clocks show at an instant.
pub fn london_time(at: Timestamp) -> DateTime {
    ZONE.to_datetime(at)
}

/// The midnight with which a day in London ends.
pub fn end_of_day(day: Date) -> Timestamp {
    day.tomorrow().map_or(Timestamp::MAX, |next| london_instant(next.at(0, 0, 0, 0)))
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

    #[test]
    fn the_clocks_go_forward_and_back() {
        let at = |month, day, hour| date(2027, month, day).at(hour, 30, 0, 0);
        assert_eq!(shown_in_london(at(3, 28, 1)), Shown::Never);
        assert_eq!(shown_in_london(at(10, 31, 1)), Shown::Twice);
        assert_eq!(shown_in_london(at(6, 1, 1)), Shown::Once);
        assert_eq!(london_instant(at(10, 31, 1)).to_string(), "2027-10-31T01:30:00Z", "the later of the two");
        assert_eq!(london_instant(at(3, 28, 1)).to_string(), "2027-03-28T01:30:00Z", "half past two of that morning");
        assert_eq!(end_of_day(date(2027, 6, 30)).to_string(), "2027-06-30T23:00:00Z");
        assert_eq!(london_time(end_of_day(date(2027, 6, 30))), date(2027, 7, 1).at(0, 0, 0, 0));
        assert_eq!(end_of_day(Date::MAX), Timestamp::MAX);
    }
}
