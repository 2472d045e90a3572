//! A pack's content as the paper that is printed from it. Everything on its pages is in the content: whoever has that can print it.

use casework::london;
use jiff::Timestamp;
use pack::content::{Pack, Row, RowState, Section, SectionState, Table};
use pack::fingerprint::fingerprint;
use papers::pack as paper;
use papers::press::Attachment;
use papers::{Imprint, Paper, PaperError, Person, Prison, Signatory, Signed};

use super::changes::listed;
use super::content::both;
use crate::owed::capital;

/// What every page says at its head.
pub(super) const MARKING: &str = "OFFICIAL-SENSITIVE";
/// How many characters a line of the page has, more or less.
const LINE: usize = 90;
/// How wide a column is at least, in characters: there is room for its heading.
const NARROW: usize = 10;
/// Up to how many a column is as wide as its longest cell, so that a name or a day stays on one line.
const SHORT: usize = 20;
/// What the longest cell of a wider one counts for at most: none takes all the room.
const WIDE: usize = 48;
/// What is between two columns, in the same.
const GUTTER: usize = 4;

/// Prints a pack, with its content inside.
pub fn print(pack: &Pack) -> Result<Paper, PaperError> {
    let imprint = Imprint { id: format!("{} version {}", pack.id, pack.version), made: pack.made };
    let content = Attachment {
        name: "pack.json".to_owned(),
        description: "the same content as data".to_owned(),
        media_type: "application/json".to_owned(),
        bytes: pack.to_json(),
    };
    sheet(pack).print(&imprint, &[content])
}

/// What stands on the pages of a pack.
pub fn sheet(pack: &Pack) -> paper::HandoverPack {
    let Pack { from, prisoner, .. } = pack;
    let fingerprint = fingerprint(&pack.to_json());
    let sender = Signatory { name: from.name.clone(), grade: from.post.clone() };
    paper::HandoverPack {
        prison: Prison {
            name: from.prison.clone(),
            address: String::new(),
            telephone: from.phone.clone().unwrap_or_default(),
        },
        sender: sender.clone(),
        recipient: both(&pack.to.name, pack.to.team.as_deref()),
        marking: MARKING.to_owned(),
        version: pack.version,
        date: day(pack.made),
        prisoner: paper::Prisoner {
            person: Person {
                name: prisoner.name.clone(),
                number: prisoner.number.clone(),
                born: prisoner.born.map_or_else(|| "Not recorded".to_owned(), london::long_date),
            },
            crn: prisoner.crn.clone(),
            pnc: prisoner.pnc.clone(),
        },
        first: first_page(pack),
        since: pack.since.as_ref().map(|since| paper::Since {
            version: since.version,
            date: day(since.made),
            changes: listed(since, &pack.sections),
        }),
        sections: pack.sections.iter().map(section).collect(),
        left_out: pack
            .left_out
            .iter()
            .map(|left| paper::LeftOut { what: left.what.clone(), count: left.count, ask: left.ask.clone() })
            .collect(),
        signed: Signed { by: sender, at: london::local(pack.made).strftime("%-d %B %Y at %H:%M").to_string() },
        check_code: fingerprint.code().to_string(),
        fingerprint: fingerprint.hash().to_string(),
    }
}

fn day(at: Timestamp) -> String {
    london::long_date(london::day(at))
}

fn first_page(pack: &Pack) -> paper::FirstPage {
    let first = &pack.first;
    let glance = |row: &Row| glance(row, &pack.sections);
    let made = london::day(pack.made);
    paper::FirstPage {
        who: first.who.iter().map(glance).collect(),
        risk: first.risk.iter().map(glance).collect(),
        next: first
            .next
            .iter()
            .map(|next| paper::Due {
                by: london::long_date(next.by),
                what: format!("{}{}", if next.by < made { "Overdue: " } else { "" }, next.what),
                who: next.who.clone(),
            })
            .collect(),
        ring: first
            .ring
            .iter()
            .map(|ring| paper::Contact {
                name: ring.name.clone(),
                part: ring.part.clone(),
                phone: ring.phone.clone().unwrap_or_default(),
                email: ring.email.clone().unwrap_or_default(),
            })
            .collect(),
    }
}

