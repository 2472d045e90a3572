//! The files of an import: which of those that were named are exports, what is in them, and what there is to say of each.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use crypto::{Context, Hash, derive_hash};
use intake::{Encoding, RawRow, SourceFile};
use jiff::Timestamp;

use crate::error::AppError;

/// What files are taken from a folder.
const EXTENSIONS: [&str; 4] = ["json", "jsonl", "ndjson", "csv"];

/// A file of an import that was read.
pub struct ExportFile {
    /// Its name.
    pub name: String,
    /// The hash of its bytes.
    pub hash: Hash,
    /// How many bytes it has.
    pub bytes: u64,
    /// When it was last changed, as far as the computer knows.
    pub changed: Option<Timestamp>,
    /// How it is written.
    pub encoding: Encoding,
    /// Whether the same bytes were imported before.
    pub again: bool,
    /// Whether it was last changed before the last import was taken. A copy or a download may be younger than what it says, never older:
    /// this is said only where it is certain.
    pub older: bool,
}

/// What somebody chose to import.
pub(crate) struct Chosen {
    /// The files to read.
    pub(crate) files: Vec<PathBuf>,
    /// Files of a folder that are no exports by their names.
    pub(crate) left_out: Vec<PathBuf>,
}

/// The files that paths name: files as they are, folders by what exports are called.
pub(crate) fn chosen(paths: &[PathBuf]) -> Result<Chosen, AppError> {
    let (mut files, mut left_out) = (Vec::new(), Vec::new());
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let mut inside = Vec::new();
        for entry in std::fs::read_dir(path).map_err(|error| unreadable(path, &error))? {
            inside.push(entry.map_err(|error| unreadable(path, &error))?.path());
        }
        inside.sort();
        for file in inside.into_iter().filter(|path| path.is_file()) {
            let extension = file.extension().unwrap_or_default().to_string_lossy().to_ascii_lowercase();
            if EXTENSIONS.contains(&extension.as_str()) { files.push(file) } else { left_out.push(file) }
        }
    }
    // Rows are told apart by their file's name: two files of one name would be taken for one.
    let mut names = BTreeSet::new();
    if let Some(twice) = files.iter().find(|file| !names.insert(file.file_name().unwrap_or_default().to_owned())) {
        return Err(AppError::input(
            format!("Two of the files are called {}.", twice.file_name().unwrap_or_default().to_string_lossy()),
            "Import them one after the other. Nothing was changed.",
        ));
    }
    if files.is_empty() {
        return Err(AppError::input(
            "There is nothing to import.",
            "Name JSON or CSV files, or a folder that has some.",
        ));
    }
    Ok(Chosen { files, left_out })
}

/// Reads the files, one after the other, as long as `go_on` says so. `taken` are the hashes of files that were imported before, `last`
/// is when that was last done.
pub(crate) fn read(
    paths: &[PathBuf],
    taken: &BTreeSet<String>,
    last: Option<Timestamp>,
    mut go_on: impl FnMut() -> bool,
) -> Result<(Vec<ExportFile>, Vec<RawRow>), AppError> {
    let (mut files, mut rows) = (Vec::new(), Vec::new());
    for path in paths {
        if !go_on() {
            return Err(AppError::stopped());
        }
        let (source, changed) = open(path).map_err(|error| unreadable(path, &error))?;
        rows.extend(intake::read(&source).map_err(|error| AppError::input(error.to_string(), "Nothing was changed."))?);
        let hash = derive_hash(Context::Import, &[&source.bytes]);
        let again = taken.contains(&hash.to_string());
        files.push(ExportFile {
            hash,
            bytes: source.bytes.len() as u64,
            changed,
            encoding: Encoding::of(&source.bytes),
            again,
            older: !again && changed.zip(last).is_some_and(|(changed, last)| changed < last),
            name: source.name,
        });
    }
    Ok((files, rows))
}

fn open(path: &Path) -> std::io::Result<(SourceFile, Option<Timestamp>)> {
    let mut file = File::open(path)?;
    // Not every file system knows when a file was changed: then nothing is said of it.
    let changed = file.metadata()?.modified().ok().and_then(|at| Timestamp::try_from(at).ok());
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((SourceFile { name, bytes }, changed))
}

fn unreadable(path: &Path, error: &std::io::Error) -> AppError {
    let what = match error.kind() {
        std::io::ErrorKind::NotFound => "does not exist",
        std::io::ErrorKind::PermissionDenied => "may not be read by you",
        _ => "could not be read",
    };
    AppError::input(format!("{} {what}.", path.display()), "Check the path. Nothing was changed.")
}
