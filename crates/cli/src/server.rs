//! The central server: connecting to it, keeping in step with it, what it is caught at, and the same by a file on a stick.

use std::path::{Path, PathBuf};

use api::{AlarmView, ConnectionView, HeadCodeView, ServerCheckView, StickRead, StickWritten};
use app::sync::{End, Handle, Outcome, authority_in};
use app::types::Right;
use app::{AppError, Code, Session};
use clap::{Args, Subcommand};
use serde_json::{Value, json};

use crate::open::Opener;
use crate::output::{Failure, Out, Progress, error_line};
use crate::stopping::told_to_stop;

/// How rounds end at a device that was removed.
const REMOVED: &str = "removed";

#[derive(Args)]
pub(crate) struct ServerArgs {
    /// Its address.
    #[arg(long, value_name = "URL", help = "Its address, such as https://sync.example.org")]
    pub(crate) server: String,
    /// The certificate of the authority that vouches for it, as PEM. Without it: one of those that this computer trusts
    #[arg(long, value_name = "FILE")]
    pub(crate) authority: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum ServerCommand {
    /// Connect the unit to a central server; or this device to the one that the unit is connected to
    Connect {
        #[command(flatten)]
        server: ServerArgs,
        /// The token that whoever runs the server gave out; without it where the unit is registered there
        #[arg(long, default_value = "", hide_default_value = true)]
        token: String,
    },
    /// Send what the server does not have, and fetch what is not here
    Sync {
        /// Go on until stopped
        #[arg(long, conflicts_with = "once")]
        watch: bool,
        /// Once, which is also what happens without it
        #[arg(long)]
        once: bool,
    },
    /// Say where this device stands with its server
    Status,
    /// Show a code of what the server has shown this device, to be read out to somebody at another one: the same number has the same code
    Compare {
        /// The number that the other device shows, where it is smaller than the one here
        #[arg(long, value_name = "NUMBER")]
        at: Option<u64>,
    },
    /// Go on under new keys, where the record on this computer was set back or copied
    Renew {
        /// Let this device into the unit by the recovery key, where nobody else can: the file that holds its words, or - to type them
        #[arg(long, value_name = "FILE")]
        recovery: Option<PathBuf>,
    },
    /// Carry changes by hand, where there is no network
    Stick {
        #[command(subcommand)]
        command: StickCommand,
    },
    /// List what the server was caught at here, or settle it for every computer of the unit
    Alarms {
        #[command(subcommand)]
        command: Option<AlarmsCommand>,
    },
    /// Write the evidence of what the server was caught at to a new file
    Evidence {
        file: PathBuf,
        /// Of which alarm, by the number that “alarms” shows; the newest without it
        #[arg(long, value_name = "NUMBER")]
        alarm: Option<i64>,
    },
}

#[derive(Subcommand)]
pub(crate) enum StickCommand {
    /// Write what another device lacks to a new file
    Write {
        file: PathBuf,
        /// A file that came from there: it is taken in, and only what that device lacks is written
        #[arg(long, value_name = "FILE")]
        answer_to: Option<PathBuf>,
    },
    /// Take in what came in a file
    Read { file: PathBuf },
}

#[derive(Subcommand)]
pub(crate) enum AlarmsCommand {
    /// Say, as an administrator, that what any computer of the unit raised was looked into: the server is believed again on all of them
    Settle {
        /// Why
        #[arg(long)]
        why: String,
    },
}

pub(crate) async fn server(opener: &Opener, out: &mut Out, command: ServerCommand) -> Result<(), Failure> {
    match command {
        ServerCommand::Connect { server, token } => connect(opener, out, server, &token).await,
        ServerCommand::Sync { watch, once: _ } => sync(opener, out, watch).await,
        ServerCommand::Status => status(opener, out).await,
        ServerCommand::Compare { at } => compare(opener, out, at).await,
        ServerCommand::Renew { recovery } => renew(opener, out, recovery.as_deref()).await,
        ServerCommand::Stick { command } => stick(opener, out, command).await,
        ServerCommand::Alarms { command } => alarms(opener, out, command).await,
        ServerCommand::Evidence { file, alarm } => evidence(opener, out, &file, alarm).await,
    }
}

async fn connect(opener: &Opener, out: &mut Out, args: ServerArgs, token: &str) -> Result<(), Failure> {
    let authority = authority_in(args.authority.as_deref())?;
    opener
        .with(async |session| {
            session.connect(&args.server, token, authority.as_deref()).await?;
            let outcome = session.sync().await?;
            out.answer(&told(&outcome))?;
            out.line(format!("Connected to {}.", args.server.trim()))?;
            say(out, session, &outcome).await
        })
        .await
}

async fn sync(opener: &Opener, out: &mut Out, watch: bool) -> Result<(), Failure> {
    opener
        .with(async |session| {
            if watch {
                return watching(out, session).await;
            }
            let outcome = session.sync().await?;
            if outcome.end == End::InStep {
                session.attend_to_snapshots().await?;
            }
            if outcome.end == End::InStep
                && session.may(Right::ManageStaff)
                && !session.kept_apart().await?.forks.is_empty()
            {
                error_line(
                    "warning: a computer has written two histories, and nobody has decided which counts: see “apart”",
                );
            }
            out.answer(&told(&outcome))?;
            say(out, session, &outcome).await
        })
        .await
}

/// Syncs until the process is told to stop: nothing is lost by that, in the middle of a round either.
async fn watching(out: &mut Out, session: &mut Session) -> Result<(), Failure> {
    let handle = Handle::new();
    let mut failed = None;
    let hear = |outcome: &Result<Outcome, _>| {
        let outcome = match outcome {
            Ok(outcome) => outcome,
            Err(error) => {
                return error_line(&format!("warning: nothing was sent or taken: {error}. It is tried again"));
            }
        };
        let printed = out.answer(&told(outcome)).and_then(|()| out.line(line(outcome)));
        // Nothing comes any more, and nothing on it can be read.
        if printed.is_err() || ended(&outcome.end) == REMOVED {
            failed = printed.err();
            handle.stop();
        }
    };
    tokio::select! {
        ended = session.watch(&handle, hear) => ended?,
        () = told_to_stop() => {}
    }
    failed.map_or(Ok(()), Err)?;
    is_believed(&session.connection().await?)
}

async fn status(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let view = session.connection().await?;
            out.answer(&view)?;
            stands(out, &view)
        })
        .await
}

