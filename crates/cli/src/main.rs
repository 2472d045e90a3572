//! `throughcare-cli`: the use-cases without a window, for nightly imports, checks and backups, and for whoever likes to type.
//!
//! Exit status: 0 done; 1 refused or failed, or a check found something wrong, with one line that says why and what to do; 2 wrong usage.

mod act;
mod apart;
mod args;
mod case;
mod demonstration;
mod device;
mod explain;
mod figures;
mod joining;
mod keeping;
mod open;
mod output;
mod pack;
mod paper;
mod people;
mod plan;
mod receive;
mod rotl;
mod server;
mod stopping;
mod taking;
mod transfer;
mod unapplied;
mod words;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::open::Opener;
use crate::output::{Failure, Out};

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(|at| format!("{}:{}", at.file(), at.line())).unwrap_or_default();
        output::error_line(&format!(
            "Throughcare stopped because of a defect ({place}). Everything saved before is safe. Please report this line."
        ));
    }));
    let args = Args::parse();
    watch();
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&Failure::from(error)),
    };
    match runtime.block_on(run(args)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => fail(&failure),
    }
}

fn fail(failure: &Failure) -> ExitCode {
    if !failure.silent() {
        output::error_line(&failure.to_string());
    }
    ExitCode::FAILURE
}

/// Warnings go to standard error; more with THROUGHCARE_LOG. The database driver's statements are never logged: one of them
/// carries the key.
fn watch() {
    let filter = tracing_subscriber::EnvFilter::builder()
        .with_env_var("THROUGHCARE_LOG")
        .with_default_directive(tracing_subscriber::filter::LevelFilter::ERROR.into())
        .from_env_lossy();
    let filter =
        ["sqlx=off", "zbus=warn"].iter().filter_map(|d| d.parse().ok()).fold(filter, |f, d| f.add_directive(d));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

async fn run(args: Args) -> Result<(), Failure> {
    let mut out = Out::new(args.json);
    let opener = Opener::new(args.profile, args.keystore.as_deref(), args.passphrase)?;
    match args.command {
        Command::Found { prison, staff, recovery_out } => {
            keeping::found(&opener, &mut out, &prison, &staff, recovery_out.as_deref()).await
        }
        Command::Import { paths, dry_run, yes, quarantine_out } => {
            taking::import(&opener, &mut out, &paths, dry_run, yes, quarantine_out.as_deref()).await
        }
        Command::Quarantine { csv } => taking::quarantine(&opener, &mut out, csv.as_deref()).await,
        Command::Export { to } => taking::export(&opener, &mut out, &to).await,
        Command::Cases { filter, sort, limit, offset } => {
            case::cases(&opener, &mut out, &filter, &sort, limit, offset).await
        }
        Command::Case { number, restricted } => case::case(&opener, &mut out, number, restricted.as_deref()).await,
        Command::Search { words, limit } => case::search(&opener, &mut out, &words.join(" "), limit).await,
        Command::History { number, field } => case::history(&opener, &mut out, number, field.as_deref()).await,
        Command::Note(note) => case::note(&opener, &mut out, note).await,
        Command::Amend { note, reason, text } => case::amend(&opener, &mut out, note, &reason, &text).await,
        Command::Action { command } => case::action(&opener, &mut out, command).await,
        Command::Act { command } => act::act(&opener, &mut out, command).await,
        Command::Record { number, field, value, calculated, reason } => {
            case::record(&opener, &mut out, number, &field, &value, calculated.as_deref(), &reason).await
        }
        Command::Settle { number, about, value, reason } => {
            case::settle(&opener, &mut out, number, &about, &value, &reason).await
        }
        Command::Contact { command } => case::contact(&opener, &mut out, command).await,
        Command::Vlo { command } => case::vlo(&opener, &mut out, command).await,
        Command::Allocate(allocation) => people::allocate(&opener, &mut out, allocation).await,
        Command::Staff { command } => people::staff(&opener, &mut out, command).await,
        Command::Devices => device::devices(&opener, &mut out).await,
        Command::Revoke { device, why } => device::revoke(&opener, &mut out, &device, &why).await,
        Command::Restricted { command } => device::entrust(&opener, &mut out, command).await,
        Command::NewKeys { why } => device::new_keys(&opener, &mut out, &why).await,
        Command::Apart(command) => apart::apart(&opener, &mut out, command).await,
        Command::Joining(command) => joining::joining(&opener, &mut out, command).await,
        Command::Transfer(command) => transfer::transfer(&opener, &mut out, command).await,
        Command::Server(command) => server::server(&opener, &mut out, command).await,
        Command::Late { command } => device::late(&opener, &mut out, command).await,
        Command::Drafts => case::drafts(&opener, &mut out).await,
        Command::NotApplied { command } => unapplied::unapplied(&opener, &mut out, command).await,
        Command::Verify { against_server } => keeping::verify(&opener, &mut out, against_server).await,
        Command::Rebuild => keeping::rebuild(&opener, &mut out).await,
        Command::Backup { file } => keeping::backup(&opener, &mut out, &file).await,
        Command::Restore { file, recovery } => keeping::restore(&opener, &mut out, &file, recovery).await,
        Command::Figures { command } => figures::figures(&opener, &mut out, command).await,
        Command::Inbox => receive::inbox(&opener, &mut out).await,
        Command::Pack { command } => pack::pack(&opener, &mut out, command).await,
        Command::Paper(args) => paper::paper(&opener, &mut out, args).await,
        Command::Plan { command } => plan::plan(&opener, &mut out, command).await,
        Command::Rotl { command } => rotl::rotl(&opener, &mut out, command).await,
        Command::Explain { command } => explain::from_stdin(&mut out, command),
        Command::Demo { people, notes, staff, seed, prison, alone, one_unit } => {
            let wish = demonstration::Wish { people, notes, staff, seed, prison, alone, one_unit };
            demonstration::demo(&opener, &mut out, wish).await
        }
    }
}
