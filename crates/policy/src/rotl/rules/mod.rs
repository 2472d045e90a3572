//! The rules one by one. Each asks the facts of one matter, and says what they amount to: met, not met, that it does not concern the
//! person, or that it cannot tell. What a figure that nobody confirmed would decide in the application's favour, it leaves to be
//! looked up.

pub(super) mod alerts;
pub(super) mod history;
pub(super) mod kinds;
pub(super) mod status;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::check::{Bar, Check};
use super::constants::{Constants, RuleBook, Standing};
use super::description::RULES;
use super::facts::{Facts, Request};
use super::kind::Tier;
use super::tier::tier_of;
use crate::answer::Answer;
use crate::derivation::{Reasoned, Working};
use crate::handover;

/// What a rule says, where it can tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is met.
    Met,
    /// It is not met.
    NotMet,
    /// It does not concern the person or the application.
    NotAsked,
}

impl Verdict {
    /// What a list says.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Met => "Met",
            Self::NotMet => "Not met",
            Self::NotAsked => "Not asked",
        }
    }
}

/// A rule, what it says, and what that does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ruling {
    /// Which rule.
    pub check: Check,
    /// What it does where it is not met.
    pub bar: Bar,
    /// On whose authority it stands.
    pub standing: Standing,
    /// What it says, with its working. The conclusion is the reason in a sentence; the source is the rule's own.
    #[serde(flatten)]
    pub reasoned: Reasoned<Verdict>,
}

impl Ruling {
    /// What it says, if it can tell.
    pub fn verdict(&self) -> Option<Verdict> {
        self.reasoned.answer.as_ref().known().copied()
    }
}

/// What a rule says, in words.
#[derive(Debug)]
pub(super) struct Said {
    verdict: Verdict,
    why: String,
}

pub(super) fn met(why: impl Into<String>) -> Answer<Said> {
    Answer::Known(Said { verdict: Verdict::Met, why: why.into() })
}

pub(super) fn not_met(why: impl Into<String>) -> Answer<Said> {
    Answer::Known(Said { verdict: Verdict::NotMet, why: why.into() })
}

pub(super) fn not_asked(why: impl Into<String>) -> Answer<Said> {
    Answer::Known(Said { verdict: Verdict::NotAsked, why: why.into() })
}

/// Met, if what it rests on is confirmed. Otherwise somebody looks up what is published.
pub(super) fn met_if_confirmed(
    standing: Standing,
    what: &str,
    why: impl Into<String>,
    working: &mut Working,
) -> Answer<Said> {
    if standing != Standing::Unconfirmed {
        return met(why);
    }
    working.step(format_args!("By what is not confirmed it would be met: {}", why.into()));
    Answer::cannot_tell(format!(
        "what the published policy framework says of {what} (what is used here is second-hand)"
    ))
}

/// A case at which the rules look.
#[derive(Debug)]
pub(super) struct Case<'a> {
    pub(super) facts: &'a Facts,
    pub(super) request: &'a Request,
    pub(super) today: Date,
    pub(super) tier: Answer<Tier>,
    pub(super) rules: &'a Constants,
    pub(super) handover: &'a handover::Constants,
}

impl<'a> Case<'a> {
    pub(super) fn new(facts: &'a Facts, request: &'a Request, today: Date, book: &RuleBook<'a>) -> Self {
        let (rules, handover) = (&book.rotl.constants, &book.handover.constants);
        let tier = tier_of(facts, rules, &mut Working::silent());
        Self { facts, request, today, tier, rules, handover }
    }

    /// The standing of a rule.
    pub(super) const fn standing(&self, check: Check) -> Standing {
        self.rules.bars.of(check).standing
    }
}

/// Every rule, one by one, in the order of a list.
pub fn rulings(facts: &Facts, request: &Request, today: Date, book: &RuleBook<'_>) -> Vec<Ruling> {
    let case = Case::new(facts, request, today, book);
    Check::ALL.iter().map(|check| rule_on(*check, &case, book)).collect()
}

/// One rule.
pub fn ruling(check: Check, facts: &Facts, request: &Request, today: Date, book: &RuleBook<'_>) -> Ruling {
    rule_on(check, &Case::new(facts, request, today, book), book)
}

fn rule_on(check: Check, case: &Case<'_>, book: &RuleBook<'_>) -> Ruling {
    let mut working = Working::kept();
    let said = check.ask(case, &mut working);
    working.decided_by(check.clause());
    let stated = case.rules.bars.of(check);
    let conclude = |said: &Said| format!("{}: {}", said.verdict.words(), said.why);
    let Reasoned { answer, mut derivation } =
        working.finish(&RULES, book.rotl.edition(), Some(case.today), said, conclude);
    derivation.rule = check.words().into();
    derivation.source = format!("{} ({})", stated.source, stated.standing.words()).into();
    let answer = answer.map(|said| said.verdict);
    Ruling { check, bar: stated.value, standing: stated.standing, reasoned: Reasoned { answer, derivation } }
}
