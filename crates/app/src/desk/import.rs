//! Importing from the window: the plan waits here between being shown and being taken.

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
    let touched = || import.plan.rows.iter().filter(|row| row.outcome != Outcome::Unchanged);
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
        changes: touched().take(LISTED).map(change).collect(),
        changes_in_all: touched().count(),
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

fn field(change: &intake::Change) -> FieldChangeView {
    let old = change.old.as_ref().and_then(Value::date);
    let new = change.new.date();
    FieldChangeView {
        label: change.field.label().to_owned(),
        date: new.is_some(),
        old: change.old.as_ref().map(Value::plain),
        new: change.new.plain(),
        days: old.zip(new).map(|(old, new)| i64::from((new - old).get_days())),
        corrects_staff: change.corrects_staff,
    }
}

fn aside(row: &intake::QuarantinedRow) -> AsideView {
    AsideView {
        file: row.file.clone(),
        row: row.row,
        reasons: row.reasons.iter().map(|reason| reason.message.clone()).collect(),
    }
}
