//! Devices that come into a unit: asking at the new computer, admitting at an administrator's; and a unit that comes back from its server.

use std::path::{Path, PathBuf};
use std::time::Duration;

use api::{ArrivalView, Code, RefusedDeviceView};
use app::clock::SystemClock;
use app::device::Owner;
use app::staff::roles_from_words;
use app::sync::{
    Joiner, Joining, Recovery, Waiting, Ways, ask_again, authority_in, join as ask_to_join, recover, resume,
};
use app::types::Passphrase;
use app::{AppError, Session};
use clap::{Args, Subcommand};
use serde_json::json;

use crate::device::short;
use crate::open::{Opener, text_argument};
use crate::output::{Failure, Out};
use crate::server::ServerArgs;

/// How long to wait before it is looked once more whether somebody has admitted this computer.
const PAUSE: Duration = Duration::from_secs(5);

#[derive(Subcommand)]
pub(crate) enum JoiningCommand {
    /// Ask to join a unit with this computer, or look whether it was admitted
    Join(JoinArgs),
    /// List the computers that wait to be admitted
    Arrivals {
        /// List those that were refused instead
        #[arg(long)]
        refused: bool,
    },
    /// Admit the computer that shows a code
    Admit(AdmitArgs),
    /// Refuse a computer that waits, because it shows another code or nobody knows it
    Refuse {
        /// Its identifier, or the beginning that “arrivals” shows
        device: String,
    },
    /// Bring a unit back on a bare computer, from its server alone, with the recovery key
    Recover(RecoverArgs),
}

#[derive(Args)]
pub(crate) struct JoinArgs {
    /// The server's address
    #[arg(long, value_name = "URL", required_unless_present = "resume")]
    server: Option<String>,
    /// The certificate of the authority that vouches for it, as PEM
    #[arg(long, value_name = "FILE")]
    authority: Option<PathBuf>,
    /// The prison's code, such as LEI
    #[arg(long, required_unless_present = "resume")]
    prison: Option<String>,
    /// Your name, as the administrator knows you
    #[arg(long, required_unless_present = "resume")]
    staff: Option<String>,
    /// What this computer is called
    #[arg(long, default_value = "New computer")]
    computer: String,
    /// Which unit, where the server has several of the prison: its identifier, or the beginning of it
    #[arg(long, value_name = "ID")]
    unit: Option<String>,
    /// Look whether this computer was admitted, and open its record
    #[arg(long = "continue", conflicts_with_all = ["server", "prison", "staff"])]
    resume: bool,
    /// Wait until it is
    #[arg(long)]
    wait: bool,
    /// Ask once more, after an administrator refused this computer
    #[arg(long, requires = "resume")]
    again: bool,
}

#[derive(Args)]
pub(crate) struct AdmitArgs {
    /// The code that the new computer shows
    code: String,
    /// What its owner is, if they are new in the unit: once for each role
    #[arg(long)]
    role: Vec<String>,
    /// Give the computer the keys of what is restricted: their roles have to read it
    #[arg(long)]
    restricted: bool,
    /// The member of staff whose it is
    #[arg(long = "as", value_name = "STAFF", conflicts_with = "role")]
    member: Option<String>,
    /// The new person's name; without it, as they typed it
    #[arg(long, value_name = "NAME", conflicts_with = "member")]
    name: Option<String>,
    /// What the computer is called; without it, as they typed it
    #[arg(long, value_name = "NAME")]
    computer: Option<String>,
}

#[derive(Args)]
pub(crate) struct RecoverArgs {
    #[command(flatten)]
    server: ServerArgs,
    /// The prison's code, such as LEI
    #[arg(long)]
    prison: String,
    /// As which administrator to go on, where there are several
    #[arg(long, value_name = "NAME", default_value = "")]
    staff: String,
    /// What this computer is called
    #[arg(long, default_value = "")]
    computer: String,
    /// The file that holds the words of the recovery key, or - to type them
    #[arg(long, value_name = "FILE", default_value = "-")]
    recovery: PathBuf,
}

pub(crate) async fn joining(opener: &Opener, out: &mut Out, command: JoiningCommand) -> Result<(), Failure> {
    match command {
        JoiningCommand::Join(args) => join(opener, out, args).await,
        JoiningCommand::Arrivals { refused: false } => arrivals(opener, out).await,
        JoiningCommand::Arrivals { refused: true } => refusals(opener, out).await,
        JoiningCommand::Admit(args) => admit(opener, out, args).await,
        JoiningCommand::Refuse { device } => refuse(opener, out, &device).await,
        JoiningCommand::Recover(args) => recover_unit(opener, out, args).await,
    }
}

