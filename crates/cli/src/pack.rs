//! The handover pack: how it stands, explaining what is missing, sealing, following, verifying and opening it.

use std::path::{Path, PathBuf};

use api::{
    AfterRelease, ExplainGap, ExplainedView, GapCause, HomeAfter, PackDraftView, PackRecipient, PackRowState,
    PackState, PackStep, PackVerdict, Section, SentGapView, TakeBackStep, TracePack, WritePackWords,
};
use app::AppError;
use app::pack::{InboxAddress, Sealing, inbox_address, read_file, unit_recipient};
use app::types::PrisonNumber;
use clap::{Args, Subcommand};
use serde_json::json;

use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};
use crate::receive::{self, ReceiveArgs, ReceivedArgs, TakeOverArgs};
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
    /// Take back a step that was recorded by mistake; the history keeps both
    TakeBack {
        number: PrisonNumber,
        /// Which step, as draft names it; the last one of the newest pack without it
        #[arg(long, default_value = "")]
        step: String,
        /// Why it is taken back
        #[arg(long)]
        reason: String,
    },
    /// List who is to have a pack soon and who had one, and how each stands
    List,
    /// Say how it went for those who were released, as far as it was reported back
    AfterRelease {
        /// The first day; twelve months up to the last without it
        #[arg(long)]
        from: Option<String>,
        /// The last day; today without it
        #[arg(long)]
        until: Option<String>,
    },
    /// Say whether a file is a pack of this unit, as it left, and whether it is current
    Verify { file: PathBuf },
    /// Open a pack: with its words, which are asked for, or with this unit's keys where it is sealed to them
    Open {
        file: PathBuf,
        /// Write the pages to this file, which must not exist
        #[arg(long, value_name = "FILE")]
        pdf: Option<PathBuf>,
    },
    /// Take a pack that came from another prison into the record, as it came
    Receive(ReceiveArgs),
    /// List the packs that came from other prisons, or read one
    Received(ReceivedArgs),
    /// State topics in this unit's plan as a pack that came has them, where this unit has nothing
    TakeOver(TakeOverArgs),
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
    /// The inbox key of another unit, as its `inbox` prints it: sealed to it, no words are needed
    #[arg(long, value_name = "KEY")]
    for_unit: Option<String>,
    /// A restricted item that goes with it, as draft names it; once for each
    #[arg(long = "with", value_name = "ITEM")]
    restricted: Vec<String>,
    /// Its own words may repeat a restricted item
    #[arg(long)]
    on_purpose: bool,
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
        PackCommand::TakeBack { number, step, reason } => {
            let asked = TakeBackStep { number: number.to_string(), id: step, reason };
            opener.with(async |session| Ok(session.take_back_step(&number, asked).await?)).await?;
            out.answer(&json!({ "withdrawn": true }))?;
            out.line("Taken back. The history keeps both.")
        }
        PackCommand::List => list(opener, out).await,
        PackCommand::AfterRelease { from, until } => after_release(opener, out, AfterRelease { from, until }).await,
        PackCommand::Verify { file } => verify(opener, out, &file).await,
        PackCommand::Open { file, pdf } => receive::open(opener, out, &file, pdf.as_deref()).await,
        PackCommand::Receive(args) => receive::receive(opener, out, args).await,
        PackCommand::Received(args) => receive::received(opener, out, args).await,
        PackCommand::TakeOver(args) => receive::take_over(opener, out, args).await,
    }
}

fn show(out: &mut Out, draft: &PackDraftView) -> Result<(), Failure> {
    out.line(format!("Handover pack, version {}, for {}", draft.version, whom(&draft.to)))?;
    for section in &draft.sections {
        let open = section.gaps.iter().filter(|gap| gap.explained.is_none()).count();
        let state = match (open, section.gaps.len()) {
            (0, 0) => "ready".to_owned(),
            (0, _) => "explained".to_owned(),
            (1, _) => "1 gap".to_owned(),
            (many, _) => format!("{many} gaps"),
        };
        out.line(format!("{}: {state}", section.title))?;
        for row in &section.rows {
            out.line(format!("  {}: {} ({}; {})", row.name, row.value, row.from, row.state.words()))?;
        }
        for gap in &section.gaps {
            let question = gap.question.as_deref().unwrap_or(&gap.words);
            let explained = if gap.explained.is_some() { ", explained" } else { "" };
            out.line(format!("  [{}{explained}] {question}", gap.key))?;
        }
    }
    for left in &draft.left_out {
        out.line(format!("Left out on purpose: {} ({})", left.what, left.count))?;
    }
    for item in &draft.restricted {
        out.line(format!("Restricted, can be put in: [{}] {}", item.key, item.what))?;
    }
    for change in draft.since.iter().flat_map(|since| &since.changes) {
        let was = change.was.as_ref().map(|was| format!(" (was {was})")).unwrap_or_default();
        out.line(format!("Changed: {} {}: {}{was}", change.section, change.name, change.now))?;
    }
    for sealed in &draft.sealed {
        out.line(format!(
            "Version {} of {} for {}, check code {}",
            sealed.version,
            sealed.at,
            whom(&sealed.to),
            sealed.check_code
        ))?;
        for step in &sealed.steps {
            out.line(format!("  {} {}: {} ({}) [{}]", step.at, step.step.words(), step.words, step.by, step.id))?;
            if let Some(back) = &step.taken_back {
                out.line(format!("      taken back {} by {}: {}", back.recorded, back.by, back.reason))?;
            }
        }
        for gap in &sealed.gaps {
            out.line(format!("  Gap, now an action: {}", action(gap)))?;
        }
    }
    out.line(if draft.may_seal {
        "It can be sealed."
    } else {
        "It cannot be sealed yet: record or explain what is missing."
    })
}

