//! Reading what prison systems export, and planning what an import would do: which people are new, which fields changed,
//! who moved in or out, what to check, and which rows are kept aside with the reason.
//!
//! Pure: bytes in, a plan out. Opening files, the clock and writing to the record are left to `app`; what a field is, to
//! `casework`. Two steps, so that everything can be seen before it happens:
//!
//! 1. [`read`] takes a file apart into rows and never drops one: what cannot be read stays as text with a [`Problem`].
//! 2. [`plan`] compares the rows with the [`Record`] and says what an import would change. Carrying it out and planning
//!    the same file again finds every row unchanged.
//!
//! [`export`] is the way back: documents and tables that read in again without a change.

#![forbid(unsafe_code)]

mod consistency;
mod encoding;
pub mod export;
mod json;
mod movement;
pub mod nested;
mod plan;
mod quarantine;
mod reading;
pub mod rule;
mod source;
mod table;
mod value;
mod warning;

pub use encoding::Encoding;
pub use plan::{Change, Counts, Known, Outcome, Plan, PlannedRow, Planning, Record, Setting, plan};
pub use quarantine::QuarantinedRow;
pub use source::{Problem, RawRow, ReadError, SourceFile, read};
pub use warning::Warning;

/// The key of the prison system's documents that holds the prison number.
pub const NUMBER: &str = "prisonerNumber";
