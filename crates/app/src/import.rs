//! Importing what the prison system exports: first a plan that says what would change, then, when it is confirmed, one step
//! that happens whole or not at all. The same files again change nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use api::ImportDone;
use casework::event::{CaseEvent, FactsRecorded, ImportTaken, ImportedFile, MovementsRecorded, QuarantinedRow};
use casework::fact::Fact;
use casework::{PrisonNumber, Right, Source};
use crypto::{Context, Hash, derive_hash};
use intake::{Known, Plan, Setting, SourceFile};
use ledger::header::Class;
use ledger::{Compartment, Subject};
use store::{Action, NewEvent};

use crate::clock::{new_id, random_bytes, rng};
use crate::error::AppError;
use crate::session::Session;

/// What files are taken from a folder.
const EXTENSIONS: [&str; 4] = ["json", "jsonl", "ndjson", "csv"];

/// What an import would do.
pub struct ImportPlan {
    /// What would become of each row.
    pub plan: Plan,
    /// The files, with the hash of their bytes.
    pub files: Vec<(String, Hash)>,
    /// Files of a folder that are no exports by their names.
    pub left_out: Vec<PathBuf>,
}

impl Session {
    /// Reads files and folders and says what importing them would do. Nothing is changed.
    pub async fn plan_import(&self, paths: &[PathBuf]) -> Result<ImportPlan, AppError> {
        self.demand(Right::Import)?;
        let (paths, left_out) = files_in(paths)?;
        let mut files = Vec::new();
        let mut sources = Vec::new();
        for path in paths {
            let bytes = std::fs::read(&path).map_err(|error| unreadable(&path, &error))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name.clone(), derive_hash(Context::Import, &[&bytes])));
            sources.push(SourceFile { name, bytes });
        }
        let record = self.known_people().await?;
        let setting = Setting { prison: self.prison().to_owned(), today: self.today() };
        // Reading and comparing takes a moment of one core: not on a thread that others need.
        let planning = tokio::task::spawn_blocking(move || {
            let mut rows = Vec::new();
            for source in &sources {
                rows.extend(intake::read(source).map_err(|error| error.to_string())?);
            }
            Ok::<_, String>(intake::plan(rows, &record, &setting))
        });
        let planned = planning.await.map_err(|_| store::StoreError::Database("reading stopped".to_owned()))?;
        let plan = planned.map_err(|why| AppError::input(why, "Nothing was changed."))?;
        Ok(ImportPlan { plan, files, left_out })
    }

    /// Takes a plan into the record: all of it or nothing. `progress` hears how many changes are done, and of how many.
    pub async fn take_import(
        &mut self,
        plan: ImportPlan,
        mut progress: impl FnMut(usize, usize),
    ) -> Result<ImportDone, AppError> {
        self.demand(Right::Import)?;
        let seen = self.seen_before().await?;
        let now = self.now();
        let mut events = Vec::new();
        for (name, hash) in &plan.files {
            let part = part_of(&plan.plan, name);
            let run = new_id(now);
            let mut of_file = Vec::new();
            for row in &part.rows {
                row_events(&mut of_file, row, run);
            }
            for row in &part.quarantined {
                let set_aside = quarantined(run, row);
                if !seen.rows.contains(&(set_aside.file.clone(), set_aside.row, set_aside.raw.clone())) {
                    of_file.push((Subject::Unit, CaseEvent::RowQuarantined(set_aside)));
                }
            }
            if of_file.is_empty() && seen.files.contains(&hash.to_string()) {
                continue;
            }
            let counts = part.counts();
            let taken = ImportTaken {
                run,
                files: vec![ImportedFile { name: name.clone(), hash: *hash }],
                read: number(counts.read),
                new: number(counts.new),
                changed: number(counts.changed),
                unchanged: number(counts.unchanged),
                warned: number(counts.warned),
                quarantined: number(counts.quarantined),
            };
            events.push((Subject::Unit, CaseEvent::ImportTaken(taken)));
            events.append(&mut of_file);
        }
        if events.is_empty() {
            return Ok(ImportDone { entries: 0 });
        }
        let all = events.len();
        let events =
            events.into_iter().map(|(subject, event)| NewEvent { subject, occurred: now, event, base: None }).collect();
        let action = Action { compartment: Compartment::General, class: Class::Bulk, command: random_bytes(), events };
        let written = self.record.write(&mut rng(), now, vec![action], |done| progress(done, all)).await?;
        Ok(ImportDone { entries: written.entries })
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

/// The files that paths name: files as they are, folders by what exports are called.
fn files_in(paths: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>), AppError> {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            inside.push(entry.map_err(|error| unreadable(path, &error))?.path());
        }
        inside.sort();
        for file in inside.into_iter().filter(|path| path.is_file()) {
            let extension = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            if EXTENSIONS.contains(&extension.as_str()) { files.push(file) } else { left_out.push(file) }
        }
    }
    // Rows are told apart by their file's name: two files of one name would be taken for one.
    let mut names = BTreeSet::new();
    if let Some(twice) = files.iter().find(|file| !names.insert(file.file_name().unwrap_or_default().to_owned())) {
        return Err(AppError::input(
            format!("Two of the files are called {}.", twice.file_name().unwrap_or_default().to_string_lossy()),
            "Import them one after the other. Nothing was changed.",
        ));
    }
    if files.is_empty() {
        return Err(AppError::input(
            "There is nothing to import.",
            "Name JSON or CSV files, or a folder that has some.",
        ));
    }
    Ok((files, left_out))
}

fn unreadable(path: &Path, error: &std::io::Error) -> AppError {
    let what = match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist",
        std::io::ErrorKind::PermissionDenied => "may not be read by you",
        _ => "could not be read",
    };
    AppError::input(format!("{} {what}.", path.display()), "Check the path. Nothing was changed.")
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
