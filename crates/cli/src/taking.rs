//! Taking exports of the prison system in, and giving documents out.

use std::collections::BTreeMap;
use std::io::{BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

use app::AppError;
use app::import::ImportPlan;
use app::types::{Counts, Outcome};
use serde_json::json;

use crate::open::Opener;
use crate::output::{Failure, Out, Progress};

/// How many rows of each kind the plan shows before it says how many more there are.
const SHOWN: usize = 20;

pub(crate) async fn import(
    opener: &Opener,
    out: &mut Out,
    paths: &[PathBuf],
    dry_run: bool,
    yes: bool,
    quarantine_out: Option<&Path>,
) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let plan = session.plan_import(paths).await?;
            let counts = plan.plan.counts();
            show(out, &plan, &counts)?;
            if let Some(path) = quarantine_out {
                write_new(path, plan.plan.quarantine_csv().as_bytes())?;
            }
            if dry_run {
                out.answer(&answer(&counts, &plan, true, 0))?;
                out.line("Nothing was changed: this was a dry run.")?;
                return Ok(());
            }
            if !yes && !out.json() && std::io::stdin().is_terminal() && !confirmed(out)? {
                out.line("Nothing was changed.")?;
                return Ok(());
            }
            let mut answer = answer(&counts, &plan, false, 0);
            let mut progress = Progress::new("Importing");
            let done = session.take_import(plan, |done, all| progress.show(done as u64, all as u64)).await?;
            drop(progress);
            if let Some(entries) = answer.get_mut("entries") {
                *entries = json!(done.entries);
            }
            out.answer(&answer)?;
            out.line(if done.entries == 0 { "There was nothing new to import." } else { "Imported." })?;
            Ok(())
        })
        .await
}

fn answer(counts: &Counts, plan: &ImportPlan, dry_run: bool, entries: usize) -> serde_json::Value {
    let mut answer = serde_json::to_value(counts).unwrap_or_default();
    if let Some(object) = answer.as_object_mut() {
        object.insert("dryRun".to_owned(), json!(dry_run));
        object.insert("entries".to_owned(), json!(entries));
        let left_out: Vec<String> = plan.left_out.iter().map(|path| path.display().to_string()).collect();
        object.insert("filesLeftOut".to_owned(), json!(left_out));
        object.insert("quarantine".to_owned(), json!(plan.plan.quarantined));
    }
    answer
}

fn show(out: &mut Out, plan: &ImportPlan, counts: &Counts) -> Result<(), Failure> {
    for path in &plan.left_out {
        out.line(format!("Left out: {} is neither JSON nor CSV by its name.", path.display()))?;
    }
    out.line(format!("{} rows read", counts.read))?;
    out.line(format!("  {:6} new", counts.new))?;
    out.line(format!("  {:6} changed", counts.changed))?;
    out.line(format!("  {:6} unchanged", counts.unchanged))?;
    out.line(format!(
        "  {:6} new or changed, with a warning ({} new, {} changed)",
        counts.warned, counts.warned_new, counts.warned_changed
    ))?;
    out.line(format!("  {:6} set aside", counts.quarantined))?;
    let changed: Vec<_> = plan.plan.rows.iter().filter(|row| row.outcome == Outcome::Changed).collect();
    for row in changed.iter().take(SHOWN) {
        out.line(format!("Changed: {} {}", row.number, row.name))?;
        for change in &row.changes {
            let old = change.old.as_ref().map(app::types::Value::plain).unwrap_or_default();
            let staff = if change.corrects_staff { " (staff had corrected this)" } else { "" };
            out.line(format!("    {}: {} → {}{staff}", change.field, short(&old), short(&change.new.plain())))?;
        }
        for movement in &row.movements {
            out.line(format!(
                "    movement {} {:?} on {}",
                movement.kind.code(),
                movement.direction,
                movement.at.date()
            ))?;
        }
    }
    more(out, changed.len())?;
    let by_rule: BTreeMap<_, _> = plan.plan.warnings_by_rule();
    for (rule, count) in by_rule {
        out.line(format!("Warning: {rule}, {count} times"))?;
    }
    for row in plan.plan.quarantined.iter().take(SHOWN) {
        for reason in &row.reasons {
            out.line(format!("Set aside: {}: {}", row.file, reason.message))?;
        }
    }
    more(out, plan.plan.quarantined.len())
}

fn more(out: &mut Out, all: usize) -> Result<(), Failure> {
    match all.checked_sub(SHOWN) {
        Some(more) if more > 0 => out.line(format!("    … and {more} more")),
        _ => Ok(()),
    }
}

/// A value for one line.
fn short(value: &str) -> String {
    const MOST: usize = 60;
    if value.is_empty() {
        return "nothing".to_owned();
    }
    let mut short: String = value.chars().take(MOST).collect();
    if short.len() < value.len() {
        short.push('…');
    }
    short
}

fn confirmed(out: &mut Out) -> Result<bool, Failure> {
    out.line("Import this? Type yes to go on:")?;
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer)?;
    Ok(answer.trim().eq_ignore_ascii_case("yes"))
}

pub(crate) async fn quarantine(opener: &Opener, out: &mut Out, csv: Option<&Path>) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let rows = session.quarantine().await?;
            if let Some(path) = csv {
                write_new(path, app::import::quarantine_csv(&rows).as_bytes())?;
            }
            out.answer(&rows)?;
            if rows.is_empty() {
                out.line("No row was set aside.")?;
            }
            for row in rows {
                out.line(format!("{}, row {}: {}", row.file, row.row, row.reasons.join("; ")))?;
            }
            Ok(())
        })
        .await
}

pub(crate) async fn export(opener: &Opener, out: &mut Out, to: &Path) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let documents = session.export().await?;
            let text = serde_json::to_string_pretty(&documents).map_err(|error| Failure::Output(error.to_string()))?;
            write_new(to, text.as_bytes())?;
            out.answer(&json!({ "documents": documents.len() }))?;
            out.line(format!(
                "{} documents written. The file is not encrypted: delete it when it has served.",
                documents.len()
            ))?;
            Ok(())
        })
        .await
}

/// Writes a file that must not exist, readable by its owner only.
pub(crate) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let mut options = std::fs::OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let written = options.open(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|error| {
        let what = match error.kind() {
            std::io::ErrorKind::AlreadyExists => "exists already",
            std::io::ErrorKind::NotFound => "is in a folder that does not exist",
            std::io::ErrorKind::StorageFull => "does not fit on the disk",
            _ => "could not be written",
        };
        AppError::input(format!("{} {what}.", path.display()), "Choose another name or place.").into()
    })
}
