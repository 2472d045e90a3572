//! The command line as a user drives it: real processes on real profiles. One room for each thing that people do with it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

mod backing_up;
mod casework;
mod demonstration;
mod explaining;
mod faults;
mod founding;
mod importing;
mod moving;
mod operating;
mod refusals;
mod rotl;
mod server;
mod staff;
mod standing;
mod unlocking;
mod watching;
