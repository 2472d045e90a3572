//! Key-work sessions: the next one, or the first one here.

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::{Period, long_date};
use crate::rule::Clause;

const SOURCE: &str = "keyworker-api, domain/PrisonConfiguration.kt and services/PrisonStatisticCalculator.kt";

pub(super) const NEXT: Clause = Clause {
    id: "owed.keywork-session",
    words: "After a session here, the next is due the prison's number of weeks later. High complexity of need: none, since the \
            prison offender manager does what a keyworker would.",
    source: SOURCE,
};
pub(super) const FIRST: Clause = Clause {
    id: "owed.first-session",
    words: "Without a session since the person became eligible here, the first is due the prison's number of weeks after that \
            day. A session in another prison, or before a change of complexity of need, is not one here.",
    source: SOURCE,
};

/// A session within so many weeks of the last one, or of becoming eligible here.
pub(super) fn session(sheet: &mut Sheet<'_>) {
    let key_work = sheet.case.key_work;
    if key_work.high_complexity {
        return;
    }
    sheet.begin(&NEXT);
    sheet.working.flag("High complexity of need", Some(key_work.high_complexity));
    let received = sheet.case.received;
    let eligible = match sheet.working.date("Eligible for key work here since", key_work.eligible_since) {
        Some(since) => Some(since),
        None => sheet.working.date("Received here", received),
    };
    let last = sheet.working.date("Last key-work session", key_work.last_session);
    let here = last.filter(|last| eligible.is_none_or(|since| *last >= since));
    let (kind, since, what) = match (here, eligible) {
        (Some(last), _) => (Kind::KeyworkSession, last, "The last session was on"),
        (None, Some(eligible)) => (Kind::FirstSession, eligible, "No session here yet; eligible since"),
        (None, None) => {
            return sheet.unclear(Kind::FirstSession, Missing::fact("since when the person is eligible for key work"));
        }
    };
    if kind == Kind::FirstSession {
        sheet.working.decided_by(&FIRST);
        if let Some(last) = last {
            let (last, since) = (long_date(last), long_date(since));
            sheet.working.step(format_args!("The session on {last} was before {since}, so it does not count here."));
        }
    }
    let figure = sheet.settings.keywork_weeks();
    let weeks = sheet.figure(figure);
    let period = Period::weeks(weeks);
    sheet.working.step(format_args!("Due: {}.", period.after_in_words(since)));
    sheet.working.would_change("High complexity of need: the prison offender manager would do what a keyworker does.");
    let due = period.after(since);
    let often = if weeks == 1 { "week".to_owned() } else { format!("{weeks} weeks") };
    let why = format!("{what} {}; one is held every {often}.", long_date(since));
    sheet.owe(kind, since, Window { opens: since, due, hard_stop: None }, figure, why);
}
