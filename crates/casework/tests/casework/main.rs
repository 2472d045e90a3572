//! What the record of a case promises, told from outside: by the staff of a fictional prison, some of whom had not seen what
//! others wrote, and some of whom may not write what they try to.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says so by failing"
)]

mod conflicts;
mod deciding;
mod doing;
mod facts;
mod golden;
mod histories;
mod movements;
mod notes;
mod posts;
mod pre_release;
mod rights;
mod rotl;
mod story;
mod suggestions;
mod taking_back;
mod transfer;
