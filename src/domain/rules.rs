//! How the rules of an election stand with a shortlist.

use std::rc::Rc;

use crate::domain::ballot::{Ballot, Draft};
use crate::domain::select::by_recency;
use crate::domain::shortlist::Entry;
use crate::domain::text::fold;
use crate::domain::words;
use crate::feed::{Election, Fact, FactDefinition, Head, Limit, Nomination, Shared, Status, Text};

/// A nomination that something is kept of.
pub type Kept = (Shared<Nomination>, Shared<Entry>);

/// What is kept of one election's nominations, and how its rules stand.
#[derive(Debug)]
pub struct Standing {
    /// The contest; `None` for nominations that name none.
    pub election: Option<Rc<Election>>,
    /// In the order of the nominees' names.
    pub kept: Vec<Kept>,
    /// Only what the feed states is checked.
    pub rules: Vec<Rule>,
}

/// How one rule stands. Only who is on the shortlist and has not withdrawn counts.
#[derive(Debug, PartialEq)]
pub enum Rule {
    /// So many are on the shortlist for so many seats.
    Seats {
        /// On the shortlist.
        starred: usize,
        /// To be elected.
        seats: u32,
        /// On the shortlist, but withdrawn.
        withdrawn: usize,
    },
    /// These have a value in common: as many as a limit allows, or more.
    Shared {
        /// The value, as the first of them has it.
        value: Text,
        /// Who has it.
        who: Vec<Shared<Nomination>>,
        /// The place of the limit in [`Election::limits`].
        limit: usize,
    },
    /// Nothing comes near a limit.
    Holds {
        /// The place of the limit in [`Election::limits`].
        limit: usize,
    },
    /// Of these nobody can say: the fact of a limit is not known.
    Unknown {
        /// The place of the limit in [`Election::limits`].
        limit: usize,
        /// Whether it is known of nobody.
        of_all: bool,
        /// The fact.
        label: Text,
        /// Who has none.
        who: Vec<Shared<Nomination>>,
    },
    /// The drafts give the same place to several.
    SameRank {
        /// The place.
        rank: u8,
        /// Who has it.
        who: Vec<Shared<Nomination>>,
    },
}

impl Limit {
    /// "at most two of one employer".
    #[must_use]
    pub fn words(&self, head: &Head) -> String {
        if let Some(label) = &self.label {
            return label.to_string();
        }
        let fact = head.fact(&self.fact).map_or(&self.fact, |fact| &fact.label);
        format!("at most {} with the same “\u{2068}{fact}\u{2069}”", self.most)
    }
}

/// What is kept, election by election, the newest first.
#[must_use]
pub fn standings(mut kept: Vec<Kept>, head: &Head) -> Vec<Standing> {
    kept.sort_by_cached_key(|(nomination, _)| fold(nomination.candidate.sort_name()));
    let elections = by_recency(head).into_iter().map(Some).chain([None]);
    elections
        .filter_map(|election| {
            let id = election.as_ref().map(|election| &election.id);
            let kept: Vec<Kept> =
                kept.iter().filter(|(nomination, _)| nomination.election.as_ref() == id).cloned().collect();
            let rules = election.as_ref().map_or_else(Vec::new, |election| rules(election, &kept, head));
            (!kept.is_empty()).then_some(Standing { election, kept, rules })
        })
        .collect()
}

fn rules(election: &Election, kept: &[Kept], head: &Head) -> Vec<Rule> {
    let starred = kept.iter().filter(|(_, entry)| entry.star).map(|(nomination, _)| nomination);
    let (withdrawn, starred): (Vec<_>, Vec<_>) =
        starred.partition(|nomination| nomination.status == Some(Status::Withdrawn));
    let mut rules = Vec::new();
    if let Some(seats) = election.seats.filter(|_| starred.len() + withdrawn.len() > 0) {
        rules.push(Rule::Seats { starred: starred.len(), seats, withdrawn: withdrawn.len() });
    }
    for (at, limit) in election.limits.iter().enumerate() {
        let Some(definition) = head.fact(&limit.fact).filter(|_| !starred.is_empty()) else { continue };
        let by_value = by_value(&starred, definition);
        let before = rules.len();
        // Alone, nobody shares anything.
        let many = by_value.into_iter().filter(|(_, _, who)| who.len() >= (limit.most as usize).max(2));
        rules.extend(many.map(|(_, value, who)| Rule::Shared { value, who, limit: at }));
        let unknown: Vec<_> =
            starred.iter().copied().filter(|known| known.fact(&limit.fact).is_none()).cloned().collect();
        let of_all = unknown.len() == starred.len();
        if rules.len() == before && !of_all {
            rules.push(Rule::Holds { limit: at });
        }
        if !unknown.is_empty() {
            let label = definition.label.clone();
            rules.push(Rule::Unknown { limit: at, of_all, label, who: unknown });
        }
    }
    if election.method.as_deref().and_then(Ballot::of) == Some(Ballot::Ranks) {
        rules.extend(same_ranks(kept));
    }
    rules
}

/// By the folded value of a fact: the value as first written, and who has it.
fn by_value(
    nominations: &[&Shared<Nomination>],
    definition: &FactDefinition,
) -> Vec<(String, Text, Vec<Shared<Nomination>>)> {
    let mut all: Vec<(String, Text, Vec<Shared<Nomination>>)> = Vec::new();
    for nomination in nominations {
        let values = match nomination.fact(&definition.id) {
            Some(Fact::List(list)) => list.iter().collect(),
            Some(fact) => vec![fact],
            None => Vec::new(),
        };
        for value in values {
            let value = words::fact(value, definition);
            let folded = fold(&value);
            match all.iter_mut().find(|(known, ..)| *known == folded) {
                Some((_, _, who)) if who.contains(nomination) => {}
                Some((_, _, who)) => who.push((*nomination).clone()),
                None => all.push((folded, value.into(), vec![(*nomination).clone()])),
            }
        }
    }
    all
}

