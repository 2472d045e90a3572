//! How long to wait before asking again: longer each time, and never two devices in step.

use std::time::Duration;

use rand_core::Rng;

/// The first wait.
const FIRST: Duration = Duration::from_secs(2);
/// The longest.
const LONGEST: Duration = Duration::from_secs(300);

/// How often in a row it did not work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Backoff {
    failures: u32,
}

impl Backoff {
    /// It worked.
    pub(crate) const fn worked(&mut self) {
        self.failures = 0;
    }

    /// It did not work: how long to wait. Between half of the full wait and all of it.
    pub(crate) fn failed<R: Rng + ?Sized>(&mut self, rng: &mut R) -> Duration {
        let full = FIRST.saturating_mul(1 << self.failures.min(16)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        jittered(full, rng)
    }
}

/// Between half of a time and all of it.
pub(crate) fn jittered<R: Rng + ?Sized>(full: Duration, rng: &mut R) -> Duration {
    let half = full / 2;
    half + half.mul_f64(f64::from(rng.next_u32()) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use rand_chacha::ChaCha20Rng;
    use rand_chacha::rand_core::SeedableRng;

    use super::{Backoff, LONGEST};

    #[test]
    fn waits_get_longer_up_to_a_limit_and_begin_again() {
        let mut rng = ChaCha20Rng::seed_from_u64(1);
        let mut backoff = Backoff::default();
        let first = backoff.failed(&mut rng);
        assert!(first.as_millis() >= 1_000 && first.as_millis() <= 2_000, "{first:?}");
        let later: Vec<_> = (0..40).map(|_| backoff.failed(&mut rng)).collect();
        assert!(later.iter().all(|wait| *wait <= LONGEST));
        assert!(later.last().is_some_and(|wait| *wait >= LONGEST / 2));
        assert!(later.windows(2).any(|two| two.first() != two.last()), "no jitter");
        backoff.worked();
        assert!(backoff.failed(&mut rng).as_millis() <= 2_000);
    }
}
