//! A look at a pack: each rule asks for its thing, says what it does, and writes how the thing stands.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::constants::{Constants, PackRules, Timing, When};
use super::demand::Demand;
use super::facts::{PackFacts, TopicFact};
use super::item::{Item, Standing};
use crate::calendar::{Period, long_date};
use crate::derivation::Working;
use crate::figure::Figure;

/// The facts, what was found so far, and the rule that is at work.
#[derive(Debug)]
pub(super) struct Look<'a> {
    pub(super) facts: &'a PackFacts,
    pub(super) rules: &'a Constants,
    /// What is asked for.
    pub(super) demand: Demand,
    /// What the rule that is at work says.
    pub(super) working: Working,
    edition: &'a PackRules,
    items: Vec<Item>,
}

/// How a thing was found to stand.
#[derive(Debug)]
pub(super) struct Found {
    standing: Standing,
    words: String,
    /// The day of the fact that it rests on: an explanation from before it explained something else.
    on: Option<Date>,
}

impl Found {
    pub(super) fn held(words: impl Into<String>) -> Self {
        Self { standing: Standing::Held, words: words.into(), on: None }
    }

    pub(super) fn gap(words: impl Into<String>, on: Option<Date>) -> Self {
        Self { standing: Standing::Gap, words: words.into(), on }
    }

    pub(super) fn asked(since: Date, words: impl Into<String>) -> Self {
        Self { standing: Standing::Asked { since }, words: words.into(), on: Some(since) }
    }

    pub(super) fn contradicts(with: impl Into<String>, words: impl Into<String>, on: Option<Date>) -> Self {
        Self { standing: Standing::Contradicts { with: with.into() }, words: words.into(), on }
    }

    pub(super) const fn is_held(&self) -> bool {
        matches!(self.standing, Standing::Held)
    }
}

/// Which states of a topic settle it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settles {
    /// Those that do with words.
    pub(super) with_words: &'static [&'static str],
    /// Those that do alone.
    pub(super) alone: &'static [&'static str],
}

/// Whether it is time to ask for something.
enum Time {
    Now,
    From(Date),
    OnceKnown(&'static str),
}

impl<'a> Look<'a> {
    pub(super) fn new(facts: &'a PackFacts, edition: &'a PackRules) -> Self {
        let (rules, demand) = (&edition.constants, Demand::Crn);
        Self { facts, rules, demand, working: Working::kept(), edition, items: Vec::new() }
    }

    /// Looks for one thing.
    pub(super) fn ask(&mut self, demand: Demand) {
        self.demand = demand;
        self.working.restart();
        demand.ask(self);
    }

    pub(super) fn items(self) -> Vec<Item> {
        self.items
    }

    fn row(&self) -> &'a Figure<Timing> {
        self.rules.demands.of(self.demand)
    }

    /// It stands so.
    pub(super) fn say(&mut self, found: Found) {
        self.write(None, self.demand.section(), found);
    }

    /// One of several stands so.
    pub(super) fn say_of(&mut self, about: &str, found: Found) {
        self.write(Some(about), self.demand.section(), found);
    }

    /// One of several stands so, in a section of its own.
    pub(super) fn say_in(&mut self, section: u8, about: &str, found: Found) {
        self.write(Some(about), section, found);
    }

    /// What is said where it is missing: a gap, unless it is too early to ask for it.
    pub(super) fn missing(&mut self, on: Option<Date>) -> Found {
        self.missing_for(self.demand.missing(), on)
    }

    /// The same in other words.
    pub(super) fn missing_for(&mut self, words: impl Into<String>, on: Option<Date>) -> Found {
        match self.time() {
            Time::Now => Found::gap(words, on),
            Time::From(from) => Found {
                standing: Standing::Later { from: Some(from) },
                words: format!("Needed from {}.", long_date(from)),
                on,
            },
            Time::OnceKnown(date) => {
                Found { standing: Standing::Later { from: None }, words: format!("Needed once {date} is known."), on }
            }
        }
    }

