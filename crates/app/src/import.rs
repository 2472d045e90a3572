//! Importing what the prison system exports: first a plan that says what would change, then, when it is confirmed, one step
//! that happens whole or not at all. The same files again change nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use api::{ImportDone, LastImportView};
use casework::event::{CaseEvent, FactsRecorded, ImportTaken, ImportedFile, MovementsRecorded, QuarantinedRow};
use casework::fact::Fact;
use casework::{Field, FieldKey, PrisonNumber, Right, Source, Value};
use intake::{Known, Plan, Planning, RawRow, Setting};
use jiff::Timestamp;
use ledger::header::Class;
use ledger::{Compartment, Subject};
use store::{Action, NewEvent};

use crate::clock::{new_id, random_bytes, rng};
use crate::error::AppError;
use crate::exports::{self, ExportFile};
use crate::search::local_minute;
use crate::session::Session;

/// What an import would do.
pub struct ImportPlan {
    /// What would become of each row.
    pub plan: Plan,
    /// The files that were read.
    pub files: Vec<ExportFile>,
    /// Files of a folder that are no exports by their names.
    pub left_out: Vec<PathBuf>,
    /// Who is here and in none of the files, by number, with their name: nothing happens to them.
    pub unmentioned: Vec<(PrisonNumber, String)>,
    /// When the last import was taken.
    pub last: Option<Timestamp>,
}

impl Session {
    /// Reads files and folders and says what importing them would do. Nothing is changed.
    pub async fn plan_import(&self, paths: &[PathBuf]) -> Result<ImportPlan, AppError> {
        self.plan_import_while(paths, |_, _| true).await
    }

    /// The same, as long as `told` says so, which hears how many rows were looked at, and of how many (of none, while files are read).
    pub async fn plan_import_while(
        &self,
        paths: &[PathBuf],
        mut told: impl FnMut(usize, usize) -> bool + Send + 'static,
    ) -> Result<ImportPlan, AppError> {
        self.demand(Right::Import)?;
        let chosen = exports::chosen(paths)?;
        let imports = self.record.imports().await?;
        let taken: BTreeSet<String> = imports.iter().flat_map(|run| &run.files).map(|(hash, _)| hash.clone()).collect();
        let last = imports.first().and_then(|run| Timestamp::from_millisecond(run.recorded).ok());
        let people = self.known_people().await?;
        let setting = Setting { prison: self.prison().to_owned(), today: self.today() };
        // Reading and comparing takes a moment of one core: not on a thread that others need.
        let planning = tokio::task::spawn_blocking(move || {
            let (files, rows) = exports::read(&chosen.files, &taken, last, || told(0, 0))?;
            let plan = planned(rows, &people, &setting, told)?;
            let unmentioned = unmentioned(&plan, &people);
            Ok(ImportPlan { plan, files, left_out: chosen.left_out, unmentioned, last })
        });
        planning.await.map_err(|_| store::StoreError::Database("reading stopped".to_owned()))?
    }

