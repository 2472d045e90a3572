//! What changed since the version that a reader has, as the paper lists it: what it is, what it says now, what it said before.

use pack::content::{RowState, Section, Since};
use pack::difference::{Change, Kind};
use papers::pack as paper;

use crate::owed::capital;

/// How a row can stand: where a row says nothing by itself, a change says that instead.
const STATES: [RowState; 6] =
    [RowState::Held, RowState::Later, RowState::Asked, RowState::Gap, RowState::Stale, RowState::Contradicts];

/// The changes since a version, a line for each thing: that something is missing and that it is explained is one, and so is what came to a
/// list and what left it.
pub(super) fn listed(since: &Since, sections: &[Section]) -> Vec<paper::Change> {
    let mut lines: Vec<paper::Change> = Vec::new();
    for change in &since.changes {
        let line = line(change, since, sections);
        match lines.iter_mut().find(|known| belongs(known, &line, change)) {
            Some(known) if change.kind == Kind::Explained => known.now.push_str("\nExplained"),
            Some(known) => known.now.push_str(&format!(", {}", line.now)),
            None => lines.push(line),
        }
    }
    lines
}

/// Whether a change is about the thing of a line that is there already.
fn belongs(known: &paper::Change, line: &paper::Change, change: &Change) -> bool {
    let same = match change.kind {
        Kind::Explained => known.now == change.name,
        Kind::Fewer { .. } => known.words == line.words,
        _ => false,
    };
    same && known.section == line.section
}

fn line(change: &Change, since: &Since, sections: &[Section]) -> paper::Change {
    let of = sections.iter().find(|section| section.number == change.section);
    let name = capital(&change.name);
    let (words, now, was) = match &change.kind {
        Kind::Changed { was, now } => (name, said(now), Some(said(was))),
        Kind::Added { now } => (name, said(now), Some(format!("Not in version {}", since.version))),
        Kind::Gone { was } => (name, "No longer in the pack".to_owned(), Some(said(was))),
        Kind::More { count } => (name, format!("{count} added"), None),
        Kind::Fewer { count } => (name, format!("{count} no longer listed"), None),
        Kind::Explained => (name.trim_end_matches('.').to_owned(), "The explanation is new".to_owned(), None),
        Kind::Words => {
            let stand = of.is_some_and(|section| section.words.is_some());
            let now = if stand { "New or changed" } else { "No longer in the pack" };
            ("Words written for this pack".to_owned(), now.to_owned(), None)
        }
    };
    paper::Change { section: change.section.into(), words, now, was }
}

/// What a row says; how it stands begins with a large letter, as a value does.
fn said(words: &str) -> String {
    let is_state = STATES.iter().any(|state| state.to_string() == words);
    if is_state { capital(words) } else { words.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(changes: &[(&str, Kind)]) -> Vec<[String; 3]> {
        let changes =
            changes.iter().map(|(name, kind)| Change { section: 8, name: (*name).to_owned(), kind: kind.clone() });
        let since = Since { version: 1, made: jiff::Timestamp::UNIX_EPOCH, changes: changes.collect() };
        let line = |change: paper::Change| [change.words, change.now, change.was.unwrap_or_default()];
        listed(&since, &[]).into_iter().map(line).collect()
    }

    #[test]
    fn what_is_missing_and_explained_is_one_line() {
        let missing = "No address on release is recorded.";
        let (was, now) = ("12 Canal Street".to_owned(), missing.to_owned());
        let lines = told(&[("Address on release", Kind::Changed { was, now }), (missing, Kind::Explained)]);
        assert_eq!(lines, [["Address on release", "No address on release is recorded.\nExplained", "12 Canal Street"]]);
        let lines = told(&[(missing, Kind::Explained)]);
        assert_eq!(lines, [["No address on release is recorded", "The explanation is new", ""]]);
    }

    #[test]
    fn what_came_to_a_list_and_what_left_it_is_one_line() {
        let lines = told(&[("contacts", Kind::More { count: 2 }), ("contacts", Kind::Fewer { count: 1 })]);
        assert_eq!(lines, [["Contacts", "2 added, 1 no longer listed", ""]]);
    }

    #[test]
    fn a_state_is_written_as_a_value_is_and_a_value_as_it_was() {
        let kind = |was: &str, now: &str| Kind::Changed { was: was.to_owned(), now: now.to_owned() };
        let lines = told(&[("OASys", kind("held", "out of date")), ("Email", kind("a@b.example", "c@d.example"))]);
        assert_eq!(lines, [["OASys", "Out of date", "Held"], ["Email", "c@d.example", "a@b.example"]]);
        let (new, gone) = (Kind::Added { now: "Yes".to_owned() }, Kind::Gone { was: "No".to_owned() });
        let lines = told(&[("Recalled", new), ("Homeless", gone), ("Accommodation", Kind::Words)]);
        assert_eq!(lines[0], ["Recalled", "Yes", "Not in version 1"]);
        assert_eq!(lines[1], ["Homeless", "No longer in the pack", "No"]);
        assert_eq!(lines[2], ["Words written for this pack", "No longer in the pack", ""]);
    }
}
