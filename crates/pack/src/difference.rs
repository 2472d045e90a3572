//! What changed between two packs about the same person, for the reader who knows the earlier one.
//!
//! Compared are the sections: rows by section and key, tables by their rows, explanations and own words by what they say. A row has
//! changed if it says something else or stands otherwise; that the same was confirmed on a later day, or that a newer version of the
//! program calls it by another name, is no change of the case. The first page is made from the sections and says nothing of its own.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::content::{ExplainedGap, OwnWords, Pack, Row, RowState, Table};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Change {
    /// The section's number.
    pub section: u8,
    /// What changed: the row's name, the table's title, what is missing, or the section's title.
    pub name: String,
    /// How.
    pub kind: Kind,
}

/// How something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub enum Kind {
    /// It says something else, or stands otherwise.
    Changed {
        /// What it said, or how it stood.
        was: String,
        /// What it says, or how it stands.
        now: String,
    },
    /// It is new.
    Added {
        /// What it says, or how it stands.
        now: String,
    },
    /// It is no longer there.
    Gone {
        /// What it said, or how it stood.
        was: String,
    },
    /// So many more rows in a table.
    More {
        /// How many.
        count: u32,
    },
    /// So many rows of a table are no longer there.
    Fewer {
        /// How many.
        count: u32,
    },
    /// Why it is missing is now said, or said otherwise. That a gap is closed is told by its row.
    Explained,
    /// The own words of a section are new, other or gone.
    Words,
}

/// What changed from `before` to `now`, in the order of the sections; in each its rows, then those that are gone, its tables, its gaps,
/// its words.
pub fn changes(before: &Pack, now: &Pack) -> Vec<Change> {
    let numbers: BTreeSet<u8> = before.sections.iter().chain(&now.sections).map(|section| section.number).collect();
    numbers.into_iter().flat_map(|number| in_section(number, Part::of(before, number), Part::of(now, number))).collect()
}

/// A section that may not be there, which is like one with nothing in it.
#[derive(Clone, Copy, Default)]
struct Part<'a> {
    title: &'a str,
    rows: &'a [Row],
    tables: &'a [Table],
    gaps: &'a [ExplainedGap],
    words: Option<&'a OwnWords>,
}

impl<'a> Part<'a> {
    fn of(pack: &'a Pack, number: u8) -> Self {
        let section = pack.sections.iter().find(|section| section.number == number);
        section.map_or_else(Self::default, |section| Self {
            title: &section.title,
            rows: &section.rows,
            tables: &section.tables,
            gaps: &section.gaps,
            words: section.words.as_ref(),
        })
    }
}

fn in_section(section: u8, before: Part<'_>, now: Part<'_>) -> Vec<Change> {
    let change = |name: &str, kind| Change { section, name: name.to_owned(), kind };
    let mut found = Vec::new();
    found.extend(rows(before.rows, now.rows).map(|(name, kind)| change(name, kind)));
    found.extend(tables(before.tables, now.tables).map(|(title, kind)| change(title, kind)));
    found.extend(explained(before.gaps, now.gaps).map(|what| change(what, Kind::Explained)));
    if before.words.map(|words| &words.text) != now.words.map(|words| &words.text) {
        found.push(change(if now.title.is_empty() { before.title } else { now.title }, Kind::Words));
    }
    found
}

fn rows<'a>(before: &'a [Row], now: &'a [Row]) -> impl Iterator<Item = (&'a str, Kind)> {
    let by_key = |rows: &'a [Row]| rows.iter().map(|row| (row.key.as_str(), row)).collect::<BTreeMap<_, _>>();
    let (old, new) = (by_key(before), by_key(now));
    let stand = now.iter().filter_map(move |row| {
        let Some(old) = old.get(row.key.as_str()) else {
            return Some((row.name.as_str(), Kind::Added { now: said(row) }));
        };
        // From which day something is asked for moves with the dates, and says nothing of the case.
        if old.state == RowState::Later && row.state == RowState::Later {
            return None;
        }
        let kind = if old.value != row.value {
            Kind::Changed { was: said(old), now: said(row) }
        } else if old.state != row.state {
            Kind::Changed { was: old.state.to_string(), now: row.state.to_string() }
        } else {
            return None;
        };
        Some((row.name.as_str(), kind))
    });
    let gone = before.iter().filter(move |row| !new.contains_key(row.key.as_str()));
    stand.chain(gone.map(|row| (row.name.as_str(), Kind::Gone { was: said(row) })))
}

/// What a row says; how it stands where it says nothing.
fn said(row: &Row) -> String {
    if row.value.is_empty() { row.state.to_string() } else { row.value.clone() }
}

fn tables<'a>(before: &'a [Table], now: &'a [Table]) -> impl Iterator<Item = (&'a str, Kind)> {
    let mut titles: Vec<&str> = Vec::new();
    for table in now.iter().chain(before) {
        if !titles.contains(&table.title.as_str()) {
            titles.push(&table.title);
        }
    }
    titles.into_iter().flat_map(move |title| {
        let (old, new) = (counted(before, title), counted(now, title));
        let more = beyond(&new, &old);
        let fewer = beyond(&old, &new);
        let kinds = [(more, Kind::More { count: more }), (fewer, Kind::Fewer { count: fewer })];
        kinds.into_iter().filter(|(count, _)| *count > 0).map(move |(_, kind)| (title, kind))
    })
}

/// How often each row stands in the table of a title.
fn counted<'a>(tables: &'a [Table], title: &str) -> BTreeMap<&'a [String], u32> {
    let mut counts = BTreeMap::new();
    for row in tables.iter().filter(|table| table.title == title).flat_map(|table| &table.rows) {
        let count: &mut u32 = counts.entry(row.as_slice()).or_default();
        *count = count.saturating_add(1);
    }
    counts
}

/// How many rows there are in one table beyond those that are in the other too.
fn beyond(these: &BTreeMap<&[String], u32>, those: &BTreeMap<&[String], u32>) -> u32 {
    these
        .iter()
        .map(|(row, count)| count.saturating_sub(those.get(row).copied().unwrap_or_default()))
        .fold(0, u32::saturating_add)
}

fn explained<'a>(before: &'a [ExplainedGap], now: &'a [ExplainedGap]) -> impl Iterator<Item = &'a str> {
    let says = |gap: &'a ExplainedGap| (gap.key.as_str(), gap.cause.as_str(), gap.words.as_str());
    let known: BTreeSet<_> = before.iter().map(says).collect();
    now.iter().filter(move |gap| !known.contains(&says(gap))).map(|gap| gap.what.as_str())
}
