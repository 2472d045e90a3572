//! `throughcare-server`: the central server. What it does is in the library, which tests start in their own process.
//!
//! Exit status: 0 stopped as it was told, or done; 1 could not begin or go on, with one line that says why; 2 wrong usage.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::run::main()
}
