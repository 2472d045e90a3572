//! What a page asks of its window rather than of the record. The shell answers these; their names begin with `shell.`.

use serde::{Deserialize, Serialize};

use crate::Call;

/// What is being typed is kept as a draft: the answer to the menu's `lock` and `quit`, which wait a second for it.
#[derive(Debug, Serialize, Deserialize)]
pub struct DraftsKept {}

/// Opens the system's dialog for files. The reply is the chosen paths, as text for the calls that take paths; none if the person
/// changed their mind.
#[derive(Debug, Serialize, Deserialize)]
pub struct ChooseFiles {
    /// What for.
    pub purpose: FilePurpose,
    /// What to call a new file.
    #[serde(default)]
    pub suggestion: Option<String>,
}

/// What files are wanted for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FilePurpose {
    /// Exports of the prison system to read in: one or several, JSON or CSV.
    Import,
    /// A folder of such exports.
    ImportFolder,
    /// A backup to restore.
    Restore,
    /// A new file for a backup.
    BackUp,
    /// A new file for a table.
    Csv,
    /// A new file for a calendar program.
    Calendar,
    /// A new file for a paper.
    Pdf,
    /// A handover pack that is there already.
    Pack,
    /// The certificate of an authority, as PEM.
    Certificate,
    /// A new file to be carried on a stick.
    WriteStick,
    /// A file that came on a stick.
    ReadStick,
    /// A new file of evidence.
    Evidence,
}

macro_rules! define {
    ($($request:ident => $reply:ty),* $(,)?) => {
        $(impl Call for $request {
            type Reply = $reply;
            const NAME: &'static str = concat!("shell.", stringify!($request));
        })*
        /// The name of every call that the shell answers.
        pub const SHELL_CALLS: &[&str] = &[$(concat!("shell.", stringify!($request))),*];
    };
}
define! {
    DraftsKept => (),
    ChooseFiles => Vec<String>,
}
