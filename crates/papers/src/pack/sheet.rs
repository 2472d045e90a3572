//! A pack as its template reads it: every word that is printed, the template's few headings apart.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::block::Block;
use crate::press::Attachment;

use super::first_page::{Edition, editions};
use super::{Change, Gap, HandoverPack, OwnWords, Prisoner, Row, Section, Since, Table};

/// How many letters of a fingerprint stand together.
const GROUP: usize = 4;

#[derive(Debug, Serialize)]
pub(super) struct Sheet<'a> {
    between: String,
    marking: &'a str,
    version: String,
    heading: String,
    /// Which version this one replaces.
    replaces: Option<String>,
    /// Names, and what stands under each.
    identity: [(&'static str, &'a str); 4],
    /// The rest of the first page, each with less than the one before.
    editions: Vec<Edition>,
    sections: Vec<Part<'a>>,
    changes: Changes,
    end: End<'a>,
}

#[derive(Debug, Serialize)]
struct Changes {
    heading: String,
    listed: Block,
}

#[derive(Debug, Serialize)]
struct Part<'a> {
    number: u32,
    title: &'a str,
    state: &'a str,
    rows: Vec<Line>,
    gaps: Vec<Missing<'a>>,
    words: Vec<Attributed<'a>>,
    tables: Vec<Block>,
    empty: Option<Block>,
}

/// A row; what it says is among `value` and `state`, and at least one of them is there.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) restricted: bool,
    pub(super) value: Option<String>,
    pub(super) was: Option<String>,
    pub(super) state: Option<String>,
    pub(super) from: String,
}

#[derive(Debug, Serialize)]
struct Missing<'a> {
    what: String,
    words: &'a str,
    by: String,
}

#[derive(Debug, Serialize)]
struct Attributed<'a> {
    words: &'a str,
    by: String,
}

/// The last page.
#[derive(Debug, Serialize)]
struct End<'a> {
    made: Vec<String>,
    left_out: Block,
    signed: String,
    check_code: &'a str,
    fingerprint: String,
}

impl<'a> Sheet<'a> {
    pub(super) fn of(pack: &'a HandoverPack, attachments: &[Attachment]) -> Self {
        Self {
            between: format!("{} to {}.", pack.prison.name, pack.recipient),
            marking: &pack.marking,
            version: format!("Version {}, {}", pack.version, pack.date),
            heading: format!("Handover pack: {}", pack.prisoner.person.name),
            replaces: pack
                .since
                .as_ref()
                .map(|since| format!("This replaces version {} of {}.", since.version, since.date)),
            identity: identity(&pack.prisoner),
            editions: editions(pack),
            sections: pack.sections.iter().map(Part::of).collect(),
            changes: Changes::of(pack),
            end: End::of(pack, attachments),
        }
    }
}

