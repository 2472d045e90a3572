//! The handover pack: how it stands, explaining what is missing, sealing, following, verifying and opening it.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use api::{
    ExplainGap, GapCause, PackDraftView, PackRecipient, PackStep, PackVerdict, Section, TracePack, WritePackWords,
};
use app::AppError;
use app::pack::OpenedPack;
use app::types::PrisonNumber;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};
use crate::taking::write_new;
use crate::words::word;

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum PackCommand {
    /// Show the pack as it would leave now, and what has to be explained
    Draft { number: PrisonNumber },
    /// Write your own words in a section; empty ones take them back
    Words {
        number: PrisonNumber,
        /// Such as accommodation, risk, release-day
        section: String,
        /// The words; - reads them from standard input
        #[arg(long, allow_hyphen_values = true)]
        words: String,
    },
    /// Explain why something is missing
    Explain {
        number: PrisonNumber,
        /// What is missing, as draft names it
        gap: String,
        /// not-known-yet, not-said, too-early, refused, cannot-be-had or stands-as-it-is
        #[arg(long)]
        cause: String,
        /// What the community offender manager should know or do
        #[arg(long)]
        words: String,
    },
    /// Seal the pack into a file; the words that open it are shown once
    Build(BuildArgs),
    /// Record what became of a pack: sent, words-given, received, received-with-questions, chased, astray, recalled, printed
    Trace {
        number: PrisonNumber,
        step: String,
        /// Which pack; the newest without it
        #[arg(long, default_value = "")]
        id: String,
        /// How, to whom, or what was said
        #[arg(long)]
        words: String,
    },
    /// Say whether a file is a pack of this unit, as it left, and whether it is current
    Verify { file: PathBuf },
    /// Open a pack with its words, which are asked for
    Open {
        file: PathBuf,
        /// Write the pages to this file, which must not exist
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
    },
}

#[derive(Args)]
pub(crate) struct BuildArgs {
    number: PrisonNumber,
    /// The file, which must not exist
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// For whom, where that is not the community offender manager that the record names
    #[arg(long)]
    to: Option<String>,
    /// Their team
    #[arg(long, default_value = "")]
    team: String,
    #[arg(long, default_value = "")]
    email: String,
    #[arg(long, default_value = "")]
    phone: String,
}

pub(crate) async fn pack(opener: &Opener, out: &mut Out, command: PackCommand) -> Result<(), Failure> {
    match command {
        PackCommand::Draft { number } => {
            opener
                .with(async |session| {
                    let draft = session.pack_draft(&number).await?;
                    out.answer(&draft)?;
                    show(out, &draft)
                })
                .await
        }
        PackCommand::Words { number, section, words } => {
            let section: Section = word(&section, "a section")?;
            let asked = WritePackWords { number: number.to_string(), section, words: text_argument(&words)? };
            opener.with(async |session| Ok(session.write_pack_words(&number, asked).await?)).await?;
            recorded(out)
        }
        PackCommand::Explain { number, gap, cause, words } => {
            let cause: GapCause = word(&cause, "a cause")?;
            let asked = ExplainGap { number: number.to_string(), gap, cause, words };
            opener.with(async |session| Ok(session.explain_gap(&number, asked).await?)).await?;
            recorded(out)
        }
        PackCommand::Build(args) => build(opener, out, args).await,
        PackCommand::Trace { number, step, id, words } => {
            let step: PackStep = word(&step, "a step")?;
            let asked = TracePack { number: number.to_string(), id, step, words };
            opener.with(async |session| Ok(session.trace_pack(&number, asked).await?)).await?;
            recorded(out)
        }
        PackCommand::Verify { file } => verify(opener, out, &file).await,
        PackCommand::Open { file, pdf } => open(out, &file, pdf.as_deref()),
    }
}

