//! What is kept apart of devices' logs, and deciding which of two histories of a device counts.

use api::{ApartView, BranchPlace, BranchView, ForkView, KeptApartView};
use clap::Subcommand;
use serde_json::json;

use crate::device::{event_lines, short};
use crate::open::Opener;
use crate::output::{Failure, Out};

#[derive(Subcommand)]
pub(crate) enum ApartCommand {
    /// List what this computer keeps apart, with what to do, and which computers have written two histories
    Apart,
    /// Decide which history of a computer counts, where it has written two
    Resolve {
        /// Its identifier, or the beginning of it that “apart” shows
        device: String,
        /// The history that counts: the identifier of its first entry, or the beginning of it that “apart” shows
        #[arg(long, value_name = "ENTRY")]
        counts: String,
    },
}

pub(crate) async fn apart(opener: &Opener, out: &mut Out, command: ApartCommand) -> Result<(), Failure> {
    match command {
        ApartCommand::Apart => list(opener, out).await,
        ApartCommand::Resolve { device, counts } => resolve(opener, out, &device, &counts).await,
    }
}

async fn list(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let apart = session.kept_apart().await?;
            out.answer(&apart)?;
            let KeptApartView { forks, batches, asked } = &apart;
            if forks.is_empty() && batches.is_empty() {
                out.line("Nothing is kept apart, and no computer has written two histories.")?;
            }
            if !asked {
                out.line("The server could not be asked what it has noticed.")?;
            }
            forks.iter().try_for_each(|fork| forked(out, fork))?;
            batches.iter().try_for_each(|batch| kept(out, batch))
        })
        .await
}

fn forked(out: &mut Out, fork: &ForkView) -> Result<(), Failure> {
    let ForkView { device, name, computer, seq, noticed, branches } = fork;
    let computer = computer.as_deref().unwrap_or("(no name)");
    let noticed = noticed.as_ref().map(|at| format!(", noticed at the server {at}")).unwrap_or_default();
    out.line(format!("{} {name}, {computer}: two histories from entry {seq} on{noticed}", short(device)))?;
    branches.iter().try_for_each(|branch| history(out, branch))?;
    out.line(format!("           Say which counts: “resolve {} --counts ENTRY”.", short(device)))
}

fn history(out: &mut Out, branch: &BranchView) -> Result<(), Failure> {
    let BranchView { id, place, entries, said } = branch;
    let place = match place {
        BranchPlace::Record => format!("in this record, {entries} entries"),
        BranchPlace::Apart => format!("kept apart, {entries} entries"),
        BranchPlace::Elsewhere => "not here: have it brought by “stick write” from the computer that has it".to_owned(),
    };
    out.line(format!("           {} {place}", short(id)))?;
    for entry in said {
        let recorded = entry.recorded.as_deref().unwrap_or("some time");
        out.line(format!("             written {recorded} by that computer's clock"))?;
        entry.events.iter().try_for_each(|event| event_lines(out, event))?;
    }
    Ok(())
}

fn kept(out: &mut Out, batch: &ApartView) -> Result<(), Failure> {
    let ApartView { device, name, first, last, came, words, remedy, .. } = batch;
    out.line(format!("{} {name}, entries {first} to {last}, came {came}: {words}. {remedy}", short(device)))
}

async fn resolve(opener: &Opener, out: &mut Out, device: &str, counts: &str) -> Result<(), Failure> {
    opener
        .governing(async |session| {
            let device = session.device_named(device)?;
            session.resolve(device, counts).await?;
            out.answer(&json!({ "resolved": true }))?;
            out.line("It is decided, for every computer of the unit. Two computers may have the same keys: have it set up again, and “revoke” it as it is.")
        })
        .await
}
