//! The real window: under WebDriver, on a display of its own, with a real keyring.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

mod accessibility;
mod chapters;
mod journey;
mod keyboard;
mod locking;
mod one_window;
mod owed;
mod pack;
mod receiving;
mod release;
mod two;
mod unit;
