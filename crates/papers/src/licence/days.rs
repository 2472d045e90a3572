//! The days of a licence with several releases, so short that a hundred of them stay on one page: days of one month with the same hours
//! share a row, and a release with a night in it has one of its own.

use jiff::civil::{Date, DateTime};
use jiff::fmt::strtime;
use serde::Serialize;

use crate::plural;

use super::Release;

/// What stands over the days.
pub(super) const HEADING: &str = "Days of release";

/// The days as a table.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Days {
    heading: &'static str,
    header: [&'static str; 4],
    rows: Vec<[String; 4]>,
}

/// The table of several releases; none for a single one, whose times stand at the top.
pub(super) fn listed(releases: &[Release]) -> Option<Days> {
    if releases.len() < 2 {
        return None;
    }
    let mut ordered = releases.to_vec();
    ordered.sort_unstable();
    ordered.dedup();
    let rows = ordered.chunk_by(share_row).filter_map(row).collect();
    Some(Days { heading: HEADING, header: ["Month", "Days", "Out", "Back by"], rows })
}

/// “Monday 25 January 2027 at 07:00”.
pub(super) fn moment(moment: DateTime) -> String {
    format!("{} at {}", written("%A %-d %B %Y", moment), written("%H:%M", moment))
}

fn share_row(before: &Release, after: &Release) -> bool {
    let hours = |release: &Release| (release.out.time(), release.back.time());
    let same_month = before.out.date().first_of_month() == after.out.date().first_of_month();
    without_night(before) && without_night(after) && same_month && hours(before) == hours(after)
}

fn without_night(release: &Release) -> bool {
    release.out.date() == release.back.date()
}

fn row(releases: &[Release]) -> Option<[String; 4]> {
    let first = releases.first()?;
    let days: Vec<String> = releases.iter().map(|release| short(release.out.date())).collect();
    let back = written("%H:%M", first.back);
    let back = if without_night(first) {
        format!("{back} the same day")
    } else {
        format!("{back} on {}", written("%a %-d %B %Y", first.back))
    };
    Some([written("%B %Y", first.out), plural::list(&days), written("%H:%M", first.out), back])
}

/// “Mon 25”, which no line parts.
fn short(day: Date) -> String {
    written("%a\u{a0}%-d", day.at(0, 0, 0, 0))
}

/// A moment in a form that holds for every moment.
fn written(form: &str, moment: DateTime) -> String {
    strtime::format(form, moment).unwrap_or_else(|_| moment.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn release(out: &str, back: &str) -> Release {
        Release { out: out.parse().unwrap(), back: back.parse().unwrap() }
    }

    #[test]
    fn one_release_has_no_table() {
        assert_eq!(listed(&[release("2027-01-25T07:00", "2027-01-25T17:30")]), None);
        assert_eq!(moment("2027-01-05T07:00".parse().unwrap()), "Tuesday 5 January 2027 at 07:00");
    }

    #[test]
    fn days_of_a_month_share_a_row_and_a_night_does_not() {
        let releases = [
            release("2027-02-01T07:00", "2027-02-01T17:30"),
            release("2027-01-26T07:00", "2027-01-26T17:30"),
            release("2027-01-25T07:00", "2027-01-25T17:30"),
            release("2027-01-27T07:00", "2027-01-27T17:30"),
            release("2027-01-28T07:00", "2027-01-28T13:00"),
            release("2027-02-05T09:00", "2027-02-07T16:00"),
            release("2027-02-12T09:00", "2027-02-14T16:00"),
        ];
        let rows = listed(&releases).map(|days| days.rows).unwrap_or_default();
        let rows: Vec<String> = rows.iter().map(|row| row.join(" | ").replace('\u{a0}', " ")).collect();
        assert_eq!(
            rows,
            [
                "January 2027 | Mon 25, Tue 26 and Wed 27 | 07:00 | 17:30 the same day",
                "January 2027 | Thu 28 | 07:00 | 13:00 the same day",
                "February 2027 | Mon 1 | 07:00 | 17:30 the same day",
                "February 2027 | Fri 5 | 09:00 | 16:00 on Sun 7 February 2027",
                "February 2027 | Fri 12 | 09:00 | 16:00 on Sun 14 February 2027",
            ]
        );
    }

    #[test]
    fn no_release_is_lost_or_told_twice() {
        let day = |day: i8| release(&format!("2027-03-{day:02}T07:00"), &format!("2027-03-{day:02}T17:30"));
        let twice: Vec<Release> = (1..=31).chain(1..=31).map(day).collect();
        let rows = listed(&twice).map(|days| days.rows).unwrap_or_default();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0][1].matches(',').count(), 29);
        assert!(rows[0][1].ends_with("Tue\u{a0}30 and Wed\u{a0}31"));
    }
}