async fn join(opener: &Opener, out: &mut Out, args: JoinArgs) -> Result<(), Failure> {
    let (folder, ways) = (opener.folder()?, Ways::https());
    if !args.resume {
        let authority = authority_in(args.authority.as_deref())?;
        let passphrase = opener.new_passphrase()?;
        let joining = Joining {
            server: args.server.as_deref().unwrap_or_default(),
            authority: authority.as_deref(),
            prison: args.prison.as_deref().unwrap_or_default(),
            unit: args.unit.as_deref(),
            name: args.staff.as_deref().unwrap_or_default(),
            computer: &args.computer,
            passphrase: &passphrase,
        };
        let waiting = ask_to_join(folder, opener.keystore(), &SystemClock, &ways, &joining).await?;
        if !args.wait {
            return waits(out, &waiting);
        }
        waits_aloud(out, &waiting)?;
    }
    // A folder in which nothing waits is said before anybody types a passphrase.
    if app::sync::waiting_in(folder).is_none() {
        app::profile::Profile::open_waiting(folder)?;
    }
    let passphrase = opener.passphrase("Passphrase: ")?;
    let passphrase = || Passphrase::new(passphrase.reveal());
    if args.again {
        let waiting = ask_again(folder, &opener.keystore(), &SystemClock, &ways, passphrase()).await?;
        if !args.wait {
            return waits(out, &waiting);
        }
        waits_aloud(out, &waiting)?;
    }
    loop {
        match resume(folder, opener.keystore(), Box::new(SystemClock), &ways, passphrase()).await {
            Ok(Joiner::In(session)) => return is_in(out, *session).await,
            Ok(Joiner::Waiting(waiting)) if !args.wait || waiting.refused.is_some() => return waits(out, &waiting),
            // It may take days, and the network comes and goes meanwhile.
            Err(error) if !args.wait || error.code != Code::Offline => return Err(error.into()),
            Ok(Joiner::Waiting(_)) | Err(_) => tokio::time::sleep(PAUSE).await,
        }
    }
}

/// Where a computer stands that waits.
fn waits(out: &mut Out, waiting: &Waiting) -> Result<(), Failure> {
    let Waiting { code, unit, held_up, .. } = waiting;
    let refused = waiting.refused_at();
    out.answer(&json!({ "admitted": false, "code": code, "unit": unit, "refused": refused, "heldUp": held_up }))?;
    if let Some(at) = refused {
        out.line(format!("An administrator refused this computer on {}.", at.replace('T', " at ")))?;
        return out.line("Ask them why. “join --continue --again” asks once more.");
    }
    waits_aloud(out, waiting)?;
    out.line("Once you are admitted: “join --continue”.")
}

fn waits_aloud(out: &mut Out, waiting: &Waiting) -> Result<(), Failure> {
    out.line(format!("The code of this computer is {}.", waiting.code))?;
    out.line(
        "Read it out to an administrator of the unit, in person or on the telephone. They type it, and you are in.",
    )?;
    match &waiting.held_up {
        Some(words) => out.line(format!("The administrators do not see it yet. {words}")),
        None => Ok(()),
    }
}

async fn is_in(out: &mut Out, session: Session) -> Result<(), Failure> {
    let (name, prison) = (session.card().staff.clone(), session.prison().to_owned());
    let view = session.connection().await?;
    out.answer(&json!({ "admitted": true, "name": name, "prison": prison, "connection": view }))?;
    out.line(format!("{name} is in the unit of {prison}. {}.", view.words))?;
    Ok(session.lock().await?)
}

