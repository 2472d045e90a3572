//! The sheet on which the rules write what a case owes. The same rules fill it for a list, silently, and for one obligation that
//! somebody asks about, with everything they say while they are at work.

use std::fmt;

use jiff::civil::Date;

use super::explain::{self, Explanation};
use super::facts::CaseFacts;
use super::settings::{ObligationSettings, Settings};
use super::{Figure, Key, Kind, Obligation, Owed, Owner, Role, Standing, Unclear, Window};
use crate::answer::{Answer, Missing};
use crate::calendar::{
    Period, long_date, working_days_after, working_days_after_in_words, working_days_before,
    working_days_before_in_words,
};
use crate::derivation::Working;
use crate::figure::{Named, Value};
use crate::handover::{
    Dates, EarlyAllocationStatus, HandoverRules, Outcome, Responsibility, early_allocation_within, handover_outcome,
    handover_within, referral_opens_within, responsibility_within,
};
use crate::rule::Clause;

/// What something rests on that is owed on a day that somebody set.
pub(super) const AS_SET: &str = "The day that was set";

/// A case, the day, what the handover rules say, and what is owed so far.
#[derive(Debug)]
pub(super) struct Sheet<'a> {
    pub(super) case: &'a CaseFacts,
    pub(super) settings: &'a Settings,
    pub(super) rules: &'a HandoverRules,
    pub(super) today: Date,
    pub(super) outcome: Answer<Outcome>,
    /// What the rule that is at work says.
    pub(super) working: Working,
    edition: &'a ObligationSettings,
    /// Whether what the rule says rests on the handover rules.
    rests_on_handover: bool,
    asked: Option<&'a Key>,
    explanation: Option<Explanation>,
    owed: Owed,
}

impl<'a> Sheet<'a> {
    /// A sheet for everything that is owed.
    pub(super) fn new(
        case: &'a CaseFacts,
        edition: &'a ObligationSettings,
        rules: &'a HandoverRules,
        today: Date,
    ) -> Self {
        Self {
            case,
            settings: &edition.constants,
            rules,
            today,
            outcome: handover_outcome(&case.handover, today, rules),
            working: Working::silent(),
            edition,
            rests_on_handover: false,
            asked: None,
            explanation: None,
            owed: Owed::default(),
        }
    }

    /// The same sheet for one obligation and its working.
    pub(super) fn about(self, key: &'a Key) -> Self {
        Self { working: Working::kept(), asked: Some(key), ..self }
    }

    /// Begins to work out whether something is owed, by a clause. What was said before belongs to something else.
    pub(super) fn begin(&mut self, clause: &'static Clause) {
        self.working.restart();
        self.rests_on_handover = false;
        self.working.decided_by(clause);
    }

    /// Whether the policy certainly does not cover the person.
    pub(super) const fn is_outside_policy(&self) -> bool {
        matches!(self.outcome, Answer::Known(Outcome::OutsidePolicy(_)))
    }

    /// Whether the person was released by today.
    pub(super) fn was_released(&self) -> bool {
        self.case.after_release.released.is_some_and(|released| released <= self.today)
    }

    /// The handover's dates, where there are any.
    pub(super) fn outcome_dates(&self) -> Option<Dates> {
        match &self.outcome {
            Answer::Known(outcome) => outcome.handover().and_then(|handover| handover.dates),
            Answer::CannotTell(_) => None,
        }
    }

    /// Says how the handover came about.
    pub(super) fn handover(&mut self, clause: &'static Clause) {
        if self.working.is_kept() {
            self.working.undecided();
            handover_within(&self.case.handover, self.today, self.rules, &mut self.working);
            self.rested_on_handover(clause);
        }
    }

    /// Who is responsible.
    pub(super) fn responsibility(&mut self, clause: &'static Clause) -> Answer<Option<Responsibility>> {
        self.working.undecided();
        let (facts, calculated) = (&self.case.handover, &self.outcome);
        let standing = responsibility_within(facts, self.today, self.rules, calculated, &mut self.working);
        self.rested_on_handover(clause);
        standing
    }

    /// Where early allocation stands.
    pub(super) fn early_allocation(&mut self, clause: &'static Clause) -> Answer<EarlyAllocationStatus> {
        self.working.undecided();
        let status = early_allocation_within(&self.case.handover, self.today, self.rules, &mut self.working);
        self.rested_on_handover(clause);
        status
    }

    /// From when a referral for early allocation can be made.
    pub(super) fn referral_opens(&mut self) -> Option<Date> {
        referral_opens_within(&self.case.handover, self.today, self.rules, &mut self.working)
    }

    /// The handover rules have spoken; from here the clause of the obligation goes on.
    fn rested_on_handover(&mut self, clause: &'static Clause) {
        self.rests_on_handover = true;
        self.working.decided_by(clause);
    }

