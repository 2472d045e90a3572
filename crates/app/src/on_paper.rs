//! What the papers of an office have in common, whatever they are about: whom, of which moment, and the code by which a paper is known again.

use casework::{Case, Field, PrisonNumber, london};
use crypto::{Context, derive_hash};
use jiff::Timestamp;
use papers::{Paper, PaperError, Person};

use crate::apart::apart;
use crate::error::AppError;

/// Whom a paper is about.
pub(crate) fn person(number: &PrisonNumber, case: &Case) -> Person {
    let born = case.date(Field::DateOfBirth).map_or_else(|| "not recorded".to_owned(), london::long_date);
    Person { name: case.full_name(), number: number.to_string(), born }
}

/// “14 January 2027, 10:31”.
pub(crate) fn moment(at: Timestamp) -> String {
    london::local(at).strftime("%-d %B %Y, %H:%M").to_string()
}

/// The beginning of the hash of what a paper says, in groups that can be read out.
pub(crate) fn check_code(parts: &[&str]) -> String {
    let parts: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
    let hash = derive_hash(Context::Paper, &parts);
    let code = data_encoding::BASE32.encode(hash.as_bytes().split_at(10).0);
    code.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join("-")
}

/// A paper that says all that it has to say: it only has to be printed.
pub(crate) type Unprinted = Box<dyn FnOnce() -> Result<Paper, PaperError> + Send>;

/// Prints a paper, on a thread of its own.
pub(crate) async fn print(
    unprinted: impl FnOnce() -> Result<Paper, PaperError> + Send + 'static,
) -> Result<Paper, AppError> {
    apart(move || unprinted().map_err(|error| unprintable(&error))).await
}

/// A paper could not be made.
pub(crate) fn unprintable(error: &PaperError) -> AppError {
    AppError::input(error.to_string(), "Tell whoever looks after Throughcare what you wanted to print.")
}
