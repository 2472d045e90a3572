//! A finished PDF as other programs find it: what qpdf and Poppler's tools, from Debian, make of its text, its structure, its pages and its
//! seal. For tests; nothing that is shipped links it.

#![forbid(unsafe_code)]

mod picture;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

pub use picture::Picture;

/// What a test comes to.
pub type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// A PDF as a file that other programs are given.
pub struct Proof {
    folder: TempDir,
    file: PathBuf,
    words: Option<String>,
}

impl Proof {
    /// Of a PDF, with the words that open it if it is sealed. Poppler's tools take no more than 32 letters of them from the command line;
    /// qpdf takes all.
    ///
    /// # Errors
    /// That it could not be written.
    pub fn of(pdf: &[u8], words: Option<&str>) -> Outcome<Self> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("proof.pdf");
        std::fs::write(&file, pdf)?;
        Ok(Self { folder, file, words: words.map(str::to_owned) })
    }

    /// What qpdf says, in bytes.
    ///
    /// # Errors
    /// What it says when it refuses.
    pub fn qpdf(&self, arguments: &[&str]) -> Outcome<Vec<u8>> {
        let words = self.words.as_ref().map(|words| format!("--password={words}"));
        ask(Command::new("qpdf").args(words).args(arguments).arg(&self.file))
    }

    /// What one of Poppler's tools says.
    ///
    /// # Errors
    /// What it says when it refuses.
    pub fn poppler(&self, program: &str, arguments: &[&str], output: &[&str]) -> Outcome<String> {
        let words = self.words.iter().flat_map(|words| ["-upw", words]);
        let said = ask(Command::new(program).args(words).args(arguments).arg(&self.file).args(output))?;
        // It writes headings a second time, in letters that are not UTF-8.
        Ok(String::from_utf8_lossy(&said).into_owned())
    }

    /// The same without its seal, as qpdf takes it off.
    ///
    /// # Errors
    /// That the words do not open it.
    pub fn opened(&self) -> Outcome<Self> {
        let open = self.folder.path().join("opened.pdf");
        let words = self.words.as_ref().map(|words| format!("--password={words}"));
        ask(Command::new("qpdf").args(words).arg("--decrypt").args([&self.file, &open]))?;
        Self::of(&std::fs::read(open)?, None)
    }

    /// The text as the structure orders it: what a screen reader reads. Each part of the structure on a line of its own.
    ///
    /// # Errors
    /// That it has none.
    pub fn in_reading_order(&self) -> Outcome<String> {
        let structure = self.poppler("pdfinfo", &["-struct-text"], &[])?;
        let mut read = String::new();
        for line in structure.lines().map(str::trim) {
            match line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
                Some(words) => read.push_str(words),
                None if read.ends_with('\n') => {}
                None => read.push('\n'),
            }
        }
        Ok(read)
    }

    /// The names of the parts of the structure, one on each line, indented.
    ///
    /// # Errors
    /// That it has none.
    pub fn structure(&self) -> Outcome<String> {
        self.poppler("pdfinfo", &["-struct"], &[])
    }

    /// The text of some pages, in the order in which it is drawn.
    ///
    /// # Errors
    /// That it cannot be read.
    pub fn text(&self, from: usize, to: usize) -> Outcome<String> {
        let (from, to) = (from.to_string(), to.to_string());
        self.poppler("pdftotext", &["-enc", "UTF-8", "-raw", "-f", &from, "-l", &to], &["-"])
    }

    /// The names of the files inside it.
    ///
    /// # Errors
    /// That it cannot be read.
    pub fn attachments(&self) -> Outcome<String> {
        Ok(String::from_utf8(self.qpdf(&["--list-attachments"])?)?)
    }

    /// Its pages as pictures, so many dots to the inch.
    ///
    /// # Errors
    /// That they cannot be drawn.
    pub fn pages(&self, dots: u32) -> Outcome<Vec<Picture>> {
        let folder = self.folder.path().join("pages");
        std::fs::create_dir_all(&folder)?;
        let to = folder.join("page").display().to_string();
        self.poppler("pdftoppm", &["-png", "-gray", "-r", &dots.to_string()], &[&to])?;
        let pages = std::fs::read_dir(&folder)?.map(|page| Ok(page?.path())).collect::<Outcome<Vec<PathBuf>>>();
        let mut pages = pages?;
        pages.sort();
        pages.iter().map(|page| picture(page)).collect()
    }

    /// That it is a well-formed PDF which says that everybody can read it, in English, under a title.
    ///
    /// # Errors
    /// That it cannot be read.
    ///
    /// # Panics
    /// Says what is missing.
    pub fn is_for_everybody(&self, title: &str) -> Outcome {
        let checked = String::from_utf8(self.qpdf(&["--check"])?)?;
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        let info = self.poppler("pdfinfo", &[], &[])?;
        let says = |key: &str| info.lines().find_map(|line| line.strip_prefix(key)).map(str::trim).unwrap_or_default();
        assert_eq!((says("Title:"), says("Tagged:")), (title, "yes"), "{info}");
        assert_eq!(says("Encrypted:").starts_with("yes"), self.words.is_some(), "{info}");
        assert!(says("Page size:").ends_with("(A4)"), "{info}");
        let metadata = self.poppler("pdfinfo", &["-meta"], &[])?;
        assert!(metadata.contains("<pdfuaid:part>1</pdfuaid:part>"), "{metadata}");
        let objects = String::from_utf8(self.qpdf(&["--json"])?)?;
        assert!(objects.contains(r#""/Lang": "u:en-GB""#) || objects.contains(r#""/Lang": "en-GB""#), "no language");
        assert!(objects.contains(r#""/DisplayDocTitle": true"#), "a reader would show the file's name");
        Ok(())
    }
}

fn picture(page: &Path) -> Outcome<Picture> {
    Picture::of_png(&std::fs::read(page)?)
}

fn ask(command: &mut Command) -> Outcome<Vec<u8>> {
    let done = command.output().map_err(|error| format!("{command:?}: {error} (scripts/setup.sh test installs it)"))?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    let said = [done.stdout, done.stderr].concat();
    Err(format!("{command:?}: {}", String::from_utf8_lossy(&said)).into())
}
