//! Chance, the same on every machine: whole numbers drawn from ChaCha, never a float from the platform's library.
//!
//! Each person and each concern has a stream of its own, so that a change in one does not ripple through the rest.

use rand_chacha::ChaCha12Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// A stream of chance for one concern.
pub(crate) struct Dice(ChaCha12Rng);

impl Dice {
    /// The stream numbered `stream` of the prison made from `seed`.
    pub(crate) fn new(seed: u64, stream: u64) -> Self {
        let mut rng = ChaCha12Rng::seed_from_u64(seed);
        rng.set_stream(stream);
        Self(rng)
    }

    /// A number from 0 up to, not including, `limit`; 0 when the limit is 0.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        let wide = u64::from(self.0.next_u32()) * (limit as u64 & u64::from(u32::MAX));
        (wide >> 32) as usize
    }

    /// A number from `low` to `high`, both included.
    pub(crate) fn between(&mut self, low: i32, high: i32) -> i32 {
        let width = (i64::from(high) - i64::from(low) + 1).max(1);
        let drawn = (i64::from(self.0.next_u32()) * width) >> 32;
        low + i32::try_from(drawn).unwrap_or(0)
    }

    /// True in `percent` of a hundred throws.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// True in `share` of a thousand throws.
    pub(crate) fn permille(&mut self, share: usize) -> bool {
        self.below(1000) < share
    }

    /// One of the items, or the type's default when there are none.
    pub(crate) fn pick<T: Copy + Default>(&mut self, items: &[T]) -> T {
        let at = self.below(items.len());
        items.get(at).copied().unwrap_or_default()
    }

    /// One of the items, if there are any.
    pub(crate) fn pick_of<T: Copy>(&mut self, items: &[T]) -> Option<T> {
        let at = self.below(items.len());
        items.get(at).copied()
    }

    /// One of the items by its weight, or `otherwise` when no weight is above 0.
    pub(crate) fn weighted<T: Copy>(&mut self, otherwise: T, table: &[(T, usize)]) -> T {
        let total = table.iter().map(|(_, weight)| weight).sum();
        let mut left = self.below(total);
        for (item, weight) in table {
            if left < *weight {
                return *item;
            }
            left -= weight;
        }
        otherwise
    }

    /// Puts the items in an order of chance (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.below(last + 1);
            items.swap(last, other);
        }
    }

    /// A letter of the given alphabet, or `A`.
    pub(crate) fn letter(&mut self, alphabet: &str) -> char {
        let at = self.below(alphabet.chars().count());
        alphabet.chars().nth(at).unwrap_or('A')
    }

    /// A number of `width` digits, leading zeros kept.
    pub(crate) fn digits(&mut self, width: usize) -> String {
        (0..width).map(|_| char::from(b'0' + u8::try_from(self.below(10)).unwrap_or(0))).collect()
    }
}

/// Shares out `total` things by weight so that the parts add up exactly; earlier parts win ties.
pub(crate) fn share_out(total: usize, weights: &[usize]) -> Vec<usize> {
    let sum: usize = weights.iter().sum();
    if sum == 0 {
        return vec![0; weights.len()];
    }
    let mut parts: Vec<usize> = weights.iter().map(|weight| total * weight / sum).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    let remainder = |at: &usize| weights.get(*at).map_or(0, |weight| total * weight % sum);
    by_remainder.sort_by_key(|at| std::cmp::Reverse(remainder(at)));
    let missing = total - parts.iter().sum::<usize>();
    for at in by_remainder.into_iter().take(missing) {
        if let Some(part) = parts.get_mut(at) {
            *part += 1;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_the_whole() {
        for total in [0, 1, 7, 60, 650, 40_000] {
            assert_eq!(share_out(total, &[3, 0, 9, 1, 1]).iter().sum::<usize>(), total);
        }
        assert_eq!(share_out(10, &[0, 0]), [0, 0]);
    }

    #[test]
    fn draws_stay_in_their_range_and_streams_differ() {
        let mut dice = Dice::new(1, 0);
        assert!((0..2000).all(|_| (-3..=4).contains(&dice.between(-3, 4))));
        let (mut one, mut two) = (Dice::new(1, 1), Dice::new(1, 2));
        assert_ne!(
            (0..8).map(|_| one.below(1000)).collect::<Vec<_>>(),
            (0..8).map(|_| two.below(1000)).collect::<Vec<_>>()
        );
    }
}
