//! The working of a rule: what it used, what it did with it, which clause decided, on whose authority. Kept with the answer,
//! shown to whoever asks, and copied as text.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Missing};
use crate::calendar::long_date;
use crate::rule::{Clause, Rule};
use crate::rule_set::Edition;

/// An answer with its working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reasoned<T> {
    /// The answer.
    pub answer: Answer<T>,
    /// How it came about.
    pub derivation: Derivation,
}

/// How an answer came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Derivation {
    /// The rule's name.
    pub rule: Cow<'static, str>,
    /// The answer in words.
    pub conclusion: String,
    /// The day for which it was asked, London's, where the answer depends on the day.
    pub today: Option<Date>,
    /// What was used, in the order of use.
    pub inputs: Vec<Input>,
    /// What was done, in order.
    pub steps: Vec<String>,
    /// What looks wrong in the facts, though there is an answer.
    pub cautions: Vec<String>,
    /// The clause that decided, unless the rule cannot tell.
    pub clause: Option<Fired>,
    /// What the rule rests on.
    pub source: Cow<'static, str>,
    /// The edition of the rule set that was applied.
    pub rule_set: Edition,
    /// What would change the answer.
    pub would_change: Vec<String>,
}

/// A fact that a rule used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// What it is called.
    pub name: Cow<'static, str>,
    /// Its value in words.
    pub value: Cow<'static, str>,
    /// Its value, where it is a date.
    pub date: Option<Date>,
}

/// The clause that decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// Its identifier, which never changes.
    pub id: Cow<'static, str>,
    /// Its words.
    pub words: Cow<'static, str>,
    /// Where it is written.
    pub source: Cow<'static, str>,
}

impl From<&Clause> for Fired {
    fn from(clause: &Clause) -> Self {
        Self { id: clause.id.into(), words: clause.words.into(), source: clause.source.into() }
    }
}

impl fmt::Display for Derivation {
    /// As text to copy.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let on = self.today.map(|today| format!(", on {}", long_date(today))).unwrap_or_default();
        writeln!(f, "{}{on}\n{}", self.rule, self.conclusion)?;
        let inputs = self.inputs.iter().map(|input| format!("{}: {}", input.name, input.value));
        list(f, "What was used", inputs)?;
        list(f, "Working", self.steps.iter())?;
        list(f, "Please check", self.cautions.iter())?;
        if let Some(clause) = &self.clause {
            writeln!(f, "\nClause {}: {}\n({})", clause.id, clause.words, clause.source)?;
        }
        list(f, "What would change this", self.would_change.iter())?;
        writeln!(f, "\nSource: {}", self.source)?;
        write!(f, "Rule set: {}", self.rule_set)
    }
}

fn list<T: fmt::Display>(
    f: &mut fmt::Formatter<'_>,
    title: &str,
    lines: impl ExactSizeIterator<Item = T>,
) -> fmt::Result {
    if lines.len() > 0 {
        writeln!(f, "\n{title}")?;
    }
    for line in lines {
        writeln!(f, "- {line}")?;
    }
    Ok(())
}

/// What a rule says while it is at work. Silent, it keeps nothing, and words that nobody would read are not even made.
#[derive(Debug)]
pub(crate) struct Working(Option<Record>);

/// What was said so far. What is said twice is kept once.
#[derive(Debug, Default)]
struct Record {
    inputs: Vec<Input>,
    steps: Vec<String>,
    cautions: Vec<String>,
    clause: Option<&'static Clause>,
    would_change: Vec<String>,
}

impl Working {
    /// One that keeps what is said.
    pub(crate) fn kept() -> Self {
        Self(Some(Record::default()))
    }

    /// One that keeps nothing.
    pub(crate) const fn silent() -> Self {
        Self(None)
    }

    /// Whether it keeps what is said.
    pub(crate) const fn is_kept(&self) -> bool {
        self.0.is_some()
    }

    /// Forgets what was said so far, and keeps on keeping.
    pub(crate) fn restart(&mut self) {
        if let Some(record) = &mut self.0 {
            *record = Record::default();
        }
    }

