//! The figures of the prison: by which things are owed, and of temporary release.

use api::FigureGroup;
use clap::Subcommand;

use crate::open::Opener;
use crate::output::{Failure, Out};

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum FiguresCommand {
    /// List them, each with its name, its value, and where it is written
    List,
    /// Set one for this prison
    Set {
        /// Its name, as `figures list` gives it
        name: String,
        /// Its value, as `figures list` writes it: “10 working days”, “6 months”, “45 minutes”, “governor”. An address has lines
        value: String,
        #[arg(long)]
        reason: String,
    },
    /// Take back what this prison set: it is again what it was
    TakeBack {
        name: String,
        #[arg(long)]
        reason: String,
    },
}

pub(crate) async fn figures(opener: &Opener, out: &mut Out, command: FiguresCommand) -> Result<(), Failure> {
    opener
        .with(async |session| {
            match command {
                FiguresCommand::List => {
                    let figures = session.figures().await?;
                    out.answer(&figures)?;
                    let mut under = None;
                    for figure in figures {
                        if under != Some(figure.group) {
                            out.line(heading(figure.group))?;
                            under = Some(figure.group);
                        }
                        let was = figure.was.map(|was| format!("; it was {was}")).unwrap_or_default();
                        let value = figure.value.replace('\n', " / ");
                        let standing = figure.standing.words();
                        out.line(format!("  {}: {value} ({standing}{was})\n    {}", figure.name, figure.label))?;
                    }
                    return Ok(());
                }
                FiguresCommand::Set { name, value, reason } => {
                    if value.trim().is_empty() {
                        let remedy = "Give it, or take back what the prison set with `figures take-back`.";
                        return Err(app::AppError::input("There is no value.", remedy).into());
                    }
                    session.set_figure(&name, Some(&value), &reason).await?;
                    out.line(format!("Set: {name}."))?;
                }
                FiguresCommand::TakeBack { name, reason } => {
                    session.set_figure(&name, None, &reason).await?;
                    out.line(format!("Taken back: {name}."))?;
                }
            }
            out.answer(&serde_json::json!({}))
        })
        .await
}

const fn heading(group: FigureGroup) -> &'static str {
    match group {
        FigureGroup::Owed => "By these things are owed:",
        FigureGroup::Release => "Of temporary release:",
        FigureGroup::Pack => "Of the handover pack:",
        FigureGroup::Transfer => "Of cases that move to another prison:",
    }
}
