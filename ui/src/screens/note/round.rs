//! The prisoners of a keyworker, who is owed a session first; and who comes next after the one in hand.

use api::{CaseRowView, Caseload, Filter, Problem, Sort};

use crate::backend;
use crate::dates::{self, Day};
use crate::desk::Desk;
use crate::parts::Kind;
use crate::parts::in_order;
use crate::screens::caseload;

/// Key work is owed weekly: how many days a session lasts.
const EVERY: i64 = 7;
/// More prisoners than any keyworker has.
const MOST: u32 = 100;

/// How somebody stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Standing {
    /// The shape.
    pub(super) kind: Kind,
    /// The word.
    pub(super) words: String,
    /// Who is owed most comes first.
    pub(super) order: i64,
}

/// How somebody stands, by their last session.
pub(super) fn standing(last: Option<&str>, today: &str) -> Standing {
    let new = |kind, words: String, order| Standing { kind, words, order };
    let Some(ago) = last.and_then(|last| dates::days_ago(last, today)) else {
        return new(Kind::Soon, "Never seen".to_owned(), 0);
    };
    let left = EVERY - ago;
    match left {
        ..=-1 => new(Kind::Late, format!("{} late", dates::days(-left)), left),
        0 => new(Kind::Soon, "Due today".to_owned(), 1),
        EVERY => new(Kind::Met, "Seen today".to_owned(), 100),
        _ => {
            let due = Day::read(today).map(|today| today.plus(left).iso()).unwrap_or_default();
            new(Kind::Later, format!("Due {}", dates::due(&due, today)), 1 + left)
        }
    }
}

/// The prisoners of whoever is here, in the order in which a session is owed.
pub(super) async fn mine(desk: Desk) -> Result<Vec<CaseRowView>, Problem> {
    let id = desk.person.with(|person| person.id.clone());
    let filter = Filter { here: Some(true), keyworker: Some(id), ..Filter::default() };
    let request = Caseload { filter, sort: Sort::Name, descending: false, offset: 0, limit: MOST };
    let mut rows = backend::call(request).await?.rows;
    let today = desk.person.today();
    in_order(&mut rows, |row| standing(row.last_session.as_deref(), &today).order);
    Ok(rows)
}

/// Who comes next: of one's own prisoners, or else of the caseload as it is set up.
pub(super) fn next(number: &str, mine: &[CaseRowView], list: caseload::State) -> Option<String> {
    if let Some(at) = mine.iter().position(|row| row.number == number) {
        let after = mine.iter().skip(at + 1).chain(mine.iter().take(at));
        return after.map(|row| row.number.clone()).next();
    }
    list.neighbour(number, 1)
}

/// Where somebody is among them: “2 of 6”.
pub(super) fn place(number: &str, mine: &[CaseRowView], list: caseload::State) -> Option<String> {
    let own = mine.iter().position(|row| row.number == number).map(|at| (at + 1, mine.len()));
    match own {
        Some((at, of)) => Some(format!("{at} of {of}")),
        None => list.place_of(number).map(|(at, of)| format!("{at} of {of}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_owed_every_week() {
        let today = "2027-01-14";
        let words = |last: Option<&str>| standing(last, today).words;
        assert_eq!(words(Some("2027-01-14T09:00")), "Seen today");
        assert_eq!(words(Some("2027-01-12T09:00")), "Due Tue 19 Jan");
        assert_eq!(words(Some("2027-01-07T09:00")), "Due today");
        assert_eq!(words(Some("2027-01-05T14:10")), "2 days late");
        assert_eq!(words(Some("2026-12-30")), "8 days late");
        assert_eq!(words(None), "Never seen");
    }

    #[test]
    fn who_is_owed_most_comes_first_and_who_was_seen_last() {
        let order = |last: Option<&str>| standing(last, "2027-01-14").order;
        let in_order = [
            Some("2026-12-30"),
            Some("2027-01-05"),
            None,
            Some("2027-01-07"),
            Some("2027-01-08"),
            Some("2027-01-13"),
            Some("2027-01-14"),
        ];
        assert!(in_order.windows(2).all(|pair| order(pair[0]) < order(pair[1])));
    }
}