    /// What was said so far, for another to finish.
    pub(crate) fn so_far(&mut self) -> Self {
        Self(self.0.as_mut().map(std::mem::take))
    }

    /// Uses a fact whose value is a word.
    pub(crate) fn uses(&mut self, name: &'static str, value: impl fmt::Display) {
        self.take(name, value, None);
    }

    /// Uses a date, and hands it back.
    pub(crate) fn date(&mut self, name: &'static str, date: Option<Date>) -> Option<Date> {
        match date {
            Some(day) => self.take(name, long_date(day), date),
            None => self.take(name, "none recorded", None),
        }
        date
    }

    /// Uses a fact that is yes or no, and hands it back.
    pub(crate) fn flag(&mut self, name: &'static str, flag: Option<bool>) -> Option<bool> {
        let value = match flag {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not recorded",
        };
        self.take(name, value, None);
        flag
    }

    fn take(&mut self, name: &'static str, value: impl fmt::Display, date: Option<Date>) {
        let Some(record) = &mut self.0 else { return };
        let input = Input { name: name.into(), value: value.to_string().into(), date };
        if !record.inputs.contains(&input) {
            record.inputs.push(input);
        }
    }

    /// Says what was done.
    pub(crate) fn step(&mut self, step: impl fmt::Display) {
        if let Some(record) = &mut self.0 {
            keep(&mut record.steps, step);
        }
    }

    /// Says what looks wrong.
    pub(crate) fn caution(&mut self, caution: impl fmt::Display) {
        if let Some(record) = &mut self.0 {
            keep(&mut record.cautions, caution);
        }
    }

    /// Names the clause that decided.
    pub(crate) fn decided_by(&mut self, clause: &'static Clause) {
        if let Some(record) = &mut self.0 {
            record.clause = Some(clause);
        }
    }

    /// No clause has decided: another rule begins within this one.
    pub(crate) fn undecided(&mut self) {
        if let Some(record) = &mut self.0 {
            record.clause = None;
        }
    }

    /// Turns the clause that decided into a step: another rule goes on from here, and has a clause of its own.
    pub(crate) fn went_by(&mut self, rule: &Rule) {
        let clause = self.0.as_mut().and_then(|record| record.clause.take());
        if let Some(Clause { id, words, source }) = clause {
            self.step(format_args!("{}, clause {id}: {words} ({source})", rule.name));
        }
    }

    /// Says what would change the answer.
    pub(crate) fn would_change(&mut self, line: impl fmt::Display) {
        if let Some(record) = &mut self.0 {
            keep(&mut record.would_change, line);
        }
    }

    /// The answer with everything that was said.
    pub(crate) fn finish<T>(
        self,
        rule: &'static Rule,
        rule_set: Edition,
        today: Option<Date>,
        answer: Answer<T>,
        conclude: impl FnOnce(&T) -> String,
    ) -> Reasoned<T> {
        let conclusion = match &answer {
            Answer::Known(value) => conclude(value),
            Answer::CannotTell(missing) => unknown(missing),
        };
        let cannot_tell = answer.missing().is_some();
        let mut derivation = self.derive(rule.name.into(), rule.source.into(), rule_set, today, conclusion);
        if cannot_tell {
            derivation.clause = None;
        }
        Reasoned { answer, derivation }
    }

    /// Everything that was said, under a name and with a conclusion.
    pub(crate) fn derive(
        self,
        rule: Cow<'static, str>,
        source: Cow<'static, str>,
        rule_set: Edition,
        today: Option<Date>,
        conclusion: String,
    ) -> Derivation {
        let Record { inputs, steps, cautions, clause, would_change } = self.0.unwrap_or_default();
        Derivation {
            rule,
            conclusion,
            today,
            inputs,
            steps,
            cautions,
            clause: clause.map(Fired::from),
            source,
            rule_set,
            would_change,
        }
    }
}

fn unknown(missing: &Missing) -> String {
    format!("Cannot tell. Not known: {missing}.")
}

fn keep(lines: &mut Vec<String>, line: impl fmt::Display) {
    let line = line.to_string();
    if !lines.contains(&line) {
        lines.push(line);
    }
}
