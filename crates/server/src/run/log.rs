//! The log: one line per event, as JSON where no person watches. It holds identifiers of units and devices, shortened, and counts: nothing
//! else is in the server's reach.

use std::io::{IsTerminal, stderr};

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Begins. More, or less, with THROUGHCARE_LOG.
pub(super) fn start() {
    let filter = EnvFilter::builder()
        .with_env_var("THROUGHCARE_LOG")
        .with_default_directive(LevelFilter::INFO.into())
        .from_env_lossy();
    // The driver would log values with its statements.
    let filter =
        ["sqlx=off"].iter().filter_map(|directive| directive.parse().ok()).fold(filter, EnvFilter::add_directive);
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    if stderr().is_terminal() {
        log.init();
    } else {
        log.json().flatten_event(true).init();
    }
}
