//! What the store promises, told by the people of a fictional unit on real encrypted databases.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says so by failing"
)]

mod chance;
mod counting;
mod deceit;
mod drafts_and_copies;
mod exchange;
mod faults;
mod keeping;
mod listing;
mod naming;
mod owing;
mod revoking;
mod searching;
mod support;
mod tampering;