fn same_ranks(kept: &[Kept]) -> Vec<Rule> {
    let mut ranks: Vec<(u8, Vec<Shared<Nomination>>)> = Vec::new();
    for (nomination, entry) in kept {
        let Some(Draft::Rank(rank)) = entry.draft else { continue };
        match ranks.iter_mut().find(|(known, _)| *known == rank) {
            Some((_, who)) => who.push(nomination.clone()),
            None => ranks.push((rank, vec![nomination.clone()])),
        }
    }
    ranks.sort_by_key(|(rank, _)| *rank);
    let same = ranks.into_iter().filter(|(_, who)| who.len() > 1);
    same.map(|(rank, who)| Rule::SameRank { rank, who }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::Candidate;

    fn head(method: &str) -> Head {
        let limit = Limit { fact: "employer".into(), most: 2, ..Limit::default() };
        let election = Election {
            id: "e".into(),
            seats: Some(5),
            method: Some(method.into()),
            limits: vec![limit],
            ..Election::default()
        };
        let fact =
            FactDefinition { id: "employer".into(), label: "Employer".into(), ..FactDefinition::default() };
        Head { elections: vec![Rc::new(election)], facts: vec![Rc::new(fact)], ..Head::default() }
    }

    fn nominee(name: &str, employer: &str) -> Shared<Nomination> {
        Shared::new(Nomination {
            id: name.into(),
            candidate: Candidate { name: name.into(), ..Candidate::default() },
            election: Some("e".into()),
            facts: (!employer.is_empty())
                .then(|| ("employer".into(), Fact::Text(employer.into())))
                .into_iter()
                .collect(),
            status: (employer == "none").then_some(Status::Withdrawn),
            ..Nomination::default()
        })
    }

    fn check(nominees: &[(&str, &str, bool, Option<Draft>)], method: &str) -> Vec<String> {
        let kept = nominees.iter().map(|(name, employer, star, draft)| {
            let entry = Entry { at: 1, star: *star, note: "n".into(), draft: *draft };
            (nominee(name, employer), Shared::new(entry))
        });
        let standings = standings(kept.collect(), &head(method));
        assert_eq!(standings.len(), 1);
        let names = |who: &[Shared<Nomination>]| {
            who.iter().map(|one| one.candidate.name.to_string()).collect::<Vec<_>>().join(" ")
        };
        let words = |rule: &Rule| match rule {
            Rule::Seats { starred, seats, withdrawn } => format!("{starred} of {seats}, {withdrawn} gone"),
            Rule::Shared { value, who, .. } => format!("{value}: {}", names(who)),
            Rule::Holds { .. } => "holds".to_owned(),
            Rule::Unknown { label, who, of_all, .. } => {
                format!("{} {label}: {}", if *of_all { "never" } else { "no" }, names(who))
            }
            Rule::SameRank { rank, who } => format!("rank {rank}: {}", names(who)),
        };
        standings[0].rules.iter().map(words).collect()
    }

    #[test]
    fn seats_and_employers_are_counted_of_those_on_the_list() {
        let rules = check(
            &[
                ("cleo", "Microsoft", true, None),
                ("ann", "microsoft", true, None),
                ("bob", "Microsoft", true, None),
                ("dan", "Microsoft", false, None),
                ("eve", "", true, None),
                ("fay", "none", true, None),
            ],
            "Approval",
        );
        assert_eq!(rules, ["4 of 5, 1 gone", "microsoft: ann bob cleo", "no Employer: eve"]);
    }

    #[test]
    fn a_rule_that_nobody_breaks_says_so() {
        let rules = check(&[("ann", "Microsoft", true, None), ("bob", "IBM", true, None)], "Approval");
        assert_eq!(rules, ["2 of 5, 0 gone", "holds"]);
        let rules = check(&[("ann", "", true, None), ("bob", "", true, None)], "Approval");
        assert_eq!(rules, ["2 of 5, 0 gone", "never Employer: ann bob"]);
    }

    #[test]
    fn a_note_alone_is_no_place_on_the_shortlist() {
        assert_eq!(check(&[("ann", "Microsoft", false, None)], "Approval"), [""; 0]);
    }

    #[test]
    fn a_place_that_is_given_twice_is_named() {
        let ranks = [
            ("ann", "a", false, Some(Draft::Rank(2))),
            ("bob", "b", false, Some(Draft::Rank(1))),
            ("cleo", "c", false, Some(Draft::Rank(2))),
        ];
        assert_eq!(check(&ranks, "STV"), ["rank 2: ann cleo"]);
        assert_eq!(check(&ranks, "Approval"), [""; 0]);
    }

    #[test]
    fn a_limit_is_told_in_the_feeds_words_or_by_its_fact() {
        let head = head("STV");
        let mut limit = head.elections[0].limits[0].clone();
        assert_eq!(limit.words(&head), "at most 2 with the same “\u{2068}Employer\u{2069}”");
        limit.label = Some("at most two of one employer".into());
        assert_eq!(limit.words(&head), "at most two of one employer");
    }
}
