//! Facts that are only imagined: a copy of a case with some of them changed. Nothing is written.

use api::Change;
use casework::case::Standing;
use casework::stamp::Mark;
use casework::{Case, Field, FieldKey, PrisonNumber, Source, Value};
use jiff::ToSpan;
use jiff::civil::Date;
use ledger::{DeviceIndex, Position, PrincipalId};
use policy::handover::{Answers, Assessment, HandoverRules, Question, rule_sets};
use policy::obligation::CaseFacts;

use super::facts::case_facts;
use crate::error::AppError;
use crate::facts::field_named;
use crate::session::Session;
use crate::typed::day;

/// The dates on which somebody can be released.
const RELEASE: [Field; 6] = [
    Field::Release,
    Field::ConfirmedRelease,
    Field::ConditionalRelease,
    Field::AutomaticRelease,
    Field::ParoleEligibility,
    Field::HdcEligibility,
];

/// Another state of affairs.
pub(crate) struct Imagined {
    facts: Vec<(Field, Value)>,
    shift_release: Option<i32>,
    early_allocation: bool,
    /// The edition of the handover rules.
    pub(crate) rules: &'static HandoverRules,
    /// The day.
    pub(crate) today: Date,
}

impl Imagined {
    /// What somebody imagines, read from a form.
    pub(crate) fn of(change: &Change, session: &Session) -> Result<Self, AppError> {
        let mut facts = Vec::new();
        for (name, typed) in &change.facts {
            let field = field_named(name)?;
            let value = Value::parse(field, typed).map_err(|error| {
                AppError::input(format!("{}: {error}.", field.label()), "Correct it and look again.").at("facts")
            })?;
            facts.push((field, value));
        }
        let rules = match &change.rules {
            None => &rule_sets().newest,
            Some(id) => rule_sets().by_id(id).ok_or_else(|| {
                AppError::input(format!("There is no edition “{id}” of the rules."), "Choose one of the list.")
                    .at("rules")
            })?,
        };
        let today = match change.today.as_deref().filter(|typed| !typed.trim().is_empty()) {
            Some(typed) => day(typed, "today")?,
            None => session.today(),
        };
        Ok(Self { facts, shift_release: change.shift_release, early_allocation: change.early_allocation, rules, today })
    }

    /// A case as it would be.
    pub(crate) fn facts(&self, number: &PrisonNumber, case: &Case) -> CaseFacts {
        let mut case = case.clone();
        for (field, value) in &self.facts {
            imagine(&mut case, *field, value.clone());
        }
        if let Some(days) = self.shift_release {
            for field in RELEASE {
                if let Some(date) = case.date(field) {
                    let shifted = date.saturating_add(i64::from(days).days());
                    imagine(&mut case, field, Value::Date(shifted));
                }
            }
        }
        let mut facts = case_facts(number, &case);
        if self.early_allocation {
            facts.handover.early_allocations.push(agreed(self.today));
        }
        facts
    }
}

/// An assessment that is eligible and accepted, made today.
fn agreed(today: Date) -> Assessment {
    let answers: Answers = Question::MANDATORY.into_iter().map(|question| (question, true)).collect();
    Assessment { made: today, in_window: true, answers, community_decision: Some(true) }
}

/// A field with another value, as if somebody had recorded it by hand.
pub(super) fn imagine(case: &mut Case, field: Field, value: Value) {
    let before = case.facts.get(&FieldKey::Known(field));
    let imported = before.and_then(|standing| match (&standing.imported, &standing.source) {
        (Some(imported), _) => Some(imported.clone()),
        (None, Source::Import { .. }) => Some(standing.value.clone()),
        (None, Source::Staff { .. }) => None,
    });
    let source = Source::Staff { reason: "Imagined".to_owned() };
    let standing = Standing { value, calculated: None, source, mark: nobodys(), imported };
    case.facts.insert(FieldKey::Known(field), standing);
}

/// The same, as if an import had brought it.
pub(super) fn import(case: &mut Case, field: &FieldKey, value: Value) {
    let source = Source::Import { run: uuid::Uuid::nil(), row: 0 };
    let standing = Standing { value, calculated: None, source, mark: nobodys(), imported: None };
    case.facts.insert(field.clone(), standing);
}

/// A mark of what nobody wrote.
const fn nobodys() -> Mark {
    let position = Position { lamport: 0, device: DeviceIndex(0), seq: 0, event: 0 };
    let never = jiff::Timestamp::UNIX_EPOCH;
    Mark { position, author: PrincipalId(uuid::Uuid::nil()), recorded: never, occurred: never }
}
