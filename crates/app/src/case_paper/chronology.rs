//! Who knew, did and decided what, on which grounds, in the order of time: for whoever has to answer for a decision later.

use std::collections::BTreeMap;

use api::CasePaper;
use casework::event::Visibility;
use papers::report::Section;
use papers::{Block, Fact};

use super::Contents;
use super::held::facts::PRISON_SYSTEM;
use super::held::{Held, Part, Weight};
use crate::session::Session;

/// How much of a text is printed in a line of time: the rest is in the record.
const WORDS: usize = 700;

/// A line of time.
struct Line<'a> {
    item: &'a Held,
    what: String,
}

impl Session {
    /// The chronology, as far as its author may read: what is sensitive is marked, what is restricted is not in it.
    pub(super) fn chronology(&self, held: &[Held]) -> Contents {
        let told: Vec<&Held> = held.iter().filter(|item| !item.is_restricted() && item.weight.is_some()).collect();
        let mut lines = imports(&told);
        let single = told.iter().filter(|item| !is_imported(item));
        lines.extend(single.map(|item| Line { item, what: what(item) }));
        lines.sort_by_key(|line| (line.item.at, line.item.recorded));
        let first_and_last = lines.first().zip(lines.last());
        let span = first_and_last.map(|(first, last)| format!("{} to {}", first.item.when(), last.item.when()));
        let decided = lines.iter().filter(|line| line.item.weight == Some(Weight::Decided)).count();
        let mut sections = by_year(&lines);
        sections.push(self.not_in_it(CasePaper::Chronology, held));
        let order = "In the order in which things happened. Where something was written down on a later day, that is said too: until then nobody \
                     could read it here. “Decided” is also what somebody assessed.";
        Contents {
            facts: vec![
                Fact::plain("From", span.unwrap_or_else(|| "Nothing is recorded".to_owned())),
                Fact::plain("Entries", format!("{}, {decided} of them decisions", lines.len())),
            ],
            lead: vec![Block::words(order)],
            sections,
        }
    }
}

fn is_imported(item: &Held) -> bool {
    item.part == Part::Facts && item.by == PRISON_SYSTEM
}

/// What an export of the prison system said is one line, however many fields it brought.
fn imports<'a>(told: &[&'a Held]) -> Vec<Line<'a>> {
    let mut runs: BTreeMap<(i64, i64), Vec<&Held>> = BTreeMap::new();
    for item in told.iter().copied().filter(|item| is_imported(item)) {
        runs.entry((item.at, item.recorded)).or_default().push(item);
    }
    let line = |run: Vec<&'a Held>| {
        let item = *run.first()?;
        let said: Vec<String> = run.iter().map(|fact| format!("{}: {}", fact.what, cut(&fact.words))).collect();
        Some(Line { item, what: format!("Read from the prison system\n{}", said.join("\n")) })
    };
    runs.into_values().filter_map(line).collect()
}

fn what(item: &Held) -> String {
    let mark = if item.visibility == Visibility::Sensitive { " (sensitive)" } else { "" };
    let later = item.written_later().map(|at| format!("\n\nWritten down on {at}")).unwrap_or_default();
    let words = cut(item.words.trim());
    let parted = if words.is_empty() { "" } else { "\n" };
    format!("{}{mark}{parted}{words}{later}", item.what)
}

fn by_year(lines: &[Line<'_>]) -> Vec<Section> {
    let mut years: Vec<(String, Vec<&Line<'_>>)> = Vec::new();
    for line in lines {
        let at = line.item.at();
        let year = at.split('-').next().unwrap_or_default();
        match years.last_mut().filter(|(known, _)| known == year) {
            Some((_, of_it)) => of_it.push(line),
            None => years.push((year.to_owned(), vec![line])),
        }
    }
    let row = |line: &&Line<'_>| {
        let weight = line.item.weight.map_or("", Weight::words);
        [line.item.when(), weight.to_owned(), line.what.clone(), line.item.by.clone()]
    };
    let section = |(year, lines): (String, Vec<&Line<'_>>)| {
        let header = ["When", "Kind", "What, and on which grounds", "By whom"];
        Section::new(year, vec![Block::table(header, [4, 3, 12, 4], lines.iter().map(row))])
    };
    years.into_iter().map(section).collect()
}

fn cut(text: &str) -> String {
    if text.chars().count() <= WORDS {
        return text.to_owned();
    }
    let kept: String = text.chars().take(WORDS).collect();
    format!("{}… (the rest is in the record)", kept.trim_end())
}
