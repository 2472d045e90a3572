//! What packs of other prisons say, part by part. Another prison wrote it, of people too whom this unit may not know: so somebody decides on each
//! part before it is given out, and what is about others stands apart from what is the prisoner's.

use api::{PackChange, Section};
use casework::event::{CaseEvent, PackReceived, Visibility};
use casework::london;
use jiff::civil::Date;
use pack::content::{ExplainedGap, FirstPage, OwnWords, Pack, Row, Section as PackSection, Since, Table};
use store::history::Line;

use super::plan::{MAY_NAME_OTHERS, about, about_section};
use super::{Held, Part, Weight, lines};
use crate::case_paper::tables::{from, value};
use crate::error::AppError;
use crate::pack::{change, topic_of, unfold};
use crate::session::Session;

/// Why somebody decides on what is about the prisoner alone, as far as its kind says.
const WRITTEN_ELSEWHERE: &str = "Another prison wrote it";

/// A part of a pack.
struct Said {
    /// What it is, without its words.
    what: String,
    words: String,
    /// Why somebody decides on it.
    about: &'static str,
}

impl Session {
    /// Everything that packs say that came from other prisons. `written`: everything that was written about the release.
    pub(super) fn held_received(&self, written: &[Line]) -> Result<Vec<Held>, AppError> {
        let mut held = Vec::new();
        for line in written {
            if let CaseEvent::PackReceived(body) = &line.event {
                held.extend(self.received(line, body)?);
            }
        }
        Ok(held)
    }

    /// That a pack came, with who sent it to whom, and each of its parts.
    fn received(&self, line: &Line, body: &PackReceived) -> Result<Vec<Held>, AppError> {
        let pack = unfold(&body.content)?;
        let name = format!("{}, version {}", body.prison, body.version);
        let seen_by = if body.restricted { Visibility::Restricted } else { Visibility::General };
        let item = |what: String, words: String, by: String, about: &'static str| {
            let item = Held::new(Part::Received, line.occurred, what, words, by);
            item.recorded(line.recorded).seen_by(seen_by).about(Some(about))
        };
        let came = item(
            format!("Received from {name}"),
            lines(envelope(&pack)),
            self.staff_name(line.author),
            WRITTEN_ELSEWHERE,
        );
        let part = |part: Said| item(format!("{name}: {}", part.what), part.words, body.prison.clone(), part.about);
        let mut held = vec![came.weighing(Weight::Known)];
        held.extend(parts(&pack).map(part));
        Ok(held)
    }
}

/// Who sent it to whom, about whom, and what they left out.
fn envelope(pack: &Pack) -> impl Iterator<Item = String> {
    let Pack { from, to, prisoner, .. } = pack;
    let born = prisoner.born.map(|born| format!("born {}", london::long_date(born)));
    let known = [
        format!("Put together on {}", london::long_date(london::day(pack.made))),
        named("By", [Some(&from.name), Some(&from.post), from.phone.as_ref(), from.email.as_ref()]),
        named("For", [Some(&to.name), to.team.as_ref(), to.phone.as_ref(), to.email.as_ref()]),
        named(
            "About",
            [Some(&prisoner.name), Some(&prisoner.number), born.as_ref(), prisoner.crn.as_ref(), prisoner.pnc.as_ref()],
        ),
    ];
    let left = pack.left_out.iter().map(|left| format!("Left out: {} ({}). Ask: {}", left.what, left.count, left.ask));
    known.into_iter().chain(left)
}

/// “By Ben Okafor, prison offender manager”.
fn named<const N: usize>(how: &str, parts: [Option<&String>; N]) -> String {
    let parts = parts.into_iter().flatten().map(String::as_str).filter(|part| !part.trim().is_empty());
    format!("{how} {}", parts.collect::<Vec<_>>().join(", "))
}

/// Its parts, in the order in which they are read.
fn parts(pack: &Pack) -> impl Iterator<Item = Said> {
    let opening = [Some(first_page(pack)), pack.since.as_ref().map(changes)];
    let parts = opening.into_iter().flatten().chain(pack.sections.iter().flat_map(section));
    parts.filter(|part| !part.words.trim().is_empty())
}

/// What stands on the first page: of its rows those that are in no section as they stand here.
fn first_page(pack: &Pack) -> Said {
    let FirstPage { who, risk, next, ring } = &pack.first;
    let is_new = |row: &&Row| !pack.sections.iter().any(|section| section.rows.contains(row));
    let rows = who.iter().chain(risk).filter(is_new).map(row_words);
    let next = next.iter().map(|next| format!("By {}: {} ({})", london::long_date(next.by), next.what, next.who));
    let ring = ring
        .iter()
        .map(|ring| named("To ring:", [Some(&ring.name), Some(&ring.part), ring.phone.as_ref(), ring.email.as_ref()]));
    Said { what: "first page".to_owned(), words: lines(rows.chain(next).chain(ring)), about: MAY_NAME_OTHERS }
}

fn changes(since: &Since) -> Said {
    let line = |changed| {
        let PackChange { section, name, was, now } = change(changed);
        let was = was.map(|was| format!(" (was {was})")).unwrap_or_default();
        format!("{section} {name}: {now}{was}")
    };
    let what = format!("what changed since version {}", since.version);
    Said { what, words: lines(since.changes.iter().map(line)), about: MAY_NAME_OTHERS }
}

