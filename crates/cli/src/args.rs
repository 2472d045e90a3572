//! What can be typed.

use std::path::PathBuf;

use app::types::{ActionId, ContactId, NoteId, PrisonNumber};
use clap::{Args as ClapArgs, Parser, Subcommand};

use crate::apart::ApartCommand;
use crate::device::{LateCommand, RestrictedCommand};
use crate::figures::FiguresCommand;
use crate::joining::JoiningCommand;
use crate::pack::PackCommand;
use crate::paper::PaperArgs;
use crate::plan::PlanCommand;
use crate::rotl::RotlCommand;
use crate::server::ServerCommand;
use crate::transfer::TransferCommand;
use crate::unapplied::UnappliedCommand;

/// Casework of a prison's offender management unit, without a window.
#[derive(Parser)]
#[command(name = "throughcare-cli", version, max_term_width = 100)]
pub(crate) struct Args {
    /// The folder of the profile
    #[arg(long, global = true, value_name = "DIR", env = "THROUGHCARE_PROFILE")]
    pub(crate) profile: Option<PathBuf>,
    /// Print JSON instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Where the profile's key is kept: the system keyring, or `file:PATH`
    #[arg(long, global = true, hide = true, env = "THROUGHCARE_KEYSTORE")]
    pub(crate) keystore: Option<String>,
    /// The passphrase: from the environment or asked for, never typed as an argument
    #[arg(skip = std::env::var_os("THROUGHCARE_PASSPHRASE").and_then(|text| text.into_string().ok()))]
    pub(crate) passphrase: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Found a unit: a new profile, and you as its first administrator
    Found {
        /// The prison's code, such as LEI
        #[arg(long)]
        prison: String,
        /// Your name
        #[arg(long)]
        staff: String,
        /// Write the recovery key to this file instead of showing it
        #[arg(long, value_name = "FILE")]
        recovery_out: Option<PathBuf>,
    },
    /// Import exports of the prison system: JSON or CSV files, or folders of them
    Import {
        #[arg(required = true)]
        paths: Vec<PathBuf>,
        /// Say what would change, and change nothing
        #[arg(long)]
        dry_run: bool,
        /// Do not ask before importing
        #[arg(long)]
        yes: bool,
        /// Write the rows that were set aside to this CSV file
        #[arg(long, value_name = "FILE")]
        quarantine_out: Option<PathBuf>,
    },
    /// List the rows that imports set aside
    Quarantine {
        /// Write them to this CSV file
        #[arg(long, value_name = "FILE")]
        csv: Option<PathBuf>,
    },
    /// Write everybody who is held here as the prison system's documents (JSON)
    Export {
        /// The file, which must not exist
        to: PathBuf,
    },
    /// List cases
    Cases {
        /// For example: pom=“Ada Pike”, category=C, cell=A-1, rosh=high, here=any, release=2026-11-01..2026-12-31, or letters
        #[arg(long, value_name = "KEY=VALUE")]
        filter: Vec<String>,
        /// A column, with a minus before it for the other way round
        #[arg(long, default_value = "name", allow_hyphen_values = true)]
        sort: String,
        #[arg(long, default_value_t = 50)]
        limit: u32,
        #[arg(long, default_value_t = 0)]
        offset: u32,
    },
    /// Show a case
    Case {
        number: PrisonNumber,
        /// Also open what is restricted, for this reason, which is recorded
        #[arg(long, value_name = "REASON")]
        restricted: Option<String>,
    },
    /// Search names, numbers, notes and agreed actions
    Search {
        #[arg(required = true)]
        words: Vec<String>,
        #[arg(long, default_value_t = 20)]
        limit: usize,
    },
    /// Show the history of a case, or of one field
    History {
        number: PrisonNumber,
        #[arg(long)]
        field: Option<String>,
    },
    /// Save a note, which is final; a key-work session is --type KA --subtype KS
    Note(NoteArgs),
    /// Add an amendment to a note
    Amend {
        note: NoteId,
        #[arg(long)]
        reason: String,
        /// The words; - reads them from standard input
        #[arg(long, allow_hyphen_values = true)]
        text: String,
    },
    /// Settle an agreed action
    Action {
        #[command(subcommand)]
        command: ActionCommand,
    },
    /// Record that something was done for a case, which settles what it settles, or take that back
    Act {
        #[command(subcommand)]
        command: ActCommand,
    },
    /// Record or correct a fact by hand, with a reason
    Record {
        number: PrisonNumber,
        /// For example roshLevel, tier, mappaLevel, comName, conditionalReleaseDate
        #[arg(long)]
        field: String,
        /// The value; an empty one takes the value away
        #[arg(long)]
        value: String,
        /// The day on which the source calculated it
        #[arg(long, value_name = "DATE")]
        calculated: Option<String>,
        #[arg(long)]
        reason: String,
    },
    /// Settle a conflict: say which value stands
    Settle {
        number: PrisonNumber,
        /// The field's name, or `pom`, `coworking-pom`, `keyworker`
        #[arg(long)]
        about: String,
        /// The value that stands, or the name of who stays
        #[arg(long)]
        value: String,
        #[arg(long)]
        reason: String,
    },
    /// Record or end a contact
    Contact {
        #[command(subcommand)]
        command: ContactCommand,
    },
    /// The victim liaison officer, which is restricted
    Vlo {
        #[command(subcommand)]
        command: VloCommand,
    },
    /// Allocate a prison offender manager or a keyworker
    Allocate(AllocateArgs),
    /// Staff and their roles
    Staff {
        #[command(subcommand)]
        command: StaffCommand,
    },
    /// List the unit's devices, those that were removed included
    Devices,
    /// Remove a device that was lost, stolen or given back
    Revoke {
        /// Its identifier, or the beginning of it that “devices” shows
        device: String,
        /// Why
        #[arg(long)]
        why: String,
    },
    /// The keys of what is restricted: give them to a device, or withhold them
    Restricted {
        #[command(subcommand)]
        command: RestrictedCommand,
    },
    /// Start new keys of everything, by the calendar or where somebody may have got hold of them
    NewKeys {
        /// Why
        #[arg(long)]
        why: String,
    },
    #[command(flatten)]
    Apart(ApartCommand),
    #[command(flatten)]
    Joining(JoiningCommand),
    #[command(flatten)]
    Server(ServerCommand),
    #[command(flatten)]
    Transfer(TransferCommand),
    /// What came too late to count, after a removal or a change of roles: list it, or let it count
    Late {
        #[command(subcommand)]
        command: Option<LateCommand>,
    },
    /// List your drafts
    Drafts,
    /// What was kept and not applied, your own or, for administrators, everybody's: list it with the reason, record it again, or leave it
    NotApplied {
        #[command(subcommand)]
        command: Option<UnappliedCommand>,
    },
    /// Walk the whole record and name the first thing that is wrong
    Verify {
        /// Compare it with the server's log instead: nothing missing, altered or rolled back
        #[arg(long)]
        against_server: bool,
    },
    /// Make every table and index again from the ledger
    Rebuild,
    /// Write a backup
    Backup { file: PathBuf },
    /// Restore a backup into a new profile
    Restore {
        file: PathBuf,
        /// Open it with the recovery key: the file that holds its words, or - to type them
        #[arg(long, value_name = "FILE")]
        recovery: Option<PathBuf>,
    },
    /// The prison's own figures, and its settings of temporary release
    Figures {
        #[command(subcommand)]
        command: FiguresCommand,
    },
    /// The inbox key of this unit, to which other prisons seal packs for it
    Inbox,
    /// The handover pack for the community offender manager, and packs from other prisons
    Pack {
        #[command(subcommand)]
        command: PackCommand,
    },
    /// Make a paper from a case: a summary for a transfer, an extract for a parole dossier, everything held, a chronology
    Paper(PaperArgs),
    /// What is planned for somebody's release
    Plan {
        #[command(subcommand)]
        command: PlanCommand,
    },
    /// Release on temporary licence
    Rotl {
        #[command(subcommand)]
        command: RotlCommand,
    },
    /// Say what the rules say of cases given as JSON on standard input, with the working
    Explain {
        #[command(subcommand)]
        command: ExplainCommand,
    },
    /// Make the demonstration prison in a new profile, and a second small unit beside it
    Demo {
        #[arg(long, default_value_t = 650)]
        people: usize,
        #[arg(long, default_value_t = 40_000)]
        notes: usize,
        #[arg(long, default_value_t = 60)]
        staff: usize,
        #[arg(long, default_value_t = 1)]
        seed: u64,
        /// The code under which the invented prison goes
        #[arg(long, default_value = "MDI")]
        prison: String,
        /// Leave the second unit out, and the profiles of colleagues
        #[arg(long)]
        alone: bool,
        /// Leave the second unit out
        #[arg(long)]
        one_unit: bool,
    },
}

