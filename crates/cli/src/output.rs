//! What is printed: text for people, JSON for programs. Errors are one line on standard error.

use std::fmt;
use std::io::{ErrorKind, Write};

use app::AppError;
use serde::Serialize;

/// Standard output in the form that was asked for.
pub(crate) struct Out {
    json: bool,
    stdout: std::io::Stdout,
}

impl Out {
    pub(crate) fn new(json: bool) -> Self {
        Self { json, stdout: std::io::stdout() }
    }

    /// Whether JSON was asked for.
    pub(crate) const fn json(&self) -> bool {
        self.json
    }

    /// A line of text; nothing where JSON was asked for.
    pub(crate) fn line(&mut self, text: impl fmt::Display) -> Result<(), Failure> {
        if self.json {
            return Ok(());
        }
        Ok(writeln!(self.stdout, "{text}")?)
    }

    /// The answer as JSON, where that was asked for.
    pub(crate) fn answer(&mut self, value: &impl Serialize) -> Result<(), Failure> {
        if self.json {
            let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Output(error.to_string()))?;
            writeln!(self.stdout, "{text}")?;
        }
        Ok(())
    }
}

/// Says how far something is, in place, where somebody is watching.
pub(crate) struct Progress {
    what: &'static str,
    shown: u64,
    watched: bool,
}

impl Progress {
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, shown: u64::MAX, watched: std::io::IsTerminal::is_terminal(&std::io::stderr()) }
    }

    pub(crate) fn show(&mut self, done: u64, all: u64) {
        let percent = done.saturating_mul(100).checked_div(all).unwrap_or(100);
        if self.watched && percent != self.shown {
            self.shown = percent;
            // Nobody is told of progress that cannot be shown.
            let _: std::io::Result<()> = write!(std::io::stderr(), "\r{} {percent} %", self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.watched && self.shown != u64::MAX {
            let _: std::io::Result<()> = writeln!(std::io::stderr());
        }
    }
}

/// A line on standard error. There is nowhere to say that it could not be written.
pub(crate) fn error_line(text: &str) {
    let line = text.replace(['\n', '\r'], " ");
    let _: std::io::Result<()> = writeln!(std::io::stderr(), "throughcare-cli: {line}");
}

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The use-case refused.
    App(AppError),
    /// The output could not be written.
    Output(String),
    /// Whoever read the output has gone.
    Gone,
}

impl Failure {
    /// Whether there is nobody to tell.
    pub(crate) const fn silent(&self) -> bool {
        matches!(self, Self::Gone)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::App(error) => error.fmt(f),
            Self::Output(error) => write!(f, "The output could not be written: {error}."),
            Self::Gone => Ok(()),
        }
    }
}

impl From<AppError> for Failure {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe { Self::Gone } else { Self::Output(error.to_string()) }
    }
}
