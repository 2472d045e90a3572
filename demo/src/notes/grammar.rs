//! The phrase files compiled once, then spoken many times.
//!
//! In a phrase `{slot}` is filled from the case, `(this|that)` is a choice, `<section>` speaks another section, and a
//! double bar outside a choice begins a paragraph. What comes out is tidied: one space, no comma before a full stop,
//! a capital after each.

use std::collections::BTreeMap;

use super::teller::{Slot, Teller};
use crate::dice::Dice;
use crate::phrases::Sections;

/// A piece of a phrase.
enum Piece {
    Text(String),
    Slot(Slot),
    Choice(Vec<Vec<Piece>>),
    Section(String),
    Paragraph,
}

/// All sections of all phrase files, by name.
pub(super) struct Grammar {
    /// The number of the section's first phrase, and its phrases.
    sections: BTreeMap<String, (usize, Vec<Vec<Piece>>)>,
}

/// When each phrase was last used for one person, so that the next note says it otherwise.
#[derive(Default)]
pub(super) struct Recent {
    last: Vec<u32>,
    tick: u32,
}

impl Recent {
    /// Of three phrases drawn by chance, the one not heard for longest.
    fn choose(&mut self, dice: &mut Dice, first: usize, count: usize) -> usize {
        let tries = if count > 3 { 3 } else { 1 };
        let drawn = (0..tries).map(|_| dice.below(count));
        let at = drawn.min_by_key(|at| self.last.get(first + at).copied().unwrap_or(0)).unwrap_or(0);
        self.tick += 1;
        if self.last.len() <= first + at {
            self.last.resize(first + count, 0);
        }
        if let Some(last) = self.last.get_mut(first + at) {
            *last = self.tick;
        }
        at
    }
}

impl Grammar {
    /// Compiles the phrase files that go with notes.
    pub(super) fn new() -> Self {
        let files = [
            include_str!("../../phrases/session.txt"),
            include_str!("../../phrases/topics.txt"),
            include_str!("../../phrases/topics_more.txt"),
            include_str!("../../phrases/actions.txt"),
            include_str!("../../phrases/wing.txt"),
            include_str!("../../phrases/unit.txt"),
            include_str!("../../phrases/plan.txt"),
        ];
        let mut sections: BTreeMap<String, (usize, Vec<Vec<Piece>>)> = BTreeMap::new();
        for file in files {
            for (name, lines) in Sections::lines(file).all() {
                let (_, phrases) = sections.entry(name.to_owned()).or_default();
                phrases.extend(lines.iter().map(|line| compile(line)));
            }
        }
        let mut number = 0;
        for (first, phrases) in sections.values_mut() {
            *first = number;
            number += phrases.len();
        }
        Self { sections }
    }

    /// Speaks one phrase of a section into `out`; nothing when the section does not exist.
    pub(super) fn speak(
        &self,
        dice: &mut Dice,
        teller: &Teller<'_>,
        recent: &mut Recent,
        section: &str,
        out: &mut String,
    ) {
        let Some((first, phrases)) = self.sections.get(section) else { return };
        let at = recent.choose(dice, *first, phrases.len());
        if let Some(phrase) = phrases.get(at) {
            self.say(dice, teller, recent, phrase, out);
        }
    }

    /// Speaks every phrase of each section whose name begins so, tidied; the sections are called by the rest of their names.
    pub(super) fn all_of(&self, dice: &mut Dice, teller: &Teller<'_>, prefix: &str) -> BTreeMap<String, Vec<String>> {
        let mut recent = Recent::default();
        let mut spoken = BTreeMap::new();
        for (name, (_, phrases)) in &self.sections {
            let Some(name) = name.strip_prefix(prefix) else { continue };
            let lines = phrases.iter().map(|phrase| {
                let mut text = String::new();
                self.say(dice, teller, &mut recent, phrase, &mut text);
                tidy(&text)
            });
            spoken.insert(name.to_owned(), lines.collect());
        }
        spoken
    }

    fn say(&self, dice: &mut Dice, teller: &Teller<'_>, recent: &mut Recent, phrase: &[Piece], out: &mut String) {
        for piece in phrase {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot) => teller.fill(dice, *slot, out),
                Piece::Choice(choices) => {
                    let at = dice.below(choices.len());
                    if let Some(chosen) = choices.get(at) {
                        self.say(dice, teller, recent, chosen, out);
                    }
                }
                Piece::Section(name) => self.speak(dice, teller, recent, name, out),
                Piece::Paragraph => out.push_str("\n\n"),
            }
        }
    }

    #[cfg(test)]
    fn has(&self, section: &str) -> bool {
        self.sections.contains_key(section)
    }
}

