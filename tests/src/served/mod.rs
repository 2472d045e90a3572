//! The real server as it is run: its own process, which can be killed at any moment, and devices that work against it whatever happens to it.

pub mod fleet;
pub mod process;