async fn renew(opener: &Opener, out: &mut Out, recovery: Option<&Path>) -> Result<(), Failure> {
    if let Some(file) = recovery {
        let words = crate::joining::words_in(file)?;
        return opener
            .with(async |session| {
                let outcome = session.come_in_by(&words).await?;
                out.answer(&told(&outcome))?;
                say(out, session, &outcome).await
            })
            .await;
    }
    let passphrase = opener.passphrase("Passphrase: ")?;
    opener
        .with(async |session| {
            let outcome = session.renew(&passphrase).await?;
            out.answer(&told(&outcome))?;
            out.line("This device goes on under new keys.")?;
            say(out, session, &outcome).await
        })
        .await
}

/// Where a device stands with its server.
pub(crate) fn stands(out: &mut Out, view: &ConnectionView) -> Result<(), Failure> {
    let ConnectionView { server, words, attention, unapplied, .. } = view;
    out.line(words)?;
    if let Some(server) = server {
        out.line(format!("  server: {server}"))?;
    }
    for reason in attention {
        let since = reason.since.as_ref().map(|at| format!(", since {}", at.replace('T', " "))).unwrap_or_default();
        out.line(format!("  {}: {}{since}. {}", reason.kind, reason.words, reason.remedy))?;
    }
    if *unapplied > 0 {
        out.line(format!("  not applied: {unapplied} need somebody. See “throughcare-cli not-applied”."))?;
    }
    Ok(())
}

async fn compare(opener: &Opener, out: &mut Out, at: Option<u64>) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let view = session.head_code(at).await?;
            out.answer(&view)?;
            let HeadCodeView { place, code } = view;
            out.line(format!("number {place}"))?;
            out.line(format!("code   {code}"))?;
            out.line("Read both out to somebody at another computer of the unit. Whoever has the larger number asks for the code at the smaller one: “compare --at NUMBER”.")?;
            out.line("The same number with another code: the server shows the two of you different things. Tell an administrator, and bring what each has to the other with “stick”.")
        })
        .await
}

async fn stick(opener: &Opener, out: &mut Out, command: StickCommand) -> Result<(), Failure> {
    opener
        .with(async |session| match command {
            StickCommand::Write { file, answer_to } => {
                let written = session.write_stick(&file, answer_to.as_deref()).await?;
                out.answer(&written)?;
                let StickWritten { control, entries } = written;
                out.line(format!("{} has {entries} entries, and {control} of the unit's control log.", file.display()))
            }
            StickCommand::Read { file } => {
                let read = session.read_stick(&file).await?;
                out.answer(&read)?;
                let StickRead { control, new, known, closed, aside } = read;
                out.line(format!("New: {new} entries ({closed} of them sealed for others), {control} of the control log. Known already: {known}."))?;
                if aside > 0 {
                    out.line(format!("{aside} batches are kept apart until what they build on has come."))?;
                }
                Ok(())
            }
        })
        .await
}

