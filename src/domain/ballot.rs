//! What a ballot of an election asks of each nominee, as far as its method says:
//! so much can be drafted.

use crate::domain::text::fold;

/// What a voter says of each nominee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ballot {
    /// Yes, or nothing: any number of them.
    Approval,
    /// A score from 0 to [`MOST_SCORE`].
    Scores,
    /// A place, from 1.
    Ranks,
}

/// The highest score.
pub const MOST_SCORE: u8 = 5;

/// The last place that can be drafted: more nominees nobody ranks one by one.
pub const MOST_RANK: u8 = 99;

/// What a reader thinks of putting on the ballot for one nominee.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Draft {
    /// Yes.
    Approve,
    /// So many of [`MOST_SCORE`].
    Score(u8),
    /// This place.
    Rank(u8),
}

impl Ballot {
    /// By the name that a feed gives to the method: known words of it count, the rest is free. The
    /// more special come first, since a method may be named by its counting, too ("STAR, then ranked").
    #[must_use]
    pub fn of(method: &str) -> Option<Self> {
        const WORDS: [(Ballot, &[&str]); 3] = [
            (Ballot::Approval, &["approval"]),
            (Ballot::Scores, &["star", "score", "range"]),
            (
                Ballot::Ranks,
                &[
                    "ranked",
                    "ranking",
                    "preferential",
                    "transferable",
                    "stv",
                    "irv",
                    "rcv",
                    "instant",
                    "alternative",
                    "condorcet",
                    "schulze",
                    "beatpath",
                    "tideman",
                    "copeland",
                    "kemeny",
                    "minimax",
                    "meek",
                    "borda",
                    "coombs",
                ],
            ),
        ];
        let method = fold(method);
        let has = |known: &&str| method.split(|c: char| !c.is_alphanumeric()).any(|word| word == *known);
        WORDS.into_iter().find(|(_, known)| known.iter().any(has)).map(|(ballot, _)| ballot)
    }

    /// Whether a draft says what this ballot asks.
    #[must_use]
    pub fn takes(self, draft: Draft) -> bool {
        matches!(
            (self, draft),
            (Self::Approval, Draft::Approve)
                | (Self::Scores, Draft::Score(_))
                | (Self::Ranks, Draft::Rank(_))
        )
    }
}

impl Draft {
    /// In words.
    #[must_use]
    pub fn words(self) -> String {
        match self {
            Self::Approve => "Approve".to_owned(),
            Self::Score(score) => format!("{score} of {MOST_SCORE}"),
            Self::Rank(rank) => format!("Rank {rank}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_method_is_known_by_its_words() {
        let approval = ["Approval", "Approval, up to five", "approval voting", "Block approval"];
        let scores = ["STAR", "Bloc STAR", "Score", "Score Then Automatic Runoff", "Range voting (0–5)"];
        let ranks = [
            "Condorcet",
            "STV",
            "Scottish STV",
            "Single transferable vote",
            "IRV",
            "Instant-runoff voting",
            "Ranked pairs",
            "Condorcet (Schulze)",
            "RANKED CHOICE",
        ];
        let none = ["Plurality", "First past the post", "", "By lot", "Started last year", "Consensus"];
        let check = |methods: &[&str], ballot: Option<Ballot>| {
            for method in methods {
                assert_eq!(Ballot::of(method), ballot, "{method}");
            }
        };
        check(&approval, Some(Ballot::Approval));
        check(&scores, Some(Ballot::Scores));
        check(&ranks, Some(Ballot::Ranks));
        check(&none, None);
    }
}
