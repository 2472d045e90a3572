//! What one computer does with its record, with nobody at the other end: the use-cases of casework, papers, staff and what is owed.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

mod acts;
mod allocation;
mod canary;
mod desk;
mod importing;
mod owed;
mod owed_pack;
mod pack;
mod papers;
mod receiving;
mod rights;
mod rotl;
mod staged;
mod undo;
