//! Importing from the window: the plan waits here between being shown and being taken.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use api::{
    AsideView, DropImport, ExportQuarantine, FieldChangeView, ImportDone, ImportPlanView, PlanImport,
    PlannedChangeView, TakeImport,
};
use casework::Value;
use intake::Outcome;

use super::reading::{refuse_in_demonstration, write_new};
use super::{Answer, Desk};
use crate::error::AppError;
use crate::import::ImportPlan;

/// How many people or rows a plan lists; the figures count all of them.
const LISTED: usize = 300;

impl Answer for PlanImport {
    async fn answer(self, desk: &Desk) -> Result<ImportPlanView, AppError> {
        let paths: Vec<PathBuf> =
            self.paths.iter().map(|path| path.trim()).filter(|path| !path.is_empty()).map(PathBuf::from).collect();
        let plan = desk.session().await?.plan_import(&paths).await?;
        let view = shown(&plan);
        *desk.0.plan.lock().await = Some(plan);
        Ok(view)
    }
}

impl Answer for TakeImport {
    async fn answer(self, desk: &Desk) -> Result<ImportDone, AppError> {
        let plan = desk.0.plan.lock().await.take().ok_or_else(|| {
            AppError::input("There is no import to take.", "Choose the file again: nothing was changed.")
        })?;
        let mut progress = desk.progress("Importing");
        let told = move |done: usize, all: usize| progress(done as u64, all as u64);
        desk.session_mut().await?.take_import(plan, told).await
    }
}

impl Answer for DropImport {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        *desk.0.plan.lock().await = None;
        Ok(())
    }
}

impl Answer for ExportQuarantine {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let rows = session.quarantine().await?;
        write_new(Path::new(self.file.trim()), crate::import::quarantine_csv(&rows).as_bytes())?;
        Ok(u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }
}

fn shown(import: &ImportPlan) -> ImportPlanView {
    let counts = import.plan.counts();
    let mut touched: Vec<_> = import.plan.rows.iter().filter(|row| row.outcome != Outcome::Unchanged).collect();
    touched.sort_by_key(|row| std::cmp::Reverse(furthest(row)));
    ImportPlanView {
        files: import.files.iter().map(|(name, _)| name.clone()).collect(),
        left_out: import.left_out.iter().map(|path| path.display().to_string()).collect(),
        read: counts.read,
        new: counts.new,
        changed: counts.changed,
        unchanged: counts.unchanged,
        warned: counts.warned,
        quarantined: counts.quarantined,
        warned_new: counts.warned_new,
        dates_moved: counts.dates_moved,
        movements: counts.movements,
        fields: by_field(&import.plan.rows),
        changes_in_all: touched.len(),
        changes: touched.into_iter().take(LISTED).map(change).collect(),
        warnings: counts.warnings_by_rule.iter().map(|(rule, count)| ((*rule).to_owned(), *count)).collect(),
        aside: import.plan.quarantined.iter().take(LISTED).map(aside).collect(),
    }
}

fn change(row: &intake::PlannedRow) -> PlannedChangeView {
    let fields = if row.outcome == Outcome::New { Vec::new() } else { row.changes.iter().map(field).collect() };
    PlannedChangeView {
        number: row.number.to_string(),
        name: row.name.clone(),
        new: row.outcome == Outcome::New,
        fields,
        movements: row
            .movements
            .iter()
            .map(|movement| format!("{} on {}", movement.kind.code(), movement.at.date()))
            .collect(),
        warnings: row.warnings.iter().map(|warning| warning.message.clone()).collect(),
    }
}

/// By how many days the date of a row that moves most does; nothing, if none does.
fn furthest(row: &intake::PlannedRow) -> Option<u64> {
    row.changes.iter().filter_map(days).map(i64::unsigned_abs).max()
}

/// By how many days a date moves.
fn days(change: &intake::Change) -> Option<i64> {
    let old = change.old.as_ref()?.date()?;
    Some(i64::from((change.new.date()? - old).get_days()))
}

/// Of how many people already here each field changes, most often first.
fn by_field(rows: &[intake::PlannedRow]) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for change in rows.iter().filter(|row| row.outcome == Outcome::Changed).flat_map(|row| &row.changes) {
        *counts.entry(change.field.label()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().map(|(label, count)| (label.to_owned(), count)).collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}

fn field(change: &intake::Change) -> FieldChangeView {
    FieldChangeView {
        label: change.field.label().to_owned(),
        date: change.new.date().is_some(),
        old: change.old.as_ref().map(Value::plain),
        new: change.new.plain(),
        days: days(change),
        corrects_staff: change.corrects_staff,
    }
}

fn aside(row: &intake::QuarantinedRow) -> AsideView {
    AsideView {
        file: row.file.clone(),
        row: row.row,
        number: row.number.clone(),
        reasons: row.reasons.iter().map(|reason| reason.message.clone()).collect(),
    }
}
