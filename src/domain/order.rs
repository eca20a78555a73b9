//! In which order nominations are shown.
//!
//! First place is worth votes, so nobody holds it for everybody: the default
//! order differs from reader to reader. It is hashed nomination by nomination,
//! so that one more or one fewer moves no other. Whatever else the reader
//! chooses, those who are equal by it keep that order.

use crate::domain::text::fold;
use crate::feed::Nomination;

/// The orders a reader may choose. Each is an order within an election:
/// nothing is compared across elections.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By chance, the same for one reader and one election.
    #[default]
    Shuffled,
    /// By sort name.
    Name,
    /// The newest post first, those without a date last.
    Date,
    /// As the vote went.
    Result,
}

impl Order {
    /// Every order, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Shuffled, Self::Name, Self::Date, Self::Result];

    /// As written in an attribute.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Shuffled => "shuffled",
            Self::Name => "name",
            Self::Date => "date",
            Self::Result => "result",
        }
    }

    /// As shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Shuffled => "Shuffled",
            Self::Name => "A–Z",
            Self::Date => "Newest first",
            Self::Result => "By result",
        }
    }

    /// From its id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.id() == id)
    }
}

/// Where a nomination stands by chance.
#[must_use]
pub fn by_chance(nomination: &Nomination, seed: u32) -> u64 {
    hash(seed, nomination.election.as_deref().unwrap_or_default(), &nomination.id)
}

/// Where a nomination stands by the day it was published.
#[must_use]
pub fn by_date(nomination: &Nomination) -> u64 {
    nomination.published.map_or(u64::MAX, |date| u64::MAX - 1 - u64::from(date.ordinal()))
}

/// What the results of one election can be compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Nothing.
    None,
    /// The places that the feed states.
    Rank,
    /// Counts of one unit.
    Value,
}

impl Measure {
    /// Of the nominations of one election, all of them. Places win over counts,
    /// which may be of votes that only a first round had; counts of several
    /// units are no measure.
    #[must_use]
    pub fn of(election: &[&Nomination]) -> Self {
        let outcomes = || election.iter().filter_map(|nomination| nomination.outcome.as_ref());
        let mut counts = outcomes().filter(|outcome| outcome.value.is_some());
        if outcomes().any(|outcome| outcome.rank.is_some()) {
            return Self::Rank;
        }
        match counts.next() {
            Some(first) if counts.all(|outcome| outcome.unit == first.unit) => Self::Value,
            _ => Self::None,
        }
    }

    /// Where a nomination stands by this measure; without a result, last.
    #[must_use]
    pub fn place(self, nomination: &Nomination) -> u64 {
        let Some(outcome) = &nomination.outcome else { return u64::MAX };
        let place = match self {
            Self::None => None,
            Self::Rank => outcome.rank.map(u64::from),
            Self::Value => outcome.value.map(|value| !ascending(value)),
        };
        place.unwrap_or(u64::MAX)
    }
}

/// The bits of a number, such that a greater number has the greater bits.
fn ascending(value: f64) -> u64 {
    // Of a negative number all bits turn, of another one the sign alone.
    // Minus nothing is nothing.
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 0 { bits | 1 << 63 } else { !bits }
}

/// How names are compared: a function of the browser's from a language, or nothing for the reader's own, and names,
/// [`SEPARATOR`] between them, to their places.
pub type Collation = fn(&str, &str) -> Vec<u32>;

/// Between the names that a [`Collation`] takes.
pub const SEPARATOR: &str = "\u{1f}";

