//! Who may do what, tried by real devices of every role: through the use-cases, and by entries made by hand, as somebody would
//! with a program of their own. And who can read what: with the keys that a device was given, and with none.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

mod by_hand;
mod keys;
mod scene;
mod use_cases;
