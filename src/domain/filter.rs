//! Which nominations have what is asked of a facet.

use super::bits::Bits;
use super::query::{FIRST, Facet, Filter, RETURNING, Value};
use super::select::day;
use super::table::{Table, hash};
use super::text::number;
use crate::feed::{Date, Fact, Head, Nomination, Shared, Text, figure};

/// Calls `add` with each value that a nomination has of a facet, some of them more than once.
/// `returns` says whether the candidate stood before, where that is known.
pub fn values(nomination: &Nomination, facet: &Facet, returns: Option<bool>, add: &mut dyn FnMut(&str)) {
    match facet {
        Facet::Election => nomination.election.iter().for_each(|id| add(id)),
        Facet::Topic => nomination.stances.iter().for_each(|stance| add(&stance.topic)),
        Facet::Status => nomination.status.iter().for_each(|status| add(status.id())),
        Facet::Candidate => {
            returns.into_iter().for_each(|returns| add(if returns { RETURNING } else { FIRST }));
        }
        Facet::Reference => {
            nomination.references.iter().filter_map(|work| work.kind.as_ref()).for_each(|kind| add(kind));
        }
        Facet::ReferenceStatus => {
            nomination
                .references
                .iter()
                .filter_map(|work| work.status.as_ref())
                .for_each(|status| add(status));
        }
        Facet::Fact(id) => nomination.fact(id).into_iter().for_each(|fact| fact_values(fact, add)),
    }
}

fn fact_values(fact: &Fact, add: &mut dyn FnMut(&str)) {
    match fact {
        Fact::Text(text) | Fact::Quoted(text, _) => add(text),
        Fact::Number(value) => add(&number(*value)),
        Fact::Date(date) => add(&date.iso()),
        Fact::List(list) => list.iter().for_each(|fact| fact_values(fact, add)),
        Fact::Link(link) => add(&link.label),
        Fact::Reference(reference) => add(&reference.name()),
    }
}

/// A nomination has all, or one, of the values asked for.
fn fits(filter: &Filter, nomination: &Nomination, returns: Option<bool>) -> bool {
    let fits = |value: &Value| {
        let mut found = matches!(value, Value::Absent);
        values(nomination, &filter.facet, returns, &mut |own| match value {
            Value::Absent => found = false,
            Value::Is(value) => found |= **value == *own,
            Value::Between(..) => {}
        });
        if let (Value::Between(from, to), Facet::Fact(id)) = (value, &filter.facet) {
            found = nomination.fact(id).is_some_and(|fact| is_between(fact, from, to));
        }
        found
    };
    if filter.all { filter.values.iter().all(fits) } else { filter.values.iter().any(fits) }
}

/// Whether a figure or a day, or one of several, is between the bounds. What is no
/// figure, or no day, bounds nothing.
fn is_between(fact: &Fact, from: &str, to: &str) -> bool {
    match fact {
        Fact::Number(value) => {
            figure(from).is_none_or(|from| from <= *value) && figure(to).is_none_or(|to| *value <= to)
        }
        Fact::Date(date) => {
            Date::parse(from).is_none_or(|from| from <= *date) && Date::parse(to).is_none_or(|to| *date <= to)
        }
        Fact::List(list) => list.iter().any(|fact| is_between(fact, from, to)),
        _ => false,
    }
}

/// The places of the nominations that fit.
#[must_use]
pub fn fitting(filter: &Filter, nominations: &[Shared<Nomination>], head: &Head) -> Bits {
    let mut past = Past::new(head);
    if filter.facet == Facet::Candidate {
        (0..nominations.len()).for_each(|at| past.learn(at, nominations));
    }
    let mut out = Bits::none(nominations.len());
    for (at, nomination) in (0..).zip(nominations) {
        if fits(filter, nomination, past.returns(nomination, nominations)) {
            out.set(at);
        }
    }
    out
}

/// Who stood in an election before, as far as the feed goes back and dates its elections.
#[derive(Debug, Default)]
pub struct Past {
    /// The ids of the elections that are dated, and when they were.
    days: Vec<(Text, Date)>,
    /// By the hash of who it is, the person.
    people: Table,
    /// Of each person the place of a nomination, and the day of the oldest election.
    oldest: Vec<(usize, Date)>,
}

impl Past {
    /// Of nobody as yet.
    #[must_use]
    pub fn new(head: &Head) -> Self {
        let dated = head.elections.iter().filter_map(|election| Some((election.id.clone(), day(election)?)));
        Self { days: dated.collect(), ..Self::default() }
    }

    fn day(&self, nomination: &Nomination) -> Option<Date> {
        let id = nomination.election.as_ref()?;
        self.days.iter().find(|(known, _)| known == id).map(|(_, day)| *day)
    }

