//! A pack's content as the paper that is printed from it.

use casework::london;
use jiff::Timestamp;
use pack::content::{Pack, Row, RowState, Section, SectionState, Table};
use pack::difference::{Change, Kind};
use pack::fingerprint::Fingerprint;
use papers::pack as paper;
use papers::press::Attachment;
use papers::{Fact, Imprint, Paper, PaperError, Person, Prison, Signatory, Signed};

use crate::owed::capital;

/// What every page says at its head.
const MARKING: &str = "OFFICIAL-SENSITIVE";

/// Prints a pack, with its content inside.
pub(super) fn pack(
    pack: &Pack,
    prison: Prison,
    sender: Signatory,
    fingerprint: Fingerprint,
    json: Vec<u8>,
) -> Result<Paper, PaperError> {
    let day = |at: Timestamp| london::long_date(london::day(at));
    let prisoner = &pack.prisoner;
    let recipient = [Some(pack.to.name.as_str()), pack.to.team.as_deref()];
    let recipient: Vec<&str> = recipient.into_iter().flatten().filter(|words| !words.is_empty()).collect();
    let hash = fingerprint.hash().to_string();
    let sheet = paper::HandoverPack {
        prison,
        sender: sender.clone(),
        recipient: recipient.join(", "),
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
        first: paper::FirstPage {
            who: pack.first.who.iter().map(fact).collect(),
            risk: pack.first.risk.iter().map(fact).collect(),
            next: pack
                .first
                .next
                .iter()
                .map(|next| paper::Due {
                    by: london::long_date(next.by),
                    what: next.what.clone(),
                    who: next.who.clone(),
                })
                .collect(),
            ring: pack
                .first
                .ring
                .iter()
                .map(|ring| paper::Contact {
                    name: ring.name.clone(),
                    part: ring.part.clone(),
                    phone: ring.phone.clone().unwrap_or_default(),
                    email: ring.email.clone().unwrap_or_default(),
                })
                .collect(),
        },
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
        fingerprint: groups(&hash),
    };
    let imprint = Imprint { id: format!("{} version {}", pack.id, pack.version), made: pack.made };
    let attachment = Attachment {
        name: "pack.json".to_owned(),
        description: "The same as data".to_owned(),
        media_type: "application/json".to_owned(),
        bytes: json,
    };
    sheet.print(&imprint, &[attachment])
}

fn fact(row: &Row) -> Fact {
    let value = if row.value.is_empty() { row.state.to_string() } else { row.value.clone() };
    let fact = Fact::strong(&row.name, value);
    match row.on {
        Some(on) => fact.with(format!("{}, {}", row.from, london::long_date(on))),
        None => fact.with(row.from.clone()),
    }
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
        rows: section.rows.iter().map(row).collect(),
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

fn row(row: &Row) -> paper::Row {
    let on = row.on.map(|on| format!(", {}", london::long_date(on))).unwrap_or_default();
    paper::Row {
        name: row.name.clone(),
        value: row.value.clone(),
        was: row.was.clone(),
        from: format!("{}{on}", row.from),
        state: (row.state != RowState::Held).then(|| capital(&row.state.to_string())),
        restricted: false,
    }
}

fn table(table: &Table) -> paper::Table {
    // The last column has the words, unless all are short.
    let widths = match table.header.len() {
        3 if table.title == "key-work sessions" => vec![2, 2, 7],
        columns => vec![1; columns],
    };
    paper::Table {
        title: capital(&table.title),
        header: table.header.clone(),
        widths,
        rows: table.rows.clone(),
        restricted: false,
    }
}

fn changed(change: &Change, sections: &[Section]) -> paper::Change {
    let section = sections.iter().find(|section| section.number == change.section);
    let (was, now) = match &change.kind {
        Kind::Changed { was, now } => (Some(was.clone()), Some(now.clone())),
        Kind::Added { now } => (None, Some(now.clone())),
        Kind::Gone { was } => (Some(was.clone()), None),
        other => (None, Some(super::change_words(other))),
    };
    paper::Change {
        section: section
            .map_or_else(|| change.section.to_string(), |section| format!("{} {}", section.number, section.title)),
        words: change.name.clone(),
        was,
        now,
    }
}

/// A hash in groups that can be compared by eye.
fn groups(hash: &str) -> String {
    let letters: Vec<char> = hash.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
