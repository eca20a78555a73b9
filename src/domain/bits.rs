//! Sets of nominations, each by its place in the feed: a bit for each.

use std::ops::Range;

/// A set of numbers below some length.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits {
    words: Vec<u64>,
}

impl Bits {
    /// None of so many.
    #[must_use]
    pub fn none(length: usize) -> Self {
        Self { words: vec![0; length.div_ceil(64)] }
    }

    /// All of so many.
    #[must_use]
    pub fn all(length: usize) -> Self {
        let mut words = vec![u64::MAX; length.div_ceil(64)];
        if let Some(last) = words.last_mut() {
            *last >>= (64 - length % 64) % 64;
        }
        Self { words }
    }

    /// Whether one is in the set.
    #[must_use]
    pub fn get(&self, at: u32) -> bool {
        self.words.get(at as usize / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Adds one; what is beyond the length is passed over.
    pub fn set(&mut self, at: u32) {
        if let Some(word) = self.words.get_mut(at as usize / 64) {
            *word |= 1 << (at % 64);
        }
    }

    /// Keeps what is in the other, too. Sets that are held together are of one length.
    pub fn and(&mut self, other: &Self) {
        self.each(other, |word, other| word & other);
    }

    /// Takes away what is in the other.
    pub fn without(&mut self, other: &Self) {
        self.each(other, |word, other| word & !other);
    }

    fn each(&mut self, other: &Self, both: fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = both(*word, *other);
        }
    }

    /// How many are in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether none is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// Those in the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = u32> {
        self.within(0..u32::MAX)
    }

    /// Those in the set and in the range, in order.
    pub fn within(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        let mut at = range.start / 64;
        let word = |at: u32| self.words.get(at as usize).copied();
        let mut rest = word(at).unwrap_or_default() & u64::MAX << (range.start % 64);
        std::iter::from_fn(move || {
            while rest == 0 {
                at += 1;
                rest = word(at)?;
            }
            let found = at * 64 + rest.trailing_zeros();
            rest &= rest - 1;
            (found < range.end).then_some(found)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(length: usize, all: &[u32]) -> Bits {
        let mut bits = Bits::none(length);
        all.iter().for_each(|at| bits.set(*at));
        bits
    }

    fn list(bits: &Bits) -> Vec<u32> {
        bits.iter().collect()
    }

    #[test]
    fn sets_have_what_was_put_into_them() {
        let some = [0, 1, 63, 64, 127, 128, 199];
        let bits = set(200, &some);
        assert_eq!((list(&bits), bits.count()), (some.to_vec(), some.len()));
        assert!(bits.get(127) && !bits.get(126) && !bits.get(4_000));
        assert_eq!(list(&set(10, &[3, 700])), [3]);
        for length in [0, 1, 63, 64, 65, 128] {
            assert_eq!(list(&Bits::all(length)), (0..length as u32).collect::<Vec<_>>());
            assert_eq!((list(&Bits::none(length)), Bits::none(length).is_empty()), (vec![], true));
        }
    }

    #[test]
    fn a_range_begins_and_ends_anywhere() {
        let bits = set(200, &[0, 1, 63, 64, 127, 128, 199]);
        for (range, found) in [
            (0..200, &[0, 1, 63, 64, 127, 128, 199][..]),
            (1..64, &[1, 63]),
            (64..128, &[64, 127]),
            (65..127, &[]),
            (128..128, &[]),
            (200..300, &[]),
        ] {
            assert_eq!(bits.within(range.clone()).collect::<Vec<_>>(), found, "{range:?}");
        }
    }

    #[test]
    fn sets_are_held_together() {
        let (a, b) = (set(130, &[1, 64, 129]), set(130, &[1, 65, 129]));
        let held = |with: fn(&mut Bits, &Bits)| {
            let mut out = a.clone();
            with(&mut out, &b);
            list(&out)
        };
        assert_eq!(held(Bits::and), [1, 129]);
        assert_eq!(held(Bits::without), [64]);
    }
}
