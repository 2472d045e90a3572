//! Recording an act, which settles what it settles; and settling something without its act, for a reason.

use api::{OwedKey, RecordAct};
use casework::apply::right_to_record;
use casework::event::{ActDone, CaseEvent, SettledByHand};
use casework::fact::parse_date;
use casework::{NotApplied, PrisonNumber, Right, london};
use jiff::civil::Date;
use ledger::Compartment;
use policy::obligation::{Key, Owed};

use super::case::{gone, key_of};
use super::facts::case_facts;
use super::words::word;
use crate::error::AppError;
use crate::session::Session;

impl Session {
    /// Records that something was done. Returns how many things that settled.
    pub async fn record_act(&mut self, number: &PrisonNumber, act: RecordAct) -> Result<u32, AppError> {
        self.demand(right_to_record(act.act))?;
        let on = day(&act.on, "on")?;
        if on > self.today() {
            return Err(AppError::input(
                format!("{} has not come yet.", london::long_date(on)),
                "Give the day on which it was done: today or earlier.",
            )
            .at("on"));
        }
        let words = act.words.trim().to_owned();
        if act.act.needs_words() && words.is_empty() {
            return Err(AppError::input("Nothing is said of it.", act.act.ask()).at("words"));
        }
        let about = act.about.map(|about| about.trim().to_owned()).filter(|about| !about.is_empty());
        if act.act.needs_about() && about.is_none() {
            return Err(AppError::input("It does not say whom or what it is about.", "Choose one.").at("about"));
        }
        let before = self.owed_now(number).await?;
        let event = CaseEvent::ActDone(ActDone { act: act.act, on, about, words });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event])
            .await
            .map_err(|error| at_about(error, act.act))?;
        let after = self.owed_now(number).await?;
        let settled = before.obligations.iter().filter(|thing| {
            thing.window.opens <= on.max(self.today()) && !after.obligations.iter().any(|left| left.key == thing.key)
        });
        Ok(u32::try_from(settled.count()).unwrap_or(u32::MAX))
    }

    /// Settles something without its act.
    pub async fn settle_by_hand(&mut self, number: &PrisonNumber, key: &OwedKey, reason: &str) -> Result<(), AppError> {
        self.demand(Right::SettleByHand)?;
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppError::input("No reason is given.", "Say why it need not be done.").at("reason"));
        }
        let Key { kind, about, since } = key_of(key)?;
        let owed = self.owed_now(number).await?;
        let is_it = |known: &Key| (known.kind, &known.about, known.since) == (kind, &about, since);
        if !owed.obligations.iter().any(|thing| is_it(&thing.key)) {
            return Err(gone());
        }
        let event =
            CaseEvent::SettledByHand(SettledByHand { kind: word(&kind), about, since, reason: reason.to_owned() });
        let now = self.now();
        self.write_case(number, Compartment::General, now, vec![event]).await?;
        Ok(())
    }

    /// What is owed in a case now.
    pub(super) async fn owed_now(&self, number: &PrisonNumber) -> Result<Owed, AppError> {
        let case = self.known_case(number).await?;
        Ok(self.in_force().await?.owed(&case_facts(number, &case), self.today()))
    }
}

/// What is wrong with a check is said at the field for whom it was asked of.
fn at_about(error: AppError, act: casework::Act) -> AppError {
    let not_asked = AppError::from(NotApplied::NotAsked);
    if error == not_asked && act.needs_about() {
        return AppError::input(
            "No answer to this check was awaited on that day.",
            "Record first that it was asked for, and on which day.",
        )
        .at("about");
    }
    error
}

/// A day as a form sends it, in one of its fields.
pub(crate) fn day(typed: &str, field: &'static str) -> Result<Date, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(AppError::input("No day is given.", "Write it as 17/05/2027 or 2027-05-17.").at(field));
    }
    parse_date(typed).map_err(|_| {
        AppError::input(format!("“{typed}” is not a date."), "Write it as 17/05/2027 or 2027-05-17.").at(field)
    })
}

/// The same of a field that may stay empty.
pub(crate) fn day_or_none(typed: Option<&str>, field: &'static str) -> Result<Option<Date>, AppError> {
    typed.map(str::trim).filter(|typed| !typed.is_empty()).map(|typed| day(typed, field)).transpose()
}
