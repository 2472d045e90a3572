//! What the program is told.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::settings::Settings;

/// Throughcare's central server: keeps the sealed records of prisons' offender management units, and can read nothing in them.
#[derive(Debug, Parser)]
#[command(name = "throughcare-server", version)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) storage: Storage,
    #[command(flatten)]
    pub(super) serving: Serving,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

/// Where the data lies.
#[derive(Debug, Args)]
pub(super) struct Storage {
    /// A folder for the data: SQLite, no other service.
    #[arg(long, value_name = "DIR", global = true, env = "THROUGHCARE_SERVER_DATA")]
    pub(super) data: Option<PathBuf>,

    /// PostgreSQL 15 or later instead. Several addresses, with commas between them, for a primary and its standbys: the one that takes
    /// changes is used.
    #[arg(
        long,
        value_name = "postgres://…",
        global = true,
        env = "THROUGHCARE_DATABASE_URL",
        hide_env_values = true,
        value_delimiter = ','
    )]
    pub(super) database_url: Vec<String>,

    /// The server's own key in a file, in the place of the database.
    #[arg(long, value_name = "FILE", global = true, env = "THROUGHCARE_SERVER_KEY")]
    pub(super) key: Option<PathBuf>,
}

/// How it serves.
#[derive(Debug, Args)]
pub(super) struct Serving {
    /// The address on which it listens. Others than this computer's own need a certificate, or --behind-proxy.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8470", env = "THROUGHCARE_SERVER_LISTEN")]
    pub(super) listen: SocketAddr,

    /// The certificate for TLS with those that vouch for it, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_key", env = "THROUGHCARE_SERVER_TLS_CERT")]
    pub(super) tls_cert: Option<PathBuf>,

    /// The certificate's key, as PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert", env = "THROUGHCARE_SERVER_TLS_KEY")]
    pub(super) tls_key: Option<PathBuf>,

    #[command(flatten)]
    pub(super) settings: Settings,
}

/// What else it does.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Prints a token with which a unit registers. It is shown once; the server keeps its hash.
    Token {
        /// How many units may register with it.
        #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..=1000))]
        uses: u32,
        /// For how long: 30m, 12h, 7d.
        #[arg(long, default_value = "7d", value_parser = duration)]
        valid_for: i64,
    },
    /// Signs, for each unit, that the server was restored from a backup. To be run once, after restoring and before serving.
    Restored,
    /// Writes a new key for the server into a file, which must not be there yet.
    NewKey {
        /// The file.
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
}

/// A time span as people write it, in milliseconds.
fn duration(text: &str) -> Result<i64, String> {
    let help = || "a number with m (minutes), h (hours) or d (days) behind it, such as 7d".to_owned();
    let number = text.trim_end_matches(['m', 'h', 'd']);
    let minutes = match text.strip_prefix(number) {
        Some("m") => 1,
        Some("h") => 60,
        Some("d") => 24 * 60,
        _ => return Err(help()),
    };
    let count: u16 = number.parse().map_err(|_| help())?;
    if count == 0 { Err(help()) } else { Ok(i64::from(count) * minutes * 60 * 1000) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{Arguments, Command, duration};
    use clap::{CommandFactory, Parser};

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn the_folder_may_be_named_before_or_behind_the_command() {
        for line in [["token", "--data", "somewhere"], ["--data", "somewhere", "token"]] {
            let arguments = Arguments::try_parse_from(["server"].iter().chain(&line)).unwrap();
            assert!(arguments.storage.data.is_some());
            assert!(matches!(arguments.command, Some(Command::Token { uses: 1, valid_for: 604_800_000 })));
        }
    }

    #[test]
    fn time_spans_are_written_with_their_unit() {
        assert_eq!((duration("30m"), duration("12h")), (Ok(1_800_000), Ok(43_200_000)));
        for wrong in ["", "7", "d", "0d", "7w", "7dd", "-1d"] {
            duration(wrong).unwrap_err();
        }
    }
}