    fn time(&mut self) -> Time {
        let dates = self.facts.dates;
        let (name, date, words, period) = match self.row().value.asked {
            When::Always => return Time::Now,
            When::BeforeRelease(period) => ("Release date", dates.release, "the release date", period),
            When::BeforeHandover(period) => ("Handover date", dates.handover, "the handover date", period),
        };
        match self.working.date(name, date) {
            None => Time::OnceKnown(words),
            Some(day) => {
                let from = period.before(day);
                self.working.step(format_args!("Asked for from: {}.", period.before_in_words(day)));
                if self.facts.today < from { Time::From(from) } else { Time::Now }
            }
        }
    }

    /// The day from which it is asked for, where that is counted from a date that is known.
    pub(super) fn opens(&self) -> Option<Date> {
        let dates = self.facts.dates;
        match self.row().value.asked {
            When::Always => None,
            When::BeforeRelease(period) => dates.release.map(|day| period.before(day)),
            When::BeforeHandover(period) => dates.handover.map(|day| period.before(day)),
        }
    }

    /// That it is too old, if it is.
    pub(super) fn stale(&mut self, on: Date) -> Option<Found> {
        let limit: Period = self.row().value.age?;
        let until = limit.after(on);
        self.working.step(format_args!("It stands until: {}.", limit.after_in_words(on)));
        (until < self.facts.today).then(|| Found {
            standing: Standing::Stale { since: on, limit },
            words: format!("It is of {}, longer ago than {limit}.", long_date(on)),
            on: Some(on),
        })
    }

    /// Held, unless it is too old.
    pub(super) fn held_of(&mut self, on: Date, words: impl Into<String>) -> Found {
        self.stale(on).unwrap_or_else(|| Found::held(words))
    }

