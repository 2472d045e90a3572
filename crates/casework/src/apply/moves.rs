//! What a new value of a field means for others: a date that people planned by has moved, a level of risk has changed. Both are kept
//! until somebody has read of it, or was told.

use jiff::civil::Date;

use ledger::Position;

use super::written_on;
use crate::act::Act;
use crate::case::{Case, DateMoved, KeptAct, RiskChanged, ToldOf};
use crate::fact::Value;
use crate::field::{Field, FieldKey, Group, Kind};
use crate::stamp::Stamp;

/// How many changes of risk are kept: whoever was told of the last one knows of those before it.
const CHANGES: usize = 8;

/// Dates that say when somebody came, which nobody plans by.
const NOT_PLANNED_BY: [Field; 2] = [Field::Reception, Field::LastAdmission];

impl Case {
    /// Notes what a value that is about to stand changes.
    pub(super) fn note_change(&mut self, stamp: &Stamp, field: &FieldKey, value: &Value) {
        let FieldKey::Known(field) = *field else { return };
        let stood = self.facts.get(&FieldKey::Known(field)).map(|standing| &standing.value);
        let Some(before) = stood.filter(|before| *before != value).cloned() else { return };
        if matches!(field, Field::Rosh | Field::MappaLevel) {
            self.risk_changed(stamp, field, before, value.clone());
        } else if field.group() == Group::Dates && field.kind() == Kind::Date && !NOT_PLANNED_BY.contains(&field) {
            self.date_moved(stamp, field, before.date(), value.date());
        }
    }

    /// A level that was set and is another one now. One that is set back on the same day, before anybody was told, was a slip.
    fn risk_changed(&mut self, stamp: &Stamp, field: Field, before: Value, after: Value) {
        let on = written_on(stamp);
        let slip = |change: &RiskChanged| {
            change.field == field.number() && change.on == on && change.before == after && change.told.is_empty()
        };
        if let Some(at) = self.risk_changes.iter().position(slip) {
            self.risk_changes.remove(at);
            return;
        }
        if before == Value::Nothing || after == Value::Nothing {
            return;
        }
        let change =
            RiskChanged { field: field.number(), before, after, on, told: Default::default(), mark: stamp.mark() };
        self.risk_changes.push(change);
        let over = self.risk_changes.len().saturating_sub(CHANGES);
        self.risk_changes.drain(..over);
    }

    /// Until it is read, a date has moved from where it was when somebody last read it, and back there it has not moved.
    fn date_moved(&mut self, stamp: &Stamp, field: Field, before: Option<Date>, after: Option<Date>) {
        let Some(at) = self.moves.iter().position(|moved| moved.field == field.number()) else {
            if before.is_some() {
                let since = written_on(stamp);
                self.moves.push(DateMoved { field: field.number(), before, after, since, mark: stamp.mark() });
                self.moves.sort_by_key(|moved| moved.field);
            }
            return;
        };
        match self.moves.get_mut(at) {
            Some(moved) if moved.before != after => {
                moved.after = after;
                moved.mark = stamp.mark();
            }
            _ => {
                self.moves.remove(at);
            }
        }
    }

    /// Somebody was told, and with that of every change up to that day that was known.
    pub(super) fn told(&mut self, whom: &str, by: &KeptAct) {
        let known = |change: &&mut RiskChanged| change.on <= by.on && change.mark.position < by.at;
        for change in self.risk_changes.iter_mut().filter(known) {
            change.told.entry(whom.to_owned()).or_insert(ToldOf { on: by.on, by: by.at });
        }
    }

    /// Somebody was not told after all. What they were told later they still were; and a slip that only stood because they had been
    /// told of it is gone.
    pub(super) fn not_told(&mut self, whom: &str, at: Position) {
        for change in &mut self.risk_changes {
            change.told.retain(|known, told| known != whom || told.by != at);
        }
        let later = self.done.iter().filter(|done| done.act == Act::RiskTold && done.about.as_deref() == Some(whom));
        let later: Vec<KeptAct> = later.flat_map(|done| &done.kept).copied().collect();
        later.iter().for_each(|act| self.told(whom, act));
        let slip = |one: &RiskChanged, back: &RiskChanged| {
            let undone = (&one.before, &one.after) == (&back.after, &back.before);
            one.field == back.field && one.on == back.on && undone && one.told.is_empty() && back.told.is_empty()
        };
        while let Some((one, back)) = pair(&self.risk_changes, slip) {
            self.risk_changes.remove(back);
            self.risk_changes.remove(one);
        }
    }

    /// Somebody read what moved: as much of it as they had seen.
    pub(super) fn moves_read(&mut self, stamp: &Stamp) {
        self.moves.retain(|moved| !stamp.saw(&moved.mark.position));
    }
}

/// The places of the first change, and of the next one of its field, where these two are so.
fn pair(changes: &[RiskChanged], are: impl Fn(&RiskChanged, &RiskChanged) -> bool) -> Option<(usize, usize)> {
    changes.iter().enumerate().find_map(|(at, one)| {
        let next = changes.iter().enumerate().skip(at + 1).find(|(_, next)| next.field == one.field);
        next.filter(|(_, next)| are(one, next)).map(|(next, _)| (at, next))
    })
}
