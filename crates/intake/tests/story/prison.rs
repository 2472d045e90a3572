//! A record to import into, which carries plans out as `app` will.

use std::collections::BTreeMap;

use casework::fact::Value;
use casework::field::{Field, FieldKey};
use casework::identity::PrisonNumber;
use casework::movement::{Direction, MovementKind};
use intake::{Known, Plan, RawRow, Setting, SourceFile, read};
use jiff::civil::{Date, date};

pub(crate) const TODAY: Date = date(2026, 11, 20);

/// Leeds on 20 November 2026.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prison {
    pub(crate) people: BTreeMap<PrisonNumber, Known>,
}

pub(crate) fn setting() -> Setting {
    Setting { prison: "LEI".to_owned(), today: TODAY }
}

pub(crate) fn rows_of(text: impl AsRef<[u8]>) -> Vec<RawRow> {
    let file = SourceFile { name: "export".to_owned(), bytes: text.as_ref().to_vec() };
    read(&file).unwrap_or_else(|error| panic!("{error}"))
}

pub(crate) fn number(text: &str) -> PrisonNumber {
    text.parse().unwrap_or_else(|error| panic!("{error}"))
}

impl Prison {
    pub(crate) fn plan(&self, text: impl AsRef<[u8]>) -> Plan {
        self.plan_on(text, TODAY)
    }

    pub(crate) fn plan_on(&self, text: impl AsRef<[u8]>, today: Date) -> Plan {
        intake::plan(rows_of(text), &self.people, &Setting { today, ..setting() })
    }

    pub(crate) fn import(&mut self, text: impl AsRef<[u8]>) -> Plan {
        self.import_on(text, TODAY)
    }

    pub(crate) fn import_on(&mut self, text: impl AsRef<[u8]>, today: Date) -> Plan {
        let plan = self.plan_on(text, today);
        self.carry_out(&plan);
        plan
    }

    pub(crate) fn carry_out(&mut self, plan: &Plan) {
        for row in &plan.rows {
            let person = self.people.entry(row.number).or_default();
            for change in &row.changes {
                person.imported.insert(change.field.clone(), change.new.clone());
                person.current.insert(change.field.clone(), change.new.clone());
            }
            for movement in &row.movements {
                person.movements.insert(movement.key());
                if !matches!(movement.kind, MovementKind::Court | MovementKind::TemporaryAbsence) {
                    person.here = movement.direction == Direction::In;
                }
            }
        }
    }

    /// A member of staff corrects a field.
    pub(crate) fn correct(&mut self, who: &str, field: Field, value: Value) {
        self.people.entry(number(who)).or_default().current.insert(FieldKey::Known(field), value);
    }
}
