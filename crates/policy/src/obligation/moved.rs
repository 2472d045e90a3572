//! What a change moved: the deadlines of before and after side by side; and that somebody reads it.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use super::sheet::Sheet;
use super::{DateMove, Kind, Obligation, Owed, Window};
use crate::calendar::long_date;
use crate::rule::Clause;

pub(super) const READ: Clause = Clause {
    id: "owed.date-moved",
    words: "Where a date moved, whoever has the case reads what it moved, so many working days after that became known.",
    source: "This product's own rule: releases come in tranches from October 2026 to June 2027",
};

/// A deadline that a change moved, brought or took away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// What kind.
    pub kind: Kind,
    /// About what or whom in particular.
    pub about: Option<String>,
    /// When it was owed; nothing, if it was not.
    pub before: Option<Window>,
    /// When it is owed; nothing, if it is not.
    pub after: Option<Window>,
}

/// Every deadline that differs between what was owed before a change and what is owed after it.
pub fn what_moved(before: &Owed, after: &Owed) -> Vec<Moved> {
    let (before, after) = (by_name(before), by_name(after));
    let names: BTreeSet<&Name<'_>> = before.keys().chain(after.keys()).collect();
    let moved = names.into_iter().map(|name| Moved {
        kind: name.kind,
        about: name.about.map(str::to_owned),
        before: before.get(name).copied(),
        after: after.get(name).copied(),
    });
    moved.filter(|moved| moved.before != moved.after).collect()
}

/// What an obligation is, whatever gave rise to it: before a change and after it that is another day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Name<'a> {
    kind: Kind,
    about: Option<&'a str>,
    /// Which of several that are called the same, the nearest first.
    place: usize,
}

fn by_name(owed: &Owed) -> BTreeMap<Name<'_>, Window> {
    let mut named = BTreeMap::new();
    for Obligation { key, window, .. } in &owed.obligations {
        let mut name = Name { kind: key.kind, about: key.about.as_deref(), place: 0 };
        while named.contains_key(&name) {
            name.place += 1;
        }
        named.insert(name, *window);
    }
    named
}

/// Somebody sees what a moved date moved. What moved twice on one day is read once.
pub(super) fn unread(sheet: &mut Sheet<'_>) {
    let mut unread: Vec<&DateMove> = sheet.case.moves.iter().filter(|moved| moved.read.is_none()).collect();
    unread.sort_unstable_by_key(|moved| (moved.on, &moved.what, moved.from, moved.to));
    for moves in unread.chunk_by(|one, other| (one.on, &one.what) == (other.on, &other.what)) {
        let Some(moved) = moves.first() else { continue };
        sheet.begin(&READ);
        sheet.working.uses("Which date moved", &moved.what);
        let known = sheet.working.date("When that became known", Some(moved.on)).unwrap_or(moved.on);
        let mut why = String::new();
        for DateMove { from, to, .. } in moves {
            sheet.working.date("It was", *from);
            sheet.working.date("It is", *to);
            let space = if why.is_empty() { "" } else { " " };
            why.push_str(&format!("{space}From {} to {}.", date_or_none(*from), date_or_none(*to)));
        }
        let figure = sheet.settings.move_read();
        let due = sheet.working_days_after("Due", figure, known);
        let window = Window { opens: known, due, hard_stop: None };
        sheet.owe_about(Kind::DateMoved, Some(&moved.what), known, window, figure, why);
    }
}

fn date_or_none(date: Option<Date>) -> String {
    date.map_or_else(|| "no date".to_owned(), |date| long_date(date).to_string())
}
