//! Key-work sessions: the next one, or the first one here.

use jiff::ToSpan;

use super::sheet::Sheet;
use super::{Kind, Window};
use crate::answer::Missing;
use crate::calendar::long_date;

/// A session within so many weeks of the last one, or of becoming eligible here.
pub(super) fn session(sheet: &mut Sheet<'_>) {
    let key_work = sheet.case.key_work;
    if key_work.high_complexity {
        return;
    }
    let eligible = key_work.eligible_since.or(sheet.case.received);
    let here = key_work.last_session.filter(|last| eligible.is_none_or(|since| *last >= since));
    let (kind, since, what) = match (here, eligible) {
        (Some(last), _) => (Kind::KeyworkSession, last, "The last session was on"),
        (None, Some(eligible)) => (Kind::FirstSession, eligible, "No session here yet; eligible since"),
        (None, None) => {
            return sheet.unclear(Kind::FirstSession, Missing::fact("since when the person is eligible for key work"));
        }
    };
    let figure = &sheet.settings.keywork_weeks;
    let weeks = figure.value;
    let due = since.saturating_add((i64::from(weeks) * 7).days());
    let often = if weeks == 1 { "week".to_owned() } else { format!("{weeks} weeks") };
    let why = format!("{what} {}; one is held every {often}.", long_date(since));
    sheet.owe(kind, since, Window { opens: since, due, hard_stop: None }, figure, why);
}