    /// Takes a plan into the record: all of it or nothing. `progress` hears how many rows are done, and of how many.
    pub async fn take_import(
        &mut self,
        plan: ImportPlan,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<ImportDone, AppError> {
        let told = |done, all| {
            progress(done, all);
            true
        };
        self.take_import_while(&plan, told).await
    }

    /// The same, as long as `told` says so. Once it does not, nothing was taken.
    pub async fn take_import_while(
        &mut self,
        plan: &ImportPlan,
        mut told: impl FnMut(usize, usize) -> bool,
    ) -> Result<ImportDone, AppError> {
        self.demand(Right::Import)?;
        let now = self.now();
        let step = Step::of(plan, &self.seen_before().await?, now);
        let Some(all) = step.rows.last().copied() else { return Ok(ImportDone { entries: 0 }) };
        let new = |(subject, event)| NewEvent { subject, occurred: now, event, base: None };
        let events = step.events.into_iter().map(new).collect();
        let action = Action { compartment: Compartment::General, class: Class::Bulk, command: random_bytes(), events };
        let told =
            |events: usize| told(events.checked_sub(1).and_then(|at| step.rows.get(at)).map_or(0, |rows| *rows), all);
        let written = self.record.write_while(&mut rng(), now, vec![action], told).await?;
        Ok(ImportDone { entries: written.entries })
    }

    /// The last import, if there was one. Files that were taken in one step are one import.
    pub async fn last_import(&self) -> Result<Option<LastImportView>, AppError> {
        self.demand(Right::Import)?;
        let imports = self.record.imports().await?;
        let Some(newest) = imports.first() else { return Ok(None) };
        let mut last = LastImportView {
            at: local_minute(newest.recorded),
            by: self.staff_name(newest.author),
            files: Vec::new(),
            read: 0,
            quarantined: 0,
        };
        for run in imports.iter().filter(|run| (run.recorded, run.author) == (newest.recorded, newest.author)) {
            let [read, .., quarantined] = run.counts;
            last.files.extend(run.files.iter().map(|(_, name)| name.clone()));
            last.read += usize::try_from(read).unwrap_or(0);
            last.quarantined += usize::try_from(quarantined).unwrap_or(0);
        }
        last.files.sort();
        Ok(Some(last))
    }

    /// Everybody who is held here, as the prison system's documents have them: one JSON document each.
    pub async fn export(&self) -> Result<Vec<serde_json::Value>, AppError> {
        self.demand(Right::ReadCases)?;
        let cases = self.record.cases().await?;
        let held = cases.iter().filter(|(_, case)| case.is_held_by(self.prison()));
        Ok(held
            .map(|(number, case)| {
                let facts = case.facts.iter().map(|(key, fact)| (key.clone(), fact.value.clone())).collect();
                intake::export::document(number, &facts)
            })
            .collect())
    }

    /// What the record knows of everybody, as an import is compared with it.
    async fn known_people(&self) -> Result<BTreeMap<PrisonNumber, Known>, AppError> {
        let prison = self.prison();
        let cases = self.record.cases().await?;
        Ok(cases.into_iter().map(|(number, case)| (number, known(&case, prison))).collect())
    }

    async fn seen_before(&self) -> Result<Seen, AppError> {
        let files = self.record.imports().await?.into_iter().flat_map(|run| run.files).map(|(hash, _)| hash).collect();
        let rows = self.record.quarantine().await?.into_iter().map(|row| (row.file, row.row, row.raw)).collect();
        Ok(Seen { files, rows })
    }
}

/// What the record knows of a person, as an import is compared with it.
pub(crate) fn known(case: &casework::Case, prison: &str) -> Known {
    Known {
        imported: case.imported().map(|(key, value)| (key.clone(), value.clone())).collect(),
        current: case.facts.iter().map(|(key, fact)| (key.clone(), fact.value.clone())).collect(),
        here: case.is_held_by(prison),
        movements: case.movements.iter().map(casework::movement::Movement::key).collect(),
    }
}

struct Seen {
    files: BTreeSet<String>,
    rows: BTreeSet<(String, u32, String)>,
}

/// What taking a plan writes, file by file.
#[derive(Default)]
struct Step {
    events: Vec<(Subject, CaseEvent)>,
    /// How many rows are done with each event.
    rows: Vec<usize>,
}

impl Step {
    fn of(plan: &ImportPlan, seen: &Seen, now: Timestamp) -> Self {
        let mut step = Self::default();
        for file in &plan.files {
            step.file(plan, file, seen, new_id(now));
        }
        step
    }

    /// One file. The same file again, with nothing new in it, is nothing at all.
    fn file(&mut self, plan: &ImportPlan, file: &ExportFile, seen: &Seen, run: uuid::Uuid) {
        let part = part_of(&plan.plan, &file.name);
        let (events, done) = (self.events.len(), self.rows.last().copied().unwrap_or(0));
        self.push(done, vec![(Subject::Unit, CaseEvent::ImportTaken(taken(&part, file, run)))]);
        let mut rows = done;
        for row in &part.rows {
            let mut of_row = Vec::new();
            row_events(&mut of_row, row, run);
            rows += usize::from(!of_row.is_empty());
            self.push(rows, of_row);
        }
        for row in part.quarantined.iter().filter(|row| !seen.has(row)) {
            rows += 1;
            self.push(rows, vec![(Subject::Unit, CaseEvent::RowQuarantined(quarantined(run, row)))]);
        }
        if rows == done && seen.files.contains(&file.hash.to_string()) {
            self.events.truncate(events);
            self.rows.truncate(events);
        }
    }

