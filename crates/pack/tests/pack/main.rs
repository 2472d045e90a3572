//! The pack from outside: as data, as what changed, and as a file that other programs of PDF open with the words and not without.

#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "a test says so by failing")]

mod code;
mod content;
mod difference;
mod envelope;
mod inbox;
mod printed;
mod sample;
mod schema;
mod seal;
mod words;