    /// What is stated of a topic as a whole: of several statements the newest.
    pub(super) fn topic(&self, code: &str) -> Option<&'a TopicFact> {
        self.facts.topics.iter().filter(|topic| topic.code == code && topic.about.is_none()).max()
    }

    /// What is stated of each of several, and is not at an end, by their names.
    pub(super) fn named(&self, code: &str) -> BTreeMap<&'a str, &'a TopicFact> {
        let mut newest: BTreeMap<&str, &TopicFact> = BTreeMap::new();
        for topic in self.facts.topics.iter().filter(|topic| topic.code == code) {
            let Some(about) = topic.about.as_deref() else { continue };
            let known = newest.entry(about).or_insert(topic);
            *known = topic.max(known);
        }
        newest.retain(|_, topic| topic.state != "ended");
        newest
    }

    /// How the topic stands that is called as what is asked for.
    pub(super) fn stated(&mut self, settles: Settles) -> Found {
        let topic = self.topic(self.demand.key());
        self.stated_of(topic, settles)
    }

    /// How a topic stands.
    pub(super) fn stated_of(&mut self, topic: Option<&TopicFact>, settles: Settles) -> Found {
        let Some(TopicFact { on, state, has_words, .. }) = topic else {
            self.working.uses("State", "nothing stated");
            return self.missing(None);
        };
        let said = state.replace('-', " ");
        self.working.uses("State", &said);
        self.working.date("Stated on", Some(*on));
        let day = long_date(*on);
        let is = |states: &[&str]| states.contains(&state.as_str());
        if is(settles.alone) || (is(settles.with_words) && *has_words) {
            return self.held_of(*on, format!("Stated on {day}: {said}."));
        }
        match state.as_str() {
            "asked" => self.stale(*on).unwrap_or_else(|| Found::asked(*on, format!("Asked, as stated on {day}."))),
            "refused" => Found::gap(format!("It was refused, as stated on {day}."), Some(*on)),
            _ if is(settles.with_words) => {
                self.working.flag("Words", Some(false));
                self.missing_for(format!("Stated on {day} as {said}, without a word."), Some(*on))
            }
            "ended" => {
                let words = format!("It was stated on {day} that it is no longer so. {}", self.demand.missing());
                self.missing_for(words, Some(*on))
            }
            _ => self.missing_for(format!("{} Stated on {day}: {said}.", self.demand.missing()), Some(*on)),
        }
    }

    fn write(&mut self, about: Option<&str>, section: u8, found: Found) {
        let Found { standing, mut words, on } = found;
        let demand = self.demand;
        let key = about.map_or_else(|| demand.key().to_owned(), |about| format!("{}:{about}", demand.key()));
        let called = about.map_or_else(|| demand.words().to_owned(), |about| format!("{}: {about}", demand.words()));
        let explained = standing.stops() && self.is_explained(&key, on, &mut words);
        let question = question(demand, &called, &standing);
        if let Standing::Later { from: Some(from) } = standing {
            self.working.would_change(format_args!("From {} it is asked for.", long_date(from)));
        }
        if standing.stops() && demand != Demand::Conflict {
            self.working.would_change("It is recorded, or an explanation is written.");
        }
        let clause = demand.clause();
        self.working.decided_by(clause);
        let row = self.row();
        let source = format!("{} ({})", row.source, row.standing.words());
        let conclusion = format!("{}: {words}", said(&standing, explained));
        let working = self.working.so_far();
        let today = Some(self.facts.today);
        let derivation = working.derive(called.into(), source.into(), self.edition.edition(), today, conclusion);
        let clause = clause.id.to_owned();
        self.items.push(Item { key, section, standing, words, question, clause, explained, derivation });
    }

    /// Whether an explanation stands that is no older than the fact it is about. One that does not stand any more is said.
    fn is_explained(&mut self, key: &str, on: Option<Date>, words: &mut String) -> bool {
        let today = self.facts.today;
        let of_it = self.facts.explanations.iter().filter(|made| made.key == key && made.on <= today);
        let Some(made) = of_it.map(|made| made.on).max() else { return false };
        let day = long_date(made);
        self.working.date("Explained on", Some(made));
        if self.demand == Demand::Conflict {
            self.working.step("A conflict is decided in the record: an explanation does not settle it.");
            return false;
        }
        if on.is_some_and(|on| made < on) {
            self.working.step("What it explained is another by now.");
            words.push_str(&format!(" What was explained on {day} was something else."));
            return false;
        }
        let limit = self.rules.explanation_age.value;
        self.working.step(format_args!("The explanation stands until: {}.", limit.after_in_words(made)));
        let stands = limit.after(made) >= today;
        if !stands {
            words.push_str(&format!(" It was explained on {day}, longer ago than {limit}."));
        }
        stands
    }
}

/// What the author is asked.
fn question(demand: Demand, called: &str, standing: &Standing) -> Option<String> {
    match standing {
        Standing::Held | Standing::Later { .. } | Standing::Asked { .. } => None,
        Standing::Stale { since, .. } => Some(format!("{called}, of {}: is that still so?", long_date(*since))),
        Standing::Contradicts { with } if demand != Demand::Conflict => {
            Some(format!("{called}, or {with}: which is right?"))
        }
        Standing::Gap | Standing::Contradicts { .. } => Some(demand.question().to_owned()),
    }
}

/// How it stands, as a working concludes it.
const fn said(standing: &Standing, explained: bool) -> &'static str {
    match standing {
        Standing::Held => "Held",
        Standing::Later { .. } => "Later",
        Standing::Asked { .. } => "Asked",
        Standing::Gap if explained => "A gap, explained",
        Standing::Gap => "A gap",
        Standing::Stale { .. } if explained => "Stale, explained",
        Standing::Stale { .. } => "Stale",
        Standing::Contradicts { .. } if explained => "Contradicts, explained",
        Standing::Contradicts { .. } => "Contradicts",
    }
}