fn identity(prisoner: &Prisoner) -> [(&'static str, &str); 4] {
    [
        ("Prison number", &prisoner.person.number),
        ("Born", &prisoner.person.born),
        ("CRN", prisoner.crn.as_deref().unwrap_or("Not recorded")),
        ("PNC", prisoner.pnc.as_deref().unwrap_or("Not recorded")),
    ]
}

impl Changes {
    fn of(pack: &HandoverPack) -> Self {
        let Some(Since { version, date, changes }) = &pack.since else {
            let words = if pack.version == 1 {
                "This is the first version of this pack.".to_owned()
            } else {
                format!("This is the first version for {}: there is none to compare it with.", pack.recipient)
            };
            return Self { heading: "What changed".to_owned(), listed: Block::words(words) };
        };
        let listed = if changes.is_empty() {
            Block::words(format!("Nothing has changed since version {version}."))
        } else {
            let row = |change: &Change| {
                let Change { section, words, now, was } = change;
                [words.clone(), now.clone(), was.clone().unwrap_or_default(), section.to_string()]
            };
            Block::table(["What", "Now", "Before", "Section"], [9, 10, 9, 4], changes.iter().map(row))
        };
        Self { heading: format!("What changed since version {version} of {date}"), listed }
    }
}

impl<'a> Part<'a> {
    fn of(section: &'a Section) -> Self {
        let Section { number, title, state, rows, gaps, words, tables } = section;
        let empty = rows.is_empty() && gaps.is_empty() && words.is_empty() && tables.is_empty();
        Self {
            number: *number,
            title,
            state,
            rows: rows.iter().map(Line::of).collect(),
            gaps: gaps.iter().map(Missing::of).collect(),
            words: words.iter().map(Attributed::of).collect(),
            tables: tables.iter().flat_map(Table::blocks).collect(),
            empty: empty.then(Block::nothing),
        }
    }
}

impl Line {
    pub(super) fn of(row: &Row) -> Self {
        let Row { name, value, was, from, state, restricted } = row;
        let value = Some(value.clone()).filter(|value| !value.is_empty());
        let state = state.clone().or_else(|| value.is_none().then(|| "Not recorded".to_owned()));
        let was = was.as_ref().map(|was| format!("was {was}"));
        Self { name: name.clone(), restricted: *restricted, value, was, state, from: from.clone() }
    }
}

impl<'a> Missing<'a> {
    fn of(Gap { what, cause, words, by, on }: &'a Gap) -> Self {
        let what = [what, cause].map(|words| sentence(words));
        Self { what: what.join(" "), words, by: filled([by.as_str(), on]) }
    }
}

impl<'a> Attributed<'a> {
    fn of(OwnWords { text, by, on }: &'a OwnWords) -> Self {
        Self { words: text, by: format!("Written by {}", filled([by.as_str(), on])) }
    }
}

impl Table {
    fn blocks(&self) -> [Block; 2] {
        let Self { title, header, widths, rows, restricted } = self;
        let title = if *restricted { format!("Restricted: {title}") } else { title.clone() };
        [Block::subheading(title), Block::table(header, widths.iter().copied(), rows)]
    }
}

impl<'a> End<'a> {
    fn of(pack: &'a HandoverPack, attachments: &[Attachment]) -> Self {
        let signed = &pack.signed;
        let left_out = if pack.left_out.is_empty() {
            Block::words("Nothing was left out.")
        } else {
            let rows = pack.left_out.iter().map(|out| [out.what.clone(), out.count.to_string(), out.ask.clone()]);
            Block::table(["What", "How many", "Whom to ask"], [12, 5, 16], rows)
        };
        Self {
            made: made(pack, attachments),
            left_out,
            signed: filled([signed.by.name.as_str(), &signed.by.grade, &pack.prison.name, &signed.at]),
            check_code: &pack.check_code,
            fingerprint: grouped(&pack.fingerprint),
        }
    }
}

fn made(pack: &HandoverPack, attachments: &[Attachment]) -> Vec<String> {
    let HandoverPack { prison, sender, date, .. } = pack;
    let whole = format!(
        "{}, {}, had this pack made from the record of {} on {date}. Every row says where it comes from, and nobody can alter it by hand. What \
         somebody wrote for this pack has their name under it.",
        sender.name, sender.grade, prison.name,
    );
    let inside =
        attachments.iter().map(|file| format!("Inside this PDF is the file {}: {}.", file.name, file.description));
    std::iter::once(whole).chain(inside).collect()
}

/// What is there of several things, with commas between.
pub(super) fn filled<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Words that end as a sentence does.
fn sentence(words: &str) -> String {
    let words = words.trim_end();
    let ended = words.is_empty() || words.ends_with(['.', '!', '?', '…', ':', '”', ')']);
    format!("{words}{}", if ended { "" } else { "." })
}

/// A fingerprint in groups that an eye can keep.
fn grouped(fingerprint: &str) -> String {
    let letters: Vec<&str> = fingerprint.graphemes(true).filter(|letter| !letter.trim().is_empty()).collect();
    letters.chunks(GROUP).map(<[&str]>::concat).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_in_groups_of_four() {
        assert_eq!(grouped(""), "");
        assert_eq!(grouped("0123456789"), "0123 4567 89");
        assert_eq!(grouped(&"ab".repeat(32)), ["abab"; 16].join(" "));
    }

    #[test]
    fn a_sentence_ends_once() {
        let ended = ["no address yet", "Asked.", "Why?", ""].map(sentence);
        assert_eq!(ended, ["no address yet.", "Asked.", "Why?", ""]);
    }
}
