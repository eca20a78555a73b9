//! The nominations that fit a query, in order, election by election.

use std::rc::Rc;

use super::corpus::{Corpus, NOWHERE};
use super::order::Order;
use super::query::Query;
use super::terms::{Asked, Term, terms};
use crate::feed::{Date, Election, FactDefinition, Head, Nomination, Shared, Text};

/// Nominations, and the words that readers look for in them.
#[derive(Debug, Default, PartialEq)]
pub struct Index {
    /// In the order of the feed.
    pub nominations: Vec<Shared<Nomination>>,
    /// Their words once somebody searches: until then nobody pays for it.
    corpus: Corpus,
}

impl Index {
    /// Adds nominations.
    pub fn extend(&mut self, nominations: Vec<Shared<Nomination>>) {
        self.nominations.extend(nominations);
    }

    /// The nomination with this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Shared<Nomination>> {
        self.nominations.iter().find(|nomination| &*nomination.id == id)
    }

    /// Puts another in the place of the nomination with this id.
    pub fn replace(&mut self, id: &str, head: &Head, other: impl FnOnce(&Nomination) -> Nomination) {
        let place = self.nominations.iter().position(|nomination| &*nomination.id == id);
        if let Some(at) = place
            && let Some(nomination) = self.nominations.get_mut(at)
        {
            *nomination = Shared::new(other(nomination));
            self.corpus.replace(at, nomination, head);
        }
    }
}

/// What was asked in words, and where it is found.
struct Found {
    /// What to look for, to be marked where it is shown.
    words: Vec<String>,
    /// By nomination, as [`Corpus::zones`] gives it.
    zones: Vec<u8>,
    without: bool,
}

/// Looks for each of the words asked for. One that nobody has as it was typed
/// is looked for as it may have been meant.
fn look(asked: &[Asked], index: &mut Index, head: &Head) -> Vec<Found> {
    let Index { nominations, corpus } = index;
    let mut all = Vec::new();
    for Asked { term, without } in asked {
        let Some(word) = term.words() else { continue };
        corpus.extend(nominations, head);
        let mut found = Found { words: vec![word.clone()], zones: Vec::new(), without: *without };
        let had = corpus.zones(&found.words, &mut found.zones);
        if !had && !without && matches!(term, Term::Word(_)) {
            let meant = corpus.meant(word);
            if corpus.zones(&meant, &mut found.zones) {
                found.words = meant;
            }
        }
        all.push(found);
    }
    all
}

/// What is asked of an [`Index`].
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// What the reader asked.
    pub query: &'a Query,
    /// The election that the page's author keeps the widget to.
    pub scope: Option<&'a str>,
    /// The order within an election.
    pub order: Order,
    /// The seed of [`Order::Shuffled`].
    pub seed: u32,
}

/// The nominations of one election that fit, in order.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// `None` for nominations that name no election.
    pub election: Option<Rc<Election>>,
    /// In order.
    pub nominations: Vec<Shared<Nomination>>,
    /// What every card of the group has a place for.
    pub layout: Shared<Layout>,
}

/// What every card of a group has a place for, so that all are alike: a
/// nomination that lacks one of these says so there.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Layout {
    /// A summary.
    pub summary: bool,
    /// The topics of its stances.
    pub topics: bool,
    /// Numbered works.
    pub references: bool,
    /// These facts.
    pub facts: Vec<Rc<FactDefinition>>,
}

impl Layout {
    /// Facts have a place when at least a third of the nominations state them;
    /// the rest waits until a card is opened.
    fn of(nominations: &[Shared<Nomination>], head: &Head) -> Self {
        const MOST_FACTS: usize = 4;
        let any = |has: &dyn Fn(&Nomination) -> bool| nominations.iter().any(|nomination| has(nomination));
        let stated = |fact: &FactDefinition| {
            nominations.iter().filter(|nomination| nomination.fact(&fact.id).is_some()).count()
        };
        let facts = head.facts.iter().filter(|fact| fact.compare && stated(fact) * 3 >= nominations.len());
        Self {
            summary: any(&|nomination| nomination.summary.is_some() || nomination.statement.is_some()),
            topics: any(&|nomination| !nomination.stances.is_empty()),
            references: any(&|nomination| !nomination.references.is_empty()),
            facts: facts.take(MOST_FACTS).cloned().collect(),
        }
    }
}

/// The nominations that fit a query.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// The latest election first; none is empty.
    pub groups: Vec<Group>,
    /// How many fit.
    pub count: usize,
    /// How many there are within the scope.
    pub total: usize,
    /// The words that were looked for, to be marked where they are shown; as
    /// [`Plain`](super::plain::Plain) has them.
    pub words: Shared<Vec<String>>,
}

