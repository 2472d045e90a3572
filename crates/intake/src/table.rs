//! Tables: CSV with the prison system's field names in the first line, as exported or as saved by a spreadsheet.

use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::Value as Json;

use crate::json::NOT_UTF_8;
use crate::source::{Problem, RawRow};
use crate::{NUMBER, reading, rule, value};

/// How a table is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Layout {
    delimiter: u8,
    /// Where the headings begin: after a spreadsheet's `sep=;` line, if there is one.
    start: usize,
}

impl Layout {
    /// Finds the delimiter with which a heading is `prisonerNumber`; without such a column it is no table of people.
    pub(crate) fn of(text: &[u8]) -> Option<Self> {
        let first = text.split_inclusive(|byte| *byte == b'\n').next()?;
        let start = if first.starts_with(b"sep=") { first.len() } else { 0 };
        let table = text.get(start..)?;
        b",;\t|".iter().map(|delimiter| Self { delimiter: *delimiter, start }).find(|layout| {
            let mut headings = ByteRecord::new();
            let read = layout.reader(table).read_byte_record(&mut headings);
            read.is_ok() && headings.iter().any(|cell| value::field_name(&String::from_utf8_lossy(cell)) == NUMBER)
        })
    }

    fn reader<'a>(&self, table: &'a [u8]) -> csv::Reader<&'a [u8]> {
        ReaderBuilder::new().delimiter(self.delimiter).has_headers(false).flexible(true).from_reader(table)
    }
}

/// The rows of a table. A row of nothing but delimiters, as spreadsheets leave them below a table, keeps its number in
/// the count but is no row.
pub(crate) fn rows(file: &str, text: &[u8], layout: Layout) -> Vec<RawRow> {
    let table = text.get(layout.start..).unwrap_or_default();
    let mut reader = layout.reader(table);
    let mut record = ByteRecord::new();
    let mut rows = Vec::new();
    let mut columns: Option<Vec<String>> = None;
    let mut row: u32 = 0;
    // Reading from memory, with rows of any length allowed, has no errors; were there one, it ends the table.
    while let Ok(true) = reader.read_byte_record(&mut record) {
        let end = place(reader.position());
        let raw = table.get(record.position().map_or(end, place)..end).unwrap_or_default();
        let shown = String::from_utf8_lossy(raw.trim_ascii());
        let Some(columns) = &columns else {
            columns = Some(headings(&record));
            if reading::number_in(&shown).is_some() {
                row = row.saturating_add(1);
                let message = "a person stands in the line of headings, so a line break is missing. Correct it and \
                               import again.";
                let content = Err(Problem::new("row-in-headings", row, message));
                rows.push(RawRow { file: file.to_owned(), row, raw: shown.into_owned(), content });
            }
            continue;
        };
        row = row.saturating_add(1);
        if record.iter().all(|cell| cell.trim_ascii().is_empty()) {
            continue;
        }
        let content = if end >= table.len() && is_left_open(raw, layout.delimiter) {
            let message = "a quotation mark is opened here and never closed, so all that follows was read as one cell. \
                           Close it and import again.";
            Err(Problem::new(rule::CUT_SHORT, row, message))
        } else {
            content(columns, &record, row)
        };
        rows.push(RawRow { file: file.to_owned(), row, raw: shown.into_owned(), content });
    }
    rows
}

fn place(position: &csv::Position) -> usize {
    usize::try_from(position.byte()).unwrap_or(usize::MAX)
}

fn headings(record: &ByteRecord) -> Vec<String> {
    record
        .iter()
        .enumerate()
        .map(|(at, cell)| match value::field_name(&String::from_utf8_lossy(cell)) {
            name if name == value::UNNAMED => format!("column {}", at + 1),
            name => name,
        })
        .collect()
}

fn content(columns: &[String], record: &ByteRecord, row: u32) -> Result<BTreeMap<String, Json>, Problem> {
    let beyond = record.iter().skip(columns.len()).any(|cell| !cell.trim_ascii().is_empty());
    if record.len() < columns.len() || beyond {
        let message = format!(
            "it has {} cells where the headings have {}, so its values may stand in the wrong columns. Look for a missing \
             or an extra delimiter, correct it and import again.",
            record.len(),
            columns.len(),
        );
        return Err(Problem::new("ragged-row", row, message));
    }
    let mut content = BTreeMap::new();
    for (name, cell) in columns.iter().zip(record) {
        let cell = std::str::from_utf8(cell).map_err(|_| Problem::new(rule::NOT_UTF_8, row, NOT_UTF_8))?;
        value::insert(&mut content, name.clone(), value::cell(name, cell)).map_err(|name| {
            let message = format!(
                "two columns are called “{name}” and differ here, and nothing says which is right. Take one out of the \
                 table and import again."
            );
            Problem::new("said-twice", row, message)
        })?;
    }
    Ok(content)
}

/// Whether a cell's quotation mark is still open at the end of the text.
fn is_left_open(raw: &[u8], delimiter: u8) -> bool {
    let (mut quoted, mut at_start) = (false, true);
    for byte in raw {
        match byte {
            // A doubled mark inside a quoted cell closes and opens again.
            b'"' if quoted => quoted = false,
            b'"' if at_start => quoted = true,
            _ => {}
        }
        at_start = !quoted && (*byte == delimiter || *byte == b'"');
    }
    quoted
}
