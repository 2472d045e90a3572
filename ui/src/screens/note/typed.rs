//! Dates and times as people type them.

use crate::dates::{self, Day};

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Which year a day without one is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Near {
    /// The last such day.
    Past,
    /// The next such day.
    Future,
}

/// `13:45`, `1345`, `9.05` or `9` as hours and minutes: `13:45`.
pub(crate) fn time(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (hours, minutes) = match typed.split_once([':', '.']) {
        Some(parts) => parts,
        None if typed.len() > 2 => typed.split_at_checked(typed.len() - 2)?,
        None => (typed, "00"),
    };
    let number = |text: &str| text.chars().all(|c| c.is_ascii_digit()).then(|| text.parse::<u8>().ok()).flatten();
    let (hours, minutes) = (number(hours)?, number(minutes).filter(|_| minutes.len() == 2)?);
    (hours < 24 && minutes < 60).then(|| format!("{hours:02}:{minutes:02}"))
}

/// `21/1/2027`, `21 Jan`, `2027-01-21`, `Friday`, `tomorrow`.
pub(super) fn day(typed: &str, today: Day, near: Near) -> Option<Day> {
    let lower = typed.trim().to_lowercase();
    match lower.as_str() {
        "" => return None,
        "today" => return Some(today),
        "tomorrow" => return Some(today.plus(1)),
        "yesterday" => return Some(today.plus(-1)),
        _ => {}
    }
    if let Some(day) = real(&lower) {
        return Some(day);
    }
    let parts: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [name] => weekday(name, today, near),
        // “Fri 15 Jan”, as columns of what is to come write it
        [name, day, month] if name.chars().all(char::is_alphabetic) => in_year(day, month, today, near),
        [day, month] => in_year(day, month, today, near),
        [day, month, year] => {
            let year: i64 = year.parse().ok()?;
            date(day, month, if year < 100 { year + 2000 } else { year })
        }
        _ => None,
    }
}

/// A day that is in the calendar.
fn real(iso: &str) -> Option<Day> {
    let day = Day::read(iso).filter(|_| iso.len() == 10)?;
    (day.plus(0).iso() == iso).then_some(day)
}

fn date(day: &str, month: &str, year: i64) -> Option<Day> {
    let day: u8 = day.trim_end_matches(char::is_alphabetic).parse().ok()?;
    let month = match month.parse::<usize>() {
        Ok(month) => month,
        Err(_) => MONTHS.iter().position(|name| month.get(..3) == Some(name))? + 1,
    };
    real(&format!("{year:04}-{month:02}-{day:02}"))
}

fn in_year(day: &str, month: &str, today: Day, near: Near) -> Option<Day> {
    let year: i64 = today.iso().get(..4)?.parse().ok()?;
    let around = [year - 1, year, year + 1, year + 2, year + 4].into_iter().filter_map(|year| date(day, month, year));
    match near {
        Near::Future => around.into_iter().find(|day| *day >= today),
        Near::Past => around.rev().find(|day| *day <= today),
    }
}

fn weekday(name: &str, today: Day, near: Near) -> Option<Day> {
    let wanted = name.get(..3)?;
    // What columns call a day of the week to come begins with its name.
    let called = |day: Day| dates::due(&day.iso(), &today.iso()).to_lowercase();
    let ahead = (1..=7).map(|days| today.plus(days)).find(|day| called(*day).starts_with(wanted))?;
    match near {
        Near::Future => Some(ahead),
        Near::Past => Some(ahead.plus(-7)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_however_it_is_written() {
        for typed in ["9:05", "09:05", "0905", "905", "9.05"] {
            assert_eq!(time(typed).as_deref(), Some("09:05"), "{typed}");
        }
        assert_eq!(time("14").as_deref(), Some("14:00"));
        for typed in ["", "24:00", "9:5", "12:60", "noon", "1:2:3"] {
            assert_eq!(time(typed), None, "{typed}");
        }
    }

    #[test]
    fn a_day_is_read_however_it_is_written() {
        let today = Day::read("2027-01-14").unwrap();
        let is = |typed, near| day(typed, today, near).map(Day::iso);
        for typed in
            ["21/1/2027", "21/01/27", "21 Jan", "21 january 2027", "2027-01-21", "21st Jan", "Thu 21 Jan", "Thursday"]
        {
            assert_eq!(is(typed, Near::Future).as_deref(), Some("2027-01-21"), "{typed}");
        }
        assert_eq!(is("tomorrow", Near::Future).as_deref(), Some("2027-01-15"));
        assert_eq!(is("21 Jan", Near::Past).as_deref(), Some("2026-01-21"));
        assert_eq!(is("10/1", Near::Past).as_deref(), Some("2027-01-10"));
        assert_eq!(is("Tuesday", Near::Past).as_deref(), Some("2027-01-12"));
        for typed in ["", "soon", "31/2/2027", "2027-02-30", "13/13"] {
            assert_eq!(is(typed, Near::Future), None, "{typed}");
        }
    }
}
