//! A file of a prison system and the rows in it: decides whether it is JSON or a table and hands it to the right reader.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value as Json;

use crate::{encoding, json, table};

/// A file to import, already in memory.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its name, as people will recognise it in messages.
    pub name: String,
    /// Everything in it.
    pub bytes: Vec<u8>,
}

/// One row as it came. Nothing of the file is left out: what could not be understood is a row with a [`Problem`].
#[derive(Debug, Clone)]
pub struct RawRow {
    /// The name of its file.
    pub file: String,
    /// Which record of the file, from 1. A table's headings are not counted.
    pub row: u32,
    /// Its own text, for the list of rows kept aside. Bytes that are no text are shown as `�`.
    pub raw: String,
    /// Its values by field name, or why there are none. Known names are spelt as in the prison system, whatever their
    /// capitals in the file; `null` is an explicit "no value".
    pub content: Result<BTreeMap<String, Json>, Problem>,
}

/// Why a row cannot be taken, for the person who imports it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The rule that it breaks, in a short form that never changes, such as `impossible-date`.
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl Problem {
    pub(crate) fn new(rule: &'static str, row: u32, message: impl std::fmt::Display) -> Self {
        Self { rule, message: format!("Row {row}: {message}") }
    }
}

/// Nothing in the file can be taken as rows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// No bytes, or only spaces.
    #[error("“{file}” is empty. Export it again from the prison system, then import the new file.")]
    Empty {
        /// The file's name.
        file: String,
    },
    /// A workbook, an archive, a picture.
    #[error("“{file}” is {found}, not text. In the program that made it, save it as “CSV UTF-8” and import that file.")]
    NotText {
        /// The file's name.
        file: String,
        /// What it looks like, in words.
        found: &'static str,
    },
    /// Neither JSON nor a table with a column of prison numbers.
    #[error(
        "“{file}” holds no rows that can be read: it is not JSON, and its first line names no column “prisonerNumber”. \
         Export it as JSON, or as CSV with the prison system's field names in the first line."
    )]
    NoRows {
        /// The file's name.
        file: String,
    },
}

/// Takes a file apart into rows.
///
/// JSON: one document, an array, a search page with `content`, or one document a line. Otherwise CSV with the same field
/// names as headings, separated by commas, semicolons or tabs. UTF-8 or UTF-16, with or without a byte order mark.
///
/// # Errors
///
/// Only when nothing in the file can be taken as a row; a single bad row is a row with a [`Problem`].
pub fn read(file: &SourceFile) -> Result<Vec<RawRow>, ReadError> {
    let name = || file.name.clone();
    let text = encoding::text(&file.bytes).map_err(|found| ReadError::NotText { file: name(), found })?;
    let text: &[u8] = text.as_ref();
    match text.trim_ascii_start().first() {
        None => Err(ReadError::Empty { file: name() }),
        Some(b'{' | b'[') => Ok(json::rows(&file.name, text)),
        Some(_) => match table::Layout::of(text) {
            Some(layout) => Ok(table::rows(&file.name, text, layout)),
            None if json::has_a_line(text) => Ok(json::rows(&file.name, text)),
            None => Err(ReadError::NoRows { file: name() }),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(bytes: &[u8]) -> SourceFile {
        SourceFile { name: "export".to_owned(), bytes: bytes.to_vec() }
    }

    #[test]
    fn a_file_without_rows_says_what_to_do() {
        for (bytes, words) in [
            (&b""[..], "is empty"),
            (b"\xEF\xBB\xBF \r\n", "is empty"),
            (b"PK\x03\x04rest", "CSV UTF-8"),
            (b"\x00\x01\x02\x03", "CSV UTF-8"),
            (b"Dear colleague,\nsee attached", "prisonerNumber"),
            (b"name,number\nSmith,A1234BC", "prisonerNumber"),
            (b"42", "prisonerNumber"),
        ] {
            let error = read(&file(bytes)).expect_err("nothing to read").to_string();
            assert!(error.contains(words), "{error}");
        }
    }

    #[test]
    fn both_halves_of_utf_16_are_read() {
        let text = "[{\"prisonerNumber\":\"A1234BC\",\"lastName\":\"Llŷr\"}]";
        for marked in [true, false] {
            for big in [true, false] {
                let units = marked.then_some(0xFEFF).into_iter().chain(text.encode_utf16());
                let bytes: Vec<u8> = units.flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect();
                let rows = read(&file(&bytes)).expect("rows");
                let content = rows[0].content.as_ref().expect("content");
                assert_eq!(content["lastName"], "Llŷr");
            }
        }
    }
}
