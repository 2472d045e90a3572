//! What an import would do, row by row, before it does it. The record is asked, never written to.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use casework::fact::Value;
use casework::field::{Field, FieldKey, Group, Merge};
use casework::identity::PrisonNumber;
use casework::movement::{Movement, MovementKey};
use jiff::civil::Date;
use serde::Serialize;

use crate::consistency::{self, Case};
use crate::movement::{self, Place};
use crate::quarantine::{self, QuarantinedRow};
use crate::reading::{self, Reading};
use crate::rule;
use crate::source::{Problem, RawRow};
use crate::value;
use crate::warning::{self, Warning};

/// What the record holds of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// What imports last said of each field.
    pub imported: BTreeMap<FieldKey, Value>,
    /// What stands. It differs from `imported` where staff corrected it.
    pub current: BTreeMap<FieldKey, Value>,
    /// Whether they are in our prison now (at court or on temporary licence counts as here).
    pub here: bool,
    /// The movements recorded of them.
    pub movements: BTreeSet<MovementKey>,
}

/// The record, as far as planning needs it.
pub trait Record {
    /// What it holds of a person; nothing, if it has never heard of them.
    fn known(&self, number: &PrisonNumber) -> Option<&Known>;
}

impl Record for BTreeMap<PrisonNumber, Known> {
    fn known(&self, number: &PrisonNumber) -> Option<&Known> {
        self.get(number)
    }
}

impl Record for HashMap<PrisonNumber, Known> {
    fn known(&self, number: &PrisonNumber) -> Option<&Known> {
        self.get(number)
    }
}

/// Where and when an import happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Our prison's code, such as LEI.
    pub prison: String,
    /// Today in London.
    pub today: Date,
}

/// Everything that an import would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Plan {
    /// The rows that can be taken, in their order.
    pub rows: Vec<PlannedRow>,
    /// The rows kept aside, in their order.
    pub quarantined: Vec<QuarantinedRow>,
}

/// What happens to a row that can be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Outcome {
    /// The record has never heard of this person.
    New,
    /// The export says something else than last time, or tells of a movement.
    Changed,
    /// The export says what it said last time.
    Unchanged,
}

/// A row that can be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedRow {
    /// The name of its file.
    pub file: String,
    /// Which record of the file, from 1.
    pub row: u32,
    /// Whose it is.
    pub number: PrisonNumber,
    /// Their name, surname first: “Smith, John”.
    pub name: String,
    /// What happens to it.
    pub outcome: Outcome,
    /// The fields that change, dates first.
    pub changes: Vec<Change>,
    /// The movements that it tells of and the record does not have.
    pub movements: Vec<Movement>,
    /// What to check.
    pub warnings: Vec<Warning>,
}

/// A field that changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Which.
    #[serde(serialize_with = "warning::name")]
    pub field: FieldKey,
    /// What stands now.
    pub old: Option<Value>,
    /// What the export says. The same as `old` where the prison system has come to agree with a correction of ours.
    pub new: Value,
    /// Whether what stands now was entered by staff and not by an import.
    pub corrects_staff: bool,
}

impl Change {
    /// Whether it moves a date of the sentence, or takes one away. Days on which something happened, such as the reception, are
    /// none: they come anew and do not move.
    pub fn moves_a_date(&self) -> bool {
        let FieldKey::Known(field) = &self.field else { return false };
        field.group() == Group::Dates
            && field.merge() != Merge::Latest
            && self.old.as_ref().is_some_and(|old| old.date().is_some() && *old != self.new)
    }

    /// By how many days it moves a date of the sentence: negative, if it is earlier now.
    pub fn days(&self) -> Option<i64> {
        let (old, new) = (self.old.as_ref()?.date()?, self.new.date()?);
        self.moves_a_date().then(|| i64::from((new - old).get_days()))
    }
}

/// Plans an import. Carrying out every change and movement and planning the same rows again finds them all unchanged.
pub fn plan(rows: Vec<RawRow>, record: &impl Record, setting: &Setting) -> Plan {
    let mut planning = Planning::new(record, setting);
    rows.into_iter().for_each(|row| planning.take(row));
    planning.finish()
}

/// A plan in the making, row by row: for whoever wants to say how far it is, or to stop in between.
pub struct Planning<'a, R> {
    record: &'a R,
    setting: &'a Setting,
    plan: Plan,
    taken: HashMap<PrisonNumber, Taken>,
}

impl<'a, R: Record> Planning<'a, R> {
    /// Nothing planned yet.
    pub fn new(record: &'a R, setting: &'a Setting) -> Self {
        Self { record, setting, plan: Plan::default(), taken: HashMap::new() }
    }

