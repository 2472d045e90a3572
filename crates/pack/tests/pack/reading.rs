//! What other programs make of a sealed pack: qpdf and Poppler's tools, from Debian.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A PDF as a file, with the words that open it or without.
pub(crate) struct Reading {
    _folder: TempDir,
    file: PathBuf,
    words: Option<String>,
}

impl Reading {
    pub(crate) fn of(pdf: &[u8], words: Option<&str>) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("pack.pdf");
        std::fs::write(&file, pdf)?;
        Ok(Self { _folder: folder, file, words: words.map(str::to_owned) })
    }

    /// What qpdf says, in bytes.
    pub(crate) fn qpdf(&self, arguments: &[&str]) -> Outcome<Vec<u8>> {
        let words = self.words.as_ref().map(|words| format!("--password={words}"));
        self.ask(Command::new("qpdf").args(words).args(arguments).arg(&self.file))
    }

    /// What Poppler's tool says.
    pub(crate) fn poppler(&self, program: &str, arguments: &[&str], output: &[&str]) -> Outcome<String> {
        let words = self.words.iter().flat_map(|words| ["-upw", words]);
        Ok(String::from_utf8(
            self.ask(Command::new(program).args(words).args(arguments).arg(&self.file).args(output))?,
        )?)
    }

    fn ask(&self, command: &mut Command) -> Outcome<Vec<u8>> {
        let done =
            command.output().map_err(|error| format!("{command:?}: {error} (scripts/setup.sh test installs it)"))?;
        if done.status.success() {
            return Ok(done.stdout);
        }
        Err(format!("{command:?}: {}", String::from_utf8_lossy(&done.stderr)).into())
    }
}
