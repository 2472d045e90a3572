//! The device's encrypted database: the ledger's rows as truth, the folded tables and the full-text index that are made from
//! them, and drafts. One transaction per action: ledger row, folded rows, search index. When `write` returns, the entry is on
//! the disk.
//!
//! What an event means is not here (`casework`), nor who may call what (`app`); no SQL is anywhere else.

mod arrival;
pub mod backup;
pub mod caseload;
mod conflict;
pub mod contact;
mod control;
pub mod database;
pub mod device;
mod digest;
pub mod doing;
pub mod draft;
pub mod elsewhere;
pub mod entering;
pub mod error;
mod excerpt;
mod folding;
mod give;
pub mod history;
mod moving;
pub mod name;
mod opened;
mod overruled;
pub mod owed;
pub mod owing;
mod person;
pub mod post;
pub mod preference;
pub mod read;
pub mod rebuild;
pub mod receive;
pub mod record;
pub mod rotl;
mod row;
pub mod search;
pub mod sync;
mod table;
pub mod unapplied;
pub mod verify;
pub mod waiting;
pub mod write;

pub use error::StoreError;
pub use opened::AsWritten;
pub use record::Record;
pub use write::{Action, NewEvent, WriteError, Written};
