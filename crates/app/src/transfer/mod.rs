//! Moving a case to another prison: the sender releases it, the receiver takes it, and between them the server carries what it cannot read.
//! `docs/transfer.md` has what goes, and what is proved by it.

mod bundle;
mod calling_back;
mod form;
mod queue;
mod receiving;
mod sending;

use casework::{Case, london};
use jiff::civil::Date;

use crate::error::{AppError, Code};
use crate::found::prison_name;

/// Whether a case is read here on a day: one that has left is, for as long as the prison had settled when it sent it.
pub(crate) fn is_readable(case: &Case, today: Date) -> bool {
    case.transfer.sent.as_ref().is_none_or(|sent| today <= sent.readable_until)
}

/// Refuses to show a case that left too long ago: what is said of it is that it was sent, when, and where to.
pub(crate) fn refuse_unreadable(case: &Case, today: Date) -> Result<(), AppError> {
    let Some(sent) = case.transfer.sent.as_ref().filter(|_| !is_readable(case, today)) else { return Ok(()) };
    let (to, on) = (called(&sent.prison), london::long_date(london::day(sent.mark.recorded)));
    let until = london::long_date(sent.readable_until);
    Err(AppError::new(
        Code::Elsewhere,
        format!("This case was sent to {to} on {on}, and could be read here until {until}."),
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
