//! The one place where the clock is read and randomness comes from the operating system.

use std::sync::Arc;

use getrandom::SysRng;
use jiff::Timestamp;
use rand_core::UnwrapErr;
use uuid::Uuid;

/// Where time comes from.
pub trait Clock: Send + Sync {
    /// The time.
    fn now(&self) -> Timestamp;
}

impl Clock for Arc<dyn Clock> {
    fn now(&self) -> Timestamp {
        self.as_ref().now()
    }
}

/// The computer's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the clock is read")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still: for demonstrations of the past, and for tests.
#[derive(Debug, Clone, Copy)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }
}

/// The operating system's random source, asked for every key and nonce anew: a copy of a virtual machine then never repeats
/// one.
pub type Rng = UnwrapErr<SysRng>;

/// The random source.
pub const fn rng() -> Rng {
    UnwrapErr(SysRng)
}

/// Sixteen random bytes.
pub fn random_bytes() -> [u8; 16] {
    let mut bytes = [0; 16];
    rand_core::Rng::fill_bytes(&mut rng(), &mut bytes);
    bytes
}

/// A new identifier that sorts by time.
pub fn new_id(now: Timestamp) -> Uuid {
    let milliseconds = u64::try_from(now.as_millisecond()).unwrap_or_default();
    let mut tail = [0; 10];
    rand_core::Rng::fill_bytes(&mut rng(), &mut tail);
    uuid::Builder::from_unix_timestamp_millis(milliseconds, &tail).into_uuid()
}
