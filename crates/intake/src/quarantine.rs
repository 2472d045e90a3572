//! Rows kept aside: never dropped, never guessed at, and exportable with their own text for whoever can correct them.

use csv::WriterBuilder;
use serde::Serialize;

use crate::source::Problem;

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuarantinedRow {
    /// The name of its file.
    pub file: String,
    /// Which record of the file, from 1.
    pub row: u32,
    /// The prison number as written, or the first thing in the row that looks like one: a help to find whose row it is.
    pub number: Option<String>,
    /// Everything that is wrong with it; at least one.
    pub reasons: Vec<Problem>,
    /// Its own text.
    pub raw: String,
}

/// The rows as a table for a spreadsheet: file, row, number, rules, reasons, and the row's own text.
pub(crate) fn csv(rows: &[QuarantinedRow]) -> String {
    let mut writer = WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let join = |parts: Vec<&str>| parts.join(" ");
    let headings = ["file", "row", "prisonerNumber", "rules", "reasons", "raw"].map(str::to_owned);
    let records = rows.iter().map(|row| {
        [
            row.file.clone(),
            row.row.to_string(),
            row.number.clone().unwrap_or_default(),
            join(row.reasons.iter().map(|reason| reason.rule).collect()),
            join(row.reasons.iter().map(|reason| reason.message.as_str()).collect()),
            row.raw.clone(),
        ]
    });
    for record in std::iter::once(headings).chain(records) {
        // Writing to memory has no errors: were there one, the table would end there.
        if writer.write_record(record.iter().map(|cell| inert(cell))).is_err() {
            break;
        }
    }
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

/// A cell that a spreadsheet will show and not calculate: what came from elsewhere must not run as a formula.
fn inert(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{cell}") } else { cell.to_owned() }
}
