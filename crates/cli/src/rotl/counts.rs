//! The unit's counts of temporary release as text.

use api::{GroupView, ReleaseCounts, ReleaseCountsView, rate};
use app::Session;

use crate::output::{Failure, Out};

pub(super) async fn counts(
    session: &mut Session,
    out: &mut Out,
    from: Option<String>,
    until: Option<String>,
) -> Result<(), Failure> {
    session.work_out_what_is_owed().await?;
    let view = session.release_counts(&ReleaseCounts { from, until }).await?;
    out.answer(&view)?;
    if let Some(cut) = &view.cut {
        out.line(format!("{cut}.\n"))?;
    }
    now(out, &view)?;
    period(out, &view)?;
    for by in &view.groups {
        let head = ["applied", "granted", "refused", "out", "failed"].map(|head| format!("{head:>8}")).join("");
        out.line(format!("\n{:28}{head}   granted of decided", format!("By {}", by.by.to_lowercase())))?;
        for group in &by.groups {
            out.line(line(group))?;
        }
    }
    for refusal in &view.refusals {
        out.line(format!(
            "\nRefused on {}: {} {}, {}  {}\n  {}",
            refusal.on,
            refusal.number,
            refusal.name,
            refusal.kind.code(),
            refusal.id,
            refusal.reasons.trim()
        ))?;
    }
    Ok(())
}

/// What is in progress and who is out.
fn now(out: &mut Out, view: &ReleaseCountsView) -> Result<(), Failure> {
    let (progress, outside) = (&view.progress, view.out);
    out.line(format!("As at {} on this computer", view.as_at.replace('T', " ")))?;
    out.line(format!("{:28}{:>16}{:>16}{:>16}", "In progress", progress.ages[0], progress.ages[1], progress.ages[2]))?;
    for (stage, [young, middle, old]) in &progress.stages {
        out.line(format!("{stage:28}{young:>16}{middle:>16}{old:>16}"))?;
    }
    out.line(format!("Granted and running: {}, paused or suspended: {}", progress.running, progress.stopped))?;
    out.line(format!(
        "Consultations overdue: {} replies, {} to be asked",
        progress.replies_overdue, progress.asking_overdue
    ))?;
    out.line(format!(
        "Out now: {}, of these {} late, {} failed to return, {} recalled\n",
        outside.out, outside.late, outside.failed, outside.recalled
    ))
}

/// What was decided and went out.
fn period(out: &mut Out, view: &ReleaseCountsView) -> Result<(), Failure> {
    out.line(format!("From {} to {}", view.from, view.until))?;
    let releases = view.releases;
    out.line(format!("Went out: {}, still out: {}", releases.out, releases.out.saturating_sub(releases.ended)))?;
    out.line(format!("Ended without a failure: {}", rate(releases.succeeded(), releases.ended)))?;
    out.line(format!("Ended with a failure: {}, not reported: {}", releases.failed, releases.unreported))?;
    for (kind, count) in &view.failures {
        out.line(format!("  {kind:34}{count:>6}"))?;
    }
    out.line(format!("Granted: {}, refused: {}", view.decided.granted, view.decided.refused))?;
    if let Some(days) = view.decided.days {
        out.line(format!(
            "Days from application to decision: median {}, half of them between {} and {}, all between {} and {}, of {}",
            days.median, days.lower, days.upper, days.least, days.most, days.of
        ))?;
    }
    Ok(())
}

fn line(group: &GroupView) -> String {
    let numbers = [group.applied, group.granted, group.refused, group.releases, group.failures];
    let numbers = numbers.map(|number| format!("{number:>8}")).join("");
    format!("{:28}{numbers}   {}", group.name, rate(group.granted, group.decided()))
}
