//! The one place of the server where the clock is read and randomness comes from the operating system.

use std::time::{SystemTime, UNIX_EPOCH};

use getrandom::SysRng;
use rand_core::UnwrapErr;

/// Where time comes from.
pub trait Clock: Send + Sync {
    /// The time, in milliseconds since 1970, UTC.
    fn now(&self) -> i64;
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place of the server where the clock is read")]
    fn now(&self) -> i64 {
        // A clock before 1970 is set wrongly: every device will say so.
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    }
}

/// The operating system's random source.
pub type Rng = UnwrapErr<SysRng>;

/// The random source.
pub const fn rng() -> Rng {
    UnwrapErr(SysRng)
}