/// “Address on release (missing; The prison, by 2027-04-05). Not known yet, being worked on: The council has been asked”.
fn action(gap: &SentGapView) -> String {
    let ExplainedView { name, cause, words, .. } = &gap.explained;
    let now = gap.now.map_or("not asked for any more", PackRowState::words).to_owned();
    let due = gap.due.as_ref().map(|due| format!("by {due}"));
    let in_hand = gap.owner.map(|owner| owner.words().to_owned()).into_iter().chain(due);
    let in_hand = in_hand.collect::<Vec<_>>().join(", ");
    let stands = if in_hand.is_empty() { now } else { format!("{now}; {in_hand}") };
    format!("{name} ({stands}). {cause}: {words}")
}

fn whom(to: &PackRecipient) -> String {
    let named: Vec<&str> =
        [&to.name, &to.team].into_iter().map(String::as_str).filter(|words| !words.is_empty()).collect();
    if named.is_empty() { "nobody yet".to_owned() } else { named.join(", ") }
}

async fn build(opener: &Opener, out: &mut Out, args: BuildArgs) -> Result<(), Failure> {
    let BuildArgs { number, out: file, to, team, email, phone, for_unit, restricted, on_purpose } = args;
    let unit = for_unit.as_deref().map(inbox_address).transpose()?;
    let to = to.map(|name| PackRecipient { name, team, email, phone }).or_else(|| unit.as_ref().map(unit_recipient));
    let sealing = Sealing { to, restricted, on_purpose, unit: unit.as_ref().map(InboxAddress::key) };
    opener
        .with(async |session| {
            let sealed = session.seal_pack(&number, sealing, &file).await?;
            out.answer(&sealed)?;
            out.line(format!(
                "Version {} is sealed: {} pages, check code {}.",
                sealed.version, sealed.pages, sealed.check_code
            ))?;
            if let Some(unit) = unit {
                out.line(format!(
                    "It is sealed to the unit of {}, by the key whose code is {}.",
                    unit.prison(),
                    unit.code()
                ))?;
                return out
                    .line("It opens there without words. Tell the check code by phone, to a number that you know.");
            }
            out.line("The words that open it, in this order. They are shown once, here, and are not kept:")?;
            out.line(format!("  {}", sealed.words.join(" ")))?;
            out.line("Give them by phone or face to face. Never send them with the file.")
        })
        .await
}

async fn list(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let view = session.packs().await?;
            out.answer(&view)?;
            for row in &view.rows {
                let state = match row.state {
                    PackState::Draft { gaps: 0 } => "ready to seal".to_owned(),
                    PackState::Draft { gaps } => format!("gaps to explain: {gaps}"),
                    PackState::Sealed => "sealed, not sent".to_owned(),
                    PackState::Waiting { .. } => "sent, no answer yet".to_owned(),
                    PackState::Received { .. } => "received".to_owned(),
                    PackState::Lost => "went astray or was called back".to_owned(),
                };
                let changed = match row.state.changed() {
                    0 => String::new(),
                    facts => format!("; facts changed since: {facts}"),
                };
                let handover = row.handover.as_deref().unwrap_or("not known");
                out.line(format!("{} {}: {state}{changed}; handover {handover}", row.number, row.name))?;
            }
            Ok(())
        })
        .await
}

async fn after_release(opener: &Opener, out: &mut Out, asked: AfterRelease) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let view = session.after_release(&asked).await?;
            out.answer(&view)?;
            out.line(format!("Released from {} to {}: {}", view.from, view.until, view.rows.len()))?;
            for row in &view.rows {
                let first = match (row.appointment, &row.appointment_on) {
                    (Some(true), Some(on)) => format!("first appointment kept on {on}"),
                    (Some(false), Some(on)) => format!("first appointment not kept by {}: {on}", row.appointment_due),
                    _ => format!("first appointment due by {}: not reported", row.appointment_due),
                };
                let recalled = row.recalled.as_ref().map(|on| format!("; recalled on {on}")).unwrap_or_default();
                let home = match row.home {
                    Some(HomeAfter::Settled) => "; settled accommodation",
                    Some(HomeAfter::Unsettled) => "; accommodation not settled",
                    Some(HomeAfter::None) => "; nowhere to live",
                    None => "",
                };
                out.line(format!("{} {}, {}: {first}{recalled}{home}", row.number, row.name, row.released))?;
            }
            Ok(())
        })
        .await
}

async fn verify(opener: &Opener, out: &mut Out, file: &Path) -> Result<(), Failure> {
    let bytes = read_file(file)?;
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

fn recorded(out: &mut Out) -> Result<(), Failure> {
    out.answer(&json!({ "recorded": true }))?;
    out.line("Recorded.")
}
