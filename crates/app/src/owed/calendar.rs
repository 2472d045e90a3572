//! One's own obligations as a calendar (RFC 5545): an entry for each, all day on the day on which it is due. A calendar lies open on
//! telephones and in offices, so names are in it only if they are asked for, and what tells entries apart says nothing to whoever has
//! not this record: a hash under a salt that stays in it.

use std::fmt::Write as _;

use api::{OwedRow, Whose};
use casework::Right;
use crypto::{Context, derive_hash};
use data_encoding::HEXLOWER;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use store::owing::{OwedQuery, OwedSort};

use crate::clock::random_bytes;
use crate::error::AppError;
use crate::session::Session;

/// Under this name the salt is kept.
const SALT: &str = "calendar-salt";
/// The most entries that a calendar has.
const MOST: u32 = 5_000;
/// A line has at most this many bytes; what is longer goes on in the next.
const LINE: usize = 75;

impl Session {
    /// Everything that the signed-in person owes, also what cannot be done yet, as a calendar; and how many entries it has.
    pub async fn calendar(&mut self, names: bool) -> Result<(String, u32), AppError> {
        self.demand(Right::ReadCases)?;
        let salt = self.calendar_salt().await?;
        let (me, today) = (self.myself()?, self.today());
        let query = OwedQuery {
            by: self.owed_by(&Whose::Mine, me)?,
            kinds: None,
            not_yet: true,
            sort: OwedSort::Due,
            offset: 0,
            limit: MOST,
        };
        let rows: Vec<OwedRow> =
            self.record.owed(&query).await?.into_iter().filter_map(|row| self.owed_row(row, today)).collect();
        let calendar = text(&rows, names, self.now(), |row| {
            let key = &row.key;
            let parts = [
                salt.as_str(),
                &row.number,
                &super::words::word(&key.kind),
                key.about.as_deref().unwrap_or_default(),
                &key.since,
            ];
            HEXLOWER.encode(derive_hash(Context::CalendarEntry, &parts.map(str::as_bytes)).as_bytes())
        });
        Ok((calendar, u32::try_from(rows.len()).unwrap_or(u32::MAX)))
    }

    /// The salt: made once, and kept, so that the same entry is the same the next time.
    async fn calendar_salt(&mut self) -> Result<String, AppError> {
        if let Some(salt) = self.record.preference(SALT).await? {
            return Ok(salt);
        }
        let salt = HEXLOWER.encode(&[random_bytes(), random_bytes()].concat());
        self.record.keep_preference(SALT, &salt).await?;
        Ok(salt)
    }
}

/// The calendar. `identity`: what tells an entry apart from every other.
fn text(rows: &[OwedRow], names: bool, now: Timestamp, identity: impl Fn(&OwedRow) -> String) -> String {
    let stamp = now.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    let mut calendar = String::new();
    let mut line = |name: &str, value: &str| fold(&mut calendar, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//Throughcare//What is owed//EN");
    line("CALSCALE", "GREGORIAN");
    for row in rows {
        let Ok(due) = row.due.parse::<Date>() else { continue };
        let title = if names { format!("{}: {}, {}", row.what, row.name, row.number) } else { row.what.clone() };
        let compact = |date: Date| date.strftime("%Y%m%d").to_string();
        line("BEGIN", "VEVENT");
        line("UID", &identity(row));
        line("DTSTAMP", &stamp);
        line("DTSTART;VALUE=DATE", &compact(due));
        line("DTEND;VALUE=DATE", &compact(due.saturating_add(1.day())));
        line("SUMMARY", &escaped(&title));
        line("DESCRIPTION", &escaped(&row.why));
        line("CLASS", "PRIVATE");
        line("TRANSP", "TRANSPARENT");
        line("END", "VEVENT");
    }
    line("END", "VCALENDAR");
    calendar
}

/// Text as a calendar has it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            '\r' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

/// A line, in parts where it is long. A letter is never cut in two.
fn fold(calendar: &mut String, line: &str) {
    let mut length = 0;
    for letter in line.chars() {
        if length + letter.len_utf8() > LINE {
            calendar.push_str("\r\n ");
            length = 1;
        }
        // Writing to memory cannot fail.
        let _: std::fmt::Result = calendar.write_char(letter);
        length += letter.len_utf8();
    }
    calendar.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::{OwedBy, OwedKey, Owing, Standing, Step, Urgency};

    fn row() -> OwedRow {
        OwedRow {
            number: "A1234BC".to_owned(),
            name: "Ashdown, Siân".to_owned(),
            cell: None,
            rosh: None,
            key: OwedKey { kind: Owing::OasysReview, about: None, since: "2025-11-30".to_owned() },
            what: "OASys review; the second".to_owned(),
            why: "The last OASys was on 30 November 2025; every 12 months. And a word more, so that the line is long."
                .to_owned(),
            opens: "2025-11-30".to_owned(),
            due: "2026-12-31".to_owned(),
            hard_stop: None,
            urgency: Urgency::Later,
            late_days: -35,
            role: OwedBy::Pom,
            owner: None,
            standing: Standing::Local,
            step: Step::ReadMoves,
        }
    }

    fn calendar(names: bool) -> String {
        text(&[row()], names, "2026-11-26T21:36:40.5Z".parse().unwrap(), |_| "uid".to_owned())
    }

    #[test]
    fn an_entry_is_all_day_on_the_day_on_which_it_is_due() {
        let calendar = calendar(false);
        assert!(calendar.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"), "{calendar}");
        for line in ["DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101", "DTSTAMP:20261126T213640Z", "UID:uid"]
        {
            assert!(calendar.contains(&format!("\r\n{line}\r\n")), "{line}\n{calendar}");
        }
        assert!(calendar.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    }

    #[test]
    fn names_are_in_it_only_if_they_are_asked_for() {
        let without = calendar(false);
        assert!(!without.contains("Ashdown") && !without.contains("A1234BC"), "{without}");
        let with = calendar(true);
        assert!(with.contains("SUMMARY:OASys review\\; the second: Ashdown\\, Siân\\, A1234BC\r\n"), "{with}");
    }

    #[test]
    fn no_line_is_longer_than_the_standard_allows_and_none_loses_a_letter() {
        let calendar = calendar(true);
        assert!(calendar.lines().all(|line| line.len() <= LINE), "{calendar}");
        let unfolded = calendar.replace("\r\n ", "");
        assert!(unfolded.contains("every 12 months. And a word more\\, so that the line is long.\r\n"), "{unfolded}");
        let mut folded = String::new();
        fold(&mut folded, &"ŵ".repeat(60));
        assert!(folded.lines().all(|line| line.len() <= LINE));
        assert_eq!(folded.replace("\r\n ", ""), format!("{}\r\n", "ŵ".repeat(60)));
    }
}
