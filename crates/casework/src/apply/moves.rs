//! What a new value of a field means for others: a date that people planned by has moved, a level of risk has changed. Both are kept
//! until somebody has read of it, or was told.

use jiff::civil::Date;

use super::written_on;
use crate::case::{Case, DateMoved, RiskChanged};
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

    /// Somebody was told, and with that of every change up to that day.
    pub(super) fn told(&mut self, whom: &str, on: Date) {
        for change in self.risk_changes.iter_mut().filter(|change| change.on <= on) {
            change.told.entry(whom.to_owned()).or_insert(on);
        }
    }

    /// Somebody read what moved: as much of it as they had seen.
    pub(super) fn moves_read(&mut self, stamp: &Stamp) {
        self.moves.retain(|moved| !stamp.saw(&moved.mark.position));
    }
}
