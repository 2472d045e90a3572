//! What was recorded and not applied: listing it with what it says, recording it again, leaving it as it is.

use api::{DealtWith, UnappliedView};
use clap::Subcommand;
use serde_json::json;

use crate::device::event_lines;
use crate::open::Opener;
use crate::output::{Failure, Out};

#[derive(Subcommand)]
pub(crate) enum UnappliedCommand {
    /// Record one again in your own name: its first line says who had written it, and when
    Again {
        /// Its identifier, as the list shows it
        id: String,
    },
    /// Read what is restricted of one: that you looked, and why, is recorded
    Open {
        /// Its identifier, as the list shows it
        id: String,
        /// Why
        #[arg(long)]
        reason: String,
    },
    /// Leave some as they are: on this device they need nobody any more
    Leave {
        /// Their identifiers, as the list shows them
        #[arg(required = true)]
        ids: Vec<String>,
    },
}

pub(crate) async fn unapplied(
    opener: &Opener,
    out: &mut Out,
    command: Option<UnappliedCommand>,
) -> Result<(), Failure> {
    opener
        .with(async |session| {
            match command {
                None => {
                    let all = session.unapplied().await?;
                    out.answer(&all)?;
                    if all.is_empty() {
                        out.line("Everything that was written was applied.")?;
                    }
                    for one in &all {
                        line(out, one)?;
                    }
                }
                Some(UnappliedCommand::Again { id }) => {
                    session.record_again(&id).await?;
                    out.answer(&json!({ "recorded": true }))?;
                    out.line("It is recorded in your name, and says who had written it first.")?;
                }
                Some(UnappliedCommand::Open { id, reason }) => {
                    let words = session.open_unapplied(&id, &reason).await?;
                    out.answer(&json!({ "words": words }))?;
                    out.line(words)?;
                }
                Some(UnappliedCommand::Leave { ids }) => {
                    session.leave_unapplied(&ids).await?;
                    out.answer(&json!({ "left": ids.len() }))?;
                    out.line("Left as it is.")?;
                }
            }
            Ok(())
        })
        .await
}

fn line(out: &mut Out, one: &UnappliedView) -> Result<(), Failure> {
    let UnappliedView { id, event, by, recorded, reason, again, dealt_with, .. } = one;
    let became = match dealt_with {
        Some(DealtWith::RecordedAgain) => " (recorded again)",
        Some(DealtWith::Left) => " (left as it is)",
        None => "",
    };
    out.line(format!("{id} {by}, written {recorded}{became}"))?;
    event_lines(out, event)?;
    out.line(format!("           Not applied: {reason}"))?;
    if *again && dealt_with.is_none() {
        out.line("           You may record it again")?;
    }
    Ok(())
}
