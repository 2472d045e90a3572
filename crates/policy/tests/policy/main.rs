//! What the rules promise: that they agree with their reference where that is right, that they show their working, and that no
//! facts, however broken, make them fail or guess.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a test says so by failing"
)]

mod arbitrary;
mod boundaries;
mod broken;
mod examples;
mod exchange;
mod explained;
mod owed;
mod pack;
mod pages;
mod properties;
mod reference;
mod rotl;
mod working;
mod workload;