#[derive(ClapArgs)]
pub(crate) struct NoteArgs {
    pub(crate) number: PrisonNumber,
    /// The type's code, such as KA
    #[arg(long = "type")]
    pub(crate) note_type: String,
    /// The subtype's code, such as KS
    #[arg(long = "subtype")]
    pub(crate) sub_type: String,
    /// When it happened, in London: 2026-11-20T10:15. Without it: now
    #[arg(long)]
    pub(crate) occurred: Option<jiff::civil::DateTime>,
    /// The words; - reads them from standard input
    #[arg(long, allow_hyphen_values = true)]
    pub(crate) text: String,
    /// An action that the prisoner agreed to do; “by 2026-12-01: words” sets a day
    #[arg(long, value_name = "TEXT")]
    pub(crate) action: Vec<String>,
    /// An action that you agreed to do
    #[arg(long, value_name = "TEXT")]
    pub(crate) my_action: Vec<String>,
    /// Only for those who read sensitive notes
    #[arg(long, conflicts_with = "restricted")]
    pub(crate) sensitive: bool,
    /// Only for those who hold the restricted key
    #[arg(long)]
    pub(crate) restricted: bool,
}

#[derive(Subcommand)]
pub(crate) enum ExplainCommand {
    /// Whose a case is, and when it is handed over to the community
    Handover,
    /// How many key-work sessions were expected, and how many of those were held
    Keywork,
    /// Which rules of temporary release are met, from when it can be had, and who must be asked
    Rotl,
    /// Whether the check letters of PNC and CRO numbers are right
    Identifiers,
}

