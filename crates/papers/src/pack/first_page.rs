//! The first page: who, what risk, what must happen and whom to ring, always on one page. Which words fit is known once they are laid out. So
//! the template is given several editions of it, each with less than the one before, and prints the first that fits. What is too much
//! for that one stands in its section, or in full after the first page if it is in none.

use std::collections::BTreeSet;

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::block::Block;

use super::sheet::{Line, filled};
use super::{Contact, Due, Glance, HandoverPack};

/// How much of everything an edition has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Room {
    /// How many letters of each thing that is said.
    letters: usize,
    /// How many rows of who it is, and as many of the risk.
    rows: usize,
    /// How many things that must happen.
    next: usize,
    /// How many people to ring.
    ring: usize,
    /// Whether rows say where they come from.
    sources: bool,
}

/// From what an ordinary case needs to what is left for one that says far too much of everything.
const ROOMS: [Room; 9] = [
    Room { letters: 240, rows: 12, next: 12, ring: 8, sources: true },
    Room { letters: 140, rows: 10, next: 8, ring: 6, sources: true },
    Room { letters: 240, rows: 10, next: 8, ring: 6, sources: false },
    Room { letters: 140, rows: 9, next: 8, ring: 5, sources: false },
    Room { letters: 90, rows: 8, next: 6, ring: 4, sources: false },
    Room { letters: 60, rows: 7, next: 5, ring: 3, sources: false },
    Room { letters: 40, rows: 7, next: 4, ring: 3, sources: false },
    Room { letters: 40, rows: 4, next: 3, ring: 2, sources: false },
    Room { letters: 40, rows: 2, next: 2, ring: 2, sources: false },
];

/// The first page with as much as there is room for.
#[derive(Debug, Serialize)]
pub(super) struct Edition {
    who: Glimpsed,
    risk: Glimpsed,
    next: Listed,
    ring: Listed,
    /// The lists of which it has less than all, for the pages after it.
    rest: Vec<Full>,
}

/// The first rows, and where there are more.
#[derive(Debug, Serialize)]
struct Glimpsed {
    lines: Vec<Line>,
    more: Option<String>,
}

/// The beginning of a list, and where there is more of it.
#[derive(Debug, Serialize)]
struct Listed {
    listed: Block,
    more: Option<String>,
}

/// All of a list.
#[derive(Debug, Serialize)]
struct Full {
    heading: &'static str,
    listed: Block,
}

/// A list before it is cut to any room.
struct List {
    /// What is over it where it stands in full.
    heading: &'static str,
    header: Vec<&'static str>,
    widths: Vec<u8>,
    rows: Vec<Vec<String>>,
    /// What is said where it has no rows.
    empty: String,
}

/// The editions, each with less than the one before.
pub(super) fn editions(pack: &HandoverPack) -> Vec<Edition> {
    let (next, ring) = (next(&pack.first.next), ring(pack));
    ROOMS.map(|room| Edition::of(pack, &next, &ring, room)).into()
}

impl Edition {
    fn of(pack: &HandoverPack, next: &List, ring: &List, room: Room) -> Self {
        let (next, all_next) = next.cut(room.next, room);
        let (ring, all_ring) = ring.cut(room.ring, room);
        Self {
            who: Glimpsed::of(&pack.first.who, room),
            risk: Glimpsed::of(&pack.first.risk, room),
            next,
            ring,
            rest: [all_next, all_ring].into_iter().flatten().collect(),
        }
    }
}

impl Glimpsed {
    fn of(rows: &[Glance], room: Room) -> Self {
        let (seen, others) = rows.split_at(rows.len().min(room.rows));
        Self { lines: seen.iter().map(|glance| glance.line(room)).collect(), more: more(others) }
    }
}

/// “And 3 more in section 3 and section 5.”
fn more(others: &[Glance]) -> Option<String> {
    let sections: BTreeSet<u32> = others.iter().filter_map(|other| other.section).collect();
    let places: Vec<String> = sections.iter().map(|section| format!("section {section}")).collect();
    let place = if places.is_empty() { String::new() } else { format!(" in {}", places.join(" and ")) };
    (!others.is_empty()).then(|| format!("And {} more{place}.", others.len()))
}

impl Glance {
    fn line(&self, room: Room) -> Line {
        let line = Line::of(&self.row);
        let (name, name_cut) = cut(&line.name, room);
        let (value, value_cut) = line.value.map(|value| cut(&value, room)).unzip();
        let place = self.section.filter(|_| name_cut || value_cut == Some(true));
        let place = place.map(|section| format!(" (more in section {section})")).unwrap_or_default();
        Line {
            name,
            value: value.map(|value| format!("{value}{place}")),
            was: line.was.map(|was| cut(&was, room).0),
            from: if room.sources { cut(&line.from, room).0 } else { String::new() },
            ..line
        }
    }
}