async fn alarms(opener: &Opener, out: &mut Out, command: Option<AlarmsCommand>) -> Result<(), Failure> {
    opener
        .with(async |session| {
            if let Some(AlarmsCommand::Settle { why }) = command {
                session.settle_alarms(&why).await?;
                let outcome = session.sync().await?;
                out.answer(&told(&outcome))?;
                out.line("Settled for every computer of the unit: each hears of it with its next “sync”.")?;
                return say(out, session, &outcome).await;
            }
            let alarms = session.alarms().await?;
            out.answer(&alarms)?;
            if alarms.is_empty() {
                out.line("The server was caught at nothing.")?;
            }
            alarms.iter().try_for_each(|alarm| raised(out, alarm))
        })
        .await
}

fn raised(out: &mut Out, alarm: &AlarmView) -> Result<(), Failure> {
    let AlarmView { id, kind, words, at, restored, settled } = alarm;
    let stands = settled.as_ref().map_or_else(|| "raised".to_owned(), |when| format!("settled {when}"));
    out.line(format!("[{id}] {at} {kind}: {words} ({stands})"))?;
    if let Some(when) = restored {
        out.line(format!(
            "     The server says that it was restored from a backup {when}: its signed statement is in the evidence."
        ))?;
    }
    Ok(())
}

async fn evidence(opener: &Opener, out: &mut Out, file: &Path, id: Option<i64>) -> Result<(), Failure> {
    opener
        .with(async |session| {
            session.export_evidence(id, file).await?;
            out.answer(&json!({ "evidence": file.display().to_string() }))?;
            out.line(format!("The evidence is in {}. Nobody is named in it.", file.display()))
        })
        .await
}

pub(crate) async fn verify(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let mut progress = Progress::new("Comparing");
            let checked = session.verify_against_server(|done, all| progress.show(done, all)).await?;
            drop(progress);
            out.answer(&checked)?;
            if let Some(wrong) = &checked.wrong {
                return Err(caught(wrong));
            }
            if let Some(lacking) = &checked.lacking {
                return Err(AppError::new(
                    Code::Record,
                    format!("The server is right, and something is wrong here: {lacking}."),
                    "Run “verify” on this computer. Then restore a backup of before, or have this device removed and join anew: what is missing here is at the server.",
                )
                .into());
            }
            nothing_missing(out, &checked)
        })
        .await
}

/// That the server and the record match, and what could not be compared or does not count.
fn nothing_missing(out: &mut Out, checked: &ServerCheckView) -> Result<(), Failure> {
    let ServerCheckView { entries, control, to_send, apart, to_fetch, .. } = checked;
    out.line(format!(
        "Nothing is missing, altered or rolled back: {entries} entries and {control} of the control log were compared. {to_send} entries of this device are still to be sent."
    ))?;
    if *to_fetch > 0 {
        out.line(format!(
            "Of the server's entries {to_fetch} have not been fetched yet, and were not compared with this record: run “sync”, then compare again."
        ))?;
    }
    if *apart > 0 {
        out.line(format!(
            "Of the server's entries {apart} are kept apart on this computer and do not count: “status” says what to do."
        ))?;
    }
    Ok(())
}

/// How a round went, for programs.
fn told(outcome: &Outcome) -> Value {
    let Outcome { sent, new, closed, aside, control, end } = outcome;
    json!({ "sent": sent, "new": new, "closed": closed, "aside": aside, "control": control, "end": ended(end) })
}

/// How it ended, in one word.
fn ended(end: &End) -> &'static str {
    match end {
        End::InStep => "in-step",
        End::More => "more",
        End::NotConnected => "not-connected",
        End::Moved => "moved",
        End::Offline => "offline",
        End::Untrusted => "untrusted",
        End::NotTheServer => "not-the-server",
        End::Later { .. } => "later",
        End::Alarm => "alarm",
        End::Trouble(trouble) => trouble.word(),
    }
}

fn line(outcome: &Outcome) -> String {
    let Outcome { sent, new, control, end, .. } = outcome;
    format!("Sent {sent}, new {new}, of the control log {control}: {}.", ended(end))
}

/// How a round went, and where this device stands with its server. It is a failure where the server was caught at something, in this round or
/// before: whoever reads the exit status alone must not take it for in step.
async fn say(out: &mut Out, session: &Session, outcome: &Outcome) -> Result<(), Failure> {
    let view = session.connection().await?;
    out.line(line(outcome))?;
    stands(out, &view)?;
    is_believed(&view)
}

/// Refuses where the server was caught at something, and no administrator has settled it.
fn is_believed(view: &ConnectionView) -> Result<(), Failure> {
    let alarm = view.attention.iter().find(|reason| reason.kind == "alarm");
    alarm.map_or(Ok(()), |alarm| Err(caught(&alarm.words)))
}

/// The server was caught at something.
fn caught(at: &str) -> Failure {
    AppError::new(
        Code::Record,
        format!("The server does not match this record: {at}."),
        "Nothing more is taken from it. See “alarms”, and give “evidence” to whoever looks into it.",
    )
    .into()
}
