//! Whether two names of roles say the same: "SIG Docs / Co-Chair" and
//! "co-chair of SIG Docs since 2022".

use crate::domain::reading::english::{BODY, JOB, NAMELESS, RANKS, ROLE};
use crate::domain::reading::lexicon::Lexicon;
use crate::domain::text::{fold, is_letter};

/// The words that make a role's name, and whether it says since when.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::domain::reading) struct Name {
    words: Vec<String>,
    since: bool,
}

impl Name {
    pub(in crate::domain::reading) fn of(value: &str) -> Self {
        let mut name = Self { words: Vec::new(), since: false };
        let folded = fold(value);
        for word in folded.split(|c: char| !is_letter(c)).filter(|word| !word.is_empty()) {
            match word {
                "since" => {
                    name.since = true;
                    break;
                }
                "technical" => name.words.push("tech".into()),
                "tl" => name.words.extend(["tech".into(), "lead".into()]),
                "cochair" => name.words.extend(["co".into(), "chair".into()]),
                _ if NAMELESS.contains(&word) => {}
                _ => name.words.push(word.into()),
            }
        }
        name
    }

    /// Whether all that this says is said by the other. A shadow is no lead, and who was one is none.
    pub(in crate::domain::reading) fn is_within(&self, other: &Self) -> bool {
        let both = |word: &str| self.has(word) == other.has(word);
        self.is_part_of(other) && RANKS.iter().all(|rank| both(rank))
    }

    /// The same, whatever the rank.
    pub(in crate::domain::reading) fn is_part_of(&self, other: &Self) -> bool {
        !self.words.is_empty() && self.words.iter().all(|word| other.has(word))
    }

    /// Whether this is the same role, and says since when.
    pub(super) fn dates(&self, other: &Self) -> bool {
        self.since && !other.since && self.is_within(other) && other.is_within(self)
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|own| own == word)
    }
}

/// The names in "chair of the mill and lead of the bakery": where each of them has a role.
pub(super) fn names(value: &str) -> Vec<Name> {
    let role = |part: &&str| {
        let folded = fold(part);
        let mut words = folded.split(|c: char| !is_letter(c));
        words.any(|word| word == "member" || Lexicon::known().class(word) & (ROLE | JOB | BODY) != 0)
    };
    let parts = || value.split(", ").flat_map(|part| part.split(" and ")).filter(|part| !part.is_empty());
    if parts().all(|part| role(&part)) { parts().map(Name::of).collect() } else { vec![Name::of(value)] }
}
