//! In which order nominations are shown.
//!
//! First place is worth votes, so nobody holds it for everybody: the default
//! order differs from reader to reader. It is hashed nomination by nomination,
//! so that one more or one fewer moves no other.

use crate::domain::text::fold;
use crate::feed::Nomination;

/// The orders a reader may choose.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By chance, the same for one reader and one election.
    #[default]
    Shuffled,
    /// By sort name.
    Name,
}

impl Order {
    /// Every order, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Shuffled, Self::Name];

    /// As written in an attribute.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Shuffled => "shuffled",
            Self::Name => "name",
        }
    }

    /// As shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Shuffled => "Shuffled",
            Self::Name => "A–Z",
        }
    }

    /// From its id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.id() == id)
    }

    /// What a nomination is sorted by; ties fall back to its id.
    #[must_use]
    pub fn key(self, nomination: &Nomination, seed: u32) -> Key {
        let election = nomination.election.as_deref().unwrap_or_default();
        match self {
            Self::Shuffled => Key::Hash(hash(seed, election, &nomination.id)),
            Self::Name => Key::Name(fold(nomination.candidate.sort_name())),
        }
    }
}

/// A sort key of one [`Order`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Key {
    /// Of [`Order::Shuffled`].
    Hash(u64),
    /// Of [`Order::Name`].
    Name(String),
}

/// FNV-1a over seed, election and nomination, then the finisher of MurmurHash3,
/// without which neighbouring seeds give neighbouring orders.
fn hash(seed: u32, election: &str, id: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let bytes = seed.to_le_bytes().into_iter().chain(election.bytes()).chain([0]).chain(id.bytes());
    for byte in bytes {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(count: usize) -> Vec<String> {
        (0..count).map(|index| format!("council-2025-{index}")).collect()
    }

    #[test]
    fn each_of_eight_stands_first_for_about_an_eighth_of_the_readers() {
        let ids = ids(8);
        let mut first = [0_u32; 8];
        for seed in 0..10_000 {
            let winner = (0..8).min_by_key(|index| hash(seed, "council-2025", &ids[*index])).unwrap();
            first[winner] += 1;
        }
        assert!(first.iter().all(|count| (1_150..=1_350).contains(count)), "{first:?}");
    }

    #[test]
    fn a_withdrawal_moves_no_other() {
        let ids = ids(8);
        let mut order: Vec<_> = ids.iter().collect();
        order.sort_by_key(|id| hash(7, "e", id));
        let without: Vec<_> = order.iter().filter(|id| **id != &ids[3]).copied().collect();
        let mut again: Vec<_> = ids.iter().filter(|id| **id != ids[3]).collect();
        again.sort_by_key(|id| hash(7, "e", id));
        assert_eq!(again, without);
    }
}