/// Picks out what fits. While words are asked for, those that have them where
/// they say most come first.
pub fn select(index: &mut Index, head: &Head, request: Request<'_>) -> Selection {
    let asked = terms(&request.query.text);
    let found = look(&asked, index, head);
    let mut selection = Selection::default();
    let mut fitting = Vec::new();
    for (at, nomination) in index.nominations.iter().enumerate() {
        if request.scope.is_some() && request.scope != nomination.election.as_deref() {
            continue;
        }
        selection.total += 1;
        let fits = |asked: &Asked| {
            asked.term.words().is_some() || asked.term.fits(nomination, head) != asked.without
        };
        if !request.query.fits_facets(nomination) || !asked.iter().all(fits) {
            continue;
        }
        // How far from the best place each word is found.
        let mut rank = 0;
        let has_words = found.iter().all(|Found { zones, without, .. }| {
            let zone = zones.get(at).copied().unwrap_or(NOWHERE);
            rank += if *without { 0 } else { usize::from(zone) };
            (zone == NOWHERE) == *without
        });
        if has_words {
            fitting.push(((rank, request.order.key(nomination, request.seed)), nomination));
        }
    }
    let mut words = Vec::new();
    for mut found in found {
        if !found.without {
            words.append(&mut found.words);
        }
    }
    selection.words = Shared::new(words);
    selection.count = fitting.len();
    fitting.sort_by(|(a, x), (b, y)| a.cmp(b).then_with(|| x.id.cmp(&y.id)));

    let mut groups = by_election(fitting.into_iter().map(|(_, nomination)| nomination));
    let members = by_election(index.nominations.iter());
    for election in by_recency(head).into_iter().map(Some).chain([None]) {
        let id = election.as_ref().map(|election| &election.id);
        let is_its = |(own, _): &(Option<Text>, _)| own.as_ref() == id;
        let Some(at) = groups.iter().position(is_its) else { continue };
        let (_, nominations) = groups.swap_remove(at);
        let members = members.iter().find(|group| is_its(group));
        let layout = Shared::new(members.map(|(_, members)| Layout::of(members, head)).unwrap_or_default());
        selection.groups.push(Group { election, nominations, layout });
    }
    selection
}

/// Nominations by the id of their election. The last of the list is looked at
/// first: a feed has the nominations of an election together.
fn by_election<'a>(
    nominations: impl Iterator<Item = &'a Shared<Nomination>>,
) -> Vec<(Option<Text>, Vec<Shared<Nomination>>)> {
    let mut groups: Vec<(Option<Text>, Vec<_>)> = Vec::new();
    for nomination in nominations {
        match groups.iter_mut().rfind(|(id, _)| *id == nomination.election) {
            Some((_, group)) => group.push(nomination.clone()),
            None => groups.push((nomination.election.clone(), vec![nomination.clone()])),
        }
    }
    groups
}

/// The elections, the latest first. One without dates counts as the year that
/// its term, name or id has in it; without a year it comes last.
#[must_use]
pub fn by_recency(head: &Head) -> Vec<Rc<Election>> {
    let mut elections = head.elections.clone();
    let end = |election: &Election| {
        let Election { voting, nominations, .. } = election;
        let dated = voting.close.or(voting.open).or(nominations.close).or(nominations.open);
        let named = [election.term.as_ref(), Some(&election.name), Some(&election.id)];
        dated.or_else(|| named.into_iter().flatten().find_map(|text| year_in(text)))
    };
    elections.sort_by_key(|election| std::cmp::Reverse(end(election)));
    elections
}

/// The end of the year that a text names.
fn year_in(text: &str) -> Option<Date> {
    text.split(|c: char| !c.is_ascii_digit())
        .filter(|digits| digits.len() == 4)
        .find_map(|year| Date::parse(&format!("{year}-12-31")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feed::{Candidate, Span};

    fn nomination(id: &str, name: &str, election: &str) -> Shared<Nomination> {
        Shared::new(Nomination {
            id: id.into(),
            candidate: Candidate { name: name.into(), ..Candidate::default() },
            election: Some(election.into()),
            ..Nomination::default()
        })
    }

    fn election(id: &str, close: Option<&str>) -> Rc<Election> {
        Rc::new(Election {
            id: id.into(),
            name: id.into(),
            voting: Span { open: None, close: close.and_then(Date::parse) },
            ..Election::default()
        })
    }

    fn run(text: &str, scope: Option<&str>) -> (Vec<String>, usize, usize) {
        let head = Head {
            elections: vec![
                election("undated", None),
                election("old", Some("2020-01-01")),
                election("new", Some("2025-01-01")),
            ],
            ..Head::default()
        };
        let mut index = Index::default();
        index.extend(vec![
            nomination("1", "Zoë", "old"),
            nomination("2", "Łukasz", "new"),
            nomination("3", "Anna", "new"),
            nomination("4", "Bo", "undated"),
        ]);
        let query = Query::parse(text);
        let request = Request { query: &query, scope, order: Order::Name, seed: 1 };
        let selection = select(&mut index, &head, request);
        let ids = selection.groups.iter().flat_map(|group| &group.nominations);
        (ids.map(|nomination| nomination.id.to_string()).collect(), selection.count, selection.total)
    }

    #[test]
    fn the_latest_election_comes_first_and_names_are_in_order() {
        assert_eq!(run("", None), (vec!["3".into(), "2".into(), "1".into(), "4".into()], 4, 4));
    }

    #[test]
    fn an_election_without_dates_counts_as_the_year_it_names() {
        let elections = ["council", "council-2018", "council-2024"].map(|id| election(id, None));
        let head = Head { elections: elections.to_vec(), ..Head::default() };
        let ids: Vec<_> = by_recency(&head).iter().map(|election| election.id.to_string()).collect();
        assert_eq!(ids, ["council-2024", "council-2018", "council"]);
    }

    #[test]
    fn words_are_found_without_case_and_accents() {
        assert_eq!(run("lukasz", None), (vec!["2".into()], 1, 4));
        assert_eq!(run("zoe OLD", None).0, ["1"]);
        assert_eq!(run("nobody", None), (vec![], 0, 4));
    }

    #[test]
    fn the_scope_narrows_the_total() {
        assert_eq!(run("", Some("old")), (vec!["1".into()], 1, 1));
    }
}