async fn arrivals(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let arrivals = session.arrivals().await?;
            out.answer(&arrivals)?;
            if arrivals.is_empty() {
                return out.line("No computer waits to be admitted.");
            }
            for ArrivalView { device, name, computer, member, at, seen, out_of_date, refused } in &arrivals {
                let name = name.as_deref().unwrap_or("(did not say to this computer who they are)");
                let known = if member.is_some() { ", who is in the unit" } else { "" };
                let computer = computer.as_deref().unwrap_or("(no name)");
                out.line(format!("{} {at} {name}{known}: {computer}", short(device)))?;
                let old =
                    if *out_of_date { ", ten minutes ago or more: is anybody there to read the code out?" } else { "" };
                out.line(format!("           last looked {seen}{old}"))?;
                if let Some(at) = refused {
                    out.line(format!("           was refused {at}, and asks again"))?;
                }
            }
            out.line("Ask each for the code that the new computer shows, and type it: “admit CODE --role ROLE”.")
        })
        .await
}

async fn refusals(opener: &Opener, out: &mut Out) -> Result<(), Failure> {
    opener
        .with(async |session| {
            let refusals = session.refused_devices().await?;
            out.answer(&refusals)?;
            if refusals.is_empty() {
                return out.line("No computer was refused.");
            }
            for RefusedDeviceView { device, who, at, by } in &refusals {
                let who = if who.is_empty() { "(cannot be read on this computer)" } else { who.as_str() };
                out.line(format!("{} {at} by {by}: {who}", short(device)))?;
            }
            Ok(())
        })
        .await
}

async fn refuse(opener: &Opener, out: &mut Out, device: &str) -> Result<(), Failure> {
    opener
        .governing(async |session| {
            let door = session.waits_as(device).await?;
            let device = door.device().to_string();
            session.refuse_at_the_door(door).await?;
            out.answer(&json!({ "refused": true, "device": device }))?;
            out.line("The computer is refused: it hears of it when it next looks. It can ask again.")
        })
        .await
}

async fn admit(opener: &Opener, out: &mut Out, args: AdmitArgs) -> Result<(), Failure> {
    opener
        .governing(async |session| {
            let door = session.at_the_door(&args.code).await?;
            let device = door.device().to_string();
            let owner = owner(session, &args, door.name())?;
            let name = session.admit_at_the_door(door, owner, args.computer.as_deref(), args.restricted).await?;
            out.answer(&json!({ "name": name, "device": device }))?;
            out.line(format!("{name} is admitted with that computer."))
        })
        .await
}

/// Whose the new device is: somebody who is named, somebody new, or whoever they say, if they are in the unit.
fn owner(session: &Session, args: &AdmitArgs, said: Option<&str>) -> Result<Owner, AppError> {
    if let Some(member) = &args.member {
        return Ok(Owner::Member(session.staff_named(member)?));
    }
    let name = args.name.as_deref().or(said).ok_or_else(|| {
        AppError::input("Nobody has said whose this computer is.", "Say it with --as, or --name for somebody new.")
    })?;
    if args.role.is_empty() {
        return Ok(Owner::Member(session.staff_named(name)?));
    }
    let roles = roles_from_words(args.role.iter().map(String::as_str))?;
    Ok(Owner::New { name: name.to_owned(), roles })
}

async fn recover_unit(opener: &Opener, out: &mut Out, args: RecoverArgs) -> Result<(), Failure> {
    let RecoverArgs { server: ServerArgs { server, authority }, prison, staff, computer, recovery } = args;
    let authority = authority_in(authority.as_deref())?;
    let words = words_in(&recovery)?;
    let passphrase = opener.new_passphrase()?;
    let recovery = Recovery {
        server: &server,
        authority: authority.as_deref(),
        prison: &prison,
        name: &staff,
        computer: &computer,
        words: &words,
        passphrase: &passphrase,
    };
    let clock = Box::new(SystemClock);
    let session = recover(opener.folder()?, opener.keystore(), clock, &Ways::https(), &recovery).await?;
    let view = session.connection().await?;
    let (name, folder) = (session.card().staff.clone(), session.folder().display().to_string());
    out.answer(&json!({ "profile": folder, "name": name, "connection": view }))?;
    out.line(format!("The unit is back, in {folder}. It goes on with a new device of {name}. {}.", view.words))?;
    out.line("Remove the devices that are lost: “devices”, then “revoke DEVICE --why …”.")?;
    Ok(session.lock().await?)
}

/// The words of the recovery key, in a file or typed.
pub(crate) fn words_in(file: &Path) -> Result<String, Failure> {
    if file.as_os_str() == "-" {
        return text_argument("-");
    }
    std::fs::read_to_string(file).map_err(|_| {
        AppError::input(format!("{} could not be read.", file.display()), "Check the path of the recovery key's file.")
            .into()
    })
}
