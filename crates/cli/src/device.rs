//! The unit's devices: listing them, removing one, deciding on what came too late to count, and new keys for those that stay.

use api::{DeviceView, EventView, Held, KeysView, LateEntryView};
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

#[derive(Subcommand)]
pub(crate) enum RestrictedCommand {
    /// Give them to a device whose owner's roles read it
    Give {
        /// Its identifier, or the beginning of it that “devices” shows
        device: String,
    },
    /// Withhold them from a device from now on
    Withhold {
        /// Its identifier, or the beginning of it that “devices” shows
        device: String,
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
    let DeviceView { id, name, computer, admitted, admitted_by, last_entry, ended, restricted, here, .. } = device;
    let computer = computer.as_deref().unwrap_or("(no name)");
    let here = if *here { ", this one" } else { "" };
    let by = admitted_by.as_ref().map_or_else(|| "by founding".to_owned(), |by| format!("by {by}"));
    let last = last_entry.as_deref().unwrap_or("never");
    out.line(format!("{} {name:24} {computer}{here}", short(id)))?;
    out.line(format!("           admitted {admitted} {by}, last heard from {last}"))?;
    match ended {
        Some(end) => out.line(format!("           removed {} by {}: {}", end.at, end.by, end.why)),
        None => out.line(format!("           {}", held(*restricted))),
    }
}

/// What a device is given of what is restricted.
const fn held(restricted: Held) -> &'static str {
    match restricted {
        Held::Administrator | Held::Given => "general and restricted",
        Held::Withheld => "general only: restricted is withheld from it",
        Held::NotTheirs => "general only",
        Held::Foreseen => "general only; restricted too, should its owner's roles come to read it",
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

/// Gives a device the keys of what is restricted, or withholds them.
pub(crate) async fn entrust(opener: &Opener, out: &mut Out, command: RestrictedCommand) -> Result<(), Failure> {
    let (device, give) = match command {
        RestrictedCommand::Give { device } => (device, true),
        RestrictedCommand::Withhold { device } => (device, false),
    };
    opener
        .governing(async |session| {
            let device = session.device_named(&device)?;
            session.entrust(device, give).await?;
            out.answer(&json!({ "restricted": give }))?;
            out.line(if give {
                "The device is given the keys of what is restricted, with what was written before."
            } else {
                "New keys of what is restricted are in force, without that device. What it had until now, it still reads."
            })
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
                    out.line("Nothing came too late that waits for a decision.")?;
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
    let LateEntryView { id, name, recorded, by_roles, knowing, events, .. } = entry;
    let recorded = recorded.as_deref().unwrap_or("some time");
    let why = match (by_roles, knowing) {
        (true, _) => "it came after a change of their roles",
        (false, true) => "after the removal was known there",
        (false, false) => "it came after the removal",
    };
    out.line(format!("{} {name}, written {recorded} by that computer's clock: {why}", short(id)))?;
    if events.is_empty() {
        out.line("           What is in it cannot be read on this device")?;
    }
    for event in events {
        event_lines(out, event)?;
    }
    Ok(())
}

/// What was written, in words: about whom, what it is, and what it says.
pub(crate) fn event_lines(out: &mut Out, event: &EventView) -> Result<(), Failure> {
    let EventView { number, name, what, words, restricted } = event;
    let about = match (number.as_str(), name.as_str()) {
        ("", _) => "The unit".to_owned(),
        (number, "") => number.to_owned(),
        (number, name) => format!("{name} {number}"),
    };
    out.line(format!("           {about}: {what}"))?;
    if *restricted {
        out.line("           Restricted: its words are opened for a reason")?;
    }
    for line in words.lines() {
        out.line(format!("             {line}"))?;
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
