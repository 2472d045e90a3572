//! What the whole-program tests share: the command line and the window as a user drives them, a unit of several devices, invented people, and
//! a search for words where none may be.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test says what went wrong by stopping"
)]

#[cfg(target_os = "linux")]
pub mod accessibility;
pub mod canary;
pub mod central;
pub mod certificates;
pub mod command;
#[cfg(target_os = "linux")]
pub mod computer;
pub mod crash;
#[cfg(target_os = "linux")]
pub mod demonstration;
pub mod desks;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod forger;
#[cfg(target_os = "linux")]
pub mod keyboard;
pub mod omu;
pub mod pdf;
pub mod people;
pub mod prisons;
pub mod room;
pub mod sea;
pub mod secrets;
pub mod served;
#[cfg(target_os = "linux")]
pub mod tour;
pub mod unit;
#[cfg(target_os = "linux")]
pub mod window;
#[cfg(target_os = "linux")]
pub mod windows;
pub mod wire;