/// A section: what its kind alone is about together, each row about others and each list for itself.
fn section(section: &PackSection) -> impl Iterator<Item = Said> {
    let title = format!("{} {}", section.number, section.title);
    let known = Section::ALL.into_iter().find(|known| known.number() == section.number);
    let of_all = known.and_then(about_section).unwrap_or(WRITTEN_ELSEWHERE);
    let (mut together, mut apart) = (Vec::new(), Vec::new());
    for row in &section.rows {
        match topic_of(&row.key).and_then(|(topic, _)| about(topic)).filter(|about| *about != of_all) {
            Some(about) => apart.push(Said { what: format!("{title}, {}", row.name), words: row_words(row), about }),
            None => together.push(row_words(row)),
        }
    }
    together.extend(section.gaps.iter().map(gap_words));
    together.extend(section.words.as_ref().map(own_words));
    apart.extend(section.tables.iter().map(|table| Said {
        what: format!("{title}, {}", table.title),
        words: table_words(table),
        about: of_all,
    }));
    std::iter::once(Said { what: title, words: lines(together), about: of_all }).chain(apart)
}

fn row_words(row: &Row) -> String {
    let was = row.was.as_ref().map(|was| format!(", was {was}")).unwrap_or_default();
    format!("{}: {}{was} ({})", row.name, value(row), from(row))
}

fn gap_words(gap: &ExplainedGap) -> String {
    let ExplainedGap { what, cause, words, .. } = gap;
    format!("Not in it: {what} {cause}: {words} ({})", by_on(&gap.by, gap.on))
}

fn own_words(words: &OwnWords) -> String {
    format!("In the words of {}:\n{}", by_on(&words.by, words.on), words.text)
}

fn by_on(by: &str, on: Date) -> String {
    format!("{by}, {}", london::long_date(on))
}

/// A list, row by row; each cell under the name of its column.
fn table_words(table: &Table) -> String {
    let cell = |(at, cell): (usize, &String)| match table.header.get(at) {
        Some(column) if !cell.trim().is_empty() => format!("{column}: {cell}"),
        _ => cell.clone(),
    };
    let rows = table.rows.iter().map(|row| lines(row.iter().enumerate().map(cell)));
    rows.collect::<Vec<_>>().join("\n\n")
}

#[cfg(test)]
mod tests {
    use pack::content::{RowState, SectionState};

    use super::*;

    fn row(key: &str, name: &str, value: &str) -> Row {
        Row {
            key: key.to_owned(),
            name: name.to_owned(),
            value: value.to_owned(),
            from: "Ben Okafor".to_owned(),
            on: Some(jiff::civil::date(2026, 11, 3)),
            state: RowState::Held,
            was: None,
        }
    }

    fn accommodation() -> PackSection {
        PackSection {
            number: Section::Accommodation.number(),
            title: "Accommodation".to_owned(),
            state: SectionState::Explained,
            rows: vec![
                row("wish-to-live", "Where they wish to live", "Near work"),
                row("release-address", "Address on release", "12 Canal Street, with his mother"),
            ],
            tables: vec![Table {
                title: "viewings".to_owned(),
                header: vec!["On".to_owned(), "Where".to_owned()],
                rows: vec![
                    vec!["3 November 2026".to_owned(), "Mill Road".to_owned(), "Too dear".to_owned()],
                    vec!["4 November 2026".to_owned(), String::new()],
                ],
            }],
            words: None,
            gaps: vec![ExplainedGap {
                key: "duty-to-refer".to_owned(),
                what: "Nobody was referred to.".to_owned(),
                cause: "Not known yet, being worked on".to_owned(),
                words: "The council has been asked".to_owned(),
                by: "Ben Okafor".to_owned(),
                on: jiff::civil::date(2026, 11, 20),
            }],
        }
    }

    #[test]
    fn what_is_about_others_stands_apart_and_nothing_is_lost() {
        let accommodation = accommodation();
        let said: Vec<Said> = section(&accommodation).collect();
        let parts: Vec<_> = said.iter().map(|part| (part.what.as_str(), part.about)).collect();
        assert_eq!(
            parts,
            [
                ("8 Accommodation", WRITTEN_ELSEWHERE),
                ("8 Accommodation, Address on release", MAY_NAME_OTHERS),
                ("8 Accommodation, viewings", WRITTEN_ELSEWHERE),
            ]
        );
        let [together, address, viewings] = [0, 1, 2].map(|at| said[at].words.as_str());
        assert_eq!(
            together,
            "Where they wish to live: Near work (Ben Okafor, 3 November 2026)\nNot in it: Nobody was referred to. Not known yet, \
             being worked on: The council has been asked (Ben Okafor, 20 November 2026)"
        );
        assert_eq!(address, "Address on release: 12 Canal Street, with his mother (Ben Okafor, 3 November 2026)");
        assert_eq!(viewings, "On: 3 November 2026\nWhere: Mill Road\nToo dear\n\nOn: 4 November 2026");
    }

    #[test]
    fn all_of_a_section_about_others_is_one_part() {
        let family = PackSection { number: Section::Family.number(), title: "Family".to_owned(), ..accommodation() };
        let said: Vec<Said> = section(&family).collect();
        assert_eq!(said[0].about, "It is about family or children");
    }
}