#[derive(Subcommand)]
pub(crate) enum ActionCommand {
    /// It was done
    Done {
        id: ActionId,
        #[arg(long, default_value = "")]
        outcome: String,
    },
    /// It was dropped, for a reason
    Drop {
        id: ActionId,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum ActCommand {
    /// List what was done, with its identifiers
    List { number: PrisonNumber },
    /// Record it
    Done {
        number: PrisonNumber,
        /// For example pom-contact, oasys-completed, handover-report, meeting-held, check-requested
        act: String,
        /// About what or whom, where there are several
        #[arg(long)]
        about: Option<String>,
        /// On which day. Without it: today
        #[arg(long, value_name = "DATE")]
        on: Option<String>,
        /// What came of it; - reads it from standard input
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        text: String,
    },
    /// Take back what was recorded by mistake
    Withdraw {
        number: PrisonNumber,
        id: String,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum ContactCommand {
    /// Record a contact
    Add {
        number: PrisonNumber,
        #[arg(long)]
        name: String,
        #[arg(long)]
        relationship: String,
        #[arg(long)]
        phone: Option<String>,
        #[arg(long)]
        email: Option<String>,
        #[arg(long)]
        address: Option<String>,
    },
    /// End a contact
    End {
        number: PrisonNumber,
        id: ContactId,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Subcommand)]
pub(crate) enum VloCommand {
    /// Record the officer's details
    Set {
        number: PrisonNumber,
        #[arg(long)]
        officer: String,
        #[arg(long)]
        email: Option<String>,
        #[arg(long)]
        phone: Option<String>,
        #[arg(long)]
        remarks: Option<String>,
    },
    /// Open them, for a reason, which is recorded
    Show {
        number: PrisonNumber,
        #[arg(long)]
        reason: String,
    },
}

#[derive(ClapArgs)]
#[command(group = clap::ArgGroup::new("post").required(true).multiple(false))]
pub(crate) struct AllocateArgs {
    pub(crate) number: PrisonNumber,
    /// Prison offender manager
    #[arg(long, value_name = "NAME", group = "post")]
    pub(crate) pom: Option<String>,
    /// Co-working prison offender manager
    #[arg(long, value_name = "NAME", group = "post")]
    pub(crate) coworking_pom: Option<String>,
    /// Keyworker
    #[arg(long, value_name = "NAME", group = "post")]
    pub(crate) keyworker: Option<String>,
    /// End the post: pom, coworking-pom or keyworker
    #[arg(long, value_name = "POST", group = "post")]
    pub(crate) end: Option<String>,
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
}

#[derive(Subcommand)]
pub(crate) enum StaffCommand {
    /// List staff and roles
    List,
    /// Admit a member of staff
    Add {
        name: String,
        /// administrator, case-administrator, pom, keyworker, head-of-omu-delivery, governor, gate-officer or auditor
        #[arg(long, required = true)]
        role: Vec<String>,
    },
    /// Set what somebody is
    Role {
        name: String,
        /// Every role that they hold from now on
        #[arg(long, required = true)]
        role: Vec<String>,
    },
    /// Somebody has left: no role, no device, and no key of anything written from now on
    Left {
        name: String,
        /// Why their devices are removed
        #[arg(long)]
        why: Option<String>,
    },
}