    fn push(&mut self, rows: usize, events: Vec<(Subject, CaseEvent)>) {
        self.events.extend(events);
        self.rows.resize(self.events.len(), rows);
    }
}

impl Seen {
    fn has(&self, row: &intake::QuarantinedRow) -> bool {
        self.rows.contains(&(row.file.clone(), row.row, row.raw.clone()))
    }
}

fn taken(part: &Plan, file: &ExportFile, run: uuid::Uuid) -> ImportTaken {
    let counts = part.counts();
    ImportTaken {
        run,
        files: vec![ImportedFile { name: file.name.clone(), hash: file.hash }],
        read: number(counts.read),
        new: number(counts.new),
        changed: number(counts.changed),
        unchanged: number(counts.unchanged),
        warned: number(counts.warned),
        quarantined: number(counts.quarantined),
    }
}

/// Plans row by row, as long as `told` says so.
fn planned(
    rows: Vec<RawRow>,
    people: &BTreeMap<PrisonNumber, Known>,
    setting: &Setting,
    mut told: impl FnMut(usize, usize) -> bool,
) -> Result<Plan, AppError> {
    let all = rows.len();
    let mut planning = Planning::new(people, setting);
    for (done, row) in rows.into_iter().enumerate() {
        if !told(done, all) {
            return Err(AppError::stopped());
        }
        planning.take(row);
    }
    Ok(planning.finish())
}

/// Who is here and has no row, taken or set aside.
fn unmentioned(plan: &Plan, people: &BTreeMap<PrisonNumber, Known>) -> Vec<(PrisonNumber, String)> {
    let taken = plan.rows.iter().map(|row| row.number);
    let aside = plan.quarantined.iter().filter_map(|row| row.number.as_ref()?.parse().ok());
    let mentioned: BTreeSet<PrisonNumber> = taken.chain(aside).collect();
    let missing = people.iter().filter(|(number, known)| known.here && !mentioned.contains(number));
    missing.map(|(number, known)| (*number, name(known))).collect()
}

/// “Ashdown, Kieran”, as far as it is known.
fn name(known: &Known) -> String {
    let part = |field: Field| known.current.get(&FieldKey::Known(field)).and_then(Value::text);
    let parts: Vec<&str> = [part(Field::LastName), part(Field::FirstName)].into_iter().flatten().collect();
    parts.join(", ")
}

/// The events of one row: its changed facts, its movements.
pub(crate) fn row_events(events: &mut Vec<(Subject, CaseEvent)>, row: &intake::PlannedRow, run: uuid::Uuid) {
    let subject = Subject::Case(row.number.as_str().into());
    let source = Source::Import { run, row: row.row };
    if !row.changes.is_empty() {
        let facts = row
            .changes
            .iter()
            .map(|change| Fact { field: change.field.clone(), value: change.new.clone(), calculated: None })
            .collect();
        events.push((subject.clone(), CaseEvent::FactsRecorded(FactsRecorded { source: source.clone(), facts })));
    }
    if !row.movements.is_empty() {
        let movements = row.movements.clone();
        events.push((subject, CaseEvent::MovementsRecorded(MovementsRecorded { source, movements })));
    }
}

fn quarantined(run: uuid::Uuid, row: &intake::QuarantinedRow) -> QuarantinedRow {
    QuarantinedRow {
        run,
        file: row.file.clone(),
        row: row.row,
        number: row.number.clone(),
        reasons: row.reasons.iter().map(|problem| problem.message.clone()).collect(),
        raw: row.raw.clone(),
    }
}

/// The part of a plan that comes from one file.
fn part_of(plan: &Plan, file: &str) -> Plan {
    Plan {
        rows: plan.rows.iter().filter(|row| row.file == file).cloned().collect(),
        quarantined: plan.quarantined.iter().filter(|row| row.file == file).cloned().collect(),
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Rows that were set aside as a table: file, row, number, reasons, and the row as it came.
pub fn quarantine_csv(rows: &[store::read::QuarantineRow]) -> String {
    let problem = |reason: &String| intake::Problem { rule: "set-aside", message: reason.clone() };
    let quarantined = rows
        .iter()
        .map(|row| intake::QuarantinedRow {
            file: row.file.clone(),
            row: row.row,
            number: row.number.clone(),
            reasons: row.reasons.iter().map(problem).collect(),
            raw: row.raw.clone(),
        })
        .collect();
    Plan { rows: Vec::new(), quarantined }.quarantine_csv()
}
