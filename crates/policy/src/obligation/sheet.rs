//! The sheet on which the rules write what a case owes.

use std::fmt;

use jiff::civil::Date;

use super::facts::CaseFacts;
use super::settings::{Figure, Settings, Standing};
use super::{Key, Kind, Obligation, Owed, Owner, Role, Unclear, Window};
use crate::answer::{Answer, Missing};
use crate::handover::{self, Handover, HandoverRules, Outcome};

/// A case, the day, what the handover rules say, and what is owed so far.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) case: &'a CaseFacts,
    pub(super) settings: &'a Settings,
    pub(super) rules: &'a HandoverRules,
    pub(super) today: Date,
    pub(super) outcome: Answer<Outcome>,
    owed: Owed,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(case: &'a CaseFacts, settings: &'a Settings, rules: &'a HandoverRules, today: Date) -> Self {
        let outcome = handover::handover_outcome(&case.handover, today, rules);
        Self { case, settings, rules, today, outcome, owed: Owed::default() }
    }

    /// Whether the policy certainly does not cover the person.
    pub(super) const fn is_outside_policy(&self) -> bool {
        matches!(self.outcome, Answer::Known(Outcome::OutsidePolicy(_)))
    }

    /// The handover, where the policy covers the person.
    pub(super) fn handover(&self) -> Option<Handover> {
        match &self.outcome {
            Answer::Known(outcome) => outcome.handover().copied(),
            Answer::CannotTell(_) => None,
        }
    }

    /// The day of release as far as it is known: the confirmed or latest date, or the earlier of the automatic and the conditional.
    pub(super) fn release(&self) -> Option<Date> {
        let facts = &self.case.handover;
        let dates = [facts.automatic_release.stands(), facts.conditional_release.stands()];
        facts.release.or_else(|| dates.into_iter().flatten().min())
    }

    /// Something is owed.
    pub(super) fn owe<T>(
        &mut self,
        kind: Kind,
        since: Date,
        window: Window,
        figure: &Figure<T>,
        why: impl fmt::Display,
    ) {
        self.owe_about(kind, None, since, window, figure, why);
    }

    /// One of several of a kind is owed.
    pub(super) fn owe_about<T>(
        &mut self,
        kind: Kind,
        about: Option<&str>,
        since: Date,
        window: Window,
        figure: &Figure<T>,
        why: impl fmt::Display,
    ) {
        self.write(kind, about, since, window, (figure.standing, &figure.source), why);
    }

    /// Something is owed on a day that somebody set.
    pub(super) fn owe_as_set(&mut self, kind: Kind, since: Date, window: Window, why: impl fmt::Display) {
        self.write(kind, None, since, window, (Standing::Local, "The day that was set"), why);
    }

    fn write(
        &mut self,
        kind: Kind,
        about: Option<&str>,
        since: Date,
        window: Window,
        (standing, source): (Standing, &str),
        why: impl fmt::Display,
    ) {
        let key = Key { kind, about: about.map(str::to_owned), since };
        let is_settled = |by_hand: &super::ByHand| by_hand.key == key && !by_hand.reason.trim().is_empty();
        if self.case.by_hand.iter().any(is_settled) {
            return;
        }
        let owner = self.owner(kind.owner());
        let concerns = self.case.person.clone();
        let source = source.to_owned();
        self.owed.obligations.push(Obligation { key, concerns, owner, window, why: why.to_string(), standing, source });
    }

    /// Something may be owed.
    pub(super) fn unclear(&mut self, kind: Kind, missing: Missing) {
        self.owed.unclear.push(Unclear { kind, missing });
    }

    fn owner(&self, role: Role) -> Owner {
        let staff = &self.case.staff;
        let person = match role {
            Role::Pom => &staff.pom,
            Role::Keyworker => &staff.keyworker,
            Role::HeadOfOmuDelivery | Role::CaseAdministrator => &None,
        };
        Owner { role, person: person.clone() }
    }

    /// What is owed, the nearest first.
    pub(super) fn close(mut self) -> Owed {
        let nearest = |obligation: &Obligation| obligation.window.due;
        self.owed
            .obligations
            .sort_by(|one, other| nearest(one).cmp(&nearest(other)).then_with(|| one.key.cmp(&other.key)));
        self.owed
    }
}
