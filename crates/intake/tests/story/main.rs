//! What an import does, told from the outside: files in, a plan out, the plan carried out on a record, the file again.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a story that breaks off has failed")]

mod journeys;
mod planning;
mod prison;
mod properties;
mod reading;
