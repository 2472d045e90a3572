//! A pack's content as the paper that is printed from it. Everything on its pages is in the content: whoever has that can print it.

use api::PackChange;
use casework::london;
use jiff::Timestamp;
use jiff::civil::Date;
use pack::content::{Pack, Row, RowState, Section, SectionState, Table};
use pack::difference::Change;
use pack::fingerprint::fingerprint;
use papers::pack as paper;
use papers::press::Attachment;
use papers::{Imprint, Paper, PaperError, Person, Prison, Signatory, Signed};

use super::content::both;
use super::view;
use crate::owed::capital;

/// What every page says at its head.
pub(super) const MARKING: &str = "OFFICIAL-SENSITIVE";
/// How much of a value stands on the first page, in characters: the whole of it is in its section.
const GLANCE: usize = 240;
/// What the longest cell of a column counts for, in characters, where it is shorter or longer: no column is too narrow for its heading, and
/// none takes all the room.
const COLUMN: (usize, usize) = (10, 48);

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
                born: prisoner.born.map_or_else(|| "not recorded".to_owned(), london::long_date),
            },
            crn: prisoner.crn.clone(),
            pnc: prisoner.pnc.clone(),
        },
        first: first_page(pack),
        since: pack.since.as_ref().map(|since| paper::Since {
            version: since.version,
            date: day(since.made),
            changes: since.changes.iter().map(|change| changed(change, &pack.sections)).collect(),
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
    let by = |by: Date| format!("{}{}", london::long_date(by), if by < made { "\nOverdue" } else { "" });
    paper::FirstPage {
        who: first.who.iter().map(glance).collect(),
        risk: first.risk.iter().map(glance).collect(),
        next: first
            .next
            .iter()
            .map(|next| paper::Due { by: by(next.by), what: next.what.clone(), who: next.who.clone() })
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

/// A row as the first page has it: as much of it as is read at a glance, and where the rest stands.
fn glance(row: &Row, sections: &[Section]) -> paper::Row {
    let of = sections.iter().find(|section| section.rows.iter().any(|other| other.key == row.key));
    let explained = of.is_some_and(|section| is_explained(row, section));
    let mut glance = self::row(row, explained);
    if let Some((end, _)) = row.value.char_indices().nth(GLANCE) {
        let start = row.value.get(..end).unwrap_or_default();
        let words = start.rsplit_once(char::is_whitespace).map_or(start, |(words, _)| words);
        let rest = of.map(|section| format!(" (more in section {})", section.number)).unwrap_or_default();
        glance.value = format!("{}…{rest}", words.trim_end());
    }
    glance
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
    let state =
        |state: RowState| format!("{}{}", capital(&state.to_string()), if explained { ", explained" } else { "" });
    paper::Row {
        name: row.name.clone(),
        value: row.value.clone(),
        was: row.was.clone(),
        from: format!("{}{on}", row.from),
        state: (row.state != RowState::Held).then(|| state(row.state)),
        restricted: false,
    }
}

fn table(table: &Table) -> paper::Table {
    let longest = |column: usize| {
        let cells = table.rows.iter().chain([&table.header]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let share = |column| u8::try_from(longest(column).clamp(COLUMN.0, COLUMN.1)).unwrap_or(u8::MAX);
    paper::Table {
        title: capital(&table.title),
        header: table.header.clone(),
        widths: (0..table.header.len()).map(share).collect(),
        rows: table.rows.clone(),
        restricted: false,
    }
}

fn changed(change: &Change, sections: &[Section]) -> paper::Change {
    let section = sections.iter().find(|section| section.number == change.section);
    let PackChange { name, was, now, .. } = view::change(change);
    paper::Change {
        section: section
            .map_or_else(|| change.section.to_string(), |section| format!("{} {}", section.number, section.title)),
        words: name,
        was,
        now: Some(now),
    }
}
