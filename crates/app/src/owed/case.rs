//! What is owed in one case, what cannot be told of it, what was done for it; and why something is owed.

use api::{DoneView, HistoryView, OwedInCaseView, OwedKey, OwedRow, Owing, TakenBackView, WhyView};
use casework::{Case, Field, PrisonNumber, Right, london};
use jiff::Timestamp;
use ledger::Position;
use policy::obligation::{self, Key, Obligation};
use store::doing::DoneRow;

use super::day::late_days;
use super::facts::case_facts;
use super::rules::{in_force, person, why};
use super::words::{name, read_word, step, what};
use crate::error::AppError;
use crate::pack::is_owed_for;
use crate::search::local_minute;
use crate::session::Session;

impl Session {
    /// What is owed in a case, whoever owes it, and what was done for it.
    pub async fn owed_in_case(&self, number: &PrisonNumber) -> Result<OwedInCaseView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let today = self.today();
        let mut rows = Vec::new();
        let mut unclear = Vec::new();
        if is_owed_for(&case, self.prison()) {
            let owed = self.in_force().await?.owed(&case_facts(number, &case), today);
            rows = owed.obligations.into_iter().map(|thing| self.row(number, &case, thing, today)).collect();
            unclear = owed
                .unclear
                .into_iter()
                .map(|unclear| (unclear.kind.words().to_owned(), unclear.missing.to_string()))
                .collect();
        }
        let mut done: Vec<DoneView> =
            self.record.done(number).await?.into_iter().map(|done| self.done_view(done, Some(&case))).collect();
        done.sort_by(|one, other| other.on.cmp(&one.on));
        Ok(OwedInCaseView { today: today.to_string(), rows, unclear, done })
    }

    /// Why something is owed.
    pub async fn why_owed(&self, number: &PrisonNumber, key: &OwedKey) -> Result<WhyView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let rules = self.in_force().await?;
        let facts = case_facts(number, &case);
        let explained = obligation::explain(&facts, &rules.settings, rules.handover, self.today(), &key_of(key)?)
            .ok_or_else(gone)?;
        Ok(why(explained.derivation, in_force(&rules.settings), Some(key.kind.settled_by())))
    }

    /// What was done and decided, as the history of the case has it, each with when it was written down.
    pub(crate) async fn deeds(&self, number: &PrisonNumber) -> Result<Vec<(i64, HistoryView)>, AppError> {
        let mut done = Vec::new();
        for row in self.record.done(number).await? {
            let at = row.recorded;
            let taken_back_at = row.withdrawn.as_ref().map(|withdrawn| withdrawn.recorded);
            let DoneView { on, what, words, by, recorded, withdrawn, .. } = self.done_view(row, None);
            let source = words.unwrap_or_default();
            done.push((at, HistoryView { recorded, field: what.clone(), value: on, source, by, stood: true }));
            if let (Some(at), Some(TakenBackView { by, recorded, reason })) = (taken_back_at, withdrawn) {
                let value = "taken back".to_owned();
                let line = HistoryView { recorded, field: what, value, source: reason, by, stood: true };
                done.push((at, line));
            }
        }
        let decided = self.record.decisions(number).await?.into_iter().map(|row| {
            let (field, value) = decided(&row.what);
            let view = HistoryView {
                recorded: local_minute(row.recorded),
                field: field.to_owned(),
                value: value.to_owned(),
                source: row.detail,
                by: self.staff_name(row.author),
                stood: true,
            };
            (row.recorded, view)
        });
        Ok(done.into_iter().chain(decided).collect())
    }

    fn row(&self, number: &PrisonNumber, case: &Case, thing: Obligation, today: jiff::civil::Date) -> OwedRow {
        let Obligation { key: Key { kind, about, since }, owner, window, why, standing, .. } = thing;
        OwedRow {
            number: number.to_string(),
            name: case.list_name(),
            cell: case.text(Field::CellLocation).map(str::to_owned),
            rosh: case.text(Field::Rosh).map(str::to_owned),
            what: what(kind, about.as_deref()),
            step: step(kind, about.as_deref()),
            key: OwedKey { kind, about, since: since.to_string() },
            why,
            opens: window.opens.to_string(),
            due: window.due.to_string(),
            hard_stop: window.hard_stop.map(|day| day.to_string()),
            urgency: window.urgency(today),
            late_days: late_days(window.due, today),
            role: owner.role,
            owner: owner.person.as_deref().and_then(person).map(|owner| self.staff_name(owner)),
            standing,
        }
    }

    /// Something that was done, in words. `case`: as it stands, for whoever may want to take it back.
    pub(crate) fn done_view(&self, done: DoneRow, case: Option<&Case>) -> DoneView {
        let own = self.principal() == Some(done.author) || self.may(Right::WithdrawActs);
        let may_withdraw = own && case.is_some_and(|case| case.can_be_withdrawn(done.at));
        let id = id_of(done.at);
        let withdrawn = done.withdrawn.as_ref().map(|withdrawn| TakenBackView {
            by: self.staff_name(withdrawn.author),
            recorded: local_minute(withdrawn.recorded),
            reason: withdrawn.reason.clone(),
        });
        let by_hand = done.act.is_none();
        let kind: Option<Owing> = done.kind.as_deref().and_then(read_word);
        let about = done.about.as_deref();
        let what = match (done.act, kind) {
            (Some(act), _) => about.map_or_else(|| act.words().to_owned(), |about| format!("{}: {about}", act.words())),
            (None, Some(kind)) => format!("Settled by hand: {}", name(kind, about)),
            (None, None) => "Settled by hand".to_owned(),
        };
        let recorded = Timestamp::from_millisecond(done.recorded).unwrap_or(Timestamp::UNIX_EPOCH);
        DoneView {
            on: if by_hand { london::day(recorded).to_string() } else { done.day },
            what,
            words: Some(done.words).filter(|words| !words.trim().is_empty()),
            by: self.staff_name(done.author),
            recorded: local_minute(done.recorded),
            by_hand,
            id,
            may_withdraw,
            withdrawn,
        }
    }
}

/// What tells an act, or a step of a pack, apart from every other: its place in the record.
pub(crate) fn id_of(at: Position) -> String {
    format!("{}-{}-{}-{}", at.lamport, at.device.0, at.seq, at.event)
}

/// What was decided, in words.
pub(crate) fn decided(what: &str) -> (&'static str, &'static str) {
    match what {
        "early-assessed" => ("Early allocation", "assessed"),
        "early-decided" => ("Early allocation", "decided by the community"),
        "responsible-prison" => ("Responsibility", "decided for the prison"),
        "responsible-community" => ("Responsibility", "decided for the community"),
        "responsible-withdrawn" => ("Responsibility", "the decision was withdrawn"),
        "case-sent" => ("Another prison", "the case was sent there"),
        "case-called-back" => ("Another prison", "the case was called back"),
        "case-received" => ("Another prison", "the case came from there"),
        _ => ("Parole review", "recorded"),
    }
}

/// A key as the rules have it.
pub(crate) fn key_of(key: &OwedKey) -> Result<Key, AppError> {
    let since = key.since.parse().map_err(|_| gone())?;
    Ok(Key { kind: key.kind, about: key.about.clone(), since })
}

/// What was asked for is not owed, or not any more.
pub(crate) fn gone() -> AppError {
    AppError::input(
        "This is not owed any more.",
        "It was settled, or what it rests on has changed. Look at the list again.",
    )
}