    fn person(&self, who: &str, nominations: &[Shared<Nomination>]) -> Option<u32> {
        self.people.find(hash(who), |person| {
            let known = self.oldest.get(person as usize).and_then(|(at, _)| nominations.get(*at));
            known.is_some_and(|known| known.candidate.identity() == who)
        })
    }

    /// Takes in the nomination at this place.
    pub fn learn(&mut self, at: usize, nominations: &[Shared<Nomination>]) {
        let Some(nomination) = nominations.get(at) else { return };
        let (Some(day), who) = (self.day(nomination), nomination.candidate.identity()) else { return };
        match self.person(who, nominations) {
            Some(person) => {
                let oldest = self.oldest.get_mut(person as usize);
                oldest.into_iter().for_each(|(_, oldest)| *oldest = day.min(*oldest));
            }
            None => {
                self.people.insert(hash(who), self.oldest.len() as u32);
                self.oldest.push((at, day));
            }
        }
    }

    /// Whether the candidate stood in an older election, once all nominations were taken in. Of an
    /// election that is not dated nothing can be said.
    #[must_use]
    pub fn returns(&self, nomination: &Nomination, nominations: &[Shared<Nomination>]) -> Option<bool> {
        let day = self.day(nomination)?;
        let person = self.person(nomination.candidate.identity(), nominations)?;
        self.oldest.get(person as usize).map(|(_, oldest)| *oldest < day)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::domain::query::Query;
    use crate::feed::{Candidate, Election, Reference, Stance, Status};

    fn asked(text: &str) -> Filter {
        Query::parse(text).filters.remove(0)
    }

    fn nomination(name: &str, election: &str) -> Shared<Nomination> {
        Shared::new(Nomination {
            candidate: Candidate { name: name.into(), ..Candidate::default() },
            election: Some(election.into()),
            ..Nomination::default()
        })
    }

    #[test]
    fn values_of_a_facet_are_alternatives_unless_all_are_asked_for() {
        let topic = |id: &str| Stance { topic: id.into(), ..Stance::default() };
        let facts: [(&str, Fact); 4] = [
            ("hours", Fact::Number(8.0)),
            ("since", Date::parse("2020-05-01").map_or(Fact::Text("".into()), Fact::Date)),
            ("sigs", Fact::List(vec![Fact::Text("docs".into()), Fact::Text("node".into())])),
            ("motto", Fact::Text("say \"yes\"".into())),
        ];
        let nomination = Nomination {
            election: Some("e1".into()),
            status: Some(Status::Elected),
            stances: vec![topic("docs"), topic("growth")],
            references: vec![Reference { kind: Some("PEP".into()), ..Reference::default() }],
            facts: facts.map(|(id, fact)| (Text::from(id), fact)).into(),
            ..Nomination::default()
        };
        for (text, wanted) in [
            ("election:e1 election:e2", true),
            ("election:e2 election:?", false),
            ("topic:docs topic:x", true),
            ("topic:docs topic:x all:topic", false),
            ("topic:docs topic:growth all:topic", true),
            ("topic:?", false),
            ("status:elected", true),
            ("reference:PEP", true),
            ("reference-status:Final", false),
            ("reference-status:?", true),
            ("candidate:first-time", true),
            ("fact.hours:8", true),
            ("fact.hours:8..", true),
            ("fact.hours:..7.5", false),
            ("fact.hours:9..7", false),
            ("fact.since:2020-05-01..2020-05-01", true),
            ("fact.since:..2020-04-30", false),
            ("fact.sigs:node", true),
            ("fact.sigs:node fact.sigs:x all:fact.sigs", false),
            ("fact.motto:\"say \"\"yes\"\"\"", true),
            ("fact.motto:1..2", false),
            ("fact.other:?", true),
        ] {
            assert_eq!(fits(&asked(text), &nomination, Some(false)), wanted, "{text}");
        }
    }

    #[test]
    fn who_stood_in_an_older_election_returns() {
        let election = |id: &str| Rc::new(Election { id: id.into(), name: id.into(), ..Election::default() });
        let elections = ["board 2020", "board 2022", "tech 2022", "some day"].map(election).to_vec();
        let head = Head { elections, ..Head::default() };
        let nominations = [
            ("Ann", "board 2022"),
            ("Ann", "board 2020"),
            // At the same time, and nobody knows when.
            ("Bob", "board 2022"),
            ("Bob", "tech 2022"),
            ("Ann", "some day"),
            ("Cy", "x"),
        ];
        let nominations = nominations.map(|(name, election)| nomination(name, election));
        for (text, places) in [
            ("candidate:returning", &[0][..]),
            ("candidate:first-time", &[1, 2, 3]),
            ("candidate:?", &[4, 5]),
        ] {
            let found = fitting(&asked(text), &nominations, &head);
            assert_eq!(found.iter().collect::<Vec<_>>(), places, "{text}");
        }
    }
}
