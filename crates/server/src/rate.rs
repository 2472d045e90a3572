//! How often somebody may ask: so many times in a period, at once or spread over it.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many askers are remembered before those are forgotten who have not asked for a while.
const MANY: usize = 50_000;

/// The limit of one kind, for each who asks. Of each it keeps one number: until when what was asked would last if it were asked evenly.
#[derive(Debug)]
pub(crate) struct Rate<K> {
    until: Mutex<HashMap<K, i64>>,
    /// In microseconds.
    period: i64,
    /// What one question takes of the period, in microseconds.
    each: i64,
}

impl<K: Eq + Hash> Rate<K> {
    /// `most` questions in `period` milliseconds.
    pub(crate) fn new(most: u32, period: i64) -> Self {
        let period = period.saturating_mul(1000);
        Self { until: Mutex::default(), period, each: period / i64::from(most.max(1)) }
    }

    /// One more question at a time in milliseconds. Where it is one too many: after how many seconds it would not be.
    pub(crate) fn take(&self, who: K, now: i64) -> Result<(), u32> {
        let now = now.saturating_mul(1000);
        let mut all = self.hold();
        if all.len() >= MANY {
            all.retain(|_, until| *until > now);
        }
        let until = all.entry(who).or_insert(now);
        *until = self.with_one_more(*until, now)?;
        Ok(())
    }

    /// Whether one more question would be too many, without its being asked: then after how many seconds it would not be.
    pub(crate) fn would_take(&self, who: &K, now: i64) -> Result<(), u32> {
        let now = now.saturating_mul(1000);
        let until = self.hold().get(who).copied().unwrap_or(now);
        self.with_one_more(until, now).map(drop)
    }

    /// Whether somebody has asked before, as far as it is remembered.
    pub(crate) fn knows(&self, who: &K) -> bool {
        self.hold().contains_key(who)
    }

    /// Until when what was asked would last with one more question; or how many seconds it is too early for that.
    fn with_one_more(&self, until: i64, now: i64) -> Result<i64, u32> {
        // Further ahead than a period it cannot be, unless the clock was set back since: then counting begins anew.
        let until = if until > now + self.period { now } else { until.max(now) };
        let next = until + self.each;
        let over = next - now - self.period;
        if over > 0 { Err(u32::try_from(over / 1_000_000 + 1).unwrap_or(u32::MAX)) } else { Ok(next) }
    }

    fn hold(&self) -> MutexGuard<'_, HashMap<K, i64>> {
        self.until.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whose limit an address counts to: of IPv6 the network, since whoever has one has all of its addresses.
pub(crate) fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V4(address) => IpAddr::V4(address),
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::{Rate, neighbourhood};

    #[test]
    fn so_many_at_once_and_then_one_by_one() {
        let rate = Rate::new(3, 60_000);
        for _ in 0..3 {
            assert_eq!(rate.take("ada", 1_000), Ok(()));
        }
        assert_eq!(rate.would_take(&"ada", 1_000), Err(21));
        assert_eq!(rate.take("ada", 1_000), Err(21));
        assert!(rate.knows(&"ada") && !rate.knows(&"ben"));
        assert_eq!(rate.would_take(&"ben", 1_000), Ok(()));
        assert_eq!(rate.take("ben", 1_000), Ok(()), "each has a limit of their own");
        assert_eq!(rate.take("ada", 21_000), Ok(()), "a third of the period makes room for one of three");
        assert_eq!(rate.take("ada", 21_000).unwrap_err(), 21);
        assert_eq!(rate.take("ada", 500_000), Ok(()));
    }

    #[test]
    fn a_clock_that_was_set_back_keeps_nobody_out() {
        let rate = Rate::new(3, 60_000);
        for _ in 0..3 {
            assert_eq!(rate.take("ada", 7_200_000), Ok(()));
        }
        assert_eq!(rate.would_take(&"ada", 0), Ok(()));
        assert_eq!(rate.take("ada", 0), Ok(()));
    }

    #[test]
    fn the_addresses_of_one_network_count_as_one() {
        let of = |text: &str| neighbourhood(text.parse().unwrap());
        assert_eq!(of("2001:db8::1"), of("2001:db8::ffff:2"));
        assert_ne!(of("2001:db8::1"), of("2001:db8:0:1::1"));
        assert_ne!(of("192.0.2.1"), of("192.0.2.2"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
