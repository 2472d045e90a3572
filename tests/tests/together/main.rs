//! Several computers of a unit, and the server between them: joining, keeping in step, what merges, what is refused, and who is caught.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

mod agreeing;
mod audited;
mod between_turns;
mod conflicts;
mod connected;
mod desk_connected;
mod devices;
mod entering;
mod entrusting;
mod given_out;
mod held_up;
mod hostile;
mod joining;
mod relaying;
mod rogue;
mod sea;
mod syncing;
mod unapplied;
