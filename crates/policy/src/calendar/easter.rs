//! Easter, by the Gregorian computus: the Sunday after the ecclesiastical full moon on or after 21 March.

use jiff::civil::Date;

/// Easter Sunday of a year; nothing, if the calendar does not reach there.
pub fn easter_sunday(year: i16) -> Option<Date> {
    let whole_year = i32::from(year);
    let century = whole_year.div_euclid(100);
    let of_century = whole_year.rem_euclid(100);
    // Where the year stands in the moon's cycle of nineteen, and how far the moon has drifted from it since the reform.
    let golden = whole_year.rem_euclid(19);
    let drift = (8 * century + 13) / 25;
    let moon = (19 * golden + century - century / 4 - drift + 15).rem_euclid(30);
    // Days from that full moon to the Sunday after it.
    let sunday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    // The cycle must not place two full moons on one day, nor later than 18 April.
    let late = (golden + 11 * moon + 22 * sunday) / 451;
    let days = moon + sunday - 7 * late + 114;
    Date::new(year, i8::try_from(days / 31).ok()?, i8::try_from(days % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    #[test]
    fn known_easters() {
        for (year, month, day) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (1954, 4, 18),
            (1981, 4, 19),
            (2000, 4, 23),
            (2008, 3, 23),
            (2019, 4, 21),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
        ] {
            assert_eq!(easter_sunday(year), Some(date(year, month, day)));
        }
    }

    #[test]
    fn easter_is_a_sunday_between_22_march_and_25_april() {
        for year in 1900..2300 {
            let easter = easter_sunday(year).unwrap();
            assert_eq!(easter.weekday(), Weekday::Sunday);
            assert!((date(year, 3, 22)..=date(year, 4, 25)).contains(&easter), "{easter}");
        }
    }
}