/// A row as the first page has it: what is missing is explained somewhere else, so it is said where.
fn glance(row: &Row, sections: &[Section]) -> paper::Glance {
    let of = sections.iter().find(|section| section.rows.iter().any(|other| other.key == row.key));
    let explained = of.filter(|section| is_explained(row, section));
    let mut row = self::row(row, explained.is_some());
    if let (Some(state), Some(section)) = (&mut row.state, explained) {
        state.push_str(&format!(" in section {}", section.number));
    }
    paper::Glance { row, section: of.map(|section| section.number.into()) }
}

fn section(section: &Section) -> paper::Section {
    paper::Section {
        number: section.number.into(),
        title: section.title.clone(),
        state: match section.state {
            SectionState::Ready => "Ready",
            SectionState::Explained => "Explained",
            SectionState::Gap => "Gap",
        }
        .to_owned(),
        // What is missing is explained in its own place, and not said twice.
        rows: section
            .rows
            .iter()
            .map(|row| (row, is_explained(row, section)))
            .filter(|(row, explained)| !(*explained && row.state == RowState::Gap))
            .map(|(row, explained)| self::row(row, explained))
            .collect(),
        gaps: section
            .gaps
            .iter()
            .map(|gap| paper::Gap {
                what: gap.what.clone(),
                cause: gap.cause.clone(),
                words: gap.words.clone(),
                by: gap.by.clone(),
                on: london::long_date(gap.on),
            })
            .collect(),
        words: section
            .words
            .iter()
            .map(|words| paper::OwnWords {
                text: words.text.clone(),
                by: words.by.clone(),
                on: london::long_date(words.on),
            })
            .collect(),
        tables: section.tables.iter().map(table).collect(),
    }
}

fn is_explained(row: &Row, section: &Section) -> bool {
    section.gaps.iter().any(|gap| gap.key == row.key)
}

fn row(row: &Row, explained: bool) -> paper::Row {
    let on = row.on.map(|on| format!(", {}", london::long_date(on))).unwrap_or_default();
    let state = match row.state {
        RowState::Held => None,
        // What was asked for is told by the value.
        RowState::Asked => Some("No answer yet".to_owned()),
        other => Some(capital(&other.to_string())),
    };
    paper::Row {
        name: row.name.clone(),
        value: row.value.clone(),
        was: row.was.clone(),
        from: format!("{}{on}", row.from),
        state: state.map(|state| format!("{state}{}", if explained { ", explained" } else { "" })),
        restricted: false,
    }
}

fn table(table: &Table) -> paper::Table {
    let longest = |column: usize| {
        let cells = table.rows.iter().chain([&table.header]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let longest: Vec<usize> = (0..table.header.len()).map(longest).collect();
    paper::Table {
        title: capital(&table.title),
        header: table.header.clone(),
        widths: widths(&longest),
        rows: table.rows.clone(),
        restricted: false,
    }
}

/// The widths of columns by their longest cells: short ones have what they need, and the others share what is left of the line.
fn widths(longest: &[usize]) -> Vec<u8> {
    let is_short = |letters: usize| letters <= SHORT;
    let needed = |letters: usize| letters.max(NARROW) + GUTTER;
    let short: usize = longest.iter().copied().filter(|letters| is_short(*letters)).map(needed).sum();
    let wide: usize = longest.iter().filter(|letters| !is_short(**letters)).map(|letters| WIDE.min(*letters)).sum();
    let left = LINE.saturating_sub(short);
    let width =
        |letters: usize| if is_short(letters) { needed(letters) } else { left * WIDE.min(letters) / wide.max(1) };
    longest.iter().map(|letters| u8::try_from(width(*letters)).unwrap_or(u8::MAX)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_columns_have_what_they_need_and_the_others_the_rest() {
        // A day, a name, what was said at length.
        assert_eq!(widths(&[17, 14, 900]), [21, 18, 51]);
        assert_eq!(widths(&[17, 40, 900]), [21, 31, 37]);
        assert_eq!(widths(&[22, 4]), [76, 14]);
        assert_eq!(widths(&[]), [0; 0]);
    }
}