fn show(out: &mut Out, draft: &PackDraftView) -> Result<(), Failure> {
    out.line(format!("Handover pack, version {}, for {}", draft.version, whom(&draft.to)))?;
    for section in &draft.sections {
        let open = section.gaps.iter().filter(|gap| !gap.explained).count();
        let state = match (open, section.gaps.len()) {
            (0, 0) => "ready".to_owned(),
            (0, _) => "explained".to_owned(),
            (1, _) => "1 gap".to_owned(),
            (many, _) => format!("{many} gaps"),
        };
        out.line(format!("{}: {state}", section.title))?;
        for (name, value, from, state) in &section.rows {
            out.line(format!("  {name}: {value} ({from}; {state})"))?;
        }
        for gap in &section.gaps {
            let question = gap.question.as_deref().unwrap_or(&gap.words);
            let explained = if gap.explained { ", explained" } else { "" };
            out.line(format!("  [{}{explained}] {question}", gap.key))?;
        }
    }
    for (what, count) in &draft.left_out {
        out.line(format!("Left out on purpose: {what} ({count})"))?;
    }
    for change in &draft.changes {
        out.line(format!("Changed: {change}"))?;
    }
    for sealed in &draft.sealed {
        out.line(format!(
            "Version {} of {} for {}, check code {}",
            sealed.version,
            sealed.at,
            whom(&sealed.to),
            sealed.check_code
        ))?;
        for (step, at, by) in &sealed.steps {
            out.line(format!("  {at} {} ({by})", step.words()))?;
        }
    }
    out.line(if draft.may_seal {
        "It can be sealed."
    } else {
        "It cannot be sealed yet: record or explain what is missing."
    })
}

fn whom(to: &PackRecipient) -> String {
    let named: Vec<&str> =
        [&to.name, &to.team].into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    if named.is_empty() { "nobody yet".to_owned() } else { named.join(", ") }
}

async fn build(opener: &Opener, out: &mut Out, args: BuildArgs) -> Result<(), Failure> {
    let BuildArgs { number, out: file, to, team, email, phone } = args;
    let to = to.map(|name| PackRecipient { name, team, email, phone });
    opener
        .with(async |session| {
            let sealed = session.seal_pack(&number, to, &file).await?;
            out.answer(&sealed)?;
            out.line(format!(
                "Version {} is sealed: {} pages, check code {}.",
                sealed.version, sealed.pages, sealed.check_code
            ))?;
            out.line("The words that open it, in this order. They are shown once, here, and are not kept:")?;
            out.line(format!("  {}", sealed.words.join(" ")))?;
            out.line("Give them by phone or face to face. Never send them with the file.")
        })
        .await
}

async fn verify(opener: &Opener, out: &mut Out, file: &Path) -> Result<(), Failure> {
    let bytes = read(file)?;
    opener
        .with(async |session| {
            let verdict = session.verify_pack(&bytes).await?;
            out.answer(&verdict)?;
            match &verdict {
                PackVerdict::Current { version, check_code, at } => {
                    out.line(format!("Genuine and current: version {version}, sealed {at}, check code {check_code}."))
                }
                PackVerdict::Superseded { version, why } => {
                    out.line(format!("Genuine, and not to be relied on: version {version}. {why}"))
                }
                PackVerdict::Unknown => Err(AppError::input(
                    "No pack of this unit has these bytes: it is another unit's, forged or altered.",
                    "Ask the prison that it is said to come from.",
                )
                .into()),
            }
        })
        .await
}

/// Needs no profile: whoever has a pack and its words can read it.
fn open(out: &mut Out, file: &Path, pdf: Option<&Path>) -> Result<(), Failure> {
    let bytes = read(file)?;
    let words = words_of_pack()?;
    let opened = OpenedPack::open(&bytes, &words)?;
    out.answer(&json!({ "checkCode": opened.check_code, "pack": opened.pack }))?;
    out.line(opened.text())?;
    if let Some(to) = pdf {
        write_new(to, &opened.pdf)?;
    }
    Ok(())
}

/// The words from standard input, or asked for.
fn words_of_pack() -> Result<String, Failure> {
    if std::io::stdin().is_terminal() {
        return Ok(rpassword::prompt_password("The words that open it: ")?);
    }
    text_argument("-")
}

fn read(file: &Path) -> Result<Vec<u8>, AppError> {
    std::fs::read(file).map_err(|error| {
        AppError::input(format!("{} cannot be read: {error}.", file.display()), "Name the pack's file.")
    })
}

fn recorded(out: &mut Out) -> Result<(), Failure> {
    out.answer(&json!({ "recorded": true }))?;
    out.line("Recorded.")
}
