//! How numbers of days are spread. Median and quartiles lie on the line between the two numbers nearest to them, as a spreadsheet's
//! `QUARTILE` has them: whoever counts the same list by hand comes to the same.

use api::DaysView;

/// The spread of numbers of days, each with how often it occurs, the fewest days first; nothing, where there are none.
pub(super) fn spread(counted: &[(u32, u32)]) -> Option<DaysView> {
    let of: u32 = counted.iter().map(|(_, count)| count).sum();
    let last = of.checked_sub(1)?;
    Some(DaysView {
        of,
        least: at(counted, 0),
        lower: quartile(counted, last, 1),
        median: quartile(counted, last, 2),
        upper: quartile(counted, last, 3),
        most: at(counted, last),
    })
}

/// The number at a place of the whole list, the first being 0.
fn at(counted: &[(u32, u32)], place: u32) -> u32 {
    let mut before = 0_u32;
    let found = counted.iter().find(|(_, count)| {
        before = before.saturating_add(*count);
        before > place
    });
    found.map_or(0, |(days, _)| *days)
}

/// The first, second or third quartile of a list whose last place is given.
fn quartile(counted: &[(u32, u32)], last: u32, which: u32) -> f64 {
    let quarters = u64::from(last) * u64::from(which);
    let place = |quarters: u64| u32::try_from(quarters / 4).unwrap_or(u32::MAX);
    let (below, above) = (at(counted, place(quarters)), at(counted, place(quarters + 3)));
    let part = f64::from(u32::try_from(quarters % 4).unwrap_or_default()) / 4.0;
    f64::from(below) + f64::from(above.saturating_sub(below)) * part
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By hand: 3, 5, 8, 12, 20, 21, 40. The places are 0 to 6, so the quartiles stand at 1.5, 3 and 4.5.
    #[test]
    fn seven_decisions_by_hand() {
        let days = spread(&[(3, 1), (5, 1), (8, 1), (12, 1), (20, 1), (21, 1), (40, 1)]).unwrap();
        assert_eq!((days.of, days.least, days.most), (7, 3, 40));
        assert_eq!([days.lower, days.median, days.upper], [6.5, 12.0, 20.5]);
    }

    /// By hand: 10, 10, 10, 30. The quartiles stand at 0.75, 1.5 and 2.25: the last a quarter of the way from 10 to 30.
    #[test]
    fn what_occurs_often_counts_as_often() {
        let days = spread(&[(10, 3), (30, 1)]).unwrap();
        assert_eq!([days.lower, days.median, days.upper], [10.0, 10.0, 15.0]);
    }

    #[test]
    fn one_is_its_own_spread_and_none_has_none() {
        let days = spread(&[(17, 1)]).unwrap();
        assert_eq!([days.lower, days.median, days.upper], [17.0; 3]);
        assert_eq!(spread(&[]), None);
    }
}
