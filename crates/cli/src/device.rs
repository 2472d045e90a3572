//! The unit's devices: listing them, removing one, deciding on what removed ones wrote too late, and new keys for those that stay.

use api::{DeviceView, KeysView, LateEntryView};
use clap::Subcommand;
use serde_json::json;

use crate::open::Opener;
use crate::output::{Failure, Out};

/// So much of an identifier is shown: enough to name a device or an entry by.
const SHOWN: usize = 10;

#[derive(Subcommand)]
pub(crate) enum LateCommand {
    /// Let entries of one device count
    Accept {
        /// Their identifiers, or the beginnings that the list shows
        #[arg(required = true)]
        entries: Vec<String>,
        /// Why
        #[arg(long)]
        why: String,
    },
}

pub(crate) async fn devices(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let devices = session.devices().await?;
            out.answer(&devices)?;
            for device in &devices {
                line(out, device)?;
            }
            let KeysView { since, days, due } = session.keys().await?;
            out.line(format!("The keys are of {since}, {days} days ago."))?;
            if due {
                out.line("New ones are advised: “new-keys --why …”.")?;
            }
            Ok(())
        })
        .await
}

fn line(out: &mut Out, device: &DeviceView) -> Result<(), Failure> {
    let DeviceView { id, name, computer, admitted, admitted_by, last_entry, ended, here, .. } = device;
    let computer = computer.as_deref().unwrap_or("(no name)");
    let here = if *here { ", this one" } else { "" };
    let by = admitted_by.as_ref().map_or_else(|| "by founding".to_owned(), |by| format!("by {by}"));
    let last = last_entry.as_deref().unwrap_or("never");
    out.line(format!("{} {name:24} {computer}{here}", short(id)))?;
    out.line(format!("           admitted {admitted} {by}, last entry {last}"))?;
    match ended {
        Some(end) => out.line(format!("           removed {} by {}: {}", end.at, end.by, end.why)),
        None => Ok(()),
    }
}

pub(crate) async fn revoke(opener: &Opener, out: &mut Out, device: &str, why: &str) -> Result<(), Failure> {
    opener
        .governing(async |session| {
            let device = session.device_named(device)?;
            session.revoke_device(device, why).await?;
            out.answer(&json!({ "removed": true }))?;
            out.line("The device is removed: new keys are in force, and what it writes from now on does not count.")?;
            Ok(())
        })
        .await
}

pub(crate) async fn late(opener: &Opener, out: &mut Out, command: Option<LateCommand>) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let Some(LateCommand::Accept { entries, why }) = command else {
                let late = session.late_entries().await?;
                out.answer(&late)?;
                if late.is_empty() {
                    out.line("No removed device wrote anything that waits for a decision.")?;
                }
                for entry in &late {
                    late_line(out, entry)?;
                }
                return Ok(());
            };
            session.catch_up().await?;
            let count = session.accept_late(&entries, &why).await?;
            out.answer(&json!({ "accepted": count }))?;
            out.line(match count {
                1 => "The entry counts now.".to_owned(),
                many => format!("{many} entries count now."),
            })?;
            Ok(())
        })
        .await
}

fn late_line(out: &mut Out, entry: &LateEntryView) -> Result<(), Failure> {
    let LateEntryView { id, name, recorded, knowing, events, .. } = entry;
    let recorded = recorded.as_deref().unwrap_or("some time");
    let knowing = if *knowing { ", after the removal was known there" } else { "" };
    out.line(format!("{} {name}, written {recorded} by that computer's clock{knowing}", short(id)))?;
    what_was_done(out, events)
}

/// What entries say: a prison number, or nothing for the unit, and what was done.
pub(crate) fn what_was_done(out: &mut Out, events: &[(String, String)]) -> Result<(), Failure> {
    for (number, done) in events {
        let about = if number.is_empty() { "the unit" } else { number.as_str() };
        out.line(format!("           {about}: {done}"))?;
    }
    Ok(())
}

pub(crate) async fn new_keys(opener: &Opener, out: &mut Out, why: &str) -> Result<(), Failure> {
    opener
        .governing(async |session| {
            session.new_keys(why).await?;
            let keys = session.keys().await?;
            out.answer(&keys)?;
            out.line("New keys are in force: every computer of the unit has them with its next “sync”.")
        })
        .await
}

pub(crate) fn short(id: &str) -> &str {
    id.get(..SHOWN).unwrap_or(id)
}
