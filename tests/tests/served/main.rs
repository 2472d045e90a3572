//! The real server, its processes and its storage, at the moments that matter: killed again and again, told to stop, its database lost to a
//! standby, and looked through for what nobody may read there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

mod canary;
mod failover;
mod kills;
mod limits;
mod stopping;
