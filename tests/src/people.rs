//! Invented people as the prison system's documents, and the files that they are exported in.

use serde_json::{Value, json};

/// Somebody held at Leeds with a determinate sentence.
pub fn person(number: &str, first: &str, last: &str) -> Value {
    json!({
        "prisonerNumber": number,
        "firstName": first,
        "lastName": last,
        "dateOfBirth": "1988-02-29",
        "gender": "Male",
        "prisonId": "LEI",
        "status": "ACTIVE IN",
        "inOutStatus": "IN",
        "cellLocation": "A-1-004",
        "category": "C",
        "legalStatus": "SENTENCED",
        "receptionDate": "2024-03-11",
        "sentenceStartDate": "2024-03-11",
        "conditionalReleaseDate": "2027-05-17",
        "sentenceExpiryDate": "2029-11-20",
        "bookingId": "1200924",
        "somethingNew": { "of": ["a", "later", "version"] },
    })
}

/// The invented person with a serial number, up to 8,999.
pub fn prisoner(serial: usize) -> Value {
    const FIRST: [&str; 7] = ["Kieran", "Olu", "Łukasz", "Rhŷs", "Imran", "Tomos", "Zbigniew"];
    const LAST: [&str; 5] = ["Ashdown", "Thistlewood", "Wiśniewski", "Llewelyn-Hûw", "O’Rourke"];
    person(&number(serial), FIRST[serial % FIRST.len()], LAST[serial % LAST.len()])
}

/// The number of the invented person with a serial number.
pub fn number(serial: usize) -> String {
    format!("A{:04}BC", 1000 + serial)
}

/// A document with some keys changed; nothing takes a key out.
pub fn changed(document: &Value, keys: &[(&str, Value)]) -> Value {
    let mut document = document.clone();
    for (key, value) in keys {
        document[*key] = value.clone();
    }
    document
}

/// A search page of the prison system.
pub fn page(documents: &[Value]) -> String {
    json!({ "content": documents, "totalElements": documents.len(), "last": true }).to_string()
}

/// One document a line.
pub fn lines(documents: &[Value]) -> String {
    documents.iter().map(|document| format!("{document}\n")).collect()
}

/// A table as a spreadsheet in Britain saves it: a byte order mark, CRLF, dates by day, month and year.
pub fn spreadsheet(documents: &[Value]) -> String {
    const COLUMNS: [&str; 10] = [
        "prisonerNumber",
        "firstName",
        "lastName",
        "dateOfBirth",
        "prisonId",
        "status",
        "inOutStatus",
        "cellLocation",
        "receptionDate",
        "conditionalReleaseDate",
    ];
    let cell = |document: &Value, column: &str| {
        let text = document[column].as_str().unwrap_or_default();
        match column.ends_with("Date") || column == "dateOfBirth" {
            true => text.split('-').rev().collect::<Vec<_>>().join("/"),
            false => text.to_owned(),
        }
    };
    let row = |document| COLUMNS.map(|column| cell(document, column)).join(",");
    let rows: Vec<String> = std::iter::once(COLUMNS.join(",")).chain(documents.iter().map(row)).collect();
    format!("\u{FEFF}{}\r\n", rows.join("\r\n"))
}
