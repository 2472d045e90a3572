//! Importing from the window: the plan waits here between being shown and being taken, and what goes on can be stopped.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use api::{
    DropImport, ExportQuarantine, ImportDone, ImportPlanView, Imports, ImportsView, PlanImport, PlannedPeople,
    PlannedPeopleView, StopImport, TakeImport,
};
use tokio::sync::MutexGuard;

use super::reading::{MOST_ROWS, in_a_folder, refuse_in_demonstration, write_new};
use super::{Answer, Desk, planned};
use crate::error::{AppError, Code};
use crate::home::EXPORTS;
use crate::import::ImportPlan;
use crate::session::Session;

/// What a desk holds of an import.
#[derive(Default)]
pub(super) struct Importing {
    /// An import that was planned and waits to be taken.
    plan: tokio::sync::Mutex<Option<ImportPlan>>,
    /// Stops what is being read or taken.
    stop: Mutex<Stop>,
    /// Whose plan was dropped because the window locked.
    dropped: Mutex<Option<PathBuf>>,
}

/// Somebody's wish that what goes on should stop.
#[derive(Clone, Default)]
struct Stop(Arc<AtomicBool>);

impl Stop {
    fn wish(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    fn is_wished(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Importing {
    /// Something begins that can be stopped. What was being read before is stopped: one plan waits at a time. Whoever has asked already
    /// that it stop is heard before it does anything: of little there is nothing to stop a moment later.
    async fn begin(&self) -> Stop {
        let stop = Stop::default();
        {
            let mut current = self.stop.lock().unwrap_or_else(PoisonError::into_inner);
            std::mem::replace(&mut *current, stop.clone()).wish();
        }
        tokio::task::yield_now().await;
        stop
    }

    /// What is being read or taken stops.
    pub(super) fn stop(&self) {
        self.stop.lock().unwrap_or_else(PoisonError::into_inner).wish();
    }

    /// The window has locked: nobody's plan stays in memory.
    pub(super) async fn drop_plan_of(&self, profile: &Path) {
        if self.plan.lock().await.take().is_some() {
            *self.dropped() = Some(profile.to_owned());
        }
    }

    fn dropped(&self) -> std::sync::MutexGuard<'_, Option<PathBuf>> {
        self.dropped.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn waiting(&self) -> MutexGuard<'_, Option<ImportPlan>> {
        self.plan.lock().await
    }
}

impl Answer for Imports {
    async fn answer(self, desk: &Desk) -> Result<ImportsView, AppError> {
        let session = desk.session().await?;
        let last = session.last_import().await?;
        let profile = session.folder();
        let exports = profile.join(EXPORTS);
        Ok(ImportsView {
            last,
            aside: session.quarantine().await?.len(),
            dropped: desk.0.importing.dropped().take_if(|whose| whose == profile).is_some(),
            example: (session.card().demonstration && exports.is_dir()).then(|| exports.display().to_string()),
        })
    }
}

impl Answer for PlanImport {
    async fn answer(self, desk: &Desk) -> Result<ImportPlanView, AppError> {
        let paths = named(&self.paths)?;
        let importing = &desk.0.importing;
        let stop = importing.begin().await;
        let mut progress = desk.progress("Rows compared");
        let told = move |done: usize, all: usize| {
            progress(done as u64, all as u64);
            !stop.is_wished()
        };
        // Held until the plan is kept: a window that locks meanwhile waits, and then drops it.
        let session = desk.session().await?;
        let plan = session.plan_import_while(&paths, told).await.map_err(at_the_path)?;
        let view = planned::view(&plan);
        *importing.waiting().await = Some(plan);
        Ok(view)
    }
}

/// The paths that somebody named, as typed or as Windows copies them, in quotation marks.
fn named(typed: &[String]) -> Result<Vec<PathBuf>, AppError> {
    let paths = typed.iter().map(|path| path.trim().trim_matches('"')).filter(|path| !path.is_empty());
    let paths: Vec<PathBuf> = paths
        .map(|path| in_a_folder(Path::new(path)).map(Path::to_owned))
        .collect::<Result<_, _>>()
        .map_err(|error| error.at("path"))?;
    if paths.is_empty() {
        return Err(AppError::input("No file is named", "Choose one, or type where it is").at("path"));
    }
    Ok(paths)
}

/// What is wrong with a file is said at the field for it.
fn at_the_path(error: AppError) -> AppError {
    if error.code == Code::Input { error.at("path") } else { error }
}

impl Answer for PlannedPeople {
    async fn answer(self, desk: &Desk) -> Result<PlannedPeopleView, AppError> {
        // The session shows that somebody is here: a plan never outlives it.
        let _session = desk.session().await?;
        let waiting = desk.0.importing.waiting().await;
        let plan = waiting.as_ref().ok_or_else(no_plan)?;
        Ok(planned::people(plan, &self.filter, self.offset, self.limit.min(MOST_ROWS)))
    }
}

impl Answer for TakeImport {
    async fn answer(self, desk: &Desk) -> Result<ImportDone, AppError> {
        let importing = &desk.0.importing;
        let stop = importing.begin().await;
        let mut session = desk.session_mut().await?;
        let mut waiting = importing.waiting().await;
        let plan = waiting.as_ref().ok_or_else(no_plan)?;
        refuse_half_written(plan)?;
        let mut progress = desk.progress("Rows imported");
        let told = |done: usize, all: usize| {
            progress(done as u64, all as u64);
            !stop.is_wished()
        };
        let done = session.take_import_while(plan, told).await?;
        *waiting = None;
        Ok(done)
    }
}

pub(super) fn no_plan() -> AppError {
    AppError::input("There is no import to take.", "Choose the file again: nothing was changed.")
}

/// A file that ends in its middle may lack anybody: whoever looks at its plan sees less than the prison system has.
fn refuse_half_written(plan: &ImportPlan) -> Result<(), AppError> {
    match plan.files.iter().find(|file| planned::is_half_written(plan, file)) {
        None => Ok(()),
        Some(file) => Err(AppError::input(
            format!("{} ends in the middle.", file.name),
            "Export it again and choose the new file. Nothing was changed.",
        )),
    }
}

impl Answer for StopImport {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        desk.0.importing.stop();
        Ok(())
    }
}

impl Answer for DropImport {
    async fn answer(self, desk: &Desk) -> Result<(), AppError> {
        *desk.0.importing.waiting().await = None;
        Ok(())
    }
}

impl Answer for ExportQuarantine {
    async fn answer(self, desk: &Desk) -> Result<u32, AppError> {
        let session = desk.session().await?;
        refuse_in_demonstration(&session)?;
        let (rows, table) = if self.of_plan { desk.aside_of_plan().await? } else { ever_aside(&session).await? };
        write_new(Path::new(self.file.trim()), table.as_bytes())?;
        Ok(u32::try_from(rows).unwrap_or(u32::MAX))
    }
}

impl Desk {
    async fn aside_of_plan(&self) -> Result<(usize, String), AppError> {
        let waiting = self.0.importing.waiting().await;
        let plan = &waiting.as_ref().ok_or_else(no_plan)?.plan;
        Ok((plan.quarantined.len(), plan.quarantine_csv()))
    }
}

async fn ever_aside(session: &Session) -> Result<(usize, String), AppError> {
    let rows = session.quarantine().await?;
    Ok((rows.len(), crate::import::quarantine_csv(&rows)))
}
