//! A pack as its template reads it: every word that is printed, the template's few headings apart.

use serde::Serialize;
use unicode_segmentation::UnicodeSegmentation;

use crate::block::Block;
use crate::press::Attachment;

use super::{Change, Contact, Gap, HandoverPack, OwnWords, Prisoner, Row, Section, Since, Table};

/// How many letters of a fingerprint stand together.
const GROUP: usize = 4;

#[derive(Debug, Serialize)]
pub(super) struct Sheet<'a> {
    between: String,
    edition: String,
    heading: String,
    /// Names, and what stands under each.
    identity: [(&'static str, &'a str); 4],
    who: Vec<Line<'a>>,
    risk: Vec<Line<'a>>,
    next: Block,
    ring: Block,
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
    rows: Vec<Line<'a>>,
    gaps: Vec<Missing<'a>>,
    words: Vec<Attributed<'a>>,
    tables: Vec<Block>,
    empty: Option<Block>,
}

/// A row; what it says is among `value` and `state`, and at least one of them is there.
#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    restricted: bool,
    value: Option<&'a str>,
    was: Option<String>,
    state: Option<&'a str>,
    from: &'a str,
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
            between: format!("{} to {}. {}", pack.prison.name, pack.recipient, pack.marking),
            edition: format!("Version {}, {}", pack.version, pack.date),
            heading: format!("Handover pack: {}", pack.prisoner.person.name),
            identity: identity(&pack.prisoner),
            who: pack.first.who.iter().map(Line::of).collect(),
            risk: pack.first.risk.iter().map(Line::of).collect(),
            next: next(pack),
            ring: ring(pack),
            sections: pack.sections.iter().map(Part::of).collect(),
            changes: Changes::of(pack.since.as_ref()),
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

fn next(pack: &HandoverPack) -> Block {
    if pack.first.next.is_empty() {
        return Block::words("Nothing has to happen in the next 14 days.");
    }
    let rows = pack.first.next.iter().map(|due| [&due.by, &due.what, &due.who]);
    Block::table(["By", "What", "Who"], [4, 9, 5], rows)
}

fn ring(pack: &HandoverPack) -> Block {
    if pack.first.ring.is_empty() {
        let at = [&pack.prison.name, &pack.prison.telephone].map(String::as_str);
        return Block::words(format!("Nobody is recorded. Ask {}.", filled(at)));
    }
    let rows = pack.first.ring.iter().map(|Contact { name, part, phone, email }| [name, part, phone, email]);
    Block::table(["Name", "Part", "Telephone", "E-mail"], [4, 5, 4, 6], rows)
}

impl Changes {
    fn of(since: Option<&Since>) -> Self {
        let Some(Since { version, date, changes }) = since else {
            return Self {
                heading: "What changed".to_owned(),
                listed: Block::words("This is the first version of this pack."),
            };
        };
        let listed = if changes.is_empty() {
            Block::words(format!("Nothing has changed since version {version}."))
        } else {
            Block::table(["Section", "What changed"], [3, 5], changes.iter().map(|it| [it.section.clone(), it.said()]))
        };
        Self { heading: format!("What changed since version {version} of {date}"), listed }
    }
}

impl Change {
    /// “Conditional release: 5 October 2027, was 1 December 2027”.
    fn said(&self) -> String {
        let now = self.now.as_ref().map(|now| format!(": {now}")).unwrap_or_default();
        let was = self.was.as_ref().map(|was| format!(", was {was}")).unwrap_or_default();
        format!("{}{now}{was}", self.words)
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

impl<'a> Line<'a> {
    fn of(row: &'a Row) -> Self {
        let Row { name, value, was, from, state, restricted } = row;
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        let state = state.as_deref().or(value.is_none().then_some("Not recorded"));
        let was = was.as_ref().map(|was| format!("was {was}"));
        Self { name, restricted: *restricted, value, was, state, from }
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
            Block::table(["What", "How many", "Whom to ask"], [6, 2, 6], rows)
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
fn filled<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
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
