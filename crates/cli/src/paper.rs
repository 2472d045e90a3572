//! The papers that are made from a case: what has to be decided before one is made, and making it.

use std::path::PathBuf;

use api::{CasePaper, CasePaperReviewView, PaperChoice, PaperDecision};
use app::AppError;
use app::types::PrisonNumber;
use clap::Args;
use serde_json::json;

use crate::open::Opener;
use crate::output::{Failure, Out};
use crate::words::word;

#[derive(Args)]
pub(crate) struct PaperArgs {
    /// case-summary, parole-extract, subject-access or chronology
    paper: String,
    number: PrisonNumber,
    /// The file, which must not exist
    #[arg(long, value_name = "FILE", required_unless_present = "review")]
    out: Option<PathBuf>,
    /// List what has to be decided before it is made, and make nothing
    #[arg(long, conflicts_with_all = ["out", "include", "leave_out"])]
    review: bool,
    /// Give out an item of the list
    #[arg(long, value_name = "KEY")]
    include: Vec<String>,
    /// Leave out an item of the list, for a reason that the paper prints
    #[arg(long, value_name = "KEY=REASON")]
    leave_out: Vec<String>,
}

pub(crate) async fn paper(opener: &Opener, out: &mut Out, args: PaperArgs) -> Result<(), Failure> {
    let PaperArgs { paper, number, out: file, review, include, leave_out } = args;
    let paper: CasePaper = word(&paper, "a paper")?;
    let given_out = include.into_iter().map(|key| Ok(PaperDecision { key, choice: PaperChoice::GiveOut }));
    let left_out = leave_out.iter().map(|typed| left_out(typed));
    let decisions = given_out.chain(left_out).collect::<Result<Vec<_>, AppError>>()?;
    opener
        .with(async |session| {
            let Some(file) = file.filter(|_| !review) else {
                let review = session.paper_review(&number, paper).await?;
                out.answer(&review)?;
                return show(out, paper, &review);
            };
            session.export_paper(&number, paper, decisions, &file).await?;
            out.answer(&json!({ "file": file }))?;
            out.line(format!("Written to {}.", file.display()))
        })
        .await
}

fn left_out(typed: &str) -> Result<PaperDecision, AppError> {
    let wrong = || {
        AppError::input(
            format!("“{typed}” does not say which item is left out, and why."),
            "Write it as KEY=“Why it is left out”.",
        )
    };
    let (key, reason) = typed.split_once('=').ok_or_else(wrong)?;
    Ok(PaperDecision { key: key.to_owned(), choice: PaperChoice::LeaveOut { reason: reason.to_owned() } })
}

fn show(out: &mut Out, paper: CasePaper, review: &CasePaperReviewView) -> Result<(), Failure> {
    out.line(format!("{}: {} items are held.", paper.words(), review.held))?;
    for item in &review.items {
        out.line(format!("\n[{}] {} {}, {}", item.key, item.at.replace('T', " "), item.what, item.by))?;
        out.line(format!("  {}", item.why))?;
        for line in item
            .words
            .as_deref()
            .unwrap_or(
                "Restricted: its words are opened for a reason, such as by case --restricted, plan open, pack received or vlo show",
            )
            .lines()
        {
            out.line(format!("    {line}"))?;
        }
    }
    for left in &review.left_out {
        out.line(format!("Not in it: {} ({}). Ask: {}", left.what, left.count, left.ask))?;
    }
    review.notes.iter().try_for_each(|note| out.line(note))?;
    out.line(match review.items.len() {
        0 => "Nothing has to be decided before it is made.".to_owned(),
        1 => "\n1 item has to be decided on: --include KEY, or --leave-out KEY=REASON.".to_owned(),
        many => format!("\n{many} items have to be decided on, each: --include KEY, or --leave-out KEY=REASON."),
    })
}
