//! Golden files: what a screen reader reads of a pack (`standard.txt`), and each page as a picture (`standard/03.png`).

use std::path::{Path, PathBuf};

use proof::{Outcome, Picture, Proof};

/// How large the pictures are: a line of text is seven dots high.
const DOTS_TO_THE_INCH: u32 = 50;
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/packs/golden");

/// The golden files of one kind of case.
pub(crate) struct Golden {
    name: &'static str,
    writes: bool,
}

impl Golden {
    pub(crate) fn of(name: &'static str) -> Self {
        #[expect(clippy::disallowed_methods, reason = "only whoever changes the pages on purpose sets it")]
        let writes = std::env::var_os("PACKS_GOLDEN").is_some_and(|wish| wish == "write");
        Self { name, writes }
    }

    /// That a screen reader reads what it should.
    pub(crate) fn reads(&self, proof: &Proof) -> Outcome {
        let (read, file) = (proof.in_reading_order()?, Path::new(FOLDER).join(format!("{}.txt", self.name)));
        if self.writes {
            std::fs::write(&file, &read)?;
        }
        // The whole of both: the test's output shows where they part.
        assert_eq!(read, std::fs::read_to_string(&file)?, "{}", self.name);
        Ok(())
    }

    /// That every page looks as it should; how many there are. One that does not is left to be looked at.
    pub(crate) fn shows(&self, proof: &Proof) -> Outcome<usize> {
        let (pages, folder) = (proof.pages(DOTS_TO_THE_INCH)?, Path::new(FOLDER).join(self.name));
        if self.writes && folder.exists() {
            std::fs::remove_dir_all(&folder)?;
        }
        for (page, number) in pages.iter().zip(1..) {
            let file = folder.join(format!("{number:02}.png"));
            if self.writes {
                std::fs::create_dir_all(&folder)?;
                std::fs::write(&file, page.to_png()?)?;
            }
            let golden = std::fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
            if let Some((left, top)) = page.departs_from(&Picture::of_png(&golden)?) {
                let other = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{number:02}.png", self.name));
                std::fs::write(&other, page.to_png()?)?;
                let (is, was) = (other.display(), file.display());
                return Err(format!("{is} is not {was}, from {left} dots right and {top} down").into());
            }
        }
        assert_eq!(std::fs::read_dir(&folder)?.count(), pages.len(), "{}: pages", self.name);
        Ok(pages.len())
    }
}

/// That nothing lies among the golden files that no kind has.
pub(crate) fn are_of(names: &[&str]) -> Outcome {
    let files = std::fs::read_dir(FOLDER)?.map(|file| Ok(file?.path())).collect::<Outcome<Vec<PathBuf>>>()?;
    let known = |file: &PathBuf| file.file_stem().is_some_and(|stem| names.iter().any(|name| stem == *name));
    assert!(files.iter().all(known), "{files:?}");
    assert_eq!(files.len(), 2 * names.len());
    Ok(())
}
