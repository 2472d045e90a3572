//! Moving a case to another prison: the sender releases it, the receiver takes it, and between them the server carries what it cannot read.
//! `docs/transfer.md` has what goes, and what is proved by it.

mod bundle;
mod form;
mod receiving;
mod sending;

use casework::{Case, london};
use jiff::civil::Date;

use crate::error::{AppError, Code};
use crate::found::prison_name;

/// For so many days after it was sent a case is still read where it came from.
const READABLE_DAYS: i32 = 365;

/// Refuses to show a case that has left too long ago.
pub(crate) fn refuse_unreadable(case: &Case, today: Date) -> Result<(), AppError> {
    let Some(sent) = case.transfer.sent.as_ref().filter(|sent| sent.readable_until < today) else { return Ok(()) };
    let (to, until) = (called(&sent.prison), london::long_date(sent.readable_until));
    Err(AppError::new(
        Code::NotAllowed,
        format!("This case was sent to {to}, and could be read here until {until}."),
        "Ask that prison for what you need to know.",
    ))
}

/// What a prison is called.
fn called(code: &str) -> &str {
    match prison_name(code) {
        "" => code,
        name => name,
    }
}
