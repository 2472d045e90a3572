//! What a change moves: the handover's dates and every deadline, before and after. Before it is saved, after it came in, and of what
//! is only imagined.

use std::collections::BTreeMap;

use api::{CaseMovesView, MovedDate, UnitMovesView, WhatIf, WhatIfView, WhatMovedView};
use casework::{Case, PrisonNumber, Right, Value};
use jiff::civil::Date;
use policy::answer::Answer;
use policy::handover::{self, HandoverRules, responsibility, responsibility_standing};
use policy::obligation::{CaseFacts, Kind, Moved, ObligationSettings, what_moved};

use super::facts::case_facts;
use super::imagined::{Imagined, imagine, import};
use super::rules::{InForce, in_force, why};
use super::words::name;
use crate::error::AppError;
use crate::facts::field_named;
use crate::import::ImportPlan;
use crate::search::local_minute;
use crate::session::Session;

/// What a case is, and by which rules and on which day it is looked at.
#[derive(Clone, Copy)]
pub(crate) struct Seen<'a> {
    pub(crate) facts: &'a CaseFacts,
    pub(crate) rules: &'static HandoverRules,
    pub(crate) today: Date,
}

/// What moves between two states of affairs.
#[derive(Default)]
pub(crate) struct Moves {
    /// The dates of the handover.
    handover: Vec<MovedDate>,
    /// The deadlines.
    deadlines: Vec<Moved>,
    /// Responsibility before and after, where it changes.
    responsibility: Option<(String, String)>,
}

impl Moves {
    pub(crate) fn between(before: Seen<'_>, after: Seen<'_>, settings: &ObligationSettings) -> Self {
        let owed = |seen: Seen<'_>| policy::obligation::owed(seen.facts, settings, seen.rules, seen.today);
        let (said_before, said_after) = (stands(before), stands(after));
        let moved = |moved: &Moved| moved.before.map(|window| window.due) != moved.after.map(|window| window.due);
        Self {
            handover: handover_dates(before, after),
            deadlines: what_moved(&owed(before), &owed(after)).into_iter().filter(moved).collect(),
            responsibility: (said_before != said_after).then_some((said_before, said_after)),
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.handover.is_empty() && self.deadlines.is_empty() && self.responsibility.is_none()
    }

    /// The handover's dates first, then deadlines.
    pub(crate) fn all(&self) -> Vec<MovedDate> {
        self.handover.iter().cloned().chain(self.deadlines.iter().map(deadline)).collect()
    }

    fn nearest(&self) -> Option<Date> {
        self.deadlines.iter().filter_map(|moved| moved.after).map(|window| window.due).min()
    }
}

/// Who is responsible, in a sentence.
fn stands(seen: Seen<'_>) -> String {
    match responsibility_standing(&seen.facts.handover, seen.today, seen.rules) {
        Answer::Known(Some(standing)) => standing.words(),
        Answer::Known(None) => "Outside the policy: nobody is responsible under it.".to_owned(),
        Answer::CannotTell(missing) => format!("Cannot tell. Not known: {missing}."),
    }
}

fn handover_dates(before: Seen<'_>, after: Seen<'_>) -> Vec<MovedDate> {
    let dates = |seen: Seen<'_>| match handover::handover_outcome(&seen.facts.handover, seen.today, seen.rules) {
        Answer::Known(outcome) => outcome.handover().and_then(|handover| handover.dates),
        Answer::CannotTell(_) => None,
    };
    let (before, after) = (dates(before), dates(after));
    let both = |pick: fn(handover::Dates) -> Date| (before.map(pick), after.map(pick));
    let pairs = [("Handover start date", both(|dates| dates.start)), ("Handover date", both(|dates| dates.handover))];
    let moved = pairs.into_iter().filter(|(_, (before, after))| before != after);
    moved.map(|(what, (before, after))| moved_date(what.to_owned(), before, after)).collect()
}

