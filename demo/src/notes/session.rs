//! The text of a key-work session, and what was agreed in it.

use jiff::civil::Date;

use super::grammar::{Grammar, Recent, tidy};
use super::note::Action;
use super::teller::{Past, Teller};
use super::topic::Topic;
use crate::dates::plus_days;
use crate::dice::Dice;

/// How an author writes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// Clipped, no verbs to spare.
    Terse,
    /// A paragraph.
    Plain,
    /// Several paragraphs.
    Thorough,
}

/// The manner of a member of staff; it stays theirs.
pub(super) fn style_of(author: usize) -> Style {
    match author % 7 {
        0 | 4 => Style::Terse,
        1 | 3 => Style::Plain,
        _ => Style::Thorough,
    }
}

/// Everything that speaking needs.
pub(super) struct Voice<'a, 'b> {
    pub(super) grammar: &'a Grammar,
    pub(super) teller: &'a Teller<'b>,
    pub(super) recent: &'a mut Recent,
}

impl Voice<'_, '_> {
    /// Adds a phrase of a section, after a space.
    pub(super) fn add(&mut self, dice: &mut Dice, section: &str, out: &mut String) {
        if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        self.grammar.speak(dice, self.teller, self.recent, section, out);
    }

    fn fragment(&mut self, dice: &mut Dice, section: &str) -> String {
        let mut text = String::new();
        self.add(dice, section, &mut text);
        text
    }

    fn topic(&mut self, dice: &mut Dice, topic: Topic, part: &str, out: &mut String) {
        self.add(dice, &format!("{}.{part}", topic.section()), out);
    }
}

/// A session that did not take place.
pub(super) fn refusal(dice: &mut Dice, voice: &mut Voice<'_, '_>) -> String {
    let mut text = String::new();
    voice.add(dice, "refusal", &mut text);
    tidy(&text)
}

/// A personal officer's entry: the same talk without the frame of a session.
pub(super) fn personal_officer_entry(dice: &mut Dice, voice: &mut Voice<'_, '_>, topics: &[Topic]) -> String {
    let mut text = String::new();
    voice.add(dice, "poe.open", &mut text);
    for topic in topics {
        told(dice, voice, false, *topic, &mut text);
    }
    if dice.chance(60) {
        voice.add(dice, "close", &mut text);
    }
    tidy(&text)
}

/// A session: opening, how the person is, what was looked back on, the topics, an ending.
pub(super) fn session(
    dice: &mut Dice,
    voice: &mut Voice<'_, '_>,
    style: Style,
    topics: &[Topic],
    looked_back: Option<bool>,
) -> String {
    let mut text = String::new();
    if style == Style::Terse {
        return terse(dice, voice, topics, looked_back);
    }
    let thorough = style == Style::Thorough;
    voice.add(dice, "open", &mut text);
    if dice.chance(if thorough { 75 } else { 38 }) {
        voice.add(dice, "mood", &mut text);
    }
    if let Some(done) = looked_back {
        voice.add(dice, if done { "followup.done" } else { "followup.open" }, &mut text);
    }
    for (at, topic) in topics.iter().enumerate() {
        if thorough && (at == 0 || dice.chance(45)) {
            text.push_str("\n\n");
        } else if at > 0 && dice.chance(7) {
            voice.add(dice, "bridge", &mut text);
        }
        told(dice, voice, thorough, *topic, &mut text);
    }
    if thorough {
        text.push_str("\n\n");
    }
    if dice.chance(82) {
        voice.add(dice, "close", &mut text);
    }
    tidy(&text)
}

/// One clipped run of fragments, and now and then a full sentence at the end.
fn terse(dice: &mut Dice, voice: &mut Voice<'_, '_>, topics: &[Topic], looked_back: Option<bool>) -> String {
    let mark = dice.pick(&["; ", ", ", ". "]);
    let mut fragments = vec![voice.fragment(dice, "open.terse")];
    fragments.extend(topics.iter().map(|topic| voice.fragment(dice, &format!("{}.terse", topic.section()))));
    fragments.push(voice.fragment(dice, "close.terse"));
    let mut text = format!("{}. ", fragments.join(mark));
    if let Some(done) = looked_back {
        voice.add(dice, if done { "followup.done" } else { "followup.open" }, &mut text);
    }
    if let Some(topic) = dice.pick_of(topics)
        && dice.chance(65)
    {
        voice.topic(dice, topic, "main", &mut text);
    }
    tidy(&text)
}

fn told(dice: &mut Dice, voice: &mut Voice<'_, '_>, thorough: bool, topic: Topic, text: &mut String) {
    voice.topic(dice, topic, "main", text);
    for (part, percent) in [("more", if thorough { 80 } else { 54 }), ("staff", if thorough { 70 } else { 46 })] {
        if !dice.chance(percent) {
            continue;
        }
        if dice.chance(58) {
            voice.add(dice, &format!("any.{part}"), text);
        } else {
            voice.topic(dice, topic, part, text);
        }
    }
}

/// What the two of them agreed to do, as it stands on `today`.
pub(super) fn actions(
    dice: &mut Dice,
    voice: &mut Voice<'_, '_>,
    topics: &[Topic],
    occurred: Date,
    today: Date,
) -> Vec<Action> {
    let count = dice.weighted(1, &[(1, 70), (2, 26), (3, 4)]);
    let mut made: Vec<Action> = Vec::new();
    for topic in topics.iter().take(count) {
        let mut line = String::new();
        voice.topic(dice, *topic, "act", &mut line);
        let (owner, task) = line.trim().split_once(": ").unwrap_or(("me", ""));
        if task.is_empty() || made.iter().any(|action| action.text == task) {
            continue;
        }
        let due = dice.chance(93).then(|| plus_days(occurred, dice.pick(&[3, 5, 7, 7, 7, 10, 14, 14, 21, 28])));
        let done_on = done_on(dice, occurred, due, today);
        let outcome = done_on.filter(|_| dice.chance(70)).map(|_| {
            let mut outcome = String::new();
            voice.add(dice, if owner == "you" { "outcome.you" } else { "outcome" }, &mut outcome);
            tidy(&outcome)
        });
        made.push(Action { text: tidy(task), owner_is_prisoner: owner == "you", due, done_on, outcome });
    }
    made
}

/// Most things get done about when they were due; some late, some never.
fn done_on(dice: &mut Dice, occurred: Date, due: Option<Date>, today: Date) -> Option<Date> {
    let due = due.unwrap_or_else(|| plus_days(occurred, 14));
    let late = if dice.chance(20) { dice.between(1, 12) } else { -dice.between(0, 6) };
    let day = plus_days(due, late).max(plus_days(occurred, 1));
    (day <= today && dice.chance(86)).then_some(day)
}

/// What a later session says of an action.
pub(super) fn looking_back(action: &Action, on: Date) -> (Past, bool) {
    let done = action.done_on.is_some_and(|day| day <= on);
    let lower = |text: &str| {
        let mut letters = text.chars();
        letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
    };
    let outcome = action.outcome.as_deref().map_or_else(|| "as agreed".to_owned(), lower);
    (Past { task: lower(&action.text), outcome, by_prisoner: action.owner_is_prisoner }, done)
}