/// By letters without case and accents, where there is no browser.
#[must_use]
pub fn folded(_: &str, names: &str) -> Vec<u32> {
    let keys: Vec<String> = names.split(SEPARATOR).map(fold).collect();
    let mut sorted = keys.clone();
    sorted.sort_unstable();
    keys.iter().map(|key| sorted.partition_point(|other| other < key) as u32).collect()
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
    use crate::feed::{Date, Outcome};

    fn nominees(count: usize) -> Vec<Nomination> {
        let nominee = |index| Nomination {
            id: format!("council-2025-{index}").into(),
            election: Some("council-2025".into()),
            ..Nomination::default()
        };
        (0..count).map(nominee).collect()
    }

    fn shuffled(nominees: &[Nomination], seed: u32) -> Vec<String> {
        let mut order: Vec<_> = nominees.iter().collect();
        order.sort_by_key(|nominee| by_chance(nominee, seed));
        order.into_iter().map(|nominee| nominee.id.to_string()).collect()
    }

    #[test]
    fn each_of_eight_stands_first_for_about_an_eighth_of_the_readers() {
        let nominees = nominees(8);
        let mut first = [0_u32; 8];
        for seed in 0..10_000 {
            let winner = shuffled(&nominees, seed).swap_remove(0);
            first[winner.strip_prefix("council-2025-").unwrap().parse::<usize>().unwrap()] += 1;
        }
        assert!(first.iter().all(|count| (1_150..=1_350).contains(count)), "{first:?}");
    }

    #[test]
    fn a_withdrawal_moves_no_other() {
        let nominees = nominees(8);
        for seed in 0..10_000 {
            let mut order = shuffled(&nominees, seed);
            let (gone, rest) = nominees.split_at(1);
            order.retain(|id| **id != *gone[0].id);
            assert_eq!(shuffled(rest, seed), order, "seed {seed}");
        }
    }

    #[test]
    fn the_newest_comes_first_and_the_undated_last() {
        let dated = |text| by_date(&Nomination { published: Date::parse(text), ..Nomination::default() });
        assert!(dated("2026-01-01") < dated("2025-12-31"));
        assert!(dated("2025-12-31") < dated("2025-11-30"));
        assert!(dated("0001-01-01") < dated("undated"));
    }

    fn election(outcomes: &[Option<Outcome>]) -> Vec<Nomination> {
        let with =
            |outcome: &Option<Outcome>| Nomination { outcome: outcome.clone(), ..Nomination::default() };
        outcomes.iter().map(with).collect()
    }

    fn outcome(value: Option<f64>, unit: &str, rank: Option<u32>, elected: Option<bool>) -> Option<Outcome> {
        Some(Outcome { value, unit: Some(unit.into()), rank, elected, tied: false })
    }

    #[test]
    fn results_are_measured_by_rank_or_else_by_a_count_of_one_unit() {
        let votes = |value| outcome(Some(value), "votes", None, None);
        let stars = outcome(Some(3.0), "stars", None, Some(true));
        for (outcomes, measure) in [
            (vec![votes(3.0), outcome(None, "", Some(2), None)], Measure::Rank),
            (vec![votes(3.0), None, votes(2.0)], Measure::Value),
            (vec![votes(3.0), stars], Measure::None),
            (vec![outcome(None, "", None, Some(true))], Measure::None),
            (vec![None, Some(Outcome::default())], Measure::None),
            (vec![], Measure::None),
        ] {
            let election = election(&outcomes);
            let members: Vec<_> = election.iter().collect();
            assert_eq!(Measure::of(&members), measure, "{outcomes:?}");
        }
    }

    #[test]
    fn the_most_votes_come_first_and_who_has_none_last() {
        let values = [12.5, 12.0, 0.0, -0.0, -1.0, -2.5];
        let places: Vec<u64> = election(&values.map(|value| outcome(Some(value), "points", None, None)))
            .iter()
            .map(|nomination| Measure::Value.place(nomination))
            .collect();
        assert!(places.is_sorted() && places[2] == places[3], "{places:?}");
        assert_eq!(Measure::Value.place(&Nomination::default()), u64::MAX);
    }

    #[test]
    fn without_a_browser_names_are_compared_without_case_and_accents() {
        assert_eq!(folded("", "zoë\u{1f}Émile\u{1f}Zoe\u{1f}Łukasz"), [2, 0, 2, 1]);
    }
}