fn deadline(moved: &Moved) -> MovedDate {
    let due = |window: Option<policy::obligation::Window>| window.map(|window| window.due);
    moved_date(name(moved.kind, moved.about.as_deref()), due(moved.before), due(moved.after))
}

/// A date before and after.
pub(super) fn moved_date(what: String, before: Option<Date>, after: Option<Date>) -> MovedDate {
    MovedDate {
        what,
        days: before.zip(after).map(|(before, after)| i64::from((after - before).get_days())),
        before: before.map(|date| date.to_string()),
        after: after.map(|date| date.to_string()),
    }
}

impl Session {
    /// What moved in a case and nobody has read, and what that moved.
    pub async fn what_moved(&self, number: &PrisonNumber) -> Result<WhatMovedView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let moved = case.moves.iter().filter_map(|moved| Some((moved.of()?, moved)));
        let dates = moved
            .clone()
            .map(|(field, moved)| moved_date(field.label().to_owned(), moved.before, moved.after))
            .collect();
        let mut before = case.clone();
        before.moves.clear();
        for (field, moved) in moved {
            imagine(&mut before, field, moved.before.map_or(Value::Nothing, Value::Date));
        }
        let mut after = case.clone();
        after.moves.clear();
        let moves = self.moves(number, &before, &after).await?;
        let known = case.moves.iter().map(|moved| moved.mark).max_by_key(|mark| mark.position);
        let known = known.map(|mark| (local_minute(mark.recorded.as_millisecond()), self.staff_name(mark.author)));
        Ok(WhatMovedView { dates, deadlines: moves.all(), known })
    }

    /// What a fact recorded by hand would move.
    pub async fn would_move(&self, number: &PrisonNumber, field: &str, typed: &str) -> Result<WhatMovedView, AppError> {
        self.demand(Right::ReadCases)?;
        let case = self.known_case(number).await?;
        let field = field_named(field)?;
        let value = Value::parse(field, typed).map_err(|error| {
            AppError::input(format!("{}: {error}.", field.label()), "Correct it and look again.").at("value")
        })?;
        let mut after = case.clone();
        let dates = match (case.date(field), value.date()) {
            (before, after) if before != after => vec![moved_date(field.label().to_owned(), before, after)],
            _ => Vec::new(),
        };
        imagine(&mut after, field, value);
        let moves = self.moves(number, &case, &after).await?;
        Ok(WhatMovedView { dates, deadlines: moves.all(), known: None })
    }

    async fn moves(&self, number: &PrisonNumber, before: &Case, after: &Case) -> Result<Moves, AppError> {
        let rules = self.in_force().await?;
        let (before, after) = (case_facts(number, before), case_facts(number, after));
        let seen = |facts| Seen { facts, rules: rules.handover, today: self.today() };
        Ok(Moves::between(seen(&before), seen(&after), &rules.settings))
    }

    /// What an import that waits would move in the unit.
    pub async fn import_would_move(
        &self,
        plan: &ImportPlan,
        offset: u32,
        limit: u32,
    ) -> Result<UnitMovesView, AppError> {
        self.demand(Right::Import)?;
        let rules = self.in_force().await?;
        let held: BTreeMap<PrisonNumber, Case> = self.held().await?.into_iter().collect();
        let mut unit = UnitMoves::default();
        let mut after: BTreeMap<PrisonNumber, Case> = BTreeMap::new();
        for row in &plan.plan.rows {
            let Some(before) = held.get(&row.number) else { continue };
            let case = after.entry(row.number).or_insert_with(|| before.clone());
            for change in &row.changes {
                import(case, &change.field, change.new.clone());
            }
            case.movements.extend(row.movements.iter().cloned());
            case.movements.sort();
        }
        for (number, case) in &after {
            let Some(before) = held.get(number) else { continue };
            let name = before.list_name();
            // Whoever leaves owes nothing here any more.
            let after = if case.is_held_by(self.prison()) { case_facts(number, case) } else { CaseFacts::default() };
            let before = case_facts(number, before);
            let seen = |facts| Seen { facts, rules: rules.handover, today: self.today() };
            unit.add(number, name, Moves::between(seen(&before), seen(&after), &rules.settings));
        }
        Ok(unit.view(offset, limit))
    }

    /// What would be if.
    pub async fn what_if(&self, asked: &WhatIf) -> Result<WhatIfView, AppError> {
        self.demand(Right::ReadCases)?;
        let imagined = Imagined::of(&asked.change, self)?;
        let rules = self.in_force().await?;
        match &asked.number {
            Some(number) => {
                let number = number.parse().map_err(|_| {
                    AppError::input("What was asked for is not in this record.", "Open the case again.").at("number")
                })?;
                let case = self.known_case(&number).await?;
                Ok(self.what_if_case(&number, &case, &imagined, &rules))
            }
            None => {
                let mut unit = UnitMoves::default();
                for (number, case) in self.held().await? {
                    let (before, after) = (case_facts(&number, &case), imagined.facts(&number, &case));
                    let seen = Seen { facts: &before, rules: rules.handover, today: self.today() };
                    let would = Seen { facts: &after, rules: imagined.rules, today: imagined.today };
                    unit.add(&number, case.list_name(), Moves::between(seen, would, &rules.settings));
                }
                Ok(WhatIfView { case: None, moves: Vec::new(), unit: Some(unit.view(0, super::day::MOST)) })
            }
        }
    }

    fn what_if_case(&self, number: &PrisonNumber, case: &Case, imagined: &Imagined, rules: &InForce) -> WhatIfView {
        let (before, after) = (case_facts(number, case), imagined.facts(number, case));
        let seen = Seen { facts: &before, rules: rules.handover, today: self.today() };
        let would = Seen { facts: &after, rules: imagined.rules, today: imagined.today };
        let moves = Moves::between(seen, would, &rules.settings);
        let working = responsibility(&after.handover, imagined.today, imagined.rules).derivation;
        let view = why(working, in_force(imagined.rules), None);
        WhatIfView { case: Some((stands(seen), view)), moves: moves.all(), unit: None }
    }
}

