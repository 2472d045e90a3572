//! What somebody typed, read or refused at the field that it concerns.

use casework::fact::parse_date;
use casework::london;
use jiff::civil::Date;

use crate::error::AppError;
use crate::session::Session;

/// Words that have to be there, without the space around them.
pub(crate) fn said(field: &'static str, words: &str, message: &str, remedy: &str) -> Result<String, AppError> {
    let words = words.trim();
    if words.is_empty() { Err(AppError::input(message, remedy).at(field)) } else { Ok(words.to_owned()) }
}

/// A day as a form sends it, in one of its fields.
pub(crate) fn day(typed: &str, field: &'static str) -> Result<Date, AppError> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Err(AppError::input("No day is given.", "Write it as 17/05/2027 or 2027-05-17.").at(field));
    }
    parse_date(typed).map_err(|_| {
        AppError::input(format!("“{typed}” is not a date."), "Write it as 17/05/2027 or 2027-05-17.").at(field)
    })
}

/// The same of a field that may stay empty.
pub(crate) fn day_or_none(typed: Option<&str>, field: &'static str) -> Result<Option<Date>, AppError> {
    typed.map(str::trim).filter(|typed| !typed.is_empty()).map(|typed| day(typed, field)).transpose()
}

impl Session {
    /// A day that has come.
    pub(crate) fn past_day(&self, typed: &str, field: &'static str) -> Result<Date, AppError> {
        let on = day(typed, field)?;
        if on > self.today() {
            let message = format!("{} has not come yet.", london::long_date(on));
            return Err(AppError::input(message, "Give today or an earlier day.").at(field));
        }
        Ok(on)
    }
}