impl List {
    /// So many rows of it, and all of it where that is less than all.
    fn cut(&self, rows: usize, room: Room) -> (Listed, Option<Full>) {
        let seen = self.rows.get(..rows).unwrap_or(&self.rows);
        let others = self.rows.len().saturating_sub(seen.len());
        let more = if others > 0 {
            Some(format!("And {others} more: the list in full is after this page."))
        } else {
            let shortened = seen.iter().flatten().any(|words| cut(words, room).1);
            shortened.then(|| "The list in full is after this page.".to_owned())
        };
        let all = more.as_ref().map(|_| Full { heading: self.heading, listed: self.table(self.rows.clone()) });
        let seen = seen.iter().map(|row| row.iter().map(|words| cut(words, room).0).collect()).collect();
        (Listed { listed: self.table(seen), more }, all)
    }

    fn table(&self, rows: Vec<Vec<String>>) -> Block {
        if rows.is_empty() {
            return Block::words(&self.empty);
        }
        Block::table(self.header.iter().copied(), self.widths.iter().copied(), rows)
    }
}

fn next(next: &[Due]) -> List {
    let row = |due: &Due| vec![due.by.clone(), due.what.clone(), due.who.clone()];
    List {
        heading: "What must happen in the next 14 days, in full",
        header: vec!["By", "What", "Who"],
        widths: vec![4, 9, 5],
        rows: next.iter().map(row).collect(),
        empty: "Nothing has to happen in the next 14 days.".to_owned(),
    }
}

fn ring(pack: &HandoverPack) -> List {
    let ring = &pack.first.ring;
    let has_email = ring.iter().any(|contact| !contact.email.is_empty());
    let row = |contact: &Contact| -> Vec<String> {
        let Contact { name, part, phone, email } = contact;
        let phone = if phone.is_empty() { "Not recorded" } else { phone.as_str() };
        let cells = [name.as_str(), part, phone].into_iter().chain(has_email.then_some(email.as_str()));
        cells.map(str::to_owned).collect()
    };
    let at = [&pack.prison.name, &pack.prison.telephone].map(String::as_str);
    let (mut header, mut widths) = (vec!["Name", "Part", "Telephone"], vec![10, 15, 9]);
    if has_email {
        header.push("Email");
        widths.push(14);
    }
    List {
        heading: "Whom to ring, in full",
        header,
        widths,
        rows: ring.iter().map(row).collect(),
        empty: format!("Nobody is recorded. Ask {}.", filled(at)),
    }
}

/// As much of some words as there is room for, in one paragraph, and whether that is less than all. Words stay whole unless one alone is too long.
fn cut(words: &str, room: Room) -> (String, bool) {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = words.grapheme_indices(true).nth(room.letters) else { return (words, false) };
    let start = words.get(..end).unwrap_or_default();
    let whole = start.rsplit_once(' ').map_or(start, |(whole, _)| whole);
    (format!("{}…", whole.trim_end_matches([',', ';', ':', '.', ' '])), true)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::Row;

    fn cut_to(letters: usize, words: &str) -> (String, bool) {
        cut(words, Room { letters, ..ROOMS[0] })
    }

    #[test]
    fn words_are_cut_between_words_and_run_on() {
        let words = "Two friends from before,\nand one of them";
        assert_eq!(cut_to(41, words), ("Two friends from before, and one of them".to_owned(), false));
        assert_eq!(cut_to(26, words), ("Two friends from before…".to_owned(), true));
        assert_eq!(cut_to(4, "Donaudampfschiff"), ("Dona…".to_owned(), true));
        assert_eq!(cut_to(4, ""), (String::new(), false));
    }

    #[test]
    fn every_edition_has_less_than_the_one_before() {
        let has_less = |pair: &[Room]| {
            let [before, after] = pair else { return false };
            let counts = |room: &Room| [room.rows, room.next, room.ring];
            counts(after).iter().zip(counts(before)).all(|(after, before)| *after <= before)
                && (before.sources && !after.sources || after.letters <= before.letters)
                && after != before
        };
        assert!(ROOMS.windows(2).all(has_less));
    }

    #[test]
    fn it_is_said_where_more_stands() {
        let glance = |section| Glance {
            row: Row {
                name: String::new(),
                value: String::new(),
                was: None,
                from: String::new(),
                state: None,
                restricted: false,
            },
            section,
        };
        assert_eq!(more(&[]), None);
        assert_eq!(more(&[glance(None)]).unwrap(), "And 1 more.");
        let of = [5, 3, 3].map(|section| glance(Some(section)));
        assert_eq!(more(&of).unwrap(), "And 3 more in section 3 and section 5.");
    }
}