/// What a change moves in the unit.
#[derive(Default)]
struct UnitMoves {
    cases: Vec<(Option<Date>, CaseMovesView)>,
    by_kind: BTreeMap<Kind, [u32; 4]>,
    responsibility: u32,
}

impl UnitMoves {
    fn add(&mut self, number: &PrisonNumber, name: String, moves: Moves) {
        if moves.is_empty() {
            return;
        }
        for moved in &moves.deadlines {
            let counts = self.by_kind.entry(moved.kind).or_default();
            let at = match (moved.before.map(|window| window.due), moved.after.map(|window| window.due)) {
                (Some(before), Some(after)) => usize::from(after > before),
                (None, _) => 2,
                (Some(_), None) => 3,
            };
            if let Some(count) = counts.get_mut(at) {
                *count += 1;
            }
        }
        self.responsibility += u32::from(moves.responsibility.is_some());
        let (nearest, all) = (moves.nearest(), moves.all());
        let view = CaseMovesView { number: number.to_string(), name, moves: all, responsibility: moves.responsibility };
        self.cases.push((nearest, view));
    }

    fn view(mut self, offset: u32, limit: u32) -> UnitMovesView {
        self.cases.sort_by(|one, other| {
            let order =
                |(nearest, case): &(Option<Date>, CaseMovesView)| (nearest.is_none(), *nearest, case.name.clone());
            order(one).cmp(&order(other))
        });
        let cases = u32::try_from(self.cases.len()).unwrap_or(u32::MAX);
        let rows = self.cases.into_iter().map(|(_, case)| case);
        UnitMovesView {
            cases,
            by_kind: self.by_kind.into_iter().map(|(kind, counts)| (kind.words().to_owned(), counts)).collect(),
            responsibility: self.responsibility,
            rows: rows.skip(offset as usize).take(limit.min(super::day::MOST) as usize).collect(),
        }
    }
}
