//! What other programs make of a paper: qpdf and Poppler's tools, from Debian.

use std::error::Error;
use std::path::PathBuf;
use std::process::Command;

use papers::Paper;
use tempfile::TempDir;

pub(crate) type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A paper as a file.
pub(crate) struct Reading {
    _folder: TempDir,
    file: PathBuf,
    kept: Option<PathBuf>,
}

impl Reading {
    /// Gives a paper to other programs, and keeps it for eyes where that is asked for, beside what a screen reader reads of it.
    pub(crate) fn of(paper: &Paper, name: &str) -> Outcome<Self> {
        let kept = option_env!("PAPERS_KEEP").map(|keep| PathBuf::from(keep).join(format!("{name}.pdf")));
        if let Some(kept) = &kept {
            std::fs::write(kept, &paper.pdf)?;
        }
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("paper.pdf");
        std::fs::write(&file, &paper.pdf)?;
        Ok(Self { _folder: folder, file, kept })
    }

    fn ask(&self, program: &str, arguments: &[&str], output: &[&str]) -> Outcome<String> {
        let done = Command::new(program).args(arguments).arg(&self.file).args(output).output();
        let done = done.map_err(|error| format!("{program}: {error} (scripts/setup.sh test installs it)"))?;
        // Poppler writes headings a second time, in letters that are not UTF-8.
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        if done.status.success() {
            return Ok(said);
        }
        Err(format!("{program} {arguments:?}: {said}{}", String::from_utf8_lossy(&done.stderr)).into())
    }

    /// The text as the structure orders it: what a screen reader reads. Each part of the structure on a line of its own.
    pub(crate) fn in_reading_order(&self) -> Outcome<String> {
        let structure = self.ask("pdfinfo", &["-struct-text"], &[])?;
        let mut read = String::new();
        for line in structure.lines().map(str::trim) {
            match line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
                Some(words) => read.push_str(words),
                None if read.ends_with('\n') => {}
                None => read.push('\n'),
            }
        }
        if let Some(kept) = &self.kept {
            std::fs::write(kept.with_extension("txt"), &read)?;
        }
        Ok(read)
    }

    /// The files inside it.
    pub(crate) fn attachments(&self) -> Outcome<String> {
        self.ask("qpdf", &["--list-attachments"], &[])
    }

    /// The names of the parts of the structure, one on each line, indented.
    pub(crate) fn structure(&self) -> Outcome<String> {
        self.ask("pdfinfo", &["-struct"], &[])
    }

    /// The text that is extracted from some pages.
    pub(crate) fn text(&self, from: usize, to: usize) -> Outcome<String> {
        let (from, to) = (from.to_string(), to.to_string());
        self.ask("pdftotext", &["-enc", "UTF-8", "-raw", "-f", &from, "-l", &to], &["-"])
    }

    /// That it is a well-formed PDF which says that everybody can read it, in English, under a title.
    pub(crate) fn is_for_everybody(&self, title: &str) -> Outcome {
        let checked = self.ask("qpdf", &["--check"], &[])?;
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        let info = self.ask("pdfinfo", &[], &[])?;
        let says = |key: &str| info.lines().find_map(|line| line.strip_prefix(key)).map(str::trim).unwrap_or_default();
        assert_eq!((says("Title:"), says("Tagged:"), says("Encrypted:")), (title, "yes", "no"), "{info}");
        assert!(says("Page size:").ends_with("(A4)"), "{info}");
        let metadata = self.ask("pdfinfo", &["-meta"], &[])?;
        assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
        let objects = self.ask("qpdf", &["--json"], &[])?;
        assert!(objects.contains(r#""/Lang": "u:en-GB""#) || objects.contains(r#""/Lang": "en-GB""#), "no language");
        assert!(objects.contains(r#""/DisplayDocTitle": true"#), "a reader would show the file's name");
        Ok(())
    }
}
