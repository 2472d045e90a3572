//! What the ledger promises, told from outside: by the people of a fictional unit and by those who would deceive it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says so by failing"
)]

mod arriving;
mod authority;
mod canonical;
mod chain;
mod control;
mod deciding;
mod golden;
mod golden_wire;
mod keys;
mod office;
mod properties;
mod revoking;
mod wire;
mod withholding;
mod words;