    /// Plans the next row.
    pub fn take(&mut self, mut row: RawRow) {
        let reading = match reading::read(&mut row) {
            Ok(reading) => reading,
            Err(unreadable) => {
                self.plan.set_aside(row, unreadable.number, unreadable.reasons);
                return;
            }
        };
        let known = self.record.known(&reading.number);
        let judged = match self.taken.get(&reading.number) {
            Some(before) => before.repeated(&row, &reading),
            None => planned(&row, &reading, known, self.setting),
        };
        // What is first said of a person counts, taken or not: were a refused row forgotten, the same file would be judged
        // otherwise once a later row of it is in the record.
        self.taken.entry(reading.number).or_insert_with(|| Taken {
            file: row.file.clone(),
            row: row.row,
            judged: judged.as_ref().map(|planned| planned.name.clone()).map_err(Clone::clone),
            fields: reading.fields,
        });
        match judged {
            Ok(planned) => self.plan.rows.push(planned),
            Err(problem) => self.plan.set_aside(row, Some(reading.number.to_string()), vec![problem]),
        }
    }

    /// The plan.
    pub fn finish(self) -> Plan {
        self.plan
    }
}

/// The first row about a person, against which a second one is held.
struct Taken {
    file: String,
    row: u32,
    /// The person's name, or why the row was set aside.
    judged: Result<String, Problem>,
    fields: BTreeMap<FieldKey, Value>,
}

impl Taken {
    fn repeated(&self, row: &RawRow, reading: &Reading) -> Result<PlannedRow, Problem> {
        let first = if self.file == row.file {
            format!("row {}", self.row)
        } else {
            format!("row {} of {}", self.row, self.file)
        };
        if self.fields != reading.fields {
            let taken = if self.judged.is_ok() { format!("only {first}") } else { "neither".to_owned() };
            let message = format!(
                "{} is there twice and {first} says something else, so {taken} is taken. Find out which is right, take the \
                 other out and import again.",
                reading.number
            );
            return Err(Problem::new("differing-twin", row.row, message));
        }
        let name = match &self.judged {
            Ok(name) => name.clone(),
            Err(problem) => {
                let message = format!("{} is set aside like {first}, which says the same.", reading.number);
                return Err(Problem::new(problem.rule, row.row, message));
            }
        };
        let message = format!("This says the same as {first} and changes nothing more.");
        Ok(PlannedRow {
            file: row.file.clone(),
            row: row.row,
            number: reading.number,
            name,
            outcome: Outcome::Unchanged,
            changes: Vec::new(),
            movements: Vec::new(),
            warnings: vec![Warning { rule: "repeated-row", field: None, message }],
        })
    }
}