    /// The day of release as far as it is known: the confirmed or latest date, or the earlier of the automatic and the conditional.
    pub(super) fn release(&mut self) -> Option<Date> {
        let facts = &self.case.handover;
        let release = if self.working.date("Confirmed or latest release date", facts.release).is_some() {
            facts.release
        } else {
            let automatic = self.working.date("Automatic release date", facts.automatic_release.stands());
            let conditional = self.working.date("Conditional release date", facts.conditional_release.stands());
            automatic.into_iter().chain(conditional).min()
        }?;
        self.working.step(format_args!("Release: {}.", long_date(release)));
        if release < self.today {
            self.working.caution(format_args!("The release date has passed: {}.", long_date(release)));
        }
        self.working.would_change("Another release date: the days that are counted from it move with it.");
        Some(release)
    }

    /// Uses a figure.
    pub(super) fn figure<T: Value + Copy>(&mut self, figure: Named<'_, T>) -> T {
        self.working.uses(figure.about.words, figure);
        figure.value()
    }

    /// The day that is a period before a day, said as what it is.
    pub(super) fn before(&mut self, what: &str, figure: Named<'_, Period>, date: Date) -> Date {
        let period = self.figure(figure);
        self.working.step(format_args!("{what}: {}.", period.before_in_words(date)));
        period.before(date)
    }

    /// The day that is a period after a day, said as what it is.
    pub(super) fn after(&mut self, what: &str, figure: Named<'_, Period>, date: Date) -> Date {
        let period = self.figure(figure);
        self.working.step(format_args!("{what}: {}.", period.after_in_words(date)));
        period.after(date)
    }

    /// The day that is so many working days after a day, said as what it is.
    pub(super) fn working_days_after(&mut self, what: &str, figure: Named<'_, u16>, date: Date) -> Date {
        let days = self.figure(figure);
        self.working.step(format_args!("{what}: {}.", working_days_after_in_words(date, days)));
        working_days_after(date, days)
    }

    /// The day that is so many working days before a day, said as what it is.
    pub(super) fn working_days_before(&mut self, what: &str, figure: Named<'_, u16>, date: Date) -> Date {
        let days = self.figure(figure);
        self.working.step(format_args!("{what}: {}.", working_days_before_in_words(date, days)));
        working_days_before(date, days)
    }

    /// Something is owed.
    pub(super) fn owe<T>(
        &mut self,
        kind: Kind,
        since: Date,
        window: Window,
        figure: Named<'_, T>,
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
        figure: Named<'_, T>,
        why: impl fmt::Display,
    ) {
        let Figure { standing, source, .. } = figure.figure;
        self.write(kind, about, since, window, (*standing, source), why);
    }

    /// Something is owed by the rule alone, without a figure.
    pub(super) fn owe_by_rule(
        &mut self,
        kind: Kind,
        about: Option<&str>,
        since: Date,
        window: Window,
        clause: &Clause,
        why: impl fmt::Display,
    ) {
        self.write(kind, about, since, window, (Standing::National, clause.source), why);
    }

    /// Something is owed on a day that somebody set.
    pub(super) fn owe_as_set(
        &mut self,
        kind: Kind,
        about: Option<&str>,
        since: Date,
        window: Window,
        why: impl fmt::Display,
    ) {
        self.write(kind, about, since, window, (Standing::Local, AS_SET), why);
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
        if self.asked.is_some_and(|asked| *asked != key) || self.is_settled_by_hand(&key) {
            return;
        }
        // Two records of one thing are one thing to do.
        if about.is_some() && self.owed.obligations.iter().any(|other| other.key == key) {
            return;
        }
        let owner = self.owner(kind.owner());
        let concerns = self.case.person.clone();
        let source = source.to_owned();
        let obligation = Obligation { key, concerns, owner, window, why: why.to_string(), standing, source };
        if self.asked.is_none() {
            self.owed.obligations.push(obligation);
        } else if self.explanation.is_none() {
            let handover = self.rests_on_handover.then_some(self.rules);
            let working = self.working.so_far();
            self.explanation = Some(explain::put_together(obligation, working, self.edition, handover, self.today));
        }
    }

    fn is_settled_by_hand(&mut self, key: &Key) -> bool {
        let mut settled = false;
        for by_hand in self.case.by_hand.iter().filter(|by_hand| by_hand.key == *key) {
            if by_hand.reason.trim().is_empty() {
                self.working.caution("It was settled by hand without a reason, which does not count.");
            } else {
                settled = true;
            }
        }
        settled
    }

    /// Something may be owed.
    pub(super) fn unclear(&mut self, kind: Kind, missing: Missing) {
        self.owed.unclear.push(Unclear { kind, missing });
    }

    /// Where nobody is the prison offender manager, what they would owe is owed by whoever names them.
    fn owner(&mut self, role: Role) -> Owner {
        let staff = &self.case.staff;
        if role == Role::Pom && staff.pom.is_none() {
            let role = Role::HeadOfOmuDelivery;
            self.working.step(format_args!(
                "Nobody is the prison offender manager: it is owed by the {}, who names one.",
                role.words()
            ));
            self.working.would_change("A prison offender manager is named: it is theirs.");
            return Owner { role, person: None };
        }
        let person = match role {
            Role::Pom => &staff.pom,
            Role::Keyworker => &staff.keyworker,
            Role::HeadOfOmuDelivery | Role::CaseAdministrator | Role::Governor | Role::GateOfficer => &None,
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

    /// What was asked about, if it is owed.
    pub(super) fn explanation(self) -> Option<Explanation> {
        self.explanation
    }
}
