//! Sync: offline notes on their way to a second device, beside a peer that syncs shell history; a new device of a large unit; and how much one
//! server process takes. The server is the real program, on loopback.

mod joining;
mod load;
mod notes;
mod peer;
mod senders;

use crate::Failure;
use crate::prison::Unit;
use crate::report::{Figure, Report, number};

/// Nobody is held back here for asking often or sending much.
const SETTINGS: [&str; 6] = [
    "--device-requests-a-minute",
    "10000000",
    "--stranger-requests-a-minute",
    "10000000",
    "--device-bytes-a-day",
    "100000000000",
];

/// Everything that is measured of sync. `first`: the measured unit.
pub(crate) async fn measure(first: &Unit, report: &mut Report) -> Result<(), Failure> {
    offline_notes(report).await?;
    a_new_device(first, report).await?;
    one_process(report).await
}

async fn offline_notes(report: &mut Report) -> Result<(), Failure> {
    let many = number(notes::NOTES as f64);
    let ours = notes::travel().await?;
    let whole = ours.sent_s + ours.fetched_s;
    let name = format!("{many} notes written offline reach a second device, ratio to sealing and inserting them");
    report.add(Figure::most(&name, whole / ours.local_s, 3.0, "×"));
    report.add(Figure::told("sealing and inserting them on the first, in one transaction", ours.local_s, "s"));
    report.add(Figure::told("sending them", ours.sent_s, "s"));
    report.add(Figure::told("fetching, checking, folding and finding them on the second", ours.fetched_s, "s"));
    let Some(peer) = peer::travel(notes::NOTES).await? else {
        println!("  atuin is not there, so it is not compared: scripts/bench.sh installs it");
        return Ok(());
    };
    let name = format!("how many times as long atuin takes for {many} records of like size, push and pull");
    report.add(Figure::least(&name, (peer.sent_s + peer.fetched_s) / whole, 2.0, "×"));
    report.add(Figure::told("atuin: push", peer.sent_s, "s"));
    report.add(Figure::told("atuin: pull", peer.fetched_s, "s"));
    Ok(())
}

async fn a_new_device(first: &Unit, report: &mut Report) -> Result<(), Failure> {
    let joined = joining::join(first).await?;
    report.add(Figure::most("a new device has the whole record, from its first call on", joined.fresh_s, 60.0, "s"));
    report.add(Figure::told("making every table of that record again on the same device", joined.rebuild_s, "s"));
    report.add(Figure::told("the record's first device sends all of it", joined.sent_s, "s"));
    report.add(Figure::told("and makes the snapshot", joined.snapshot_s, "s"));
    Ok(())
}

async fn one_process(report: &mut Report) -> Result<(), Failure> {
    let load = load::take().await?;
    let devices = load::UNITS * load::DEVICES;
    let name = format!("entries that one process takes on PostgreSQL from {devices} devices");
    report.add(Figure::least(&name, load.entries, 5_000.0, "a second"));
    report.add(Figure::told("bare inserts of the same batches, each committed, 16 at a time", load.bare, "a second"));
    let name = "a push of one entry while 2,500 entries a second come, 99th percentile";
    report.add(Figure::most(name, load.p99_ms, 50.0, "ms"));
    report.add(Figure::told("the same, median", load.median_ms, "ms"));
    report.add(Figure::told("the server's memory after its first pushes", load.memory.early_mb, "MB"));
    let name = format!("how much more after {} entries", number(load.filed as f64));
    report.add(Figure::most(&name, load.memory.late_mb - load.memory.early_mb, 64.0, "MB"));
    let name = format!("how much more again after {} more units", number(load::MORE as f64));
    report.add(Figure::most(&name, load.memory.wide_mb - load.memory.late_mb, 32.0, "MB"));
    Ok(())
}