fn planned(row: &RawRow, reading: &Reading, known: Option<&Known>, setting: &Setting) -> Result<PlannedRow, Problem> {
    let case = Case { reading, known };
    let place = Place::of(reading, setting);
    if known.is_none() {
        may_be_new(row, reading, &place, setting)?;
    }
    let mut warnings = reading.warnings.clone();
    if known.is_none() && place == Place::Unsaid {
        let message = format!("No prison is given, so this person is taken as being in {}.", setting.prison);
        warnings.push(Warning::of("no-prison", Field::PrisonId, message));
    }
    warnings.extend(warning::of_values(reading, setting));
    warnings.extend(consistency::warnings(&case, &place, setting));
    let changes = changes(reading, known);
    let movements = movement::movements(&case, &place, setting);
    let outcome = match known {
        None => Outcome::New,
        Some(_) if changes.is_empty() && movements.is_empty() => Outcome::Unchanged,
        Some(_) => Outcome::Changed,
    };
    let name = match (case.text(Field::LastName), case.text(Field::FirstName)) {
        (Some(last), Some(first)) => format!("{last}, {first}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => String::new(),
    };
    let (file, row) = (row.file.clone(), row.row);
    Ok(PlannedRow { file, row, number: reading.number, name, outcome, changes, movements, warnings })
}

/// Whether a person of whom the record knows nothing may be added.
fn may_be_new(row: &RawRow, reading: &Reading, place: &Place, setting: &Setting) -> Result<(), Problem> {
    if !place.is_ours(reading, setting) {
        let held = match place {
            Place::Elsewhere(code) => format!("is in {}", reading::shortened(code)),
            Place::Transit => "is in transit and did not leave from here".to_owned(),
            _ => "is out and was not released from here".to_owned(),
        };
        let message = format!(
            "{} {held}, and {} has no record of them. Nothing is taken; if they are ours, correct prisonId and import \
             again.",
            reading.number, setting.prison
        );
        return Err(Problem::new(rule::OTHER_PRISON, row.row, message));
    }
    if reading.text(Field::FirstName).is_none() && reading.text(Field::LastName).is_none() {
        let message = format!(
            "{} is new here and has neither a first nor a last name, so nobody could tell whose number it is. Add the \
             name and import again.",
            reading.number
        );
        return Err(Problem::new("no-name", row.row, message));
    }
    Ok(())
}

/// Field by field, what the export says now against what it said last time. What staff corrected in between stays as long
/// as the export does not say something new.
fn changes(reading: &Reading, known: Option<&Known>) -> Vec<Change> {
    let mut changes: Vec<Change> = reading
        .fields
        .iter()
        .filter_map(|(key, new)| {
            let imported = known.and_then(|known| known.imported.get(key)).unwrap_or(&Value::Nothing);
            if value::same(imported, new) {
                return None;
            }
            let old = known.and_then(|known| known.current.get(key)).filter(|value| **value != Value::Nothing);
            let stands = old.unwrap_or(&Value::Nothing);
            Some(Change {
                field: key.clone(),
                old: old.cloned(),
                new: new.clone(),
                corrects_staff: known.is_some() && stands != imported,
            })
        })
        .collect();
    changes.sort_by(|a, b| (a.field.group(), &a.field).cmp(&(b.field.group(), &b.field)));
    changes
}

/// How many rows there are of each kind. Every row that was read is counted once:
/// `new + changed + unchanged + warned + quarantined == read`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Counts {
    /// Rows read.
    pub read: usize,
    /// New people with nothing to check.
    pub new: usize,
    /// Changed people with nothing to check.
    pub changed: usize,
    /// Rows that say what they said last time, with something to check or not.
    pub unchanged: usize,
    /// New or changed people with something to check: `warned_new + warned_changed`.
    pub warned: usize,
    /// Rows kept aside.
    pub quarantined: usize,
    /// New people among the warned.
    pub warned_new: usize,
    /// Changed people among the warned.
    pub warned_changed: usize,
    /// People of whom a date of the sentence moves or is taken away.
    pub dates_moved: usize,
    /// Movements found.
    pub movements: usize,
    /// Rows with a warning, unchanged ones too, by rule. A row counts once for each rule.
    pub warnings_by_rule: BTreeMap<&'static str, usize>,
    /// Rows kept aside, by rule. A row counts once for each rule.
    pub quarantined_by_rule: BTreeMap<&'static str, usize>,
}

impl Plan {
    fn set_aside(&mut self, row: RawRow, number: Option<String>, reasons: Vec<Problem>) {
        self.quarantined.push(QuarantinedRow { file: row.file, row: row.row, number, reasons, raw: row.raw });
    }

    /// The figures.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts {
            read: self.rows.len() + self.quarantined.len(),
            quarantined: self.quarantined.len(),
            warnings_by_rule: self.warnings_by_rule(),
            quarantined_by_rule: by_rule(self.quarantined.iter().map(|row| row.reasons.iter().map(|r| r.rule))),
            ..Counts::default()
        };
        for row in &self.rows {
            match (row.outcome, row.warnings.is_empty()) {
                (Outcome::Unchanged, _) => counts.unchanged += 1,
                (Outcome::New, true) => counts.new += 1,
                (Outcome::Changed, true) => counts.changed += 1,
                (Outcome::New, false) => counts.warned_new += 1,
                (Outcome::Changed, false) => counts.warned_changed += 1,
            }
            counts.dates_moved += usize::from(row.changes.iter().any(Change::moves_a_date));
            counts.movements += row.movements.len();
        }
        counts.warned = counts.warned_new + counts.warned_changed;
        counts
    }

    /// How many rows carry each warning, unchanged rows too.
    pub fn warnings_by_rule(&self) -> BTreeMap<&'static str, usize> {
        by_rule(self.rows.iter().map(|row| row.warnings.iter().map(|warning| warning.rule)))
    }

    /// The rows kept aside as a table for a spreadsheet, each with its own text.
    pub fn quarantine_csv(&self) -> String {
        quarantine::csv(&self.quarantined)
    }
}

fn by_rule(rows: impl Iterator<Item = impl Iterator<Item = &'static str>>) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for rules in rows {
        for rule in rules.collect::<BTreeSet<_>>() {
            *counts.entry(rule).or_default() += 1;
        }
    }
    counts
}