fn compile(line: &str) -> Vec<Piece> {
    let mut letters = line.chars().peekable();
    let mut choices = parse(&mut letters, 0);
    choices.pop().unwrap_or_default()
}

/// Reads choices up to the closing bracket; at depth 0 there is one choice and bars come in pairs.
fn parse(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, depth: usize) -> Vec<Vec<Piece>> {
    let mut choices = vec![Vec::new()];
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        let piece = match letter {
            '(' => Piece::Choice(parse(letters, depth + 1)),
            ')' if depth > 0 => break,
            '{' => named_slot(&until(letters, '}')),
            '<' => Piece::Section(until(letters, '>')),
            '|' if depth == 0 => {
                letters.next_if_eq(&'|');
                Piece::Paragraph
            }
            '|' => {
                flush(&mut choices, &mut text);
                choices.push(Vec::new());
                continue;
            }
            other => {
                text.push(other);
                continue;
            }
        };
        flush(&mut choices, &mut text);
        if let Some(current) = choices.last_mut() {
            current.push(piece);
        }
    }
    flush(&mut choices, &mut text);
    choices
}

fn flush(choices: &mut [Vec<Piece>], text: &mut String) {
    if let Some(current) = choices.last_mut()
        && !text.is_empty()
    {
        current.push(Piece::Text(std::mem::take(text)));
    }
}

fn until(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, end: char) -> String {
    letters.by_ref().take_while(|letter| *letter != end).collect()
}

fn named_slot(name: &str) -> Piece {
    Slot::named(name).map_or_else(|| Piece::Text(format!("{{{name}}}")), Piece::Slot)
}

/// Single spaces, no stray commas, a capital at the start of each sentence.
pub(super) fn tidy(raw: &str) -> String {
    let mut out = String::with_capacity(raw.len());
    let mut capital = true;
    let mut after_stop = false;
    for letter in raw.chars() {
        match letter {
            ' ' => {
                if !out.is_empty() && !out.ends_with([' ', '\n']) {
                    out.push(' ');
                }
                capital |= after_stop;
            }
            '\n' => {
                while out.ends_with(' ') {
                    out.pop();
                }
                if !out.is_empty() {
                    out.push('\n');
                }
                capital = true;
            }
            ',' | '.' | ';' | ':' | '!' | '?' => {
                push_mark(&mut out, letter);
            }
            other if capital && other.is_alphabetic() => {
                out.extend(other.to_uppercase());
                capital = false;
            }
            other => {
                out.push(other);
                capital = capital && matches!(other, '\'' | '"' | '‘' | '£');
            }
        }
        after_stop = out.ends_with(['.', '!', '?']) || (after_stop && letter == ' ');
    }
    out.truncate(out.trim_end().len());
    out
}

/// Adds a mark without the space before it; of two marks that meet the stronger stays.
fn push_mark(out: &mut String, mark: char) {
    while out.ends_with(' ') {
        out.pop();
    }
    if out.ends_with(['.', '!', '?']) {
        return;
    }
    if out.ends_with([',', ';', ':']) {
        out.pop();
    }
    if !out.is_empty() {
        out.push(mark);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(grammar: &Grammar, pieces: &[Piece], section: &str) {
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    assert!(!text.contains(['{', '}', '<', '>', '|']), "unread mark in [{section}]: {text}");
                }
                Piece::Section(name) => assert!(grammar.has(name), "[{section}] names <{name}>, which does not exist"),
                Piece::Choice(choices) => choices.iter().for_each(|choice| check(grammar, choice, section)),
                Piece::Slot(_) | Piece::Paragraph => {}
            }
        }
    }

    #[test]
    fn every_slot_and_section_that_a_phrase_names_exists() {
        let grammar = Grammar::new();
        for (section, (_, phrases)) in &grammar.sections {
            phrases.iter().for_each(|phrase| check(&grammar, phrase, section));
        }
    }

    #[test]
    fn brackets_are_closed() {
        for file in [
            include_str!("../../phrases/session.txt"),
            include_str!("../../phrases/topics.txt"),
            include_str!("../../phrases/topics_more.txt"),
            include_str!("../../phrases/wing.txt"),
            include_str!("../../phrases/unit.txt"),
            include_str!("../../phrases/plan.txt"),
        ] {
            for line in file.lines() {
                assert_eq!(line.matches('(').count(), line.matches(')').count(), "{line}");
                assert_eq!(line.matches('{').count(), line.matches('}').count(), "{line}");
            }
        }
    }

    #[test]
    fn tidying_mends_what_choices_leave_behind() {
        assert_eq!(tidy("he came ,  and left . she stayed,. end"), "He came, and left. She stayed. End");
        assert_eq!(tidy("one. \n\n two"), "One.\n\nTwo");
        assert_eq!(tidy("at 10.30 he said"), "At 10.30 he said");
    }
}
