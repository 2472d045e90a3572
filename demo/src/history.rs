//! Earlier documents of the same person, so that a date, a category or a cell has a past.

use jiff::civil::Date;

use crate::custody::other_prison_name;
use crate::dates::{days_between, plus_days};
use crate::dice::Dice;
use crate::document::{Facts, document};
use crate::person::{Movement, Snapshot};
use crate::sentence::Term;

/// Up to three earlier documents, oldest first, each of a day between reception and `last_day`.
pub(crate) fn earlier(
    dice: &mut Dice,
    facts: &Facts,
    movements: &[Movement],
    cells: &[String],
    prison: (&str, &str),
    last_day: Date,
) -> Vec<Snapshot> {
    let held = days_between(facts.term.reception, last_day);
    let count = dice.below(4);
    if held < 8 || count == 0 {
        return Vec::new();
    }
    let mut days: Vec<Date> =
        (0..count).map(|_| plus_days(facts.term.reception, dice.between(1, held.min(1400) - 1).max(1))).collect();
    if held > 1400 {
        days = (0..count).map(|_| plus_days(last_day, -dice.between(1, 1400))).collect();
    }
    days.sort_unstable();
    days.dedup();
    let depth = days.len();
    days.into_iter()
        .enumerate()
        .map(|(at, on)| Snapshot {
            on,
            document: document(&as_of(dice, facts, movements, cells, prison, on, depth - at)),
        })
        .collect()
}

/// The facts as they stood on a day, `back` documents before today's.
fn as_of(
    dice: &mut Dice,
    facts: &Facts,
    movements: &[Movement],
    cells: &[String],
    prison: (&str, &str),
    on: Date,
    back: usize,
) -> Facts {
    let mut then = facts.clone();
    let was_here = on >= facts.place.arrived;
    then.place.status = "ACTIVE IN";
    then.place.in_out = "IN";
    then.place.last_movement = movements.iter().rev().find(|movement| movement.at.date() <= on).cloned();
    then.place.cell = cells.get(back - 1).or(facts.place.cell.as_ref()).cloned().or_else(|| Some("CSWAP".to_owned()));
    let (code, name) = match facts.place.previous {
        Some(previous) if !was_here => (previous, other_prison_name(previous)),
        _ => prison,
    };
    then.place.prison = code.to_owned();
    then.place.prison_name = name.to_owned();
    if !was_here {
        then.place.arrived = facts.term.reception;
        then.place.previous = None;
    }
    then.incentive =
        dice.pick(&[("STD", "Standard"), ("STD", "Standard"), ("ENT", "Entry"), ("BAS", "Basic"), ("ENH", "Enhanced")]);
    then.incentive_since = plus_days(on, -dice.between(1, 200)).max(facts.term.reception);
    then.category = earlier_category(dice, facts.category);
    then.licence_date = None;
    let keep = dice.between(60, 100);
    then.alerts.retain(|_| dice.between(1, 100) <= keep);
    then.term = earlier_term(dice, &facts.term, on);
    then
}

/// Categories come down as a sentence goes on.
fn earlier_category(dice: &mut Dice, now: Option<&'static str>) -> Option<&'static str> {
    match now {
        Some("D") => Some(dice.pick(&["C", "C", "D"])),
        Some("C") => Some(dice.pick(&["C", "C", "B", "U"])),
        Some("T") => Some(dice.pick(&["R", "T"])),
        Some("J") => Some("I"),
        other => other,
    }
}

/// Before sentence there were no dates; later they moved, by days added or by a new calculation.
fn earlier_term(dice: &mut Dice, now: &Term, on: Date) -> Term {
    if now.start.is_some_and(|start| on < start) && !now.recalled {
        return Term { status: "RX", reception: now.reception, ..Term::default() };
    }
    let mut then = now.clone();
    then.confirmed = None;
    let days = if now.added_days > 0 { now.added_days } else { dice.pick(&[0, 0, 0, 2, 9, 31, -4]) };
    then.added_days = 0;
    if now.recalled || now.indeterminate {
        return then;
    }
    let after_start = |date: Date| now.start.is_none_or(|start| date > start);
    for date in [&mut then.conditional, &mut then.automatic, &mut then.parole, &mut then.curfew] {
        *date = date.map(|date| plus_days(date, -days)).filter(|date| after_start(*date));
    }
    for date in [&mut then.expiry, &mut then.licence_end] {
        *date = date.map(|date| plus_days(date, -days.min(0)));
    }
    then
}
