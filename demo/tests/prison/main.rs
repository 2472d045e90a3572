//! What a reader, an importer and every later screen may count on in the fictional prison.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod evening;
mod notes;
mod people;
mod reproducible;
mod windows;

use std::sync::LazyLock;

use demo::{Estate, Options, Person, Prison};
use jiff::civil::{Date, date};
use serde_json::Value;

/// The day on which the tests look at the prison.
const TODAY: Date = date(2027, 1, 14);

/// The demonstration as it ships.
static STANDARD: LazyLock<Prison> = LazyLock::new(|| demo::generate(&Options::standard(TODAY)));

/// The small unit in the women's estate.
static WOMENS: LazyLock<Prison> = LazyLock::new(|| demo::generate(&demo::second_unit(&Options::standard(TODAY))));

/// A small open prison.
static OPEN: LazyLock<Prison> = LazyLock::new(|| {
    demo::generate(&Options {
        estate: Estate::MensOpen,
        prison: "HDI".to_owned(),
        people: 120,
        notes: 6_000,
        staff: 24,
        ..Options::standard(TODAY)
    })
});

/// All three.
fn prisons() -> [&'static Prison; 3] {
    [&STANDARD, &WOMENS, &OPEN]
}

/// A date of the document.
fn day(document: &Value, key: &str) -> Option<Date> {
    document[key].as_str().map(|text| text.parse().unwrap())
}

/// A word of the document.
fn word<'a>(document: &'a Value, key: &str) -> &'a str {
    document[key].as_str().unwrap_or("")
}

/// Days from today; negative when past.
fn days_ahead(on: Date) -> i32 {
    TODAY.until(on).unwrap().get_days()
}

/// In the prison or expected back.
fn is_active(person: &Person) -> bool {
    word(&person.document, "status").starts_with("ACTIVE")
}
